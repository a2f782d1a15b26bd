"""Partners of a project and the adopter's size: what programmes ask before a case counts under their codes."""

import sqlalchemy as sa
from alembic import op

revision = "0028_partners"
down_revision = "0027_presentation"
branch_labels = None
depends_on = None

ID = sa.String(length=64)
HELICES = "'citizens', 'public', 'private', 'academia', 'environment'"


def upgrade(engine_name: str) -> None:
    """Brings one database forward; of the adopters recorded so far, neither size nor innovation is known."""
    if engine_name != "":
        return
    op.create_table(
        "partner",
        sa.Column("project_id", ID, nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("helix", sa.String(length=20), nullable=False),
        sa.Column("recorded_by_id", ID, nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(f"helix IN ({HELICES})", name=op.f("ck_partner_helix_known")),
        sa.CheckConstraint(
            "(withdrawn_at IS NOT NULL AND withdrawn_because IS NOT NULL) "
            "OR (withdrawn_at IS NULL AND withdrawn_because IS NULL)",
            name=op.f("ck_partner_withdrawn_with_reason"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_partner_project_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["account.id"], name=op.f("fk_partner_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
    )
    op.create_index(op.f("ix_partner_project_id"), "partner", ["project_id"])
    op.create_table(
        "partner_test",
        sa.Column("partner_id", ID, nullable=False),
        sa.Column("study_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_partner_test_partner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_partner_test_study_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_test")),
        sa.UniqueConstraint("partner_id", "study_id", name="uq_partner_test"),
    )
    op.create_index(op.f("ix_partner_test_study_id"), "partner_test", ["study_id"])
    with op.batch_alter_table("uptake", schema=None) as table:
        for column in ("size", "introduced"):
            table.add_column(sa.Column(f"adopter_{column}", sa.String(length=20), nullable=False, server_default=""))
        table.create_check_constraint(
            op.f("ck_uptake_adopter_size_known"), "adopter_size IN ('', 'micro', 'small', 'medium', 'large')"
        )
        table.create_check_constraint(
            op.f("ck_uptake_adopter_introduced_known"), "adopter_introduced IN ('', 'product', 'process')"
        )


def downgrade(engine_name: str) -> None:
    """Brings one database back: partners, sizes and innovations are lost."""
    if engine_name != "":
        return
    with op.batch_alter_table("uptake", schema=None) as table:
        for column in ("size", "introduced"):
            table.drop_constraint(op.f(f"ck_uptake_adopter_{column}_known"), type_="check")
            table.drop_column(f"adopter_{column}")
    op.drop_table("partner_test")
    op.drop_table("partner")
