"""Damaged exports through the whole tool: each defect gives its items, a balanced ledger and a repair with its offset."""

import json
from pathlib import Path

import pytest

import wpmigrate
from wpmigrate.errors import InputError

BROKEN = Path(__file__).parents[2] / "shared/data/broken"
THEME_TEST = Path(__file__).parents[2] / "shared/data/third-party/theme-unit-test.xml"
WHOLE = {  # file → the repairs it must report
    "bad-utf8": {"invalid-utf8"},
    "bare-amp": {"bare-ampersand"},
    "bom": {"byte-order-mark"},
    "charref-ctl": {"control-characters"},
    "ctl-in-cdata": {"control-characters"},
    "https-ns": set(),
    "leading-newline": {"junk-before"},
    "no-version": set(),
    "nul-in-cdata": {"control-characters"},
    "ok": set(),
    "other-prefix": set(),
    "php-warning-first": {"junk-before"},
    "php-warning-middle": {"junk-between"},
    "raw-meta": {"unescaped-markup"},
    "trailing-html": {"junk-after"},
    "undeclared-prefix": {"undeclared-prefix"},
    "unsplit-cdata-end": {"unsplit-cdata-end"},
}
needs_broken = pytest.mark.skipif(not BROKEN.exists(), reason="the shared exports are not here")


def item_rows(out: Path) -> list[dict]:
    lines = (out / "_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["kind"] == "item"]


@needs_broken
@pytest.mark.parametrize("name", WHOLE)
def test_three_items_and_each_repair_named(name: str, tmp_path: Path) -> None:
    report = wpmigrate.convert(BROKEN / f"{name}.xml", tmp_path)
    assert [row["outcome"] for row in item_rows(tmp_path)] == ["written"] * 3
    assert {repair.code for repair in report.repairs} == WHOLE[name]
    assert all(0 <= repair.offset < (BROKEN / f"{name}.xml").stat().st_size for repair in report.repairs)
    with wpmigrate.read(BROKEN / f"{name}.xml") as export:
        bodies = [item.body for item in export]
    for body in bodies:
        assert abs(len(body) - 7200) <= 7
        assert body.count("lorem ipsum dolor") >= 399


@needs_broken
def test_truncated_keeps_two_and_reports_the_third(tmp_path: Path) -> None:
    report = wpmigrate.convert(BROKEN / "truncated.xml", tmp_path)
    assert [(row["outcome"], row.get("reason")) for row in item_rows(tmp_path)] == [
        ("written", None),
        ("written", None),
        ("failed", "truncated-file"),
    ]
    assert report.exit_code == 3
    assert "truncated-file" in {d.code for d in report.diagnostics}


@needs_broken
def test_doubled_gives_six_rows(tmp_path: Path) -> None:
    report = wpmigrate.convert(BROKEN / "doubled.xml", tmp_path)
    outcomes = [(row["outcome"], row.get("reason")) for row in item_rows(tmp_path)]
    assert sorted(outcomes, key=str) == [("skipped", "duplicate")] * 3 + [("written", None)] * 3
    assert report.totals["item"].read == 6


@needs_broken
def test_doctype_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        wpmigrate.convert(BROKEN / "doctype.xml", "unused", dry_run=True)
    assert refused.value.exit_code == 4
    assert refused.value.code == "doctype"


@pytest.mark.skipif(not THEME_TEST.exists(), reason="the shared exports are not here")
def test_the_theme_test_export_is_accounted_for(tmp_path: Path) -> None:
    report = wpmigrate.convert(THEME_TEST, tmp_path, to="hugo")
    comments = report.totals["comment"]
    assert comments.read == 33
    assert comments.read == comments.written + comments.skipped + comments.failed
    lines = (tmp_path / "_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines()
    kinds = [row["type"] for row in map(json.loads, lines) if row["kind"] == "comment"]
    assert sum(kind in ("pingback", "trackback") for kind in kinds) == 4
    assert report.totals["item"].read == THEME_TEST.read_text("utf-8").count("<item>")
