"""Three hundred texts that some reader takes for its own syntax, through what a run, a look or an error prints: none is live.

The report's page, table and Markdown have theirs in tests/test_report_hostile.py; here is the rest, with the same texts and more.
"""

import json
import shutil
import unicodedata
import zipfile
from pathlib import Path

import cmarkgfm
import pyromark
import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from report_exports import _hostile, hostile_strings, write_export
from report_pages import live
from wpmigrate.cli import main

MOVING = "\x07 \x08 \x0b \x0c \r \x7f \x85 \x9b31m \x9b2J \x9d0;title\x9c \x90q\x9c \x9f \u2028 \u2029 \u061c \u200b \u200e \u200f \u202a \u202b \u202c \u202d \u202e \u2066 \u2067 \u2068 \u2069 \ufeff \ufff9 \U000e0041".split(
    " "
)
KINDS = {
    "terminal": [f"a{mark}b" for mark in MOVING] + ["\x1b[31mred", "\x1b]0;title\x07", "\x1b]8;;https://evil.example\x1b\\x", "\x1b[2J\x1b[H", "\x1bc"],
    "log": ["a\nwpmigrate: done [internal]", 'a\n{"event": "done", "exit_code": 0}', '"}\n{"event":"error"', "a\r\nb", "a\\nb", "%s %n %(x)s {0} {x!r}"],
    "markup": ["[bold red]rich[/]", "[link=https://evil.example]x[/link]", "[/]", "[@click=app.bell]x[/]", ":smile:", "\\[x]"],
    "templates": ["{{ 7*7 }}", "{% raw %}", "{{< x >}}", "<%= 1 %>", "${7*7}", "#{7*7}", "{{constructor.constructor('xss(9)')()}}", "@(1+1)", "*{7*7}", "~{x}"],
    "values": ["---", "...", "+++", "!!python/object/apply:os.system [id]", "&a [*a]", "<<: *x", '"""', "'''", "key = [", "yes", "null", "0x1F", "1e3", "=cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "\t=1+1"],
    "pages": ["<!--<script>xss(1)", "]]><script>xss(2)</script>", "</script><script>xss(3)</script>", "</title><img src=x onerror=xss(4)>", "javascript:xss(5)", "data:text/html,<script>xss(6)</script>", "\\u003cscript>xss(7)", "</textarea><svg onload=xss(8)>"],
}  # fmt: skip
PAYLOADS = list(dict.fromkeys([*hostile_strings(), *(text for texts in KINDS.values() for text in texts)]))
SHOWN = frozenset("\n\u200c\u200d")  # a line end, and what Persian and emoji need
TAGS = "script,img,iframe,object,embed,form,svg,math,style,a[href^='javascript'],a[href^='data']"


def moving(text: str) -> set[str]:
    """Find what moves a cursor, turns text around, or breaks a line that is none."""
    return {char for char in text if char not in SHOWN and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}


def call(*args: object):
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("injection") / "a\u202e\x1b[31mb.xml"
    return write_export(file, _hostile(PAYLOADS), title=PAYLOADS[0])


@pytest.fixture(scope="module")
def written(export: Path) -> Path:
    out = export.parent / "out"
    assert call("convert", export, "-o", out, "-q", "--jobs", 1).exit_code in {0, 3}
    return out


def test_there_are_three_hundred() -> None:
    assert len(PAYLOADS) >= 300


def test_the_terminal_gets_lines_and_nothing_that_moves(export: Path) -> None:
    done = call("convert", export, "-o", export.parent / "x\x1b[31my", "--dry-run", "--jobs", 1)
    assert done.exit_code in {0, 3}
    assert "Han" in done.output or "items" in done.output or "posts" in done.output
    assert moving(done.output) == set()


def test_a_log_gets_its_own_events_alone(export: Path) -> None:
    done = call("convert", export, "-o", export.parent / "y", "--dry-run", "--jobs", 1, "--log-format", "json")
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert {line["event"] for line in lines} <= {"progress", "diagnostic", "done"}
    assert [line["event"] for line in lines].count("done") == 1
    assert moving(done.stderr) == set()


def test_no_face_of_an_inspection_lets_any_live(export: Path, tmp_path: Path) -> None:
    page, text, plain = tmp_path / "i.html", tmp_path / "i.md", tmp_path / "i.txt"
    done = call("inspect", export, "--report", page, "--report", text, "--report", plain)
    assert done.exit_code == 0, done.output
    assert moving(done.output) == moving(plain.read_text("utf-8")) == set()
    assert [found for found in live(page.read_text("utf-8")) if found != "0 scripts"] == []
    for render in (pyromark.html, cmarkgfm.github_flavored_markdown_to_html):
        tree = LexborHTMLParser(render(text.read_text("utf-8")))
        assert [node.html[:200] for node in tree.css(TAGS)] == []


def test_files_and_ledgers_of_strangers_move_nothing_in_verify(written: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(written, site)
    for number, text in enumerate(PAYLOADS):
        name = f"{number} {text}".replace("/", "_").replace("\0", "_").encode()[:200].decode("utf-8", "ignore")
        (site / name).write_text("x", "utf-8", errors="replace")
    ledger = site / "_wpmigrate" / "ledger.jsonl"
    rows = [json.loads(line) for line in ledger.read_text("utf-8").splitlines()]
    for row, text in zip(rows, PAYLOADS, strict=False):
        row |= {"id": text, "path": text, "reason": text}
    ledger.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    done = call("verify", site)
    assert done.exit_code != 0
    assert moving(done.output) == set()


def test_reports_of_strangers_move_nothing_in_diff(written: Path, tmp_path: Path) -> None:
    report = json.loads((written / "_wpmigrate" / "report.json").read_text("utf-8"))
    for plan, text in zip(report["plan"], PAYLOADS, strict=False):
        plan["path"] = text
    for found in report["diagnostics"]:
        found |= {"sentence": PAYLOADS[0], "advice": "a\x9b31mb"}
    (tmp_path / "r.json").write_text(json.dumps(report), "utf-8")
    done = call("diff", written, tmp_path / "r.json")
    assert "Traceback" not in done.output
    assert moving(done.output) == set()


@pytest.mark.parametrize(
    "args",
    [("explain", "{}"), ("convert", "{}.xml", "-o", "out"), ("convert", "x.xml", "-o", "out", "--to", "{}"), ("diff", "{}", "b"), ("schema", "{}")],
    ids=lambda args: args[0],
)  # fmt: skip
def test_an_error_is_one_line_whatever_was_named(args: tuple[str, ...]) -> None:
    for text in PAYLOADS:
        if text.startswith("-") or "\0" in text or not text.strip():
            continue
        done = call(*(word.replace("{}", text) for word in args))
        assert done.exit_code in {2, 4, 5}, (text, done.output)
        assert moving(done.output) == set(), (text, done.output)
        assert done.exception is None or isinstance(done.exception, SystemExit), text


def test_a_member_of_an_archive_cannot_speak_for_us(tmp_path: Path) -> None:
    file = tmp_path / "export.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a\x1b[2J\u202e\nwpmigrate: done.xml", "<html>")
    done = call("convert", file, "-o", tmp_path / "out")
    assert done.exit_code == 4
    assert done.stderr.count("\n") == 1
    assert moving(done.output) == set()
