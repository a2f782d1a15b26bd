"""The trace goes on to learnings and uptakes; edges drawn by hand say why, those made in error are marked."""

import sqlalchemy as sa
from alembic import op

revision = "0014_trace"
down_revision = "0013_corrected"
branch_labels = None
depends_on = None

KINDS = "'contribution', 'decision', 'requirement', 'prototype_version', 'study', 'questionnaire_version', 'report'"
MORE = (
    "'session', 'agenda_item', 'contribution', 'decision', 'requirement', 'prototype', 'prototype_version', "
    "'questionnaire_version', 'study', 'deviation', 'report', 'learning', 'uptake'"
)
ENDS = ["source_kind", "source_id", "relation", "target_kind", "target_id"]
IN_FORCE = sa.text("mistaken_at IS NULL")
HAND = ("drawn_by_id", "mistaken_by_id")


def upgrade(engine_name: str) -> None:
    """Brings one database forward."""
    if engine_name == "":
        _edges_say_why()
        _learnings()
        _uptakes()


def downgrade(engine_name: str) -> None:
    """Brings one database back; edges made in error go, and so do those of kinds it does not know."""
    if engine_name != "":
        return
    for name in ("uptake", "learning_revision", "learning"):
        op.drop_table(name)
    unknown = f"source_kind NOT IN ({KINDS}) OR target_kind NOT IN ({KINDS})"
    op.execute(f"DELETE FROM trace_edge WHERE mistaken_at IS NOT NULL OR {unknown}")  # noqa: S608 words of ours
    op.drop_index("uq_trace_edge", "trace_edge")
    with op.batch_alter_table("trace_edge", schema=None) as table:
        table.drop_constraint(op.f("ck_trace_edge_mistake_with_reason"), type_="check")
        for name in HAND:
            table.drop_constraint(op.f(f"fk_trace_edge_{name}"), type_="foreignkey")
        for name in ("reason", *HAND, "mistaken_at", "mistake_reason"):
            table.drop_column(name)
        table.create_unique_constraint("uq_trace_edge", ENDS)
    _kinds(KINDS)


def _edges_say_why() -> None:
    with op.batch_alter_table("trace_edge", schema=None) as table:
        table.drop_constraint("uq_trace_edge", type_="unique")
        table.add_column(sa.Column("reason", sa.Text(), nullable=True))
        table.add_column(sa.Column("drawn_by_id", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("mistaken_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("mistake_reason", sa.Text(), nullable=True))
        table.add_column(sa.Column("mistaken_by_id", sa.String(length=64), nullable=True))
        for name in HAND:
            table.create_foreign_key(op.f(f"fk_trace_edge_{name}"), "account", [name], ["id"])
        table.create_check_constraint(
            op.f("ck_trace_edge_mistake_with_reason"),
            "(mistaken_at IS NOT NULL AND mistake_reason IS NOT NULL) "
            "OR (mistaken_at IS NULL AND mistake_reason IS NULL)",
        )
    _kinds(MORE)
    op.create_index("uq_trace_edge", "trace_edge", ENDS, unique=True, sqlite_where=IN_FORCE, postgresql_where=IN_FORCE)


def _kinds(listed: str) -> None:
    with op.batch_alter_table("trace_edge", schema=None) as table:
        for end in ("source_kind", "target_kind"):
            table.drop_constraint(op.f(f"ck_trace_edge_{end}_known"), type_="check")
            table.create_check_constraint(op.f(f"ck_trace_edge_{end}_known"), f"{end} IN ({listed})")


def _learnings() -> None:
    op.create_table(
        "learning",
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("published_number", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("published_by_id", sa.String(length=64), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(published_number IS NOT NULL AND published_at IS NOT NULL) "
            "OR (published_number IS NULL AND published_at IS NULL)",
            name=op.f("ck_learning_published_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_learning_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["published_by_id"], ["account.id"], name=op.f("fk_learning_published_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning")),
    )
    op.create_index(op.f("ix_learning_project_id"), "learning", ["project_id"])
    op.create_table(
        "learning_revision",
        sa.Column("learning_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.JSON(none_as_null=True), nullable=False)
            for name in ("title", "expected", "seen", "meaning")
        ),
        sa.Column("next_step", sa.String(length=20), nullable=True),
        sa.Column("next_reason", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("confidence", sa.String(length=20), nullable=False),
        sa.Column("tags", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.String(length=64), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "next_step IN ('iterate', 'pivot', 'stop', 'adopt')", name=op.f("ck_learning_revision_next_step_known")
        ),
        sa.CheckConstraint(
            "confidence IN ('lead', 'likely', 'solid')", name=op.f("ck_learning_revision_confidence_known")
        ),
        sa.CheckConstraint(
            "next_step IS NULL OR next_reason IS NOT NULL", name=op.f("ck_learning_revision_next_step_says_why")
        ),
        sa.ForeignKeyConstraint(
            ["learning_id"], ["learning.id"], name=op.f("fk_learning_revision_learning_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["written_by_id"], ["account.id"], name=op.f("fk_learning_revision_written_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_revision")),
        sa.UniqueConstraint("learning_id", "number", name=op.f("uq_learning_revision_learning_id_number")),
    )
    op.create_index(op.f("ix_learning_revision_learning_id"), "learning_revision", ["learning_id"])


def _uptakes() -> None:
    op.create_table(
        "uptake",
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("helix", sa.String(length=20), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("scale", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=80), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=True),
        sa.Column("given_name", sa.String(length=255), nullable=True),
        sa.Column("recorded_by_id", sa.String(length=64), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "helix IN ('public', 'private', 'academia', 'citizens', 'environment')", name=op.f("ck_uptake_helix_known")
        ),
        sa.CheckConstraint(
            "(digest IS NOT NULL AND size IS NOT NULL AND media_type IS NOT NULL AND given_name IS NOT NULL) "
            "OR (digest IS NULL AND size IS NULL AND media_type IS NULL AND given_name IS NULL)",
            name=op.f("ck_uptake_document_whole"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_uptake_project_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["account.id"], name=op.f("fk_uptake_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uptake")),
    )
    op.create_index(op.f("ix_uptake_project_id"), "uptake", ["project_id"])
    op.create_index(op.f("ix_uptake_digest"), "uptake", ["digest"])
