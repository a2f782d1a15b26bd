"""The questionnaire as a field client shows it: the same questions, after two of ours – who answers, and do they agree?

A field client collects for many people, and knows neither participants nor consents. So the form asks for the
participant's code, shows the consent text and asks in which language it was agreed to: the name of that choice is the
digest of the text. What a page offers beside a question ("don't know", "rather not say") becomes a small question after
it, shown while it is left blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from surveys.expressions.parser import parse
from surveys.expressions.tree import Expression, Value
from surveys.languages import UNLABELLED, readings
from surveys.openrosa.adapted import adapted, adapted_tables
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Group, Question
from surveys.values import MISSING_LABELS, Missing, Text
from surveys.wording import pick
from surveys.xlsform.parameters import KNOWN

SECTION = "livinglab"  # the group of our own questions
PARTICIPANT, CONSENT, DIGEST, BEGUN, ENDED = (
    f"{SECTION}_{node}" for node in ("participant", "consent", "questionnaire", "begun", "ended")
)
WITHOUT_ANSWER = ".missing"  # ending of the question that asks why there is no answer
AGREEMENTS = "livinglab.agreements"
KEPT_SETTINGS = frozenset({"style", "allow_choice_duplicates"})
YES = parse("true()")
ELEMENT = re.compile(r"[A-Za-z_][\w.-]*")  # a column of a list becomes an element of the form
WORDS: Mapping[str, Text] = {
    "section": {"fr": "Participant et consentement", "en": "Participant and consent"},
    "participant": {"fr": "Code du participant", "en": "Participant’s code"},
    "participant_hint": {
        "fr": "Recopiez le pseudonyme donné par l’équipe, par exemple P-ABCDEFGHIJ.",
        "en": "Copy the pseudonym given by the team, for example P-ABCDEFGHIJ.",
    },
    "consent": {"fr": "La personne accepte-t-elle ?", "en": "Does the person agree?"},
    "consent_hint": {
        "fr": "Lisez ou faites lire le texte ci-dessus. Sans accord, n’allez pas plus loin : effacez ce formulaire.",
        "en": "Read the text above, or have it read. Without agreement, stop here and delete this form.",
    },
    "agreement": {"fr": "Oui, d’après ce texte ({language})", "en": "Yes, to this text ({language})"},
    "why": {"fr": "Pourquoi n’y a-t-il pas de réponse ?", "en": "Why is there no answer?"},
}


@dataclass(frozen=True)
class ConsentShown:
    """A consent text in one language, and the digest by which the agreement is recorded."""

    language: str
    text: str
    digest: str


def field_questionnaire(
    questionnaire: Questionnaire, form_id: str, version: str, title: str, consents: Sequence[ConsentShown]
) -> Questionnaire:
    """The questionnaire a field client fills in: our questions first, then every other, texts in every language."""
    reasons = {_reasons(question) for question in questionnaire.questions if question.missing_options}
    return replace(
        questionnaire,
        form_id=form_id,
        version=version,
        title={UNLABELLED: title},
        questions=(
            *_introduction(questionnaire, consents),
            *(one for question in adapted(questionnaire) for one in _asked(questionnaire, question)),
        ),
        groups=(
            Group(SECTION, _words(questionnaire, "section")),
            *(_plain_group(questionnaire, group) for group in questionnaire.groups),
        ),
        choices={
            **{name: _labelled(questionnaire, choices) for name, choices in questionnaire.choices.items()},
            AGREEMENTS: tuple(_agreement(questionnaire, consent) for consent in consents),
            **{_list_of(offered): tuple(_reason(questionnaire, one) for one in offered) for offered in reasons},
        },
        tables=adapted_tables(questionnaire),
        settings={
            "clean_text_values": "no",  # or pyxform changes the spaces of the consent text
            **{name: value for name, value in questionnaire.settings.items() if name in KEPT_SETTINGS},
        },
        extra_sheets={},
    )


def _introduction(form: Questionnaire, consents: Sequence[ConsentShown]) -> Iterator[Question]:
    yield _ours(BEGUN, "start")
    yield _ours(ENDED, "end")
    yield replace(_ours(DIGEST, "hidden"), default=Expression(f"'{form.digest}'", Value(form.digest)))
    participant = _ours(PARTICIPANT, "text", _words(form, "participant"), _words(form, "participant_hint"))
    yield replace(participant, required=YES)
    yield _ours(f"{CONSENT}_text", "note", _consent_text(form, consents))
    consent = _ours(CONSENT, "select_one", _words(form, "consent"), _words(form, "consent_hint"))
    yield replace(consent, choices=AGREEMENTS, required=YES)


def _ours(node: str, kind: str, label: Text | None = None, hint: Text | None = None) -> Question:
    return Question(node, kind, label or {}, hint or {}, (SECTION,))


def _asked(form: Questionnaire, question: Question) -> Iterator[Question]:
    """The question, and after it the one that asks why there is no answer, where the study allows that."""
    completed = replace(
        question,
        label=_completed(form, question.label) or _its_name(form, question),
        hint=_completed(form, question.hint),
        guidance=_completed(form, question.guidance),
        required_message=_completed(form, question.required_message),
        constraint_message=_completed(form, question.constraint_message),
        media=_media(form, question.media),
        missing_options=(),
        options={name: value for name, value in question.options.items() if name in KNOWN.get(question.type, ())},
        extra={},
    )
    if not question.missing_options:
        yield completed
        return
    yield replace(completed, required=None)
    node = question.node or question.name
    shown = f"../{node} = ''"
    yield Question(
        f"{question.name}{WITHOUT_ANSWER}",
        "select_one",
        _words(form, "why"),
        groups=question.groups,
        required=question.required,
        relevant=_expression(f"({question.relevant.source}) and {shown}" if question.relevant else shown),
        choices=_list_of(_reasons(question)),
        appearance=("minimal",),
        node=f"{node}{WITHOUT_ANSWER}",
    )


def _its_name(form: Questionnaire, question: Question) -> Text:
    """The name of a question shown without words, as the page reads it: pyxform refuses a form with a bare one."""
    if not question.shown or any(question.hint.values()) or question.media:
        return {}
    return dict.fromkeys(form.languages, question.node or question.name)


def _plain_group(form: Questionnaire, group: Group) -> Group:
    label, hint, media = _completed(form, group.label), _completed(form, group.hint), _media(form, group.media)
    return replace(group, label=label, hint=hint, media=media, extra={})


def _labelled(form: Questionnaire, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    return tuple(
        replace(
            choice,
            label=_completed(form, choice.label),
            media=_media(form, choice.media),
            attributes={title: cell for title, cell in choice.attributes.items() if ELEMENT.fullmatch(title)},
        )
        for choice in choices
    )


def _media(form: Questionnaire, media: Mapping[str, Text]) -> Mapping[str, Text]:
    """The pictures and sounds in every language; a large picture enlarges a small one, and is nothing without it."""
    alone = {"big-image"} if "image" not in media else set()
    return {kind: _completed(form, files) for kind, files in media.items() if kind not in alone}


def _completed(form: Questionnaire, text: Text) -> Text:
    """The text in every language: a form half translated shows a dash where words are missing."""
    if not any(text.values()):
        return {}
    return {language: pick(text, language, form) for language in form.languages}


def _words(form: Questionnaire, key: str, **facts: str) -> Text:
    """Our own words in the languages of the form; in both of ours where we do not have them."""
    words = {language: said.format(**facts) for language, said in WORDS[key].items()}
    return _in_each(form, words, " / ")


def _in_each(form: Questionnaire, words: Text, between: str) -> Text:
    said = {language: (words[code] for code in readings(language) if code in words) for language in form.languages}
    return {language: next(found, between.join(words.values())) for language, found in said.items()}


def _consent_text(form: Questionnaire, consents: Sequence[ConsentShown]) -> Text:
    """What people agree to, word for word; `${` would be read as a reference to a question."""
    texts = {consent.language: consent.text.replace("${", "$ {") for consent in consents}
    return _in_each(form, texts, "\n\n")


def _agreement(form: Questionnaire, consent: ConsentShown) -> Choice:
    return Choice(consent.digest, _words(form, "agreement", language=consent.language))


def _reason(form: Questionnaire, reason: Missing) -> Choice:
    return Choice(reason.value, _in_each(form, MISSING_LABELS[reason], " / "))


def _reasons(question: Question) -> tuple[Missing, ...]:
    return tuple(sorted(question.missing_options, key=list(Missing).index))


def _list_of(reasons: Sequence[Missing]) -> str:
    return ".".join((SECTION, *(reason.value for reason in reasons)))


def _expression(source: str) -> Expression:
    """Only its source is written in the form; a path of a workbook of another dialect must not stop us here."""
    return Expression(source, Value(source))
