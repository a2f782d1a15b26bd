"""The residents' edition, two pages in large type: what you told us, what we did, what changed, what happens next."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.results import Evidence, Finding, TraceNode
from reports import people_words, sentences
from reports.blocks import Block, Bullets, Heading, Paragraph, Said
from reports.chapters import essential, harms
from reports.figures import flow
from reports.labels import last_wave, wave_label
from reports.numbers import Language, date, number, quoted
from reports.resident_words import say, sure
from reports.wording import words

MOST_IDEAS, MOST_WORDS_OF_AN_IDEA = 3, 160  # letters; the full report holds the rest
MOST_OTHERS, MOST_TROUBLES = 5, 2
DIGITS = 16  # of the digest, as in the head of every page


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """Both pages."""
    facts, plan = evidence.facts, evidence.plan
    return (
        Paragraph(say("kicker", language, project=facts.project), style="kicker"),
        Heading(1, plan.title.get(language) or facts.study, "resident"),
        Paragraph(plan.research_question.get(language, ""), style="question"),
        *essential.simulated(evidence, language),
        Heading(2, say("told", language), "told"),
        *_told(evidence, language),
        Heading(2, say("did", language), "did"),
        *_did(evidence, language),
        Heading(2, say("changed", language), "changed"),
        *_changed(evidence, language),
        *_listed("wrong", tuple(essential.wrong(evidence, language))[:MOST_TROUBLES], language),
        *_listed("unknown", tuple(_unknown(evidence, language)), language),
        Heading(2, say("next", language), "next"),
        *_next(evidence, language, digest),
    )


def _told(evidence: Evidence, language: Language) -> Iterator[Block]:
    ideas = [node.quote for node in evidence.facts.trace_nodes if node.kind == "idea" and node.quote]
    if not ideas:
        yield Paragraph(say("told_nothing", language))
        return
    said = [Said(quoted(_shortened(idea), language)) for idea in ideas[:MOST_IDEAS]]
    if len(ideas) > MOST_IDEAS:
        said.append(Said(say("told_more", language, n=number(len(ideas) - MOST_IDEAS, language))))
    yield Bullets(tuple(said))


def _shortened(idea: str) -> str:
    """Somebody's own words; of very many, the first, up to a whole word, and a sign that there are more."""
    if len(idea) <= MOST_WORDS_OF_AN_IDEA:
        return idea
    return idea[:MOST_WORDS_OF_AN_IDEA].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _did(evidence: Evidence, language: Language) -> Iterator[Block]:
    decisions = [node for node in evidence.facts.trace_nodes if node.kind == "decision"]
    if decisions:
        yield Paragraph(say("decided", language, title=_last(decisions).label.rstrip(".")))
    yield Paragraph(" ".join(_test(evidence, language)))
    yield from _people(evidence, language)


def _last(nodes: list[TraceNode]) -> TraceNode:
    return max(nodes, key=lambda node: node.on)


def _test(evidence: Evidence, language: Language) -> Iterator[str]:
    facts, plan = evidence.facts, evidence.plan
    by = sentences.speaker(evidence, language)
    thing = quoted(facts.prototype, language) if facts.prototype else by.thing
    key = "tested_version" if facts.prototype and facts.version_tested else "tested"
    yield say(key, language, thing=thing, version=facts.version_tested)
    if by.other:
        yield say("arms", language, thing=by.thing, other=by.other)
    if plan.design == "randomised":
        yield say("drawn_places" if plan.cluster else "drawn", language)
    if plan.design == "switched":
        yield say("drawn_weeks", language)
    first, last = date(facts.first_answer_on, language), date(facts.last_answer_on, language)
    yield say("when_day" if first == last else "when", language, first=first, last=last)


def _people(evidence: Evidence, language: Language) -> Iterator[Block]:
    reached = flow.reached(evidence)
    if reached is not None:
        counts = {"allocated": number(reached.allocated, language), "answered": number(reached.answered, language)}
        key = "people_anonymous" if evidence.facts.anonymous else "people"
        yield Paragraph(say(key, language, **counts), evidence.flow_figure_id)


def _changed(evidence: Evidence, language: Language) -> Iterator[Block]:
    finding = essential.primary(evidence)
    if finding is None:
        yield Paragraph(words("no_primary", language))
    else:
        by = sentences.speaker(evidence, language)
        yield Paragraph(sentences.finding_sentence(finding, by), finding.figure_id, style="answer")
        interval = sentences.interval_words(finding, language)
        if interval:
            yield Paragraph(f"{interval[:1].upper()}{interval[1:]}.", finding.figure_id)
        yield Heading(3, say("sure", language))
        yield Paragraph(sure(finding.level, evidence.plan.design, language), finding.figure_id)
    others = [each for each in evidence.findings if each is not finding]
    if others:
        yield Heading(3, say("also", language))
        yield Bullets(tuple(_others(others, language)))


def _others(others: list[Finding], language: Language) -> Iterator[Said]:
    for each in others[:MOST_OTHERS]:
        named = {"outcome": sentences.label(each, language), "effect": sentences.effect_words(each, language)}
        yield Said(say(f"also_{each.direction}", language, **named), each.figure_id)
    if len(others) > MOST_OTHERS:
        yield Said(say("others", language, n=number(len(others) - MOST_OTHERS, language)))


def _listed(key: str, said: tuple[Said, ...], language: Language) -> Iterator[Block]:
    yield Heading(3, say(key, language))
    yield Bullets(said)


def _unknown(evidence: Evidence, language: Language) -> Iterator[Said]:
    unclear = [each for each in evidence.findings if each.direction == "unclear"]
    for each in unclear[:MOST_TROUBLES]:
        yield Said(say("unseen", language, outcome=sentences.label(each, language)), each.figure_id)
    asked = harms.harms(evidence)
    yield Said(people_words.say("unknown_harm", language) if asked else words("unknown_harms", language))
    last = last_wave(evidence)
    if last is not None:
        yield Said(say("unknown_later", language, wave=wave_label(evidence, last.code, language)))


def _next(evidence: Evidence, language: Language, digest: str) -> Iterator[Block]:
    laboratory = evidence.facts.laboratory or say("the_laboratory", language)
    shown = digest.removeprefix("sha256:")[:DIGITS]
    yield Paragraph(say("next_report", language, laboratory=laboratory, digest=shown))
    if any(node.kind == "idea" for node in evidence.facts.trace_nodes):
        yield Paragraph(say("next_idea", language))
    yield Paragraph(say("thanks", language))
