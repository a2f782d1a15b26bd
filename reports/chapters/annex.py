"""Verification annex: how to verify, every figure and its table, every convention and digest; researchers also read the
evidence tables, which funders have as attached files."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping

from analysis.harms_reported import HARMS
from analysis.imputation.table import TABLE as IMPUTATION
from analysis.imputation.table import imputed_id
from analysis.indicators.catalogue import GROUPS
from analysis.plan import Arm, Wave
from analysis.results import Cell, Evidence, EvidenceTable, Finding, Reliability
from reports.attachments import INDICATORS_FILE, csv_name
from reports.blocks import Block, Bullets, Columns, Facts, Heading, Paragraph, Said, Table
from reports.chapters import economics, harms, origin, outcomes, progress
from reports.figures import FIGURES, answers
from reports.grid import Grid
from reports.indicator_words import GROUP_TITLES
from reports.labels import scale_label
from reports.lettering import printable, settable
from reports.method_words import POOLED
from reports.money import columns as of_money
from reports.money import register as of_accounts
from reports.numbers import ABSENT, Language, exact, number
from reports.refusal_words import REFUSED
from reports.research_words import say
from reports.vocabulary import COLUMNS, CONVENTIONS, method_words, words_of
from reports.wording import words

ROWS_A_PIECE = 28  # a table is cut so that each piece stands whole on a page
ROWS_A_FOLDED_PIECE = 44
LINES_A_PIECE = 42
LETTERS_A_LINE, GUTTER = 112, 2  # of the small type of the annex
LETTERS_ABREAST, FEWEST_HALVED = 60, 12  # of a table that stands beside another; rows of one that is cut in two halves
LONGEST = 352  # rows of a table printed for researchers: eight pieces of a folded one
FOLDED_COLUMNS, FEWEST_FOLDED = 4, 6  # a table of so few columns and more rows is set in two halves side by side

METHOD = 2  # the column of the register that funders read beneath each figure
SOURCE = 2  # the column of the source among the words of a parameter

PICTURED = (progress, economics)  # chapters whose pictures are their own; environment has its table beside its picture


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """What a checker needs, in the order a checker needs it; the evidence tables are in the attached files."""
    attached = say("tables_attached", language, count=number(len(evidence.tables), language))
    return _annex(evidence, language, digest, _register(evidence, language).without(METHOD), (Paragraph(attached),))


def full(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """The same with every evidence table printed, and of the longest as much as can be read."""
    printed = (block for table in evidence.tables for block in evidence_table(table, evidence, language))
    return _annex(evidence, language, digest, _register(evidence, language), printed)


def _annex(
    evidence: Evidence, language: Language, digest: str, register: Grid, tables: Iterable[Block]
) -> tuple[Block, ...]:
    return (
        *(Paragraph(words(key, language)) for key in ("annex_lead", "annex_how", "annex_limits", "annex_classes")),
        Heading(3, words("register", language), "register"),
        Table("", register, "", "register", tuple(row[0] for row in register.rows)),
        Heading(3, words("twins", language), "twins"),
        *_twins(evidence, language),
        Heading(3, words("evidence_tables", language), "tables"),
        *tables,
        *_conventions(evidence, language),
        Heading(3, words("all_digests", language), "digests"),
        Facts(tuple(_digests(evidence, digest, language)), style="digests"),
        *_sources(evidence, language),
    )


def figure_of(table: EvidenceTable, evidence: Evidence) -> str:
    """The figure whose numbers come from a table."""
    if table.kind == "flow":
        return evidence.flow_figure_id
    if table.kind in of_accounts.FIGURE_OF_KIND:
        return of_accounts.FIGURE_OF_KIND[table.kind]
    users: tuple[Finding | Reliability, ...] = (*evidence.findings, *evidence.reliabilities)
    figures = {imputed_id(each.outcome): each.figure_id for each in evidence.findings}
    return (figures | {each.table_id: each.figure_id for each in users}).get(table.id, table.id)


def evidence_table(table: EvidenceTable, evidence: Evidence, language: Language) -> Iterator[Block]:
    """One evidence table, every cell with all its digits, and its digest; of a very long one, where the rest is."""
    figure, title = figure_of(table, evidence), table.title.get(language, table.kind)
    caption = words("table_caption", language, id=table.id, title=title)
    whole = len(table.rows) <= LONGEST
    if table.rows:
        shown = dataclasses.replace(table, rows=table.rows[:LONGEST])
        style = "evidence sources" if table.kind == "parameter_words" else "evidence"
        yield from pieces(caption, evidence_grid(shown, evidence, language), figure, style)
    else:
        yield Paragraph(caption, figure, style="caption")
    if not table.rows or table.verifiability == "C":
        yield Paragraph(words("rows_kept", language, digest=table.rows_digest or ABSENT), figure, style="digest")
    elif not whole:
        counts = {"shown": number(LONGEST, language), "rows": number(len(table.rows), language)}
        yield Paragraph(say("table_cut", language, file=csv_name(table), **counts), figure, style="caption")
    said = words("table_digest", language, class_=table.verifiability, digest=table.digest)
    yield Paragraph(said, figure, style="digest")


def evidence_grid(table: EvidenceTable, evidence: Evidence, language: Language) -> Grid:
    """The cells as a reader of the language writes them; the attached CSV holds them as a machine does."""
    names = {**_names(evidence, language), **_kinds(table, language)}
    plain = [column in of_money.YEARS for column in table.columns]
    rows = tuple(
        tuple(str(cell) if year else _cell(cell, names, language) for cell, year in zip(row, plain, strict=True))
        for row in table.rows
    )
    columns = tuple(words_of({**of_money.COLUMNS, **COLUMNS}, column, language) for column in table.columns)
    numeric = tuple(
        all(isinstance(row[i], int | float | None) for row in table.rows) for i in range(len(table.columns))
    )
    grid = Grid(columns, rows, numeric)
    return _sourced(grid) if table.kind == "parameter_words" else grid


def _sourced(grid: Grid) -> Grid:
    """Source, address and licence of a parameter in one column: most have no more than the first."""
    rows = ((*row[:SOURCE], " · ".join(cell for cell in row[SOURCE:] if cell not in ("", ABSENT))) for row in grid.rows)
    return Grid(grid.columns[: SOURCE + 1], tuple(rows))


def _cell(cell: Cell, names: Mapping[str, str], language: Language) -> str:
    if cell is None:
        return ABSENT
    if isinstance(cell, str):
        return names.get(cell) or settable(printable(cell, language))
    return exact(cell, language)


def _kinds(table: EvidenceTable, language: Language) -> Mapping[str, str]:
    """What the codes in a table are called."""
    if table.kind == HARMS:
        return harms.called(language)
    if table.kind == IMPUTATION:
        return {code: words[language] for code, words in {**POOLED, **REFUSED}.items()}
    return {code: words[language] for code, words in of_money.CELLS.items()} if table.kind in of_money.NAMED else {}


def _names(evidence: Evidence, language: Language) -> Mapping[str, str]:
    named: tuple[Arm | Wave, ...] = (*evidence.plan.arms, *evidence.plan.waves)
    return {each.code: each.label.get(language, each.code) for each in named}


def pieces(caption: str, grid: Grid, figure: str, style: str, most: int = 0) -> Iterator[Table]:
    """A table cut so that each piece stands whole on a page: a header repeated by the page would be a text too many.
    `most` rows a piece, as many as a page holds unless told."""
    parts = grid.parts(most or _most_rows(grid))
    if style == "evidence" and len(grid.rows) >= FEWEST_FOLDED and len(grid.columns) <= FOLDED_COLUMNS:
        folded = tuple(part.folded() for part in grid.parts(2 * ROWS_A_FOLDED_PIECE))
        if _lines(folded[0]) == 1:
            parts, style = folded, "evidence folded"
    for place, piece in enumerate(parts, start=1):
        part = f" ({place}/{len(parts)})" if caption and len(parts) > 1 else ""
        yield Table(caption + part, piece, figure, style)


def _most_rows(grid: Grid) -> int:
    lines = _lines(grid)
    return ROWS_A_PIECE if lines == 1 else max(1, LINES_A_PIECE // lines)


def _lines(grid: Grid) -> int:
    """How many lines a row may take: as many as the widest cells of all columns fill, side by side."""
    return -(-_width(grid) // LETTERS_A_LINE)


def _width(grid: Grid) -> int:
    """Letters across a table whose every cell stands on one line."""
    rows = (grid.columns, *grid.rows)
    return sum(max(len(row[column]) for row in rows) + GUTTER for column in range(len(grid.columns)))


def _narrowest(grid: Grid) -> int:
    """Letters across a table whose titles take as many lines as they have words."""
    titles = tuple(max(title.split(), key=len, default="") for title in grid.columns)
    return _width(Grid(titles, grid.rows))


def _register(evidence: Evidence, language: Language) -> Grid:
    keys = ("column_figure", "column_outcome", "column_method", "column_class", "column_table", "column_digest")
    return Grid(tuple(words(key, language) for key in keys), tuple(_register_rows(evidence, language)))


def _register_rows(evidence: Evidence, language: Language) -> Iterator[tuple[str, ...]]:
    digests = {table.id: table for table in evidence.tables}
    flow = next((table for table in evidence.tables if table.kind == "flow"), None)
    if flow is not None:
        title, method = FIGURES["flow"].title[language], words("method_counts", language)
        yield evidence.flow_figure_id, title, method, flow.verifiability, flow.id, _short(flow)
    for each in evidence.findings:
        outcome, method = (
            each.outcome.label.get(language, each.outcome.code),
            method_words(each.estimate.estimator, language),
        )
        class_ = each.estimate.verifiability
        yield each.figure_id, outcome, method, class_, each.table_id, _short(digests.get(each.table_id))
    for group, figure in GROUPS.items() if evidence.indicators else ():
        method = words("method_waits" if group == "waits" else "method_counts", language)
        yield figure, GROUP_TITLES[group][language], method, "A", INDICATORS_FILE, ABSENT
    for row in of_accounts.rows(evidence):
        digest = _short(digests.get(row.table))
        yield row.figure, row.title[language], row.method[language], row.verifiability, row.table, digest
    for scale in evidence.reliabilities:
        table = digests.get(scale.table_id)
        known = table.verifiability if table else ABSENT
        name, method = scale_label(evidence, scale.scale, language), words("method_alpha", language)
        yield scale.figure_id, name, method, known, scale.table_id, _short(table)


def _short(table: EvidenceTable | None) -> str:
    return table.digest.removeprefix("sha256:")[:16] if table else ABSENT


def _twins(evidence: Evidence, language: Language) -> Iterator[Block]:
    """The numbers each picture draws. Tables narrower than half a page stand two abreast: two in a row, or the two
    halves of a long one."""
    left: tuple[Table, ...] = ()
    for caption, figure, grid in _drawn(evidence, language):
        narrow = _narrowest(grid) <= LETTERS_ABREAST and len(grid.rows) <= 2 * ROWS_A_PIECE
        halved = narrow and len(grid.rows) >= FEWEST_HALVED
        tables = tuple(pieces(caption, grid, figure, "twin", -(-len(grid.rows) // 2) if halved else 0))
        if left and narrow and not halved:
            yield Columns(left, tables)
            left = ()
            continue
        yield from left
        left = tables if narrow and not halved else ()
        if halved:
            yield Columns(tables[:1], tables[1:])
        elif not narrow:
            yield from tables
    yield from left


def _drawn(evidence: Evidence, language: Language) -> Iterator[tuple[str, str, Grid]]:
    """Every picture as a table: its caption, its figure, its numbers."""

    def named(figure: str, title: str) -> str:
        return words("caption", language, figure=figure, title=title)

    figures = {
        "trace": origin.FIGURE,
        "flow": evidence.flow_figure_id,
        "forest": outcomes.FIGURE,
        **outcomes.BY_KIND,
    }
    for name, figure in figures.items():
        grid = FIGURES[name].grid(evidence, language)
        if grid.rows:
            yield named(figure, FIGURES[name].title[language]), figure, grid
    for finding in evidence.findings:
        drawn = answers.of(finding, evidence, language)
        if drawn is not None:
            yield named(finding.figure_id, drawn.title.rstrip(".")), finding.figure_id, drawn.grid
    for title, figure, grid in (twin for chapter in PICTURED for twin in chapter.twins(evidence, language)):
        yield named(figure, title), figure, grid


def _conventions(evidence: Evidence, language: Language) -> Iterator[Block]:
    if evidence.conventions:
        keys = ("column_convention", "column_value", "column_unit", "column_reason")
        rows = tuple(
            (
                words_of(CONVENTIONS, each.code, language),
                exact(each.value, language),
                words_of(CONVENTIONS, each.unit, language),
                each.reason.get(language, ""),
            )
            for each in evidence.conventions
        )
        yield Heading(3, words("conventions", language), "conventions")
        grid = Grid(tuple(words(key, language) for key in keys), rows, (False, True))
        yield from pieces("", grid, "", "conventions")


def _digests(evidence: Evidence, digest: str, language: Language) -> Iterator[tuple[str, str]]:
    yield words("digest_evidence", language), digest
    yield words("digest_plan", language), evidence.plan_digest
    yield words("digest_data", language), evidence.dataset_digest
    for key, found in (
        ("digest_questionnaire", evidence.facts.questionnaire_digests),
        ("digest_consent", evidence.facts.consent_digests),
    ):
        for place, each in enumerate(found, start=1):
            yield words(key, language) + (f" {number(place, language)}" if len(found) > 1 else ""), each
    yield words("digest_code", language), evidence.code_version


def _sources(evidence: Evidence, language: Language) -> Iterator[Block]:
    if evidence.facts.sources:
        yield Heading(3, words("sources", language), "sources")
        yield Bullets(tuple(Said(source) for source in evidence.facts.sources))
