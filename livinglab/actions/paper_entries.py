"""Typing sheets of paper: beginning a sheet, keeping what is typed, ending the entry. Nobody sees what others type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from livinglab.actions import texts
from livinglab.actions.action import Act, team_action
from livinglab.actions.paper_headings import Heading, sheet_of
from livinglab.store.actors import account_id
from livinglab.store.consents import ConsentText, consent_texts, in_force
from livinglab.store.database import db, lock, now, transaction
from livinglab.store.failures import Conflict, NotFound, Refused
from livinglab.store.finding import abilities_of, authorise
from livinglab.store.paper_entries import EnteredSheet, PaperEntry, SheetOutcome
from livinglab.store.people import Account
from livinglab.store.print_runs import run_of_number
from livinglab.store.studies import Study
from surveys.paper_entry import Entry
from surveys.question_types import TEXT_LIMIT
from surveys.values import Context

SETTLED: Mapping[SheetOutcome, str] = {
    "accepted": "sheet_accepted",
    "set_aside": "sheet_set_aside",
    "refused": "sheet_refused",
}


@dataclass(frozen=True)
class Begun:
    """The sheet, and the entry to type; none when the person did not agree: then nothing may be typed."""

    sheet: EnteredSheet
    entry: PaperEntry | None


def begin_entry(*, by: Account, study: Study, heading: Heading) -> Begun:
    """Opens a sheet to be typed: one's own entry begun before, else a first or a second one.

    Raises Conflict for a sheet that needs no further entry (`values` say who typed it and when) and for someone who has
    left; Refused for a number or a code nobody has.
    """
    with team_action(by, "begin_paper_entry", study, "enter") as act:
        lock(study)
        sheet = sheet_of(study, heading)
        if heading.consent == "absent":
            return _not_agreed(act, by, sheet)
        return _begun(act, by, sheet, heading)


def save_entry(
    *, by: Account, entry: PaperEntry, typed: Mapping[str, str], blocks: Mapping[str, int], seen: int
) -> PaperEntry:
    """Keeps what is typed so far. `seen` is the revision of the page: from another tab meanwhile, a Conflict.

    Like a draft, it leaves no audit line.
    """
    with transaction():
        _require_typing(by, entry)
        _keep(entry, typed, blocks, seen)
    return entry


def finish_entry(*, by: Account, entry: PaperEntry, seen: int, as_written: bool) -> PaperEntry:
    """Ends an entry: it never changes again. Refused with the complaints while something is wrong, unless `as_written`.

    Ending it twice is ending it once.
    """
    with team_action(by, "finish_paper_entry", entry, "enter") as act:
        _require_own(by, entry)
        if entry.finished_at is not None:
            return entry
        _require_typing(by, entry)
        if seen != entry.revision:
            raise Conflict("draft_changed_elsewhere")
        complaints = read_entry(entry).complaints
        if complaints and not as_written:
            raise Refused("answers_to_put_right", complaints, n=len(complaints))
        entry.as_written, entry.finished_at = bool(complaints), now()
        act.on(entry)
    return entry


def discard_entry(*, by: Account, entry: PaperEntry) -> None:
    """Throws away an entry that is not finished: one's own, or by the team that of someone who will not end it."""
    with team_action(by, "discard_paper_entry", entry, "enter") as act:
        if entry.account_id != by.id and "write" not in abilities_of(by, entry.project_id):
            raise NotFound
        if entry.finished_at is not None:
            raise Conflict("entry_finished")
        sheet = entry.sheet
        act.on(sheet)
        sheet.entries.remove(entry)
        if not sheet.entries:
            db.session.delete(sheet)


def read_entry(entry: PaperEntry, typed: Mapping[str, str] | None = None) -> Entry:
    """What an entry says; with other words in some places if `typed` is given."""
    sheet = entry.sheet
    return Entry(sheet.version.content, {**entry.typed, **(typed or {})}, entry.blocks, moment_of(sheet))


def moment_of(sheet: EnteredSheet) -> Context:
    """The moment and the language of a sheet: noon of the day written on it, else when it was first typed."""
    day = sheet.filled_on
    at = sheet.created_at
    if day is not None:
        at = at.replace(year=day.year, month=day.month, day=day.day, hour=12, minute=0, second=0, microsecond=0)
    return Context(at, sheet.language, at, at, sheet.response_id)


def _not_agreed(act: Act, by: Account, sheet: EnteredSheet) -> Begun:
    """Nothing stands in the way of a first refusal; that of a second person is a doubt for the team to settle."""
    _require_open(sheet)
    if sheet.entries:
        sheet.doubted_at, sheet.doubted_by_id = now(), by.id
        act.verb = "doubt_consent"
    else:
        refuse(sheet, by)
        act.verb = "refuse_sheet"
    act.on(sheet)
    return Begun(sheet, None)


def refuse(sheet: EnteredSheet, by: Account) -> None:
    """Inside the running action: keeps that there was a sheet, and nothing of what stood on it."""
    sheet.entries, sheet.settlements = [], []
    sheet.participant = sheet.consent_text = sheet.filled_on = None
    sheet.settled_at, sheet.settled_by_id, sheet.outcome = now(), account_id(by), "refused"


def _begun(act: Act, by: Account, sheet: EnteredSheet, heading: Heading) -> Begun:
    mine = next((entry for entry in sheet.entries if entry.account_id == by.id and entry.finished_at is None), None)
    if mine is not None:
        return Begun(sheet, mine)
    _require_open(sheet)
    _require_room(by, sheet)
    if heading.consent == "recorded" and (sheet.participant is None or in_force(sheet.participant) is None):
        raise Refused("consent_not_recorded")
    if heading.consent == "signed" and sheet.consent_text is None:
        sheet.consent_text = _text_of(sheet)
    rank = 2 if any(entry.rank == 1 for entry in sheet.entries) else 1
    entry = PaperEntry(sheet=sheet, rank=rank, account_id=by.id, typed={}, blocks={})
    db.session.add(entry)
    act.on(entry)
    return Begun(sheet, entry)


def _text_of(sheet: EnteredSheet) -> ConsentText:
    """The text printed on the sheet; else the one people are asked to agree to, in its language."""
    run = run_of_number(sheet.study_id, sheet.number)
    if run is not None and run.consent_text is not None:
        return run.consent_text
    offered = consent_texts(sheet.study)
    text = offered.get(sheet.language) or next(iter(offered.values()), None)
    if text is None:
        raise Refused("consent_missing")
    return text


def _require_open(sheet: EnteredSheet) -> None:
    if sheet.settled_at is not None:
        name = sheet.settled_by.name if sheet.settled_by else "–"
        raise Conflict(SETTLED[sheet.outcome or "accepted"], number=sheet.name, who=name, when=sheet.settled_at)


def _require_room(by: Account, sheet: EnteredSheet) -> None:
    """A sheet has as many entries as the study asks for, by as many people."""
    wanted = 2 if sheet.study.double_entry else 1
    for entry in sheet.entries:
        again = entry.account_id == by.id and not sheet.study.same_person_twice
        if again or len(sheet.entries) >= wanted:
            when = entry.finished_at or entry.saved_at
            code = "sheet_entered" if entry.finished_at else "sheet_being_entered"
            raise Conflict(code, number=sheet.name, who=entry.account.name, when=when)


def _require_own(by: Account, entry: PaperEntry) -> None:
    if entry.account_id != by.id:
        raise NotFound


def _require_typing(by: Account, entry: PaperEntry) -> None:
    authorise(by, entry.project_id, "enter")
    _require_own(by, entry)
    lock(entry)
    if entry.finished_at is not None or entry.sheet.settled_at is not None:
        raise Conflict("entry_finished")
    person = entry.sheet.participant
    if person is not None and person.withdrawn_at is not None:
        raise Conflict("participant_withdrawn")


def _keep(entry: PaperEntry, typed: Mapping[str, str], blocks: Mapping[str, int], seen: int) -> None:
    """Only places of the sheet are kept; empty ones are not worth a word."""
    shown = Entry(entry.sheet.version.content, typed, blocks, moment_of(entry.sheet))
    places = {cell.key for cell in shown.cells}
    kept = {
        key: texts.optional_text(words, TEXT_LIMIT) for key, words in typed.items() if key in places and words.strip()
    }
    if seen != entry.revision and kept != entry.typed:
        raise Conflict("draft_changed_elsewhere")
    if kept != entry.typed or dict(blocks) != entry.blocks:
        entry.typed, entry.blocks = kept, dict(blocks)
        entry.revision += 1
    entry.saved_at = now()
