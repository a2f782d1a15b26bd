"""Someone who answers on a shared device: the respondent's pages, with another memory and another way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.sittings import erase_sitting, keep_sitting, save_sitting
from livinglab.store.attachments import Attachment
from livinglab.store.consents import ConsentText
from livinglab.store.database import db
from livinglab.store.failures import NotFound
from livinglab.store.field_clients import FieldClient
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.serving import served
from livinglab.store.sittings import SEPARATOR, Sitting, device_secret, shared_device, sitting_by_token, was_sent
from livinglab.store.studies import Study
from livinglab.web.participant.door import Visit, participant, visit, welcome
from livinglab.words import chosen
from surveys.places import At
from surveys.values import Answers

BEGUN = "begun"  # a cookie: the sitting this browser is in, for who comes back to the start screen in the middle of it


@dataclass(frozen=True)
class Watch:
    """What the script of a kiosk needs: where it begins, and how to say that someone is there, or nobody any more."""

    home: str
    here: str = ""
    end: str = ""


@dataclass(frozen=True)
class SittingVisit:
    """Someone who came by the address of a sitting. Has what the pages ask of a `Visit`."""

    token: str
    sitting: Sitting

    @property
    def study(self) -> Study:
        """The study the device collects for."""
        return self.sitting.study

    @property
    def giver(self) -> Sitting:
        """To whom files belong until it is sent."""
        return self.sitting

    @property
    def consent(self) -> ConsentText | None:
        """The text agreed to on this device."""
        return self.sitting.consent_text

    @property
    def home(self) -> str:
        """The page of the device."""
        return page_of(self.sitting.client, device_secret(self.token))

    @property
    def way_out(self) -> str:
        """Where to go from the questions: the list of interviews; at a kiosk a question, for nobody may come back."""
        return url_for("participant.stop", token=self.token) if self.watch else self.home

    @property
    def watch(self) -> Watch | None:
        """At a kiosk somebody else may be next."""
        if self.sitting.client.kind != "kiosk":
            return None
        here, end = (url_for(f"participant.{name}", token=self.token) for name in ("still_here", "erase"))
        return Watch(self.home, here, end)

    def draft(self, wave: str) -> Sitting | None:
        """What was answered so far."""
        return self.sitting if self.sitting.wave == wave else None

    def attachment(self, attachment_id: str) -> Attachment:
        """A file of this sitting. Raises NotFound for any other."""
        found = db.session.get(Attachment, attachment_id)
        if found is None or found.response_id != self.sitting.id:
            raise NotFound
        return found

    def keep(
        self,
        *,
        wave: str,
        response_id: str,
        version: QuestionnaireVersion,
        answers: Answers,
        seen: int | None = None,
        at: At = (),
    ) -> Sitting:
        """Keeps answers. The sitting knows its own wave, id and version. Raises Conflict."""
        save_sitting(by=self.sitting, answers=answers, language=chosen(), seen=seen, at=at)
        return self.sitting

    def detour(self, wave: str) -> Response | None:
        """Where to go instead when this cannot be answered now: another wave, a closed study, no agreement yet."""
        if wave != self.sitting.wave:
            return redirect(url_for("participant.begin", token=self.token, wave=self.sitting.wave), 303)
        if not self.study.takes_answers:
            return redirect(self.home, 303)
        if self.consent is None:
            return redirect(url_for("participant.read_consent", token=self.token), 303)
        return None


@dataclass(frozen=True)
class DeviceVisit:
    """An interviewer's device that keeps a form for people it meets without a network: its address has no sitting."""

    token: str
    client: FieldClient

    @property
    def study(self) -> Study:
        """The study it collects for."""
        return self.client.study

    @property
    def home(self) -> str:
        """The page of the device."""
        return page_of(self.client, device_secret(self.token))

    def draft(self, wave: str) -> None:
        """Nobody's: what is begun without a network is known to the device alone."""

    def detour(self, wave: str) -> Response | None:
        """To the page of the device when this wave cannot be asked now."""
        open_now = self.study.takes_answers and served(self.study, wave) is not None
        return None if open_now else redirect(self.home, 303)


Answering: TypeAlias = Visit | SittingVisit
Keeping: TypeAlias = Visit | DeviceVisit


def answering(token: str) -> Answering:
    """Whoever answers behind an address, on a device of their own or a shared one. Raises NotFound."""
    return sitting(token) if device_secret(token) else visit(token)


def keeping(token: str) -> Keeping:
    """Whoever keeps a form: a person on their own device, or an interviewer's device. Raises NotFound."""
    secret = device_secret(token)
    if not secret:
        return visit(token)
    here = DeviceVisit(token, shared_device(secret, "interviewer"))
    welcome(here.study)
    return here


def study_behind(token: str) -> Study:
    """The study behind any address of the respondent's pages. Raises NotFound."""
    secret = device_secret(token)
    return shared_device(secret).study if secret else visit(token).study


def sitting(token: str) -> SittingVisit:
    """The sitting behind an address, in a language of the study's questionnaires. Raises NotFound."""
    here = SittingVisit(token, sitting_by_token(token))
    welcome(here.study)
    return here


def forgotten(answer: Response) -> Response:
    """An answer that ends a sitting in this browser.

    Chromium keeps pages for the Back button in spite of `no-store`, until a cookie of theirs changes.
    """
    answer.set_cookie(BEGUN, "", max_age=0, secure=request.is_secure, httponly=True, samesite="Lax")
    return answer


def page_of(client: FieldClient, secret: str, became: str | None = None) -> str:
    """The page of a device, which may say what became of an interview.

    That of a kiosk carries no language on: the next person may speak another.
    """
    if client.kind == "kiosk":
        return url_for("participant.kiosk", token=secret, lang=None)
    return url_for("participant.interviews", token=secret, became=became)


@participant.get("/a/<token>/stop")
def stop(token: str) -> str:
    """Go on, or erase what is not sent."""
    return render_template("participant/stop.html", visit=sitting(token))


@participant.post("/a/<token>/stop")
def erase(token: str) -> Response:
    """Erases it. The address opens nothing any more, and the device is ready for the next person."""
    here = sitting(token)
    home = here.home
    erase_sitting(by=here.sitting)
    return forgotten(redirect(home, 303))


@participant.post("/a/<token>/here")
def still_here(token: str) -> tuple[str, int]:
    """Somebody touches the screen."""
    keep_sitting(by=sitting(token).sitting)
    return "", 204


@participant.errorhandler(NotFound)
def unknown_link(_failure: NotFound) -> tuple[str, int] | Response:
    """Behind a sitting that is over, the page of its device; behind any other link that leads nowhere, what to do."""
    secret, separator, identifier = (request.view_args or {}).get("token", "").partition(SEPARATOR)
    try:
        client = shared_device(secret if separator else "")
    except NotFound:
        return render_template("participant/unknown.html"), NotFound.status
    if request.endpoint == "participant.send" and client.kind == "kiosk" and was_sent(client, identifier):
        return redirect(url_for("participant.thanks", token=secret), 303)  # the second of two clicks
    return redirect(page_of(client, secret), 303)
