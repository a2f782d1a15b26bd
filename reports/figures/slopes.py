"""Paired slopes: one line for each person, from the answer before to the answer after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.figures.answer_words import say, short
from reports.figures.primitives import ACTION, INK, LINE, QUIET, Drawing, Element, Label, Line
from reports.grid import Grid
from reports.numbers import Language, number

MOST_PEOPLE = 60  # lines; beyond, they are a grey wall
WIDTH = 657.0
LEFT, RIGHT, NAME = 210.0, 447.0, 196.0
GAP, ROOM = 2.3, 20.0  # between two people, and between two answers


@dataclass(frozen=True)
class Move:
    """How many people went from one answer to another; `gained` when only the second counts."""

    before: str
    after: str
    count: int
    gained: bool = False
    lost: bool = False


def draw(moves: Sequence[Move], answers: Sequence[str], language: Language, said: str) -> Drawing | None:
    """Each person's line; those who gain an answer that counts are drawn full, those who lose it dashed."""
    people = sum(move.count for move in moves)
    if not people:
        return None
    totals = {side: _totals(moves, answers, side) for side in ("before", "after")}
    tops = _tops(answers, totals)
    elements: list[Element] = [
        Label(LEFT, 13, say("before", language), 12, "end", bold=True),
        Label(RIGHT, 13, say("after", language), 12, bold=True),
        Label(WIDTH, 13, f"n\u00a0=\u00a0{number(people, language)}", 11, "end", QUIET),
        *_names(answers, totals, tops, language),
        *_lines(moves, tops),
    ]
    bottom = max(tops[one] + GAP * max(totals["before"][one], totals["after"][one]) for one in answers) + 12
    elements.extend(_key(moves, language, bottom + 12))
    return Drawing(WIDTH, bottom + 24, tuple(elements), alternative(moves, language, said))


def alternative(moves: Sequence[Move], language: Language, said: str) -> str:
    """The finding, then how many went from which answer to which."""
    each = (f"{move.before} → {move.after} : {number(move.count, language)}." for move in moves if move.count)
    told = (text if language == "fr" else text.replace(" : ", ": ") for text in each)
    return " ".join((said, *told)).strip()


def grid(moves: Sequence[Move], language: Language) -> Grid:
    """The table twin: every pair of answers with its count."""
    rows = tuple((move.before, move.after, number(move.count, language)) for move in moves)
    return Grid(tuple(say(key, language) for key in ("before", "after", "people")), rows, (False, False, True))


def _totals(moves: Sequence[Move], answers: Sequence[str], side: str) -> dict[str, int]:
    return {one: sum(move.count for move in moves if getattr(move, side) == one) for one in answers}


def _tops(answers: Sequence[str], totals: dict[str, dict[str, int]]) -> dict[str, float]:
    """Where the people of each answer begin: the last answer of the question on top, as on a scale."""
    tops, y = {}, 30.0
    for one in reversed(answers):
        tops[one] = y
        y += GAP * max(totals["before"][one], totals["after"][one]) + ROOM
    return tops


def _names(
    answers: Sequence[str], totals: dict[str, dict[str, int]], tops: dict[str, float], language: Language
) -> Iterator[Element]:
    for one in answers:
        for side, x, anchor in (("before", LEFT - 8, "end"), ("after", RIGHT + 8, "start")):
            count = totals[side][one]
            y = tops[one] + GAP * count / 2 + 4
            words = f"{short(one, NAME - 40, 11)}  {number(count, language)}"
            yield Label(x, y, words, 11, anchor)  # type: ignore[arg-type]  # both are anchors
    yield Line(LEFT, 22, LEFT, max(tops.values()) + 8, LINE, 0.8)
    yield Line(RIGHT, 22, RIGHT, max(tops.values()) + 8, LINE, 0.8)


def _lines(moves: Sequence[Move], tops: dict[str, float]) -> Iterator[Element]:
    """People who stay first, so that those who move are seen; at each end everyone has a place of their own."""
    places = {"before": dict.fromkeys(tops, 0), "after": dict.fromkeys(tops, 0)}
    drawn: list[tuple[int, Element]] = []
    for move in sorted(moves, key=lambda one: (-tops[one.before], -tops[one.after]), reverse=True):
        rank, ink, width, dash = (0, QUIET, 0.8, "")
        if move.gained:
            rank, ink, width = 2, ACTION, 1.7
        elif move.lost:
            rank, ink, width, dash = 1, INK, 1.4, "4 3"
        for _ in range(move.count):
            y1 = tops[move.before] + GAP * (places["before"][move.before] + 0.5)
            y2 = tops[move.after] + GAP * (places["after"][move.after] + 0.5)
            drawn.append((rank, Line(LEFT, y1, RIGHT, y2, ink, width, dash)))
            places["before"][move.before] += 1
            places["after"][move.after] += 1
    yield from (line for _, line in sorted(drawn, key=lambda one: one[0]))


def _key(moves: Sequence[Move], language: Language, y: float) -> Iterator[Element]:
    """How many took each way, beside a piece of its line."""
    counts = {
        "gained": sum(move.count for move in moves if move.gained),
        "lost": sum(move.count for move in moves if move.lost),
        "stayed": sum(move.count for move in moves if not move.gained and not move.lost),
    }
    styles = {"gained": (ACTION, 1.7, ""), "lost": (INK, 1.4, "4 3"), "stayed": (QUIET, 0.8, "")}
    for place, (key, count) in enumerate(counts.items()):
        ink, width, dash = styles[key]
        x = place * 222.0
        yield Line(x, y - 4, x + 22, y - 4, ink, width, dash)
        yield Label(x + 28, y, say(key, language, n=number(count, language)), 10.8, ink=QUIET)
