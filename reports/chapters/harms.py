"""Harms and unwanted effects: what was asked, who reports it, in each arm; never left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from analysis.estimators.catalogue import CATALOGUE
from analysis.harms_reported import ARM, HARMS, RELATION, SERIOUSNESS, Relation, Seriousness
from analysis.results import Evidence, EvidenceTable, Finding
from reports import sentences
from reports.blocks import Block, Paragraph, Said, Table
from reports.chapters import outcomes
from reports.grid import Grid
from reports.labels import arm_label
from reports.numbers import Language, listed, number, percent
from reports.people_words import say


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """Each unwanted effect that was asked about, in the plan's order; or that none was."""
    asked = harms(evidence)
    unasked = tuple(_unasked(evidence, language))
    if not asked:
        return (Paragraph(say("harms_not_asked", language)), *unasked)
    by = sentences.speaker(evidence, language)
    told = [
        block for each in asked for block in outcomes.result(each, evidence, by, sentence(each, evidence, language))
    ]
    return Paragraph(say("harms_lead", language)), *told, *unasked


def _unasked(evidence: Evidence, language: Language) -> Iterator[Block]:
    """What somebody reported by themselves, as a table of counts; nothing in a report made before there was a place."""
    for table in evidence.tables:
        if table.kind == HARMS:
            yield Paragraph(_reports(table, language))
            if _total(table):
                columns = tuple(say(f"harms_reported_{name}", language) for name in ("about", "which", "count"))
                grid = Grid(columns, tuple(_rows(table, evidence, language)), (False, False, True))
                yield Table(say("harms_reported_caption", language), grid)


def _rows(table: EvidenceTable, evidence: Evidence, language: Language) -> Iterator[tuple[str, ...]]:
    for about, code, count in table.rows:
        if count is not None:
            named = arm_label(evidence, str(code), language) if about == ARM and code else ""
            named = named or say(f"harms_code_{code or 'no_arm'}", language)
            yield say(f"harms_about_{about}", language), named, number(int(count), language)


def called(language: Language) -> Mapping[str, str]:
    """What the codes of the table are called."""
    abouts = {code: say(f"harms_about_{code}", language) for code in (SERIOUSNESS, RELATION, ARM)}
    return abouts | {
        code: say(f"harms_code_{code}", language) for code in (*get_args(Seriousness), *get_args(Relation))
    }


def _total(table: EvidenceTable) -> int:
    return sum(int(row[2] or 0) for row in table.rows if row[0] == SERIOUSNESS)


def _reports(table: EvidenceTable, language: Language, some: str = "harms_reported_some") -> str:
    """How many were reported, how many of them serious, and that this is no rate."""
    serious = sum(int(row[2] or 0) for row in table.rows if row[1] == "serious")
    code = some if _total(table) else "harms_reported_none"
    return say(code, language, total=number(_total(table), language), serious=number(serious, language))


def harms(evidence: Evidence) -> tuple[Finding, ...]:
    """The findings that count something unwanted."""
    return tuple(each for each in evidence.findings if CATALOGUE[each.outcome.estimator].harm)


def reported(evidence: Evidence, language: Language) -> Iterator[Said]:
    """Those that somebody reports, for the first page."""
    for each in harms(evidence):
        if each.estimate.effect:
            yield Said(sentence(each, evidence, language, some="harm_short"), each.figure_id)
    for table in evidence.tables:
        if table.kind == HARMS and _total(table):
            yield Said(_reports(table, language, "harms_reported_short"))


def sentence(finding: Finding, evidence: Evidence, language: Language, some: str = "harm_some") -> str:
    """One unwanted effect: how many of how many, with the interval, and each arm where it may be shown."""
    estimate, outcome = finding.estimate, sentences.label(finding, language)
    n = number(estimate.n, language)
    if estimate.effect is None or estimate.low is None or estimate.high is None:
        return say("harm_small" if estimate.n else "harm_no_answer", language, outcome=outcome, n=n)
    decimals = sentences.share_decimals(finding)
    high, share = percent(estimate.high, language, decimals), percent(estimate.confidence, language)
    if estimate.effect == 0:
        three = percent(estimate.details.get("rule_of_three"), language, decimals)
        return say("harm_none", language, outcome=outcome, n=n, high=high, share=share, three=three)
    return say(
        some,
        language,
        outcome=outcome,
        x=number(estimate.details.get("reported"), language),
        n=n,
        effect=percent(estimate.effect, language, decimals),
        share=share,
        low=percent(estimate.low, language, decimals),
        high=high,
        arms=_arms(finding, evidence, language),
    )


def _arms(finding: Finding, evidence: Evidence, language: Language) -> str:
    details, sizes = finding.estimate.details, finding.estimate.n_by_arm
    told = [
        say(
            "harm_arm",
            language,
            arm=arm_label(evidence, arm, language),
            x=number(details[f"reported.{arm}"], language),
            n=number(n, language),
        )
        for arm, n in sizes.items()
        if f"reported.{arm}" in details
    ]
    return say("harm_arms", language, arms=listed(told, language)) if told else ""
