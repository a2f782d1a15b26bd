"""The headers of every answer: what the browser may load, frame, remember and tell others."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

CONTENT = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
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
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
TWO_YEARS = 2 * 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Adds them to each answer."""
    app.after_request(add)


def add(response: Response) -> Response:
    """A view may set its own; pages are kept by the reader's browser only, and asked for again."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "private, no-cache")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={TWO_YEARS}")
    return response
