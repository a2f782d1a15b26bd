"""How the analysis grows with the number of answers: 10⁴, 10⁵, 10⁶, 10⁷, each in a process of its own.

    .venv/bin/python bench/scale.py [answers …] [--cluster]

Invented answers: 20 questions from 0 to 10 at two waves, so 40 answers a person, two arms, six planned outcomes. The
segments are first written as Parquet files. `scan` reads and tallies them one after the other; `then` is all that
follows, to the whole evidence; `peak` is the largest memory of the process, and what it was before the first segment.
With --cluster the same segments go through a Dask cluster of two local workers; the evidence is then compared.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from trials import ARMS, FACTS, codebook, outcome, plan, variable

from analysis import evidence_json, segments
from analysis.cluster import Cluster
from analysis.dataset import Participant, Response, build
from analysis.pipeline import evidence_from
from analysis.plan import Scale
from analysis.results import Evidence
from analysis.study_tally import Run, Segment, tally_segments

QUESTIONS = [f"q{place:02d}" for place in range(20)]
WAVES = ("t0", "t1")
PER_PERSON = len(QUESTIONS) * len(WAVES)
PEOPLE = 5_000  # in a segment, as in livinglab/jobs/segments.py
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
BOOK = codebook(*(variable(name, "integer") for name in QUESTIONS))
SCALE = Scale("ten", {"en": "Ten items"}, tuple(QUESTIONS[:10]), 0, 10)
PLAN = plan(
    outcome("two_arms_ancova", "ten", code="adjusted", waves=("t1",), baseline_wave="t0"),
    outcome("two_arms_mean", "q10", code="mean", waves=("t1",), role="secondary"),
    outcome("two_arms_ordinal", "q11", code="ordered", waves=("t1",), role="secondary"),
    outcome("two_arms_change", "q12", code="change", waves=("t1",), baseline_wave="t0", role="secondary"),
    outcome("proportion_difference", "q13", code="share", waves=("t1",), success_values=("9", "10"), role="secondary"),
    outcome("waves_random_intercept", "q14", code="waves", waves=("t1",), baseline_wave="t0", role="secondary"),
    scales=(SCALE,),
)


def written(answers: int, folder: Path) -> list[Segment]:
    """The files of a study of that many answers."""
    people = max(1, answers // PER_PERSON)
    starts = range(0, people, PEOPLE)
    paths = [_segment(start, min(start + PEOPLE, people), folder / f"{start:09d}") for start in starts]
    return [partial(segments.read, path) for path in paths]


def _segment(first: int, last: int, path: Path) -> Path:
    draw = random.Random(first)
    names = {f"p{number:09d}": ARMS[number % 2].code for number in range(first, last)}
    responses = [
        Response(name, wave, {question: draw.randint(0, 10) for question in QUESTIONS})
        for name in names
        for wave in WAVES
    ]
    return segments.write(
        build(BOOK, [Participant(name, arm) for name, arm in names.items()], responses, "simulated"), path
    )


def evidence(parts: list[Segment], run: Run = map) -> tuple[Evidence, float, float]:
    """The evidence, the seconds of the scan, and those of all that follows."""
    begun = time.perf_counter()
    tallied = tally_segments(parts, PLAN, (), run)
    scanned = time.perf_counter()
    found = evidence_from(tallied, PLAN, FACTS)
    return found, scanned - begun, time.perf_counter() - scanned


def measured(answers: int, on_cluster: bool) -> Iterator[str]:
    """One line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        parts = written(answers, Path(folder))
        evidence(parts[:1])  # imports and caches, which every size pays once
        before = _peak()
        found, scan, then = evidence(parts)
        yield f"{answers:>10} {answers // PER_PERSON:>8} {len(parts):>8} {scan:>8.2f} {scan / answers * 1e6:>10.2f}"
        yield f" {then * 1000:>8.0f} {_peak():>7.0f} ({before:.0f})"
        if on_cluster:
            yield _clustered(parts, found)


def _clustered(parts: list[Segment], loop: Evidence) -> str:
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as machines:
        found, scan, _ = evidence(parts, Cluster(machines.scheduler_address))
    same = "equal to the last bit" if evidence_json.dumps(found) == evidence_json.dumps(loop) else "DIFFERENT"
    return f"   cluster {scan:.2f} s, {same}"


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: list[str]) -> None:
    """The table; each size in a process of its own, so that memory is that of the size."""
    if arguments[:1] == ["--one"]:
        print("".join(measured(int(arguments[1]), "--cluster" in arguments)))
        return
    sizes = [int(each) for each in arguments if each.isdigit()] or list(SIZES)
    print("   answers   people segments   scan s  s per 10⁶  then ms peak MB (before)")
    for size in sizes:
        further = [each for each in arguments if each == "--cluster"]
        subprocess.run([sys.executable, __file__, "--one", str(size), *further], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
