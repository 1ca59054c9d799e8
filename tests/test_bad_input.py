"""More than sixty kinds of bad input: each with its exit code, its code, its place, and the rest of the export converted."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bad_inputs import READ, REFUSED, Read, Refused
from wpmigrate.cli import main


def convert(file: Path, out: Path):
    return CliRunner().invoke(main, ["convert", str(file), "-o", str(out), "--json"])


@pytest.mark.parametrize("bad", REFUSED, ids=[bad.name for bad in REFUSED])
def test_what_is_no_export_is_refused_in_one_sentence(bad: Refused, tmp_path: Path) -> None:
    file = tmp_path / bad.file
    file.write_bytes(bad.content)
    done = convert(file, tmp_path / "out")
    assert done.exit_code == bad.exit, done.output
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("wpmigrate: ")
    assert sentence.endswith(f" [{bad.code}]")
    assert bad.file in sentence or bad.code == "no-items"
    assert "/etc/" not in sentence
    assert bad.code == "no-items" or not (tmp_path / "out").exists()


@pytest.mark.parametrize("bad", READ, ids=[bad.name for bad in READ])
def test_what_is_damaged_is_read_and_reported(bad: Read, tmp_path: Path) -> None:
    file = tmp_path / bad.file
    file.write_bytes(bad.content)
    done = convert(file, tmp_path / "out")
    assert done.exit_code == bad.exit, done.output
    assert done.stderr == ""
    report = json.loads(done.stdout)
    total = report["totals"]["item"]
    assert total["written"] == bad.written or bad.written < 0 < total["written"], report
    assert total["read"] == total["written"] + total["skipped"] + total["failed"]
    found = {one["code"] for one in report["diagnostics"]} | {one["code"] for one in report["repairs"]}
    assert found >= bad.codes
    assert all(0 <= one["offset"] <= 1 << 25 and one["input"] == bad.file for one in report["repairs"])
    assert not [path for path in tmp_path.rglob("*") if path.is_symlink()]
    assert {path.name for path in tmp_path.iterdir()} == {bad.file, "out"}


def test_there_are_many_kinds() -> None:
    assert len({bad.name for bad in (*REFUSED, *READ)}) >= 60
