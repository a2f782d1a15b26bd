"""`lab.py demo`: a small simulated lab played through the site's pages, its PDFs written and verified, then served."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from livinglab.installation.refusal import Refusal
from livinglab.installation.sentences import Words, language, speak

if TYPE_CHECKING:
    from livinglab.demonstration.play import Played

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "demonstration"
ROOMS = ("surveys", "analysis", "reports", "livinglab/demonstration")  # what a played lab depends on, word for word
CODE = frozenset({".py", ".html", ".css", ".md", ".json"})
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
    "study": {"fr": "Questionnaire, plan verrouillé, participants", "en": "Questionnaire, locked plan, participants"},
    "answers": {
        "fr": "Les habitants simulés répondent, page après page",
        "en": "The simulated residents answer, page by page",
    },
    "report": {"fr": "Rapports en français et en anglais", "en": "Reports in French and English"},
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
WHERE: Mapping[str, Words] = {
    "reports": {"fr": "Rapports", "en": "Reports"},
    "folder": {"fr": "Base de données", "en": "Database"},
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
    if record is None:
        record = _played(stage)
    else:
        print(speak(ALREADY))
    code = _verified(record)
    print("\n".join((speak(SIMULATED), *_where(stage, record))))
    print(f"  {time.monotonic() - begun:.0f} s", flush=True)
    return code if options.no_serve or code else _serve(stage, record)


def record_of_an_earlier_play(folder: Path) -> dict[str, dict[str, str]] | None:
    """What an earlier play left, if it is whole and was played by this very code: another writes other words."""
    try:
        record: dict[str, dict[str, str]] = json.loads((folder / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    whole = all(Path(path).is_file() for path in record["reports"].values())
    return record if whole and record.get("code") == {"digest": code_digest()} else None


def code_digest() -> str:
    """What the code of the rooms a play depends on amounts to."""
    files = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*") if file.suffix in CODE)
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _played(stage: Stage) -> dict[str, dict[str, str]]:
    from livinglab.demonstration import play, scenario
    from livinglab.demonstration.site import NotStarted, running
    from livinglab.demonstration.visitor import Unexpected

    _clear(stage.folder)
    log = stage.folder / "site.log"
    try:
        with running(stage.environment, stage.port, log) as site:
            played = play.play(site, stage.setup_code, stage.folder, _scene)
    except NotStarted:
        raise Refusal(speak(DID_NOT_START, log=log), code=1) from None
    except (Unexpected, OSError) as why:
        raise Refusal(speak(LOST, why=why, log=log), code=1) from why
    record = _as_record(played, scenario.ADMINISTRATOR)
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


def _as_record(played: Played, administrator: Mapping[str, str]) -> dict[str, dict[str, str]]:
    named = ("study", "session", "door", "learning", "idea")
    paths = {name: _path_of(getattr(played, name)) for name in named}
    account = {name: administrator[name] for name in ("email", "password")}
    return {"reports": dict(played.reports), "paths": paths, "account": account, "code": {"digest": code_digest()}}


def _path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def _where(stage: Stage, record: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    found = {"reports": " · ".join(record["reports"].values()), "folder": str(stage.folder), **record["paths"]}
    return (f"  {speak(words):<15} {found[name]}" for name, words in WHERE.items())


def _scene(name: str) -> None:
    print(f"· {speak(SCENES[name])}", flush=True)


def _verified(record: Mapping[str, Mapping[str, str]]) -> int:
    import reports
    from livinglab.commands.verify import told

    _scene("verify")
    worst = 0
    for path in record["reports"].values():
        verification = reports.verify(Path(path))
        print(f"  {speak(HELD, path=path)}" if verification.holds else told(verification))
        worst = max(worst, verification.exit_code)
    return worst


def _serve(stage: Stage, record: Mapping[str, Mapping[str, str]]) -> int:
    print(speak(ACCOUNT, **record["account"]), flush=True)
    command = [sys.executable, str(ROOT / "lab.py"), "serve", "--port", str(stage.port)]
    os.execve(sys.executable, command, stage.environment)  # noqa: S606 no shell is meant
