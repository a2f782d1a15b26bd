"""Languages as long as BCP 47 writes them: `fr-x-falc` has nine characters, `zh-Hant-TW-x-easy` seventeen."""

import sqlalchemy as sa
from alembic import op

revision = "0008_languages"
down_revision = "0007_shared_devices"
branch_labels = None
depends_on = None

TABLES = ("consent_text", "response", "draft", "entered_sheet", "sitting")
LENGTHS = (8, 35)


def upgrade(engine_name: str) -> None:
    """Brings one database forward; contacts have no language."""
    if engine_name == "":
        _lengthen(*LENGTHS)


def downgrade(engine_name: str) -> None:
    """Brings one database back."""
    if engine_name == "":
        _lengthen(*reversed(LENGTHS))


def _lengthen(before: int, after: int) -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as changed:
            changed.alter_column("language", existing_type=sa.String(before), type_=sa.String(after))
