"""Partners and adopters: with countries and sizes a programme code can be whole; without, it stays to be shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient
from people import Cast, open_study
from sqlalchemy import select

from analysis import frozen_json
from analysis.indicators import INDICATORS, read_indicators
from analysis.indicators.facts import FieldTest, PartnerSeen, ProjectFacts, UptakeSeen
from analysis.indicators.readings import Found
from livinglab import actions
from livinglab.actions import Adopter
from livinglab.actions.adopters import said_of
from livinglab.store import Conflict, NotAllowed, NotFound, Refused
from livinglab.store.audit import AuditLine
from livinglab.store.corrections import corrections_of_uptake
from livinglab.store.database import MIGRATIONS, db
from livinglab.store.indicators import facts_of
from livinglab.store.partners import partners_of, partners_withdrawn
from livinglab.store.trace import Node
from livinglab.store.uptakes import Uptake
from livinglab.words.countries import countries, is_country

DAY = date(2026, 11, 27)
TESTS = tuple(FieldTest(f"s{n}", DAY, DAY, answered=True) for n in (1, 2, 3))
BARE = ProjectFacts(as_of=DAY, minimum_cell=5, tests=(*TESTS, FieldTest("s4", DAY, None, answered=True)))
TOGETHER = (
    PartnerSeen("a", "FR", ("s1", "s2", "s4")),
    PartnerSeen("b", "BE", ("s1", "s4")),
    PartnerSeen("c", "FR", ("s2",)),
)


def read(code: str, facts: ProjectFacts) -> Found:
    return INDICATORS[code].read(facts)


def left_out(found: Found) -> list[tuple[str, str]]:
    return [(one.case.id, one.reason) for one in found.left_out]


def business(identifier: str, organisation: str, size: str = "", introduced: str = "") -> UptakeSeen:
    return UptakeSeen(identifier, DAY, organisation, "private", True, ("p1",), size, introduced)


def test_without_partners_pilot_actions_are_candidates_as_before() -> None:
    found = read("RCO84", BARE)
    assert (found.state, found.value, left_out(found)) == ("candidates", 3, [("s4", "still_open")])


def test_with_partners_only_tests_of_two_countries_count_and_the_others_say_why() -> None:
    found = read("RCO84", replace(BARE, partners=TOGETHER))
    assert (found.state, found.value) == ("counted", 1)
    assert left_out(found) == [("s2", "one_country"), ("s3", "no_partner_named"), ("s4", "still_open")]


def test_without_sizes_businesses_are_candidates_as_before() -> None:
    found = read("RCR03", replace(BARE, uptakes=(business("u1", "A"), business("u2", "A"))))
    assert (found.state, found.value, left_out(found)) == (
        "candidates",
        1,
        [("u2", "organisation_counted_already")],
    )


def test_once_a_size_is_known_only_smes_that_introduced_something_count() -> None:
    uptakes = (
        business("u1", "A", "small", "product"),
        business("u2", "B", "large", "product"),
        business("u3", "C", "micro"),
        business("u4", "D"),
        business("u5", "A", "small", "process"),
        replace(business("u6", "E", "micro", "process"), helix="public"),
    )
    found = read("RCR03", replace(BARE, uptakes=uptakes))
    assert (found.state, found.value) == ("counted", 1)
    assert left_out(found) == [
        ("u2", "not_an_sme"),
        ("u3", "not_introduced"),
        ("u4", "size_unknown"),
        ("u5", "organisation_counted_already"),
        ("u6", "not_a_business"),
    ]


def test_a_report_counted_under_the_earlier_rule_keeps_its_facts_and_its_reading() -> None:
    assert {"partners", "size", "introduced"}.isdisjoint(frozen_json.canonical(BARE).split('"'))
    older = {reading.code: reading.rule for reading in read_indicators(BARE, {"RCO84": 1})}
    assert (older["RCO84"], older["RCR03"], older["prototypes"]) == (1, 2, 1)
    assert read_indicators(BARE, {"RCO84": 99}) == read_indicators(BARE)


def test_partners_are_recorded_and_taken_off_with_a_reason_and_counted(everyone: Cast) -> None:
    study, marc = open_study(everyone), everyone.marc
    town, firm = (
        actions.record_partner(
            by=marc, project=everyone.balades, organisation=name, country=country, helix="public", tests=[study, study]
        )
        for name, country in (("Lunel", "FR"), ("Namur", "BE"))
    )
    assert facts_of(everyone.balades.id).partners == (
        PartnerSeen(town.id, "FR", (study.id,)),
        PartnerSeen(firm.id, "BE", (study.id,)),
    )
    actions.withdraw_partner(by=marc, partner=firm, reason="Erreur")
    with pytest.raises(Conflict, match="partner_withdrawn_already"):
        actions.withdraw_partner(by=marc, partner=firm, reason="Encore")
    assert [each.id for each in partners_of(everyone.balades.id)] == [town.id]
    assert [each.withdrawn_because for each in partners_withdrawn(everyone.balades.id)] == ["Erreur"]
    verbs = select(AuditLine.verb).where(AuditLine.object_kind == "Partner").order_by(AuditLine.sequence)
    assert list(db.session.scalars(verbs)) == ["record_partner", "record_partner", "withdraw_partner"]


def test_a_country_that_is_none_a_study_of_another_project_and_a_stranger_are_refused(people: Cast) -> None:
    def record(**changes: object) -> None:
        given = {"by": people.marc, "project": people.balades, "organisation": "X", "country": "FR", "helix": "public"}
        actions.record_partner(**(given | changes))  # type: ignore[arg-type]  # one of them is wrong on purpose

    for code in ("", "FRA", "EU", "fr"):
        with pytest.raises(Refused, match="country_missing"):
            record(country=code)
    with pytest.raises(Refused, match="helix_missing"):
        record(helix="other")
    with pytest.raises(NotAllowed):
        record(by=people.rose)
    with pytest.raises(NotFound):
        record(by=people.ines)
    assert partners_of(people.balades.id) == []


def test_countries_are_listed_in_the_order_of_each_language() -> None:
    french = [name for _, name in countries("fr")]
    assert french.index("Égypte") < french.index("France")
    assert dict(countries("en"))["DE"] == "Germany"
    assert not is_country("EU")


def adoption(people: Cast, helix: str = "private", country: str = "") -> Uptake:
    study = open_study(people)
    return actions.record_uptake(
        by=people.marc,
        project=people.balades,
        of=Node("prototype_version", study.version_id),
        organisation="Bancs et Cie",
        helix=helix,
        adopted_on=DAY,
        scale="Un modèle",
        country=country,
        document=BytesIO(b"%PDF-1.4 words"),
        document_name="words.pdf",
    )


def test_the_size_of_a_business_makes_rcr03_whole_on_every_database(everyone: Cast) -> None:
    uptake = adoption(everyone)
    assert read("RCR03", facts_of(everyone.balades.id)).state == "candidates"
    small = Adopter(size="small", introduced="product")
    actions.describe_adopter(by=everyone.marc, uptake=uptake, adopter=small)
    found = read("RCR03", facts_of(everyone.balades.id))
    assert (found.state, found.value) == ("counted", 1)
    with pytest.raises(Refused, match="adopter_unknown"):
        actions.describe_adopter(by=everyone.marc, uptake=uptake, adopter=Adopter(size="tiny"))
    with pytest.raises(Refused, match="country_missing"):
        actions.describe_adopter(by=everyone.marc, uptake=uptake, adopter=replace(small, country="EU"))


def test_only_a_business_has_a_size(people: Cast) -> None:
    uptake = adoption(people, "public")
    with pytest.raises(Refused, match="adopter_not_a_business"):
        actions.describe_adopter(by=people.marc, uptake=uptake, adopter=Adopter(size="small"))
    actions.describe_adopter(by=people.marc, uptake=uptake, adopter=Adopter(country="BE"))
    assert uptake.adopter_country == "BE"


def test_what_was_said_of_an_adopter_changes_with_a_reason_and_stays_to_be_read(people: Cast) -> None:
    uptake, marc = adoption(people, country="FR"), people.marc
    assert uptake.adopter_country == "FR"
    micro = Adopter("FR", "micro")
    actions.describe_adopter(by=marc, uptake=uptake, adopter=micro)  # filling in a blank needs no reason
    assert corrections_of_uptake(uptake) == []
    small = replace(micro, size="small", introduced="product")
    with pytest.raises(Conflict, match="adopter_unchanged"):
        actions.describe_adopter(by=marc, uptake=uptake, adopter=micro)
    with pytest.raises(Refused, match="adopter_changed_without_reason"):
        actions.describe_adopter(by=marc, uptake=uptake, adopter=small, reason="  ")
    with pytest.raises(Refused, match="adopter_changed_without_reason"):
        actions.describe_adopter(by=marc, uptake=uptake, adopter=Adopter())  # emptying is changing
    with pytest.raises(NotAllowed):
        actions.describe_adopter(by=people.rose, uptake=uptake, adopter=small, reason="x")
    actions.describe_adopter(by=marc, uptake=uptake, adopter=small, reason="Effectif relu avec elle")
    [kept] = corrections_of_uptake(uptake)
    assert (kept.country, kept.size, kept.introduced, kept.legal_solution) == ("FR", "micro", "", False)
    assert (kept.reason, kept.corrected_by_id) == ("Effectif relu avec elle", marc.id)
    assert said_of(uptake) == small


def browser(app: Flask, people: Cast) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = people.marc.fs_uniquifier, True
    return client


def test_the_pages_record_take_off_and_describe(laboratory: Flask, people: Cast) -> None:
    client, uptake = browser(laboratory, people), adoption(people)
    address = f"/projects/{people.balades.id}/partners"
    wrong = client.post(address, data={"organisation": "", "country": "", "helix": ""})
    assert wrong.status_code == 422
    for sentence in ("Écrivez le nom de l’organisation", "Choisissez le pays", "Choisissez d’où vient"):
        assert sentence in wrong.text
    done = client.post(
        address, data={"organisation": "Namur", "country": "BE", "helix": "public"}, follow_redirects=True
    )
    assert "Le partenaire est noté" in done.text
    assert "Belgique" in done.text
    [partner] = partners_of(people.balades.id)
    assert client.post(f"/partners/{partner.id}/withdraw", data={"reason": ""}).status_code == 422
    gone = client.post(f"/partners/{partner.id}/withdraw", data={"reason": "Erreur"}, follow_redirects=True)
    assert "Partenaires retirés" in gone.text
    told = client.post(
        f"/uptakes/{uptake.id}/adopter",
        data={"country": "FR", "size": "micro", "introduced": "process"},
        follow_redirects=True,
    )
    assert "Micro" in told.text
    changed = {"country": "BE", "size": "micro", "introduced": "process", "legal_solution": "1"}
    refused = client.post(f"/uptakes/{uptake.id}/adopter", data=changed)
    assert (refused.status_code, "Dites pourquoi vous changez" in refused.text) == (422, True)
    corrected = client.post(f"/uptakes/{uptake.id}/adopter", data=changed | {"reason": "Siège"}, follow_redirects=True)
    for sentence in ("Belgique", "une solution juridique ou administrative", "Ce qui était noté avant", "Siège"):
        assert sentence in corrected.text
    indicator = client.get(f"/projects/{people.balades.id}/indicators/RCR03").text
    assert "Il vous reste à montrer" not in indicator


def test_going_back_and_forward_keeps_the_uptakes(everyone: Cast) -> None:
    identifier = adoption(everyone).id
    db.session.remove()
    flask_migrate.downgrade(directory=str(MIGRATIONS), revision="0027_presentation")
    flask_migrate.upgrade(directory=str(MIGRATIONS))
    assert db.session.get_one(Uptake, identifier).adopter_size == ""
