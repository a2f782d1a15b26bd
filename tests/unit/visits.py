"""Someone who answers on the pages, without a script."""

from __future__ import annotations

from collections.abc import Mapping

from bs4 import BeautifulSoup
from respondents import Site

from livinglab.store.database import db
from livinglab.store.responses import Response


class Person:
    """Someone newly enrolled who has agreed to take part. `status` is that of the last answer."""

    def __init__(self, site: Site, language: str = "en") -> None:
        self.site = site
        self.client = site.app.test_client(use_cookies=False)
        self.headers = {"Accept-Language": language}
        self.home = f"/a/{site.new_link()}"
        self.client.post(f"{self.home}/consent", data=hidden_fields(self.page("consent")))

    def page(self, path: str) -> BeautifulSoup:
        """A page under the personal link."""
        return _parsed(self.client.get(f"{self.home}/{path}", headers=self.headers).text)

    def send(self, code: str, fields: Mapping[str, str | list[str]]) -> BeautifulSoup:
        """A page of questions, filled in and sent on."""
        path = f"questions/t0/{code}"
        return self.post(path, {**hidden_fields(self.page(path)), **fields})

    def post(self, path: str, fields: Mapping[str, str | list[str]]) -> BeautifulSoup:
        """Fields sent to a page."""
        answer = self.client.post(f"{self.home}/{path}", data=fields, headers=self.headers)
        self.status = answer.status_code
        return _parsed(answer.text)

    def sent(self) -> Mapping[str, object]:
        """The answers of the last response of anybody."""
        with self.site.app.app_context():
            return db.session.scalars(db.select(Response).order_by(Response.received_at.desc())).first().answers  # type: ignore[union-attr]


def hidden_fields(page: BeautifulSoup) -> dict[str, str]:
    """What the page sends of itself."""
    return {str(one["name"]): str(one["value"]) for one in page.select("main input[type=hidden]")}


def _parsed(text: str) -> BeautifulSoup:
    """The page; a template, which selectors do not look into, reads as what waits in it."""
    return BeautifulSoup(text.replace("template>", "ins>"), "html.parser")
