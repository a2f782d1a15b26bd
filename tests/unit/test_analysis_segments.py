"""A segment written as files and read back is the same dataset, whatever was answered."""

from __future__ import annotations

import stat
from pathlib import Path

import pandas as pd
from trials import codebook, outcome, plan, tabulated, variable

from analysis import segments
from analysis.dataset import Participant, Response, build
from analysis.study_tally import tally_study
from surveys.values import Missing

BOOK = codebook(
    variable("score"), variable("words", "text"), variable("several", "categories", "a", "b"), variable("never", "text")
)
PEOPLE = [
    Participant("p1", "walks", attributes={"site": "Orsay"}),
    Participant("p2", "usual", withdrawn_wave="t1"),
    Participant("p3"),
]
GIVEN = [
    Response("p1", "t0", {"score": 4, "words": "4", "several": ["a", "b"], "never": Missing.DECLINED}),
    Response("p1", "t1", {"score": 4.5, "words": "", "several": []}),
    Response("p2", "t0", {"score": "4", "words": "é — مرحبا 🌳\n=1+1", "several": ["b"]}),
]


def test_what_is_read_back_is_what_was_written(tmp_path: Path) -> None:
    dataset = build(BOOK, PEOPLE, GIVEN, "simulated")
    found = segments.read(segments.write(dataset, tmp_path / "segment"))
    assert (found.codebook, found.origin, found.digest) == (dataset.codebook, "simulated", dataset.digest)
    for name in ("participants", "answers", "silences"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(dataset, name), check_column_type=False)
    kinds = [[type(value) for value in frame.answers.to_numpy().flat] for frame in (found, dataset)]
    assert kinds[0] == kinds[1]


def test_a_segment_without_anyone_and_one_without_answers_are_segments_too(tmp_path: Path) -> None:
    made = plan(outcome("two_arms_mean", waves=("t1",)))
    for place, people in enumerate(([], PEOPLE)):
        dataset = build(BOOK, people, [], "measured")
        found = segments.read(segments.write(dataset, tmp_path / str(place)))
        tables = [
            tabulated(tally_study(each, made).outcomes["main"], BOOK, made, made.outcomes[0])
            for each in (found, dataset)
        ]
        assert tables[0] == tables[1]


def test_only_its_owner_may_open_a_segment(tmp_path: Path) -> None:
    folder = segments.write(build(BOOK, PEOPLE, GIVEN, "measured"), tmp_path / "segment")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
