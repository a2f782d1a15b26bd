"""A study whose questionnaire and consent speak several languages, one from right to left, one easy to read."""

from __future__ import annotations

from pathlib import Path

from respondents import Site, open_site

from livinglab.actions.consents import publish_consent
from livinglab.store.actors import OPERATOR
from surveys.reading import read_workbook

QUESTIONNAIRE = Path(__file__).parent / "questionnaires" / "tongues.md"
SOUNDS = {"sorties.mp3": b"ID3\x03\0" + bytes(200), "nuzha.mp3": b"ID3\x04\0" + bytes(200)}
AGREEMENTS = {
    "fr": "Le laboratoire étudie les sorties.",
    "en": "The lab studies outings.",
    "ar": "يدرس المختبر النزهات.",
    "fr-x-falc": "Nous parlons de vos sorties.",
}


def open_tongues(folder: Path) -> Site:
    """An open study in these languages."""
    questionnaire = read_workbook(QUESTIONNAIRE, files=SOUNDS).questionnaire
    if questionnaire is None:
        raise ValueError(QUESTIONNAIRE)
    site = open_site(folder, questionnaire, SOUNDS)
    with site.app.app_context():
        publish_consent(by=OPERATOR, study=site.study, text=AGREEMENTS)
    return site
