"""Custom fields, with a value of each that anybody may see."""

import re
from collections import Counter
from typing import Final

from wpmigrate.report.inspection import FieldMet
from wpmigrate.site.fields import ADDRESS, is_bookkeeping, is_private_field
from wpmigrate.wxr.records import ItemRecord

_MOST_NAMES: Final = 5_000
_LONGEST: Final = 60
_PERSONAL: Final = re.compile(r"[^\s@]+@[^\s@]+\.|\b\d{1,3}(?:\.\d{1,3}){3}\b|(?:\+|\b00)\d[\d ()/-]{6,}")
"""What may be an e-mail address, an IP address or a telephone number."""


class _Row:
    __slots__ = ("count", "example", "items", "private", "types")

    def __init__(self, key: str) -> None:
        self.count = 0
        self.items = 0
        self.types: Counter[str] = Counter()
        self.private = is_private_field(key)
        self.example = ""


class FieldTally:
    """Counts that grow while the items pass; names beyond the first thousands are counted together."""

    def __init__(self) -> None:
        self._rows: dict[str, _Row | None] = {}

    def see(self, item: ItemRecord, *, public: bool) -> None:
        """Count the fields of one item."""
        met: set[_Row] = set()
        for key, value in item.meta:
            row = self._rows[key] if key in self._rows else self._enter(key)
            if row is not None:
                met.add(row)
                row.count += 1
                row.types[item.type] += 1
                if public and not row.example and not row.private:
                    row.example = _shown(value)
        for row in met:
            row.items += 1

    def _enter(self, key: str) -> _Row | None:
        if is_bookkeeping(key):
            row = None
        elif "@" in key and ADDRESS.search(key):
            named = ADDRESS.sub("(an address)", key)
            return self._rows.setdefault(named, _Row(key))
        elif len(self._rows) >= _MOST_NAMES:
            return self._rows.setdefault("(others)", _Row("(others)"))
        else:
            row = _Row(key)
        if len(self._rows) < _MOST_NAMES:
            self._rows[key] = row
        return row

    def fields(self) -> tuple[FieldMet, ...]:
        """List the fields: those that a person fills first, the most frequent first."""
        rows = [(key, row) for key, row in self._rows.items() if row is not None]
        rows.sort(key=lambda pair: (pair[0].startswith("_"), -pair[1].count, pair[0]))
        return tuple(
            FieldMet(key, row.count, row.items, tuple(t for t, _ in row.types.most_common(3)), row.private, row.example)
            for key, row in rows
        )


def _shown(value: str) -> str:
    """Answer a value that may be shown: short, of one line, and nobody's address."""
    line = " ".join(value[: 4 * _LONGEST].split())
    if not line or _PERSONAL.search(value[: 4 * _LONGEST]):
        return ""
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
