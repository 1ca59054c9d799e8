"""`diff`: what changed between two runs, and what is no report."""

import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

import wpmigrate
from conftest import REPO
from wpmigrate.cli import main
from wpmigrate.report.comparison import compare

EXPORT = REPO / "fixtures" / "london-korean" / "export.xml"


def call(*args: object):
    return CliRunner().invoke(main, ["diff", *map(str, args)])


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two exports of one site: of the second a post is gone, one has other words, one another slug, and one is new."""
    folder = tmp_path_factory.mktemp("diff")
    text = EXPORT.read_text("utf-8")
    posts = [
        one[0]
        for one in re.finditer(r"\t*<item>.*?</item>\n", text, re.DOTALL)
        if "<wp:post_type><![CDATA[post]]>" in one[0]
    ]
    slugs = ("ten-years", "lotus-lanterns-before-the-rain", "the-ferry-to-seondal")
    words, moved, gone = (next(one for one in posts if f"[{slug}]" in one) for slug in slugs)
    new = text.replace(
        words, words.replace("<content:encoded><![CDATA[", "<content:encoded><![CDATA[[gone-plugin a=1] New words. ")
    )
    new = new.replace(moved, moved.replace("[lotus-lanterns-before-the-rain]", "[a-new-place]"))
    added = re.sub(r"<wp:comment>.*?</wp:comment>", "", gone, flags=re.DOTALL)
    added = re.sub(r"<wp:post_id>\d+", "<wp:post_id>9001", added).replace("the-ferry-to-seondal", "an-added-one")
    new = new.replace(gone, added)
    (folder / "new.xml").write_text(new, "utf-8")
    wpmigrate.convert(EXPORT, folder / "old")
    wpmigrate.convert(folder / "new.xml", folder / "new", scaffold=True, statuses=["publish"])
    return folder


def test_a_run_does_not_differ_from_itself(runs: Path, tmp_path: Path) -> None:
    wpmigrate.convert(EXPORT, tmp_path / "again")
    assert compare(runs / "old", tmp_path / "again").same
    result = call(runs / "old", tmp_path / "again", "--exit-code")
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "Nothing differs.")


def test_a_dry_run_does_not_differ_from_the_run(runs: Path, tmp_path: Path) -> None:
    from wpmigrate.report.json import encode

    dry = wpmigrate.convert(EXPORT, tmp_path / "none", dry_run=True)
    (tmp_path / "dry.json").write_bytes(encode(dry))
    assert compare(tmp_path / "dry.json", runs / "old").same


def test_every_kind_of_change_is_told(runs: Path) -> None:
    found = compare(runs / "old", runs / "new")
    things = {(one.what, one.kind): one for one in found.things}
    assert things["added", "item"].id == 9001
    assert things["removed", "item"].old == "posts/the-ferry-to-seondal.md"
    assert things["removed", "comment"].type == "pingback" or things["removed", "comment"].id
    assert things["moved", "item"].new == "posts/a-new-place.md"
    assert {one.new for one in found.things if one.what == "outcome"} == {"skipped (filtered-by-status)"}
    assert any("shortcode-kept" in one.new for one in found.things if one.what == "diagnostics" and one.kind == "item")
    assert [one.new for one in found.things if one.what == "changed"] != []
    assert [(one.name, one.old is None, one.new is None) for one in found.inputs] == [
        ("export.xml", False, True), ("new.xml", True, False),
    ]  # fmt: skip
    assert {one.name: (one.old, one.new) for one in found.options} == {
        "scaffold": (None, True),
        "statuses": (None, ["publish"]),
    }
    assert {"item", "comment"} <= found.totals.keys()
    assert {one.name: (one.old or 0) < (one.new or 0) for one in found.diagnostics}["change shortcode-kept"]
    assert "posts/a-new-place.md" in found.files_added
    assert "posts/the-ferry-to-seondal.md" in found.files_removed


def test_the_text_says_it_and_the_exit_code_is_only_asked_for(runs: Path) -> None:
    said = call(runs / "old", runs / "new")
    assert said.exit_code == 0
    for words in (
        "Inputs: 2",
        "statuses: default → publish",
        "Things gone:",
        "Things new:",
        "Things in another place:",
        "item: written ",
    ):
        assert words in said.output
    assert call(runs / "old", runs / "new", "--exit-code").exit_code == 3


def test_without_its_ledger_files_are_compared(runs: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copy(runs / "old/_wpmigrate/report.json", tmp_path / "r.json"))
    (tmp_path / "ledger.jsonl").write_text('{"kind":"item","id":1,"outcome":"written"}\n')  # of another run
    found = compare(copied, runs / "new")
    assert (found.old.ledger, found.new.ledger, found.things) == (False, True, ())
    assert "posts/a-new-place.md" in found.files_added
    assert "Files new: " in call(copied, runs / "new").output


def test_json_obeys_its_schema(runs: Path) -> None:
    schema = json.loads(CliRunner().invoke(main, ["schema", "comparison"]).output)
    jsonschema.validate(json.loads(call(runs / "old", runs / "new", "--json").stdout), schema)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "report-damaged"),
        (b"\x00\xff\xfe", "report-damaged"),
        (b"[]", "report-damaged"),
        (b"{}", "report-damaged"),
        (b'{"format_version": 1}', "report-damaged"),
        (b'{"format_version": 99, "other": []}', "report-newer"),
        (b'{"format_version": 1e999}', "report-damaged"),
        (b"[" * 100_000, "report-damaged"),
        (b'{"format_version": 1, "inputs": ' + b"[" * 100_000, "report-damaged"),
    ],
)
def test_what_is_no_report_is_refused_in_one_sentence(content: bytes, code: str, runs: Path, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_bytes(content)
    for pair in ((tmp_path / "r.json", runs / "old"), (runs / "old", tmp_path / "r.json")):
        result = call(*pair)
        assert result.exit_code == 4
        assert f"[{code}]" in result.stderr
        assert "r.json" in result.stderr
        assert result.stderr.count("\n") == 1


def test_what_cannot_be_read_is_refused(runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from wpmigrate.report import reading

    assert "[unreadable]" in call(tmp_path / "none.json", runs / "old").stderr
    assert "[no-report]" in call(tmp_path, runs / "old").stderr
    monkeypatch.setattr(reading, "LARGEST", 10)
    assert "[report-damaged]" in call(runs / "old", runs / "new").stderr


def test_nothing_of_a_report_moves_the_cursor(runs: Path, tmp_path: Path) -> None:
    report = json.loads((runs / "new/_wpmigrate/report.json").read_text("utf-8"))
    report["plan"][0]["path"] = "\x1b[2Jgone.md"
    report["inputs"][0]["name"] = "a\u202eb\x07.xml"
    (tmp_path / "r.json").write_text(json.dumps(report))
    said = call(runs / "old", tmp_path / "r.json").output
    assert not set("\x1b\u202e\x07") & set(said)
