"""The line between a phone and the site, and what may go wrong on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask

Fault: TypeAlias = Callable[["Line", "WSGIEnvironment", "StartResponse"], "Iterable[bytes]"]


@dataclass
class Line:
    """Each fault waiting spoils one request of the kind that is tried."""

    app: WSGIApplication
    tried: Callable[[WSGIEnvironment], bool]
    faults: list[Fault] = field(default_factory=list)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if self.faults and self.tried(environ):
            return self.faults.pop(0)(self, environ, start_response)
        return self.app(environ, start_response)


def line_to(app: Flask, tried: Callable[[WSGIEnvironment], bool]) -> Line:
    """Lays it before the site."""
    line = Line(app.wsgi_app, tried)
    app.wsgi_app = line  # type: ignore[method-assign]  # Flask's way of layering
    return line


def portal(_line: Line, _environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """The network of a hotel answers in our place."""
    start_response("200 OK", [("Content-Type", "text/html")])
    return [b"<!doctype html><title>Welcome</title>"]


def restarting(_line: Line, _environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """What stands before the site says that it is away."""
    start_response("502 Bad Gateway", [("Content-Type", "text/html")])
    return [b"<title>Bad gateway</title>"]


def reply_lost(line: Line, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """What was sent is stored; nobody hears of it."""
    list(line.app(environ, lambda *_: list[bytes]().append))
    return restarting(line, environ, start_response)
