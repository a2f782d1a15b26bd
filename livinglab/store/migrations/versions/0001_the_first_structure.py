"""The first structure of both databases."""

# ruff: noqa: E501 - written by Alembic
import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade(engine_name: str) -> None:
    """Brings one database forward."""
    {"": upgrade_main, "vault": upgrade_vault}[engine_name]()


def downgrade(engine_name: str) -> None:
    """Brings one database back."""
    {"": downgrade_main, "vault": downgrade_vault}[engine_name]()


def upgrade_main() -> None:
    """The answers."""
    op.create_table(
        "account",
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("administrator", sa.Boolean(), nullable=False),
        sa.Column("founder", sa.Integer(), nullable=True),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("tf_primary_method", sa.String(length=64), nullable=True),
        sa.Column("tf_totp_secret", sa.String(length=255), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_account_email_in_lower_case")),
        sa.CheckConstraint("founder = 1", name=op.f("ck_account_only_one_founder")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sa.UniqueConstraint("founder", name=op.f("uq_account_founder")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_account_fs_uniquifier")),
    )
    op.create_table(
        "account_role",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_role")),
        sa.UniqueConstraint("name", name=op.f("uq_account_role_name")),
    )
    op.create_table(
        "audit_line",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("verb", sa.String(length=80), nullable=False),
        sa.Column("object_kind", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_line")),
        sa.UniqueConstraint("previous", name=op.f("uq_audit_line_previous")),
    )
    with op.batch_alter_table("audit_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_line_object_id"), ["object_id"], unique=False)

    op.create_table(
        "project",
        sa.Column("title", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("description", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )
    op.create_table(
        "account_roles",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("role_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_roles_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["role_id"], ["account_role.id"], name=op.f("fk_account_roles_role_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "role_id", name=op.f("pk_account_roles")),
    )
    op.create_table(
        "invitation",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_invitation_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_account_id"), ["account_id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("role IN ('manager', 'researcher', 'funder')", name=op.f("ck_membership_role_known")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_membership_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_membership_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("account_id", "project_id", name=op.f("uq_membership_account_id_project_id")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_project_id"), ["project_id"], unique=False)

    op.create_table(
        "prototype",
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_prototype_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prototype")),
        sa.UniqueConstraint("project_id", "name", name=op.f("uq_prototype_project_id_name")),
    )
    with op.batch_alter_table("prototype", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prototype_project_id"), ["project_id"], unique=False)

    op.create_table(
        "questionnaire",
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("form_id", sa.String(length=200), nullable=False),
        sa.Column("title", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_questionnaire_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire")),
        sa.UniqueConstraint("project_id", "form_id", name=op.f("uq_questionnaire_project_id_form_id")),
    )
    op.create_table(
        "session",
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_session_state_known")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_session_project_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("code", name=op.f("uq_session_code")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_project_id"), ["project_id"], unique=False)

    op.create_table(
        "trace_edge",
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("source_kind", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=64), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("target_kind", sa.String(length=40), nullable=False),
        sa.Column("target_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "relation IN ('derived_from', 'satisfies', 'implements', 'tests', 'measures', 'decided_by', 'merged_into', 'split_from', 'contradicts', 'taken_up_by')",
            name=op.f("ck_trace_edge_relation_known"),
        ),
        sa.CheckConstraint(
            "source_kind IN ('contribution', 'decision', 'requirement', 'prototype_version', 'study', 'questionnaire_version', 'report')",
            name=op.f("ck_trace_edge_source_kind_known"),
        ),
        sa.CheckConstraint(
            "target_kind IN ('contribution', 'decision', 'requirement', 'prototype_version', 'study', 'questionnaire_version', 'report')",
            name=op.f("ck_trace_edge_target_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_trace_edge_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trace_edge")),
        sa.UniqueConstraint("source_kind", "source_id", "relation", "target_kind", "target_id", name="uq_trace_edge"),
    )
    with op.batch_alter_table("trace_edge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trace_edge_project_id"), ["project_id"], unique=False)

    op.create_table(
        "agenda_item",
        sa.Column("session_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("prompt", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("revealed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('ideas')", name=op.f("ck_agenda_item_kind_known")),
        sa.CheckConstraint(
            "state IN ('planned', 'writing', 'judging', 'closed')", name=op.f("ck_agenda_item_state_known")
        ),
        sa.CheckConstraint("dots >= 0", name=op.f("ck_agenda_item_dots_not_negative")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_agenda_item_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("session_id", "position", name=op.f("uq_agenda_item_session_id_position")),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index(
            "uq_agenda_item_current",
            ["session_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('writing', 'judging')"),
            postgresql_where=sa.text("state IN ('writing', 'judging')"),
        )

    op.create_table(
        "prototype_version",
        sa.Column("prototype_id", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("readiness_level", sa.Integer(), nullable=True),
        sa.Column("readiness_reason", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(readiness_level IS NOT NULL AND readiness_reason IS NOT NULL) OR (readiness_level IS NULL AND readiness_reason IS NULL)",
            name=op.f("ck_prototype_version_readiness_justified"),
        ),
        sa.CheckConstraint(
            "readiness_level BETWEEN 1 AND 9", name=op.f("ck_prototype_version_readiness_between_1_and_9")
        ),
        sa.ForeignKeyConstraint(
            ["prototype_id"], ["prototype.id"], name=op.f("fk_prototype_version_prototype_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prototype_version")),
        sa.UniqueConstraint("prototype_id", "label", name=op.f("uq_prototype_version_prototype_id_label")),
    )
    with op.batch_alter_table("prototype_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prototype_version_prototype_id"), ["prototype_id"], unique=False)

    op.create_table(
        "questionnaire_version",
        sa.Column("questionnaire_id", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.Column("definition", sa.Text(), nullable=True),
        sa.Column("source_filename", sa.String(length=255), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=True),
        sa.Column("published_by_id", sa.String(length=64), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["account.id"], name=op.f("fk_questionnaire_version_published_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_questionnaire_version_questionnaire_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_version")),
        sa.UniqueConstraint(
            "questionnaire_id", "digest", name=op.f("uq_questionnaire_version_questionnaire_id_digest")
        ),
    )
    with op.batch_alter_table("questionnaire_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questionnaire_version_digest"), ["digest"], unique=False)

    op.create_table(
        "seat",
        sa.Column("session_id", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("receipt_hash", sa.String(length=64), nullable=False),
        sa.Column("pseudonym", sa.String(length=80), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_seat_session_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_seat_receipt_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_seat_token_hash")),
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_session_id"), ["session_id"], unique=False)

    op.create_table(
        "contribution",
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("seat_id", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("moderation_reason", sa.Text(), nullable=True),
        sa.Column("moderated_by_id", sa.String(length=64), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "state = 'visible' OR moderation_reason IS NOT NULL", name=op.f("ck_contribution_moderation_says_why")
        ),
        sa.CheckConstraint("state IN ('visible', 'moderated')", name=op.f("ck_contribution_state_known")),
        sa.CheckConstraint(
            "(moderation_reason IS NOT NULL AND moderated_by_id IS NOT NULL) OR (moderation_reason IS NULL AND moderated_by_id IS NULL)",
            name=op.f("ck_contribution_moderated_with_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_contribution_item_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["moderated_by_id"], ["account.id"], name=op.f("fk_contribution_moderated_by_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_contribution_seat_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
    )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contribution_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contribution_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("item_id", sa.String(length=64), nullable=True),
        sa.Column("decided_by_id", sa.String(length=64), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("dissent", sa.Text(), nullable=False),
        sa.Column("options", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("options_digest", sa.String(length=80), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(options IS NOT NULL AND options_digest IS NOT NULL) OR (options IS NULL AND options_digest IS NULL)",
            name=op.f("ck_decision_options_with_digest"),
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["account.id"], name=op.f("fk_decision_decided_by_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_decision_item_id")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_decision_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_project_id"), ["project_id"], unique=False)

    op.create_table(
        "study",
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("plan", sa.Text(), nullable=True),
        sa.Column("plan_digest", sa.String(length=80), nullable=True),
        sa.Column("locked_at", sa.DateTime(), nullable=True),
        sa.Column("locked_by_id", sa.String(length=64), nullable=True),
        sa.Column("open_token", sa.String(length=64), nullable=True),
        sa.Column("minimum_cell", sa.Integer(), nullable=False),
        sa.Column("retain_until", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "state = 'draft' OR (plan IS NOT NULL AND plan_digest IS NOT NULL)", name=op.f("ck_study_plan_locked_first")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'locked', 'open', 'closing', 'closed')", name=op.f("ck_study_state_known")
        ),
        sa.CheckConstraint(
            "(plan_digest IS NOT NULL AND locked_at IS NOT NULL) OR (plan_digest IS NULL AND locked_at IS NULL)",
            name=op.f("ck_study_locked_whole"),
        ),
        sa.CheckConstraint("minimum_cell >= 1", name=op.f("ck_study_minimum_cell_positive")),
        sa.ForeignKeyConstraint(["locked_by_id"], ["account.id"], name=op.f("fk_study_locked_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_study_project_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["version_id"], ["prototype_version.id"], name=op.f("fk_study_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study")),
        sa.UniqueConstraint("open_token", name=op.f("uq_study_open_token")),
    )
    with op.batch_alter_table("study", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_study_project_id"), ["project_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_study_version_id"), ["version_id"], unique=False)

    op.create_table(
        "allocation",
        sa.Column("study_id", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("block_size", sa.Integer(), nullable=False),
        sa.Column("arms", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_allocation_study_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation")),
        sa.UniqueConstraint("study_id", name=op.f("uq_allocation_study_id")),
    )
    op.create_table(
        "consent_text",
        sa.Column("study_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_consent_text_study_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_text")),
        sa.UniqueConstraint("study_id", "version", "language", name=op.f("uq_consent_text_study_id_version_language")),
    )
    with op.batch_alter_table("consent_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_text_study_id"), ["study_id"], unique=False)

    op.create_table(
        "deviation",
        sa.Column("study_id", sa.String(length=64), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.String(length=64), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["account.id"], name=op.f("fk_deviation_recorded_by_id")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_deviation_study_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deviation")),
    )
    with op.batch_alter_table("deviation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deviation_study_id"), ["study_id"], unique=False)

    op.create_table(
        "judgement_event",
        sa.Column("sequence", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("seat_id", sa.String(length=64), nullable=False),
        sa.Column("contribution_id", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.CheckConstraint("value >= 0", name=op.f("ck_judgement_event_value_not_negative")),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_judgement_event_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_judgement_event_item_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_judgement_event_seat_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_judgement_event")),
        sa.UniqueConstraint("event_id", name=op.f("uq_judgement_event_event_id")),
    )
    with op.batch_alter_table("judgement_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_judgement_event_contribution_id"), ["contribution_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_judgement_event_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_judgement_event_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "participant",
        sa.Column("study_id", sa.String(length=64), nullable=False),
        sa.Column("pseudonym", sa.String(length=80), nullable=False),
        sa.Column("arm", sa.String(length=80), nullable=True),
        sa.Column("site", sa.String(length=200), nullable=True),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("allocation_position", sa.Integer(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.Column("erased_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("origin IN ('team', 'open_link', 'import')", name=op.f("ck_participant_origin_known")),
        sa.CheckConstraint(
            "(withdrawn_at IS NOT NULL AND withdrawal_reason IS NOT NULL) OR (withdrawn_at IS NULL AND withdrawal_reason IS NULL)",
            name=op.f("ck_participant_withdrawal_with_reason"),
        ),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_participant_study_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint(
            "study_id", "allocation_position", name=op.f("uq_participant_study_id_allocation_position")
        ),
        sa.UniqueConstraint("study_id", "pseudonym", name=op.f("uq_participant_study_id_pseudonym")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_participant_token_hash")),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_study_id"), ["study_id"], unique=False)

    op.create_table(
        "report",
        sa.Column("study_id", sa.String(length=64), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("failure", sa.String(length=80), nullable=True),
        sa.Column("requested_by_id", sa.String(length=64), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("audience IN ('funder', 'researcher', 'resident')", name=op.f("ck_report_audience_known")),
        sa.CheckConstraint(
            "state <> 'done' OR (path IS NOT NULL AND sha256 IS NOT NULL)", name=op.f("ck_report_done_with_file")
        ),
        sa.CheckConstraint("state <> 'failed' OR failure IS NOT NULL", name=op.f("ck_report_failed_with_reason")),
        sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed')", name=op.f("ck_report_state_known")),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name=op.f("ck_report_progress_in_percent")),
        sa.ForeignKeyConstraint(["requested_by_id"], ["account.id"], name=op.f("fk_report_requested_by_id")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_report_study_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_study_id"), ["study_id"], unique=False)

    op.create_table(
        "requirement",
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("decision_id", sa.String(length=64), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("acceptance_criterion", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_requirement_decision_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_requirement_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirement")),
    )
    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_requirement_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_requirement_project_id"), ["project_id"], unique=False)

    op.create_table(
        "study_questionnaire",
        sa.Column("study_id", sa.String(length=64), nullable=False),
        sa.Column("wave", sa.String(length=80), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.id"], name=op.f("fk_study_questionnaire_study_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_study_questionnaire_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_questionnaire")),
    )
    with op.batch_alter_table("study_questionnaire", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_study_questionnaire_study_id"), ["study_id"], unique=False)
        batch_op.create_index(
            "uq_study_questionnaire_current",
            ["study_id", "wave"],
            unique=True,
            sqlite_where=sa.text("retired_at IS NULL"),
            postgresql_where=sa.text("retired_at IS NULL"),
        )

    op.create_table(
        "consent",
        sa.Column("participant_id", sa.String(length=64), nullable=False),
        sa.Column("text_id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("channel IN ('page', 'import')", name=op.f("ck_consent_channel_known")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_consent_participant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["text_id"], ["consent_text.id"], name=op.f("fk_consent_text_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_participant_id"), ["participant_id"], unique=False)
        batch_op.create_index(
            "uq_consent_in_force",
            ["participant_id"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    op.create_table(
        "draft",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("participant_id", sa.String(length=64), nullable=False),
        sa.Column("wave", sa.String(length=80), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_draft_participant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["version_id"], ["questionnaire_version.id"], name=op.f("fk_draft_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("participant_id", "wave", name=op.f("uq_draft_participant_id_wave")),
    )
    op.create_table(
        "quarantine",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("response_id", sa.String(length=64), nullable=False),
        sa.Column("study_id", sa.String(length=64), nullable=False),
        sa.Column("participant_id", sa.String(length=64), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("content_digest", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_quarantine_participant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_quarantine_study_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
        sa.UniqueConstraint("response_id", "content_digest", name=op.f("uq_quarantine_response_id_content_digest")),
    )
    with op.batch_alter_table("quarantine", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quarantine_participant_id"), ["participant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_quarantine_response_id"), ["response_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_quarantine_study_id"), ["study_id"], unique=False)

    op.create_table(
        "response",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("study_id", sa.String(length=64), nullable=False),
        sa.Column("participant_id", sa.String(length=64), nullable=False),
        sa.Column("wave", sa.String(length=80), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("consent_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("content_digest", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("revises_id", sa.String(length=64), nullable=True),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "channel IN ('page', 'offline', 'field_client', 'paper', 'import')", name=op.f("ck_response_channel_known")
        ),
        sa.ForeignKeyConstraint(["consent_id"], ["consent.id"], name=op.f("fk_response_consent_id")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_response_participant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["revises_id"], ["response.id"], name=op.f("fk_response_revises_id")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_response_study_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["version_id"], ["questionnaire_version.id"], name=op.f("fk_response_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint("revises_id", name=op.f("uq_response_revises_id")),
    )
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_response_participant_id"), ["participant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_response_study_id"), ["study_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_response_version_id"), ["version_id"], unique=False)
        batch_op.create_index(
            "uq_response_current",
            ["participant_id", "wave"],
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )


def upgrade_vault() -> None:
    """The contacts."""
    op.create_table(
        "sealed_contact",
        sa.Column("participant_id", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_sealed_contact")),
    )


def downgrade_main() -> None:
    """The answers."""
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_response_current",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_response_version_id"))
        batch_op.drop_index(batch_op.f("ix_response_study_id"))
        batch_op.drop_index(batch_op.f("ix_response_participant_id"))

    op.drop_table("response")
    with op.batch_alter_table("quarantine", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quarantine_study_id"))
        batch_op.drop_index(batch_op.f("ix_quarantine_response_id"))
        batch_op.drop_index(batch_op.f("ix_quarantine_participant_id"))

    op.drop_table("quarantine")
    op.drop_table("draft")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_consent_in_force",
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_consent_participant_id"))

    op.drop_table("consent")
    with op.batch_alter_table("study_questionnaire", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_study_questionnaire_current",
            sqlite_where=sa.text("retired_at IS NULL"),
            postgresql_where=sa.text("retired_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_study_questionnaire_study_id"))

    op.drop_table("study_questionnaire")
    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_requirement_project_id"))
        batch_op.drop_index(batch_op.f("ix_requirement_decision_id"))

    op.drop_table("requirement")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_study_id"))
        batch_op.drop_index(batch_op.f("ix_report_sha256"))

    op.drop_table("report")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_study_id"))

    op.drop_table("participant")
    with op.batch_alter_table("judgement_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_judgement_event_seat_id"))
        batch_op.drop_index(batch_op.f("ix_judgement_event_item_id"))
        batch_op.drop_index(batch_op.f("ix_judgement_event_contribution_id"))

    op.drop_table("judgement_event")
    with op.batch_alter_table("deviation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deviation_study_id"))

    op.drop_table("deviation")
    with op.batch_alter_table("consent_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_text_study_id"))

    op.drop_table("consent_text")
    op.drop_table("allocation")
    with op.batch_alter_table("study", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_study_version_id"))
        batch_op.drop_index(batch_op.f("ix_study_project_id"))

    op.drop_table("study")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_project_id"))
        batch_op.drop_index(batch_op.f("ix_decision_item_id"))

    op.drop_table("decision")
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contribution_seat_id"))
        batch_op.drop_index(batch_op.f("ix_contribution_item_id"))

    op.drop_table("contribution")
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seat_session_id"))

    op.drop_table("seat")
    with op.batch_alter_table("questionnaire_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questionnaire_version_digest"))

    op.drop_table("questionnaire_version")
    with op.batch_alter_table("prototype_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prototype_version_prototype_id"))

    op.drop_table("prototype_version")
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_agenda_item_current",
            sqlite_where=sa.text("state IN ('writing', 'judging')"),
            postgresql_where=sa.text("state IN ('writing', 'judging')"),
        )

    op.drop_table("agenda_item")
    with op.batch_alter_table("trace_edge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trace_edge_project_id"))

    op.drop_table("trace_edge")
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_project_id"))

    op.drop_table("session")
    op.drop_table("questionnaire")
    with op.batch_alter_table("prototype", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prototype_project_id"))

    op.drop_table("prototype")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_project_id"))

    op.drop_table("membership")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_account_id"))

    op.drop_table("invitation")
    op.drop_table("account_roles")
    op.drop_table("project")
    with op.batch_alter_table("audit_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_line_object_id"))

    op.drop_table("audit_line")
    op.drop_table("account_role")
    op.drop_table("account")


def downgrade_vault() -> None:
    """The contacts."""
    op.drop_table("sealed_contact")
