"""${message}."""

# ruff: noqa: E501 - written by Alembic
import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade(engine_name: str) -> None:
    """Brings one database forward."""
    {"": upgrade_main, "vault": upgrade_vault}[engine_name]()


def downgrade(engine_name: str) -> None:
    """Brings one database back."""
    {"": downgrade_main, "vault": downgrade_vault}[engine_name]()


def upgrade_main() -> None:
    """The answers."""
    ${context.get("_upgrades", "pass")}


def upgrade_vault() -> None:
    """The contacts."""
    ${context.get("vault_upgrades", "pass")}


def downgrade_main() -> None:
    """The answers."""
    ${context.get("_downgrades", "pass")}


def downgrade_vault() -> None:
    """The contacts."""
    ${context.get("vault_downgrades", "pass")}
