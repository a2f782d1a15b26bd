"""Someone of the team at their desk: opens pages and sends the forms found there, as a browser without scripts does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from bs4 import BeautifulSoup, Tag
from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from people import EMAILS, PASSWORD
from werkzeug.test import TestResponse

from livinglab.store.people import Account


@dataclass(frozen=True)
class Upload:
    """A file chosen in a form."""

    filename: str
    content: bytes


@dataclass(frozen=True)
class Page:
    """An answer of the site."""

    answer: TestResponse

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def path(self) -> str:
        return self.answer.request.path

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.answer.get_data(as_text=True), "lxml")

    @property
    def words(self) -> str:
        return " ".join(self.soup.get_text(" ").split())

    @property
    def title(self) -> str:
        found = self.soup.select_one("h1")
        return " ".join(found.get_text(" ").split()) if found else ""

    def form(self, identifier: str) -> Tag:
        found = self.soup.select_one(f"form#{identifier}")
        assert found is not None, f"{self.path} has no form {identifier}"
        return found

    def forms(self) -> list[str]:
        return [str(form["id"]) for form in self.soup.select("form[id]")]

    def errors(self) -> list[str]:
        return [line.get_text(strip=True) for line in self.soup.select(".summary li")]


class Desk:
    """One browser: cookies, no scripts."""

    def __init__(self, app: Flask, language: str = "en") -> None:
        self.client: FlaskClient = app.test_client()
        self._headers = {"Accept-Language": language}

    def open(self, path: str) -> Page:
        forget()
        return Page(self.client.get(path, headers=self._headers, follow_redirects=True))

    def send(self, page: Page, form: str, values: Mapping[str, object] | None = None) -> Page:
        """The page that answers, after the redirection if there is one."""
        found = page.form(form)
        data: dict[str, object] = {**_filled(found), **(values or {})}
        files = {
            name: (BytesIO(file.content), file.filename) for name, file in data.items() if isinstance(file, Upload)
        }
        address = str(found.get("action") or page.path)
        forget()
        return Page(self.client.post(address, data={**data, **files}, headers=self._headers, follow_redirects=True))

    def known_as(self, account: Account) -> Desk:
        """The desk of someone who has signed in before: making and checking passwords is slow on purpose."""
        with self.client.session_transaction() as session:
            session.update({"_user_id": account.fs_uniquifier, "_fresh": True})
        return self

    def sign_in(self, name: str) -> Desk:
        page = self.send(self.open("/sign-in"), "sign-in", {"email": EMAILS[name], "password": PASSWORD})
        assert page.path == "/team", page.words
        return self


def forget() -> None:
    """A fixture's application context would carry one request's `g` (who is signed in) into the next."""
    for name in list(g) if has_app_context() else ():
        g.pop(name)


def _filled(form: Tag) -> dict[str, object]:
    """What a browser would send of the form as it stands."""
    values: dict[str, object] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        if field.find_parent("template"):  # waits for a script
            continue
        name, kind = str(field["name"]), field.get("type")
        if kind == "file" or (kind in ("radio", "checkbox") and not field.has_attr("checked")):
            continue
        value = _value(field)
        values[name] = [*_several(values.get(name)), value] if name in values and kind != "radio" else value
    return values


def _value(field: Tag) -> str:
    if field.name == "textarea":
        return field.get_text().removeprefix("\n")
    if field.name == "select":
        chosen = field.select_one("option[selected]") or field.select_one("option")
        return str(chosen["value"]) if chosen else ""
    return str(field.get("value", ""))


def _several(known: object) -> list[object]:
    return known if isinstance(known, list) else [known]
