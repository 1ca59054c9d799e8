"""The command line: what it prints where, and its exit codes."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from wpmigrate import __version__
from wpmigrate.cli import main
from wpmigrate.report.printable import columns_of

REPO = Path(__file__).parent.parent
EXPORT = REPO / "fixtures" / "london-korean" / "export.xml"


def call(*args: str, stdin: bytes | None = None):
    return CliRunner().invoke(main, [str(a) for a in args], input=stdin)


def test_version_and_help() -> None:
    assert call("--version").output.strip() == f"wpmigrate {__version__}"
    shown = call("--help").output
    for command in ("convert", "inspect", "verify", "diff", "explain", "schema", "targets"):
        assert command in shown


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["convert", "nothing.xml", "-o", "x"], 4, "nothing.xml"),
        (["convert", str(EXPORT)], 2, "--output"),
        (["convert", str(EXPORT), "-o", "x", "--to", "hgo"], 2, "hugo"),
        (["convert", str(EXPORT), "-o", "x", "--set", "layot=flat"], 2, "layot"),
        (["convert", str(EXPORT), "-o", "x", "--set", "flat"], 2, "KEY=VALUE"),
        (["convert", str(EXPORT), "-o", "x", "--report", "r.pdf", "--dry-run"], 2, "r.pdf"),
        (["convert", str(EXPORT), "-o", "x", "--timezone", "Mars/Base", "--dry-run"], 2, "Mars/Base"),
        (["convrt"], 2, "convert"),
        (["schema", "nothing"], 2, "posts"),
    ],
)
def test_a_wrong_call_gets_one_sentence(args: list[str], code: int, says: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = call(*args)
    assert result.exit_code == code, result.output
    assert says in result.output
    assert "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", 4),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", 4),
        (b"INSERT INTO wp_posts VALUES (1);", 4),
    ],
)
def test_what_is_no_export_is_refused(content: bytes, code: int, tmp_path: Path) -> None:
    given = tmp_path / "given.xml"
    given.write_bytes(content)
    result = call("convert", given, "-o", tmp_path / "out")
    assert result.exit_code == code, result.output
    assert "given.xml" in result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "out").exists()


def test_an_export_without_items_ends_with_exit_4_and_a_report(tmp_path: Path) -> None:
    given = tmp_path / "given.xml"
    given.write_text(
        "<?xml version='1.0'?><rss xmlns:wp='http://wordpress.org/export/1.2/'><channel><title>T</title></channel></rss>"
    )
    result = call("convert", given, "-o", tmp_path / "out", "--dry-run", "--report", tmp_path / "r.json")
    assert result.exit_code == 4
    assert "no items" in result.output
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["totals"]["document"]["read"] == 1


def test_a_dry_run_writes_only_the_report(tmp_path: Path) -> None:
    result = call("convert", EXPORT, "-o", tmp_path / "out", "--dry-run", "--report", tmp_path / "r.json")
    assert result.exit_code == 0, result.output
    assert [p.name for p in tmp_path.iterdir()] == ["r.json"]
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert report["dry_run"] is True
    assert report["totals"]["item"]["read"] > 0
    assert "dry run" in result.output


def test_json_goes_to_stdout_alone(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wpmigrate", "convert", EXPORT, "-o", tmp_path / "o", "--json"],
        capture_output=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert json.loads(done.stdout)["format_version"] == 1
    # on a slow machine a line of progress may come
    assert all(line.startswith(b"wpmigrate: ") for line in done.stderr.splitlines())


def test_stdin_is_an_input(tmp_path: Path) -> None:
    with EXPORT.open("rb") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "wpmigrate", "convert", "-", "-o", tmp_path / "o", "-q"], stdin=stream, check=False
        )
    assert done.returncode == 0
    assert (tmp_path / "o/_wpmigrate/ledger.jsonl").is_file()


def test_fail_on(tmp_path: Path) -> None:
    assert call("convert", EXPORT, "-o", tmp_path / "a", "--fail-on", "loss").exit_code == 3
    assert call("convert", EXPORT, "-o", tmp_path / "b", "--fail-on", "never").exit_code == 0


def test_targets_lists_platforms_and_their_options() -> None:
    listed = json.loads(call("targets", "--json").output)
    assert {"hugo", "markdown"} <= listed["targets"].keys()
    assert "layout" in listed["targets"]["hugo"]["options"]
    told = call("targets").output
    assert max(map(len, told.splitlines())) <= 80
    words = " ".join(told.split())
    for kind, found in listed.items():
        assert found or kind == "comments"
        for name, described in found.items():
            assert f" {name} {' '.join(described['summary'].split())} " in words
    assert "limit: a date to come" in told
    assert {"nginx", "github-pages"} <= listed["redirects"].keys()


def test_whatever_targets_tells_fits_into_80_columns() -> None:
    names = [name for listed in json.loads(call("targets", "--json").output).values() for name in listed]
    told = [line for name in names for line in call("targets", name).output.splitlines()]
    assert len(names) > 30
    assert [line for line in told if columns_of(line) > 80] == []


def test_targets_tells_all_about_one() -> None:
    told = call("targets", "hugo").output
    assert "  --set hugo.layout=bundle  (bundle | flat | year | year-month)\n" in told
    assert "  --set hugo.custom_fields=false  (false | true)\n" in told
    assert "Needs: markup.goldmark.renderer.unsafe" in told
    assert "Next: hugo server --source DIR\n" in told
    asked = json.loads(call("targets", "hugo", "--json").output)["targets"]["hugo"]
    assert asked["options"]["front_matter"] == {"default": "yaml", "choices": ["yaml", "toml", "json"]}
    assert call("targets", "nginx").output.startswith("nginx: nginx: two files")
    assert call("targets", "hugoo").exit_code == 2


def test_one_name_of_two_kinds_is_told_as_both() -> None:
    told = call("targets", "ghost").output
    assert told.startswith("ghost: Ghost: import files")
    assert "  --set ghost.megabytes=20\n" in told
    assert "\n\nghost: Ghost: redirects.yaml\n" in told
    assert json.loads(call("targets", "ghost", "--json").output).keys() == {"targets", "redirects"}


def test_an_add_in_without_options_says_nothing_of_them() -> None:
    assert "ptions" not in call("targets", "isso").output


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("--media", "copy"), "no-uploads"),
        (("--redirects", "ngnix"), "unknown-redirect-format"),
        (("--media", "download", "--allow-host", "a:b:c"), "allow-host"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_written(
    given: tuple[str, ...], code: str, tmp_path: Path
) -> None:
    refused = call("convert", EXPORT, "-o", tmp_path / "out", *given)
    assert refused.exit_code == 2
    assert f"[{code}]" in refused.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", [name for name in call("schema").output.split() if name not in ("log", "config")])
def test_every_file_obeys_its_schema(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    import jsonschema

    schema = json.loads(call("schema", name).output)
    out = tmp_path_factory.getbasetemp() / "schemas"
    if not out.exists():
        assert call("convert", EXPORT, "-o", out).exit_code == 0
    printed = {
        "inspection": ("inspect", EXPORT),
        "verification": ("verify", out),
        "comparison": ("diff", out, out),
        "explanation": ("explain", "raw-html"),
    }
    if name in printed:
        jsonschema.validate(json.loads(call(*printed[name], "--json").output), schema)
        return
    small = out / "_wpmigrate" / f"{name}.json"
    if small.exists():
        jsonschema.validate(json.loads(small.read_text("utf-8")), schema)
        return
    lines = (out / "_wpmigrate" / f"{name}.jsonl").read_text("utf-8").splitlines()
    assert lines
    for line in lines:
        jsonschema.validate(json.loads(line), schema)


def test_a_stopped_run_says_how_to_go_on(tmp_path: Path) -> None:
    big = tmp_path / "big.xml"
    text = EXPORT.read_text("utf-8")
    start, end = text.index("<item>"), text.rindex("</item>") + len("</item>")
    big.write_text(text[:start] + text[start:end] * 40 + text[end:], "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "wpmigrate", "convert", big, "-o", tmp_path / "o"],
        stderr=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    while process.poll() is None and not any((tmp_path / "o").rglob("*.md")):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    if process.returncode != 0:  # it may have been done already
        assert process.returncode == 130
        assert b"Run the same command" in errors
        assert b"Traceback" not in errors
    again = subprocess.run(
        [sys.executable, "-m", "wpmigrate", "convert", big, "-o", tmp_path / "o", "-q"],
        check=False,
        capture_output=True,
    )
    assert again.returncode == 0, again.stderr
    assert not [p for p in (tmp_path / "o").rglob("*") if "tmp" in p.name]


def test_a_folder_that_cannot_be_written_is_exit_5(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = call("convert", EXPORT, "-o", tmp_path / "file" / "site")
    assert result.exit_code == 5, result.output
    assert "Traceback" not in result.output
