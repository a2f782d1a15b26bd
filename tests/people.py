"""The standing cast of the tests: who runs the laboratory, who works in its project, who stands outside, who answers.

- Amina, administrator of the laboratory.
- Marc, manager of the project "Balades"; Rose, its researcher; Félix, its funder.
- Ines, manager of another project: to "Balades" she is a stranger.
- Lucie, a resident who answers; she has no account.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask_security.utils import hash_password
from kept import share_sql
from passlib.hash import argon2
from sqlalchemy import Engine, Table, event, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from analysis.plan import Arm, Outcome, Plan, Wave
from livinglab import actions
from livinglab.actions import Enrolled, Newcomer
from livinglab.app import create_app
from livinglab.settings import Settings, from_environment
from livinglab.store import OPERATOR, upgrade
from livinglab.store.abilities import ProjectRole
from livinglab.store.database import db
from livinglab.store.people import Account
from livinglab.store.projects import Project
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.studies import Study
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Question

PASSWORD = "trois mots sans rapport"
argon2.memory_cost, argon2.default_rounds, argon2.parallelism = 64, 1, 1  # slow on purpose, to no purpose here
EMAILS = {name: f"{name}@example.org" for name in ("amina", "marc", "rose", "felix", "ines")}


@dataclass(frozen=True)
class Cast:
    """Everyone with an account, and the two projects."""

    amina: Account
    marc: Account
    rose: Account
    felix: Account
    ines: Account
    balades: Project
    elsewhere: Project


def settings_in(folder: Path, **changes: str) -> Settings:
    """Settings of a laboratory that lives in a folder of the test."""
    environment = {"LIVINGLAB_DIRECTORY": str(folder), "LIVINGLAB_FREE_DISK_MB": "0", **changes}
    return replace(from_environment(environment), testing=True)


def laboratory_in(folder: Path, **changes: str) -> Flask:
    """An application with both databases, empty."""
    return with_tables(create_app(settings_in(folder, **changes)))


def with_tables(app: Flask) -> Flask:
    """The application, its databases migrated. On SQLite they are copies of two that were migrated once a process."""
    with app.app_context():
        engines = [engine for engine in db.engines.values() if engine.dialect.name == "sqlite"]
    for engine in engines:
        _begin(engine)
    if not engines:
        upgrade(app)
    return app


def _begin(engine: Engine) -> None:
    beginning = _beginning()
    event.listen(engine, "connect", _without_waiting)
    share_sql(engine, beginning.engine)
    place = Path(engine.url.database or "")
    if not place.exists():
        shutil.copyfile(beginning.folder / place.name, place)


def _without_waiting(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """What tests store need not survive a power cut: nothing waits for the disk, five milliseconds a transaction."""
    connection.execute("PRAGMA synchronous=OFF")


@dataclass(frozen=True)
class Beginning:
    """The folder of two migrated databases, an engine that has worked on one, the rows that everyone is made of."""

    folder: Path
    engine: Engine
    everyone: tuple[tuple[Table, list[dict[str, Any]]], ...]


@cache
def _beginning() -> Beginning:
    """Made once a process, before the first test that needs a database has moved a clock."""
    folder = Path(tempfile.mkdtemp(prefix="livinglab-tables-"))
    atexit.register(shutil.rmtree, folder)
    app = create_app(settings_in(folder / "laboratory"))
    upgrade(app)
    with app.app_context():
        for engine in db.engines.values():
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copy(engine.url.database or "", folder)
        _created(passwords=False)
        with db.engine.connect() as connection:
            read = [(table, connection.execute(select(table)).mappings().all()) for table in db.metadata.sorted_tables]
        for engine in db.engines.values():
            engine.dispose()
    return Beginning(folder, engine, tuple((table, [dict(row) for row in rows]) for table, rows in read if rows))


def cast(*, passwords: bool = False) -> Cast:
    """Creates everyone; inside an application context. The others have a password of their own only when asked.

    On SQLite they are, without passwords, the rows that the same actions stored once a process; only Amina's password
    is written anew, with the keys of the laboratory.
    """
    if passwords or db.engine.dialect.name != "sqlite":
        return _created(passwords=passwords)
    with db.engine.begin() as connection:
        for table, rows in _beginning().everyone:
            connection.execute(table.insert(), rows)
    accounts = {one.email: one for one in db.session.scalars(select(Account))}
    projects = {one.title["fr"]: one for one in db.session.scalars(select(Project))}
    accounts[EMAILS["amina"]].password = hash_password(PASSWORD)
    db.session.commit()
    return Cast(*(accounts[email] for email in EMAILS.values()), projects["Balades"], projects["Ailleurs"])


def _created(*, passwords: bool) -> Cast:
    amina = actions.create_first_administrator(email=EMAILS["amina"], name="Amina", password=PASSWORD)
    balades = actions.create_project(by=amina, title={"fr": "Balades", "en": "Walks"})
    elsewhere = actions.create_project(by=amina, title={"fr": "Ailleurs", "en": "Elsewhere"})
    members = [
        (balades, "marc", "Marc", "manager"),
        (balades, "rose", "Rose", "researcher"),
        (balades, "felix", "Félix", "funder"),
        (elsewhere, "ines", "Ines", "manager"),
    ]
    invited = [_invite(amina, *member) for member in members]
    if passwords:
        for each in invited:
            actions.choose_password(token=each.token or "", password=PASSWORD)
    return Cast(amina, *(each.account for each in invited), balades, elsewhere)


def _invite(amina: Account, project: Project, key: str, name: str, role: ProjectRole) -> actions.Invited:
    return actions.invite_member(by=amina, project=project, email=EMAILS[key], name=name, role=role)


SLEEP = Questionnaire(
    form_id="sleep",
    title={"fr": "Sommeil", "en": "Sleep"},
    version="1",
    default_language="fr",
    languages=("fr", "en"),
    questions=(
        Question(
            "hours", "integer", {"fr": "Combien d’heures avez-vous dormi ?", "en": "How many hours did you sleep?"}
        ),
        Question("rested", "select_one", {"fr": "Êtes-vous reposé ?", "en": "Are you rested?"}, choices="yes_no"),
        Question("remark", "text", {"fr": "Une remarque ?", "en": "A remark?"}),
    ),
    choices={"yes_no": (Choice("yes", {"fr": "Oui", "en": "Yes"}), Choice("no", {"fr": "Non", "en": "No"}))},
)

PLAN = Plan(
    title={"fr": "Balades et sommeil", "en": "Walks and sleep"},
    research_question={"fr": "Marcher aide-t-il à dormir ?", "en": "Does walking help to sleep?"},
    design="randomised",
    arms=(
        Arm("walk", {"fr": "Balade", "en": "Walk"}, "intervention"),
        Arm("wait", {"fr": "Attente", "en": "Waiting"}, "comparison"),
    ),
    waves=(
        Wave("before", {"fr": "Avant", "en": "Before"}, 1, 0, baseline=True),
        Wave("after", {"fr": "Après", "en": "After"}, 2, 30),
    ),
    outcomes=(
        Outcome(
            code="sleep",
            label={"fr": "Sommeil", "en": "Sleep"},
            dimension="social",
            role="primary",
            measure="hours",
            estimator="two_arms_mean",
            better="higher",
            unit={"fr": "heures", "en": "hours"},
            waves=("after",),
            threshold=0.5,
        ),
    ),
    planned_participants=20,
)

CONSENT = {"fr": "J’accepte de participer.", "en": "I agree to take part."}


def version_of_a_prototype(people: Cast) -> PrototypeVersion:
    """A released version in the project Balades."""
    prototype = actions.register_prototype(by=people.marc, project=people.balades, name="Parcours")
    return actions.release_version(by=people.marc, prototype=prototype, label="1")


def published(people: Cast, content: Questionnaire = SLEEP) -> QuestionnaireVersion:
    """A questionnaire version in the project Balades."""
    return actions.store_questionnaire(
        by=people.marc, project=people.balades, content=content, filename="sleep.md", source=b"| survey |"
    )


def draft_study(people: Cast) -> Study:
    """A study with its questionnaires, its consent and its plan, not yet locked."""
    study = actions.plan_study(by=people.marc, version=version_of_a_prototype(people), title={"fr": "Étude"})
    version = published(people)
    for wave in PLAN.waves:
        actions.assign_questionnaire(by=people.marc, study=study, wave=wave.code, version=version)
    actions.publish_consent(by=people.marc, study=study, text=CONSENT)
    return actions.save_plan(by=people.marc, study=study, plan=PLAN)


def twin_studies(people: Cast, versions: Mapping[str, QuestionnaireVersion]) -> tuple[Study, Study]:
    """Two open studies that ask the same at each wave: people told one what the other is to know."""
    prototype = version_of_a_prototype(people)
    first, second = (_twin(people, prototype, title, versions) for title in ("Un", "Deux"))
    return first, second


def _twin(people: Cast, prototype: PrototypeVersion, title: str, versions: Mapping[str, QuestionnaireVersion]) -> Study:
    study = actions.plan_study(by=people.marc, version=prototype, title={"fr": title})
    for wave, version in versions.items():
        actions.assign_questionnaire(by=people.marc, study=study, wave=wave, version=version)
    actions.publish_consent(by=people.marc, study=study, text=CONSENT)
    actions.save_plan(by=people.marc, study=study, plan=PLAN)
    actions.lock_plan(by=people.marc, study=study)
    return actions.open_study(by=people.marc, study=study)


def open_study(people: Cast) -> Study:
    """A study that takes answers."""
    study = draft_study(people)
    actions.lock_plan(by=people.marc, study=study)
    return actions.open_study(by=people.marc, study=study)


def lucie_in(study: Study, arm: str | None = "walk") -> Enrolled:
    """Lucie, enrolled in a study, with the secret of her link."""
    (lucie,) = actions.enrol_participants(by=OPERATOR, study=study, newcomers=[Newcomer("lucie@example.org", arm)])
    return lucie
