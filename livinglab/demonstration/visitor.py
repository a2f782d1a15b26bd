"""A visitor of the site: opens pages, fills the forms found there and sends them, like a browser without JavaScript.

It knows nothing of the site but what the pages show: what a person could not find, it cannot find either.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import requests
from bs4 import BeautifulSoup, Tag
from mechanicalsoup import Form, StatefulBrowser

SECONDS_TO_WAIT = 60  # a first page after start may compile templates on a slow machine


class Unexpected(Exception):
    """The site did not show what the scenario needs; the message says which page and what was missing."""


@dataclass(frozen=True)
class Upload:
    """A file chosen in a form."""

    filename: str
    content: bytes


class Visitor:
    """One person with one browser: own cookies, no JavaScript."""

    def __init__(self, site: str, *, language: str = "fr") -> None:
        self._browser = StatefulBrowser(soup_config={"features": "lxml"}, user_agent="livinglab-demonstration")
        self._browser.session.headers["Accept-Language"] = language
        self._site = site

    @property
    def page(self) -> BeautifulSoup:
        """The page now shown."""
        if not isinstance(self._browser.page, BeautifulSoup):
            raise Unexpected(f"{self.address} is not a page.")
        return self._browser.page

    @property
    def address(self) -> str:
        """The address of the page now shown."""
        return str(self._browser.url)

    def open(self, path: str) -> BeautifulSoup:
        """Opens an address of the site."""
        return self._shown(self._browser.open(urljoin(self._site, path), timeout=SECONDS_TO_WAIT))

    def follow(self, pattern: str) -> BeautifulSoup:
        """Follows the first link of the page whose address matches the pattern."""
        links = self._browser.links(url_regex=pattern)
        if not links:
            raise Unexpected(f"{self.address} has no link like {pattern}.")
        return self.open(urljoin(self.address, str(links[0]["href"])))

    def send(self, values: Mapping[str, object] | None = None, *, form: str = "") -> BeautifulSoup:
        """Fills the form `form` (an id; else the first form that has all the fields named) and sends it."""
        values = values or {}
        found = self._browser.select_form(self._form(form, values))
        for name, value in values.items():
            _fill(found, name, value)
        return self._shown(self._browser.submit_selected(timeout=SECONDS_TO_WAIT))

    def found(self, pattern: str) -> str:
        """The first group of the pattern in the addresses the page links to."""
        for link in self.page.select("a[href]"):
            match = re.search(pattern, str(link["href"]))
            if match:
                return match.group(1)
        raise Unexpected(f"{self.address} has no link like {pattern}.")

    def press_beside(self, words: str, button: str, *, form: str) -> BeautifulSoup:
        """In this form, presses the button whose id begins so, in the row that holds these words."""
        rows = self.page.select(f"form#{form} li")
        row = next((row for row in rows if words in row.get_text(" ", strip=True)), None)
        pressed = row.select_one(f"button[id^='{button}']") if row else None
        if pressed is None:
            raise Unexpected(f"{self.address} has no button {button} beside “{words}”.")
        self._browser.select_form(f"form#{form}").choose_submit(pressed)
        return self._shown(self._browser.submit_selected(timeout=SECONDS_TO_WAIT))

    def tick(self, name: str, *, beside: str) -> None:
        """Ticks the box `name` whose label holds these words, for the form sent next."""
        for box in self.page.select(f"input[name={name}]"):
            label = box.find_parent("label") or self.page.select_one(f"label[for='{box.get('id')}']")
            if label is not None and beside in label.get_text(" ", strip=True):
                box["checked"] = ""
                return
        raise Unexpected(f"{self.address} has no box {name} for “{beside}”.")

    def choose_first(self, names: Collection[str], *, form: str) -> BeautifulSoup:
        """Chooses the first option of each of these lists that is a choice, and sends the form."""
        lists = {name: self.page.select(f"form#{form} select[name={name}] option:not([value=''])") for name in names}
        return self.send({name: str(options[0]["value"]) for name, options in lists.items()}, form=form)

    def known_fields(self, values: Mapping[str, object], *, form: str) -> dict[str, object]:
        """Those of the values for which the form has a field."""
        return {name: value for name, value in values.items() if self.page.select(f"form#{form} [name='{name}']")}

    def json(self, path: str) -> dict[str, Any]:
        """What a program would be told at an address of the site."""
        return dict(self._answered(self._browser.get(urljoin(self.address, path), timeout=SECONDS_TO_WAIT)).json())

    def download(self, path: str) -> bytes:
        """The bytes behind an address of the site."""
        return self._answered(self._browser.get(urljoin(self.address, path), timeout=SECONDS_TO_WAIT)).content

    def text(self, selector: str) -> str:
        """The words of the first element that matches."""
        found = self.page.select_one(selector)
        if found is None:
            raise Unexpected(f"{self.address} has no {selector}.")
        return found.get_text(" ", strip=True)

    def has_form(self, form: str) -> bool:
        """Whether the page shows the form with this id."""
        return self.page.select_one(f"form#{form}") is not None

    def _form(self, form: str, values: Mapping[str, object]) -> Tag:
        for candidate in self.page.select(f"form#{form}" if form else "form"):
            if all(candidate.select_one(f"[name='{name}']") is not None for name in values):
                return candidate
        raise Unexpected(f"{self.address} has no form {form or 'with ' + ', '.join(values)}.")

    def _shown(self, response: requests.Response) -> BeautifulSoup:
        self._answered(response)
        return self.page

    def _answered(self, response: requests.Response) -> requests.Response:
        if not response.ok:
            words = " ".join(re.sub(r"<[^>]+>", " ", response.text).split())[:300]
            raise Unexpected(f"{response.url} answered {response.status_code}: {words}")
        return response


def _fill(form: Form, name: str, value: object) -> None:
    if isinstance(value, Upload):
        file = io.BytesIO(value.content)
        file.name = value.filename
        form.set(name, file)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        form.set(name, tuple(value))
    else:
        form.set(name, value)
