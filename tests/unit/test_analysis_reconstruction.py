"""What is published of the same people goes into one system: the truth solves it, and nobody else stands out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trials import ARMS, FACTS, both, codebook, outcome, plan, variable

import analysis
from analysis.choosing import choose_tables
from analysis.dataset import Dataset, Participant, Response, build
from analysis.economics.plan import EconomicPlan
from analysis.measurements.shapes import Measurement
from analysis.plan import Group, Margin, Outcome, Plan, Scale
from analysis.reconstruction.bounds import Known, bounded, certain, possible, spanned, told
from analysis.reconstruction.kinds import Kinds, kinds_of
from analysis.reconstruction.pieces import Around, Piece, grid_of, offered, pieces_of, pieces_of_items
from analysis.results import Evidence
from analysis.study_tally import tally_study
from analysis.withholding import OVER_EVERYONE, SAID

LIKERT = (*((str(one), float(one)) for one in range(1, 6)), ("", None))
LEVELS = ("1", "2", "3", "4", "5")
MOOD = variable("mood", "category", *LEVELS, ordered=True)
BOOK = codebook(MOOD, variable("age", "integer"))
GROUPS = (Group("far", both("far"), "place", ("far",)),)
POPULATION = (Margin("place", both("place"), {"near": 0.6, "far": 0.4}, "Census", 2022),)
LATER: Mapping[str, object] = {"waves": ("t1",)}
SINCE: Mapping[str, object] = {"waves": ("t1",), "baseline_wave": "t0"}
GOOD: Mapping[str, object] = {"waves": ("t1",), "success_values": ("4", "5")}
EVERY: Sequence[tuple[str, Mapping[str, object]]] = (
    ("proportion", GOOD),
    ("proportion_difference", GOOD),
    ("unwanted_effect", GOOD),
    ("two_arms_ordinal", LATER),
    ("paired_ordinal", SINCE),
    ("paired_categories", {**SINCE, "success_values": ("4", "5")}),
    ("paired_mean", SINCE),
    ("two_arms_mean", LATER),
    ("two_arms_change", SINCE),
    ("two_arms_ancova", SINCE),
    ("two_arms_ancova", {**SINCE, "adjust_for": ("age",)}),
    ("waves_random_intercept", {"waves": ("t1", "t2"), "baseline_wave": "t0"}),
    ("waves_random_intercept", {"waves": ("t0", "t1")}),
    ("equity_shares", {**GOOD, "group": "far"}),
    ("equity_means", {**LATER, "group": "far"}),
    ("equity_changes", {**SINCE, "group": "far"}),
    ("weighted_share", GOOD),
    ("weighted_mean", LATER),
)

Person = tuple[str | None, str | None, tuple[int | None, int | None, int | None], int | None]  # arm, place, moods, age
Pair = tuple[int | None, int | None]
PERSON = st.tuples(
    st.sampled_from(["walks", "usual", "walks", "usual", None]),
    st.sampled_from(["near", "far", None]),
    st.tuples(*[st.one_of(st.integers(1, 5), st.none())] * 3),
    st.sampled_from([40, 50, None]),
)


def planned(estimator: str, changes: Mapping[str, object], code: str = "main") -> Outcome:
    """An outcome on the mood."""
    role = "primary" if code == "main" else "secondary"
    return outcome(estimator, "mood", code=code, role=role, **changes)


def study(people: Sequence[Person]) -> Dataset:
    """A dataset of these people."""
    who = [(f"p{k:03d}", one) for k, one in enumerate(people)]
    participants = [
        Participant(name, arm, attributes={} if place is None else {"place": place}) for name, (arm, place, _, _) in who
    ]
    responses = []
    for name, (_, _, moods, age) in who:
        for wave, mood in zip(("t0", "t1", "t2"), moods, strict=True):
            given = {} if mood is None else {"mood": str(mood)}
            given |= {"age": age} if wave == "t0" and age is not None else {}  # type: ignore[dict-item]  # a number
            responses += [Response(name, wave, given)] if given else []
    return build(BOOK, participants, responses, "simulated")


def made_of(outcomes: Sequence[Outcome], **changes: object) -> Plan:
    """A plan with these outcomes; one group where every estimator asks for one."""
    return plan(*outcomes, groups=GROUPS, population=POPULATION, **changes)


def pieces(data: Dataset, made: Plan) -> Iterator[Piece]:
    """What every table would say, were none withheld."""
    for one in made.outcomes:
        tables = choose_tables(tally_study(data, replace(made, outcomes=(one,))), replace(made, outcomes=(one,)))
        chosen = tables[f"outcome.{one.code}"]
        yield from pieces_of(made, one, replace(chosen.table, verifiability="A"))


def around(data: Dataset, made: Plan) -> Around:
    """What a reader knows besides."""
    arms = data.participants["arm"]
    allocated: dict[str | None, int] = {arm.code: int((arms == arm.code).sum()) for arm in ARMS}
    return Around(made, BOOK, {**allocated, None: int((~arms.isin([arm.code for arm in ARMS])).sum())})


def fits(kinds: Kinds, place: int, asked: Outcome, person: Person) -> bool:
    """Whether someone is of a kind."""
    arm, where, moods, age = person
    given = dict(zip(("t0", "t1", "t2"), (None if mood is None else str(mood) for mood in moods), strict=True))
    side = {"far": "group", "near": "others", None: None}[where]
    cell = {"near": ("*", "1"), "far": ("*", "2"), None: None}[where]
    return (
        (kinds.arm[place], [kinds.answer[wave][place] for wave in kinds.waves])
        == (arm, [given[w] for w in kinds.waves])
        and all(sides[place] == side for sides in kinds.side.values())
        and all(places[place] == (cell if cell in list(places) else None) for places in kinds.place.values())
        and all(bool(each[place]) == (age is not None) for each in kinds.kept.values())
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(PERSON, min_size=4, max_size=14), st.sampled_from(EVERY))
def test_the_study_as_it_was_solves_what_is_read_from_each_table(
    people: list[Person], chosen: tuple[str, Mapping[str, object]]
) -> None:
    data, made = study(people), made_of([planned(*chosen)])
    known = around(data, made)
    answers = offered(known, "mood")
    assert answers is not None
    for piece in (one for one in pieces(data, made) if one.measure == "mood"):
        grid = grid_of(known, [piece], answers, True)
        kinds = kinds_of(grid)
        truth = np.array([sum(fits(kinds, place, piece.outcome, one) for one in people) for place in range(len(kinds))])
        assert truth.sum() == len(people)
        for statement in piece.statements(kinds, grid.apart):
            assert kinds.valued(statement.poly) @ truth == pytest.approx(statement.total, abs=1e-6)


def test_sites_items_and_costs_are_read_as_they_were() -> None:
    """Two sites an arm, told apart by their size; a scale of two items, one of them turned; costs of some."""
    sizes = {"north": ("walks", 5), "south": ("walks", 6), "east": ("usual", 7), "west": ("usual", 8)}
    site_of = {f"{site}{k}": site for site, (_, size) in sizes.items() for k in range(size)}
    moods = {name: 1 + place * place % 5 for place, name in enumerate(site_of)}
    who = [Participant(name, sizes[site][0], attributes={"site": site}) for name, site in site_of.items()]
    given = [Response(name, "t1", {"mood": str(mood), "age": 1 + mood % 2}) for name, mood in moods.items()]
    data = build(BOOK, who, given, "simulated")
    pair = Scale("pair", both("pair"), ("mood", "age"), 1, 5, reversed_items=("mood",))
    costed = [
        Measurement("cost", "participant", name, datetime(2026, 2, 1, tzinfo=UTC), None, 3.0, "€", "measured")
        for name in list(moods)[::2]
    ]
    outcomes = (
        planned("two_arms_clusters", LATER),
        planned("two_arms_mean", LATER, "mean"),
        replace(planned("two_arms_mean", LATER, "pair"), measure="pair"),
    )
    made = plan(
        *outcomes,
        scales=(pair,),
        cluster="site",
        economics=EconomicPlan(both("all"), 1, "EUR", 2026, "", outcome="mean", cost_series="cost"),
    )
    chosen = choose_tables(tally_study(data, made, costed), made)
    tables = {code: replace(one.table, verifiability="A") for code, one in chosen.items()}
    read = [
        *pieces_of(made, outcomes[0], tables["outcome.main"]),
        *pieces_of(made, outcomes[1], tables["cost_effect"]),
        *pieces_of_items(made, pair, "t1", tables["items.pair.t1"])[:1],
    ]
    assert [piece.table.kind for piece in read] == ["cluster_means", "cost_effect", "item_moments"]
    numbered = {"north": "1", "south": "2", "east": "1", "west": "2"}
    for piece in read:
        grid = grid_of(around(data, made), [piece], LIKERT, True)
        kinds = kinds_of(grid)
        truth = np.zeros(len(kinds))
        for name, site in site_of.items():
            place = dict.fromkeys(kinds.place, (sizes[site][0], numbered[site]))
            kept = {"cost_effect": name in list(moods)[::2], "items.pair.t1": True}
            truth += [
                (arm, answer) == (sizes[site][0], str(moods[name]))
                and all(kinds.place[code][at] == place[code] for code in kinds.place)
                and all(bool(kinds.kept[code][at]) == kept[code] for code in kinds.kept)
                for at, (arm, answer) in enumerate(zip(kinds.arm, kinds.answer["t1"], strict=True))
            ]
        assert truth.sum() == len(site_of)
        statements = list(piece.statements(kinds, True))
        assert len(statements) > 2
        for statement in statements:
            assert kinds.valued(statement.poly) @ truth == pytest.approx(statement.total, abs=1e-6)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=4, max_size=5), st.data())
def test_what_is_certain_is_what_every_possible_study_has(counts: list[int], data: st.DataObject) -> None:
    """Judged by writing every study down: all ways to spread so many people over the kinds."""
    size, people = len(counts), sum(counts)
    rows = data.draw(st.lists(st.lists(st.integers(0, 2), min_size=size, max_size=size), max_size=3))
    sums = np.array([[1] * size, *rows], dtype=float)
    known = Known(sums, sums @ np.array(counts, dtype=float))
    every = [np.array(one) for one in product(range(people + 1), repeat=size) if sum(one) == people]
    possible_ones = [one for one in every if np.allclose(sums @ one, known.totals)]
    targets = [np.arange(size) == place for place in range(size)]
    expected = any(all(0 < one[target].sum() < 3 for one in possible_ones) for target in targets)
    assert certain(known, targets, 3) == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=3, max_size=5), st.data())
def test_who_may_be_there_is_found_kind_by_kind_too(counts: list[int], data: st.DataObject) -> None:
    size = len(counts)
    rows = data.draw(st.lists(st.lists(st.integers(0, 1), min_size=size, max_size=size), max_size=3))
    sums = np.array([[1] * size, *rows], dtype=float)
    known = Known(sums, sums @ np.array(counts, dtype=float))
    alone = [bounded(Known(sums, known.totals), [np.arange(size) == place], 10**6) for place in range(size)]
    assert possible(known).tolist() == alone


def test_a_sum_is_told_when_others_add_up_to_it() -> None:
    everyone, all_but_two = np.array([1.0, 1, 1, 1]), np.array([1.0, 1, 0, 0])
    basis = spanned(np.array([everyone, all_but_two]))
    assert told(basis, np.array([[0, 0, 1.0, 1], [0, 0, 1.0, 0]])) == [0]


def given_out(
    people: Sequence[Person], *outcomes: Outcome, **changes: object
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Outcome → the class of its table and what is refused."""
    evidence = analysis.analyse(study(people), made_of(outcomes, **changes), FACTS)
    return {each.outcome.code: (each.estimate.verifiability, each.estimate.refused) for each in evidence.findings}


def spread(
    arm: str | None, answers: Mapping[tuple[int | None, int | None], int], place: str | None = "near"
) -> list[Person]:
    """People of an arm by their answers at t0 and t1."""
    return [(arm, place, (*pair, None), 40) for pair, count in answers.items() for _ in range(count)]


TOGETHER = ("C", ("count_small_together",))
FOUND = ("C", ("answers_found",))
EVEN: Mapping[Pair, int] = {(a, b): 3 for a in range(1, 6) for b in range(1, 6)}


def test_a_share_kept_for_its_small_count_is_not_said_and_neither_is_anything_it_follows_from() -> None:
    people = spread("walks", {(1, 5): 3, (1, 1): 27}) + spread("usual", {(1, 5): 10, (1, 1): 20})
    outcomes = (planned("proportion_difference", GOOD), planned("paired_ordinal", SINCE, "rose"))
    evidence = analysis.analyse(study(people), made_of(outcomes), FACTS)
    said = evidence.findings[0].estimate
    assert (said.n, said.missing, dict(said.n_by_arm)) == (60, 0, {"walks": 30, "usual": 30})
    assert (said.effect, said.low, said.high, said.p_value, dict(said.details)) == (None, None, None, None, {})
    assert (said.checks, said.refused) == ((), ("count_small",))
    assert evidence.findings[1].estimate.effect == pytest.approx(13 / 60)  # 13 of both arms are no small count


@settings(max_examples=60, deadline=None)
@given(st.lists(PERSON, min_size=4, max_size=30), st.sampled_from(EVERY))
def test_of_a_table_that_is_kept_no_number_is_said_that_counts_or_adds(
    people: list[Person], chosen: tuple[str, Mapping[str, object]]
) -> None:
    evidence = analysis.analyse(study(people), made_of([planned(*chosen)]), FACTS)
    [said] = [each.estimate for each in evidence.findings]
    [table] = [one for one in evidence.tables if one.id == "outcome.main"]
    if table.verifiability != "C":
        return
    assert table.rows == ()
    if table.kind in OVER_EVERYONE and said.effect is not None:
        assert set(said.details) <= SAID
        assert min(said.n_by_arm.values()) >= 5
    else:
        assert (said.effect, said.low, said.high, said.p_value, dict(said.details)) == (None, None, None, None, {})
        assert (said.checks, bool(said.refused)) == ((), True)


def test_the_sum_without_the_one_who_lacks_the_start_gives_their_answer_away() -> None:
    people = [one for arm in ("walks", "usual") for one in spread(arm, EVEN)]
    welch, adjusted = (
        planned("two_arms_mean", LATER),
        planned("two_arms_ancova", SINCE, "adjusted"),
    )
    assert given_out(people, welch, adjusted) == {"main": ("B", ()), "adjusted": ("B", ())}
    people += spread("walks", {(None, 2): 1})
    assert given_out(people, welch, adjusted) == {"main": ("B", ()), "adjusted": TOGETHER}


def test_the_same_on_a_measure_of_many_answers() -> None:
    people = {f"p{k:02d}": ("walks" if k % 2 else "usual", k % 17 + 20, k * k % 23 + 20) for k in range(40)}
    book = codebook(variable("score"))
    welch = outcome("two_arms_mean", waves=("t1",))
    adjusted = outcome("two_arms_ancova", waves=("t1",), baseline_wave="t0", code="adjusted", role="secondary")

    def verdicts(alone: Sequence[int]) -> list[str]:
        who = [Participant(name, arm) for name, (arm, _, _) in people.items()]
        given = [Response(name, "t1", {"score": after}) for name, (_, _, after) in people.items()]
        given += [
            Response(name, "t0", {"score": before})
            for place, (name, (_, before, _)) in enumerate(people.items())
            if place not in alone
        ]
        found = analysis.analyse(build(book, who, given, "simulated"), plan(welch, adjusted), FACTS).findings
        return [each.estimate.verifiability for each in found]

    assert verdicts([]) == ["B", "B"]
    assert verdicts([3]) == ["B", "C"]  # one answer by subtraction
    assert verdicts([3, 5]) == ["B", "C"]  # the sum of two answers and that of their squares: both answers
    assert verdicts([1, 3, 5, 7, 9]) == ["B", "B"]  # five people of one arm


def test_the_group_and_the_others_leave_the_one_of_unknown_side_out() -> None:
    near = [one for arm in ("walks", "usual") for one in spread(arm, EVEN)]
    far = [one for arm in ("walks", "usual") for one in spread(arm, EVEN, "far")]
    everyone, gap = (
        planned("two_arms_mean", LATER),
        planned("equity_means", {**LATER, "group": "far"}, "gap"),
    )
    assert given_out(near + far, everyone, gap) == {"main": ("B", ()), "gap": ("B", ())}
    unknown = spread("usual", {(1, 4): 1}, None)
    assert given_out(near + far + unknown, everyone, gap) == {"main": ("B", ()), "gap": TOGETHER}


def test_counts_of_two_waves_and_of_their_difference_are_one_system() -> None:
    # four people fell from 5 to 4, nobody else moved by one; differences by size are joined beyond that
    answers = {(5, 5): 10, (5, 4): 6, (4, 4): 8, (1, 1): 9, (1, 2): 7}
    share = planned("proportion", {"waves": ("t1",), "success_values": ("4", "5")})
    before = planned("proportion", {"waves": ("t0",), "success_values": ("4", "5")}, "before")
    moved = planned("paired_ordinal", SINCE, "moved")
    assert {one[0] for one in given_out(spread("walks", answers), share, before, moved).values()} == {"A"}
    lacking = spread("walks", {**answers, (None, 5): 2})
    assert given_out(lacking, share, before, moved)["moved"] == TOGETHER


def test_moments_that_one_study_alone_can_have_are_kept() -> None:
    nearly_all = [one for arm in ("walks", "usual") for one in spread(arm, {(5, 5): 18, (5, 3): 2})]
    assert given_out(nearly_all, planned("two_arms_mean", LATER)) == {"main": FOUND}
    assert given_out(spread("walks", EVEN) + spread("usual", EVEN), planned("two_arms_mean", LATER))["main"][0] == "B"


def _ways(people: int, levels: int) -> np.ndarray:
    """Every way to give so many people one of so many answers."""
    ends = np.array(list(combinations(range(people + levels - 1), levels - 1)))
    edges = np.column_stack([np.full(len(ends), -1), ends, np.full(len(ends), people + levels - 1)])
    return np.diff(edges, axis=1) - 1


@pytest.fixture(scope="module")
def drawn() -> list[tuple[list[int], Evidence]]:
    """One arm's answers, and what is published of both."""
    chance = np.random.default_rng(5)
    made = made_of(
        [
            planned("two_arms_ordinal", LATER),
            planned("two_arms_mean", LATER, "mean"),
            planned("proportion_difference", {"waves": ("t1",), "success_values": ("5",)}, "best"),
        ]
    )
    found = []
    for _ in range(25):
        answers = [[int(one) for one in chance.choice(5, 18, p=chance.dirichlet([1.5] * 5)) + 1] for _ in range(2)]
        people: list[Person] = [
            (arm, "near", (None, one, None), 40)
            for arm, given in zip(("walks", "usual"), answers, strict=True)
            for one in given
        ]
        found.append((answers[0], analysis.analyse(study(people), made, FACTS)))
    return found


def test_no_answer_is_certain_to_be_that_of_few_over_all_that_is_published(
    drawn: list[tuple[list[int], Evidence]],
) -> None:
    """A second reading, without any programme: of all ways to answer, those that fit every table of the first arm."""
    kept, leaking = Counter[str](), 0
    for answers, evidence in drawn:
        every = _ways(len(answers), 5)
        fits_all = np.ones(len(every), dtype=bool)
        for table in evidence.tables:
            for row in table.rows:
                if row[0] == "walks" and table.kind == "arm_counts" and row[1] is not None:
                    fits_all &= every[:, int(row[1]) - 1 : int(row[2] or 0)].sum(axis=1) == row[3]
                if row[0] == "walks" and table.kind == "success_counts" and row[1] is not None:
                    best = every[:, 4] if row[1] in ("5", "success") else None
                    best = every[:, :4].sum(axis=1) if row[1] == "other" else best
                    best = every[:, int(row[1]) - 1] if best is None else best  # type: ignore[arg-type]  # a label
                    fits_all &= best == row[3]
                if row[0] == "walks" and table.kind == "arm_moments":
                    totals = every @ np.arange(1, 6), every @ np.arange(1, 6) ** 2
                    mean, squares = float(row[3] or 0), float(row[4] or 0)
                    fits_all &= np.isclose(totals[0], 18 * mean) & np.isclose(totals[1], squares + 18 * mean**2)
        ways = every[fits_all]
        assert [answers.count(level) for level in range(1, 6)] in ways.tolist()
        assert not ((ways.min(axis=0) > 0) & (ways.max(axis=0) < 5)).any()
        kept.update(reason for each in evidence.findings for reason in each.estimate.refused)
        leaking += any(0 < answers.count(level) < 5 for level in range(1, 6))
    assert leaking == len(drawn)  # every study had an answer that could have been given away
    assert kept["count_small_together"] > 0
    assert kept["count_small_together"] + kept["count_small"] < 2 * len(drawn)  # and not all was kept
