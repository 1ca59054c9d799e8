"""What `python -m benchmarks` measures with: its export, its counting, its clock, its table."""

import hashlib
import os
import re
import sys
from pathlib import Path

import msgspec
import pytest

import wpmigrate
from conftest import REPO

sys.path.insert(0, str(REPO))
if sys.platform != "linux":
    pytest.skip("reads /proc", allow_module_level=True)

from benchmarks.exports import COMMENT, POST, Made, write_export
from benchmarks.measuring import Cost, Limits, measure
from benchmarks.peers import FLOOR, ONE_JOB, OURS, TOOLS, command_of, environment
from benchmarks.results import Found, Row, Session
from benchmarks.rounds import Bench, count
from benchmarks.table import BEGIN, END, replaced, section

from benchmarks import least, regression, scale


def test_an_export_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    made = [write_export(tmp_path / name, 30, seed) for name, seed in (("a", 1), ("b", 1), ("c", 2))]
    hashes = [hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in "abc"]
    assert made[0] == made[1]
    assert hashes[0] == hashes[1] != hashes[2]


def test_an_export_holds_what_is_told_of_it_and_all_of_it_can_be_counted_in_an_output(tmp_path: Path) -> None:
    export = tmp_path / "export.xml"
    made = write_export(export, 60)
    content = export.read_bytes()
    assert len(set(POST.findall(content))) == len(POST.findall(content)) == made.posts == 60
    assert len(set(COMMENT.findall(content))) == len(COMMENT.findall(content)) == made.comments
    report = wpmigrate.convert(export, tmp_path / "out" / "site", include=["private"])
    assert (report.totals["item"].read, report.totals["comment"].read) == (made.items, made.comments)
    assert report.totals["item"].written == made.items
    assert report.repairs == ()
    found = count(tmp_path / "out", "site/**/*.md")
    assert (found.posts, found.comments) == (made.posts, made.approved)
    next((tmp_path / "out" / "site" / "posts").glob("*.md")).unlink()
    assert count(tmp_path / "out", "site/**/*.md").posts == made.posts - 1


HOLDS = "import time; held = bytearray(60_000_000); time.sleep(0.6)"
SPINS = "import time\nwhile time.process_time() < 0.5: pass"


def cost_of(tmp_path: Path, code: str, **limits: object) -> Cost:
    return measure(
        [sys.executable, "-c", code], tmp_path, tmp_path / "log", os.environ, Limits(**{"timeout": 60, **limits})
    )


def test_cpu_and_memory_are_those_of_all_processes_even_of_those_left_behind(tmp_path: Path) -> None:
    start = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {!r}])"
    both = f"{start.format(HOLDS)}; {HOLDS}"
    assert cost_of(tmp_path, both).peak > 1.5 * cost_of(tmp_path, HOLDS).peak > 60_000_000
    spun = cost_of(tmp_path, f"{start.format(SPINS)}\n{SPINS}\ntime.sleep(0.2)")
    assert spun.cpu >= 0.5
    assert spun.ending == "done"


@pytest.mark.parametrize(
    ("code", "limits", "ending", "why"),
    [
        ("pass", {}, "done", ""),
        ("print('no room'); raise SystemExit(3)", {}, "failed", "exit 3: no room"),
        ("import time; time.sleep(100)", {"timeout": 0.2}, "timed out", ""),
        ("import time; print('all done', flush=True); time.sleep(100)", {"done": b"all done"}, "done", ""),
    ],
)
def test_how_a_command_ended_is_told(tmp_path: Path, code: str, limits: dict, ending: str, why: str) -> None:
    cost = cost_of(tmp_path, code, **limits)
    assert (cost.ending, cost.why) == (ending, why)


def test_a_comparison_runs_from_the_export_to_the_page(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "bench", lambda _: None, 100, 0.05)
    export, made = bench.export(12)
    rows = bench.compare([TOOLS[FLOOR], TOOLS[ONE_JOB]], export, 2)
    assert [(row.name, len(row.good), row.trouble) for row in rows] == [(FLOOR, 2, ""), (ONE_JOB, 2, "")]
    assert rows[1].found is not None
    assert (rows[1].found.posts, rows[1].found.comments) == (made.posts, made.approved)
    assert bench.export(12) == (export, made)


MADE = Made(posts=10_000, items=16_000, comments=40_000, approved=36_000, bytes=105_000_000, seed=1)


def session(*rows: Row, runs: int = 5, made: Made = MADE) -> Session:
    machine = {"cores": "2", "processor": "A", "system": "Linux", "python": "3.11.7", "node": "20"}
    return Session(
        day="2026-11-29", machine=machine, version="1", made=made, runs=runs, interval=0.1, timeout=9, rows=rows
    )


def row(name: str, *walls: float, ending: str = "done", **more: object) -> Row:
    costs = [
        Cost(ending, wall, 2 * wall, 50_000_000, 9, 0.1, "exit 1: no" if ending == "failed" else "") for wall in walls
    ]
    return Row(name, name, costs, **more)


def test_a_table_has_medians_ratios_and_what_was_kept() -> None:
    told = section(
        session(
            row("nikola", 30, 20, 40, found=Found(9_999, 5, 7)), row(OURS, 4, 5, 6, found=Found(10_000, 36_000, 9))
        ),
        "",
    )
    lines = [line for line in told.splitlines() if line.startswith("| ")]
    assert lines[1:] == [
        "| wpmigrate | 5.00 (4.00–6.00) | 1.00 | 10.00 (8.00–12.00) | 1.00 | 50 | 10,000 of 10,000 | 36,000 of 40,000 |",
        "| nikola | 30.00 (20.00–40.00) | 6.00 | 60.00 (40.00–80.00) | 6.00 | 50 | 9,999 of 10,000 | 5 of 40,000 |",
    ]
    assert "A trial" not in told


def test_a_tool_without_figures_is_a_line_that_says_why() -> None:
    rows = (
        row("hexo", 900, ending="timed out"),
        row("pelican", 3, ending="failed"),
        Row("wetm", "wetm", [], missing="no registry"),
    )
    told = section(session(*rows, runs=1), "")
    assert "| hexo | timed out after 900 s |" in told
    assert "| pelican | failed: exit 1: no |" in told
    assert "| wetm | could not be installed: no registry |" in told
    assert "**A trial of 10,000 posts and 1 run" in told


def test_only_what_stands_between_the_marks_of_a_page_is_replaced() -> None:
    assert replaced(f"a\n{BEGIN}\nold\n{END}\nb\n", "new") == f"a\n{BEGIN}\n\nnew\n\n{END}\nb\n"
    page = (REPO / "docs/benchmarks.md").read_text("utf-8")
    assert (page.count(BEGIN), page.count(END)) == (1, 1)


def test_the_figures_that_are_kept_make_the_table_of_the_manual() -> None:
    kept = msgspec.json.decode((REPO / "benchmarks/results.json").read_bytes(), type=Session)
    page = (REPO / "docs/benchmarks.md").read_text("utf-8")
    told = page.partition(BEGIN)[2].partition(END)[0].strip()
    assert told == section(kept, re.search(r"!\[.*\]\(.*\)", told)[0])


def test_every_peer_is_pinned_and_asks_no_network_for_pictures() -> None:
    for tool in TOOLS.values():
        assert all(re.fullmatch(r"[\w.-]+(==|@)\d[\w.]*", package) for package in tool.packages)
        assert not any("{" in word for word in command_of(tool, Path("tool"), Path("export.xml")))
        assert environment(tool, Path("tool"))["PATH"]


def test_python_may_keep_what_it_compiles_while_it_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert not any("PYTHONDONTWRITEBYTECODE" in environment(tool, Path("tool")) for tool in TOOLS.values())


@pytest.mark.parametrize(("loops", "code"), [(2.0, 0), (2.2, 0), (2.3, 1)])
def test_what_costs_more_than_the_limit_fails(
    loops: float, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regression, "LIMIT", tmp_path / "limit.toml")
    monkeypatch.setattr(regression.shutil, "which", lambda _: "valgrind")
    monkeypatch.setattr(regression, "cost", lambda: 2.0)
    assert regression.main(["--accept"]) == 0
    monkeypatch.setattr(regression, "cost", lambda: loops)
    assert regression.main([]) == code


def test_the_least_is_told_for_each_block_and_for_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export = tmp_path / "export.xml"
    write_export(export, 30)
    wpmigrate.convert(export, tmp_path / "out", include=["private"])
    least.main(export, tmp_path / "out")
    lines = capsys.readouterr().out.splitlines()
    costs = [float(line.split("|")[2]) for line in lines]
    assert lines[-1].startswith("| all but the first |")
    assert costs[-1] == pytest.approx(sum(costs[1:-1]), abs=0.05)
    assert len(lines) == 11


def test_a_run_is_measured_and_drawn_by_size(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    export = tmp_path / "export.xml"
    write_export(export, 30)
    point = scale.run(export)
    assert point.bytes == export.stat().st_size
    assert point.cpu > 0
    scale.draw([point, scale.Point(10**9, 100.0, 200.0, 10**8)], tmp_path / "a.svg")
    scale.draw([point, scale.Point(10**9, 100.0, 200.0, 10**8)], tmp_path / "b.svg")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.svg", "b.svg", "export.xml"]
