"""What travels compressed, and what never does."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from respondents import Site, open_site

GZIP = {"Accept-Encoding": "gzip", "Accept-Language": "fr"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return open_site(tmp_path_factory.mktemp("site"))


@pytest.fixture
def client(site: Site) -> FlaskClient:
    return site.app.test_client(use_cookies=False)


def test_a_file_of_the_site_is_the_same_once_unpacked(client: FlaskClient, checkout: Path) -> None:
    plain, small = (client.get("/static/look.css", headers=headers) for headers in ({}, GZIP))
    assert plain.data == (checkout / "livinglab" / "web" / "static" / "look.css").read_bytes()
    assert (small.content_encoding, gzip.decompress(small.data)) == ("gzip", plain.data)
    assert len(small.data) < len(plain.data) / 3
    assert small.headers["Content-Length"] == str(len(small.data))


def test_a_script_travels_without_its_comments_and_its_lines_keep_their_numbers(client: FlaskClient) -> None:
    plain, small = (client.get("/static/form/pages.js", headers=headers).data for headers in ({}, GZIP))
    lines = list(zip(plain.decode().splitlines(), gzip.decompress(small).decode().splitlines(), strict=True))
    dropped = [before for before, after in lines if after != before]
    assert [line[:2] for line in dropped] == ["//", "//", "//", "/*"]
    assert {after for before, after in lines if before in dropped} == {""}


def test_a_browser_that_has_the_file_is_told_so(client: FlaskClient) -> None:
    first = client.get("/static/look.css", headers=GZIP)
    again = client.get("/static/look.css", headers={**GZIP, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_respondents_page_is_compressed_and_says_that_it_depends(site: Site, client: FlaskClient) -> None:
    page = client.get(f"/a/{site.new_link()}/consent", headers=GZIP)
    assert (page.content_encoding, "Accept-Encoding" in page.headers["Vary"]) == ("gzip", True)
    assert "Balades" in gzip.decompress(page.data).decode()


def test_a_page_that_proves_where_its_form_came_from_is_not_compressed(client: FlaskClient) -> None:
    assert client.get("/sign-in", headers=GZIP).content_encoding is None


def test_a_browser_that_takes_no_gzip_gets_none(site: Site, client: FlaskClient) -> None:
    assert client.get(f"/a/{site.new_link()}/consent").content_encoding is None
