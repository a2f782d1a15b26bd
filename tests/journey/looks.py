"""What axe and an eye look for on a page: no violation, nothing out of the screen, targets large enough."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script
VIOLATIONS = """() => axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))"""


def looked_at(pages: tuple[Page, ...]) -> list[str]:
    """What is wrong with these pages, as they stand."""
    wrong = [violation for page in pages for violation in violations(page)]
    wrong += [f"{page.url}: too wide: {html}" for page in pages for html in too_wide(page)]
    return wrong + [f"{page.url}: {target}" for page in pages for target in small_targets(page)]


def violations(page: Page) -> list[str]:
    """What axe finds, once the page is there whole: one just asked for may not have its first element yet."""
    page.wait_for_load_state()
    page.locator("main").first.wait_for()
    return [f"{page.url}: {rule} {first}" for rule, (first, *_) in broken_rules(page)]


def broken_rules(page: Page) -> list[tuple[str, list[str]]]:
    """The rules of axe that a page breaks as it stands, and where. The page keeps axe for the next look."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return [(rule, places) for rule, places in page.evaluate(VIOLATIONS)]


def too_wide(page: Page) -> list[str]:
    """What stands out of the screen, where the page as a whole scrolls sideways."""
    script = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
        : [...document.querySelectorAll('body *')]
            .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth)
            .map((one) => one.outerHTML)"""
    return [html[:200] for html in page.evaluate(script)]


def small_targets(page: Page) -> list[str]:
    """Buttons and form fields under 24 px; links within sentences are exempt."""
    script = """() => [...document.querySelectorAll('button, input:not([type=hidden]), textarea, .button')]
        .filter((one) => one.offsetParent && Math.min(one.offsetHeight, one.offsetWidth) < 24)
        .map((one) => one.outerHTML)"""
    return list(page.evaluate(script))
