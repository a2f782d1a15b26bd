"""Two people who type sheets of paper, each at a desk: Zoé and Omar; they may type, and read nothing."""

from __future__ import annotations

from collections.abc import Mapping

from desk import Desk, Page
from people import Cast

from livinglab import actions
from livinglab.store.people import Account
from livinglab.store.studies import Study


def volunteer(people: Cast, name: str) -> Account:
    """Someone who may type in Balades."""
    invited = actions.invite_member(
        by=people.amina, project=people.balades, email=f"{name.lower()}@example.org", name=name, role="volunteer"
    )
    return invited.account


def begin(desk: Desk, study: Study, number: str = "", consent: str = "signed", **fields: str) -> Page:
    """The page after the top of a sheet was typed; unless told otherwise, of one that was made elsewhere."""
    page = desk.open(f"/studies/{study.id}/paper-entry")
    return desk.send(page, "begin", {"number": number, "consent": consent, "elsewhere": "elsewhere", **fields})


def type_cells(desk: Desk, page: Page, cells: Mapping[str, str], then: str = "review") -> Page:
    """The page after the cells of a sheet were typed."""
    return desk.send(page, "cells", {**{f"c.{key}": typed for key, typed in cells.items()}, "then": then})


def type_sheet(desk: Desk, study: Study, number: str, cells: Mapping[str, str], **more: str) -> Page:
    """The page after a whole sheet was typed and finished."""
    review = type_cells(desk, begin(desk, study, number, **more), cells)
    return desk.send(review, "finish")
