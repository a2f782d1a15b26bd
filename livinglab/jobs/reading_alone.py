"""A reading of votes in a process of its own, one thread of linear algebra: `python -m livinglab.jobs.reading_alone`.

Threads of OpenBLAS that wait for each other on busy cores make the same work twenty times longer (decision 0018), and
their number is read once, when numpy wakes: hence a process, and one that takes its memory away with it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from analysis.deliberation.record import VoteRecord

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 1800  # seconds
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def read_alone(kind: str, record: VoteRecord, seed: int | None) -> dict[str, Any]:
    """The reading, as plain values. Raises CalledProcessError or TimeoutExpired."""
    asked = json.dumps({"kind": kind, "statements": record.statements, "rows": record.rows, "seed": seed})
    done = subprocess.run(  # noqa: S603 our own
        [sys.executable, "-m", __name__],
        input=asked,
        cwd=ROOT,
        env={**os.environ, **dict.fromkeys(THREADS, "1")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LONGEST,
        check=True,
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def main() -> None:
    """Reads what is asked on standard input, writes what is found on standard output."""
    from analysis.deliberation.readings import reading_of

    asked = json.load(sys.stdin)
    record = VoteRecord(tuple(asked["statements"]), tuple((capacity, said) for capacity, said in asked["rows"]))
    json.dump(reading_of(asked["kind"], record, asked["seed"]), sys.stdout)


if __name__ == "__main__":
    main()
