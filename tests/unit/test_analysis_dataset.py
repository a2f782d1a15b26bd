"""The dataset keeps what was answered, in which way the rest was not, and does not depend on the order of rows."""

from __future__ import annotations

import pytest
from trials import codebook, outcome, plan, two_arms, variable

from analysis.dataset import DatasetInconsistent, Participant, Response, answers_at, build, numbers_at
from analysis.quality import quality_table, tally_quality
from analysis.tables import clusters_table, flow_table, tally_clusters, tally_flow
from surveys.values import Missing

BOOK = codebook(variable("score"), variable("ease", "category", "hard", "fair", "easy", ordered=True))
ANNA, BRUNO = Participant("anna", "walks"), Participant("bruno", "usual")
FIRST = Response("anna", "t0", {"score": 4, "ease": "fair"})
SECOND = Response("bruno", "t0", {"score": "5.5", "ease": {"missing": "declined"}})


def test_the_digest_does_not_depend_on_the_order_of_rows() -> None:
    one = build(BOOK, [ANNA, BRUNO], [FIRST, SECOND], "measured")
    other = build(BOOK, [BRUNO, ANNA], [SECOND, FIRST], "measured")
    assert one.digest == other.digest


@pytest.mark.parametrize(
    "changed",
    [
        Response("bruno", "t0", {"score": "5.6", "ease": {"missing": "declined"}}),
        Response("bruno", "t0", {"score": "5.5", "ease": {"missing": "blank"}}),
        Response("bruno", "t1", {"score": "5.5", "ease": {"missing": "declined"}}),
    ],
    ids=["another answer", "another silence", "another wave"],
)
def test_the_digest_changes_with_any_answer(changed: Response) -> None:
    before = build(BOOK, [ANNA, BRUNO], [FIRST, SECOND], "measured").digest
    assert build(BOOK, [ANNA, BRUNO], [FIRST, changed], "measured").digest != before


def test_answers_in_memory_and_in_json_are_the_same_dataset() -> None:
    in_memory = Response("bruno", "t0", {"score": "5.5", "ease": Missing.DECLINED})
    one = build(BOOK, [BRUNO], [SECOND], "measured")
    assert build(BOOK, [BRUNO], [in_memory], "measured").digest == one.digest


def test_numbers_are_read_from_text_and_words_by_their_place_in_the_list() -> None:
    data = build(BOOK, [ANNA, BRUNO], [FIRST, SECOND], "measured")
    assert numbers_at(data, "score", "t0").to_dict() == {"anna": 4.0, "bruno": 5.5}
    assert numbers_at(data, "ease", "t0").to_dict() == {"anna": 2.0}
    assert answers_at(data, "ease", "t0").to_dict() == {"anna": "fair"}


def test_a_blank_answer_is_not_zero() -> None:
    data = build(BOOK, [ANNA], [Response("anna", "t0", {"score": ""})], "measured")
    assert numbers_at(data, "score", "t0").to_dict() == {}


@pytest.mark.parametrize(
    ("people", "rows", "reason"),
    [
        ([ANNA, ANNA], [], "participant anna stands twice"),
        ([ANNA], [FIRST, FIRST], "anna answered wave t0 twice"),
        ([ANNA], [SECOND], "an answer of bruno, who is no participant"),
        ([ANNA], [Response("anna", "t0", {"mood": 1})], "question mood is not in the codebook"),
    ],
)
def test_rows_that_contradict_each_other_are_refused(
    people: list[Participant], rows: list[Response], reason: str
) -> None:
    with pytest.raises(DatasetInconsistent) as refused:
        build(BOOK, people, rows, "measured")
    assert refused.value.reasons == (reason,)


def test_a_study_without_any_answer_is_still_a_dataset() -> None:
    data = build(BOOK, [], [], "measured")
    assert numbers_at(data, "score", "t0").to_dict() == {}


def test_every_kind_of_silence_is_counted_apart() -> None:
    silences = ["declined"] * 5 + ["dont_know"] * 6 + ["blank"] * 7 + ["illegible"] * 8
    people = [Participant(f"p{k:02d}", "walks") for k in range(28)]
    rows = [Response(f"p{k:02d}", "t0", {"score": {"missing": kind}}) for k, kind in enumerate(silences)]
    rows += [Response("p26", "t0", {"score": 3}), Response("p27", "t0", {"score": 4})]
    data, made = build(BOOK, people, rows, "measured"), plan(outcome("two_arms_mean", waves=("t1",)))
    table = quality_table(tally_quality(data, made), data.codebook, made)
    kinds = ("not_asked", "blank", "declined", "dont_know", "illegible")
    assert table.columns == ("wave", "question", "answered", "missing", *kinds)
    assert table.rows[0] == ("t0", "score", 2, 26, 0, 7, 5, 6, 8)


def test_a_rare_silence_is_joined_with_the_others_and_not_written_as_zero() -> None:
    people = [Participant(f"p{k}", "walks") for k in range(8)]
    rows = [Response("p0", "t0", {"score": {"missing": "declined"}})]
    rows += [Response(f"p{k}", "t0", {"score": k}) for k in range(1, 8)]
    data, made = build(BOOK, people, rows, "measured"), plan(outcome("two_arms_mean", waves=("t1",)))
    table = quality_table(tally_quality(data, made), data.codebook, made)
    assert table.rows[0] == ("t0", "score", 7, 1, None, None, None, None, None)


def test_the_flow_counts_who_was_allocated_who_answered_and_who_had_left() -> None:
    people = [Participant("a", "walks"), Participant("b", "walks", withdrawn_wave="t1"), Participant("c", "usual")]
    rows = [
        Response("a", "t0", {"score": 1}),
        Response("b", "t0", {"score": 1}),
        Response("a", "t1", {"score": 2}),
        Response("c", "t1", {"score": {"missing": "blank"}}),
    ]
    data, made = build(BOOK, people, rows, "measured"), plan(outcome("two_arms_mean", waves=("t1",)))
    table = flow_table(tally_flow(data, made), made)
    assert table.rows == (
        ("walks", "t0", 2, 2, 0),
        ("walks", "t1", 2, 1, 1),
        ("walks", "t2", 2, 0, 1),
        ("usual", "t0", 1, 0, 0),
        ("usual", "t1", 1, 0, 0),
        ("usual", "t2", 1, 0, 0),
    )


def test_people_in_no_arm_of_the_plan_stand_in_a_row_of_their_own() -> None:
    data = build(BOOK, [ANNA, Participant("carl")], [], "measured")
    made = plan(outcome("two_arms_mean", waves=("t1",)))
    table = flow_table(tally_flow(data, made), made)
    assert next(row for row in table.rows if row[0] is None) == (None, "t0", 1, 0, 0)


def test_groups_allocated_as_a_whole_are_counted_per_arm() -> None:
    sites = {"a": ("walks", "north"), "b": ("walks", "south"), "c": ("usual", "east")}
    people = [Participant(name, arm, attributes={"site": site}) for name, (arm, site) in sites.items()]
    data = build(BOOK, people, [], "measured")
    made = plan(outcome("two_arms_mean", waves=("t1",)), cluster="site")
    table = clusters_table(tally_clusters(data, made), made)
    assert table is not None
    assert table.rows == (("walks", 2), ("usual", 1))


def test_people_allocated_one_by_one_have_no_table_of_groups() -> None:
    made = plan(outcome("two_arms_mean", waves=("t1",)))
    assert clusters_table(tally_clusters(two_arms([1], [2]), made), made) is None
