"""The figures of a session as Markdown, for docs/benchmarks.md."""

from collections.abc import Callable, Sequence
from statistics import median
from typing import Final

import msgspec

from benchmarks.measuring import Cost
from benchmarks.peers import FLOOR, OURS
from benchmarks.results import Row, Session
from wpmigrate.report.profile import Profile, Stage

BEGIN: Final = "<!-- made by python -m benchmarks --docs -->"
END: Final = "<!-- end -->"
ENOUGH_POSTS: Final = 10_000
ENOUGH_RUNS: Final = 5
_TOP: Final = "| | seconds | × | CPU s | × | peak MB | posts | comments |\n|---|--:|--:|--:|--:|--:|--:|--:|"


def section(session: Session, picture: str) -> str:
    """Write what a session has found; one that was too small to be quoted says so first."""
    parts = (_warning(session), _how(session), _table(session), _notes(session), picture, _profile(session))
    return "\n\n".join(part for part in parts if part)


def replaced(page: str, text: str) -> str:
    """Answer a page with the text between its marks in place of what stood there."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}"


def _warning(session: Session) -> str:
    if session.made.posts >= ENOUGH_POSTS and session.runs >= ENOUGH_RUNS:
        return ""
    runs = "1 run" if session.runs == 1 else f"{session.runs} runs"
    return f"**A trial of {session.made.posts:,} posts and {runs}, to show that it works: no figures to quote.**"


def _how(session: Session) -> str:
    made, machine, turns = session.made, session.machine, "once" if session.runs == 1 else f"{session.runs} times"
    return (
        f"wpmigrate {session.version}, {session.day}, on {machine['cores']} cores ({machine['processor']}), {machine['system']},\n"
        f"Python {machine['python']}, Node {machine['node']}. The export: {made.bytes / 1e6:.0f} MB, {made.posts:,} posts and pages, "
        f"{made.items:,} items in all,\n{made.comments:,} comments, of which WordPress showed {made.approved:,}; seed {made.seed}. "
        f"Every tool in turn, {turns}; a figure is the median of its runs,\nwith the least and the most in brackets; × is how many times "
        "what `wpmigrate` takes with the cores there are. CPU is user and system time of all processes,\n"
        f"memory the largest sum of their PSS, looked at every {session.interval * 1000:.0f} ms. Posts and comments were counted in the "
        "output, by a word of each\nthat stands nowhere else."
    )


def _table(session: Session) -> str:
    base = next((row for row in session.rows if row.name == OURS and row.good), None)
    rows = sorted(session.rows, key=lambda row: row.middle(_wall) if row.good else float("inf"))
    return "\n".join((_TOP, *(_row(row, base, session) for row in rows)))


def _row(row: Row, base: Row | None, session: Session) -> str:
    kept = _kept(row, session)
    if not row.good or row.trouble:
        return f"| {row.title} | {row.trouble} | | | | | {kept} |"
    cells = []
    for of in (_wall, _cpu):
        times = f"{row.middle(of) / base.middle(of):.2f}" if base is not None else ""
        cells += [_spread(row.good, of), times]
    return f"| {row.title} | {' | '.join(cells)} | {row.middle(_peak) / 1e6:.0f} | {kept} |"


def _kept(row: Row, session: Session) -> str:
    if row.found is None:
        return " | "
    return f"{row.found.posts:,} of {session.made.posts:,} | {row.found.comments:,} of {session.made.comments:,}"


def _spread(costs: Sequence[Cost], of: Callable[[Cost], float]) -> str:
    figures = sorted(map(of, costs))
    middle = f"{median(figures):.2f}"
    return middle if len(figures) == 1 else f"{middle} ({figures[0]:.2f}–{figures[-1]:.2f})"


def _wall(cost: Cost) -> float:
    return cost.wall


def _cpu(cost: Cost) -> float:
    return cost.cpu


def _peak(cost: Cost) -> float:
    return cost.peak


def _notes(session: Session) -> str:
    good = {row.name: row for row in session.rows if row.good}
    notes = [f"{row.title}: {row.note}." for row in session.rows if row.note]
    if FLOOR in good and OURS in good:
        times = good[OURS].middle(_cpu) / good[FLOOR].middle(_cpu)
        notes.append(f"`wpmigrate` takes {times:.1f} times the CPU of a bare `{FLOOR}`, which keeps nothing.")
    watching = max((cost.watching for row in good.values() for cost in row.good), default=0)
    notes.append(f"Looking at the memory took at most {watching:.2f} CPU s beside a run, which are not in the figures.")
    return "\n".join(f"- {note}" for note in notes)


def _profile(session: Session) -> str:
    if session.profile is None:
        return ""
    profile = msgspec.convert(session.profile, Profile)
    lines = [
        f"Where the {profile.cpu:.1f} CPU seconds of one run with `--jobs {profile.jobs}` went:\n",
        "| stage | what it does | calls | CPU s | share |\n|---|---|--:|--:|--:|",
        *(_stage(stage, profile) for stage in profile.stages),
    ]
    return "\n".join(lines)


def _stage(stage: Stage, profile: Profile) -> str:
    calls = stage.main.calls + stage.workers.calls
    return f"| `{stage.name}` | {stage.what} | {calls:,} | {stage.cpu:.2f} | {stage.cpu / profile.cpu:.1%} |"
