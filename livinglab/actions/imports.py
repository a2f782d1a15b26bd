"""Importing answers collected elsewhere: every row is checked like one sent on a page; all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, cast

from sqlalchemy import select

from livinglab import words
from livinglab.actions.action import team_action
from livinglab.actions.consents import add_texts, agree
from livinglab.actions.exported_files import named_from
from livinglab.actions.imported_files import Arrived, Came, Keeping, arriving
from livinglab.actions.participants import require_named
from livinglab.actions.responses import digest_of
from livinglab.store.actors import Member
from livinglab.store.consents import ConsentText, consent_texts, in_force
from livinglab.store.database import db, keys, lock, new_id, now
from livinglab.store.failures import Refused
from livinglab.store.finding import response_of
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.responses import Response
from livinglab.store.serving import once_served, planned_arms, served_now
from livinglab.store.studies import Participant, Study
from livinglab.store.tokens import pseudonym
from surveys.submission import check
from surveys.values import Answers, Context, to_json


@dataclass(frozen=True)
class ImportedRow:
    """One line of a file: who answered what at which wave. `row` is its number in the file, for the report.

    `table` is the sheet or the file it stands in, where there are several; `version` the digest of the questionnaire it
    answers, when the file says so.
    """

    row: int
    person: str
    wave: str
    answers: Mapping[str, object]
    arm: str | None = None
    site: str | None = None
    language: str = "fr"
    answered_at: datetime | None = None
    started_at: datetime | None = None
    version: str = ""
    table: str = ""


@dataclass(frozen=True)
class RowProblem:
    """What is wrong with one row: a code of words/imports.toml (row_…), or the complaint of a question."""

    row: int
    code: str
    column: str = ""
    value: str = ""
    text: Mapping[str, str] | None = None
    table: str = ""

    def what(self, language: str) -> str:
        """The sentence for the person who imports."""
        if self.text is not None:
            return words.either(self.text, language)
        return words.t(f"imports.row_{self.code}", language, value=self.value)


@dataclass(frozen=True)
class Imported:
    """What an import stored."""

    responses: int
    participants: int


@dataclass(frozen=True)
class _Ready:
    """A row found good: what will be stored."""

    row: ImportedRow
    version: QuestionnaireVersion
    answers: Answers


def import_responses(
    *,
    by: Member,
    study: Study,
    rows: Sequence[ImportedRow],
    create_participants: bool = False,
    files: Arrived = MappingProxyType({}),
) -> Imported:
    """Stores the rows of a file, all of them or none.

    Raises Refused `import_has_problems`, with a RowProblem for each thing to put right, when any row does not hold.
    People are known by their pseudonym or, when `create_participants`, by what the file calls them: that name is
    turned into a pseudonym and not kept. Who imports attests that consent was given; the attestation is the text
    stored on every row, unless the study has published its own. `files`: those that came along, by name; an answer
    that names another stays as it is. Raises Full too.
    """
    with arriving((row.answers for row in rows), files) as came, team_action(by, "import_responses", study) as act:
        _require_importing(study)
        lock(study)
        ready, problems = _read(study, rows)
        people = _people(study)
        problems += _persons(rows, people, study, create_participants)
        if problems:
            in_order = sorted(problems, key=lambda problem: problem.row)
            raise Refused("import_has_problems", in_order, n=len(problems))
        before = len(set(people.values()))
        text = _attestation(study)
        for row in ready:
            _store(study, _person(study, row.row, people), row, text, came)
        act.on(study)
    return Imported(len(ready), len({person.id for person in people.values()}) - before)


def _read(study: Study, rows: Sequence[ImportedRow]) -> tuple[list[_Ready], list[RowProblem]]:
    versions = served_now(study)
    ready: list[_Ready] = []
    problems: list[RowProblem] = []
    for row in rows:
        version = versions.get(row.wave)
        if version is None:
            problems.append(_problem(row, "wave_unknown", "wave", row.wave))
            continue
        version = once_served(study, row.wave, row.version) or version
        checked = check(version.content, row.answers, _context(row), copied=True)
        problems += [
            _problem(row, complaint.code, complaint.place.key, _shown(row, complaint.question), complaint.text)
            for complaint in checked.complaints
        ]
        ready.append(_Ready(row, version, checked.answers))
    return ready, problems


def _persons(
    rows: Sequence[ImportedRow], people: Mapping[str, Participant], study: Study, create: bool
) -> list[RowProblem]:
    seen: set[tuple[str, str]] = set()
    arms = planned_arms(study)
    problems: list[RowProblem] = []
    for row in rows:
        if row.arm and row.arm not in arms:
            problems.append(_problem(row, "arm_unknown", "arm", row.arm))
        code = _trouble(row, people, study, create, seen)
        if code:
            problems.append(_problem(row, code, "participant", row.person))
        seen.add((row.person, row.wave))
    return problems


def _trouble(
    row: ImportedRow, people: Mapping[str, Participant], study: Study, create: bool, seen: set[tuple[str, str]]
) -> str | None:
    known = _known(study, row.person, people)
    if not row.person.strip():
        return "participant_missing"
    if (row.person, row.wave) in seen:
        return "participant_twice"
    if known is None:
        return None if create else "participant_unknown"
    if known.withdrawn_at is not None:
        return "participant_withdrawn"
    if row.arm and known.arm and row.arm != known.arm:
        return "arm_differs"
    return "already_answered" if response_of(known, row.wave) is not None else None


def _people(study: Study) -> dict[str, Participant]:
    chosen = select(Participant).where(Participant.study_id == study.id)
    return {person.pseudonym: person for person in db.session.scalars(chosen)}


def _known(study: Study, person: str, people: Mapping[str, Participant]) -> Participant | None:
    return people.get(person) or people.get(pseudonym(keys().pseudonym_key, study.id, person))


def _person(study: Study, row: ImportedRow, people: dict[str, Participant]) -> Participant:
    known = _known(study, row.person, people)
    if known is not None:
        return known
    created = Participant(
        id=new_id(),
        study_id=study.id,
        pseudonym=pseudonym(keys().pseudonym_key, study.id, row.person),
        arm=row.arm,
        site=row.site,
        origin="import",
        enrolled_on=(row.answered_at or now()).date(),
    )
    db.session.add(created)
    db.session.flush()
    people[created.pseudonym] = created
    return created


def _attestation(study: Study) -> ConsentText:
    published = consent_texts(study)
    if not published:
        add_texts(study, {language: words.t("imports.consent_attested", language) for language in words.LANGUAGES})
        published = consent_texts(study)
    return next(iter(published.values()))


def _store(study: Study, person: Participant, ready: _Ready, text: ConsentText, came: Came) -> None:
    consent = in_force(person) or agree(person, text, "import")
    at = ready.row.answered_at or now()
    response_id = new_id()
    keeping = Keeping(person, response_id, ready.version.content, came, named_from(ready.row.person, ready.row.wave))
    answers = cast(dict[str, Any], to_json(keeping.answers(ready.answers)))
    response = Response(
        id=response_id,
        study_id=study.id,
        participant_id=person.id,
        wave=ready.row.wave,
        version_id=ready.version.id,
        consent_id=consent.id,
        answers=answers,
        content_digest=digest_of(person, ready.row.wave, ready.version.digest, answers),
        language=ready.row.language,
        channel="import",
        started_at=ready.row.started_at or at,
        finished_at=at,
    )
    db.session.add(response)


def _problem(row: ImportedRow, code: str, column: str, value: str, text: Mapping[str, str] | None = None) -> RowProblem:
    return RowProblem(row.row, code, column, value, text, row.table)


def _context(row: ImportedRow) -> Context:
    """What the calculations of a row may know: the moments its file says, as if it had been sent then."""
    at = row.answered_at
    return Context(at or now(), row.language, row.started_at or at, at)


def _shown(row: ImportedRow, question: str) -> str:
    return str(row.answers.get(question, ""))[:80]


def _require_importing(study: Study) -> None:
    require_named(study)
    if study.state not in ("locked", "open", "closing"):
        raise Refused("study_not_locked")
