"""An anonymous study beside another: attacks that join the people of two ordinary studies join nobody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from desk import Desk, Page
from flask import Flask
from people import CONSENT, PLAN, SLEEP, Cast, open_study, published, version_of_a_prototype
from sqlalchemy import inspect, text

from livinglab import actions
from livinglab.actions import Newcomer
from livinglab.store import NotFound, Refused
from livinglab.store.anonymity import OF_PERSONS
from livinglab.store.consents import consent_texts
from livinglab.store.database import db
from livinglab.store.finding import participant_by_token
from livinglab.store.serving import served
from livinglab.store.studies import Participant, Study
from livinglab.words import t
from surveys.questionnaire import Questionnaire
from surveys.questions import Question
from surveys.submission import Submission

PEOPLE = 12
APART = replace(SLEEP, form_id="apart", title={"fr": "À part"})
SLEPT = replace(PLAN.outcomes[0], estimator="mean", threshold=None)
ONE_WAVE = replace(PLAN, design="no_baseline", arms=(), waves=(replace(PLAN.waves[1], due_days=0),), outcomes=(SLEPT,))
BROWSER, ADDRESS = "Lucies-own-browser/1.0", "203.0.113.77"

Row: TypeAlias = Mapping[str, Any]
Attack: TypeAlias = Callable[[Sequence[Row], Sequence[Row], Sequence[Row]], Iterator[tuple[str, Any]]]


def companion(people: Cast, beside: Study, *, anonymous: bool) -> Study:
    """A study of one wave in the project of another, open, with a public link."""
    study = actions.plan_study(by=people.marc, version=beside.version, title={"fr": "À part"}, anonymous=anonymous)
    actions.assign_questionnaire(by=people.marc, study=study, wave="after", version=published(people, APART))
    actions.publish_consent(by=people.marc, study=study, text=CONSENT)
    actions.save_plan(by=people.marc, study=study, plan=ONE_WAVE)
    actions.lock_plan(by=people.marc, study=study)
    actions.open_study(by=people.marc, study=study)
    return actions.issue_open_link(by=people.marc, study=study)


def joined(study: Study) -> tuple[Participant, str]:
    agreed = actions.join_by_open_link(study=study, consent_text=consent_texts(study)["fr"])
    return agreed.participant, agreed.token


def sends(person: Participant, wave: str, form: Questionnaire, hours: int) -> None:
    """One page kept, then the answers sent, as on the person's own page."""
    version = served(person.study, wave)
    assert version is not None
    draft = actions.save_draft(
        by=person, wave=wave, response_id=f"{hours:08d}{person.id[:24]}", version=version, answers={}, language="fr"
    )
    moment = draft.started_at
    told = Submission(draft.id, form.digest, {"hours": hours}, "fr", "page", moment, moment + timedelta(seconds=9))
    actions.accept_submission(by=person, wave=wave, submission=told)


@dataclass(frozen=True)
class Both:
    """Two studies whose people are the same: who sent the pilot's questionnaire answers the companion right after."""

    pilot: Study
    apart: Study

    def rows(self, table: str) -> list[Row]:
        """A table as whoever holds the file reads it, with the numbers SQLite gave to its rows."""
        found = db.session.execute(text(f"SELECT rowid AS number, * FROM {table} ORDER BY rowid"))
        return [dict(row) for row in found.mappings()]

    def of(self, study: Study, table: str) -> list[Row]:
        people = {row["id"] for row in self.rows("participant") if row["study_id"] == study.id}
        return [
            row
            for row in self.rows(table)
            if (row["participant_id"] if table != "participant" else row["id"]) in people
        ]

    def guessed(self, attack: Attack) -> int:
        """How many of the companion's answers an attack gives to whoever gave them."""
        pilot, apart = self.of(self.pilot, "response"), self.of(self.apart, "response")
        truth = {row["id"]: row["answers"] for row in pilot}
        return sum(truth[who] == said for who, said in attack(pilot, apart, self.rows("audit_line")))


@pytest.fixture(params=[False, True], ids=["ordinary", "anonymous"])
def both(request: pytest.FixtureRequest, laboratory: Flask, people: Cast) -> Both:
    pilot = open_study(people)
    apart = companion(people, pilot, anonymous=request.param)
    enrolled = actions.enrol_participants(
        by=people.marc, study=pilot, newcomers=[Newcomer(arm="walk") for _ in range(PEOPLE)]
    )
    for number, each in enumerate(enrolled):
        actions.give_consent(by=each.participant, consent_text=consent_texts(pilot)["fr"])
        sends(each.participant, "before", SLEEP, number)
        sends(joined(apart)[0], "after", APART, number)
    return Both(pilot, apart)


def by_time(pilot: Sequence[Row], apart: Sequence[Row], _audit: Sequence[Row]) -> Iterator[tuple[str, Any]]:
    """Whoever answered the companion first after sending the pilot's questionnaire."""
    for row in pilot:
        after = [each for each in apart if each["received_at"] > row["received_at"]]
        if after:
            yield row["id"], min(after, key=lambda each: each["received_at"])["answers"]


def by_number(pilot: Sequence[Row], apart: Sequence[Row], _audit: Sequence[Row]) -> Iterator[tuple[str, Any]]:
    """The row the database wrote next."""
    for row in pilot:
        after = [each for each in apart if each["number"] > row["number"]]
        if after:
            yield row["id"], min(after, key=lambda each: each["number"])["answers"]


def by_rank(pilot: Sequence[Row], apart: Sequence[Row], _audit: Sequence[Row]) -> Iterator[tuple[str, Any]]:
    """The first of one study with the first of the other, and so on."""
    return ((row["id"], each["answers"]) for row, each in zip(pilot, apart, strict=True))


def by_audit(pilot: Sequence[Row], apart: Sequence[Row], audit: Sequence[Row]) -> Iterator[tuple[str, Any]]:
    """What the audit log names next."""
    answers, sent = {each["id"]: each["answers"] for each in apart}, {each["id"] for each in pilot}
    last = ""
    for line in sorted(audit, key=lambda each: each["sequence"]):
        if line["object_id"] in sent:
            last = line["object_id"]
        elif line["object_id"] in answers and last:
            yield last, answers[line["object_id"]]


ATTACKS: Sequence[Attack] = (by_time, by_number, by_rank, by_audit)


def test_what_joins_everyone_of_two_ordinary_studies_joins_nobody_of_an_anonymous_one(both: Both) -> None:
    """By chance alone one answer in twelve is right, and ten of them once in seven million times."""
    found = {attack.__name__: both.guessed(attack) for attack in ATTACKS}
    wrong = [name for name, right in found.items() if (right >= PEOPLE - 2 if both.apart.anonymous else right < PEOPLE)]
    assert wrong == [], found


def test_no_value_kept_of_a_person_stands_in_both_studies(both: Both) -> None:
    """Ids, digests, moments: what two people of one study share (forms, a default) names nobody, and is left out."""
    if not both.apart.anonymous:
        return
    for table in ("participant", "consent", "response"):
        pilot, apart = ([set(row.values()) for row in both.of(study, table)] for study in (both.pilot, both.apart))
        everyones = set[Any]().union(*(one & other for one in apart for other in apart if one is not other))
        everyones |= {row["answers"] for row in both.of(both.apart, "response")}  # the same number, to know the truth
        assert [one & other for one in apart for other in pilot if (one & other) - everyones] == []


def test_every_moment_of_an_anonymous_study_is_the_one_at_which_it_opened(both: Both) -> None:
    if not both.apart.anonymous:
        return
    opened = db.session.execute(text("SELECT opened_at FROM study WHERE anonymous")).scalar_one()
    for table in ("participant", "consent", "response"):
        kept = {row[name] for row in both.of(both.apart, table) for name in row if name.endswith("_at")} - {None}
        assert kept == {opened}, table
    assert {row["enrolled_on"] for row in both.of(both.apart, "participant")} == {opened[:10]}


def test_the_audit_log_names_the_study_and_stays_whole(both: Both) -> None:
    people = {row["id"] for table in ("participant", "consent", "response") for row in both.of(both.apart, table)}
    lines = both.rows("audit_line")
    named = [line["verb"] for line in lines if line["object_id"] in people]
    assert bool(named) is not both.apart.anonymous
    told = [line["verb"] for line in lines if line["object_id"] == both.apart.id and line["actor"] == "participant"]
    assert told.count("accept_submission") == (PEOPLE if both.apart.anonymous else 0)


def test_everything_a_person_leaves_is_among_the_tables_looked_at(laboratory: Flask) -> None:
    """A table that comes to hold rows of persons must be made to forget too."""
    engine = db.engine
    holding = {
        table
        for table in inspect(engine).get_table_names()
        if "participant_id" in {column["name"] for column in inspect(engine).get_columns(table)}
    }
    forgetting = {each.__tablename__ for each in OF_PERSONS}
    elsewhere = {"entered_sheet", "printed_sheet", "measurement", "left_out_row"}  # typed later, or never of them
    assert holding - forgetting - elsewhere == set()


class Phone(Desk):
    """The browser of someone who answers: it says what it is, from an address of its own."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self._headers |= {"User-Agent": BROWSER}
        self.client.environ_base["REMOTE_ADDR"] = ADDRESS

    def to_the_review(self, study: Study) -> Page:
        page = self.send(self.open(f"/e/{study.open_token}"), "consent")
        while "send" not in page.forms():
            page = self.send(page, "page", {"hours": "7"})
        return page


@pytest.fixture
def apart(laboratory: Flask, people: Cast) -> Study:
    return companion(people, open_study(people), anonymous=True)


def test_the_thanks_are_said_in_the_language_that_was_read(laboratory: Flask) -> None:
    page = laboratory.test_client().get("/sent", headers={"Accept-Language": "ar"}).text
    assert ('<html lang="ar"' in page, t("participant.sent", "ar") in page) == (True, True)


def test_an_answer_by_the_public_link_leaves_no_cookie_no_address_and_no_browser(
    laboratory: Flask, apart: Study
) -> None:
    phone = Phone(laboratory)
    page = phone.send(phone.to_the_review(apart), "send")
    assert (page.status, page.path, page.title) == (200, "/sent", "Thank you, it is sent")
    assert phone.client._cookies == {}
    db.session.rollback()
    kept = b"".join(file.read_bytes() for file in Path(str(db.engine.url.database)).parent.glob("livinglab.db*"))
    assert b"join_by_open_link" in kept
    assert [said for said in (BROWSER, ADDRESS) if said.encode() in kept] == []


def test_once_sent_the_address_opens_nothing_and_says_that_the_answer_has_arrived(
    laboratory: Flask, apart: Study
) -> None:
    phone = Phone(laboratory)
    review = phone.to_the_review(apart)
    phone.send(review, "send")
    again = phone.send(review, "send")  # a second click, or a reload after a lost reply
    token = str(re.findall(r"/a/(\w+)/", review.path)[0])
    for page in (again, phone.open(f"/a/{token}"), phone.open(f"/a/{token}/answers/after"), phone.open(review.path)):
        assert (page.path, page.status, "If you have just sent an anonymous answer, it has arrived" in page.words) == (
            page.path,
            404,
            True,
        )
    assert db.session.execute(text("SELECT count(*) FROM response")).scalar_one() == 1


def test_before_sending_nothing_offers_to_keep_anything_on_the_device(laboratory: Flask, apart: Study) -> None:
    phone = Phone(laboratory)
    page = phone.send(phone.open(f"/e/{apart.open_token}"), "consent")
    assert page.soup.select("[data-do=mine]") == []
    home = phone.open(re.sub(r"(/a/\w+)/.*", r"\1", page.path))
    assert [link for link in home.soup.select("main a[href]") if "/form/" in str(link["href"])] == []
    assert "once sent, your answers cannot be found again or taken back" in phone.to_the_review(apart).words


def test_nobody_is_enrolled_written_to_or_given_a_link(people: Cast, apart: Study) -> None:
    person, _ = joined(apart)
    for act in (
        lambda: actions.enrol_participants(by=people.marc, study=apart, newcomers=[Newcomer("lucie@example.org")]),
        lambda: actions.issue_link(by=people.marc, participant=person),
        lambda: actions.issue_field_client(by=people.marc, study=apart, name="Tablette", kind="interviewer"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "study_anonymous"


def test_a_plan_that_would_join_two_answers_is_not_locked(people: Cast) -> None:
    study = actions.plan_study(
        by=people.marc, version=version_of_a_prototype(people), title={"fr": "À part"}, anonymous=True
    )
    for wave in PLAN.waves:
        actions.assign_questionnaire(by=people.marc, study=study, wave=wave.code, version=published(people))
    for plan in (replace(ONE_WAVE, waves=PLAN.waves), replace(ONE_WAVE, waves=PLAN.waves[:1], arms=PLAN.arms)):
        actions.save_plan(by=people.marc, study=study, plan=plan)
        with pytest.raises(Refused) as refused:
            actions.lock_plan(by=people.marc, study=study)
        assert refused.value.code == "anonymous_plan_joins"


@pytest.mark.parametrize("kind", ["start", "today", "deviceid", "username", "start-geopoint"])
def test_a_questionnaire_that_tells_the_moment_or_the_device_is_not_asked(people: Cast, kind: str) -> None:
    study = actions.plan_study(
        by=people.marc, version=version_of_a_prototype(people), title={"fr": "À part"}, anonymous=True
    )
    telling = replace(SLEEP, form_id="telling", questions=(*SLEEP.questions, Question("when_where", kind, {})))
    with pytest.raises(Refused) as refused:
        actions.assign_questionnaire(by=people.marc, study=study, wave="after", version=published(people, telling))
    assert (refused.value.code, refused.value.values) == ("anonymous_questionnaire_tells", {"names": "when_where"})


def test_what_is_set_aside_tells_no_moment_either(people: Cast, apart: Study) -> None:
    person, token = joined(apart)
    sends(person, "after", APART, 1)
    (sent,) = db.session.execute(text("SELECT id FROM response")).scalars()
    moment = people.balades.created_at
    other = Submission(sent, APART.digest, {"hours": 9}, "fr", "page", moment, moment)
    with pytest.raises(Refused):
        actions.accept_submission(by=person, wave="after", submission=other)
    kept, received = db.session.execute(text("SELECT content, received_at FROM quarantine")).one()
    assert moment.isoformat() not in kept
    assert received == db.session.execute(text("SELECT opened_at FROM study WHERE anonymous")).scalar_one()
    with pytest.raises(NotFound):
        participant_by_token(token)


def test_the_next_step_of_an_anonymous_study_is_its_public_link(laboratory: Flask, people: Cast, apart: Study) -> None:
    actions.revoke_open_link(by=people.marc, study=apart)
    apart.state, desk = "locked", Desk(laboratory).known_as(people.marc)
    db.session.commit()
    page = desk.open(f"/studies/{apart.id}")
    assert "Open the public link: nobody is enrolled in an anonymous study." in page.words
    assert page.soup.select_one("section.panel a[href='#door']") is not None
    given = desk.send(page, "issue-open-link")
    assert "open-study" in given.forms()
