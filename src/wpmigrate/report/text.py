"""The report as a site owner reads it after a run: what was read, written and lost, and what to do next.

At most 80 columns and some 60 lines, whatever the export holds; what does not fit is counted, never just missing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from wpmigrate.diagnostics import Code
from wpmigrate.output.plan import KEPT, WRITES, Action, PlannedFile
from wpmigrate.output.rows import Example, Finding, Totals
from wpmigrate.report.model import Report
from wpmigrate.report.overview import asks, media_left
from wpmigrate.report.printable import TOGETHER, columns_of, fit, printable, visible, wrap

__all__ = ["printable", "summary"]

COLUMNS: Final = 80
_SETTING: Final = Code.SETTING_NEEDED.slug
_SAY_WHICH: Final = frozenset({Code.FILTER_MET_NOTHING.slug})
"""Small changes that say nothing without their detail: mostly a typing error."""
_DEEP: Final = " " * 12
MOST_KINDS: Final = 8
MOST_TYPES: Final = 5
MOST_REASONS: Final = 3
MOST_LOSSES: Final = 3
MOST_CHANGES: Final = 2
MOST_REMAINS: Final = 3
MOST_KEPT: Final = 2
MOST_STEPS: Final = 4
_FIRST: Final = ("post", "page")
_ALONE: Final = "document"
"""A kind that the head has told already, as long as all of it could be read."""


def summary(report: Report, folder: str = "", *, next_steps: Sequence[str] = (), reports: Sequence[str] = ()) -> str:
    """Write the report as plain text.

    `folder` is where the run wrote, `next_steps` are what its add-ins suggest, `reports` the files that hold the whole report.
    """
    sections = (
        _head(report),
        _table(report),
        _poorer(report),
        _remains(report),
        _left_out(report),
        _files(report),
        _next(report, folder, next_steps, reports),
    )
    texts = ("\n".join(fit(visible(line), COLUMNS) for line in section) for section in sections)
    return "\n\n".join(text for text in texts if text) + "\n"


# --- what was read and written ------------------------------------------------------------------------------------


def _head(report: Report) -> Iterator[str]:
    for finding in report.diagnostics:  # before all else: readers would miss what is in the files
        if finding.code == _SETTING:
            details = _listed([printable(example.detail, COLUMNS) for example in finding.examples])
            yield from _hung("SET THIS FIRST  ", details)
    done = "dry run: nothing was written" if report.dry_run else f"{report.seconds:.1f} s"
    yield f"{report.tool} {report.version} · {', '.join(report.targets)} · {done}"
    if report.site is not None:
        yield f"{printable(report.site.title, 40)} · {printable(report.site.url, 37)}"
    if report.inputs:
        size = _size(sum(given.bytes for given in report.inputs))
        yield f"from {_listed([printable(given.name, 24) for given in report.inputs])} ({size})"


def _table(report: Report) -> Iterator[str]:
    kinds = {kind: total for kind, total in report.totals.items() if kind != _ALONE or total.read != total.written}
    if kinds:
        yield f"{'':24}{'read':>9}{'written':>11}{'left out':>11}{'failed':>9}"
    lines = [list(_kind_lines(kind, total, report.types.get(kind, {}))) for kind, total in kinds.items()]
    shown = lines if len(lines) <= MOST_KINDS else lines[: MOST_KINDS - 1]
    yield from (line for group in shown for line in group)
    if len(shown) < len(lines):
        yield f"and {len(lines) - len(shown)} more kinds"


def _kind_lines(kind: str, total: Totals, types: Mapping[str, Totals]) -> Iterator[str]:
    """Say a line for a kind, and for items one for each of their most frequent types too."""
    yield _numbers(kind, total)
    if kind != "item" or len(types) < 2:
        return
    most = sorted(types, key=lambda name: (name not in _FIRST, -types[name].read))
    named = most if len(most) <= MOST_TYPES else most[: MOST_TYPES - 1]
    yield from (_numbers(f"  {name or 'other'}", types[name]) for name in named)
    if rest := [types[name] for name in most[len(named) :]]:
        counts = ((one.read, one.written, one.skipped, one.failed) for one in rest)
        yield _numbers(f"  {len(rest)} more types", Totals(*map(sum, zip(*counts, strict=True))))


def _numbers(label: str, total: Totals) -> str:
    indent = label[: len(label) - len(label.lstrip())]
    name = indent + printable(label, 22 - len(indent))
    room = " " * (24 - columns_of(name))
    return f"{name}{room}{total.read:>9,}{total.written:>11,}{total.skipped:>11,}{total.failed:>9,}"


# --- what was lost ------------------------------------------------------------------------------------------------


def _poorer(report: Report) -> Iterator[str]:
    losses, changes, notes = (_of(report, severity) for severity in ("loss", "change", "note"))
    if report.diagnostics:
        every = [one for one in report.diagnostics if one.severity == "loss"]
        by_setting = sum(one.count for one in every) - sum(one.count for one in losses)
        told = f" ({by_setting:,} by the setting above)" if by_setting else ""
        counts = (_plural(every, "loss", "es") + told, _plural(changes, "change", "s"), _plural(notes, "note", "s"))
        yield from _hung("What came out poorer: ", ", ".join(counts))
    for loss in losses[:MOST_LOSSES]:
        yield from _finding("LOSS", loss)
        for example in loss.examples[:3]:
            yield from _example(example)
    if more := losses[MOST_LOSSES:]:
        yield from _hung("  LOSS    also: ", _counted(_by_code(more)))
    changes.sort(key=lambda change: change.code not in _SAY_WHICH)  # what its owner can mend at once, first
    for change in changes[:MOST_CHANGES]:
        yield from _finding("change", change)
        if change.code in _SAY_WHICH:
            which = ", ".join(example.detail for example in change.examples[:3])
            yield f"{_DEEP}{printable(which, COLUMNS - len(_DEEP))}"
    if more := [*changes[MOST_CHANGES:], *notes]:
        yield from _hung("  also    ", _counted(_by_code(more)))
    if report.repairs:
        yield from _hung("Repaired in the input: ", _counted(_repairs(report)))


def _of(report: Report, severity: str) -> list[Finding]:
    """List the findings of a severity; what must be set stands at the head already."""
    return [one for one in report.diagnostics if one.severity == severity and one.code != _SETTING]


def _by_code(findings: Sequence[Finding]) -> dict[str, int]:
    return {finding.code: finding.count for finding in findings}


def _plural(findings: Sequence[Finding], one: str, ending: str) -> str:
    number = sum(finding.count for finding in findings)
    return f"{number:,} {one}{'' if number == 1 else ending}"


def _finding(label: str, finding: Finding) -> Iterator[str]:
    return _hung(f"  {label:8}{finding.count:,} × ", f"{finding.sentence} [{finding.code}]", "          ")


def _example(example: Example) -> Iterator[str]:
    """Say where something is: the path whole, to be copied, and the detail below it where both do not fit."""
    told = str(example.id) in example.detail and not example.path
    name = example.kind if told else f"{example.kind} {printable(str(example.id), 16)}"
    room = COLUMNS - len(_DEEP) - columns_of(name) - 2
    path, detail = printable(example.path, room), printable(example.detail, room)
    if path and detail and columns_of(path) + 2 + columns_of(detail) > room:
        yield f"{_DEEP}{name}  {path}"
        yield f"{_DEEP}{'':{columns_of(name)}}  {detail}"
    else:
        yield _DEEP + "  ".join(word for word in (name, path, detail) if word)


def _repairs(report: Report) -> Counter[str]:
    numbers: Counter[str] = Counter()
    for repair in report.repairs:
        numbers[repair.code] += repair.count
    return numbers


def _remains(report: Report) -> Iterator[str]:
    """Rank what a theme or a rule of the owner's has to answer, by the things that each touches."""
    if report.remains:
        yield "What remains of plugins and blocks, by the items that it touches"
    lines = [
        f"{one.things:>8,} item{'s' if one.things > 1 else ' '} {one.count:>7,} × {printable(one.name, 30)}  [{one.code}]"
        for one in report.remains
    ]
    yield from _capped(lines, MOST_REMAINS, "kinds")
    kept = next((one.name for one in report.remains if one.code == Code.SHORTCODE_KEPT.slug), "")
    if kept:
        yield f'  A rule for one, in wpmigrate.toml below [shortcodes]: {printable(kept, 14)} = "unwrap"'


def _left_out(report: Report) -> Iterator[str]:
    failed = [(f"{printable(kind, 20)} failed", reasons) for kind, reasons in report.failures.items()]
    skipped = [(printable(kind, 20), reasons) for kind, reasons in report.skips.items()]
    groups = [list(_hung(f"  {label:<13}", _counted(reasons))) for label, reasons in failed + skipped]
    if groups:
        yield "Left out, and why"
        shown = groups if len(groups) <= MOST_REASONS else groups[: MOST_REASONS - 1]
        yield from (line for group in shown for line in group)
        if len(shown) < len(groups):
            yield f"  and {len(groups) - len(shown)} more kinds"


# --- the files, and what to do ------------------------------------------------------------------------------------


def _files(report: Report) -> Iterator[str]:
    proof = report.fidelity
    if proof is not None and proof.bodies:
        words = f"{proof.kept:,} of {proof.words:,} words"
        yield f"Rendered back and compared: {proof.whole:,} of {proof.bodies:,} bodies whole, {words}"
    actions = Counter(file.action for file in report.plan)
    if actions:
        counts = (f"{actions[action]:,} {words}" for action, words in _ACTIONS.items() if actions[action])
        yield from _hung("Files: ", ", ".join(counts))
    kept = [file for file in report.plan if file.action in KEPT]
    yield from _capped([_kept(file) for file in kept], MOST_KEPT, "kept files")
    for done, paths in (("removed", report.pruned), ("left", report.stale)):
        if paths:
            yield f"  {len(paths):,} of an earlier run, no longer made, {done}:"
            yield from _hung("    ", _listed([printable(path, 60) for path in paths]))


def _kept(file: PlannedFile) -> str:
    return f"  kept, because {_WHY_KEPT[file.action]}: {printable(file.path, 40)}"


def _next(report: Report, folder: str, next_steps: Sequence[str], reports: Sequence[str]) -> Iterator[str]:
    actions = {file.action for file in report.plan}
    asking = [loss for loss in _of(report, "loss") if asks(loss)]
    steps = [f"{loss.count:,} × {loss.code}: {loss.advice}" for loss in asking[:MOST_LOSSES]]
    if left := media_left(report):
        steps.append(left)
    if "edited" in actions:
        steps.append("--force replaces the edited files.")
    if report.stale:
        steps.append("--prune removes the files of an earlier run that are no longer made.")
    if report.dry_run and actions & WRITES:
        steps.append("Run again without --dry-run to write the files.")
    elif not report.dry_run:
        steps += [printable(step, 2 * COLUMNS) for step in next_steps[:MOST_STEPS]]
    if steps:
        yield "What to do next"
    for number, step in enumerate(steps, 1):
        yield from _hung(f"  {number}. ", step)
    indent = "  " if steps else ""
    if report.diagnostics or report.failures:
        yield f"{indent}What a code means: wpmigrate explain CODE"
    if places := _places(report, folder, reports):
        yield from _hung(f"{indent}Everything in detail: ", places)


def _places(report: Report, folder: str, reports: Sequence[str]) -> str:
    """Say where the whole report lies; a dry run has one only where it was asked for."""
    found = [printable(path, COLUMNS) for path in reports]
    if folder and not report.dry_run:
        found.append(f"{printable(folder, 45)}/_wpmigrate/ (report.json, ledger.jsonl)")
    if not found and folder:
        return "add --report report.html"
    return ", ".join(found)


def _hung(label: str, text: str, indent: str = "") -> Iterator[str]:
    """Write a label and text after it, broken into lines below each other."""
    indent = indent or " " * columns_of(label)
    room = COLUMNS - max(columns_of(label), columns_of(indent))
    for number, line in enumerate(wrap(text, room)[:3]):
        yield f"{indent if number else label}{line}"


def _capped(lines: Sequence[str], most: int, what: str) -> Iterator[str]:
    whole = len(lines) <= most
    yield from islice(lines, most if whole else most - 1)
    if not whole:
        yield f"  and {len(lines) - most + 1} more {what}"


def _counted(numbers: Mapping[str, int], most: int = 5) -> str:
    return _listed([f"{number:,}{TOGETHER}{printable(name or 'other', 24)}" for name, number in numbers.items()], most)


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
