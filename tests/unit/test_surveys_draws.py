"""What random() and uuid() draw: the same for a response, whoever asks, and different for the next."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from forms_by_hand import CONTEXT, form, survey

from surveys.expressions.by_hand import evaluated
from surveys.expressions.draws import SIGNS
from surveys.flow import route
from surveys.remembering import remembering
from surveys.submission import check
from surveys.values import Context

ARMS = form(
    survey(
        "integer | age | How old are you? |",
        "calculate | draw | | once(random())",
        "calculate | arm | | if(${draw} < 0.5, 'walks', 'waits')",
        "calculate | code | | once(uuid(6))",
        "calculate | again | | if(${age} > 17, random(), 0)",
        columns="type | name | label | calculation",
    )
)
FIRST = replace(CONTEXT, seed="3f2b6a52-0000-4000-8000-000000000001")
SECOND = replace(CONTEXT, seed="3f2b6a52-0000-4000-8000-000000000002")


def contexts(number: int) -> list[Context]:
    return [replace(CONTEXT, seed=f"response {one}") for one in range(number)]


def test_a_response_keeps_its_draws_and_the_next_has_others() -> None:
    drawn = [route(ARMS, {"age": 42}, context).answers for context in (FIRST, FIRST, SECOND)]
    assert drawn[0] == drawn[1]
    assert all(drawn[0][name] != drawn[2][name] for name in ("draw", "code", "again"))


def test_any_tenth_is_drawn_about_as_often_and_no_draw_twice() -> None:
    draws = [float(evaluated("random()", {}, context)) for context in contexts(4_000)]
    assert len(set(draws)) == 4_000
    tenths = Counter(int(draw * 10) for draw in draws)
    assert sorted(tenths) == list(range(10))
    assert max(tenths.values()) - min(tenths.values()) < 120


def test_each_sign_of_a_token_is_as_likely() -> None:
    signs = "".join(str(evaluated("uuid(100)", {}, context)) for context in contexts(360))
    assert set(signs) == set(SIGNS)
    assert all(860 < signs.count(sign) < 1_140 for sign in SIGNS)


def test_what_once_drew_is_kept_from_page_to_page_and_a_plain_draw_follows_its_condition() -> None:
    kept = remembering(route(ARMS, {}, FIRST), {})
    assert sorted(kept) == ["code", "draw"]
    later = route(ARMS, {**kept, "age": 42}, SECOND).answers
    assert [later[name] for name in ("draw", "code")] == [kept["draw"], kept["code"]]
    assert later["again"] == route(ARMS, {"age": 42}, SECOND).answers["again"] != 0


def test_a_client_that_drew_in_its_own_way_is_believed() -> None:
    sent = {"age": 42, "draw": 0.125, "code": "QWERTY", "again": 0.75}
    checked = check(ARMS, sent, FIRST)
    assert checked.complaints == ()
    assert checked.answers == {**sent, "arm": "walks"}
