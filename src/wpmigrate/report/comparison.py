"""What changed between two runs: their reports held against each other, thing by thing where their ledgers lie beside them."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from msgspec import Struct

from wpmigrate import __version__
from wpmigrate.output.ledger_check import LEDGER, places, rows_of
from wpmigrate.output.rows import Fidelity, Row, Totals
from wpmigrate.report.model import Input, Report
from wpmigrate.report.reading import find_report, read_report

FORMAT_VERSION: Final = 1

Turn: TypeAlias = Literal["added", "removed", "outcome", "moved", "changed", "diagnostics"]


class Side(Struct, frozen=True):
    """One of the two runs. `ledger` tells whether its ledger was at hand, and of this very run."""

    report: str
    version: str
    targets: tuple[str, ...]
    started: str
    dry_run: bool
    ledger: bool


class Changed(Struct, frozen=True, omit_defaults=True):
    """Something that both have, or one of them: what it was and what it is, None where there is no such."""

    name: str
    old: Any = None
    new: Any = None


class ThingChanged(Struct, frozen=True, omit_defaults=True):
    """One thing of the export: in what it changed, from what to what (a path, an outcome with its reason, or codes)."""

    kind: str
    id: int | str
    what: Turn
    type: str = ""
    old: str = ""
    new: str = ""


class Comparison(Struct, frozen=True, kw_only=True):
    """What changed from `old` to `new`; all lists are empty where `same` is true."""

    format_version: int = FORMAT_VERSION
    tool: str = "wpmigrate"
    version: str = __version__
    old: Side
    new: Side
    same: bool
    inputs: tuple[Changed, ...] = ()
    options: tuple[Changed, ...] = ()
    totals: dict[str, tuple[Totals, Totals]] = {}
    reasons: tuple[Changed, ...] = ()
    diagnostics: tuple[Changed, ...] = ()
    fidelity: tuple[Fidelity | None, Fidelity | None] | None = None
    files_added: tuple[str, ...] = ()
    files_removed: tuple[str, ...] = ()
    files_changed: tuple[str, ...] = ()
    things: tuple[ThingChanged, ...] = ()


def compare(old: Path, new: Path) -> Comparison:
    """Compare two reports, each a file or the folder it lies in."""
    files = find_report(old), find_report(new)
    before, after = (read_report(file)[0] for file in files)
    ledgers = [_ledger(file, report) for file, report in zip(files, (before, after), strict=True)]
    things = tuple(_things(ledgers[0], ledgers[1], before, after)) if ledgers[0] and ledgers[1] else ()
    sides = [_side(*one) for one in zip(files, (before, after), ledgers, strict=True)]
    plans = _hashes(before), _hashes(after)
    found = {
        "inputs": tuple(_inputs(before.inputs, after.inputs)),
        "options": tuple(_changes(_options(before), _options(after))),
        "totals": _totals(before.totals, after.totals),
        "reasons": tuple(_changes(_reasons(before), _reasons(after))),
        "diagnostics": tuple(_changes(_findings(before), _findings(after))),
        "fidelity": (before.fidelity, after.fidelity) if before.fidelity != after.fidelity else None,
        "files_added": tuple(sorted(plans[1].keys() - plans[0].keys())),
        "files_removed": tuple(sorted(plans[0].keys() - plans[1].keys())),
        "files_changed": tuple(
            sorted(one for one in plans[0].keys() & plans[1].keys() if plans[0][one] != plans[1][one])
        ),
        "things": things,
    }
    return Comparison(old=sides[0], new=sides[1], same=not any(found.values()), **found)  # type: ignore[arg-type]  # by name


def _side(file: Path, report: Report, ledger: Path | None) -> Side:
    return Side(str(file), report.version, report.targets, report.started, report.dry_run, ledger is not None)


def _hashes(report: Report) -> dict[str, str]:
    return {file.path: file.sha256 for file in report.plan}


def _inputs(old: Iterable[Input], new: Iterable[Input]) -> Iterator[Changed]:
    """Compare what was read by its bytes; names count only where the bytes differ."""
    before, after = {one.sha256: one for one in old}, {one.sha256: one for one in new}
    gone = {one.name: one.bytes for key, one in before.items() if key not in after}
    come = {one.name: one.bytes for key, one in after.items() if key not in before}
    for name in sorted(gone.keys() | come.keys()):
        yield Changed(name, gone.get(name), come.get(name))


def _options(report: Report) -> dict[str, Any]:
    return {**report.options, "to": list(report.targets)}


def _totals(old: Mapping[str, Totals], new: Mapping[str, Totals]) -> dict[str, tuple[Totals, Totals]]:
    kinds = dict.fromkeys((*old, *new))
    pairs = {kind: (old.get(kind, Totals()), new.get(kind, Totals())) for kind in kinds}
    return {kind: pair for kind, pair in pairs.items() if pair[0] != pair[1]}


def _reasons(report: Report) -> dict[str, int]:
    both = {"skipped": report.skips, "failed": report.failures}
    return {
        f"{kind} {outcome}: {reason}": number
        for outcome, kinds in both.items()
        for kind, numbers in kinds.items()
        for reason, number in numbers.items()
    }


def _findings(report: Report) -> dict[str, int]:
    return {f"{one.severity} {one.code}": one.count for one in report.diagnostics}


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Changed]:
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield Changed(name, old.get(name), new.get(name))


# --- thing by thing -----------------------------------------------------------------------------------------------


class _Known(Struct):
    """Of an old row what is compared."""

    type: str
    outcome: str
    where: tuple[str, ...]
    codes: frozenset[str]


def _ledger(file: Path, report: Report) -> Path | None:
    """Answer the ledger beside a report, if it is the one of that run."""
    beside = file.with_name(LEDGER.rpartition("/")[2])
    planned = next((one.sha256 for one in report.plan if one.path == LEDGER), None)
    if planned is None or not beside.is_file():
        return None
    with beside.open("rb") as stream:
        return beside if file_digest(stream, "sha256").hexdigest() == planned else None


def _things(old: Path, new: Path, before: Report, after: Report) -> Iterator[ThingChanged]:
    """List every thing that is new, gone or different, in the order of the new ledger; what is gone comes last."""
    rows = {(row.kind, row.id): _known(row) for row in rows_of(old, [])}
    hashes = _hashes(before), _hashes(after)
    for row in rows_of(new, []):
        known, now = rows.pop((row.kind, row.id), None), _known(row)
        if known is None:
            yield ThingChanged(row.kind, row.id, "added", row.type, new=_said(now))
        else:
            yield from _turns(row, known, now, hashes)
    for (kind, name), known in rows.items():
        yield ThingChanged(kind, name, "removed", known.type, old=_said(known))


def _turns(
    row: Row, known: _Known, now: _Known, hashes: tuple[Mapping[str, str], Mapping[str, str]]
) -> Iterator[ThingChanged]:
    def turn(what: Turn, old: str, new: str) -> ThingChanged:
        return ThingChanged(row.kind, row.id, what, row.type, old, new)

    if known.outcome != now.outcome:
        yield turn("outcome", known.outcome, now.outcome)
    elif known.where != now.where:
        yield turn("moved", _listed(known.where), _listed(now.where))
    if (
        row.kind in ("item", "media")
        and _content(known, hashes[0]) != _content(now, hashes[1])
        and known.where
        and now.where
    ):
        yield turn("changed", "", _listed(now.where))
    if known.codes != now.codes:
        yield turn("diagnostics", _listed(sorted(known.codes - now.codes)), _listed(sorted(now.codes - known.codes)))


def _content(known: _Known, hashes: Mapping[str, str]) -> tuple[str | None, ...]:
    """Answer the hashes of the files that are the thing's own; files of many things change with every one of them."""
    return tuple(hashes.get(path) for path in known.where if not path.startswith("_wpmigrate/"))


def _known(row: Row) -> _Known:
    outcome = f"{row.outcome} ({row.reason})" if row.reason else row.outcome
    return _Known(row.type, outcome, places(row), frozenset(one.code for one in row.degradations))


def _said(known: _Known) -> str:
    return _listed(known.where) or known.outcome


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
