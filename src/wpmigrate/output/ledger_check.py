"""ledger.jsonl as it lies in a folder: whether it balances, and whether what it calls written is there."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from os.path import lexists
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct, field

from wpmigrate.output.disk import refusals
from wpmigrate.output.manifest import Difference
from wpmigrate.output.rows import Row, Totals

LEDGER: Final = "_wpmigrate/ledger.jsonl"
_MOST: Final = 5
_LISTS: Final = {"author": "_wpmigrate/authors.json", "term": "_wpmigrate/terms.json", "menu": "_wpmigrate/menus.json"}
_FILES: Final = {**_LISTS, "comment": "_wpmigrate/comments.jsonl"}
_POSTS: Final = "_wpmigrate/posts.jsonl"
_ELSEWHERE: Final = frozenset(("_wpmigrate/attachments.jsonl", *_LISTS.values()))
_LINKED: Final = frozenset(
    ("broken-link", "link-to-unpublished", "media-missing", "media-not-fetched", "media-unreadable")
)


class LedgerRead(Struct):
    """What the ledger comes to.

    `holders` says for each path what lies in it first and `more` how many things else; `admitted` which links it says are broken.
    """

    rows: int = 0
    posts: int = 0
    totals: dict[str, Totals] = field(default_factory=dict)
    reasons: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)
    more: dict[str, int] = field(default_factory=dict)
    admitted: set[str] = field(default_factory=set)
    media_left: set[str] = field(default_factory=set)
    differences: list[Difference] = field(default_factory=list)


def rows_of(file: Path, faults: list[str]) -> Iterator[Row]:
    """Read the rows of a ledger; a line that is none goes into `faults`."""
    decoder = msgspec.json.Decoder(Row)
    with refusals(file), file.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            try:
                yield decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                faults.append(f"line {number} is no row of a ledger")


def places(row: Row) -> tuple[str, ...]:
    """List the files that hold what a row speaks of."""
    return tuple(row.paths.values()) or ((row.path,) if row.path else ())


def check_ledger(root: Path, missing: Container[str] = ()) -> LedgerRead:
    """Read the ledger of a folder and hold it against itself and against the folder; what is `missing` is told already."""
    read = LedgerRead()
    faults: list[str] = []
    numbers: dict[str, Counter[str]] = {}
    reasons: dict[str, dict[str, Counter[str]]] = {"skipped": {}, "failed": {}}
    keys: set[tuple[str, int | str]] = set()
    stands: dict[str, bool] = {}
    for row in rows_of(root / LEDGER, faults):
        read.rows += 1
        name = f"{row.kind} {row.id}"
        if (row.kind, row.id) in keys:
            faults.append(f"{name} has two rows")
        keys.add((row.kind, row.id))
        numbers.setdefault(row.kind, Counter())[row.outcome] += 1
        if row.outcome == "written":
            faults += _not_standing(root, row, name, stands, read, missing)
            read.posts += row.kind == "item" and not _ELSEWHERE.intersection(places(row))
        else:
            reasons[row.outcome].setdefault(row.kind, Counter())[row.reason] += 1
            if not row.reason:
                faults.append(f"{name} was {row.outcome} without a reason")
            if row.kind == "media":
                read.media_left.add(str(row.id))
        read.admitted.update(one.detail for one in row.degradations if one.code in _LINKED)
    read.totals = {
        kind: Totals(found.total(), found["written"], found["skipped"], found["failed"])
        for kind, found in numbers.items()
    }
    read.reasons = {outcome: {kind: dict(found) for kind, found in kinds.items()} for outcome, kinds in reasons.items()}
    read.differences += [Difference("ledger", LEDGER, fault) for fault in faults[:_MOST]]
    if len(faults) > _MOST:
        read.differences.append(Difference("ledger", LEDGER, f"and {len(faults) - _MOST} more faults"))
    return read


def _not_standing(
    root: Path, row: Row, name: str, stands: dict[str, bool], read: LedgerRead, missing: Container[str]
) -> Iterator[str]:
    where = places(row)
    if not where:
        yield f"{name} was written nowhere"
    for path in where:
        if path not in stands:
            stands[path] = lexists(root / path)
            read.holders[path] = name
        elif not stands[path]:
            read.more[path] = read.more.get(path, 0) + 1
        if not stands[path] and path not in missing:
            yield f"{name} is said to lie in {path}, which is not there"


def check_counts(
    root: Path, read: LedgerRead, totals: Mapping[str, Totals], reasons: Mapping[str, Mapping[str, Mapping[str, int]]]
) -> Iterator[Difference]:
    """Hold the ledger against the totals of a report, and the neutral JSON against the ledger."""
    for kind in sorted(totals.keys() | read.totals.keys()):
        told, found = totals.get(kind, Totals()), read.totals.get(kind, Totals())
        if told.read != told.written + told.skipped + told.failed:
            yield Difference("ledger", "_wpmigrate/report.json", f"{kind}: read is not written + skipped + failed")
        if told != found:
            yield Difference("ledger", LEDGER, f"{kind}: {found.read} rows, {told.read} in report.json")
    for outcome, kinds in reasons.items():
        if dict(kinds) != read.reasons.get(outcome, {}):
            yield Difference("ledger", LEDGER, f"other reasons of what was {outcome} than in report.json")
    yield from _check_neutral(root, read)


def _check_neutral(root: Path, read: LedgerRead) -> Iterator[Difference]:
    written = {path: read.totals.get(kind, Totals()).written for kind, path in _FILES.items()}
    for path, expected in {**written, _POSTS: read.posts}.items():
        number = _records(root / path)
        if number is not None and number != expected:
            yield Difference("ledger", path, f"{number} records, {expected} written in the ledger")


def _records(file: Path) -> int | None:
    """Count the records of a neutral file, None where it cannot be read: that is told already."""
    try:
        with file.open("rb") as stream:
            if file.suffix == ".jsonl":
                return sum(1 for _ in stream)
            return len(msgspec.json.decode(stream.read(), type=list[msgspec.Raw]))
    except (OSError, msgspec.DecodeError):
        return None
