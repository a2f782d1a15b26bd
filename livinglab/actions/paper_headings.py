"""The top of a sheet of paper: which sheet it is, and whose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from sqlalchemy import select

from livinglab.store.database import db
from livinglab.store.failures import Conflict, Refused
from livinglab.store.finding import person_of
from livinglab.store.paper_entries import EnteredSheet, sheet_numbered, sheet_of_person
from livinglab.store.print_runs import run_of_number
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.studies import Participant, Study
from surveys.sheet_numbers import lettered, number_of

Signed: TypeAlias = Literal["signed", "recorded", "absent"]

NUMBER = re.compile(r"([0-9A-Za-z][0-9A-Za-z-]{0,39})(?:/([0-9]{1,3}))?")
OF_ENTRY = "S"  # begins the numbers given to sheets printed without one: no printed number does
GIVEN = re.compile(f"{OF_ENTRY}([0-9]{{1,9}})")


@dataclass(frozen=True)
class Heading:
    """What the top of a sheet says. Without `number`, the sheet gets one. Without `code`, the person is anonymous.

    `consent`: the person `signed` (or ticked) on the sheet, their agreement is `recorded` already, or it is `absent`.
    `another`: it is not the sheet already typed under that number, or of that person, but one more. `elsewhere`: it was
    not printed here. `someone_else`: who filled it in is not who it was printed for.
    """

    wave: str
    version: QuestionnaireVersion
    language: str
    consent: Signed
    number: str = ""
    code: str = ""
    filled_on: date | None = None
    another: bool = False
    elsewhere: bool = False
    someone_else: bool = False


def sheet_of(study: Study, heading: Heading) -> EnteredSheet:
    """Inside the running action: the sheet a heading means, begun before or new.

    Raises Conflict where it is someone else's, or of someone who has left; Refused for a number or a code nobody has.
    """
    person = _person(study, heading)
    sheet = _known(study, heading, person)
    if sheet is None or heading.another:
        _require_first_of(person, heading)
        sheet = _new_sheet(study, heading, person, sheet)
    _require_same_person(sheet, person)
    return sheet


def _person(study: Study, heading: Heading) -> Participant | None:
    """Whose sheet it is: who it was printed for; else who wrote their code on it."""
    written = _named(study, heading.code)
    holder = _holder(study, heading)
    if holder is None:
        return written
    if written is not None and written is not holder:
        raise Conflict("sheet_printed_for_another", number=heading.number, whose=holder.pseudonym)
    return holder


def _holder(study: Study, heading: Heading) -> Participant | None:
    """Who a sheet was printed for. A copy of it, or one that somebody else filled in, is nobody's."""
    if not heading.number or heading.someone_else:
        return None
    number, copy = _parts(heading.number)
    run = run_of_number(study.id, number)
    photocopy = copy is not None or (heading.another and sheet_numbered(study.id, number) is not None)
    if run is None or not run.named or photocopy:
        return None
    holder = run.holders.get(number)
    if holder is None or holder.withdrawn_at is not None:
        raise Conflict("participant_withdrawn")
    return holder


def _named(study: Study, code: str) -> Participant | None:
    if not code.strip():
        return None
    person = person_of(study, code)
    if person is None:
        raise Refused("participant_unknown")
    if person.withdrawn_at is not None:
        raise Conflict("participant_withdrawn")
    return person


def _known(study: Study, heading: Heading, person: Participant | None) -> EnteredSheet | None:
    """The sheet that was begun before: by its number, or without one by the person."""
    if heading.number:
        number, copy = _parts(heading.number)
        found = sheet_numbered(study.id, number, copy)
        printed = heading.elsewhere or run_of_number(study.id, number) is not None
        if found is None and (copy is not None or not printed or GIVEN.fullmatch(number)):
            raise Refused("sheet_unknown")
        return found
    return sheet_of_person(study.id, heading.wave, person) if person is not None else None


def _require_first_of(person: Participant | None, heading: Heading) -> None:
    """Someone who has a sheet at this wave already, under another number, most often filled in the wrong one."""
    other = sheet_of_person(person.study_id, heading.wave, person) if person is not None else None
    if other is not None and not heading.another:
        raise Conflict("sheet_of_same_person", number=other.name)


def _parts(number: str) -> tuple[str, int | None]:
    """12N → the sheet 12N; 12N/2 → the second one that bears this number."""
    found = NUMBER.fullmatch(number.strip().upper())
    if found is None:
        raise Refused("sheet_unknown")
    known = number_of(found[1])
    number = lettered(known) if known is not None else found[1].lstrip("0") or "0"
    return number, int(found[2]) if found[2] else None


def _new_sheet(study: Study, heading: Heading, person: Participant | None, like: EnteredSheet | None) -> EnteredSheet:
    number = _parts(heading.number)[0] if heading.number else _next_number(study)
    sheet = EnteredSheet(
        study=study,
        wave=heading.wave,
        version=heading.version,
        number=number,
        copy=like.copy + 1 if like is not None and heading.number else 1,
        language=heading.language,
        filled_on=heading.filled_on,
        participant=person,
    )
    db.session.add(sheet)
    db.session.flush()
    return sheet


def _next_number(study: Study) -> str:
    """One more than the highest given: a sheet whose only entry was discarded leaves a gap."""
    numbers = select(EnteredSheet.number).where(
        EnteredSheet.study_id == study.id, EnteredSheet.number.startswith(OF_ENTRY)
    )
    given = filter(None, map(GIVEN.fullmatch, db.session.scalars(numbers)))
    return f"{OF_ENTRY}{max((int(one[1]) for one in given), default=0) + 1}"


def _require_same_person(sheet: EnteredSheet, person: Participant | None) -> None:
    known = sheet.participant
    if known is not None and known.withdrawn_at is not None:
        raise Conflict("participant_withdrawn")
    if person is not None and known is not person:
        raise Conflict("sheet_of_someone_else")
