"""Files of measurements: handed in, laid out, checked, then stored whole or let go; corrected by another file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import IO

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from analysis.measurements.cells import Opened
from analysis.measurements.kinds import KINDS
from analysis.measurements.layout import Layout, first_texts, guessed
from analysis.measurements.problems import Problem
from analysis.measurements.reading import Read
from analysis.measurements.rows import shown
from livinglab.actions import texts
from livinglab.actions.action import action, team_action
from livinglab.actions.attachments import discard_unnamed, received
from livinglab.actions.measurement_rows import people_named, people_staying, retire, store_left_out, store_lines
from livinglab.actions.measurement_summary import summary_of
from livinglab.store.actors import OPERATOR, Member, account_id
from livinglab.store.database import db, lock, now
from livinglab.store.failures import NotFound, Refused
from livinglab.store.files import files
from livinglab.store.measurements import PENDING, MeasurementFile, known_to, last_like
from livinglab.store.studies import Study
from surveys.file_names import clean

MOST_PROBLEMS_KEPT = 5_000


def hand_in_measurements(
    *,
    by: Member,
    study: Study,
    source: IO[bytes],
    filename: str,
    kind: str,
    name: str,
    supersedes: MeasurementFile | None = None,
    language: str = "fr",
) -> MeasurementFile:
    """A file to be read; the caller asks the job. Kept as it came; nothing of it is stored in rows yet.

    The same file, sent again while it waits, is the one that waits. `language`: that of whoever hands it in, to guess
    how numbers and dates are written where the file leaves it open. Raises Refused, NotFound, Full.
    """
    if kind not in KINDS:
        raise NotFound
    title = texts.required_text(name)
    with received(source) as written, team_action(by, "hand_in_measurements", study) as act:
        lock(study)
        _require_current(study, kind, supersedes)
        waiting = _waiting(study, kind, written.digest, supersedes)
        if waiting is not None:
            return waiting
        handed = MeasurementFile(
            study_id=study.id,
            handed_in_by_id=account_id(by),
            kind=kind,
            name=title,
            filename=clean(filename)[:200],
            fingerprint=written.digest,
            digest=written.digest,
            size=written.size,
            found={"language": language},
            supersedes_id=supersedes.id if supersedes else None,
        )
        files().place(written)
        db.session.add(handed)
        act.on(handed)
    return handed


def tell_measurements_opened(*, handed: MeasurementFile, opened: Opened) -> None:
    """What sheets and columns the file has, with the layout most likely right; or why it cannot be opened."""
    with action(OPERATOR, "open_measurements") as act:
        lock(handed)
        if handed.state != "opening":
            return
        sheet, french = opened.sheet(""), handed.found.get("language") != "en"
        if sheet is None:
            handed.state, handed.found = "refused", {}
            handed.problems = [asdict(each) for each in opened.problems]
            handed.digest = None
        else:
            before = last_like(handed.study_id, handed.kind, handed.name)
            kept = before.laid_out if before else None
            sheet = opened.sheet(kept.sheet) if kept else sheet
            handed.state = "unmapped"
            handed.found = {"sheets": _sheets(opened), "remembered": _fits(kept, opened)}
            if sheet is not None:
                handed.layout = guessed(sheet, KINDS[handed.kind], kept, french=french).as_json()
        act.on(handed)
    if handed.digest is None:
        discard_unnamed([handed.fingerprint])


def lay_out_measurements(*, by: Member, handed: MeasurementFile, layout: Layout) -> MeasurementFile:
    """Says which column is what; the caller asks the job to check every row by it."""
    with team_action(by, "lay_out_measurements", handed) as act:
        lock(handed)
        if handed.state not in ("unmapped", "ready") or layout.kind != handed.kind:
            raise Refused("measurements_not_waiting")
        handed.layout, handed.state = layout.as_json(), "checking"
        act.on(handed)
    return handed


def tell_measurements_checked(*, handed: MeasurementFile, read: Read) -> None:
    """What every row says, or what is wrong with it."""
    with action(OPERATOR, "check_measurements") as act:
        lock(handed)
        if handed.state == "checking":
            _tell(handed, read)
            act.on(handed)


def accept_measurements(
    *, by: Member, handed: MeasurementFile, leave_out: bool = False, seen: str | None = None
) -> MeasurementFile:
    """The rows may be stored; the caller asks the job. `leave_out`: those that are wrong are left out, and listed.

    `seen`: the signature of what was shown; another tab may have laid the file out anew since.
    """
    with team_action(by, "accept_measurements", handed) as act:
        lock(handed)
        if handed.state != "ready":
            raise Refused("measurements_not_waiting")
        if seen is not None and seen != handed.found.get("signature"):
            raise Refused("measurements_changed")
        _require_storable(handed, leave_out=leave_out)
        handed.state, handed.leaves_out = "storing", leave_out
        act.on(handed)
    return handed


def store_measurements(*, handed: MeasurementFile, read: Read) -> bool:
    """The rows, all of them or none; False when something has changed since they were shown: they are shown again.

    `read` may be older than the lock. Someone who left since, or a row that another file stored since, sends the file
    back to be checked. Raises NotAllowed, Refused.
    """
    by: Member = handed.handed_in_by or OPERATOR
    with team_action(by, "import_measurements", handed) as act:
        lock(handed.study)
        lock(handed)
        if handed.state != "storing":
            raise Refused("measurements_not_waiting")
        _require_current(handed.study, handed.kind, handed.supersedes)
        if summary_of(handed, read)["signature"] != handed.found.get("signature"):
            _tell(handed, read)
            act.on(handed)
            return False
        if not _stored(handed, read):
            handed.state = "checking"
            act.on(handed)
            return False
        handed.state, handed.stored_at = "done", now()
        named = people_named(handed, read)
        handed.found = {**{name: value for name, value in handed.found.items() if name != "sheets"}, "people": named}
        act.on(handed)
    return True


def _stored(handed: MeasurementFile, read: Read) -> bool:
    """Stores the rows, inside the running action; False, and nothing is, when the study has changed since."""
    if set(read.people) - people_staying(handed.study_id).keys():
        return False
    try:
        with db.session.begin_nested():
            if handed.supersedes is not None:
                retire(handed.supersedes)
            store_lines(handed, read.lines)
            store_left_out(handed, read.left_out)
    except IntegrityError:  # at most one row in force has a key
        return False
    return True


def let_measurements_go(*, by: Member, handed: MeasurementFile) -> MeasurementFile:
    """They are not wanted: the file is erased, what was seen of it too."""
    with team_action(by, "let_measurements_go", handed) as act:
        lock(handed)
        if handed.state == "storing":
            raise Refused("measurements_not_waiting")
        if handed.state in PENDING:
            forget(handed)
            act.on(handed)
    discard_unnamed([handed.fingerprint])
    return handed


def fail_measurements(*, handed: MeasurementFile, code: str) -> None:
    """They could not be read or stored; `code` is a key of words/refusals.toml."""
    with action(OPERATOR, "fail_measurements") as act:
        lock(handed)
        if handed.state in PENDING:
            forget(handed)
            handed.state, handed.refusal = "failed", code
            act.on(handed)
    discard_unnamed([handed.fingerprint])


def forget(handed: MeasurementFile) -> None:
    """Lets a file go, inside the running action."""
    handed.state, handed.digest = "let_go", None
    handed.found, handed.problems = {}, None


def read_of(handed: MeasurementFile, opened: Opened) -> Read:
    """Every row of the file by its layout, as the study is now."""
    from analysis.measurements.reading import read

    layout = handed.laid_out
    sheet = opened.sheet(layout.sheet) if layout else None
    if layout is None or sheet is None:
        return Read((), opened.problems)
    return read(sheet, layout, known_to(handed))


def _sheets(opened: Opened) -> list[dict[str, object]]:
    """Of each sheet: its name, its number of rows, its titles with the first cells under them."""
    return [
        {
            "name": sheet.name,
            "rows": len(sheet.rows),
            "titles": [[title, [shown(cell)[:60] for cell in some]] for title, some in first_texts(sheet).items()],
        }
        for sheet in opened.sheets
    ]


def _fits(kept: Layout | None, opened: Opened) -> bool:
    sheet = opened.sheet(kept.sheet) if kept else None
    return kept is not None and sheet is not None and set(kept.columns.values()) <= set(sheet.titles)


def _tell(handed: MeasurementFile, read: Read) -> None:
    handed.state = "ready"
    handed.found = {"sheets": handed.found.get("sheets", []), **summary_of(handed, read)}
    handed.problems = _kept(read.problems)


def _kept(problems: Iterable[Problem]) -> list[object]:
    """The gravest first, then in the order of rows."""
    order = {"file": 0, "error": 1, "notice": 2}
    ordered: Sequence[Problem] = sorted(problems, key=lambda each: order[each.severity])
    return [asdict(each) for each in ordered[:MOST_PROBLEMS_KEPT]]


def _require_storable(handed: MeasurementFile, *, leave_out: bool) -> None:
    if handed.found.get("blocked"):
        raise Refused("measurements_layout_wrong")
    if handed.found.get("left") and not leave_out:
        raise Refused("measurements_rows_wrong", n=handed.found["left"])
    if not handed.found.get("lines"):
        raise Refused("measurements_nothing_new")


def _require_current(study: Study, kind: str, supersedes: MeasurementFile | None) -> None:
    """Only what counts can be corrected, by a file of the same kind, once."""
    if supersedes is None:
        return
    if supersedes.study_id != study.id or supersedes.kind != kind or supersedes.state != "done":
        raise NotFound
    if supersedes.superseded_at is not None:
        raise Refused("measurements_corrected_already")


def _waiting(study: Study, kind: str, digest: str, supersedes: MeasurementFile | None) -> MeasurementFile | None:
    chosen = select(MeasurementFile).where(
        MeasurementFile.study_id == study.id,
        MeasurementFile.kind == kind,
        MeasurementFile.digest == digest,
        MeasurementFile.state.in_(PENDING),
        MeasurementFile.supersedes_id == (supersedes.id if supersedes else None),
    )
    return db.session.scalars(chosen).first()
