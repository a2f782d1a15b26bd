"""The pilot's profit and loss in a report: the verdict first, "no measurable value" among the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.economics.results import PILOT, IterationTime, Pilot
from analysis.results import Evidence, Finding
from reports import sentences
from reports.blocks import Block, Bullets, Heading, Paragraph, Said, Table
from reports.grid import Grid
from reports.money import refusals
from reports.money.amounts import between, digits, ends, money, plain_between
from reports.money.names import label
from reports.money.words import LAWS, Words, said
from reports.numbers import Language, listed, number, percent
from reports.wording import words

VERDICTS: Mapping[str, Words] = {
    "no_measurable_value": {
        "fr": "Pilote : aucune valeur mesurable dans ce test.",
        "en": "Pilot: no measurable value in this test.",
    },
    "not_covered": {
        "fr": "Pilote : du temps est devenu de l’argent, mais il n’est pas établi qu’il couvre le coût de l’outil.",
        "en": "Pilot: time became money, but it is not established that it covers the cost of the tool.",
    },
    "value": {
        "fr": "Pilote : le temps devenu de l’argent dépasse le coût de l’outil.",
        "en": "Pilot: the time that became money exceeds the cost of the tool.",
    },
    "loss": {
        "fr": "Pilote : l’outil coûte plus que le temps devenu de l’argent.",
        "en": "Pilot: the tool costs more than the time that became money.",
    },
    "refused": {"fr": "Pilote : calcul refusé.", "en": "Pilot: computation refused."},
}

WORDS: Mapping[str, Words] = {
    "saved": {
        "fr": "Minutes gagnées par tâche, reprises et relecture comprises : {amount}. Chaque personne est comparée à "
        "elle-même, semaines avec et sans l’outil.",
        "en": "Minutes saved per task, rework and review included: {amount}. Each person is compared with themselves, "
        "weeks with and without the tool.",
    },
    "holds_zero": {
        "fr": "Le temps gagné devenu de l’argent va de {low} à {high} par an : zéro n’est pas exclu.",
        "en": "The saved time that became money goes from {low} to {high} a year: zero is not ruled out.",
    },
    "unseen": {
        "fr": "Une valeur de moins de {value} par an ({minutes} par tâche) pouvait exister sans être vue.",
        "en": "A value below {value} a year ({minutes} per task) could exist without being seen.",
    },
    "believed": {
        "fr": "Ce que les participants croient gagner par tâche : {believed} ({n} réponses, figure {figure}). Ce qui "
        "est mesuré : {measured}. Un gain cru n’est pas une preuve : il n’entre dans aucun calcul.",
        "en": "What participants believe they save per task: {believed} ({n} answers, figure {figure}). What is "
        "measured: {measured}. A believed saving is no evidence: it enters no computation.",
    },
    "believed_more": {
        "fr": "Les participants croient gagner {believed} par tâche ; tout l’intervalle mesuré est plus bas, "
        "{high} au plus.",
        "en": "Participants believe they save {believed} per task; the whole measured interval is lower, "
        "at most {high}.",
    },
    "gross": {
        "fr": "Si chaque minute gagnée valait son prix : {amount} par an.",
        "en": "If each minute saved were worth its price: {amount} a year.",
    },
    "realised": {
        "fr": "Devenu de l’argent (part du temps gagné : {share}) : {amount} par an.",
        "en": "Became money (share of the time saved: {share}): {amount} a year.",
    },
    "capacity": {
        "fr": "Devenu de la place pour d’autres tâches : {amount} par an. Ce n’est pas de l’argent : non compté.",
        "en": "Became room for other tasks: {amount} a year. It is not money: not counted.",
    },
    "tool": {"fr": "Coût complet de l’outil : {amount} par an.", "en": "Full cost of the tool: {amount} a year."},
    "net": {"fr": "Solde d’une année : {amount}.", "en": "Balance of one year: {amount}."},
    "baseline": {
        "fr": "Avant le pilote : {amount} par unité de volume, de la période la moins chère à la plus chère "
        "({n} périodes).",
        "en": "Before the pilot: {amount} per unit of volume, from the cheapest period to the dearest ({n} periods).",
    },
    "basis": {
        "fr": "{n} personnes, {tasks} tâches. Intervalle : les {share} du milieu de {draws} tirages (graine {seed} ; "
        "lois : {laws}). Classe B. Figure {figure}.",
        "en": "{n} people, {tasks} tasks. Range: the middle {share} of {draws} draws (seed {seed}; distributions: "
        "{laws}). Class B. Figure {figure}.",
    },
    "months": {"fr": "Minutes par tâche avec l’outil, par mois", "en": "Minutes per task with the tool, by month"},
    "month": {"fr": "Mois", "en": "Month"},
    "minutes": {"fr": "Minutes par tâche", "en": "Minutes per task"},
    "tasks": {"fr": "Tâches", "en": "Tasks"},
    "learns": {
        "fr": "Le dernier mois demande moins de minutes que le premier.",
        "en": "The last month takes fewer minutes than the first.",
    },
    "worsens": {
        "fr": "Le dernier mois demande plus de minutes que le premier.",
        "en": "The last month takes more minutes than the first.",
    },
    "steady": {
        "fr": "Entre le premier et le dernier mois, aucun changement clair.",
        "en": "Between the first and the last month, no clear change.",
    },
}


def blocks(evidence: Evidence, found: Pilot, language: Language) -> Iterator[Block]:
    """The verdict, what it rests on, the months; or why nothing is computed."""
    yield Heading(3, said(VERDICTS[found.verdict], language), "pilot", PILOT)
    if found.refused:
        reasons = refusals.sentences(found.refused, language, lambda code: label(evidence, code, language))
        yield Bullets(tuple(Said(text, PILOT) for text in reasons))
    else:
        saved = plain_between(found.saved_minutes, "min", language)
        yield Paragraph(said(WORDS["saved"], language, amount=saved), PILOT, style="interval")
        unseen = " ".join(_unseen(found, language))
        if unseen:
            yield Paragraph(unseen, PILOT)
        yield from _beside(evidence, found, language)
        yield Bullets(tuple(Said(text, PILOT) for text in _account(evidence, found, language)))
        yield Paragraph(_basis(evidence, found, language), PILOT, style="basis")
    yield from _months(found.iterations, language)


def verdict_sentence(found: Pilot, language: Language) -> str:
    """The verdict; where no value is seen, between what it may lie and what was too small to be seen."""
    return " ".join((said(VERDICTS[found.verdict], language), *_unseen(found, language)))


def _unseen(found: Pilot, language: Language) -> Iterator[str]:
    realised, value, minutes = found.realised_value, found.detectable_value, found.detectable_minutes
    if found.verdict != "no_measurable_value" or realised.low is None:
        return
    low, high = ends(realised, language)
    yield said(WORDS["holds_zero"], language, low=low, high=high)
    if value is not None and value.value and minutes is not None:
        sum_seen = money(value.value, value.unit, language, digits(realised))
        yield said(WORDS["unseen"], language, value=sum_seen, minutes=_minutes(minutes.value, found, language))


def _minutes(value: float | None, found: Pilot, language: Language) -> str:
    """Minutes with the digits of those that were saved."""
    return f"{number(value, language, max(0, digits(found.saved_minutes)))}\u00a0min"


def believed_finding(evidence: Evidence) -> Finding | None:
    """The finding that says how much people believe to save; None when it was not asked or has no mean."""
    asked = evidence.plan.economics.pilot if evidence.plan.economics else None
    named = asked.believed if asked else ""
    return next((each for each in evidence.findings if each.outcome.code == named and each.estimate.effect), None)


def believed_more(evidence: Evidence, found: Pilot, language: Language) -> Iterator[str]:
    """That people believe to save more than the whole measured interval; nothing where the two overlap."""
    belief, high = believed_finding(evidence), found.saved_minutes.high
    if belief is None or high is None or belief.estimate.low is None or belief.estimate.low <= high:
        return
    believed = sentences.effect_words(belief, language)
    yield said(WORDS["believed_more"], language, believed=believed, high=_minutes(high, found, language))


def _beside(evidence: Evidence, found: Pilot, language: Language) -> Iterator[Block]:
    belief = believed_finding(evidence)
    if belief is None:
        return
    interval = sentences.interval_words(belief, language) or sentences.effect_words(belief, language)
    yield Paragraph(
        said(
            WORDS["believed"], language, believed=interval, n=number(belief.estimate.n, language),
            figure=belief.figure_id, measured=plain_between(found.saved_minutes, "min", language),
        ),
        PILOT,
    )  # fmt: skip


def _account(evidence: Evidence, found: Pilot, language: Language) -> Iterator[str]:
    asked = evidence.plan.economics.pilot if evidence.plan.economics else None
    share = next((one for one in found.inputs if asked and one.code == asked.share_cash), None)
    yield said(WORDS["gross"], language, amount=between(found.gross_value, language))
    shown = percent(share.value, language) if share else _share(evidence, asked.share_cash if asked else "", language)
    yield said(WORDS["realised"], language, amount=between(found.realised_value, language), share=shown)
    yield said(WORDS["capacity"], language, amount=between(found.capacity_value, language))
    yield said(WORDS["tool"], language, amount=between(found.tool_cost, language))
    yield said(WORDS["net"], language, amount=between(found.net_value, language))
    n = number(found.baseline_periods, language)
    yield said(WORDS["baseline"], language, amount=between(found.baseline_cost, language), n=n)


def _share(evidence: Evidence, code: str, language: Language) -> str:
    rows = (row for table in evidence.tables if table.kind == "parameters" for row in table.rows if row[0] == code)
    row = next(rows, None)
    if row is None or not isinstance(row[1], int | float):
        return ""
    return percent(row[1] / (100 if str(row[4]).partition("/")[0] in ("%", "percent") else 1), language)


def _basis(evidence: Evidence, found: Pilot, language: Language) -> str:
    plan = evidence.plan.economics
    laws = listed(sorted({LAWS[one.distribution][language] for one in found.inputs}), language)
    return said(
        WORDS["basis"], language, n=number(found.participants, language), tasks=number(found.tasks, language),
        share=percent(evidence.plan.confidence, language), draws=number(plan.draws if plan else 0, language),
        seed=str(plan.seed if plan else 0), laws=laws, figure=PILOT,
    )  # fmt: skip


def _months(iterations: tuple[IterationTime, ...], language: Language) -> Iterator[Block]:
    if len(iterations) < 2:
        return
    rows = tuple(
        (number(each.place, language), plain_between(each.minutes, "min", language), number(each.tasks, language))
        for each in iterations
    )
    columns = tuple(said(WORDS[key], language) for key in ("month", "minutes", "tasks"))
    caption = words("caption", language, figure=PILOT, title=said(WORDS["months"], language))
    yield Table(caption, Grid(columns, rows, (True, False, True)), PILOT)
    yield Paragraph(said(WORDS[learning(iterations)], language), PILOT)


def learning(iterations: tuple[IterationTime, ...]) -> str:
    """Whether the intervals of the first and the last month lie apart."""
    first, last = iterations[0].minutes, iterations[-1].minutes
    if None in (first.low, first.high, last.low, last.high):
        return "steady"
    if (last.high or 0) < (first.low or 0):
        return "learns"
    return "worsens" if (last.low or 0) > (first.high or 0) else "steady"
