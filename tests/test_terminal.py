"""What a run shows on a terminal, in a log, to a program; and that help comes at once."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import click
import jsonschema
import pytest
from click.testing import CliRunner

from conftest import REPO
from wpmigrate.cli import main, progress
from wpmigrate.cli.progress import Lines, Measure, Meter, counts, left_over
from wpmigrate.cli.sections import OTHERS, sections
from wpmigrate.cli.talking import colour

EXPORT = REPO / "fixtures" / "london-korean" / "export.xml"
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def call(*args: object, **environment: str):
    return CliRunner().invoke(main, [str(arg) for arg in args], env=environment)


def on_a_terminal(*args: object, **environment: str) -> str:
    """Run the program with a terminal as its stdout and stderr, and answer what it showed."""
    watcher, terminal = pty.openpty()
    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "TERM")}
    process = subprocess.Popen(
        [sys.executable, "-m", "wpmigrate", *map(str, args)],
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=terminal,
        env={**plain, "TERM": "xterm", "COLUMNS": "80", **environment},
    )
    os.close(terminal)
    shown = b""
    while True:
        try:
            shown += (got := os.read(watcher, 65536))
        except OSError:  # the other end has gone
            break
        if not got:
            break
    os.close(watcher)
    assert process.wait() == 0, shown
    return shown.decode()


# --- how far a run is ---------------------------------------------------------------------------------------------


def measured(calls: list[tuple[float, str, int, int]], every: float) -> list[Measure]:
    """Answer what a meter says when it is called at these times."""
    said: list[Measure] = []
    now = [0.0]
    meter = Meter(said.append, every, lambda: now[0])
    for when, *told in calls:
        now[0] = when
        meter(*told)
    meter.finish()
    return said


def test_a_meter_says_little_and_never_goes_back() -> None:
    calls = [(step / 100, "Reading", step, 1000) for step in range(1000)]
    said = measured([*calls, (10.0, "Writing", 1, 4), (14.0, "Writing", 3, 4)], every=2.0)
    assert [one.phase for one in said] == ["Reading"] * 5 + ["Writing"] * 2
    assert [one.done for one in said] == [200, 400, 600, 800, 1000, 3, 4]
    assert said[1].rate == pytest.approx(100.0)
    assert said[1].remaining == pytest.approx(6.0)
    assert said[4].remaining == 0


def test_a_meter_adds_the_parts_of_an_export() -> None:
    said = measured([(0, "Reading", 50, 200), (1, "Reading", 90, 200), (2, "Reading", 10, 200)], every=1.0)
    assert [one.done for one in said] == [90, 100, 200]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (0.4, "0 s left"),
        (59.0, "59 s left"),
        (125, "2 min 5 s left"),
        (7384, "2 h 3 min left"),
    ],
)
def test_remaining_time_is_said_in_words(seconds: float | None, said: str) -> None:
    assert left_over(seconds) == said


def test_counts_have_their_unit() -> None:
    assert counts(Measure("Reading", 47_100_000, 105_700_000, 61_200_000.0, 1.0)) == "47.1 of 105.7 MB, 61.2 MB/s"
    assert counts(Measure("Writing", 1200, 16017, 1890.4, 8.0)) == "1,200 of 16,017 items, 1,890/s"
    assert counts(Measure("Downloading", 3, 5, 0.5, 4.0)) == "3 of 5 files, 0/s"


def test_lines_say_nothing_of_a_phase_that_was_over_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    lines = Lines()
    lines(Measure("Reading", 9, 9, 1.0, 0.0))
    lines(Measure("Writing", 4, 8, 2.0, 2.0))
    lines(Measure("Writing", 8, 8, 2.0, 0.0))
    assert capsys.readouterr().err.splitlines() == [
        "wpmigrate: Writing: 50%, 4 of 8 items, 2/s, 2 s left",
        "wpmigrate: Writing: done",
    ]


def test_a_log_gets_plain_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "LINE_EVERY", 0.0)
    told = call("convert", EXPORT, "-o", tmp_path / "o")
    assert re.fullmatch(
        r"(wpmigrate: Reading: .*\n)+(wpmigrate: Writing: \d+%, \d+ of 73 items, .*left\n)+wpmigrate: Writing: done\n",
        told.stderr,
    )
    assert "\x1b" not in told.output
    assert not call("convert", EXPORT, "-o", tmp_path / "o", "-q").output


def test_a_program_gets_events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "JSON_EVERY", 0.0)
    schema = json.loads(call("schema", "log").output)
    told = call("convert", EXPORT, "-o", tmp_path / "o", "--log-format", "json")
    events = [json.loads(line) for line in told.stderr.splitlines()]
    for event in events:
        jsonschema.validate(event, schema)
    for phase, unit in (("reading", "bytes"), ("writing", "items")):
        steps = [event for event in events if event.get("phase") == phase]
        assert [step["done"] for step in steps] == sorted(step["done"] for step in steps)
        assert steps[-1]["done"] == steps[-1]["total"] == (EXPORT.stat().st_size if unit == "bytes" else 73)
        assert {step["unit"] for step in steps} == {unit}
    assert {"block-dynamic", "shortcode-kept"} <= {e["code"] for e in events if e["event"] == "diagnostic"}
    assert events[-1]["event"] == "done"
    assert events[-1]["exit_code"] == told.exit_code == 0
    assert "What came out poorer" in told.stdout


@pytest.mark.parametrize(
    ("args", "code", "exit_code"),
    [(["nothing.xml", "-o", "o"], "missing", 4), (["-o", "o"], "usage", 2), ([EXPORT, "-o", "o", "--to", "hgo"], "unknown-target", 2)],
)  # fmt: skip
def test_a_program_gets_errors_as_events(args: list[object], code: str, exit_code: int) -> None:
    told = call("convert", *args, "--log-format", "json")
    event = json.loads(told.stderr)
    assert (event["event"], event["code"], event["exit_code"]) == ("error", code, exit_code)
    assert told.exit_code == exit_code
    assert "wpmigrate: " in call("convert", *args[1:], "nothing.xml", "-o", "o").stderr or code == "usage"


# --- colour -------------------------------------------------------------------------------------------------------


def test_a_terminal_gets_bars_and_a_little_colour(tmp_path: Path) -> None:
    shown = on_a_terminal("convert", EXPORT, "-o", tmp_path / "o")
    assert "73 of 73 items" in shown
    assert "\x1b[31m\x1b[1m  LOSS\x1b[0m" in shown
    plain = ESCAPE.sub("", shown).replace("\r\n", "\n")
    assert all(line in plain for line in call("convert", EXPORT, "-o", tmp_path / "o").stdout.splitlines()[2:12])


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_refused(tmp_path: Path, environment: dict[str, str]) -> None:
    assert not re.search(r"\x1b\[[0-9;]*m", on_a_terminal("convert", EXPORT, "-o", tmp_path / "o", **environment))


def test_colour_can_be_asked_for(tmp_path: Path) -> None:
    assert "\x1b[31m" in call("convert", EXPORT, "-o", tmp_path / "o", FORCE_COLOR="1").stdout
    assert "\x1b" not in call("convert", EXPORT, "-o", tmp_path / "o", FORCE_COLOR="1", NO_COLOR="1").stdout


def test_colour_changes_no_word() -> None:
    text = "SET THIS FIRST  hugo: x\nwpmigrate 1.0 · hugo\n\n  LOSS    1 × Lost. [block-dynamic]\n  1. Do it.\nFiles: 1 new\n"
    assert ESCAPE.sub("", colour(text)) == text
    assert len(ESCAPE.findall(colour(text))) > 10


def test_a_terminal_of_another_encoding_stops_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wpmigrate", "convert", EXPORT, "-o", tmp_path / "o"],
        capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "cp1252"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"Hallyu London \xb7 ???" in done.stdout


# --- help ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("args", [["--help"], ["convert", "--help"], ["--version"], ["completion", "bash"]])
def test_help_imports_nothing_heavy(args: list[str]) -> None:
    code = (
        "import sys\nfrom wpmigrate.cli import main\ntry:\n    main()\nfinally:\n"
        "    print(sorted({name.partition('.')[0] for name in sys.modules} | {n for n in sys.modules if n.startswith('wpmigrate.')}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=True)
    loaded = set(re.findall(r"'([\w.]+)'", done.stderr))
    heavy = {
        "lxml",
        "selectolax",
        "rich",
        "html2text",
        "msgspec",
        "yaml",
        "urllib3",
        "sqlite3",
        "jinja2",
        "slugify",
        "pyromark",
    }
    assert not heavy & loaded
    assert {name for name in loaded if name.startswith("wpmigrate.")} <= {
        name for name in loaded if name.startswith("wpmigrate.cli")
    } | {"wpmigrate.errors"}


def test_help_lists_commands_in_the_order_of_a_migration() -> None:
    shown = call("--help").output
    listed = re.findall(r"^  ([a-z]+)  +\S", shown.partition("Commands:")[2], re.MULTILINE)
    assert listed == main.list_commands(click.Context(main))
    assert listed.index("inspect") < listed.index("convert") < listed.index("targets")
    assert "…" not in shown
    assert "..." not in shown.partition("Commands:")[2]
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_every_option_of_convert_stands_under_a_heading() -> None:
    command = main.get_command(click.Context(main), "convert")
    found = dict(sections(command, click.Context(command)))
    assert {param.opts[-1] for param in found[OTHERS]} <= {
        "inputs",
        "--config",
        "--jobs",
        "--quiet",
        "--log-format",
        "--help",
    }
    shown = call("convert", "--help").output
    assert all(f"{heading}:" in shown for heading in found)


@pytest.mark.parametrize("name", ["", *main.list_commands(click.Context(main))])
def test_help_keeps_the_lines_of_examples(name: str) -> None:
    shown = call(*filter(None, [name]), "--help").output
    assert "\\b" not in shown
    for line in re.findall(r"^ +(?:wpmigrate|bash|zsh|fish) .*  +\S.*$", shown, re.MULTILINE):
        assert len(line) <= 90
