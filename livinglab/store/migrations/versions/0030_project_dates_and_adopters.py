"""The dates of a project, what an adopter is (country, kind of solution), and what was said before of either."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0030_project_dates_and_adopters"
down_revision = "0029_files_taken_out"
branch_labels = None
depends_on = None

ID = sa.String(length=64)
ORDER = "starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on"


def upgrade(engine_name: str) -> None:
    """Brings one database forward; no date and no country is known, no solution is said to be legal."""
    if engine_name != "":
        return
    with op.batch_alter_table("project", schema=None) as table:
        table.add_column(sa.Column("starts_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
        table.create_check_constraint(op.f("ck_project_ends_after_it_starts"), ORDER)
    with op.batch_alter_table("uptake", schema=None) as table:
        table.add_column(sa.Column("adopter_country", sa.String(length=2), nullable=False, server_default=""))
        table.add_column(sa.Column("legal_solution", sa.Boolean(), nullable=False, server_default=sa.false()))
    _correction("project", sa.Column("starts_on", sa.Date()), sa.Column("ends_on", sa.Date()))
    _correction(
        "uptake",
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("size", sa.String(length=20), nullable=False),
        sa.Column("introduced", sa.String(length=20), nullable=False),
        sa.Column("legal_solution", sa.Boolean(), nullable=False),
    )


def downgrade(engine_name: str) -> None:
    """Brings one database back: dates, countries and what was said before are lost."""
    if engine_name != "":
        return
    op.drop_table("uptake_correction")
    op.drop_table("project_correction")
    with op.batch_alter_table("uptake", schema=None) as table:
        table.drop_column("legal_solution")
        table.drop_column("adopter_country")
    with op.batch_alter_table("project", schema=None) as table:
        table.drop_constraint(op.f("ck_project_ends_after_it_starts"), type_="check")
        table.drop_column("ends_on")
        table.drop_column("starts_on")


def _correction(of: str, *columns: sa.Column[Any]) -> None:
    """The table of what stood before each correction of one kind of thing."""
    name = f"{of}_correction"
    op.create_table(
        name,
        sa.Column(f"{of}_id", ID, nullable=False),
        *columns,
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrected_by_id", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint([f"{of}_id"], [f"{of}.id"], name=op.f(f"fk_{name}_{of}_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["corrected_by_id"], ["account.id"], name=op.f(f"fk_{name}_corrected_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_{of}_id"), name, [f"{of}_id"])
