"""How a run grows with its export: `python -m benchmarks.scale EXPORT…` converts each once, and adds it to what was measured.

The figures lie in benchmarks/scale.json, the picture in docs/pictures/scale.svg; without an export it is drawn anew.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec
from msgspec import Struct

from benchmarks.measuring import Limits, measure
from benchmarks.peers import OURS, TOOLS, environment
from benchmarks.plot import OUTLINE, OWN, new_figure

REPO: Final = Path(__file__).resolve().parents[1]
FIGURES: Final = REPO / "benchmarks" / "scale.json"
PICTURE: Final = REPO / "docs" / "pictures" / "scale.svg"
JOBS: Final = 2
_HOURS: Final = 6 * 3600
_INTERVAL: Final = 1.0


class Point(Struct, frozen=True):
    """One run with two jobs, target `markdown`, everything on: bytes of its export, seconds, and bytes of memory at its peak."""

    bytes: int
    wall: float
    cpu: float
    peak: int


def run(export: Path) -> Point:
    """Convert an export, and throw away what was written."""
    with TemporaryDirectory(dir=export.parent) as folder:
        command = (sys.executable, "-m", "wpmigrate", "convert", str(export), "-o", "site", "-q", "--jobs", str(JOBS))
        env = environment(TOOLS[OURS], Path(folder))
        cost = measure(command, Path(folder), Path(folder, "log"), env, Limits(timeout=_HOURS, interval=_INTERVAL))
    if cost.ending != "done":
        raise SystemExit(f"{export}: {cost.why}")
    return Point(export.stat().st_size, round(cost.wall, 1), round(cost.cpu, 1), cost.peak)


def draw(points: Sequence[Point], file: Path) -> None:
    """Draw memory and CPU time by the size of the export, both axes by powers of ten."""
    figure = new_figure((9, 3))
    memory, time = figure.subplots(1, 2)
    sizes = [point.bytes / 1e6 for point in points]
    for panel, title, values in (
        (memory, "peak memory of all processes, MB", [point.peak / 1e6 for point in points]),
        (time, "CPU seconds", [point.cpu for point in points]),
    ):
        panel.plot(sizes, values, color=OWN, marker="o", markersize=4)
        for size, value in zip(sizes, values, strict=True):
            panel.annotate(f"{value:,.0f}", (size, value), (0, 6), textcoords="offset points", ha="center")
        panel.set_title(title, fontsize=10)
        panel.set_xscale("log")
        panel.set_yscale("log")
        panel.margins(0.12, 0.35)
        for axis in (panel.xaxis, panel.yaxis):
            axis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        panel.grid(visible=True, color=OUTLINE, alpha=0.3, linewidth=0.5)
        panel.spines[["top", "right"]].set_visible(False)
    memory.plot(sizes, sizes, color=OUTLINE, linestyle=":")
    memory.annotate(
        "as large as the export",
        (sizes[-1], sizes[-1]),
        (-8, 0),
        textcoords="offset points",
        color="#607d8b",
        ha="right",
    )
    figure.supxlabel("size of the export, MB", fontsize=9)
    figure.savefig(file, format="svg", metadata={"Date": None})


def main(exports: Sequence[Path]) -> None:
    """Measure the exports one after the other, and draw all there is."""
    known = {point.bytes: point for point in msgspec.json.decode(FIGURES.read_bytes(), type=list[Point])}
    for export in exports:
        point = run(export)
        known[point.bytes] = point
        sys.stdout.write(f"{export}: {point}\n")
    points = sorted(known.values(), key=lambda point: point.bytes)
    FIGURES.write_bytes(msgspec.json.format(msgspec.json.encode(points), indent=1) + b"\n")
    draw(points, PICTURE)


if __name__ == "__main__":
    main([Path(word).resolve() for word in sys.argv[1:]])
