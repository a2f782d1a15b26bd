"""What a response costs the server: simulated residents answer a study page by page, through HTTP.

    .venv/bin/python bench/responses.py

The site runs as `lab.py serve` runs it, every commit on disk. Read on Linux from /proc: the CPU time of the web
server's processes, theirs alone. Milliseconds are of this machine: read the counts and the ratios.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from livinglab.demonstration import play
from livinglab.demonstration.site import running
from livinglab.demonstration.visitor import Visitor
from livinglab.settings import from_environment

PORT = 8031
PER_TICK = 1000 / os.sysconf("SC_CLK_TCK")


def server_milliseconds() -> float:
    """CPU milliseconds spent so far by the web server's processes."""
    ticks = 0
    for process in Path("/proc").iterdir():
        if process.name.isdecimal() and _serves(process):
            fields = (process / "stat").read_text().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks * PER_TICK


def _serves(process: Path) -> bool:
    try:
        words = (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return b"granian" in words and str(PORT).encode() in words


def main() -> None:
    """Plays the lab up to the opened study, then measures the residents' answers."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "LIVINGLAB_DIRECTORY": folder,
            "LIVINGLAB_BASE_URL": f"http://127.0.0.1:{PORT}",
            "LIVINGLAB_SIMULATED": "1",
        }
        with running(environment, PORT, Path(folder) / "site.log") as site:
            measure(site, from_environment(environment).secrets.setup_code)


def measure(site: str, setup_code: str) -> None:
    """Prints a table: what was sent, what it cost."""
    team = Visitor(site)
    project = play.found_laboratory(team, setup_code)
    _, results = play.hold_session(team, site, project)
    links = play.prepare_study(team, play.build_chain(team, project, results))
    before = server_milliseconds()
    play.answer_all(site, links)
    spent = server_milliseconds() - before
    responses = sum(person.answers_at(wave) for person, _ in links for wave in play.WAVES)
    shown = server_milliseconds()
    for _, link in links:
        Visitor(site).open(link)
    reading = (server_milliseconds() - shown) / len(links)
    print(f"responses sent                              {responses:8d}")
    print(f"CPU ms a response, all its pages            {spent / responses:8.1f}")
    print(f"CPU ms to show one page                     {reading:8.1f}")
    print(f"a response, in pages shown                  {spent / responses / reading:8.1f}")


if __name__ == "__main__":
    main()
