"""The ledger: one row per thing of the export, and what became of it. It balances, or the run says that it does not.

Calls are gathered and written in blocks; the database is a nameless temporary file, so that memory does not grow.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Final, Literal, Self

import msgspec

from wpmigrate.diagnostics import Diagnostic
from wpmigrate.errors import LedgerError
from wpmigrate.output import tally
from wpmigrate.output.disk import temporary_space
from wpmigrate.output.rows import Finding, Outcome, Row, Totals
from wpmigrate.output.spool import Spool

KINDS: Final = (
    "document",
    "item",
    "attachment",
    "comment",
    "term",
    "author",
    "menu",
    "media",
    "redirect",
    "shortcode",
    "link",
)
BLOCK: Final = 4000

_RANKS: Final = {kind: rank for rank, kind in enumerate(KINDS)}
_NO_PATHS: Final[Mapping[str, str]] = {}


class Ledger:
    """What a run read, and what became of each thing. Ids are strings here: a post id, `#<ordinal>`, `taxonomy/slug`."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -8000;")
        self._db.executescript(_SCHEMA)
        self._seen: list[tuple[Any, ...]] = []
        self._settled: list[tuple[Any, ...]] = []
        self._degraded: list[tuple[Any, ...]] = []

    def saw(self, kind: str, id: str, type: str = "", *, order: int) -> None:  # noqa: A002 - the words of the format
        """Enter a thing of the export, whatever becomes of it; the same thing twice is a LedgerError."""
        self._add(self._seen, (kind, _text(id), _text(type), _RANKS.get(kind, len(KINDS)), order))

    def settle(
        self,
        kind: str,
        id: str,  # noqa: A002 - the words of the format
        outcome: Outcome,
        *,
        path: str = "",
        paths: Mapping[str, str] = _NO_PATHS,
        reason: str = "",
        fidelity: float | None = None,
    ) -> None:
        """Say, once, what became of a thing: written (where, and how much of its body), or skipped or failed (why)."""
        several = msgspec.json.encode({_text(name): _text(at) for name, at in paths.items()}).decode() if paths else ""
        self._add(self._settled, (kind, _text(id), outcome, _text(path), several, _text(reason), fidelity))

    def degrade(self, kind: str, id: str, diagnostic: Diagnostic) -> None:  # noqa: A002 - the words of the format
        """Note that a thing came out poorer; equal diagnostics of one thing add up."""
        code = diagnostic.code
        detail = _text(diagnostic.detail)
        self._add(self._degraded, (kind, _text(id), code.slug, int(code.severity), detail, diagnostic.count))

    def check(self) -> None:
        """Raise a LedgerError that names what was never settled, or twice, or without a place or a reason."""
        faults, number = tally.faults(self._flushed())
        if number:
            more = f" and {number - len(faults)} more" if number > len(faults) else ""
            raise LedgerError(f"The ledger does not balance: {', '.join(faults)}{more}; {_OURS}", code="unbalanced")

    def totals(self) -> dict[str, Totals]:
        """Count per kind what was read, written, skipped and failed."""
        return tally.totals(self._flushed())

    def types(self) -> dict[str, dict[str, Totals]]:
        """Count per kind and type what was read, written, skipped and failed."""
        return tally.types(self._flushed())

    def reasons(self, outcome: Literal["skipped", "failed"] = "skipped") -> dict[str, dict[str, int]]:
        """Count per kind why things were skipped (or failed), the most frequent reason first."""
        return tally.reasons(self._flushed(), outcome)

    def diagnostics(self) -> list[Finding]:
        """Count per code what came out poorer, losses first, with a few examples each."""
        return tally.findings(self._flushed())

    def rows(self) -> Iterator[Row]:
        """List the rows in order: by kind, then as they stand in the export."""
        return tally.rows(self._flushed())

    def placed(self, only: str = "") -> Iterator[tuple[int, Row]]:
        """List the rows, or those of one kind, with their place, which an item shares with its comments and shortcodes."""
        return tally.placed(self._flushed(), only)

    def write(self, spool: Spool) -> None:
        """Write the rows as JSON Lines."""
        for row in self.rows():
            spool.write(row)

    def _add(self, block: list[tuple[Any, ...]], row: tuple[Any, ...]) -> None:
        block.append(row)
        if len(block) >= BLOCK:
            self._flushed()

    def _flushed(self) -> sqlite3.Connection:
        with temporary_space(), self._db as db:
            db.execute("BEGIN")
            db.executemany(_SETTLE, self._enter())
            db.executemany(_DEGRADE, self._degraded)
        for block in (self._seen, self._settled, self._degraded):
            block.clear()
        return self._db

    def _enter(self) -> list[tuple[Any, ...]]:
        """Enter what was seen, with what has become of it by now; answer what has become of other things."""
        seen = {row[:2]: row for row in self._seen}
        whole: list[tuple[Any, ...]] = []
        others = []
        for row in self._settled:
            known = seen.pop(row[:2], None)
            if known is None:
                others.append(row)
            else:
                whole.append(known + row[2:])
        self._db.execute("SAVEPOINT block")
        repeated = len(seen) + len(whole) < len(self._seen)
        try:
            self._db.executemany(_SEE_SETTLED, whole)
            self._db.executemany(_SEE, seen.values())
        except sqlite3.IntegrityError:
            repeated = True
        if repeated:
            self._db.execute("ROLLBACK TO block")
            kind, name = self._repeated()
            raise LedgerError(f"The ledger has {kind} {name} twice; {_OURS}", code="repeated")
        return others

    def _repeated(self) -> tuple[str, str]:
        keys = set()
        for kind, name, *_ in self._seen:
            known = self._db.execute("SELECT 1 FROM rows WHERE kind = ? AND id = ?", (kind, name)).fetchone()
            if known or (kind, name) in keys:
                return kind, name
            keys.add((kind, name))
        raise AssertionError(self._seen)

    def close(self) -> None:
        """Drop the database."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _text(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


_OURS: Final = "this is a bug of wpmigrate, please report it."
_SCHEMA: Final = """
CREATE TABLE rows (
    kind TEXT, id TEXT, type TEXT DEFAULT '', rank INTEGER DEFAULT 99, place INTEGER DEFAULT 0, seen INTEGER DEFAULT 0,
    settled INTEGER DEFAULT 0, outcome TEXT DEFAULT '', path TEXT DEFAULT '', paths TEXT DEFAULT '',
    reason TEXT DEFAULT '', fidelity REAL, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE degradations (
    kind TEXT, id TEXT, code TEXT, severity INTEGER, detail TEXT, count INTEGER, PRIMARY KEY (kind, id, code, detail)
) WITHOUT ROWID;
"""
_SEE: Final = "INSERT INTO rows (kind, id, type, rank, place, seen) VALUES (?, ?, ?, ?, ?, 1)"
_SEE_SETTLED: Final = (
    "INSERT INTO rows (kind, id, type, rank, place, seen, settled, outcome, path, paths, reason, fidelity)"
    " VALUES (?, ?, ?, ?, ?, 1, 1, ?, ?, ?, ?, ?)"
)
_SETTLE: Final = """
INSERT INTO rows (kind, id, settled, outcome, path, paths, reason, fidelity) VALUES (?, ?, 1, ?, ?, ?, ?, ?)
ON CONFLICT (kind, id) DO UPDATE SET settled = settled + 1, outcome = excluded.outcome, path = excluded.path,
    paths = excluded.paths, reason = excluded.reason, fidelity = excluded.fidelity
"""
_DEGRADE: Final = """
INSERT INTO degradations VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (kind, id, code, detail) DO UPDATE SET count = count + excluded.count
"""
