"""A page in a real browser that may load our own modules, and nothing else, under the content policy of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from livinglab.web.headers import CONTENT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

SITE = "http://localhost/"  # nothing listens: every request is answered here. Only such a name may seal and lock


def page_with_modules(browser: Browser, checkout: Path, html: str = "<!doctype html><title>Form</title>") -> Page:
    """`html` at SITE; the modules under their paths in livinglab/web/static, `/form/model.js`."""
    static = checkout / "livinglab" / "web" / "static"

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        kind = {"js": "text/javascript", "css": "text/css"}.get(path.rpartition(".")[2], "text/html")
        body = (static / path).read_text(encoding="utf-8") if path else html
        route.fulfill(body=body, content_type=f"{kind}; charset=utf-8", headers={"Content-Security-Policy": CONTENT})

    page = browser.new_page()
    page.route("**/*", serve)
    page.goto(SITE)
    return page
