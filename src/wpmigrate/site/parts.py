"""Items that others show, or that describe them, as the index keeps them."""

import sqlite3

import msgspec

from wpmigrate.site.fields import first
from wpmigrate.site.schema import fits
from wpmigrate.traces import Part
from wpmigrate.wxr.records import ItemRecord

_BY_ID = "SELECT record FROM parts WHERE id = ? ORDER BY ordinal LIMIT 1"
_BY_SLUG = "SELECT record FROM parts WHERE type = ? AND slug = ? ORDER BY ordinal LIMIT 1"
_KINDS = "SELECT DISTINCT type FROM parts"
_BY_TYPE = "SELECT record FROM parts WHERE type = ? ORDER BY ordinal"
_BELOW = "SELECT record FROM parts WHERE type = ? AND parent = ? ORDER BY ordinal"
_PARENT_FIELDS = ("wprm_parent_post_id",)
"""Where an item says whose it is that has no parent of WordPress's."""


def part_of(item: ItemRecord, number: int, parent: int) -> Part:
    """Keep what a page may show of an item."""
    told = next((value for key in _PARENT_FIELDS if (value := first(item.meta, key)).isdecimal()), "0")
    parent = parent or fits(int(told))
    terms = tuple((use.taxonomy, use.slug or use.name) for use in item.terms)
    order = fits(item.menu_order)
    return Part(number, item.type, item.title, item.slug, item.content, item.excerpt, parent, order, item.meta, terms)


def read_part(connection: sqlite3.Connection, number: int) -> Part | None:
    """Look up a part by its post id."""
    row = connection.execute(_BY_ID, (fits(number),)).fetchone() if number else None
    return msgspec.json.decode(row[0], type=Part) if row else None


def named_part(connection: sqlite3.Connection, known: frozenset[str], kind: str, slug: str) -> Part | None:
    """Look up a part of a type, one of `known`, by its slug."""
    if kind not in known:
        return None
    row = connection.execute(_BY_SLUG, (kind, slug)).fetchone()
    return msgspec.json.decode(row[0], type=Part) if row else None


def kinds_of(connection: sqlite3.Connection) -> frozenset[str]:
    """Name the types that the export has parts of: most sites have none, and need not be asked for each post."""
    return frozenset(kind for (kind,) in connection.execute(_KINDS))


def parts_of(
    connection: sqlite3.Connection, known: frozenset[str], kind: str, parent: int | None = None
) -> tuple[Part, ...]:
    """List the parts of a type, one of `known`, or those of them below an item, in export order."""
    if kind not in known:
        return ()
    rows = connection.execute(_BY_TYPE, (kind,)) if parent is None else connection.execute(_BELOW, (kind, fits(parent)))
    return tuple(msgspec.json.decode(row[0], type=Part) for row in rows)
