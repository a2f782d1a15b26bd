"""Unwanted effects that somebody reported, without being asked."""

import sqlalchemy as sa
from alembic import op

revision = "0031_reported_harms"
down_revision = "0030_project_dates_and_adopters"
branch_labels = None
depends_on = None

ID = sa.String(length=64)
WORDS = {
    "seriousness": "'slight', 'moderate', 'serious'",
    "relation": "'related', 'perhaps', 'unrelated', 'unknown'",
    "reporter": "'participant', 'relative', 'facilitator', 'partner', 'other'",
}


def upgrade(engine_name: str) -> None:
    """Brings one database forward; nothing was reported yet."""
    if engine_name != "":
        return
    op.create_table(
        "reported_harm",
        sa.Column("study_id", ID, nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        *(sa.Column(name, sa.String(length=20), nullable=False) for name in WORDS),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("arm", sa.String(length=100), nullable=False),
        sa.Column("recorded_by_id", ID, nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        *(
            sa.CheckConstraint(f"{name} IN ({words})", name=op.f(f"ck_reported_harm_{name}_known"))
            for name, words in WORDS.items()
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NOT NULL AND withdrawn_because IS NOT NULL) "
            "OR (withdrawn_at IS NULL AND withdrawn_because IS NULL)",
            name=op.f("ck_reported_harm_withdrawn_with_reason"),
        ),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_reported_harm_study_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["account.id"], name=op.f("fk_reported_harm_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reported_harm")),
    )
    op.create_index(op.f("ix_reported_harm_study_id"), "reported_harm", ["study_id"])


def downgrade(engine_name: str) -> None:
    """Takes it back."""
    if engine_name == "":
        op.drop_table("reported_harm")
