"""Which of the items that may be written are asked for; what is left out bears the name of the option that left it out."""

import re
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, Final

from msgspec.structs import replace

from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.errors import UsageError
from wpmigrate.site.authors import Roll
from wpmigrate.site.clock import Clock
from wpmigrate.site.options import Filters
from wpmigrate.site.selection import Verdict
from wpmigrate.site.slugs import decode_slug
from wpmigrate.site.terms import fold_taxonomy
from wpmigrate.site.titles import plain_name
from wpmigrate.wxr.records import ItemRecord

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_STATUSES: Final = {"published": "publish", "static": "publish", "scheduled": "future", "": "draft"}
_TAXONOMIES: Final = (("category", "category"), ("tag", "post_tag"))


def checked(filters: Filters) -> Filters:
    """Refuse a filter that could never mean anything, and spell the others as items are spelt."""
    for option, date in (("since", filters.since), ("until", filters.until)):
        if date and not _DATE.fullmatch(date):
            raise UsageError(f"--{option} {date!r} is no date; write 2024-05-31, 2024-05 or 2024.", code="bad-filter")
    for term in filters.terms:
        taxonomy, colon, slug = term.partition(":")
        if not (taxonomy and colon and slug):
            raise UsageError(f"--term {term!r} is not TAXONOMY:SLUG, such as genre:jazz.", code="bad-filter")
    if filters.limit is not None and filters.limit < 1:
        raise UsageError("--limit needs a number of at least 1.", code="bad-filter")
    if filters.since and filters.until and filters.since[: len(filters.until)] > filters.until:
        raise UsageError(f"--since {filters.since} is later than --until {filters.until}.", code="bad-filter")
    return replace(filters, statuses=tuple(_status(word) for word in filters.statuses))


class Sieve:
    """Leaves items out in two steps, by their own terms as they pass, then by what the whole export tells."""

    def __init__(self, filters: Filters) -> None:
        self._filters = filters
        self._terms = _wanted_terms(filters)
        self.met: set[tuple[str, str]] = set()

    def narrow(self, verdict: Verdict, item: ItemRecord) -> Verdict:
        """Leave out an item that has none of the terms that are asked for."""
        if verdict.outcome != "post" or not self._terms:
            return verdict
        words = ((fold_taxonomy(use.taxonomy), use) for use in item.terms)
        has = {
            (taxonomy, word.casefold())
            for taxonomy, use in words
            for word in (decode_slug(use.slug), plain_name(use.name))
            if word
        }
        missed = ""
        for option, wanted in self._terms.items():
            found = wanted.keys() & has
            self.met.update((option, wanted[word]) for word in found)
            missed = missed or ("" if found else option)
        return Verdict("skip", verdict.visibility, f"filtered-by-{missed}") if missed else verdict

    def sift(self, connection: sqlite3.Connection, clock: Clock, roll: Callable[[], Roll]) -> None:
        """Leave out of the items that would be written those that no option asks for, and all beyond the limit."""
        tests = self._tests(connection, clock, roll)
        if not tests and self._filters.limit is None:
            return
        rows = connection.execute(
            "SELECT ordinal, key, status, date, date_gmt, pub_date, creator FROM items WHERE outcome = 'post'"
            " ORDER BY ordinal"
        )
        left_out: list[tuple[str, int]] = []
        kept = 0
        for row in rows:
            missed = next((option for option, passes in tests if not passes(row)), "")
            if not missed and kept == self._filters.limit:
                missed = "limit"
            kept += not missed
            if missed:
                left_out.append((f"filtered-by-{missed}", row[0]))
        connection.executemany("UPDATE items SET outcome = 'skip', reason = ? WHERE ordinal = ?", left_out)

    def findings(self, connection: sqlite3.Connection) -> list[Diagnostic]:
        """List the values of options that no item of the export has: typing errors, mostly."""
        given = self._filters
        self.met.update(("id", key) for key in given.ids if _stands(connection, "key = ?", key))
        asked = [("id", one) for one in given.ids] + [("status", one) for one in given.statuses]
        asked += [("author", one) for one in given.authors]
        asked += [(option, one) for option, wanted in self._terms.items() for one in dict.fromkeys(wanted.values())]
        return [
            Diagnostic(Code.FILTER_MET_NOTHING, f"--{option} {value}")
            for option, value in asked
            if (option, value) not in self.met
        ]

    def _tests(
        self, connection: sqlite3.Connection, clock: Clock, roll: Callable[[], Roll]
    ) -> list[tuple[str, Callable[[tuple[Any, ...]], bool]]]:
        given = self._filters
        tests: list[tuple[str, Callable[[tuple[Any, ...]], bool]]] = []
        if given.ids:
            tests.append(("id", lambda row: row[1] in given.ids))
        if given.statuses:
            self.met.update(("status", s) for s in given.statuses if _stands(connection, _HAS_STATUS, s, s))
            tests.append(("status", lambda row: _status(row[2]) in given.statuses))
        if given.authors:
            theirs = self._ordinals(connection, roll())
            tests.append(("author", lambda row: row[0] in theirs))
        if given.since:
            tests.append(("since", lambda row: _local(clock, row)[: len(given.since)] >= given.since))
        if given.until:
            tests.append(("until", lambda row: "" < _local(clock, row)[: len(given.until)] <= given.until))
        return tests

    def _ordinals(self, connection: sqlite3.Connection, roll: Roll) -> set[int]:
        """List the items that the wanted authors wrote, alone or with others; a merged one stands for whom it became."""
        logins: set[str] = set()
        for word in self._filters.authors:
            folded = _folded(word)
            found = {a.login for a in roll.authors if folded in map(_folded, (a.login, a.slug, a.name))}
            found |= {into for merged, into in roll.merged if folded in map(_folded, (merged.login, merged.name))}
            found |= {login for (_, key), login in roll.keys.items() if key and folded == _folded(key)}
            if found:
                self.met.add(("author", word))
            logins |= found
        creators = {word for (kind, word), login in roll.keys.items() if kind == "creator" and login in logins}
        coauthors = {word for (kind, word), login in roll.keys.items() if kind == "coauthor" and login in logins}
        theirs = connection.execute("SELECT ordinal, creator FROM items WHERE outcome = 'post'")
        named = connection.execute("SELECT ordinal, slug FROM uses WHERE taxonomy = 'author'")
        return _of(theirs, creators) | _of(named, coauthors)


_HAS_STATUS: Final = "outcome = 'post' AND (status = ? OR (status = 'static' AND ? = 'publish'))"


def _wanted_terms(filters: Filters) -> dict[str, dict[tuple[str, str], str]]:
    """Answer option → (taxonomy, folded slug or name) → the value as it was given."""
    wanted: dict[str, dict[tuple[str, str], str]] = {}
    for (option, taxonomy), values in zip(_TAXONOMIES, (filters.categories, filters.tags), strict=True):
        if values:
            wanted[option] = {(taxonomy, _folded(value)): value for value in values}
    if filters.terms:
        parts = ((term, *term.partition(":")) for term in filters.terms)
        wanted["term"] = {(fold_taxonomy(taxonomy), _folded(slug)): term for term, taxonomy, _, slug in parts}
    return wanted


def _folded(word: str) -> str:
    return decode_slug(word).strip().casefold()


def _status(word: str) -> str:
    return _STATUSES.get(word, word)


def _local(clock: Clock, row: tuple[Any, ...]) -> str:
    return clock.resolve(row[3], row[4], row[5])[0] or ""


def _stands(connection: sqlite3.Connection, condition: str, *values: str) -> bool:
    query = f"SELECT 1 FROM items WHERE {condition} LIMIT 1"  # noqa: S608 - our words
    return connection.execute(query, values).fetchone() is not None


def _of(rows: Iterable[tuple[int, str]], words: set[str]) -> set[int]:
    return {ordinal for ordinal, word in rows if word in words}
