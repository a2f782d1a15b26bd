"""Grouping: themes and splits keep every original, can be undone, and what comes after judges the themes."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from people import Cast

from livinglab import actions
from livinglab.store import Conflict, NotFound, Refused
from livinglab.store.audit import AuditLine
from livinglab.store.database import db
from livinglab.store.grouping import grouped_elsewhere, splits_of, themes_of, ungrouped
from livinglab.store.sessions import AgendaItem, Contribution, Session
from livinglab.store.trace import edges_of, rows_of

WORDS = {"a": "Un banc", "b": "Des bancs", "c": "Une lampe et un arbre"}


@dataclass(frozen=True)
class Table:
    """A grouping that runs over three ideas of an activity that is over."""

    people: Cast
    session: Session
    written: AgendaItem
    item: AgendaItem

    def idea(self, letter: str) -> Contribution:
        """One of the ideas."""
        return db.session.get_one(Contribution, letter * 32)

    def theme(self, *letters: str, title: str = "S’asseoir") -> Contribution:
        """A theme made of some of the ideas."""
        members = [each * 32 for each in letters]
        return actions.make_theme(by=self.people.marc, item=self.item, title=title, members=members, language="fr")

    def split(self, *parts: str) -> object:
        """The third idea, in parts."""
        return actions.split_contribution(
            by=self.people.marc, item=self.item, contribution="c" * 32, parts=parts, language="fr"
        )

    def words(self) -> list[str]:
        """What is judged now."""
        return sorted(each.text for each in self.item.subjects)


@pytest.fixture
def table(everyone: Cast) -> Table:
    by = everyone.marc
    session = actions.open_session(by=by, project=everyone.balades, title={"fr": "Atelier"})
    written = actions.add_agenda_item(by=by, session=session, planned=actions.Planned(title={"fr": "Idées"}))
    item = actions.add_agenda_item(
        by=by,
        session=session,
        planned=actions.Planned(title={"fr": "Thèmes"}, source=written),
        kind="grouping",
    )
    seat = actions.join_session(code=session.code).seat
    actions.start_item(by=by, item=written)
    for letter, text in WORDS.items():
        actions.contribute(by=seat, item=written, contribution_id=letter * 32, text=text, language="fr")
    actions.reveal(by=by, item=written)
    actions.close_item(by=by, item=written)
    actions.start_item(by=by, item=item)
    return Table(everyone, session, written, item)


def test_what_another_grouping_holds_is_refused_with_what_to_do(table: Table) -> None:
    table.theme("a", "b")
    actions.close_item(by=table.people.marc, item=table.item)
    planned = actions.Planned(title={"fr": "Autres thèmes"}, source=table.written)
    again = actions.add_agenda_item(by=table.people.marc, session=table.session, planned=planned, kind="grouping")
    actions.start_item(by=table.people.marc, item=again)
    assert [each.id for each in grouped_elsewhere(again)] == ["a" * 32, "b" * 32]
    assert [each.id for each in ungrouped(again, ())] == ["c" * 32]
    with pytest.raises(Refused, match="grouped_elsewhere") as told:
        actions.make_theme(by=table.people.marc, item=again, title="X", members=["a" * 32, "c" * 32], language="fr")
    assert told.value.values["activity"] == "Thèmes"
    assert "ouvrez à nouveau « Thèmes »" in told.value.words("fr").replace("\u00a0", " ").replace("\u202f", " ")
    assert table.idea("c").replaced_in_id is None


def test_a_theme_is_judged_in_place_of_its_members_and_keeps_them(table: Table) -> None:
    theme = table.theme("a", "b")
    assert table.words() == ["S’asseoir", "Une lampe et un arbre"]
    assert [[each.text for each in one.members] for one in themes_of(table.item)] == [["Un banc", "Des bancs"]]
    assert (theme.seat_id, theme.entered_by_id) == (None, table.people.marc.id)
    assert {(edge.source.id, edge.target.id) for edge in edges_of(table.session.project_id)} == {
        ("a" * 32, theme.id),
        ("b" * 32, theme.id),
    }
    assert sorted(each.text for each in table.written.subjects) == ["Des bancs", "Un banc", "Une lampe et un arbre"]


def test_a_later_activity_takes_over_the_themes_and_what_was_left_alone(table: Table) -> None:
    table.theme("a", "b")
    by = table.people.marc
    actions.close_item(by=by, item=table.item)
    later = actions.add_agenda_item(
        by=by,
        session=table.session,
        planned=actions.Planned(title={"fr": "Choix"}, source=table.item),
        kind="dots",
    )
    actions.start_item(by=by, item=later)
    assert sorted(each.text for each in later.subjects) == ["S’asseoir", "Une lampe et un arbre"]


def test_a_member_taken_out_is_judged_again_and_the_trace_keeps_why(table: Table) -> None:
    table.theme("a", "b")
    actions.take_out_of_theme(by=table.people.marc, item=table.item, member="a" * 32, reason="Un autre sens")
    assert table.words() == ["S’asseoir", "Un banc", "Une lampe et un arbre"]
    marked = [row for row in rows_of(table.session.project_id) if row.mistaken_at]
    assert [(row.source_id, row.mistake_reason, row.mistaken_by_id) for row in marked] == [
        ("a" * 32, "Un autre sens", table.people.marc.id)
    ]
    actions.add_to_theme(
        by=table.people.marc,
        item=table.item,
        theme=themes_of(table.item)[0].contribution.id,
        members=["a" * 32],
    )
    assert table.words() == ["S’asseoir", "Une lampe et un arbre"]


def test_an_edge_a_grouping_drew_is_undone_in_the_grouping_alone(table: Table) -> None:
    """Marked as an error on the trace alone, the idea would be neither in its theme nor judged."""
    table.theme("a", "b")
    edge = rows_of(table.session.project_id)[0]
    with pytest.raises(Refused, match="edge_of_a_grouping"):
        actions.mark_mistaken(by=table.people.marc, edge=edge, reason="Un autre sens")
    assert table.words() == ["S’asseoir", "Une lampe et un arbre"]


def test_a_theme_dissolved_gives_everything_back_and_stays_on_file(table: Table) -> None:
    theme = table.theme("a", "b")
    actions.dissolve_theme(by=table.people.marc, item=table.item, theme=theme.id, reason="Trop large")
    assert table.words() == sorted(WORDS.values())
    assert (themes_of(table.item), edges_of(table.session.project_id)) == ((), ())
    assert db.session.get_one(Contribution, theme.id).text == "S’asseoir"


def test_taking_the_last_one_out_dissolves_the_theme(table: Table) -> None:
    table.theme("a")
    actions.take_out_of_theme(by=table.people.marc, item=table.item, member="a" * 32, reason="Seule")
    assert table.words() == sorted(WORDS.values())


def test_a_split_is_judged_through_its_parts_and_can_be_undone(table: Table) -> None:
    table.split("Une lampe", " ", "Un arbre")
    assert table.words() == ["Des bancs", "Un arbre", "Un banc", "Une lampe"]
    assert [[each.text for each in one.parts] for one in splits_of(table.item)] == [["Une lampe", "Un arbre"]]
    actions.rejoin_parts(by=table.people.marc, item=table.item, contribution="c" * 32, reason="Une seule idée")
    assert (table.words(), splits_of(table.item)) == (sorted(WORDS.values()), ())


def test_a_part_in_a_theme_holds_the_split(table: Table) -> None:
    table.split("Une lampe", "Un arbre")
    part = splits_of(table.item)[0].parts[0]
    actions.make_theme(by=table.people.marc, item=table.item, title="Voir", members=[part.id], language="fr")
    with pytest.raises(Refused, match="parts_are_grouped"):
        actions.rejoin_parts(by=table.people.marc, item=table.item, contribution="c" * 32, reason="Non")


def test_of_two_facilitators_the_second_learns_what_the_first_did(table: Table) -> None:
    table.theme("a", "b")
    with pytest.raises(Conflict, match="grouped_already") as refusal:
        table.theme("c", "a", title="Autre")
    assert "«\u00a0Un banc\u00a0» est déjà dans un thème" in refusal.value.words()
    assert [each.text for each in ungrouped(table.item, themes_of(table.item))] == ["Une lampe et un arbre"]


@pytest.mark.parametrize(
    ("letters", "code"), [((), "nothing_ticked"), (("z",), "not_of_this_grouping")], ids=["nothing", "unknown"]
)
def test_a_theme_needs_ideas_of_this_grouping(table: Table, letters: tuple[str, ...], code: str) -> None:
    with pytest.raises(Refused, match=code):
        table.theme(*letters)


def test_a_theme_and_a_hidden_idea_go_into_no_theme(table: Table) -> None:
    theme = table.theme("a")
    actions.moderate_contribution(by=table.people.marc, contribution=table.idea("b"), reason="Un nom")
    for member, code in ((theme.id, "theme_in_a_theme"), ("b" * 32, "hidden_stays_out")):
        with pytest.raises(Refused, match=code):
            actions.make_theme(by=table.people.marc, item=table.item, title="X", members=[member], language="fr")


@pytest.mark.parametrize("parts", [("Une lampe",), tuple("abcdefghijk")], ids=["one", "eleven"])
def test_a_split_has_two_parts_to_ten(table: Table, parts: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match="parts_out_of_range"):
        table.split(*parts)


def test_nothing_is_grouped_once_the_activity_is_over_or_in_one_that_gathers_nothing(table: Table) -> None:
    actions.close_item(by=table.people.marc, item=table.item)
    with pytest.raises(Refused, match="item_not_running"):
        table.theme("a")
    with pytest.raises(Refused, match="item_does_not_group"):
        actions.make_theme(by=table.people.marc, item=table.written, title="X", members=["a" * 32], language="fr")


def test_a_stranger_groups_nothing(table: Table) -> None:
    with pytest.raises(NotFound):
        actions.make_theme(by=table.people.ines, item=table.item, title="X", members=["a" * 32], language="fr")


def test_each_step_leaves_one_audit_line_and_tells_the_room_but_not_the_phones(table: Table) -> None:
    before = (table.session.revision, table.session.turn)
    table.theme("a", "b")
    db.session.refresh(table.session)
    assert (table.session.revision, table.session.turn) == (before[0] + 1, before[1])
    verbs = [line.verb for line in db.session.scalars(db.select(AuditLine))]
    assert verbs.count("make_theme") == 1
