"""Files of what is set aside stand in the folder of files; what was accepted says which response it became."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op
from flask import current_app

revision = "0010_files_set_aside"
down_revision = "0009_print_runs"
branch_labels = None
depends_on = None

WAITING = sa.table("waiting_file", sa.column("id"), sa.column("digest"), sa.column("size"), sa.column("content"))
SAME = """
    SELECT id FROM response
    WHERE response.participant_id = quarantine.participant_id AND response.wave = quarantine.wave
        AND response.content_digest = quarantine.content_digest
"""
BECAME = f"""
    UPDATE quarantine SET became_id = COALESCE(
        ({SAME} AND response.id = quarantine.response_id), ({SAME} ORDER BY response.received_at DESC LIMIT 1)
    ) WHERE outcome = 'accepted'
"""  # noqa: S608 two texts of ours


def upgrade(engine_name: str) -> None:
    """Brings one database forward."""
    if engine_name == "":
        _name_responses()
        _move_contents()


def downgrade(engine_name: str) -> None:
    """Brings one database back, with the contents in it again."""
    if engine_name == "":
        _move_contents_back()
        with op.batch_alter_table("quarantine", schema=None) as table:
            table.drop_constraint(op.f("ck_quarantine_became_when_accepted"), type_="check")
            table.drop_constraint(op.f("fk_quarantine_became_id"), type_="foreignkey")
            table.drop_column("became_id")


def _name_responses() -> None:
    with op.batch_alter_table("quarantine", schema=None) as table:
        table.add_column(sa.Column("became_id", sa.String(length=64), nullable=True))
        table.create_foreign_key(
            op.f("fk_quarantine_became_id"), "response", ["became_id"], ["id"], ondelete="SET NULL"
        )
        table.create_check_constraint(
            op.f("ck_quarantine_became_when_accepted"), "became_id IS NULL OR outcome = 'accepted'"
        )
    op.execute(BECAME)


def _move_contents() -> None:
    """One after the other: each may be a film."""
    with op.batch_alter_table("waiting_file", schema=None) as table:
        table.add_column(sa.Column("size", sa.BigInteger(), nullable=False, server_default="0"))
    for identifier in _identifiers():
        content = bytes(_one(WAITING.c.content, identifier))
        digest = _keep(content)
        row = sa.update(WAITING).where(WAITING.c.id == identifier)
        op.execute(row.values(digest=digest, size=len(content)))
    with op.batch_alter_table("waiting_file", schema=None) as table:
        table.alter_column("size", existing_type=sa.BigInteger(), server_default=None)
        table.drop_column("content")
    op.create_index("ix_waiting_file_digest", "waiting_file", ["digest"])


def _move_contents_back() -> None:
    op.drop_index("ix_waiting_file_digest", "waiting_file")
    with op.batch_alter_table("waiting_file", schema=None) as table:
        table.add_column(sa.Column("content", sa.LargeBinary(), nullable=True))
    for identifier in _identifiers():
        row = sa.update(WAITING).where(WAITING.c.id == identifier)
        digest = _one(WAITING.c.digest, identifier)
        op.execute(row.values(content=_place(digest).read_bytes()))
    with op.batch_alter_table("waiting_file", schema=None) as table:
        table.alter_column("content", existing_type=sa.LargeBinary(), nullable=False)
        table.drop_column("size")


# How files were kept on the day of this migration: it must read the same for ever, whatever the store does later.


def _place(digest: str) -> Path:
    name = digest.removeprefix("sha256:")
    return Path(current_app.config["LIVINGLAB"].files_path) / name[:2] / name


def _keep(content: bytes) -> str:
    """Written beside its place and synced, then put there; its digest."""
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    place = _place(digest)
    place.parent.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.parent.mkdir(exist_ok=True)
    draft = place.with_name(secrets.token_hex(16))
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place)
    for folder in (place.parent, place.parent.parent):
        _sync(folder)
    return digest


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _identifiers() -> list[str]:
    return list(op.get_bind().scalars(sa.select(WAITING.c.id)))


def _one(column: sa.ColumnClause[Any], identifier: str) -> Any:
    return op.get_bind().scalar(sa.select(column).where(WAITING.c.id == identifier))
