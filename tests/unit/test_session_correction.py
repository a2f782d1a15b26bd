"""Correcting a session after it was opened: what stood before is kept, and everything that tells its day follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient
from people import Cast
from sqlalchemy import select

from livinglab import actions
from livinglab.jobs.session_minutes import minutes_value
from livinglab.settings import from_environment
from livinglab.store import Conflict, NotAllowed, Refused, now
from livinglab.store.audit import AuditLine
from livinglab.store.database import MIGRATIONS, db
from livinglab.store.indicators import facts_of
from livinglab.store.minutes import minutes_of
from livinglab.store.needs import Decision
from livinglab.store.session_corrections import corrections_of
from livinglab.store.sessions import AgendaItem, Contribution, Session
from livinglab.store.trace_things import when

TITLE = {"fr": "Atelier"}
BENCH = "a" * 32


@dataclass
class Typed:
    """A session held a week ago on paper and typed today: one idea, one decision taken in it."""

    people: Cast
    item: AgendaItem
    decision: Decision

    @property
    def session(self) -> Session:
        return self.item.session

    @property
    def idea(self) -> Contribution:
        return db.session.get_one(Contribution, BENCH)


def typed(people: Cast) -> Typed:
    marc = people.marc
    session = actions.open_session(by=marc, project=people.balades, title=TITLE, place="Mairie")
    item = actions.add_agenda_item(by=marc, session=session, planned=actions.Planned({"fr": "Idées"}))
    actions.start_item(by=marc, item=item)
    seat = actions.join_session(code=session.code).seat
    actions.contribute(by=seat, item=item, contribution_id=BENCH, text="Un banc", language="fr")
    for step in (actions.reveal, actions.close_item):
        step(by=marc, item=item)
    decision = actions.record_decision(
        by=marc,
        project=people.balades,
        title="Un banc",
        reason="Demandé",
        item=item,
        chosen=[db.session.get_one(Contribution, BENCH)],
    )
    return Typed(people, item, decision)


def a_week_ago() -> date:
    return now().date() - timedelta(days=7)


def correct(one: Typed, held_on: date | None = None, place: str = "Mairie", title: str = "Atelier") -> Session:
    return actions.correct_session(
        by=one.people.marc,
        session=one.session,
        title={"fr": title},
        place=place,
        held_on=held_on or one.session.day,
        reason="Saisie plus tard",
    )


def browser(app: Flask, people: Cast) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = people.marc.fs_uniquifier, True
    return client


def test_what_stood_before_is_kept_with_who_and_why_and_one_audit_line(everyone: Cast) -> None:
    one = typed(everyone)
    correct(one, a_week_ago(), "Salle des fêtes", "Atelier du 20")
    correct(one, place="École", title="Atelier du 20")
    assert (one.session.title, one.session.place, one.session.held_on) == (
        {"fr": "Atelier du 20"},
        "École",
        a_week_ago(),
    )
    told = [
        (each.title, each.place, each.held_on, each.reason, each.corrected_by and each.corrected_by.name)
        for each in corrections_of(one.session)
    ]
    assert told == [
        ({"fr": "Atelier du 20"}, "Salle des fêtes", a_week_ago(), "Saisie plus tard", "Marc"),
        (TITLE, "Mairie", None, "Saisie plus tard", "Marc"),
    ]
    lines = db.session.scalars(select(AuditLine.object_id).where(AuditLine.verb == "correct_session"))
    assert list(lines) == [one.session.id] * 2


def test_a_corrected_place_leaves_the_day_to_the_moments_of_the_session(people: Cast) -> None:
    one = typed(people)
    correct(one, place="École")
    assert one.session.held_on is None
    assert one.session.day == one.session.created_at.date()


def test_what_was_said_and_decided_takes_the_corrected_day_and_lead_times_follow(everyone: Cast) -> None:
    one = typed(everyone)
    correct(one, a_week_ago())
    assert [when(each) for each in (one.session, one.item, one.idea, one.decision)] == [a_week_ago()] * 4
    [span] = facts_of(everyone.balades.id).spans["need_to_decision"]
    assert (span.began, span.ended) == (a_week_ago(), a_week_ago())


def test_what_is_decided_once_the_session_is_over_keeps_its_own_day(everyone: Cast) -> None:
    one = typed(everyone)
    actions.close_session(by=everyone.marc, session=one.session)
    correct(one, a_week_ago())
    later = actions.record_decision(
        by=everyone.marc, project=everyone.balades, title="Deux", reason="Vu", item=one.item, chosen=[one.idea]
    )
    assert (when(one.decision), when(later)) == (a_week_ago(), now().date())
    assert when(actions.record_requirement(
        by=everyone.marc, decision=later, statement="X", acceptance_criterion="Y"
    )) == now().date()  # fmt: skip


def test_minutes_say_the_corrected_place_and_day_and_are_written_anew(everyone: Cast) -> None:
    one = typed(everyone)
    actions.close_session(by=everyone.marc, session=one.session)
    for each in minutes_of(one.session):
        actions.finish_minutes(minutes=each, digest="0" * 64, path="/nowhere.pdf", sha256="0" * 64, pages=1)
    correct(one, a_week_ago(), "École")
    assert [(each.number, each.state) for each in minutes_of(one.session)].count((2, "queued")) == 2
    said = minutes_value(one.session, "fr", 2, from_environment({}))
    assert (said.on, said.place) == (a_week_ago().isoformat(), "École")
    assert said.decisions[0].on == a_week_ago().isoformat()


def test_a_day_to_come_no_reason_no_name_and_no_change_are_refused_and_nothing_moves(people: Cast) -> None:
    one = typed(people)
    with pytest.raises(Refused, match="held_in_the_future"):
        correct(one, now().date() + timedelta(days=1))
    with pytest.raises(Refused, match="text_missing"):
        correct(one, a_week_ago(), title=" ")
    with pytest.raises(Refused, match="text_missing"):
        actions.correct_session(
            by=people.marc, session=one.session, title=TITLE, place="", held_on=a_week_ago(), reason=" "
        )
    with pytest.raises(Conflict, match="session_unchanged"):
        correct(one)
    with pytest.raises(NotAllowed):
        actions.correct_session(
            by=people.rose, session=one.session, title=TITLE, place="", held_on=a_week_ago(), reason="Essai"
        )
    assert (one.session.held_on, one.session.place, list(corrections_of(one.session))) == (None, "Mairie", [])


def test_the_page_corrects_and_shows_what_stood_before(laboratory: Flask, people: Cast) -> None:
    one, client = typed(people), browser(laboratory, people)
    address, day = f"/sessions/{one.session.id}/correct", a_week_ago()
    form = {"title_fr": "Atelier", "place": "École", "reason": "Erreur de frappe"}
    whole = {f"held_on.{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    wrong = client.post(address, data={**form, **whole, "held_on.month": "13", "reason": ""})
    assert (wrong.status_code, one.session.place) == (422, "Mairie")
    assert "Écrivez une date qui existe" in wrong.text
    assert "Dites pourquoi vous corrigez" in wrong.text
    done = client.post(address, data={**form, **whole}, follow_redirects=True)
    assert "La séance est corrigée" in done.text
    assert "École" in done.text
    page = client.get(address).text
    assert "Mairie" in page
    assert "Erreur de frappe" in page


def test_reading_first_is_chosen_once_for_the_session_and_each_activity_may_differ(people: Cast) -> None:
    marc, project = people.marc, people.balades
    session = actions.open_session(by=marc, project=project, title=TITLE, reads_first=True)
    as_session, apart = (
        actions.add_agenda_item(by=marc, session=session, planned=actions.Planned({"fr": "Idées"}, reads_first=first))
        for first in (None, False)
    )
    assert (as_session.reads_first, apart.reads_first) == (True, False)


def test_the_moderation_page_changes_it_for_the_activities_to_come(laboratory: Flask, people: Cast) -> None:
    one, client = typed(people), browser(laboratory, people)
    planned = actions.Planned({"fr": "Idées"})
    coming = actions.add_agenda_item(by=people.marc, session=one.session, planned=planned)
    client.post(f"/sessions/{one.session.id}/reading", data={"first": "1"})
    db.session.expire_all()
    assert (one.session.reads_first, coming.reads_first, one.item.reads_first) == (True, True, False)
    page = client.get(f"/sessions/{one.session.id}/items/new/ideas").text
    assert 'name="reads_first" value="1" id="reads_first" checked' in page
    client.post(f"/sessions/{one.session.id}/reading", data={"first": "0"})
    db.session.expire_all()
    assert (one.session.reads_first, coming.reads_first) == (False, False)


def test_without_script_the_queue_reloads_itself_only_while_there_is_nothing_to_tick(
    laboratory: Flask, people: Cast
) -> None:
    one, client = typed(people), browser(laboratory, people)
    address = f"/sessions/{one.session.id}/moderation"
    ticking, empty = client.get(f"{address}?standing=new").text, client.get(f"{address}?standing=hidden").text
    assert 'http-equiv="refresh"' not in ticking
    assert "pour que vos coches restent" in ticking
    assert f'content="15;url={address}?standing=hidden"' in empty


def test_going_back_and_forward_keeps_the_name_and_place(everyone: Cast) -> None:
    one = typed(everyone)
    correct(one, a_week_ago(), "École")
    identifier = one.session.id
    db.session.remove()
    flask_migrate.downgrade(directory=str(MIGRATIONS), revision="0023_results_in_the_trace")
    flask_migrate.upgrade(directory=str(MIGRATIONS))
    session = db.session.get_one(Session, identifier)
    assert (session.place, session.held_on, session.reads_first) == ("École", None, False)
