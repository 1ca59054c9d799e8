"""The report as a site owner reads it after a run: what was read, written and lost, and what to do next.

Fewer than 40 lines of at most 100 columns, whatever the export holds; what does not fit is counted, never just missing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from wpmigrate.diagnostics import Code
from wpmigrate.output.plan import KEPT, WRITES, Action, PlannedFile
from wpmigrate.output.rows import Example, Finding, Totals
from wpmigrate.report.model import Report
from wpmigrate.report.printable import WIDTH, fit, printable, visible

__all__ = ["printable", "summary"]

_SETTING: Final = Code.SETTING_NEEDED.slug
MOST_KINDS: Final = 7
MOST_REASONS: Final = 3
MOST_LOSSES: Final = 3
MOST_CHANGES: Final = 2
MOST_KEPT: Final = 2


def summary(report: Report, folder: str = "", *, next_step: str = "") -> str:
    """Write the report as plain text. `folder` is where the run wrote, `next_step` what the target suggests to do."""
    sections = (
        _head(report),
        _table(report),
        _left_out(report),
        _proven(report),
        _poorer(report),
        _files(report),
        _next(report, folder, next_step),
    )
    texts = ("\n".join(fit(visible(line), WIDTH) for line in section) for section in sections)
    return "\n\n".join(text for text in texts if text) + "\n"


def _head(report: Report) -> Iterator[str]:
    for finding in report.diagnostics:  # before all else: readers would miss what is in the files
        if finding.code == _SETTING:
            yield f"SET THIS FIRST  {_listed([printable(example.detail, WIDTH) for example in finding.examples])}"
    done = "dry run: nothing was written" if report.dry_run else f"{report.seconds:.1f} s"
    yield f"{report.tool} {report.version} · {', '.join(report.targets)} · {done}"
    if report.site is not None:
        yield f"{printable(report.site.title, 50)} · {printable(report.site.url, 45)}"
    if report.inputs:
        size = _size(sum(given.bytes for given in report.inputs))
        yield f"from {_listed([printable(given.name, 30) for given in report.inputs])} ({size})"


def _table(report: Report) -> Iterator[str]:
    if report.totals:
        yield f"{'':14}{'read':>7}{'written':>9}{'left out':>10}{'failed':>8}"
    lines = [_table_line(kind, total, report.types.get(kind, {})) for kind, total in report.totals.items()]
    yield from _capped(lines, MOST_KINDS, "kinds")


def _table_line(kind: str, total: Totals, types: Mapping[str, Totals]) -> str:
    counts = f"{total.read:>7}{total.written:>9}{total.skipped:>10}{total.failed:>8}"
    names = _counted({name: each.read for name, each in types.items()}) if len(types) > 1 else ""
    return f"{printable(kind, 13):14}{counts}   {names}".rstrip()


def _left_out(report: Report) -> Iterator[str]:
    failed = [f"  {printable(kind, 20)} failed: {_counted(reasons)}" for kind, reasons in report.failures.items()]
    skipped = [f"  {printable(kind, 20)}: {_counted(reasons)}" for kind, reasons in report.skips.items()]
    if failed or skipped:
        yield "Left out, and why"
        yield from _capped(failed + skipped, MOST_REASONS, "kinds")


def _proven(report: Report) -> Iterator[str]:
    proof = report.fidelity
    if proof is not None and proof.bodies:
        words = f"{proof.kept:,} of {proof.words:,} words"
        yield f"Bodies rendered back and compared: {proof.whole:,} of {proof.bodies:,} whole, {words} kept"


def _poorer(report: Report) -> Iterator[str]:
    losses, changes, notes = (_of(report, severity) for severity in ("loss", "change", "note"))
    if report.diagnostics:
        counts = (_plural(losses, "loss", "es"), _plural(changes, "change", "s"), _plural(notes, "note", "s"))
        yield f"What came out poorer: {', '.join(counts)}"
    for loss in losses[:MOST_LOSSES]:
        yield _finding("LOSS", loss)
        yield f"{'':16}{', '.join(map(_example, loss.examples))}"
    yield from (_finding("change", change) for change in changes[:MOST_CHANGES])
    if more := [*losses[MOST_LOSSES:], *changes[MOST_CHANGES:], *notes]:
        yield f"  also {_counted({finding.code: finding.count for finding in more})}"
    if report.repairs:
        yield f"Repaired in the input: {_counted(_repairs(report))}"


def _of(report: Report, severity: str) -> list[Finding]:
    """List the findings of a severity; what must be set stands at the head already."""
    return [one for one in report.diagnostics if one.severity == severity and one.code != _SETTING]


def _plural(findings: Sequence[Finding], one: str, ending: str) -> str:
    number = sum(finding.count for finding in findings)
    return f"{number} {one}{'' if number == 1 else ending}"


def _finding(label: str, finding: Finding) -> str:
    return f"  {label:7}{finding.count:>5} × {printable(finding.sentence)}"


def _example(example: Example) -> str:
    detail = f" ({printable(example.detail, 20)})" if example.detail else ""
    return f"{example.kind} {printable(str(example.id), 16)}{detail}"


def _repairs(report: Report) -> Counter[str]:
    numbers: Counter[str] = Counter()
    for repair in report.repairs:
        numbers[repair.code] += repair.count
    return numbers


def _files(report: Report) -> Iterator[str]:
    actions = Counter(file.action for file in report.plan)
    if actions:
        counts = (f"{actions[action]} {words}" for action, words in _ACTIONS.items() if actions[action])
        yield f"Files: {', '.join(counts)}"
    kept = [file for file in report.plan if file.action in KEPT]
    yield from _capped([_kept(file) for file in kept], MOST_KEPT, "kept files")
    if report.stale:
        yield f"  of an earlier run, no longer made, left: {_listed([printable(path, 40) for path in report.stale])}"


def _kept(file: PlannedFile) -> str:
    return f"  kept, because {_WHY_KEPT[file.action]}: {printable(file.path, 60)}"


def _next(report: Report, folder: str, next_step: str) -> Iterator[str]:
    actions = {file.action for file in report.plan}
    losses = _of(report, "loss")
    steps = (
        (bool(losses), f"First: {losses[0].advice if losses else ''} ({losses[0].code if losses else ''})"),
        ("edited" in actions, "--force replaces the edited files."),
        (report.dry_run and bool(actions & WRITES), "Run again without --dry-run to write the files."),
        (bool(next_step) and not report.dry_run, f"Next: {printable(next_step, 90)}"),
        (
            bool(folder) and not report.dry_run,
            f"Everything in detail: {printable(folder, 45)}/_wpmigrate/report.json, ledger.jsonl",
        ),
    )
    return (step for wanted, step in steps if wanted)


def _capped(lines: Sequence[str], most: int, what: str) -> Iterator[str]:
    whole = len(lines) <= most
    yield from islice(lines, most if whole else most - 1)
    if not whole:
        yield f"  and {len(lines) - most + 1} more {what}"


def _counted(numbers: Mapping[str, int], most: int = 5) -> str:
    return _listed([f"{number} {printable(name or 'other', 24)}" for name, number in numbers.items()], most)


def _listed(words: Sequence[str], most: int = 2) -> str:
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def _size(number: int) -> str:
    if number < 1_000_000:
        return f"{number / 1_000:.1f} kB"
    return f"{number / 1_000_000:,.1f} MB"


_ACTIONS: Final[dict[Action, str]] = {
    "create": "new",
    "update": "changed",
    "replace": "replaced by force",
    "same": "the same as before",
    "edited": "edited and kept",
    "foreign": "not ours and kept",
}
_WHY_KEPT: Final[dict[Action, str]] = {"edited": "a person edited it", "foreign": "it is not ours"}
