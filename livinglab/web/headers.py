"""The headers of every answer: what the browser may load, frame, remember and tell others."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request

CONTENT = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "media-src 'self' blob:",  # a recording is heard before it is sent
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT,
    "Referrer-Policy": "same-origin",  # personal links are secrets; the check of forms needs our own address
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FEATURES = (
    "accelerometer",
    "camera",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
)  # of the device: asked for by questions only
TWO_YEARS = 2 * 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Adds them to each answer."""
    app.after_request(add)


def permit(*features: str) -> None:
    """Lets the page that is being answered ask the person for these features of their device."""
    g.permitted = frozenset(features)


def add(response: Response) -> Response:
    """A view may set its own; pages are kept by the reader's browser only, and asked for again."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Permissions-Policy", _permissions())
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "private, no-cache")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={TWO_YEARS}")
    return response


def _permissions() -> str:
    """Nothing of the device for anyone, except what the page asks for, for itself alone."""
    permitted = g.get("permitted", frozenset())
    return ", ".join(f"{feature}={'(self)' if feature in permitted else '()'}" for feature in FEATURES)
