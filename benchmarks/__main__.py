"""Compare wpmigrate with the tools that package registries hold: `make benchmark`, or `python -m benchmarks --help`.

Inputs, tools and outputs lie below build/benchmarks/. With --docs the table, the picture and the raw figures replace those of
docs/benchmarks.md; without, they lie in build/benchmarks/ too.
"""

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec

from benchmarks.exports import Made
from benchmarks.measuring import INTERVAL
from benchmarks.peers import ONE_JOB, OURS, TOOLS, command_of
from benchmarks.plot import draw
from benchmarks.results import Session
from benchmarks.rounds import Bench
from benchmarks.table import ENOUGH_POSTS, ENOUGH_RUNS, replaced, section
from wpmigrate import __version__

REPO: Final = Path(__file__).resolve().parents[1]
PAGE: Final = REPO / "docs" / "benchmarks.md"
PICTURE: Final = REPO / "docs" / "pictures" / "benchmarks.svg"
FIGURES: Final = REPO / "benchmarks" / "results.json"
_SHOWN: Final = "![Seconds, CPU seconds and peak memory of each tool](pictures/benchmarks.svg)"


def main(words: Sequence[str]) -> int:
    """Measure, or read what was measured, and write it down."""
    asked = _arguments(words)
    folder: Path = asked.folder.resolve()
    session = msgspec.json.decode(asked.redraw.read_bytes(), type=Session) if asked.redraw else _session(asked, folder)
    page = PAGE.read_text("utf-8")
    places = (
        (PAGE, PICTURE, FIGURES)
        if asked.docs
        else (folder / "table.md", folder / "picture.svg", folder / "results.json")
    )
    places[1].parent.mkdir(parents=True, exist_ok=True)
    draw(session, places[1])
    text = section(session, _SHOWN if asked.docs else "")
    places[0].write_text(replaced(page, text) if asked.docs else f"{text}\n", "utf-8")
    places[2].write_bytes(msgspec.json.format(msgspec.json.encode(session), indent=1) + b"\n")
    sys.stdout.write(f"\n{text}\n\n{', '.join(map(str, places))}\n")
    return 1 if any(row.name in (OURS, ONE_JOB) and row.trouble for row in session.rows) else 0


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--posts",
        type=int,
        default=ENOUGH_POSTS,
        help="posts and pages of the export (default: %(default)s, about 105 MB)",
    )
    parser.add_argument("--runs", type=int, default=ENOUGH_RUNS, help="how often each tool runs (default: %(default)s)")
    parser.add_argument(
        "--only", nargs="+", choices=TOOLS, default=list(TOOLS), metavar="TOOL", help=f"some of: {', '.join(TOOLS)}"
    )
    parser.add_argument(
        "--timeout", type=float, default=1200, help="seconds after which a tool is ended (default: %(default)s)"
    )
    parser.add_argument(
        "--interval",
        type=float,
        default=INTERVAL,
        help="seconds between two looks at the memory (default: %(default)s)",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=REPO / "build" / "benchmarks",
        help="where everything lies (default: build/benchmarks)",
    )
    parser.add_argument(
        "--docs",
        action="store_true",
        help="replace the table and the picture of the manual, and benchmarks/results.json",
    )
    parser.add_argument(
        "--redraw", type=Path, metavar="RESULTS", help="measure nothing; write again what stands in this results.json"
    )
    return parser.parse_args(words)


def _session(asked: argparse.Namespace, folder: Path) -> Session:
    bench = Bench(folder, _tell, asked.timeout, asked.interval)
    export, made = bench.export(asked.posts)
    rows = bench.compare([TOOLS[name] for name in TOOLS if name in asked.only], export, asked.runs)
    return Session(
        day=datetime.now(UTC).date().isoformat(),
        machine=_machine(),
        version=__version__,
        made=made,
        runs=asked.runs,
        interval=asked.interval,
        timeout=asked.timeout,
        rows=rows,
        profile=_profile(export, made, folder) if OURS in asked.only else None,
    )


def _profile(export: Path, made: Made, folder: Path) -> dict[str, object]:
    """Run once more with a clock in it; its figures are in no other."""
    _tell(f"profile of {made.posts} posts")
    told = folder / "profile.json"
    command = [*command_of(TOOLS[ONE_JOB], folder, export), "--profile", str(told)]
    with TemporaryDirectory(dir=folder) as out:
        subprocess.run(command, check=True, capture_output=True, cwd=out)
    profile: dict[str, object] = msgspec.json.decode(told.read_bytes())
    return profile


def _machine() -> dict[str, str]:
    models = (
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        if line.startswith("model name")
    )
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout.strip().lstrip("v")
    return {
        "cores": str(len(os.sched_getaffinity(0))),
        "processor": next(models, platform.machine()),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "node": node or "none",
    }


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
