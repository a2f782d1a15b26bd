"""A result frozen: the counts it came from, how it was computed, and digests of both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from analysis.deliberation.counts import Count, Counts
from livinglab.store.database import now
from livinglab.store.judgements import counts_of, last_event_of
from livinglab.store.sessions import AgendaItem, ResultSnapshot


def freeze(item: AgendaItem) -> ResultSnapshot:
    """The result of an item as its judgements stand. Not stored here: the action that closes does."""
    from analysis.deliberation.results import result_of  # with it scipy wakes: when an activity closes, not before

    counts = counts_of(item)
    result = result_of(item.activity.method, counts)
    table = table_of(counts)
    return ResultSnapshot(
        item_id=item.id,
        created_at=item.closed_at or now(),  # of several results the last is the one that counts
        method=result.method,
        parameters=dict(result.parameters),
        counts=table,
        input_digest=digest(table),
        result=_plain(result),
        result_digest=digest(_plain(result)),
        last_event=last_event_of(item),
    )


def result_again(method: str, table: Mapping[str, Any]) -> dict[str, Any]:
    """The result a table of counts gives, as it is stored."""
    from analysis.deliberation.results import result_of

    rows = tuple(Count(**row) for row in table["rows"])
    return _plain(result_of(method, Counts(tuple(table["subjects"]), table["people"], rows)))


def table_of(counts: Counts) -> dict[str, Any]:
    """Counts as they are stored."""
    return _plain(counts)


def digest(content: dict[str, Any]) -> str:
    """SHA-256 of a content as canonical JSON: `sha256:…`."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: Any) -> dict[str, Any]:
    """A frozen value as JSON reads it back: what is stored and what is digested are the same."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(value)))
    return plain
