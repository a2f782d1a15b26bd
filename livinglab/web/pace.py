"""The pace of guessing: wrong passwords, codes and secrets are counted, and each wait is longer than the last (0017).

Whole wards and villages share one address. So nothing that succeeds is ever counted, and a long secret that is right
opens whatever was tried from the same address; only what is short enough to be guessed waits without being looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from flask import Flask, Response, request
from limits import RateLimitItem, parse_many

from livinglab.actions.attempts import count_attempt, seconds_to_wait
from livinglab.store.attempts import secret_known
from livinglab.store.failures import NotFound, TooMany
from livinglab.store.finding import seat_by_token

WRONG = frozenset({403, 404})
SEAT = "seat_"  # cookies of those who are seated already, one a session
NETWORK_BITS = 64  # of an IPv6 address: one household or phone has all the others


@dataclass(frozen=True)
class Guess:
    """What can be guessed, and how many wrong ones are heard from one place: each wait is longer than the last."""

    name: str
    limits: tuple[RateLimitItem, ...]


def _guess(name: str, limits: str) -> Guess:
    return Guess(name, tuple(parse_many(limits)))


LONG_SECRET = _guess("secret", "300/minute;3000/hour;20000/day")
SHORT_CODE = _guess("code", "60/minute;300/hour;1000/day")
PASSWORD = _guess("password", "30/minute;100/hour;400/day")
PASSWORD_OF_ACCOUNT = _guess("account", "5/minute;20/hour;60/day")
SETUP_CODE = _guess("setup", "10/minute;60/hour")

BY_ARGUMENT: Mapping[str, Guess] = {"token": LONG_SECRET, "code": SHORT_CODE, "receipt": SHORT_CODE}
BY_ENDPOINT: Mapping[str, Guess] = {"board.join": SHORT_CODE}


def init_app(app: Flask) -> None:
    """Stands before every view that a secret opens, and counts after it."""
    app.before_request(wait)
    app.after_request(count)


def wait() -> None:
    """Raises TooMany for one who guessed too often from there and does not hold what opens."""
    guess = _guess_here()
    if guess is not None:
        seconds = seconds_to_wait(guess.limits, guess.name, place())
        if seconds and not _opens():
            raise TooMany(seconds)


def count(response: Response) -> Response:
    """Counts a wrong secret. A page that is missing behind a right one is nobody's guess."""
    guess = _guess_here()
    if guess is not None and response.status_code in WRONG and not _opens():
        count_wrong((guess, place()))
    return response


def require_patience(*guesses: tuple[Guess, str]) -> None:
    """Raises TooMany when one of these was guessed too often: each with the account or place it is counted for."""
    seconds = max(seconds_to_wait(guess.limits, guess.name, of) for guess, of in guesses)
    if seconds:
        raise TooMany(seconds)


def count_wrong(*guesses: tuple[Guess, str]) -> None:
    """Counts one wrong guess of each."""
    count_attempt((guess.limits, (guess.name, of)) for guess, of in guesses)


def place() -> str:
    """Where the request comes from."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    return str(address if address.version == 4 else ip_network((address, NETWORK_BITS), strict=False))


def _guess_here() -> Guess | None:
    arguments = request.view_args or {}
    named = (guess for argument, guess in BY_ARGUMENT.items() if argument in arguments)
    return BY_ENDPOINT.get(request.endpoint or "", next(named, None))


def _opens() -> bool:
    """Whether what the visitor holds is right: a long secret, or a seat in some session."""
    token = (request.view_args or {}).get("token")
    return secret_known(str(token)) if token is not None else any(map(_seated, request.cookies.items()))


def _seated(cookie: tuple[str, str]) -> bool:
    name, value = cookie
    if not name.startswith(SEAT):
        return False
    try:
        return seat_by_token(value.partition(".")[0]) is not None
    except NotFound:
        return False
