"""The door of the respondent's pages: whose link it is, what its address carries on, what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from analysis import plan_json
from analysis.plan import Plan
from livinglab import journey
from livinglab.actions.responses import save_draft
from livinglab.store.attachments import Attachment, own_attachment
from livinglab.store.consents import Consent, in_force
from livinglab.store.database import now
from livinglab.store.failures import NotAllowed, Refused
from livinglab.store.finding import draft_of, participant_by_token, response_of
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.responses import Draft, waves_answered_by
from livinglab.store.serving import languages_served
from livinglab.store.studies import Participant, Study
from livinglab.web.language import asked_for, offer
from livinglab.words import chosen
from surveys.places import At
from surveys.values import Answers


@dataclass(frozen=True)
class Visit:
    """Someone who came by their personal link."""

    token: str
    participant: Participant
    sitting: None = None  # one's own link: the device is nobody else's

    @property
    def study(self) -> Study:
        """The study they take part in."""
        return self.participant.study

    @property
    def giver(self) -> Participant:
        """To whom files belong."""
        return self.participant

    def draft(self, wave: str) -> Draft | None:
        """What they have begun to write at a wave."""
        return draft_of(self.participant, wave)

    def attachment(self, attachment_id: str) -> Attachment:
        """A file they sent. Raises NotFound for any other."""
        return own_attachment(self.participant, attachment_id)

    def keep(
        self,
        *,
        wave: str,
        response_id: str,
        version: QuestionnaireVersion,
        answers: Answers,
        seen: int | None = None,
        at: At = (),
    ) -> Draft:
        """Keeps answers in their draft. Raises Conflict."""
        return save_draft(
            by=self.participant,
            wave=wave,
            response_id=response_id,
            version=version,
            answers=answers,
            language=chosen(),
            seen=seen,
            at=at,
        )

    def detour(self, wave: str) -> Response | None:
        """Where to go instead when this wave cannot be answered now: already sent, no consent, not open."""
        if response_of(self.participant, wave) is not None:
            return redirect(url_for("participant.answers", token=self.token, wave=wave), 303)
        if not self.study.takes_answers or journey.open_step(self.journey, wave) is None:
            return redirect(url_for("participant.home", token=self.token), 303)
        if self.consent is None:
            return redirect(url_for("participant.consent", token=self.token), 303)
        return None

    @property
    def way_out(self) -> str:
        """Where to go from the questions, and what comes before the first: their own page."""
        return url_for("participant.home", token=self.token)

    @cached_property
    def consent(self) -> Consent | None:
        """Their agreement now in force."""
        return in_force(self.participant)

    @cached_property
    def journey(self) -> tuple[journey.Step, ...]:
        """The waves of the plan, as they stand for this person today."""
        return journey.steps(
            plan_of(self.study).waves if self.study.plan else (),
            waves_answered_by(self.participant),
            self.participant.enrolled_on,
            now().date(),
            waits=not current_app.config["LIVINGLAB"].simulated,  # a simulated lab lives its weeks in a minute
        )


def visit(token: str) -> Visit:
    """The visit behind a personal link, in a language of the study's questionnaires. Raises NotFound."""
    here = Visit(token, participant_by_token(token))
    welcome(here.study)
    return here


def welcome(study: Study) -> None:
    """Offers the languages of a study's questionnaires, and speaks the one asked for."""
    offer(languages_served(study))


def plan_of(study: Study) -> Plan:
    """The plan of a study that has one."""
    return _plan(study.plan or "")


@lru_cache(maxsize=64)
def _plan(text: str) -> Plan:
    return plan_json.loads(text)


def prove_by_address(state: BlueprintSetupState) -> None:
    """These forms need no token of a session: nobody can send one without the secret in its address."""
    state.app.extensions["csrf"].exempt(state.blueprint)


def refuse_other_sites() -> None:
    """The secret is in the address, so no other site can act for the person; browsers that say who asks confirm it."""
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise NotAllowed


def carry_on(endpoint: str, values: dict[str, Any]) -> None:
    """The secret stays in the address, and so does a language asked for: some browsers keep no cookie."""
    token = (request.view_args or {}).get("token") if request else None
    if token is not None and current_app.url_map.is_endpoint_expecting(endpoint, "token"):
        values.setdefault("token", token)
    asked = asked_for() if request else None
    if asked:
        values.setdefault("lang", asked)


def keep_to_oneself(response: Response) -> Response:
    """The address is a secret and the page is about one person: neither travels nor stays in a shared memory."""
    response.headers["Referrer-Policy"] = "no-referrer"
    if "immutable" not in response.headers.get("Cache-Control", ""):  # the pictures of questionnaires are no one's
        response.headers["Cache-Control"] = "no-store"
    return response


def behind_a_link(blueprint: Blueprint) -> Blueprint:
    """A blueprint whose addresses hold the secret: what all of them share."""
    blueprint.record_once(prove_by_address)
    blueprint.before_request(refuse_other_sites)
    blueprint.url_defaults(carry_on)
    blueprint.after_request(keep_to_oneself)
    return blueprint


participant = behind_a_link(Blueprint("participant", __name__))


@participant.errorhandler(Refused)
def refused(failure: Refused) -> tuple[str, int]:
    """What could not be done, and what to do."""
    return render_template("participant/refused.html", sentence=failure.words(), status=failure.status), failure.status
