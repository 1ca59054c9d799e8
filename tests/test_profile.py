"""`convert --profile`: every stage of every process, and nothing of it in what a run writes."""

import json
import sys
from pathlib import Path

import pytest

import wpmigrate
from mixed_export import mixed
from test_cli import call
from test_jobs import tree
from wpmigrate.errors import WpmigrateError
from wpmigrate.pipeline import profiling, workers
from wpmigrate.pipeline import run as pipeline


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a small export that is worth workers, started so that the threads of a test runner cannot hurt them."""
    monkeypatch.setattr(pipeline, "least_bytes", lambda _: 0)
    monkeypatch.setattr(workers, "start_method", lambda: "forkserver" if sys.platform != "win32" else "spawn")
    path = tmp_path / "export.xml"
    path.write_bytes(mixed())
    return path


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_item_is_counted_once_in_each_stage(export: Path, jobs: int) -> None:
    out, file = export.parent / "out", export.parent / "profile.json"
    report = wpmigrate.convert(export, out, jobs=jobs, profile=file)
    profile = json.loads(file.read_text("utf-8"))
    stages = {stage["name"]: stage for stage in profile["stages"]}
    calls = {name: stage["main"]["calls"] + stage["workers"]["calls"] for name, stage in stages.items()}
    items, bodies = report.totals["item"].read, report.fidelity.bodies
    assert calls["facts"] == calls["pack"] == calls["ledger"] == items
    assert items <= calls["parse"] <= 2 * items, "what does not stand as WordPress writes it is read a second time"
    assert bodies <= calls["again"] <= items, "what is no page and was read without a finding is not read again"
    assert calls["body"] == calls["markdown"] == calls["proof"] == calls["target"] == bodies
    assert list(stages) == [name for name in profiling.STAGES if name in stages]
    assert profile["workers"] == (2 if jobs == 2 else 0)
    assert bool(stages["body"]["main"]["calls"]) is (jobs == 1)
    assert sum(stage["main"]["seconds"] for stage in stages.values()) == pytest.approx(profile["seconds"])
    assert all(
        stage[where][what] >= 0 for stage in stages.values() for where in ("main", "workers") for what in stage[where]
    )


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_written_is_the_same(export: Path, jobs: int) -> None:
    wpmigrate.convert(export, export.parent / "plain", jobs=jobs)
    wpmigrate.convert(export, export.parent / "timed", jobs=jobs, profile=export.parent / "profile.txt")
    assert tree(export.parent / "plain") == tree(export.parent / "timed")
    assert "profile" not in (export.parent / "timed/_wpmigrate/report.json").read_text("utf-8").partition('"plan"')[0]


def test_the_table_names_what_was_done(export: Path) -> None:
    file = export.parent / "profile.txt"
    assert call("convert", export, "-o", export.parent / "out", "-q", "--jobs", 1, "--profile", file).exit_code == 0
    lines = file.read_text("utf-8").splitlines()
    assert " 1 jobs, 0 workers" in lines[0]
    assert [line.split()[0] for line in lines[3:]] == [
        name for name in profiling.STAGES if name not in ("send", "wait")
    ]


def test_no_clock_runs_when_nobody_asks_or_after_a_failure(export: Path) -> None:
    wpmigrate.convert(export, export.parent / "out")
    assert not profiling.is_timed()
    with pytest.raises(WpmigrateError):
        wpmigrate.convert(export.parent / "missing.xml", export.parent / "out", profile=export.parent / "profile.json")
    assert not profiling.is_timed()
    assert not (export.parent / "profile.json").exists()
