"""The top of a sheet as it is typed: its number, whose it is, what it asks, whether the person agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast, get_args

from flask import request

from livinglab.actions.paper_headings import Heading, Signed
from livinglab.store.failures import Conflict, Refused
from livinglab.store.paper_entries import last_sheet_of
from livinglab.store.people import Account
from livinglab.store.print_runs import PrintRun, run_of_number
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.serving import ever_served
from livinglab.store.studies import Participant, Study
from livinglab.web.forms import typed
from livinglab.web.team.readiness import plan_of
from livinglab.web.wording import format_moment
from livinglab.words import either, t
from surveys.typed_codes import read_day

NOBODY = frozenset({"", "anonyme", "anonymous", "anonym", "-"})
FIELDS_OF: Mapping[str, str] = {
    "participant_unknown": "code",
    "participant_withdrawn": "code",
    "sheet_of_someone_else": "code",
    "sheet_printed_for_another": "code",
    "sheet_of_same_person": "code",
    "consent_not_recorded": "consent",
    "consent_missing": "consent",
}


# What may be answered to a refusal: the field, its words. To any other Conflict: it is one more of that number.
WAYS_ON: Mapping[str, tuple[str, str]] = {
    "sheet_unknown": ("elsewhere", "elsewhere"),
    "sheet_printed_for_another": ("someone_else", "someone_else"),
    "sheet_of_same_person": ("another", "another_of_person"),
}
ANOTHER = ("another", "another")


@dataclass(frozen=True)
class Form:
    """A version asked at a wave: what a sheet without a known number is about."""

    value: str
    label: str
    wave: str
    version: QuestionnaireVersion


def forms_of(study: Study) -> Sequence[Form]:
    """Every version the waves of a study ask or asked, in the order of the waves, the newest first."""
    plan = plan_of(study)
    found = []
    for wave in plan.waves if plan else ():
        versions = ever_served(study, wave.code)
        for version in versions:
            title = f"{either(wave.label)} – {either(version.content.title)}"
            label = f"{title} ({t('paper_entry.version', version=version.content.version)})" if versions[1:] else title
            found.append(Form(f"{wave.code}:{version.id}", label, wave.code, version))
    return found


def usual_of(study: Study, account: Account) -> dict[str, str]:
    """What the last sheet this person typed said: a pile is mostly alike."""
    last = last_sheet_of(study.id, account)
    return {"form": f"{last.wave}:{last.version_id}", "language": last.language} if last else {}


def heading_typed(study: Study) -> tuple[Heading, list[tuple[str, str]]]:
    """What was typed of the top of a sheet, and what to put right. What a number tells need not be typed."""
    fields = typed("number", "code", "form", "language", "filled_on", "consent")
    errors = []
    forms = forms_of(study)
    chosen = next((form for form in forms if form.value == fields["form"]), forms[0] if forms else None)
    if chosen is None:
        raise Refused("questionnaire_not_served")
    day = _day(fields["filled_on"])
    if day is None and fields["filled_on"]:
        errors.append(("filled_on", t("paper_entry.day_unreadable")))
    if fields["consent"] not in get_args(Signed):
        errors.append(("consent", t("paper_entry.consent_missing")))
    number = fields["number"].rstrip("/").rpartition("sheet=")[2]  # a scanner types the address that the QR holds
    run = run_of_number(study.id, number.partition("/")[0])  # what is printed says what it asks, in which language
    heading = Heading(
        wave=run.wave if run else chosen.wave,
        version=run.version if run else chosen.version,
        language=run.language if run else _language(fields["language"], chosen.version),
        consent=cast(Signed, fields["consent"]),
        number=number,
        code="" if fields["code"].casefold() in NOBODY else fields["code"],
        filled_on=day,
        another="another" in request.form,
        elsewhere="elsewhere" in request.form,
        someone_else="someone_else" in request.form,
    )
    return heading, errors


def refusal(refused: Refused) -> tuple[str, str]:
    """The field where to put it right, and the sentence: who typed that sheet, and when."""
    field = FIELDS_OF.get(refused.code, "number")
    when = refused.values.get("when")
    if not isinstance(when, datetime):
        return field, refused.words()
    return field, Conflict(refused.code, (), **{**refused.values, "when": format_moment(when)}).words()


def ways_on(refused: Refused | None) -> Sequence[tuple[str, str, bool]]:
    """The boxes that let a sheet be opened all the same: field, words, ticked. Those ticked before stay."""
    ticked = [(field, words, True) for field, words in (*WAYS_ON.values(), ANOTHER) if request.form.get(field) == words]
    offered = WAYS_ON.get(refused.code, ANOTHER if isinstance(refused, Conflict) else None) if refused else None
    return [*ticked, (*offered, False)] if offered and (*offered, True) not in ticked else ticked


def printed_sheet(study: Study, number: str) -> tuple[PrintRun, Participant | None] | None:
    """The run a number was printed in, and who that sheet was for."""
    run = run_of_number(study.id, number)
    return (run, run.holders.get(number)) if run else None


def _language(chosen: str, version: QuestionnaireVersion) -> str:
    return chosen if chosen in version.content.languages else version.content.default_language


def _day(words: str) -> date | None:
    written = read_day(words)
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
