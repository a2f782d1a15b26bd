"""The whole form as one document, for a device that keeps it: every page once, and neither the secret nor an answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from flask import redirect, render_template, request, url_for
from markupsafe import Markup

from livinglab.store.database import new_id
from livinglab.store.failures import NotFound
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.serving import once_served, served
from livinglab.store.studies import Study
from livinglab.web.language import languages
from livinglab.web.participant.cards import Section, cards, modules_of, section_of
from livinglab.web.participant.consent import text_shown
from livinglab.web.participant.devices import equip
from livinglab.web.participant.door import participant
from livinglab.web.participant.live import live_words
from livinglab.web.participant.matrices import Block, blocks
from livinglab.web.participant.offline_words import interview_words, offline_words
from livinglab.web.participant.package import Package, package
from livinglab.web.participant.questions import Answered
from livinglab.web.participant.sheet import Sheet
from livinglab.web.participant.sittings import DeviceVisit, Keeping, keeping
from livinglab.web.participant.start_place import ASKED as START
from livinglab.web.participant.start_place import MODULE as START_MODULE
from livinglab.words import chosen
from surveys.live import live_form
from surveys.pages import Loop, Page
from surveys.questionnaire import Questionnaire
from surveys.values import Answer, Rows

MOST_BYTES = 3_000_000  # beyond, the form is left to the ordinary pages


@dataclass(frozen=True)
class Shown:
    """A page of the document: its code without an instance, its words, what stands on it; or a repeat's list."""

    code: str
    repeat: str
    title: Markup
    lang: str
    section: Section | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class EverythingAsked(Sheet):
    """A sheet on which every question is asked, and every repeat has one instance."""

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """The version, its conditions taken away."""
        content = self.version.content
        return replace(
            content,
            questions=tuple(replace(question, relevant=None) for question in content.questions),
            groups=tuple(replace(group, relevant=None, count=None) for group in content.groups),
        )


@participant.get("/a/<token>/form/<wave>")
def whole_form(token: str, wave: str) -> Answered:
    """The document of the version being answered, or of an older one a device has begun with (`?version=`)."""
    here = keeping(token)
    elsewhere = here.detour(wave)
    if elsewhere is not None:
        return elsewhere
    version = _version(here, wave)
    data = _data(version, wave, package())
    if len(json.dumps(data)) > MOST_BYTES:
        return redirect(url_for("participant.begin", token=token, wave=wave))
    pages = tuple(shown(EverythingAsked(new_id(), wave, version, one_of_each(version.content.outline), 0, None)))
    start = next((question.name for question in version.content.questions if question.type == START), "")
    modules = modules_of([card for page in pages for block in page.blocks for card in block.cards])
    modules = (*modules, START_MODULE) if start else modules
    interviewer = isinstance(here, DeviceVisit)
    html = render_template(
        "participant/interview_form.html" if interviewer else "participant/whole_form.html",
        study=here.study,
        wave=wave,
        data=data | (interview_data(here.study) if interviewer else {}),
        pages=pages,
        modules=modules,
        start=start,
        consent=text_shown(here.study) if interviewer else None,
        device_words=equip(modules),
    )
    return html.replace(url_for("participant.home", token=token).split("?")[0] + "/", "../")


def interview_data(study: Study) -> dict[str, Any]:
    """What an interviewer's device needs besides: the consent as it is read, and further words."""
    text = text_shown(study)
    return {"consent": {"digest": text.digest, "language": text.language}, "interview_words": interview_words()}


def shown(sheet: Sheet) -> Iterator[Shown]:
    """Every page of a sheet on which everything is asked."""
    for page in sheet.route.every_page:
        prefix = "".join(f"{repeat}~{number}~" for repeat, number in page.at)
        asked = {question.name for question in page.questions if question.asked}
        drawn = [replace(card, optional=card.name in asked) for card in cards(sheet, page, {})]
        title = sheet.say(page.title, page.at) or (Markup() if page.repeat else sheet.say(sheet.questionnaire.title))
        yield Shown(
            page.code.removeprefix(prefix),
            page.repeat,
            title,
            sheet.language_of(page.title),
            section_of(sheet, page.group, page.at) if page.group else None,
            blocks(sheet, drawn),
        )


def one_of_each(outline: Sequence[Page | Loop]) -> dict[str, Answer]:
    """Answers with one instance of each repeat, without any answer in it."""
    return {item.repeat.name: Rows((one_of_each(item.inside),)) for item in outline if isinstance(item, Loop)}


def _version(here: Keeping, wave: str) -> QuestionnaireVersion:
    """The version asked for, else that of the draft kept, else the one served. Raises NotFound."""
    asked = request.args.get("version")
    draft = here.draft(wave)
    version = once_served(here.study, wave, asked) if asked else draft.version if draft else served(here.study, wave)
    if version is None:
        raise NotFound
    return version


def _data(version: QuestionnaireVersion, wave: str, kept: Package) -> dict[str, Any]:
    form = live_form(version.content, chosen())
    return {
        "words": live_words(form.pop("words")) | offline_words(),
        "form": form,
        "digest": version.digest,
        "wave": wave,
        "language": chosen(),
        "languages": [code for code, _ in languages()],
        "release": kept.release,
        "files": list(kept.files),
    }
