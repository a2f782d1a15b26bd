"""A study that respondents can answer: an application on its own databases, a questionnaire, personal links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from types import MappingProxyType

from flask import Flask
from people import with_tables
from playwright.sync_api import Page, expect
from werkzeug.serving import BaseWSGIServer, make_server

from analysis.plan import Arm, Outcome, Plan, Wave
from livinglab.actions.consents import publish_consent
from livinglab.actions.participants import Newcomer, enrol_participants
from livinglab.actions.projects import create_project
from livinglab.actions.prototypes import register_prototype, release_version
from livinglab.actions.questionnaires import assign_questionnaire, store_questionnaire
from livinglab.actions.studies import issue_open_link, lock_plan, open_study, plan_study, save_plan
from livinglab.app import create_app
from livinglab.settings import Settings
from livinglab.store.actors import OPERATOR
from livinglab.store.database import db
from livinglab.store.studies import Study
from surveys.expressions.parser import parse
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Group, Question
from surveys.values import Missing

CONSENT = {
    "fr": "## Balades des Tilleuls\n\nLe laboratoire étudie les **sorties à pied**. Vos réponses restent chez nous.",
    "en": "## Les Tilleuls walks\n\nThe lab studies **outings on foot**. Your answers stay with us.",
}
REQUIRED = parse("true()")
AGREEMENT = (
    ("1", "Pas du tout d’accord", "Strongly disagree"),
    ("2", "Plutôt pas d’accord", "Disagree"),
    ("3", "Ni l’un ni l’autre", "Neither"),
    ("4", "Plutôt d’accord", "Agree"),
    ("5", "Tout à fait d’accord", "Strongly agree"),
)


def _choices(*rows: tuple[str, str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(name, {"fr": fr, "en": en}) for name, fr, en in rows)


OUTINGS = Questionnaire(
    form_id="outings",
    title={"fr": "Mes sorties", "en": "My outings"},
    version="1",
    default_language="fr",
    languages=("fr", "en"),
    groups=(
        Group("going_out", {"fr": "Vos sorties", "en": "Going out"}),
        Group("confidence", {"fr": "Votre confiance", "en": "Your confidence"}),
        Group("words", {"fr": "Vos mots", "en": "Your words"}),
    ),
    choices={
        "yes_no": _choices(("yes", "Oui", "Yes"), ("no", "Non", "No")),
        "agreement": _choices(*AGREEMENT),
        "obstacles": _choices(
            ("weather", "Le temps qu’il fait", "The weather"), ("tired", "La fatigue", "Being tired")
        ),
    },
    questions=(
        Question(
            "welcome",
            "note",
            {"fr": "Pensez aux **sept derniers jours**.", "en": "Think of the **last seven days**."},
            groups=("going_out",),
        ),
        Question(
            "outings",
            "integer",
            {"fr": "Combien de fois êtes-vous sorti à pied ?", "en": "How many times did you go out on foot?"},
            {"fr": "Comptez chaque sortie, même courte.", "en": "Count every outing, even a short one."},
            groups=("going_out",),
            required=REQUIRED,
            constraint=parse(". >= 0 and . <= 50"),
            constraint_message={"fr": "Écrivez un nombre entre 0 et 50.", "en": "Write a number between 0 and 50."},
            missing_options=(Missing.DONT_KNOW,),
        ),
        Question(
            "with_someone",
            "select_one",
            {"fr": "L’une de ces sorties s’est-elle faite avec quelqu’un ?", "en": "Was one of them with someone?"},
            groups=("going_out",),
            required=REQUIRED,
            relevant=parse("${outings} > 10"),
            choices="yes_no",
        ),
        Question(
            "alone",
            "select_one",
            {"fr": "Je me sens capable de sortir seul.", "en": "I feel able to go out alone."},
            groups=("confidence",),
            required=REQUIRED,
            choices="agreement",
            appearance=("likert",),
            missing_options=(Missing.DECLINED,),
        ),
        Question(
            "ease",
            "range",
            {"fr": "De 0 à 10, est-il facile de sortir ?", "en": "From 0 to 10, how easy is it to go out?"},
            {"fr": "0 : très difficile. 10 : très facile.", "en": "0: very hard. 10: very easy."},
            groups=("confidence",),
            required=REQUIRED,
            parameters={"start": 0, "end": 10, "step": 1},
        ),
        Question(
            "obstacles",
            "select_multiple",
            {
                "fr": "Après ${outings} sorties, qu’est-ce qui vous retient ?",
                "en": "After ${outings} outings, what holds you back?",
            },
            groups=("words",),
            choices="obstacles",
        ),
        Question(
            "spent",
            "decimal",
            {"fr": "Combien avez-vous dépensé ?", "en": "How much did you spend?"},
            groups=("words",),
        ),
        Question("born", "date", {"fr": "Quand êtes-vous né ?", "en": "When were you born?"}, groups=("words",)),
        Question(
            "leaves_at", "time", {"fr": "À quelle heure sortez-vous ?", "en": "When do you go out?"}, groups=("words",)
        ),
        Question(
            "district",
            "select_one",
            {"fr": "Sortez-vous le soir ?", "en": "Do you go out in the evening?"},
            groups=("words",),
            choices="yes_no",
            appearance=("minimal",),
        ),
        Question(
            "remark",
            "text",
            {"fr": "Voulez-vous ajouter quelque chose ?", "en": "Would you like to add anything?"},
            groups=("words",),
            appearance=("multiline",),
        ),
        Question(
            "read",
            "acknowledge",
            {"fr": "Le banc sera posé en mai.", "en": "The bench comes in May."},
            groups=("words",),
        ),
    ),
)

BENCH = Questionnaire(
    form_id="bench",
    title={"fr": "Le banc", "en": "The bench"},
    version="1",
    default_language="fr",
    languages=("fr", "en"),
    groups=(Group("seen", {"fr": "Ce que vous voyez", "en": "What you see"}),),
    questions=(
        Question(
            "photo",
            "image",
            {"fr": "Photographiez le banc.", "en": "Photograph the bench."},
            groups=("seen",),
            required=REQUIRED,
            options={"max-pixels": "1000"},
            missing_options=(Missing.DECLINED,),
        ),
        Question(
            "sound",
            "audio",
            {"fr": "Enregistrez la rue.", "en": "Record the street."},
            groups=("seen",),
            appearance=("new",),
        ),
        Question(
            "outings",
            "integer",
            {"fr": "Combien de pas ?", "en": "How many steps?"},
            groups=("seen",),
            required=REQUIRED,
        ),
    ),
)

PLAN = Plan(
    title={"fr": "Balades partagées", "en": "Shared walks"},
    research_question={"fr": "Sort-on plus ?", "en": "Do people go out more?"},
    design="one_group",
    arms=(Arm("all", {"fr": "Tous", "en": "All"}, "intervention"),),
    waves=(
        Wave("t0", {"fr": "Au départ", "en": "At the start"}, 0, 0, baseline=True),
        Wave("t1", {"fr": "Six semaines", "en": "Six weeks"}, 1, 42),
    ),
    outcomes=(
        Outcome(
            code="outings",
            label={"fr": "Sorties à pied", "en": "Outings on foot"},
            dimension="social",
            role="primary",
            measure="outings",
            estimator="paired_mean",
            better="higher",
            unit={"fr": "sorties", "en": "outings"},
            waves=("t1",),
            baseline_wave="t0",
            threshold=1.0,
        ),
    ),
)


@dataclass
class Site:
    """The application and one open study in it."""

    app: Flask
    study_id: str
    open_token: str
    address: str = ""

    @property
    def study(self) -> Study:
        """The study."""
        study = db.session.get(Study, self.study_id)
        if study is None:
            raise LookupError(self.study_id)
        return study

    def new_link(self) -> str:
        """The secret of the personal link of someone newly enrolled."""
        with self.app.app_context():
            return enrol_participants(by=OPERATOR, study=self.study, newcomers=[Newcomer()])[0].token


def open_site(
    folder: Path, questionnaire: Questionnaire = OUTINGS, files: Mapping[str, bytes] = MappingProxyType({})
) -> Site:
    """An application with an open study in it."""
    settings = Settings(
        directory=folder,
        database_url=f"sqlite:///{folder / 'livinglab.db'}",
        vault_url=f"sqlite:///{folder / 'vault.db'}",
        base_url="http://127.0.0.1",
        trusted_hosts=("127.0.0.1", "localhost"),
        laboratory="Labo des Tilleuls",
        queue_path=folder / "queue.db",
        reports_path=folder / "reports",
        files_path=folder / "files",
        free_disk_mb=0,
        testing=True,
    )
    app = with_tables(create_app(settings))
    with app.app_context():
        study = _open_study(questionnaire, files)
        return Site(app, study.id, study.open_token or "")


def _open_study(questionnaire: Questionnaire, files: Mapping[str, bytes]) -> Study:
    project = create_project(by=OPERATOR, title=PLAN.title)
    prototype = register_prototype(by=OPERATOR, project=project, name="Carnet de balades")
    version = release_version(by=OPERATOR, prototype=prototype, label="1")
    study = plan_study(by=OPERATOR, version=version, title=PLAN.title)
    stored = store_questionnaire(
        by=OPERATOR, project=project, content=questionnaire, filename="outings.md", source=b"simulated", files=files
    )
    for wave in PLAN.waves:
        assign_questionnaire(by=OPERATOR, study=study, wave=wave.code, version=stored)
    publish_consent(by=OPERATOR, study=study, text=CONSENT)
    save_plan(by=OPERATOR, study=study, plan=PLAN)
    lock_plan(by=OPERATOR, study=study)
    issue_open_link(by=OPERATOR, study=study)
    return open_study(by=OPERATOR, study=study)


@dataclass
class Server:
    """The site on a port of this machine, in a thread; it may stop, and start again on the same port."""

    site: Site
    port: int = 0
    running: BaseWSGIServer | None = None

    def start(self) -> None:
        """Answers from now on."""
        self.running = make_server("127.0.0.1", self.port, self.site.app, threaded=True)
        self.port = self.running.server_port
        self.site.address = f"http://127.0.0.1:{self.port}"
        Thread(target=self.running.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answers no more."""
        if self.running is not None:
            self.running.shutdown()
            self.running.server_close()
            self.running = None


@contextmanager
def served(site: Site) -> Iterator[Site]:
    """The site on a port of this machine."""
    server = Server(site)
    server.start()
    yield site
    server.stop()


def press(page: Page, button: str) -> None:
    """Presses a button of a form, and waits for the page it leads to, or for what this page says instead."""
    page.click(button)
    expect(page.locator("[data-carried] [aria-disabled]")).to_have_count(0, timeout=30_000)
    page.wait_for_load_state()
