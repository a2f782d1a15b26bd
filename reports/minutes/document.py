"""The minutes as a Document: the same value always gives the same pages, which is how they are verified."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Bullets, Facts, Heading, Paragraph, Said, Table
from reports.document import Chapter, Document, short
from reports.dressing import dressed
from reports.grid import Grid
from reports.lettering import each_text
from reports.minutes import results
from reports.minutes.results import held_activities
from reports.minutes.value import Activity, Decision, Minutes, Option
from reports.minutes.words import counted, say
from reports.numbers import Language, date, in_turn, listed, number
from reports.presentation import NONE, Presentation
from reports.wording import words

MOST_OPTIONS = 12  # named one by one under a decision; the others are counted
AUDIENCE = "session"


def document(minutes: Minutes, presentation: Presentation = NONE) -> Document:
    """Everything printed, with the logo and the colour of the laboratory."""
    digest = minutes.digest
    printed = each_text(minutes, minutes.language)
    language = minutes.language
    return Document(
        language=language,
        audience=AUDIENCE,
        title=printed.session,
        author=printed.laboratory,
        head=say("head", language, session=printed.session, number=minutes.number, digest=short(digest)),
        stamp=words("simulated", language) if minutes.simulated else "",
        page_word=words("page", language),
        of_word=words("page_of", language),
        dated=minutes.on,
        evidence_digest=digest,
        chapters=tuple(
            Chapter(anchor, blocks)
            for anchor, blocks in dressed(
                tuple((each.anchor, each.blocks) for each in _chapters(printed, digest)), presentation, language
            )
        ),
        presentation=presentation,
    )


def _chapters(minutes: Minutes, digest: str) -> Iterator[Chapter]:
    language = minutes.language
    yield Chapter("minutes-first", tuple(_first(minutes, digest)))
    if minutes.decisions:
        yield Chapter("minutes-decisions", tuple(_decisions(minutes)))
    for place, held in held_activities(minutes):
        yield Chapter("minutes-activity", tuple(results.activity(place, held, language)))
    yield Chapter("minutes-next", (Heading(2, say("next", language), "next"), Bullets(tuple(_next(minutes)))))
    yield Chapter("annex minutes-annex", tuple(_annex(minutes)))


def _first(minutes: Minutes, digest: str) -> Iterator[Block]:
    language = minutes.language
    people = counted("people", minutes.people, language)
    where = say("where" if minutes.place else "when", language, on=date(minutes.on, language), place=minutes.place,
                people=people)  # fmt: skip
    yield Paragraph(say("kicker", language, project=minutes.project), style="kicker")
    yield Heading(1, minutes.session, "minutes")
    yield Paragraph(where, style="question")
    if minutes.simulated:
        yield Paragraph(say("simulated", language), style="simulated")
    yield Heading(2, say("decided", language), "decided")
    yield from _decided(minutes)
    yield Heading(2, say("present", language), "present")
    yield from _present(minutes)
    yield Heading(2, say("agenda", language), "agenda")
    yield from _agenda(minutes)
    yield Facts(
        (
            (say("colophon_laboratory", language), minutes.laboratory),
            (say("colophon_version", language), number(minutes.number, language)),
            (say("colophon_digest", language), short(digest)),
            (say("colophon_check", language), say("check", language)),
        ),
        style="colophon",
        abreast=2,
    )


def _decided(minutes: Minutes) -> Iterator[Block]:
    language = minutes.language
    if not minutes.decisions:
        yield Paragraph(say("decided_none", language))
    for place, decision in enumerate(minutes.decisions, start=1):
        yield Paragraph(say("decided_line", language, n=place, title=decision.title), f"D{place}", style="answer")


def _present(minutes: Minutes) -> Iterator[Block]:
    language = minutes.language
    if minutes.roles:
        told = [say("role", language, role=role, n=number(n, language)) for role, n in minutes.roles]
        rest = minutes.people - sum(n for _, n in minutes.roles)
        if rest:
            told.append(say("others", language, n=number(rest, language)))
        yield Paragraph(say("roles", language, roles=in_turn(told, language)))
        yield Paragraph(say("roles_apart", language, few=minutes.apart_from), style="basis")
    elif minutes.people:
        yield Paragraph(say("roles_none", language, few=minutes.apart_from))
    else:
        yield Paragraph(counted("people", 0, language).capitalize() + ".")
    if minutes.tongues:
        yield Paragraph(say("tongues", language, tongues=listed(minutes.tongues, language)))


def _agenda(minutes: Minutes) -> Iterator[Block]:
    language = minutes.language
    if not minutes.activities:
        yield Paragraph(say("agenda_none", language))
        return
    heads = ("column_number", "column_activity", "column_planned", "column_actual", "column_people")
    whole = Grid(
        tuple(say(head, language) for head in heads),
        tuple(_agenda_row(place, held, language) for place, held in held_activities(minutes)),
        (True, False, True, True, True),
    )
    for part in whole.parts(results.MOST_TABLE_ROWS):
        yield Table("", part, style="agenda")


def _agenda_row(place: int, held: Activity, language: Language) -> tuple[str, ...]:
    planned = number(held.planned, language)
    if held.extra:
        planned = say("extra", language, planned=planned, extra=number(held.extra, language))
    judged = held.frozen and held.frozen.method != "nothing"
    return (
        str(place),
        say("activity", language, question=held.question, kind=held.kind),
        planned,
        say("not_held", language) if held.minutes is None else number(held.minutes, language),
        number(held.frozen.result.people if held.frozen and judged else None, language),
    )


def _decisions(minutes: Minutes) -> Iterator[Block]:
    language = minutes.language
    yield Heading(2, say("decisions", language), "decisions")
    for place, decision in enumerate(minutes.decisions, start=1):
        yield from _decision(place, decision, minutes)


def _decision(place: int, decision: Decision, minutes: Minutes) -> Iterator[Block]:
    language, figure = minutes.language, f"D{place}"
    yield Heading(3, say("decision", language, n=place, title=decision.title), f"decision-{place}", figure)
    yield Paragraph(_taken(decision, minutes), figure, style="basis")
    dissent = decision.dissent or say("dissent_none", language)
    yield Facts(((say("why", language), decision.reason), (say("dissent", language), dissent)))
    if decision.options:
        yield Paragraph(say("options", language), style="theme")
        yield Bullets(tuple(_options(decision, language)))
    yield Paragraph(say("requirements", language), style="theme")
    if not decision.requirements:
        yield Paragraph(say("requirements_none", language))
        return
    rows = tuple((each.statement, each.criterion) for each in decision.requirements)
    heads = (say("column_requirement", language), say("column_criterion", language))
    for row in rows:  # one table each: a statement may fill a page
        yield Table("", Grid(heads, (row,)), figure, style="requirement")


def _taken(decision: Decision, minutes: Minutes) -> str:
    language = minutes.language
    if decision.activity is None:
        return date(decision.on, language)
    frozen = minutes.activities[decision.activity - 1].frozen
    same = frozen is None or frozen.result_digest == decision.rests_on
    key = "taken_from" if same else "taken_from_earlier"
    digest = short(decision.rests_on)
    return say(key, language, on=date(decision.on, language), activity=decision.activity, digest=digest)


def _options(decision: Decision, language: Language) -> Iterator[Said]:
    chosen = [option for option in decision.options if option.chosen]
    left = [option for option in decision.options if not option.chosen]
    yield from (_option("option_chosen", option, language) for option in chosen)
    room = MOST_OPTIONS if len(left) <= MOST_OPTIONS else MOST_OPTIONS - 1
    yield from (_option("option_left", option, language) for option in left[:room])
    if left[room:]:
        more = number(len(left) - room, language)
        yield Said(say("options_more", language, n=more, activity=decision.activity or 0))


def _option(key: str, option: Option, language: Language) -> Said:
    return Said(say(key, language, text=option.text or say("hidden_word", language)))


def _next(minutes: Minutes) -> Iterator[Said]:
    """What waits: what to build, what to write, objections to resolve, what was not held."""
    said = list(_waiting(minutes))
    yield from said or [Said(say("next_nothing", minutes.language))]
    if minutes.follow and minutes.people:
        yield Said(say("next_follow", minutes.language, address=minutes.follow))


def _waiting(minutes: Minutes) -> Iterator[Said]:
    language = minutes.language
    for place, decision in enumerate(minutes.decisions, start=1):
        if not decision.requirements:
            yield Said(say("next_require", language, n=place))
        for each in decision.requirements:
            yield Said(say("next_meet", language, n=place, criterion=each.criterion))
    for place, held in held_activities(minutes):
        if held.minutes is None and held.frozen is None:
            yield Said(say("next_hold", language, n=place, question=held.question))
        for row in results.shown_rows(held, language):
            if row.standing.figures.get("passes") == 0:
                yield Said(say("next_object", language, n=place, subject=row.words))
    judged = any(held.frozen and held.frozen.result.people for held in minutes.activities)
    if judged and not minutes.decisions:
        yield Said(say("next_decide", language))


def _annex(minutes: Minutes) -> Iterator[Block]:
    language = minutes.language
    yield Heading(2, say("annex", language), "annex")
    drawn = [block for place, held in held_activities(minutes) for block in results.tables(place, held, language)]
    yield from drawn or [Paragraph(say("annex_none", language))]
    yield Heading(3, say("verify_title", language))
    yield Paragraph(say("verify", language, check=say("check", language)))
    yield Paragraph(say("verify_not", language))
