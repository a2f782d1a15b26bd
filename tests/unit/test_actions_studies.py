"""Studies: locked before the first answer, opened with a consent text, closed; people enrolled, drawn, withdrawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from people import CONSENT, PLAN, SLEEP, Cast, draft_study, lucie_in, open_study, published, version_of_a_prototype
from sqlalchemy import select, update

from analysis import plan_json
from livinglab import actions
from livinglab.actions import Newcomer
from livinglab.store import Conflict, NotAllowed, NotFound, Refused
from livinglab.store.consents import Consent, consent_texts, in_force
from livinglab.store.database import db
from livinglab.store.finding import participant_by_token
from livinglab.store.serving import once_served, served
from livinglab.store.studies import Allocation, Participant, Study


def test_a_locked_plan_carries_its_digest(everyone: Cast) -> None:
    study = actions.lock_plan(by=everyone.marc, study=draft_study(everyone))
    assert (study.state, study.plan_digest, study.minimum_cell) == ("locked", plan_json.digest(PLAN), PLAN.minimum_cell)


def test_a_locked_plan_no_longer_changes(people: Cast) -> None:
    study = actions.lock_plan(by=people.marc, study=draft_study(people))
    with pytest.raises(Refused, match="plan_locked"):
        actions.save_plan(by=people.marc, study=study, plan=replace(PLAN, confidence=0.9))


def test_a_plan_with_problems_is_not_locked_and_says_which(people: Cast) -> None:
    study = draft_study(people)
    unknown = replace(PLAN, outcomes=(replace(PLAN.outcomes[0], measure="no_such_question"),))
    actions.save_plan(by=people.marc, study=study, plan=unknown)
    with pytest.raises(Refused, match="plan_has_problems") as refused:
        actions.lock_plan(by=people.marc, study=study)
    assert (study.state, len(refused.value.details)) == ("draft", refused.value.values["n"])


def test_a_plan_is_not_locked_while_a_wave_has_no_questionnaire(people: Cast) -> None:
    study = actions.plan_study(by=people.marc, version=version_of_a_prototype(people), title={"fr": "Étude"})
    actions.save_plan(by=people.marc, study=study, plan=PLAN)
    with pytest.raises(Refused) as refused:
        actions.lock_plan(by=people.marc, study=study)
    assert refused.value.words("en") == "Choose a questionnaire for each wave. Missing for: before, after."


def test_the_database_itself_refuses_an_open_study_without_plan(everyone: Cast) -> None:
    study = actions.plan_study(by=everyone.marc, version=version_of_a_prototype(everyone), title={"fr": "Étude"})
    with pytest.raises(Exception, match=r"plan_locked_first|CHECK"), db.engine.begin() as elsewhere:
        elsewhere.execute(update(Study).where(Study.id == study.id).values(state="open"))


def test_a_study_is_not_opened_without_consent_text(people: Cast) -> None:
    study = actions.plan_study(by=people.marc, version=version_of_a_prototype(people), title={"fr": "Étude"})
    for wave in ("before", "after"):
        actions.assign_questionnaire(by=people.marc, study=study, wave=wave, version=published(people))
    actions.save_plan(by=people.marc, study=study, plan=PLAN)
    actions.lock_plan(by=people.marc, study=study)
    with pytest.raises(Refused, match="consent_text_missing"):
        actions.open_study(by=people.marc, study=study)


def test_a_researcher_reads_but_does_not_write(people: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.open_study(by=people.rose, study=draft_study(people))


def test_a_questionnaire_of_another_project_cannot_be_assigned(people: Cast) -> None:
    foreign = actions.store_questionnaire(
        by=people.ines, project=people.elsewhere, content=SLEEP, filename="x.md", source=b""
    )
    with pytest.raises(NotFound):
        actions.assign_questionnaire(by=people.marc, study=draft_study(people), wave="before", version=foreign)


def test_a_version_replaced_is_still_known_to_its_wave(everyone: Cast) -> None:
    study, first = open_study(everyone), published(everyone)
    second = published(everyone, replace(SLEEP, version="2"))
    actions.assign_questionnaire(by=everyone.marc, study=study, wave="after", version=second)
    assert (served(study, "after"), once_served(study, "after", first.digest)) == (second, first)


def test_a_new_wording_of_the_consent_is_a_new_version(people: Cast) -> None:
    study = draft_study(people)
    actions.publish_consent(by=people.marc, study=study, text={"fr": "J’accepte."})
    assert {language: text.version for language, text in consent_texts(study).items()} == {"fr": 2}


def test_arms_are_drawn_in_blocks_that_anyone_can_draw_again(everyone: Cast) -> None:
    study = open_study(everyone)
    enrolled = [
        each.participant
        for n in (3, 5)
        for each in actions.enrol_participants(
            by=everyone.marc, study=study, newcomers=[Newcomer()] * n, randomise=True
        )
    ]
    drawing = db.session.scalars(select(Allocation)).one()
    arms = [participant.arm for participant in enrolled]
    assert arms == [drawing.arm_at(position) for position in range(8)]
    assert [Counter(arms[:4]), Counter(arms[4:])] == [Counter(walk=2, wait=2)] * 2


def test_another_seed_draws_another_list() -> None:
    drawings = [Allocation(seed=seed, block_size=4, arms=["walk", "wait"]) for seed in ("1", "2")]
    lists = [[drawing.arm_at(position) for position in range(40)] for drawing in drawings]
    assert lists[0] != lists[1]


def test_enrolment_is_all_or_nothing(everyone: Cast) -> None:
    study = open_study(everyone)
    twice = [Newcomer("lucie@example.org"), Newcomer("omar@example.org"), Newcomer("lucie@example.org")]
    with pytest.raises(Conflict, match="participant_enrolled_already"):
        actions.enrol_participants(by=everyone.marc, study=study, newcomers=twice)
    assert db.session.scalars(select(Participant)).all() == []


def test_an_arm_the_plan_does_not_name_is_refused(people: Cast) -> None:
    with pytest.raises(Refused, match="arm_unknown"):
        lucie_in(open_study(people), arm="placebo")


def test_one_person_has_unrelated_pseudonyms_in_two_studies(people: Cast) -> None:
    first = open_study(people)
    second = actions.plan_study(by=people.marc, version=first.version, title={"fr": "Autre"})
    for wave in ("before", "after"):
        actions.assign_questionnaire(by=people.marc, study=second, wave=wave, version=published(people))
    actions.save_plan(by=people.marc, study=second, plan=PLAN)
    actions.lock_plan(by=people.marc, study=second)
    names = {lucie_in(study).participant.pseudonym for study in (first, second)}
    assert (len(names), any("lucie" in name.lower() for name in names)) == (2, False)


def test_a_new_link_ends_the_earlier_one(people: Cast) -> None:
    lucie = lucie_in(open_study(people))
    again = actions.issue_link(by=people.marc, participant=lucie.participant)
    with pytest.raises(NotFound):
        participant_by_token(lucie.token)
    assert participant_by_token(again.token) is lucie.participant


def test_the_public_link_makes_a_participant_who_has_agreed(everyone: Cast) -> None:
    study = actions.issue_open_link(by=everyone.marc, study=open_study(everyone))
    agreed = actions.join_by_open_link(study=study, consent_text=consent_texts(study)["fr"])
    assert (participant_by_token(agreed.token), in_force(agreed.participant)) == (agreed.participant, agreed.consent)
    assert (agreed.participant.origin, agreed.participant.arm in {"walk", "wait"}) == ("open_link", True)


def test_agreeing_twice_is_one_consent(everyone: Cast) -> None:
    study = open_study(everyone)
    lucie, text = lucie_in(study).participant, consent_texts(study)["fr"]
    first, second = (actions.give_consent(by=lucie, consent_text=text) for _ in range(2))
    assert (first, db.session.scalars(select(Consent)).all()) == (second, [first])


def test_a_newer_text_replaces_the_older_agreement_and_dates_its_end(everyone: Cast) -> None:
    study = open_study(everyone)
    lucie = lucie_in(study).participant
    first = actions.give_consent(by=lucie, consent_text=consent_texts(study)["fr"])
    actions.publish_consent(by=everyone.marc, study=study, text=CONSENT)
    second = actions.give_consent(by=lucie, consent_text=consent_texts(study)["fr"])
    assert (in_force(lucie), first.withdrawn_at is None) == (second, False)


def test_withdrawing_ends_the_link_and_the_consent(everyone: Cast) -> None:
    study = open_study(everyone)
    lucie = lucie_in(study)
    actions.give_consent(by=lucie.participant, consent_text=consent_texts(study)["fr"])
    actions.withdraw_participant(by=lucie.participant, participant=lucie.participant, reason="Déménage")
    with pytest.raises(NotFound):
        participant_by_token(lucie.token)
    assert (in_force(lucie.participant), lucie.participant.withdrawal_reason) == (None, "Déménage")


def test_nobody_withdraws_someone_else(people: Cast) -> None:
    study = open_study(people)
    lucie = lucie_in(study).participant
    (omar,) = actions.enrol_participants(by=people.marc, study=study, newcomers=[Newcomer("omar")])
    with pytest.raises(NotFound):
        actions.withdraw_participant(by=omar.participant, participant=lucie)


def test_a_deviation_is_written_down(people: Cast) -> None:
    study = open_study(people)
    deviation = actions.record_deviation(by=people.marc, study=study, what="Pluie", why="Parcours fermé")
    assert (deviation.what, deviation.recorded_by_id) == ("Pluie", people.marc.id)


def test_a_closing_study_still_takes_answers_and_a_closed_one_does_not(people: Cast) -> None:
    study = open_study(people)
    taking = [study.takes_answers]
    taking.append(actions.close_study(by=people.marc, study=study, at_once=False).takes_answers)
    taking.append(actions.close_study(by=people.marc, study=study).takes_answers)
    assert taking == [True, True, False]
