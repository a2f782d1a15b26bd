"""`lab.py demo`: samples played in a simulated lab through the site's pages, PDFs written and verified, then served."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from livinglab.installation.refusal import Refusal
from livinglab.installation.sentences import Words, language, speak

if TYPE_CHECKING:
    from livinglab.demonstration.play import Played

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "demonstration"
ROOMS = ("surveys", "analysis", "reports", "livinglab/samples", "livinglab/demonstration")  # a play depends on them
CODE = frozenset({".py", ".html", ".css", ".md", ".json", ".toml", ".csv"})
MARK = "SIMULATED"  # written first: only a folder that holds it is ever thrown away
RECORD = "played.json"  # written last: without it the folder is half a play, and is begun again
PORT = 8017

NO_SERVE_HELP: Words = {"fr": "s’arrêter après les PDF", "en": "end after the PDFs"}
FOLDER_HELP: Words = {"fr": "dossier du laboratoire simulé", "en": "folder of the simulated lab"}
PORT_HELP: Words = {"fr": "port du site", "en": "port of the site"}
SCENES: Mapping[str, Words] = {
    "found": {"fr": "Fondation du laboratoire simulé", "en": "Founding the simulated laboratory"},
    "session": {"fr": "Séance : des idées, des gommettes, des mentions", "en": "Session: ideas, dots, grades"},
    "chain": {
        "fr": "Décision, exigence, prototype, version, étude",
        "en": "Decision, requirement, prototype, version, study",
    },
    "study": {
        "fr": "Questionnaire, plan verrouillé, participants, mesures",
        "en": "Questionnaire, locked plan, participants, measurements",
    },
    "answers": {
        "fr": "Les personnes simulées répondent, page après page",
        "en": "The simulated people answer, page by page",
    },
    "report": {
        "fr": "Rapports, vérifiés l’un après l’autre",
        "en": "Reports, verified one after the other",
    },
    "learning": {"fr": "Ce qu’on en retient, et qui l’adopte", "en": "What was learned, and who adopts it"},
    "verify": {"fr": "Vérification des rapports", "en": "Verifying the reports"},
}
ALREADY: Words = {
    "fr": "Le laboratoire simulé a déjà été joué ; rien n’est rejoué.",
    "en": "The simulated lab was played already; nothing is played again.",
}
HELD: Words = {"fr": "{path} : tout tient", "en": "{path}: everything holds"}
DID_NOT_START: Words = {
    "fr": "Le site n’a pas démarré ; lisez {log}, corrigez, puis relancez.",
    "en": "The site did not start; read {log}, correct, then run this again.",
}
NOT_OURS: Words = {
    "fr": "{folder} contient autre chose qu’un laboratoire simulé ; choisissez un dossier vide avec --folder.",
    "en": "{folder} holds something other than a simulated lab; choose an empty folder with --folder.",
}
LOST: Words = {
    "fr": "La démonstration s’est arrêtée : {why} Lisez {log}, puis relancez : elle recommencera.",
    "en": "The demonstration stopped: {why} Read {log}, then run this again: it will begin again.",
}
DATABASE: Words = {"fr": "Base de données", "en": "Database"}
WHERE: Mapping[str, Words] = {
    "report": {"fr": "Rapport", "en": "Report"},
    "study": {"fr": "Étude", "en": "Study"},
    "session": {"fr": "Séance", "en": "Session"},
    "door": {"fr": "Répondre", "en": "Answer"},
    "learning": {"fr": "Enseignement", "en": "Learning"},
    "idea": {"fr": "Ce qu’une idée est devenue", "en": "What became of one idea"},
}
SIMULATED: Words = {"fr": "\nTout est simulé.", "en": "\nAll of it is simulated."}
ACCOUNT: Words = {
    "fr": "  Connexion de l’équipe simulée : {email} · {password}",
    "en": "  Sign in as the simulated team: {email} · {password}",
}


class OfSample(TypedDict):
    """What a played sample left: its PDFs by end of name, and paths on the site."""

    reports: dict[str, str]
    paths: dict[str, str]


class Record(TypedDict):
    """What a play left."""

    samples: dict[str, OfSample]
    account: dict[str, str]
    code: str


@dataclass(frozen=True)
class Stage:
    """Where the simulated lab is kept, and the port of its site."""

    folder: Path
    port: int

    @property
    def environment(self) -> dict[str, str]:
        """Its own settings: its own folder, and every page and report says that it is simulated."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LIVINGLAB_")}
        return {
            **kept,
            "LIVINGLAB_DIRECTORY": str(self.folder),
            "LIVINGLAB_BASE_URL": f"http://127.0.0.1:{self.port}",
            "LIVINGLAB_LABORATORY": "Laboratoire des Tilleuls",
            "LIVINGLAB_SIMULATED": "1",
            "LIVINGLAB_LANGUAGE": language(),
        }

    @property
    def setup_code(self) -> str:
        """What lets the simulated administrator make the first account."""
        from livinglab.settings import from_environment

        return from_environment(self.environment).secrets.setup_code


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-serve", action="store_true", help=speak(NO_SERVE_HELP))
    parser.add_argument("--port", type=int, default=PORT, help=speak(PORT_HELP))
    parser.add_argument("--folder", type=Path, default=FOLDER, metavar="FOLDER", help=speak(FOLDER_HELP))


def run(options: argparse.Namespace) -> int:
    begun = time.monotonic()
    stage = Stage(options.folder.resolve(), options.port)
    record = record_of_an_earlier_play(stage.folder)
    codes: dict[str, int] = {}
    if record is None:
        record = _played(stage, lambda path: codes.update({path: _verified(path)}))
    else:
        print(speak(ALREADY))
        _scene("verify")
        codes.update((path, _verified(path)) for path in reports_of(record))
    code = max(codes.values())
    print("\n".join((speak(SIMULATED), *_where(stage, record))))
    print(f"  {time.monotonic() - begun:.0f} s", flush=True)
    return code if options.no_serve or code else _serve(stage, record)


def record_of_an_earlier_play(folder: Path) -> Record | None:
    """What an earlier play left, if it is whole and was played by this very code: another writes other words."""
    try:
        record: Record = json.loads((folder / RECORD).read_text("utf-8"))
        known = record["code"] == code_digest()
    except (OSError, ValueError, KeyError):
        return None
    return record if known and all(Path(path).is_file() for path in reports_of(record)) else None


def reports_of(record: Record) -> tuple[str, ...]:
    """The PDFs of every sample."""
    return tuple(path for each in record["samples"].values() for path in each["reports"].values())


def code_digest() -> str:
    """What the code of the rooms a play depends on amounts to."""
    files = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*") if file.suffix in CODE)
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _played(stage: Stage, written: Callable[[str], None]) -> Record:
    """Plays every sample; each report is shown to `written` while the site draws the next."""
    from livinglab.demonstration.play import play
    from livinglab.demonstration.scenario import ADMINISTRATOR
    from livinglab.demonstration.scenarios import SCENARIOS
    from livinglab.demonstration.site import NotStarted, running
    from livinglab.demonstration.visitor import Unexpected

    _clear(stage.folder)
    log = stage.folder / "site.log"
    try:
        with running(stage.environment, stage.port, log) as site:
            played = play(site, stage.setup_code, stage.folder, SCENARIOS, _scene, written)
    except NotStarted:
        raise Refusal(speak(DID_NOT_START, log=log), code=1) from None
    except (Unexpected, OSError) as why:
        raise Refusal(speak(LOST, why=why, log=log), code=1) from why
    record = _as_record(played, ADMINISTRATOR)
    (stage.folder / RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=1), "utf-8")
    return record


def _clear(folder: Path) -> None:
    """An empty folder for the play: what an interrupted one left goes, anything else is refused."""
    if (folder / MARK).is_file():
        shutil.rmtree(folder)
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(speak(NOT_OURS, folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()


def _as_record(played: Mapping[str, Played], administrator: Mapping[str, str]) -> Record:
    named = ("study", "session", "door", "learning", "idea")
    return {
        "samples": {
            code: {
                "reports": dict(each.reports),
                "paths": {name: _path_of(address) for name in named if (address := getattr(each, name))},
            }
            for code, each in played.items()
        },
        "account": {name: administrator[name] for name in ("email", "password")},
        "code": code_digest(),
    }


def _path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def _where(stage: Stage, record: Record) -> Iterator[str]:
    yield f"  {speak(DATABASE):<26} {stage.folder}"
    for code, each in record["samples"].items():
        yield f"\n{_title_of(code)}"
        found = {"report": each["reports"][language()], **each["paths"]}
        yield from (f"  {speak(words):<26} {found[name]}" for name, words in WHERE.items() if name in found)


def _scene(name: str, sample: str = "") -> None:
    of = f"{_title_of(sample)} – " if sample else ""
    print(f"· {of}{speak(SCENES[name])}", flush=True)


def _title_of(sample: str) -> str:
    from livinglab.samples import samples

    return samples()[sample].title[language()]


def _verified(path: str) -> int:
    """Says whether a report holds; the exit code."""
    import reports
    from livinglab.commands.verify import told

    verification = reports.verify(Path(path))
    print(f"  {speak(HELD, path=path)}" if verification.holds else told(verification), flush=True)
    return verification.exit_code


def _serve(stage: Stage, record: Record) -> int:
    print(speak(ACCOUNT, **record["account"]), flush=True)
    command = [sys.executable, str(ROOT / "lab.py"), "serve", "--port", str(stage.port)]
    os.execve(sys.executable, command, stage.environment)  # noqa: S606 no shell is meant
