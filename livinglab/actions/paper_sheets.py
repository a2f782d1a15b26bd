"""Sheets of paper typed: differences settled, consent looked at again, accepted as a response or set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

from livinglab.actions import texts
from livinglab.actions.action import Act, team_action
from livinglab.actions.consents import agree
from livinglab.actions.paper_entries import moment_of, read_entry, refuse
from livinglab.actions.participants import enrol_for_sheet
from livinglab.actions.responses import add_response, digest_of
from livinglab.store.actors import Member, account_id
from livinglab.store.consents import Consent, in_force
from livinglab.store.database import add_once, db, lock, new_id, now
from livinglab.store.failures import Conflict, Refused
from livinglab.store.paper_entries import Chosen, EnteredSheet, Settlement
from livinglab.store.people import Account
from livinglab.store.responses import Quarantine, Response
from livinglab.store.studies import Participant, Study
from surveys.paper_entry import Comparison, Difference, Entry, compare
from surveys.submission import Checked, check
from surveys.values import to_json

Standing: TypeAlias = Literal["typing", "second", "doubted", "differing", "ready", "accepted", "set_aside", "refused"]
Aside: TypeAlias = Literal["answers_to_put_right", "already_answered", "study_not_open"]


@dataclass(frozen=True)
class Choice:
    """Which of two readings stands. `typed` is what is typed for another one, which needs its reason."""

    chosen: Chosen
    typed: str = ""
    reason: str = ""


def standing_of(sheet: EnteredSheet) -> Standing:
    """Where a sheet stands, and so what comes next."""
    if sheet.outcome is not None:
        return sheet.outcome
    if sheet.doubted_at is not None:
        return "doubted"
    finished = sheet.finished
    if len(finished) < len(sheet.entries) or not finished:
        return "typing"
    if len(finished) < 2:
        return "second" if sheet.study.double_entry else "ready"
    return "differing" if unsettled(sheet) else "ready"


def comparison_of(sheet: EnteredSheet) -> Comparison | None:
    """Where its two entries differ; None while there are not two."""
    finished = sheet.finished
    return compare(read_entry(finished[0]), read_entry(finished[1])) if len(finished) == 2 else None


def unsettled(sheet: EnteredSheet) -> tuple[Difference, ...]:
    """The differences nobody has settled yet."""
    compared = comparison_of(sheet)
    settled = {settlement.place for settlement in sheet.settlements}
    return tuple(one for one in compared.differences if one.cell.key not in settled) if compared else ()


def standing_entry(sheet: EnteredSheet) -> Entry:
    """What the sheet says in the end: the first entry, with what was settled in its place."""
    settled = {settlement.place: settlement.typed for settlement in sheet.settlements}
    first, *others = sheet.finished
    entry = read_entry(first, settled)
    blocks = dict(entry.blocks)
    for other in others:
        blocks |= {key: max(number, blocks.get(key, 1)) for key, number in other.blocks.items()}
    return Entry(entry.questionnaire, entry.typed, blocks, entry.context)


def set_entry_rules(*, by: Member, study: Study, double_entry: bool, same_person_twice: bool) -> Study:
    """Whether sheets are typed twice, and whether the same person may type both."""
    with team_action(by, "set_entry_rules", study) as act:
        if (study.double_entry, study.same_person_twice) != (double_entry, same_person_twice):
            study.double_entry, study.same_person_twice = double_entry, same_person_twice
            act.on(study)
    return study


def settle_differences(*, by: Member, sheet: EnteredSheet, choices: Mapping[str, Choice]) -> EnteredSheet:
    """Says which reading stands where two people differ. Some places may be left for later.

    Raises Refused for another reading without a reason, or that is no answer (`details`: the places).
    """
    with team_action(by, "settle_differences", sheet) as act:
        lock(sheet)
        _require_unsettled(sheet)
        open_ones = {difference.cell.key: difference for difference in unsettled(sheet)}
        chosen = {place: choice for place, choice in choices.items() if place in open_ones}
        _require_reasons(sheet, chosen)
        for place, choice in chosen.items():
            db.session.add(_settlement(by, sheet, open_ones[place], choice))
        if chosen:
            act.on(sheet)
            db.session.refresh(sheet, ["settlements"])
    return sheet


def settle_consent(*, by: Account, sheet: EnteredSheet, signed: bool) -> EnteredSheet:
    """Says, after another look, whether the person agreed. If they did not, what was typed is deleted."""
    with team_action(by, "confirm_consent" if signed else "refuse_sheet", sheet) as act:
        lock(sheet)
        _require_unsettled(sheet)
        if sheet.doubted_at is None:
            return sheet
        sheet.doubted_at = sheet.doubted_by_id = None
        if not signed:
            refuse(sheet, by)
        act.on(sheet)
    return sheet


def conclude_sheet(*, by: Account, sheet: EnteredSheet) -> Standing:
    """Accepts what nobody disputes any more, or sets it aside with its reason; where the sheet stands afterwards.

    Repeated, it changes nothing. What is set aside waits for the team as what other doors could not accept does.
    """
    with team_action(by, "accept_sheet", sheet, "enter") as act:
        lock(sheet)
        if standing_of(sheet) != "ready":
            return standing_of(sheet)
        entry = standing_entry(sheet)
        person = sheet.participant or enrol_for_sheet(sheet.study)
        lock(person)
        if person.withdrawn_at is not None:
            raise Conflict("participant_withdrawn")
        sheet.participant = person
        consent = _consent(sheet, person)
        checked = check(entry.questionnaire, entry.answers, entry.context, copied=True)
        reason = _reason(entry, sheet.study)
        response = _response(sheet, person, consent, checked)
        if reason is None and add_response(person, response, "") is not None:
            reason = "already_answered"
        if reason is not None:
            _set_aside(act, sheet, entry, reason)
        sheet.settled_at, sheet.settled_by_id = now(), account_id(by)
        sheet.outcome = "accepted" if reason is None else "set_aside"
        act.on(sheet)
    return standing_of(sheet)


def _reason(entry: Entry, study: Study) -> Aside | None:
    """Why it joins nothing by itself. Paper that comes after the end of a study is for the team to judge."""
    if entry.complaints:
        return "answers_to_put_right"
    return None if study.takes_answers else "study_not_open"


def _require_unsettled(sheet: EnteredSheet) -> None:
    if sheet.settled_at is not None:
        raise Conflict("set_aside_settled")


def _require_reasons(sheet: EnteredSheet, choices: Mapping[str, Choice]) -> None:
    others = {place: choice for place, choice in choices.items() if choice.chosen == "other"}
    silent = tuple(place for place, choice in others.items() if not choice.reason.strip())
    if silent:
        raise Refused("reason_missing", silent)
    typed = {place: choice.typed for place, choice in others.items()}
    read = Entry(sheet.version.content, typed, {}, moment_of(sheet)).readings
    unreadable = tuple(place for place in others if read[place].invalid is not None)
    if unreadable:
        raise Refused("reading_unreadable", unreadable)


def _settlement(by: Member, sheet: EnteredSheet, difference: Difference, choice: Choice) -> Settlement:
    readings = {"first": difference.first.typed, "second": difference.second.typed, "other": choice.typed}
    return Settlement(
        sheet_id=sheet.id,
        place=difference.cell.key,
        chosen=choice.chosen,
        typed=texts.optional_text(readings[choice.chosen]),
        reason=texts.optional_text(choice.reason, texts.LONG),
        settled_by_id=account_id(by),
    )


def _consent(sheet: EnteredSheet, person: Participant) -> Consent:
    """The agreement in force, else the one the sheet carries."""
    known = in_force(person)
    if known is not None:
        return known
    if sheet.consent_text is None:
        raise Refused("consent_missing")
    return agree(person, sheet.consent_text, "paper")


def _response(sheet: EnteredSheet, person: Participant, consent: Consent, checked: Checked) -> Response:
    context = moment_of(sheet)
    answers = cast(dict[str, Any], to_json(checked.answers))
    return Response(
        id=sheet.response_id,
        study_id=sheet.study_id,
        participant_id=person.id,
        wave=sheet.wave,
        version_id=sheet.version_id,
        consent_id=consent.id,
        answers=answers,
        content_digest=digest_of(person, sheet.wave, sheet.version.digest, answers),
        language=sheet.language,
        channel="paper",
        entered_by_id=sheet.finished[0].account_id,
        started_at=context.started_at,
        finished_at=context.finished_at,
    )


def _set_aside(act: Act, sheet: EnteredSheet, entry: Entry, reason: Aside) -> None:
    context = moment_of(sheet)
    given = to_json(entry.answers)
    kept = Quarantine(
        id=new_id(),
        response_id=sheet.response_id,
        study_id=sheet.study_id,
        participant=sheet.participant,
        wave=sheet.wave,
        content={
            "answers": given,
            "questionnaire_digest": sheet.version.digest,
            "language": sheet.language,
            "channel": "paper",
            "sheet": sheet.name,
            "entered_by": sheet.finished[0].account_id,
            "started_at": context.now.isoformat(),
            "finished_at": context.now.isoformat(),
        },
        content_digest=digest_of(cast(Participant, sheet.participant), sheet.wave, sheet.version.digest, given),
        reason=reason,
    )
    act.verb = "quarantine_submission"
    add_once(kept)
