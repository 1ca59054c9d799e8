"""Exports with every family of plugins: nothing of their markup is left, every body is whole, and the ledger balances."""

import json
import re
from pathlib import Path

import pytest

import wpmigrate
from conftest import REPO
from planted import planted
from stanzas import Stanza, read_stanzas
from wpmigrate import registry
from wpmigrate.report.model import Report

STANZAS = [
    pytest.param(stanza, id=f"{path.stem}:{stanza.line}")
    for path in sorted((REPO / "fixtures/plugins").glob("*.md"))
    for stanza in read_stanzas(path)
]
# Of these names some are words, too: what is left of them in a text is prose.
TAG = re.compile(r"\[/?([A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)+)(?=[\s\]/])")
BLOCK = re.compile(r"<!-- /?wp:")


def convert(export: str, folder: Path) -> tuple[Report, dict[str, str]]:
    (folder / "export.xml").write_text(export, "utf-8")
    report = wpmigrate.convert(folder / "export.xml", folder / "site")
    rows = [json.loads(line) for line in (folder / "site/_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines()]
    written = {row["path"] for row in rows if row["kind"] == "item" and row.get("path", "").endswith(".md")}
    return report, {path: (folder / "site" / path).read_text("utf-8") for path in written}


def check(report: Report, bodies: dict[str, str], reported: set[str]) -> None:
    assert report.exit_code == 0
    assert report.fidelity.bodies == report.fidelity.whole > 0
    for path, text in bodies.items():
        body = text.partition("\n---\n")[2]
        left = {name for name in TAG.findall(body) if name in registry.handlers().shortcodes}
        assert left - reported == set(), path
        assert not BLOCK.search(body), path


@pytest.mark.parametrize("stanza", STANZAS)
def test_a_family_comes_out_whole(stanza: Stanza, tmp_path: Path) -> None:
    report, bodies = convert(planted(stanza), tmp_path)
    check(report, bodies, set())


def test_all_families_in_one_export(tmp_path: Path) -> None:
    alone = [stanza.values[0] for stanza in STANZAS]
    told = [one for one in alone if not {"parts", "references", "attachments"} & one.facts.keys()]
    assert len(told) > 40
    report, bodies = convert(planted(*told), tmp_path)
    check(report, bodies, set())
    assert len(bodies) == len(told)
