"""What is typed of a sheet: read into words and marks, compared with an earlier typing, kept as a phone's would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from werkzeug.datastructures import MultiDict

from livinglab.actions.seats import contribute, judge
from livinglab.actions.session_sheets import retype_words
from livinglab.activities.activity import HEADLINE
from livinglab.activities.marks import Key, Mark, compared
from livinglab.activities.pairwise import pairs_for
from livinglab.store.database import ID_LENGTH
from livinglab.store.failures import Refused
from livinglab.store.judgements import marks_of
from livinglab.store.people import Account
from livinglab.store.session_sheets import sheet_name, words_of_sheet
from livinglab.store.sessions import AgendaItem, Contribution, Seat
from livinglab.web.board.ballots import READERS, SKIP, UNKNOWN_STEP
from livinglab.words import spoken, t

IDEAS_ON_A_SHEET = 3
PAIR = 3  # parts of the name of a field: pair, left, right
PREFERRED = {1: "first", 0: "neither", -1: "second"}
Written = Mapping[str, str]


@dataclass(frozen=True)
class Typing:
    """One sheet as it was typed: the fields of each thing written, and the marks."""

    written: Sequence[Written]
    marks: Mapping[Key, Mark]


@dataclass(frozen=True)
class Line:
    """One difference between two typings of a sheet: about what, said before, said now."""

    about: str
    before: str
    now: str


def slots_of(item: AgendaItem) -> int:
    """How many things a sheet has room to write: ideas are short, cards are long."""
    return IDEAS_ON_A_SHEET if len(item.activity.fields) <= IDEAS_ON_A_SHEET else 1


def pairs_on_sheet(item: AgendaItem, seat: Seat) -> Sequence[tuple[Contribution, Contribution]]:
    """The pairs of one person, in their order: those of their sheet, and of their phone if they had one."""
    if item.activity.ballot != "pairs":
        return ()
    subjects = {subject.id: subject for subject in item.subjects}
    return [(subjects[left], subjects[right]) for left, right in pairs_for(seat.id, list(subjects))]


def said_by(item: AgendaItem, seat: Seat) -> Mapping[Key, Mark]:
    """What a seat says now; a subject without a dot is nothing said."""
    return _spoken_for(marks_of(item, seat))


def read_typing(item: AgendaItem, seat: Seat, form: MultiDict[str, str]) -> Typing:
    """The words and the marks of the form sent. Raises Refused for what makes no sense."""
    marks = {mark.key: mark for mark in _marks(item, form)}
    return Typing(_written(item, form) if item.stages[0] == "writing" else (), marks)


def comparison_of(item: AgendaItem, seat: Seat, typing: Typing) -> Sequence[Line]:
    """What differs from an earlier typing of the sheet; nothing when there was none, or when it says the same."""
    return (*_words_compared(item, seat, typing), *_marks_compared(item, seat, typing))


def keep(item: AgendaItem, seat: Seat, typing: Typing, account: Account, *, replacing: bool = False) -> bool:
    """Stores a typing as if its person had a phone. Whether anything was new."""
    before, words = said_by(item, seat), _standing(item, seat)
    fresh = bool(typing.written) and sorted(map(_line_of, typing.written)) != sorted(map(_line_of, words))
    if fresh and words and replacing:
        reason = t("sheets.retyped", number=sheet_name(seat))
        retype_words(by=account, seat=seat, item=item, reason=reason)
    already = sum(1 for each in item.contributions if each.seat_id == seat.id)
    for place, each in enumerate(typing.written if fresh else (), start=already + 1):
        contribute(
            by=seat,
            item=item,
            contribution_id=_id_of(item, seat, place),
            text=each[HEADLINE],
            language=spoken(),
            details=each,
            entered_by=account,
        )
    marks = [*typing.marks.values(), *(_unsaid(item, before, typing) if replacing and typing.marks else ())]
    if marks:
        judge(by=seat, item=item, marks=marks, entered_by=account)
    return fresh or said_by(item, seat) != before


def _written(item: AgendaItem, form: MultiDict[str, str]) -> list[Written]:
    found: list[Written] = []
    for slot in range(1, slots_of(item) + 1):
        fields = {each.code: form.get(f"{each.code}.{slot}", "").strip() for each in item.activity.fields}
        told = {each.code for each in item.activity.fields if not each.choices and fields[each.code]}
        if told and not fields[HEADLINE]:
            raise Refused("sheet_headline_missing")
        if told:
            found.append({code: words for code, words in fields.items() if words})
    return found


def _marks(item: AgendaItem, form: MultiDict[str, str]) -> tuple[Mark, ...]:
    ballot = item.activity.ballot
    if item.state != "judging":
        return ()
    if ballot == "scales":
        return READERS[ballot](item, form)
    named = [(name.split(":"), value.strip()) for name, value in form.items() if value.strip()]
    if ballot == "dots":
        return tuple(Mark(name[1], "dots", _number(value)) for name, value in named if name[0] == "dots")
    pairs = [(name, value) for name, value in named if name[0] == "pair" and len(name) == PAIR]
    return tuple(compared(left, right, None if said == SKIP else _number(said)) for (_, left, right), said in pairs)


def _number(value: str) -> int:
    try:
        return int(value)
    except ValueError:
        return UNKNOWN_STEP


def _standing(item: AgendaItem, seat: Seat) -> list[Written]:
    return [{HEADLINE: each.text, **(each.details or {})} for each in words_of_sheet(item, seat)]


def _words_compared(item: AgendaItem, seat: Seat, typing: Typing) -> list[Line]:
    before = sorted(map(_line_of, _standing(item, seat)))
    now = sorted(map(_line_of, typing.written))
    if not before or not now or before == now:
        return []
    return [Line(t("sheets.words"), "\n".join(before), "\n".join(now))]


def _marks_compared(item: AgendaItem, seat: Seat, typing: Typing) -> list[Line]:
    before, now = said_by(item, seat), _spoken_for(typing.marks)
    if not before or not now:
        return []
    differing = [key for key in {**before, **now} if before.get(key) != now.get(key)]
    words = {subject.id: subject.text for subject in item.subjects}
    return [Line(_about(key, words), _said(item, before.get(key)), _said(item, now.get(key))) for key in differing]


def _spoken_for(marks: Mapping[Key, Mark]) -> dict[Key, Mark]:
    return {key: mark for key, mark in marks.items() if mark.scale != "dots" or mark.value}


def _unsaid(item: AgendaItem, before: Mapping[Key, Mark], typing: Typing) -> list[Mark]:
    """What the sheet no longer says: no dot, or no opinion where the scale has one; else it stays as it was."""
    gone = [mark for key, mark in before.items() if key not in typing.marks]
    skips = {scale.code: scale.skip for scale in item.activity.scales} | {"preference": True}
    dots = [Mark(mark.subject, "dots", 0) for mark in gone if mark.scale == "dots"]
    return dots + [Mark(mark.subject, mark.scale, None, mark.against) for mark in gone if skips.get(mark.scale)]


def _id_of(item: AgendaItem, seat: Seat, place: int) -> str:
    """The same for the same typing sent twice at once; another once it was typed again."""
    return sha256(f"{item.id}\n{seat.id}\n{place}".encode()).hexdigest()[:ID_LENGTH]


def _line_of(written: Written) -> str:
    return " · ".join(written[code] for code in sorted(written, key=lambda code: (code != HEADLINE, code)))


def _about(key: Key, words: Mapping[str, str]) -> str:
    subject, scale, against = key
    if against:
        return t("sheets.pair", left=words.get(subject, ""), right=words.get(against, ""))
    about = words.get(subject, "")
    return about if scale == "dots" else f"{about} – {t(f'activities.scale_{scale}')}"


def _said(item: AgendaItem, mark: Mark | None) -> str:
    if mark is None:
        return t("sheets.nothing_said")
    if mark.scale == "dots":
        return t("board.dots_count", n=mark.value or 0)
    if mark.value is None:
        return t("activities.skip")
    if mark.against:
        return t(f"sheets.prefers_{PREFERRED[mark.value]}")
    scale = item.activity.scale(mark.scale)
    step = t(f"activities.step_{mark.scale}_{scale.steps[mark.value]}") if scale else ""
    return f"{step} – {mark.why}" if mark.why else step
