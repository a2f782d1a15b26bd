"""Ballots: what a phone offers to judge, and the marks read from what it sends. One row per kind of ballot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from werkzeug.datastructures import MultiDict

from livinglab.activities.activity import Ballot
from livinglab.activities.marks import Mark, compared, dots
from livinglab.activities.pairwise import pairs_for
from livinglab.store.judgements import marks_of
from livinglab.store.sessions import AgendaItem, Contribution, Seat
from livinglab.web.board.stages import visible

AT_ONCE = 40  # subjects on one page of a phone; a longer list is read in pages, in an order of the person's own
SKIP = "skip"
UNKNOWN_STEP = 99  # on no scale: the action says what to do


@dataclass(frozen=True)
class Offered:
    """A subject on a phone: its words, what this phone says of it now, whether this phone wrote it."""

    contribution: Contribution
    mine: bool
    said: Mapping[str, str]
    why: str

    @property
    def id(self) -> str:
        """The id of the subject."""
        return self.contribution.id

    @property
    def dots(self) -> int:
        """Its dots from this phone."""
        return int(self.said.get("dots", "0") or 0)


@dataclass(frozen=True)
class Pair:
    """Two subjects to compare, the `number`th pair of a phone."""

    number: int
    left: Contribution
    right: Contribution


@dataclass(frozen=True)
class Offer:
    """All that a phone may judge on this page: subjects, or one pair."""

    subjects: Sequence[Offered] = ()
    page: int = 1
    pages: int = 1
    spent: int = 0
    judged: int = 0
    pair: Pair | None = None
    pairs: int = 0


def offer_to(item: AgendaItem, seat: Seat, page: int | None = None) -> Offer:
    """What is offered to a seat: a page of subjects, or the pair asked for, else the first not compared yet."""
    marks = tuple(marks_of(item, seat).values())
    if item.activity.ballot == "pairs":
        return _pairs(item, seat, marks, page)
    listed = _in_own_order(visible(item), seat)
    shown = {each.id for each in listed}
    kept = [mark for mark in marks if mark.subject in shown]
    pages = max(1, -(-len(listed) // AT_ONCE))
    page = min(max(page or 1, 1), pages)
    offered = [_offered(each, seat, kept) for each in listed[(page - 1) * AT_ONCE : page * AT_ONCE]]
    judged = len({mark.subject for mark in kept if mark.value or mark.scale != "dots"})
    return Offer(offered, page, pages, sum(mark.value or 0 for mark in kept if mark.scale == "dots"), judged)


def read_marks(item: AgendaItem, form: MultiDict[str, str]) -> tuple[Mark, ...]:
    """The marks a phone sent. What makes no sense is refused by the action."""
    return READERS[item.activity.ballot](item, form)


def without_reason(item: AgendaItem, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks that lack the reason they need: the others need not wait for them."""
    scales = {scale.code: scale for scale in item.activity.scales}
    return tuple(
        mark for mark in marks if mark.scale in scales and mark.value in scales[mark.scale].why_at and not mark.why
    )


def _in_own_order(listed: Sequence[Contribution], seat: Seat) -> Sequence[Contribution]:
    """A short list stands as on the screen; of a long one, not everyone reads the same end."""
    if len(listed) <= AT_ONCE:
        return listed
    return sorted(listed, key=lambda each: sha256(f"{seat.id}\n{each.id}".encode()).digest())


def _offered(contribution: Contribution, seat: Seat, marks: Sequence[Mark]) -> Offered:
    about = [mark for mark in marks if mark.subject == contribution.id]
    said = {mark.scale: SKIP if mark.value is None else str(mark.value) for mark in about}
    why = next((mark.why for mark in about if mark.why), "")
    return Offered(contribution, contribution.seat_id == seat.id, said, why)


def _pairs(item: AgendaItem, seat: Seat, marks: Sequence[Mark], asked: int | None) -> Offer:
    said = {(mark.subject, mark.against): mark.value for mark in marks}
    subjects = {subject.id: subject for subject in item.subjects}
    drawn = pairs_for(seat.id, list(subjects))
    keys = [(mark.subject, mark.against) for mark in (compared(left, right, 1) for left, right in drawn)]
    waiting = [number for number, key in enumerate(keys, start=1) if key not in said]
    number = asked if asked in range(1, len(drawn) + 1) else next(iter(waiting), None)
    judged = len(drawn) - len(waiting)
    if number is None:
        return Offer(page=len(drawn) + 1, judged=judged, pairs=len(drawn))
    left, right = drawn[number - 1]
    pair = Pair(number, subjects[left], subjects[right])
    return Offer(page=number, judged=judged, pair=pair, pairs=len(drawn))


def _read_nothing(_item: AgendaItem, _form: MultiDict[str, str]) -> tuple[Mark, ...]:
    return ()


def _read_dots(_item: AgendaItem, form: MultiDict[str, str]) -> tuple[Mark, ...]:
    subject, _, count = form.get("dots", "").partition(":")
    return dots({subject: int(count) if count.isdecimal() and count.isascii() else -1})


def _read_scales(item: AgendaItem, form: MultiDict[str, str]) -> tuple[Mark, ...]:
    """Fields `<scale>:<subject>`; a subject left alone sends none."""
    marks = []
    for name, value in form.items():
        scale, _, subject = name.partition(":")
        if item.activity.scale(scale) and subject and value:
            why = form.get(f"why:{subject}", "").strip()
            marks.append(Mark(subject, scale, None if value == SKIP else _step(value), why=why))
    return tuple(marks)


def _read_pair(_item: AgendaItem, form: MultiDict[str, str]) -> tuple[Mark, ...]:
    left, _, right = form.get("pair", "").partition(":")
    said = form.get("prefer", "")
    return (compared(left, right, None if said == SKIP else _step(said)),)


def _step(value: str) -> int:
    try:
        return int(value)
    except ValueError:
        return UNKNOWN_STEP


READERS: Mapping[Ballot, Callable[[AgendaItem, MultiDict[str, str]], tuple[Mark, ...]]] = {
    "none": _read_nothing,
    "dots": _read_dots,
    "scales": _read_scales,
    "pairs": _read_pair,
}
