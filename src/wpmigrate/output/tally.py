"""The sums of the ledger: each is one query."""

import re
import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final

import msgspec

from wpmigrate.diagnostics import Code, Severity
from wpmigrate.output.rows import Degradation, Example, Finding, Row, Totals

NUMBERED: Final = frozenset({"item", "attachment", "comment"})  # their ids are WordPress's numbers, where it gave one
NAMED_FAULTS: Final = 3

_CODES: Final = {code.slug: code for code in Code}
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,14}")


def totals(db: sqlite3.Connection) -> dict[str, Totals]:
    """Count per kind."""
    return {kind: Totals(*numbers) for kind, *numbers in db.execute(_TOTALS)}


def types(db: sqlite3.Connection) -> dict[str, dict[str, Totals]]:
    """Count per kind and type, the most frequent type first."""
    rows = db.execute(_TYPES).fetchall()
    return {
        kind: {name: Totals(*numbers) for _, name, *numbers in group} for kind, group in groupby(rows, itemgetter(0))
    }


def reasons(db: sqlite3.Connection, outcome: str) -> dict[str, dict[str, int]]:
    """Count per kind and reason, the most frequent reason first."""
    rows = db.execute(_REASONS, (outcome,)).fetchall()
    return {kind: {reason: number for _, reason, number in group} for kind, group in groupby(rows, itemgetter(0))}


def findings(db: sqlite3.Connection) -> list[Finding]:
    """Count per code, losses first, with the first things that have it."""
    examples = {
        slug: tuple(_example(*row) for _, *row in group)
        for slug, group in groupby(db.execute(_EXAMPLES), itemgetter(0))
    }
    return [_finding(_CODES[slug], count, things, examples[slug]) for slug, count, things in db.execute(_FINDINGS)]


def rows(db: sqlite3.Connection) -> Iterator[Row]:
    """List the rows in order of kind and place, each with its degradations, the worst first."""
    return (row for _, row in placed(db))


def placed(db: sqlite3.Connection, only: str = "") -> Iterator[tuple[int, Row]]:
    """List the rows in the same order, each with its place: of an item, its comments and its shortcodes one number."""
    for head, lines in groupby(db.execute(_ROWS, (only,)), itemgetter(*range(9))):
        kind, name, place, what, outcome, path, paths, reason, fidelity = head
        several = msgspec.json.decode(paths) if paths else {}
        poorer = tuple(_degradation(*line[9:]) for line in lines if line[9])
        yield place, Row(kind, numbered(kind, name), outcome, what, path, several, reason, fidelity, poorer)


def faults(db: sqlite3.Connection) -> tuple[list[str], int]:
    """Say what is wrong with the first rows that break the balance, and how many do."""
    found = db.execute(_FAULTS).fetchall()
    return [f"{kind} {name} {what}" for kind, name, what in found[:NAMED_FAULTS]], len(found)


def numbered(kind: str, name: str) -> int | str:
    """Answer a post or comment id as the number it is, and any other name as it stands."""
    return int(name) if kind in NUMBERED and _NUMBER.fullmatch(name) else name


@lru_cache(maxsize=8)
def severity_name(level: int) -> str:
    """Answer `loss`, `change` or `note`."""
    return Severity(level).name.lower()


def _finding(code: Code, count: int, things: int, examples: tuple[Example, ...]) -> Finding:
    return Finding(
        code=code.slug,
        severity=severity_name(code.severity),
        sentence=code.sentence,
        advice=code.advice,
        count=count,
        things=things,
        examples=examples,
    )


def _degradation(code: str, level: int, detail: str, count: int) -> Degradation:
    return Degradation(code=code, severity=severity_name(level), detail=detail, count=count)


def _example(kind: str, name: str, path: str, detail: str) -> Example:
    return Example(kind=kind, id=numbered(kind, name), path=path, detail=detail)


_TOTALS: Final = """
SELECT kind, count(*), sum(outcome = 'written'), sum(outcome = 'skipped'), sum(outcome = 'failed')
FROM rows GROUP BY rank, kind ORDER BY rank, kind
"""
_TYPES: Final = """
SELECT kind, type, count(*), sum(outcome = 'written'), sum(outcome = 'skipped'), sum(outcome = 'failed')
FROM rows GROUP BY rank, kind, type ORDER BY rank, kind, count(*) DESC, type
"""
_REASONS: Final = """
SELECT kind, reason, count(*) FROM rows WHERE outcome = ?
GROUP BY rank, kind, reason ORDER BY rank, kind, count(*) DESC, reason
"""
_FINDINGS: Final = """
SELECT code, sum(count), count(DISTINCT kind || ' ' || id) AS things FROM degradations
GROUP BY code ORDER BY severity DESC, things DESC, code
"""
# Different things first; where there are fewer than three, more of what is in them.
_EXAMPLES: Final = """
SELECT code, kind, id, path, detail FROM (
    SELECT *, row_number() OVER (PARTITION BY code ORDER BY nth, rank, kind, place, length(id), id) AS number FROM (
        SELECT code, kind, id, path, detail, rank, place,
            row_number() OVER (PARTITION BY code, kind, id ORDER BY detail) AS nth
        FROM degradations JOIN rows USING (kind, id)
    ) WHERE nth <= 3
) WHERE number <= 3 ORDER BY code, number
"""
_ROWS: Final = """
SELECT kind, id, place, type, outcome, path, paths, reason, fidelity, code, severity, detail, count
FROM rows LEFT JOIN degradations USING (kind, id) WHERE ?1 IN ('', kind)
ORDER BY rank, kind, place, length(id), id, severity DESC, code, detail
"""
_FAULTS: Final = """
SELECT kind, id, what FROM (
    SELECT kind, id, rank, place, CASE
        WHEN seen = 0 THEN 'was never seen'
        WHEN settled = 0 THEN 'was never settled'
        WHEN settled > 1 THEN 'was settled ' || settled || ' times'
        WHEN outcome = 'written' AND path = '' AND paths = '' THEN 'was written nowhere'
        WHEN outcome <> 'written' AND reason = '' THEN 'was ' || outcome || ' without a reason'
    END AS what FROM rows
    UNION ALL
    SELECT DISTINCT d.kind, d.id, 99, 0, 'is poorer but was never seen'
    FROM degradations d LEFT JOIN rows r ON r.kind = d.kind AND r.id = d.id WHERE r.id IS NULL
) WHERE what IS NOT NULL ORDER BY rank, kind, place, length(id), id
"""
