"""The browser of someone of the team, signed in as its pages ask."""

from __future__ import annotations

from people import EMAILS, PASSWORD
from playwright.sync_api import Browser, Page


def signed_in(browser: Browser, address: str, width: int, language: str, *, scripts: bool = True) -> Page:
    """Amina's browser on the page of the team, as wide as asked; the caller closes its context."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 900},
        locale=language,
        java_script_enabled=scripts,
    )
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("[name=email]", EMAILS["amina"])
    page.fill("[name=password]", PASSWORD)
    page.click("#sign-in button")
    page.wait_for_url("**/team")
    return page
