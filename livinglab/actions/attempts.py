"""Counting attempts in the database of answers, so that every process knows of them and a restart forgets none."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import ceil

from limits import RateLimitItem
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError

from livinglab.store.attempts import Attempts
from livinglab.store.database import add_once, db, keys, now, transaction


class Counts(Storage):
    """Where `limits` keeps its counts. Written only when something went wrong: the usual request costs nothing."""

    STORAGE_SCHEME = None

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the database raises."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Adds to a count, inside the running transaction; it begins anew once it has expired."""
        if db.session.get(Attempts, _hidden(key)) is None:
            add_once(Attempts(key=_hidden(key), count=0, expires_at=now() + timedelta(seconds=expiry)))
        known = db.session.get_one(Attempts, _hidden(key), with_for_update=True, populate_existing=True)
        known.count += amount
        return known.count

    def get(self, key: str) -> int:
        """The count."""
        known = _known(key)
        return known.count if known else 0

    def get_expiry(self, key: str) -> float:
        """When it begins anew."""
        known = _known(key)
        return (known.expires_at if known else now()).timestamp()

    def check(self) -> bool:
        """The database is that of the site: where it is away, nothing answers."""
        return True

    def reset(self) -> int | None:
        """Forgets every count."""
        with transaction():
            db.session.execute(delete(Attempts))
        return None

    def clear(self, key: str) -> None:
        """Forgets one."""
        with transaction():
            db.session.execute(delete(Attempts).where(Attempts.key == _hidden(key)))


COUNTER = FixedWindowRateLimiter(Counts())


def seconds_to_wait(limits: Sequence[RateLimitItem], *of: str) -> int:
    """How long until another attempt is heard; 0 for now. Where nothing was counted, that is one question asked."""
    counted = select(Attempts.key).where(Attempts.key.in_([_hidden(item.key_for(*of)) for item in limits]))
    if db.session.scalars(counted.limit(1)).first() is None:
        return 0
    full = [item for item in limits if not COUNTER.test(item, *of)]
    ends = (COUNTER.get_window_stats(item, *of).reset_time for item in full)
    return max((ceil(end - now().timestamp()) for end in ends), default=0)


def count_attempt(counted: Iterable[tuple[Sequence[RateLimitItem], Sequence[str]]]) -> None:
    """Counts one attempt for each of these limits and what it is counted for; what has expired goes."""
    with transaction():
        db.session.execute(delete(Attempts).where(Attempts.expires_at <= now()))
        for limits, of in counted:
            for item in limits:
                COUNTER.hit(item, *of)


def _known(key: str) -> Attempts | None:
    known = db.session.get(Attempts, _hidden(key), populate_existing=True)
    return known if known is not None and known.expires_at > now() else None


def _hidden(key: str) -> str:
    return hmac.digest(keys().session_key.encode(), key.encode(), "sha256").hex()
