"""What a report costs beside its renderer: each sample analysed, then written for each audience and verified.

    .venv/bin/python bench/reports.py

`analysis` goes from the answers to the evidence. `beyond` is what writing takes outside WeasyPrint, as a share of what
WeasyPrint takes: the project asks for at most 30 %. `verify` opens the file, computes everything again and paints the
pages anew. Each sample is written once before it is timed: fonts are then loaded, as in a worker that has written one.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from played import evidence_of, scenario_of

from livinglab.samples import samples
from reports.audiences import AUDIENCES
from reports.pdf import write_pdf
from reports.verification import verify


def main() -> None:
    """A line for each sample and audience."""
    print(f"{'sample':<20}{'audience':<12}{'pages':>6}{'written':>9}{'renderer':>10}{'beyond':>8}{'verify':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for code in samples():
            started = time.perf_counter()
            evidence = evidence_of(scenario_of(code))
            analysed = time.perf_counter() - started
            write_pdf(evidence, to=Path(folder) / "first.pdf")
            for audience in AUDIENCES:
                written = write_pdf(evidence, audience=audience, to=Path(folder) / f"{code}.{audience}.pdf")
                started = time.perf_counter()
                assert verify(written.path).holds
                verified = time.perf_counter() - started
                beyond = written.seconds / written.renderer_seconds - 1
                print(
                    f"{code:<20}{audience:<12}{written.pages:>6}{written.seconds:>8.2f}s"
                    f"{written.renderer_seconds:>9.2f}s{beyond:>8.0%}{verified:>7.2f}s"
                )
            print(f"{code:<20}analysis {analysed:.2f}s")


if __name__ == "__main__":
    main()
