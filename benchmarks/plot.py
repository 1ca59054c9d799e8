"""The figures of a session as one picture: time, CPU and memory of each tool."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.measuring import Cost
from benchmarks.peers import FLOOR
from benchmarks.results import Row, Session

if TYPE_CHECKING:
    from matplotlib.figure import Figure

OWN: Final = "#3f51b5"
OUTLINE: Final = "#78909c"
_THEIRS: Final = "#b0bec5"


def new_figure(size: tuple[float, float]) -> "Figure":
    """Begin a picture that is the same SVG for the same figures."""
    import matplotlib as mpl  # noqa: PLC0415 - only who draws needs it

    mpl.use("svg")
    mpl.rcParams.update(
        {"svg.hashsalt": "wpmigrate", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9}
    )
    from matplotlib.figure import Figure  # noqa: PLC0415

    return Figure(figsize=size, layout="constrained")


def draw(session: Session, file: Path) -> None:
    """Draw the tools that came to their end, the quickest first."""
    rows = sorted((row for row in session.rows if row.good and not row.trouble), key=_wall, reverse=True)
    figure = new_figure((9, 0.8 + 0.3 * len(rows)))
    panels = figure.subplots(1, 3, sharey=True, squeeze=False)[0]
    for panel, (title, of) in zip(
        panels, (("seconds", _wall), ("CPU seconds", _cpu), ("peak memory, MB", _peak)), strict=True
    ):
        values = [of(row) for row in rows]
        colours = [
            OWN if row.name.startswith("wpmigrate") else "white" if row.name == FLOOR else _THEIRS for row in rows
        ]
        bars = panel.barh([row.title for row in rows], values, color=colours, edgecolor=OUTLINE, linewidth=0.5)
        panel.bar_label(
            bars, [f"{value:,.0f}" if value >= 100 or of is _peak else f"{value:,.1f}" for value in values], padding=3
        )
        panel.set_title(title, fontsize=10)
        panel.set_xlim(0, max(values) * 1.25)
        panel.set_xticks([])
        panel.spines[["top", "right", "bottom"]].set_visible(False)
    figure.supxlabel(
        f"{session.made.posts:,} posts, {session.made.bytes / 1e6:.0f} MB, medians of {session.runs}", fontsize=9
    )
    figure.savefig(file, format="svg", metadata={"Date": None})


def _wall(row: Row) -> float:
    return row.middle(lambda cost: cost.wall)


def _cpu(row: Row) -> float:
    return row.middle(lambda cost: cost.cpu)


def _peak(row: Row) -> float:
    return row.middle(_peak_of) / 1e6


def _peak_of(cost: Cost) -> float:
    return cost.peak
