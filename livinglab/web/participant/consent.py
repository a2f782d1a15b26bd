"""The consent, shown and stored before any answer."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.consents import give_consent
from livinglab.journey import next_step
from livinglab.store.consents import ConsentText, consent_texts
from livinglab.store.database import db
from livinglab.store.failures import NotFound
from livinglab.store.studies import Study
from livinglab.web.participant.door import Visit, participant, visit
from livinglab.words import chosen, spoken
from surveys.languages import readings


@participant.get("/a/<token>/consent")
def consent(token: str) -> str | Response:
    """What taking part means, and the question."""
    here = visit(token)
    if here.consent is not None:
        return redirect(onward(here))
    back = url_for("participant.home", token=token)
    return render_template("participant/consent.html", study=here.study, text=text_shown(here.study), back=back)


@participant.post("/a/<token>/consent")
def agree(token: str) -> Response:
    """Stores the agreement to the very text that was shown."""
    here = visit(token)
    give_consent(by=here.participant, consent_text=text_agreed(here.study))
    return redirect(onward(here), 303)


def text_shown(study: Study) -> ConsentText:
    """The newest text, in the language chosen, else in the nearest there is. Raises NotFound."""
    texts = consent_texts(study)
    if not texts:
        raise NotFound
    wanted = (*readings(chosen()), *readings(spoken()))
    return next((texts[code] for code in wanted if code in texts), None) or next(iter(texts.values()))


def text_agreed(study: Study) -> ConsentText:
    """The text the form was about: also an older one, still open in a tab. Raises NotFound."""
    text = db.session.get(ConsentText, request.form.get("text", ""))
    if text is None or text.study_id != study.id:
        raise NotFound
    return text


def onward(here: Visit) -> str:
    """To the first question if a wave is open, else to the participant's page."""
    step = next_step(here.journey)
    if step is None or step.state != "open":
        return url_for("participant.home", token=here.token)
    return url_for("participant.begin", token=here.token, wave=step.wave.code)
