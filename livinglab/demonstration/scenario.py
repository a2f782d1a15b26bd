"""What is said and done in the simulated lab around a sample: one frozen value, played by `play`. All is invented."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from livinglab.samples import Rows, Sample

Form: TypeAlias = Mapping[str, str]  # fields of a form of the site, by name

ADMINISTRATOR = {
    "name": "Amina Diallo (simulée)",
    "email": "amina@tilleuls.example",
    "password": "demonstration-" + secrets.token_urlsafe(9),  # the site is open on this machine: never a known password
}
WHO_SPEAKS = "Laboratoire des Tilleuls (simulé)"
LANGUAGE = "fr"  # in which the team works
SHORT: Mapping[str, tuple[str, str]] = {
    "fr": ("funder", "fr"),
    "en": ("funder", "en"),
    "residents.fr": ("resident", "fr"),
}
WITH_RESEARCHERS: Mapping[str, tuple[str, str]] = {**SHORT, "researchers.fr": ("researcher", "fr")}
WHOLE: Mapping[str, tuple[str, str]] = {
    **WITH_RESEARCHERS,
    "researchers.en": ("researcher", "en"),
    "residents.en": ("resident", "en"),
}


@dataclass(frozen=True)
class Person:
    """A simulated participant: the arm the study gave them, their place in it, and the language they read."""

    number: int
    arm: str
    place: int
    pseudonym: str
    language: str


@dataclass(frozen=True)
class Brought:
    """A file of measurements brought in through the page: a sheet of the sample, as `filename`, with these bytes.

    `leave_out`: rows that are wrong are left out. `corrects`: the filename of the one it replaces, brought before it.
    """

    sheet: str
    filename: str
    content: bytes
    leave_out: bool = False
    corrects: str = ""


def brought(
    sample: Sample, sheet: str, day: date, rows: Rows | None = None, *, filename: str = "", leave_out: bool = False,
    corrects: str = "",
) -> Brought:  # fmt: skip
    """A file of rows (roles first), else of the sample's own, moved to the day the study starts."""
    found = sample.sheet(sheet)
    told = rows if rows is not None else found.rows(LANGUAGE, sample.moved_to(day))
    return Brought(sheet, filename or sheet, found.written(told, LANGUAGE), leave_out, corrects)


def nothing_measured(_sample: Sample, _people: Sequence[Person], _day: date) -> tuple[Brought, ...]:
    """No file is brought in."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Session:
    """Who says what in the session. Ideas, then dots; with `priorities`, grades for the most supported.

    `ideas`: one for each who comes; `helices`: in what capacity each comes, where they say it; `chosen`: the idea that
    is decided on; `dots`: person → the ideas they give a dot each; `grade`: person, idea → a grade from 0 to 5.
    """

    words: Form
    prompt: Form
    ideas: tuple[str, ...]
    helices: tuple[str, ...]
    chosen: int
    dots: Callable[[int], tuple[int, ...]]
    priorities: Form | None = None
    grade: Callable[[int, int], str] | None = None


@dataclass(frozen=True, kw_only=True)
class Fieldwork:
    """A sample as it is answered: the words of its study, the answers, what is measured, and the reports that are made.

    `answers`: person, wave → the fields they fill in, None once they have left. `measured`: what is brought in once
    people are enrolled, in this order; sheets of parameters are brought in as they are before the plan is locked.
    `editions`: end of the file's name → audience and language of a report.
    """

    sample: str
    study: Form
    consent: Form
    funders: tuple[str, ...]
    analysts: tuple[str, ...]
    participants: int
    answers: Callable[[Person, str], Mapping[str, object] | None]
    measured: Callable[[Sample, Sequence[Person], date], tuple[Brought, ...]] = nothing_measured
    remarks: tuple[Form, ...] = ()
    editions: Mapping[str, tuple[str, str]] = field(default_factory=lambda: SHORT)


@dataclass(frozen=True, kw_only=True)
class Scenario(Fieldwork):
    """A sample played in a project of its own: the words of each form, from the session to what was learned.

    `workshop`: kind of line → form. `companions`: samples that come along, answered in the same project.
    """

    project: Form
    session: Session
    decision: Form
    requirement: Form
    prototype: Form
    version: Form
    learning: Form
    workshop: Mapping[str, Form] = field(default_factory=dict)
    companions: tuple[Fieldwork, ...] = ()
    uptake: Form | None = None
    uptake_document: tuple[str, bytes] | None = None

    @property
    def fieldworks(self) -> tuple[Fieldwork, ...]:
        """Its own and its companions', in the order they are played."""
        return (self, *self.companions)
