"""The evidence of a study cut into segments: the same in a loop, on a cluster, and in one piece."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import isclose
from pathlib import Path

import pytest
from answered import answered_study
from flask import Flask
from people import cast, laboratory_in

from analysis import cluster, evidence_json
from analysis.results import Evidence
from analysis.study_tally import Segment, StudyTally
from livinglab.jobs import segments
from livinglab.jobs.evidence import evidence_of
from livinglab.jobs.shared_segments import sweep_segments
from livinglab.settings import Settings, from_environment
from livinglab.store.failures import Refused


@pytest.fixture
def laboratory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    monkeypatch.setenv("LIVINGLAB_DIRECTORY", str(tmp_path))
    app = laboratory_in(tmp_path)
    with app.app_context():
        yield app


@pytest.fixture
def study(laboratory: Flask) -> str:
    return answered_study(cast()).id


@pytest.fixture
def settings(laboratory: Flask) -> Settings:
    return from_environment()


def in_segments_of(people: int, study: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Evidence:
    monkeypatch.setattr(segments, "PEOPLE", people)
    return evidence_of(study, settings, "en")


def test_many_small_segments_give_the_estimates_of_one(
    study: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = in_segments_of(1000, study, settings, monkeypatch)
    cut = in_segments_of(5, study, settings, monkeypatch)
    assert [finding.figure_id for finding in cut.findings] == [finding.figure_id for finding in whole.findings]
    for found, expected in zip(cut.findings, whole.findings, strict=True):
        assert (found.direction, found.level, found.estimate.n) == (
            expected.direction,
            expected.level,
            expected.estimate.n,
        )
        for name in ("effect", "low", "high", "p_value"):
            numbers = [getattr(each.estimate, name) for each in (found, expected)]
            assert numbers[0] == numbers[1] or isclose(*numbers, rel_tol=1e-9)
    assert [table.rows for table in cut.tables[:2]] == [table.rows for table in whole.tables[:2]]  # flow and quality


@pytest.mark.slow
def test_a_cluster_gives_the_evidence_of_a_loop_to_the_last_bit_and_leaves_no_file(
    study: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import LocalCluster

    loop = in_segments_of(5, study, settings, monkeypatch)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as machines:
        far = replace(settings, cluster=machines.scheduler_address)
        found = in_segments_of(5, study, far, monkeypatch)
    assert evidence_json.dumps(found) == evidence_json.dumps(loop)
    assert list(settings.segments_path.iterdir()) == []


def test_a_cluster_without_its_library_is_refused_with_what_to_do(
    study: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "is_installed", lambda: False)
    with pytest.raises(Refused) as refused:
        evidence_of(study, replace(settings, cluster="tcp://127.0.0.1:8786"))
    assert refused.value.code == "cluster_not_installed"


def test_a_cluster_that_fails_leaves_no_answers_in_the_shared_folder(
    study: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    class Failing(cluster.Cluster):
        def __call__(self, tally: Callable[[Segment], StudyTally], parts: Sequence[Segment]) -> Iterator[StudyTally]:
            seen.extend(path.stat().st_size for path in settings.segments_path.rglob("*.parquet"))
            raise ConnectionError(self.address)

    monkeypatch.setattr(cluster, "is_installed", lambda: True)
    monkeypatch.setattr(cluster, "Cluster", Failing)
    with pytest.raises(ConnectionError):
        evidence_of(study, replace(settings, cluster="tcp://127.0.0.1:8786"))
    assert seen
    assert list(settings.segments_path.iterdir()) == []


def test_what_a_killed_analysis_lent_is_erased_by_the_sweep_and_a_running_one_is_left(tmp_path: Path) -> None:
    killed, running = tmp_path / "killed", tmp_path / "running"
    for folder in (killed, running):
        (folder / "000000").mkdir(parents=True)
        (folder / "000000" / "answers.parquet").write_bytes(b"answers")
    os.utime(killed, (0, 0))
    assert sweep_segments(tmp_path) == 1
    assert list(tmp_path.iterdir()) == [running]
    assert sweep_segments(tmp_path / "never made") == 0
