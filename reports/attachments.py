"""The files a report carries: the whole evidence, every table as CSV, a manifest, and how to read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from pikepdf import Array, AttachedFileSpec, Name, Pdf

from analysis import evidence_json
from analysis.codes import Code
from analysis.results import Cell, Evidence, EvidenceTable
from reports.numbers import Language
from reports.presentation import NONE, Presentation, attached

EVIDENCE, MANIFEST, README = "evidence.json", "manifest.json", "README.txt"
INDICATORS_FILE, CODEBOOK_FILE = "indicators.csv", "codebook.csv"
MEDIA_TYPES = {".json": "application/json", ".csv": "text/csv", ".txt": "text/plain"}
RELATIONSHIPS = {".json": Name.Data, ".csv": Name.Data, ".txt": Name.Supplement}

_README = {
    "fr": """Ce que contient ce PDF

evidence.json    Tout ce dont le rapport est fait : plan, faits, tableaux, estimations, niveau de preuve.
table-*.csv      Chaque tableau de preuve, tel qu’une machine le lit (UTF-8, virgules, points décimaux).
manifest.json    Chaque figure : son tableau, sa méthode, ses paramètres, ses textes imprimés, ses pages.

Pour vérifier : python3 lab.py verify rapport.pdf
La vérification n’a besoin ni de serveur ni de base de données.
""",
    "en": """What this PDF holds

evidence.json    All the report is made of: plan, facts, tables, estimates, level of evidence.
table-*.csv      Each evidence table as a machine reads it (UTF-8, commas, decimal points).
manifest.json    Each figure: its table, method, parameters, printed texts, pages.

To verify: python3 lab.py verify report.pdf
Verification needs neither server nor database.
""",
}


_OF_INDICATORS = {
    "fr": "\nindicators.csv   Chaque cas des indicateurs du projet, compté ou non, et pourquoi.\n",
    "en": "\nindicators.csv   Every case of the project’s indicators, counted or not, and why.\n",
}

_OF_CODES = {
    "fr": "\ncodebook.csv     Chaque question, ses codes et leurs libellés, et les façons de ne pas y répondre.\n",
    "en": "\ncodebook.csv     Every question, its codes and their labels, and the ways of not answering it.\n",
}


_OF_TEAM = {
    "fr": "\npresentation.json  La couleur, le logo, et les mots de l’équipe, que personne n’a calculés.\n",
    "en": "\npresentation.json  The colour, the logo, and the words of the team, which nobody computed.\n",
}


def files(evidence: Evidence, language: Language, presentation: Presentation = NONE) -> Mapping[str, bytes]:
    """The attachments that follow from evidence and presentation, by name; the manifest is added once pages exist."""
    team = attached(presentation)
    tables = {csv_name(table): csv_bytes(table) for table in evidence.tables}
    cases = {INDICATORS_FILE: _cases(evidence)} if evidence.indicators else {}
    codes = {CODEBOOK_FILE: _codes(evidence)} if evidence.codebook else {}
    readme = _README[language] + (_OF_INDICATORS[language] if cases else "") + (_OF_CODES[language] if codes else "")
    readme += _OF_TEAM[language] if team else ""
    computed = {EVIDENCE: evidence_json.dumps(evidence).encode(), **tables, **cases, **codes}
    return {**computed, **team, README: readme.encode()}


def csv_name(table: EvidenceTable) -> str:
    """The file of a table: its id, letters and digits only."""
    return f"table-{''.join(letter if letter.isalnum() else '_' for letter in table.id)}.csv"


def csv_bytes(table: EvidenceTable) -> bytes:
    """The table as CSV. Text that a spreadsheet would take for a formula is prefixed with an apostrophe."""
    return _csv((table.columns, *table.rows))


def _csv(rows: Iterable[Iterable[Cell]]) -> bytes:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([_safe(cell) for cell in row] for row in rows)
    return written.getvalue().encode()


def _cases(evidence: Evidence) -> bytes:
    """The cases of every indicator, those left out with their reason."""
    rows: list[tuple[Cell, ...]] = [("indicator", "case_kind", "case_id", "counted", "reason")]
    for reading in evidence.indicators.readings if evidence.indicators else ():
        rows += [(reading.code, case.kind, case.id, "yes", "") for case in reading.found.counted]
        rows += [(reading.code, one.case.kind, one.case.id, "no", one.reason) for one in reading.found.left_out]
    return _csv(rows)


def _codes(evidence: Evidence) -> bytes:
    """A row per code of a question, or per question that has none, in every language of the questionnaires."""
    languages = sorted({language for question in evidence.codebook for language in question.label})
    heads = ("repeat", "question", "type", "minimum", "maximum", "not_answered_as", "code")
    rows: list[tuple[Cell, ...]] = [(*heads, *(f"{what}_{one}" for what in ("question", "code") for one in languages))]
    for question in evidence.codebook:
        bounds = (question.minimum, question.maximum, " ".join(question.silences))
        asked = tuple(question.label.get(language, "") for language in languages)
        for code in question.codes or (Code("", {}),):
            read = tuple(code.label.get(language, "") for language in languages)
            rows.append((question.repeat, question.name, question.type, *bounds, code.code, *asked, *read))
    return _csv(rows)


def attach(pdf: Pdf, contents: Mapping[str, bytes], dated: str) -> None:
    """Put files into a PDF as PDF/A-3 wants them: typed, related to the document, dated by the evidence."""
    stamp = f"D:{dated[:10].replace('-', '')}000000Z"
    related = []
    for name, content in contents.items():
        suffix = name[name.rindex(".") :]
        spec = AttachedFileSpec(
            pdf,
            content,
            filename=name,
            description=name,
            mime_type=MEDIA_TYPES[suffix],
            creation_date=stamp,
            mod_date=stamp,
            relationship=RELATIONSHIPS[suffix],
        )
        pdf.attachments[name] = spec
        related.append(pdf.attachments[name].obj)
    pdf.Root.AF = pdf.make_indirect(Array(related))


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n"):
        return "'" + cell
    return repr(cell) if isinstance(cell, float) else cell
