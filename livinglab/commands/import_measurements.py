"""`lab.py import-measurements`: check a file of measurements row by row, then store it in a study. All rows or none."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from livinglab.commands.database import STUDY_HELP
from livinglab.commands.files import read_file
from livinglab.installation.refusal import Refusal
from livinglab.installation.sentences import Words, language, speak

if TYPE_CHECKING:
    from analysis.measurements.cells import Sheet
    from analysis.measurements.layout import Layout
    from analysis.measurements.reading import Read
    from livinglab.store.measurements import MeasurementFile
    from livinglab.store.studies import Study

NOT_STORED = 2
HELP: dict[str, Words] = {
    "file": {"fr": "mesures : .csv ou .xlsx", "en": "measurements: .csv or .xlsx"},
    "kind": {
        "fr": "ce que c’est : usage_log, meter_index, consumption, task_times, machine_log, cost_sheet, "
        "parameter_sheet",
        "en": "what it is: usage_log, meter_index, consumption, task_times, machine_log, cost_sheet, parameter_sheet",
    },
    "name": {
        "fr": "série de fichiers dont celui-ci reprend les colonnes ; par défaut, le nom du fichier",
        "en": "series of files whose columns this one takes over; by default the name of the file",
    },
    "map": {
        "fr": "ROLE=TITRE : la colonne qui le dit ; à répéter",
        "en": "ROLE=TITLE: the column that says it; may be repeated",
    },
    "set": {
        "fr": "ROLE=VALEUR : ce qui vaut pour toutes les lignes ; à répéter",
        "en": "ROLE=VALUE: what holds for every row; may be repeated",
    },
    "with": {
        "fr": "RÉGLAGE=VALEUR : zone, subject_kind, decimal, day_first, origin, period, digits, gap_times, negatives, "
        "last_day_included, sheet ; à répéter",
        "en": "SETTING=VALUE: zone, subject_kind, decimal, day_first, origin, period, digits, gap_times, negatives, "
        "last_day_included, sheet; may be repeated",
    },
    "leave_out": {
        "fr": "laisser de côté les lignes à corriger, listées avec leur motif",
        "en": "leave out the rows to put right, listed with their reasons",
    },
    "corrects": {
        "fr": "identifiant du fichier enregistré que celui-ci remplace",
        "en": "id of the stored file that this one replaces",
    },
}
PAIR_WRONG: Words = {
    "fr": "« {said} » ne s’écrit pas NOM=VALEUR ; les noms possibles sont : {names}.",
    "en": "“{said}” is not written NAME=VALUE; the possible names are: {names}.",
}
KIND_WRONG: Words = {
    "fr": "« {said} » n’est pas connu ; écrivez l’un de ceux-ci : {names}.",
    "en": "“{said}” is not known; write one of these: {names}.",
}
NOTHING_STORED: Words = {
    "fr": "Rien n’a été enregistré. Lignes à corriger : {left}. Corrigez le fichier, ou ajoutez --leave-out.",
    "en": "Nothing was stored. Rows to put right: {left}. Correct the file, or add --leave-out.",
}
NOTHING_NEW: Words = {
    "fr": "Tout ce que dit ce fichier est déjà enregistré ({again} lignes).",
    "en": "Everything this file says is already stored ({again} rows).",
}
ORDER_UNSAID: Words = {
    "fr": "02/03 peut être le 2 mars ou le 3 février ; ajoutez --with day_first=yes ou --with day_first=no.",
    "en": "02/03 may be 2 March or 3 February; add --with day_first=yes or --with day_first=no.",
}
CHANGED: Words = {
    "fr": "L’étude a changé pendant la lecture et rien n’a été enregistré ; relancez la commande.",
    "en": "The study changed while the file was read and nothing was stored; run the command again.",
}
STORED: Words = {
    "fr": "Mesures enregistrées : {lines}. Lignes laissées de côté : {left}. Déjà enregistrées : {again}.",
    "en": "Measurements stored: {lines}. Rows left out: {left}. Stored before: {again}.",
}
SEVERITIES: dict[str, Words] = {
    "file": {"fr": "Erreur", "en": "Error"},
    "error": {"fr": "Erreur", "en": "Error"},
    "notice": {"fr": "À savoir", "en": "To know"},
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("study", metavar="STUDY", help=speak(STUDY_HELP))
    parser.add_argument("file", type=Path, metavar="FILE", help=speak(HELP["file"]))
    parser.add_argument("--kind", required=True, metavar="KIND", help=speak(HELP["kind"]))
    parser.add_argument("--name", default="", metavar="NAME", help=speak(HELP["name"]))
    parser.add_argument("--map", action="append", default=[], metavar="ROLE=TITLE", help=speak(HELP["map"]))
    parser.add_argument("--set", action="append", default=[], metavar="ROLE=VALUE", help=speak(HELP["set"]))
    parser.add_argument(
        "--with", action="append", default=[], dest="settings", metavar="SETTING=VALUE", help=speak(HELP["with"])
    )
    parser.add_argument("--leave-out", action="store_true", help=speak(HELP["leave_out"]))
    parser.add_argument("--corrects", default="", metavar="ID", help=speak(HELP["corrects"]))


def run(options: argparse.Namespace) -> int:
    from livinglab.commands.database import opened
    from livinglab.store.actors import OPERATOR
    from livinglab.store.finding import find_study

    source = read_file(options.file)
    with opened():
        return take_in(find_study(OPERATOR, options.study, "write"), source, options)


def take_in(study: Study, source: bytes, options: argparse.Namespace) -> int:
    """Says every problem of a file, and stores it when none keeps it from being stored. Returns the exit code."""
    from analysis.measurements.cells import open_file
    from livinglab.actions import measurements as acts
    from livinglab.store.actors import OPERATOR

    handed = _hand_in(study, source, options)
    opened = open_file(source)
    acts.tell_measurements_opened(handed=handed, opened=opened)
    if handed.laid_out is None:
        print("\n".join(_described(handed.problems or [])))
        return _nothing(0)
    try:
        layout = _layout(handed.laid_out, options)
        _require_day_order(handed, opened.sheet(layout.sheet), options)
    except Refusal:
        acts.let_measurements_go(by=OPERATOR, handed=handed)
        raise
    acts.lay_out_measurements(by=OPERATOR, handed=handed, layout=layout)
    read = acts.read_of(handed, opened)
    acts.tell_measurements_checked(handed=handed, read=read)
    return _finish(handed, read, leave_out=options.leave_out)


def _finish(handed: MeasurementFile, read: Read, *, leave_out: bool) -> int:
    from livinglab.actions import measurements as acts
    from livinglab.store.actors import OPERATOR

    print("\n".join(_lines(read)), end="\n" if read.problems else "")
    counts = {"lines": len(read.lines), "left": len(read.left_out), "again": read.again}
    if not read.readable or not read.lines or (read.left_out and not leave_out):
        acts.let_measurements_go(by=OPERATOR, handed=handed)
        if read.readable and not read.left_out:
            print(speak(NOTHING_NEW, **counts))
            return 0
        return _nothing(counts["left"])
    acts.accept_measurements(by=OPERATOR, handed=handed, leave_out=leave_out)
    if not acts.store_measurements(handed=handed, read=read):
        acts.let_measurements_go(by=OPERATOR, handed=handed)
        raise Refusal(speak(CHANGED))
    print(speak(STORED, **counts))
    return 0


def _hand_in(study: Study, source: bytes, options: argparse.Namespace) -> MeasurementFile:
    from io import BytesIO

    from analysis.measurements.kinds import KINDS
    from livinglab.actions.measurements import hand_in_measurements
    from livinglab.store.actors import OPERATOR
    from livinglab.store.finding import find
    from livinglab.store.measurements import MeasurementFile

    if options.kind not in KINDS:
        raise Refusal(speak(KIND_WRONG, said=options.kind, names=", ".join(KINDS)))
    return hand_in_measurements(
        by=OPERATOR,
        study=study,
        source=BytesIO(source),
        filename=options.file.name,
        kind=options.kind,
        name=options.name or options.file.stem,
        supersedes=find(OPERATOR, MeasurementFile, options.corrects, "write") if options.corrects else None,
        language=language(),
    )


def _layout(layout: Layout, options: argparse.Namespace) -> Layout:
    """The layout guessed or remembered, with what the command says. Raises Refusal."""
    from dataclasses import replace

    roles = [column.role for column in layout.row.columns]
    columns, constants = _pairs(options.map, roles), _pairs(options.set, roles)
    settings = {name: _setting(name, said) for name, said in _pairs(options.settings, list(SETTINGS)).items()}
    kept = {role: title for role, title in layout.columns.items() if role not in constants}
    usual = {role: said for role, said in layout.constants.items() if role not in columns}
    return replace(layout, columns={**kept, **columns}, constants={**usual, **constants}, **settings)


def _require_day_order(handed: MeasurementFile, sheet: Sheet | None, options: argparse.Namespace) -> None:
    """No row is shown before it is stored: which of two readings of a date is meant must be said, or remembered."""
    from analysis.measurements.layout import day_order_unsaid

    said = any(each.startswith("day_first=") for each in options.settings) or handed.found.get("remembered")
    if not said and sheet is not None and day_order_unsaid(sheet):
        raise Refusal(speak(ORDER_UNSAID))


def _pairs(said: list[str], names: list[str]) -> dict[str, str]:
    pairs = {}
    for each in said:
        name, equals, value = each.partition("=")
        if not equals or name not in names:
            raise Refusal(speak(PAIR_WRONG, said=each, names=", ".join(names)))
        pairs[name] = value
    return pairs


def _setting(name: str, said: str) -> Any:
    known = SETTINGS[name]
    if isinstance(known, tuple) and said not in known:
        raise Refusal(speak(KIND_WRONG, said=said, names=", ".join(known)))
    try:
        return YES[said] if known is bool else said if isinstance(known, tuple) or known is str else known(said)
    except (KeyError, ValueError):
        raise Refusal(speak(KIND_WRONG, said=said, names="yes, no" if known is bool else "0…9")) from None


YES = {"yes": True, "no": False}
SETTINGS: dict[str, Any] = {
    "zone": str,
    "subject_kind": ("study", "participant", "site", "arm"),
    "decimal": (",", "."),
    "day_first": bool,
    "origin": ("measured", "declared", "simulated", "assumed"),
    "period": ("quarter", "half_hour", "hour", "day", "month"),
    "digits": int,
    "gap_times": float,
    "negatives": bool,
    "last_day_included": bool,
    "sheet": str,
}


def _lines(read: Read) -> list[str]:
    from dataclasses import asdict

    return _described([asdict(problem) for problem in read.problems])


def _described(problems: list[Any]) -> list[str]:
    from analysis.measurements.problems import Problem

    lines = []
    for each in problems:
        problem = Problem(**each)
        said = f"{problem.what(language())} {problem.remedy(language())}"
        lines.append(f"{speak(SEVERITIES[problem.severity])} [{problem.code}] {problem.place(language())}\n  {said}")
    return lines


def _nothing(left: int) -> int:
    print(speak(NOTHING_STORED, left=left))
    return NOT_STORED
