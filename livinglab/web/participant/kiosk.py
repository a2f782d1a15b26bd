"""A kiosk: the start screen, the consent, and thanks, with nothing left of the one before."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.sittings import begin_sitting
from livinglab.store.database import new_id
from livinglab.store.failures import NotFound
from livinglab.store.sittings import SEPARATOR, shared_device, sitting_by_token
from livinglab.web.language import COOKIE
from livinglab.web.participant.consent import text_agreed, text_shown
from livinglab.web.participant.door import participant, welcome
from livinglab.web.participant.sittings import BEGUN, Watch, forgotten, page_of
from livinglab.words import LANGUAGES, chosen, speak


@participant.get("/kiosk/<token>")
def kiosk(token: str) -> Response:
    """The start screen, in every language: the one before may have spoken another."""
    client = shared_device(token, "kiosk")
    begun = f"{token}{SEPARATOR}{request.cookies.get(BEGUN, '')}"
    if _opens(begun):
        return redirect(url_for("participant.stop", token=begun))
    welcome(client.study)
    speak(request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0])
    page = make_response(render_template("participant/kiosk.html", study=client.study, token=token, kiosk=True))
    page.delete_cookie(COOKIE)
    return forgotten(page)


@participant.get("/kiosk/<token>/consent")
def kiosk_consent(token: str) -> str | Response:
    """What taking part means, and the question. The sitting is drawn now, so that two clicks begin one."""
    client = shared_device(token, "kiosk")
    welcome(client.study)
    home = page_of(client, token)
    if not client.study.takes_answers:
        return redirect(home)
    return render_template(
        "participant/consent.html",
        study=client.study,
        text=text_shown(client.study),
        link=new_id(),
        back=home,
        watch=Watch(home),
    )


@participant.post("/kiosk/<token>/consent")
def begin_at_kiosk(token: str) -> Response:
    """Begins, with the agreement to the very text that was shown."""
    client = shared_device(token, "kiosk")
    welcome(client.study)
    sitting = begin_sitting(
        by=client,
        identifier=request.form.get("link", ""),
        wave=client.wave or "",
        language=chosen(),
        consent_text=text_agreed(client.study),
    )
    address = f"{token}{SEPARATOR}{sitting.id}"
    answer = redirect(url_for("participant.begin", token=address, wave=sitting.wave), 303)
    answer.set_cookie(BEGUN, sitting.id, secure=request.is_secure, httponly=True, samesite="Lax")
    return answer


@participant.get("/kiosk/<token>/thanks")
def thanks(token: str) -> str:
    """Thank you; then the start screen, unless one stays."""
    client = shared_device(token, "kiosk")
    welcome(client.study)
    return render_template("participant/thanks.html", study=client.study, watch=Watch(page_of(client, token)))


def _opens(token: str) -> bool:
    """Whether an address opens a sitting."""
    try:
        return sitting_by_token(token) is not None
    except NotFound:
        return False
