"""`lab.py verify`: recompute every figure of a report from the PDF alone, or what a session froze from its database.

With --study, the tables of the report are also made again from the answers in the database.

0 all hold, 1 one does not, 2 unreadable, 3 the numbers hold and the words are those of another edition.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from livinglab.installation.refusal import Refusal
from livinglab.installation.sentences import Words, language, speak

if TYPE_CHECKING:
    from livinglab.jobs.recomputing import Recomputed
    from livinglab.jobs.rederiving import Rederived
    from reports.verdict import Unreadable, Verification

DIFFERS, UNREADABLE = 1, 2
FILE_HELP: Words = {
    "fr": "rapport ou compte rendu PDF, tel que vous l’avez reçu",
    "en": "PDF report or minutes, as you received them",
}
SESSION_HELP: Words = {
    "fr": "recalculer plutôt les résultats figés d’une séance, à partir de la base (identifiant lu dans son adresse)",
    "en": "recompute the frozen results of a session instead, from the database (id read in its address)",
}
STUDY_HELP: Words = {
    "fr": "refaire aussi les tableaux du rapport avec les réponses de cette étude (identifiant lu dans son adresse)",
    "en": "also make the report’s tables again from the answers of this study (id read in its address)",
}
JSON_HELP: Words = {"fr": "réponse en JSON", "en": "answer in JSON"}
ONE_OF_BOTH: Words = {
    "fr": "Donnez un rapport PDF, ou --session et l’identifiant d’une séance, pas les deux.",
    "en": "Give a PDF report, or --session and the id of a session, not both.",
}
REDERIVED: dict[str, Words] = {
    "equal": {
        "fr": "✓ {name} : la base redonne la même empreinte",
        "en": "✓ {name}: the database gives the same digest",
    },
    "differs": {"fr": "✗ {name} : la base donne autre chose", "en": "✗ {name}: the database gives something else"},
    "gone": {"fr": "✗ {name} : la base ne le donne plus", "en": "✗ {name}: the database no longer gives it"},
}
CHANGED_SINCE: Words = {
    "fr": "Des réponses sont arrivées, ont été corrigées ou retirées depuis ce rapport : demandez-en un nouveau.",
    "en": "Answers came, were corrected or were taken back since this report: ask for a new one.",
}
NOTHING_FROZEN: Words = {
    "fr": "Cette séance n’a encore figé aucun résultat.",
    "en": "This session froze no result yet.",
}
LINES: dict[str, Words] = {
    "holds": {"fr": "✓ {item} · {method} : identique", "en": "✓ {item} · {method}: equal"},
    "input_older": {
        "fr": "✓ {item} · {method} : identique, à partir des comptes figés (trop ancien pour les votes)",
        "en": "✓ {item} · {method}: equal, from the frozen counts (too old for the votes)",
    },
    "input_differs": {
        "fr": "✗ {item} · {method} : les votes de la base ne sont plus ceux du résultat figé",
        "en": "✗ {item} · {method}: the votes in the database are no longer those of the frozen result",
    },
    "result_differs": {
        "fr": "✗ {item} · {method} : recalculé, le résultat n’est pas le même",
        "en": "✗ {item} · {method}: computed again, the result is not the same",
    },
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE.pdf", help=speak(FILE_HELP))
    parser.add_argument("--session", metavar="SESSION", help=speak(SESSION_HELP))
    parser.add_argument("--study", metavar="STUDY", help=speak(STUDY_HELP))
    parser.add_argument("--json", action="store_true", help=speak(JSON_HELP))


def run(options: argparse.Namespace) -> int:
    if (options.file is None) == (options.session is None) or (options.study and options.file is None):
        raise Refusal(speak(ONE_OF_BOTH))
    return of_session(options) if options.session else of_file(options)


def of_file(options: argparse.Namespace) -> int:
    """What a PDF says of itself."""
    import reports

    verification = reports.verify(options.file)
    again = rederived(options) if options.study else ()
    if options.json:
        tables = {each.name: each.state for each in again}
        print(json.dumps(as_json(verification) | {"database": tables}, ensure_ascii=False, indent=2))
    else:
        print("\n".join((told(verification), *_lines(again))))
    return verification.exit_code or (0 if all(each.holds for each in again) else DIFFERS)


def rederived(options: argparse.Namespace) -> tuple[Rederived, ...]:
    """The tables of a report against those the database gives today; none of a file that carries no evidence."""
    import reports
    from livinglab.commands.database import opened
    from livinglab.jobs.rederiving import rederive
    from livinglab.store.actors import OPERATOR
    from livinglab.store.finding import find_study

    carried = reports.evidence_in(options.file)
    if carried is None:
        return ()
    with opened() as settings:
        return rederive(carried, find_study(OPERATOR, options.study).id, settings)


def _lines(again: tuple[Rederived, ...]) -> Iterator[str]:
    yield from (speak(REDERIVED[each.state], name=each.name) for each in again)
    if ("answers", "differs") in {(each.name, each.state) for each in again}:
        yield speak(CHANGED_SINCE)


def of_session(options: argparse.Namespace) -> int:
    """What a session froze, from the judgements in the database."""
    from livinglab.commands.database import opened
    from livinglab.jobs.recomputing import recompute_session
    from livinglab.store.actors import OPERATOR
    from livinglab.store.finding import find_session

    with opened():
        found = recompute_session(find_session(OPERATOR, options.session))
    if options.json:
        print(json.dumps(session_as_json(found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(map(line_of, found)) or speak(NOTHING_FROZEN))
    return 0 if all(each.holds for each in found) else DIFFERS


def line_of(one: Recomputed) -> str:
    """A frozen result in a line."""
    if one.input_holds is False:
        state = "input_differs"
    elif not one.result_holds:
        state = "result_differs"
    else:
        state = "holds" if one.input_holds else "input_older"
    return speak(LINES[state], item=one.item_id, method=one.method)


def session_as_json(found: tuple[Recomputed, ...]) -> dict[str, Any]:
    """The same for a program."""
    return {
        "holds": all(each.holds for each in found),
        "results": [
            {
                "activity": each.item_id,
                "method": each.method,
                "input_holds": each.input_holds,
                "result_holds": each.result_holds,
            }
            for each in found
        ],
    }


def told(verification: Verification | Unreadable) -> str:
    """A line per figure, then what does not hold."""
    return "\n".join(verification.lines(language()))


def as_json(verification: Verification | Unreadable) -> dict[str, Any]:
    """The same for a program."""
    figures = getattr(verification, "figures", ())
    problems = getattr(verification, "problems", ())
    return {
        "holds": verification.exit_code == 0,
        "readable": verification.exit_code != UNREADABLE,
        "other_edition": getattr(verification, "edition", "") or None,
        "figures": [{"figure": line.figure, "class": line.verifiability, "status": line.status} for line in figures],
        "problems": [
            {"code": problem.code, "figure": problem.figure, "what": problem.what(language())} for problem in problems
        ],
        "lines": list(verification.lines(language())),
    }
