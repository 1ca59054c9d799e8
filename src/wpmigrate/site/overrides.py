"""What the owner of a site says of single items, and how it comes into pass 1, so that slugs, paths and links agree."""

import html
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.model import Place
from wpmigrate.site.claims import PERMALINK
from wpmigrate.site.clock import Clock
from wpmigrate.site.permalinks import path_of
from wpmigrate.site.places import claim_of, former_path
from wpmigrate.site.sheets import Faults, Line, read_sheet
from wpmigrate.site.slugs import item_slug, safe_segment
from wpmigrate.site.titles import plain_title
from wpmigrate.wxr.dates import parse_date
from wpmigrate.wxr.records import ItemRecord

SECTION: Final = "item"
COLUMNS: Final = ("id", "type", "slug", "status", "skip", "path", "title", "date", "permalink")
SKIPPED: Final = "skipped-by-override"
_CODE: Final = "bad-overrides"
_YES: Final = frozenset(("yes", "true", "1", "x"))
_NO: Final = frozenset(("no", "false", "0", ""))
_LONGEST: Final = 1000
_OWN_FOLDER: Final = "_wpmigrate"
# The reason an item is kept out by its own state → what --include calls it.
_INCLUDES: Final = {"status-private": "private", "status-trash": "trash", "password-protected": "password"}


class Overrides(Struct, frozen=True):
    """A file of them, whose every line can be read; whether it fits the export is seen when that has been."""

    name: str
    lines: tuple[Line, ...]


class Revision(Struct, frozen=True, omit_defaults=True):
    """What an item's own fields are replaced by when it is read again."""

    title: str | None = None
    slug: str | None = None
    status: str | None = None
    date: str | None = None
    date_gmt: str | None = None
    pub_date: str | None = None


class _Standing(Struct, frozen=True):
    ordinal: int
    type: str
    status: str
    slug: str
    title: str
    path: str
    date: str
    date_gmt: str
    pub_date: str
    outcome: str
    visibility: str
    reason: str


def read_overrides(path: Path) -> Overrides:
    """Read a file of overrides, and refuse it with all of its faults."""
    faults = Faults(path.name)
    lines = read_sheet(path, SECTION, COLUMNS, faults)
    for line in lines:
        for column, value in line.values.items():
            said = _CHECKS[column](value) if value and column in _CHECKS else ""
            if said:
                faults.add(line.number, said)
    faults.refuse(_CODE)
    return Overrides(path.name, tuple(lines))


def apply_overrides(
    connection: sqlite3.Connection, overrides: Overrides, clock: Clock, *, keep_permalinks: bool = True
) -> None:
    """Change the facts of the items that are named, or refuse the file with all that does not fit the export.

    `keep_permalinks`: items stand at their old addresses, so that a changed slug changes the end of one.
    """
    connection.execute("CREATE INDEX items_key ON items (key)")
    faults = Faults(overrides.name)
    moved: dict[str, tuple[int, Line]] = {}
    for line in overrides.lines:
        row = connection.execute(f"SELECT {_FACTS} FROM items WHERE key = ?", (line.values["id"],)).fetchone()  # noqa: S608 - our words
        if row is None:
            faults.add(line.number, f"no item of the export has the id {line.values['id']}.")
            continue
        changes, said = _changes(_Standing(*row), line.values, clock, keep_permalinks=keep_permalinks)
        if said:
            faults.add(line.number, said)
        elif changes:
            _write(connection, row[0], changes)
        if "address" in changes and moved.setdefault(claim_of(changes["address"]), (row[0], line))[0] != row[0]:
            faults.add(line.number, f"another item here moves to {changes['address']} too.")
    _refuse_taken(connection, moved, faults)
    faults.refuse(_CODE)


def revised(item: ItemRecord, revision: Revision) -> ItemRecord:
    """Answer an item as its owner wants it."""
    given = {name: value for name in Revision.__struct_fields__ if (value := getattr(revision, name)) is not None}
    return replace(item, **given)


def first_rows(items: Iterator[tuple[Place, str, str]]) -> Iterator[dict[str, str]]:
    """Answer the rows of a first version: each item (place, status, title) as it would be written, ready to be edited."""
    for place, status, title in items:
        yield {
            "id": place.key,
            "type": place.type,
            "slug": place.slug,
            "status": status or "draft",
            "title": plain_title(title),
            "date": place.date or "",
            "permalink": place.permalink,
        }


# --- one line against its item --------------------------------------------------------------------------------------


def _changes(
    row: _Standing, given: Mapping[str, str], clock: Clock, *, keep_permalinks: bool
) -> tuple[dict[str, str], str]:
    """Answer the columns to change, or why that cannot be done."""
    if given.get("skip", "").lower() in _YES:
        written = row.outcome in ("post", "attachment", "menu")
        return {"outcome": "skip", "reason": SKIPPED} if written else {}, ""
    fields = _fields(row, given, clock)
    status, said = _status(row, given.get("status", ""))
    if (fields or status) and row.type in ("attachment", "nav_menu_item"):
        return {}, f"of an item of type {row.type} only skip can be set."
    if keep_permalinks and "slug" in fields and row.path and "address" not in fields:
        fields["address"] = former_path(row.path, fields["slug"]) + ("/" if row.path.endswith("/") else "")
    return fields | status, said


def _fields(row: _Standing, given: Mapping[str, str], clock: Clock) -> dict[str, str]:
    """Answer what differs from the item as it stands: a first version repeats what is."""
    fields: dict[str, str] = {}
    slug = given.get("slug") and item_slug(given["slug"], "", "publish", 0)[0]
    if slug and slug != row.slug:
        fields["slug"] = slug
    title = given.get("title")
    if title and title != plain_title(row.title):
        fields["title"] = html.escape(title, quote=False)
    date = given.get("date")
    if date and date not in (row.date, clock.resolve(row.date, row.date_gmt, row.pub_date)[0]):
        fields |= {"date": date, "date_gmt": "", "pub_date": ""}
    permalink = given.get("permalink") and path_of(given["permalink"], "")
    if permalink and permalink != row.path:
        fields["address"] = permalink
    if given.get("path"):
        fields["wanted"] = given["path"]
    return fields


def _status(row: _Standing, wished: str) -> tuple[dict[str, str], str]:
    """Answer the change of a status, or why there can be none: what is kept out needs its --include too."""
    own = row.status or "draft"
    if not wished or wished == own:
        return {}, ""
    if wished not in ("publish", "draft"):
        return {}, f"status can be publish or draft here, not {wished!r}."
    if row.reason in _INCLUDES:
        return {}, f"the item is kept out ({row.reason}); run with --include {_INCLUDES[row.reason]} too."
    if row.reason == "unknown-status":
        return {}, f"the item's status {own!r} is unknown here, so that it stays out."
    if row.outcome != "post":
        return {}, ""
    visibility = "published" if wished == "publish" else "draft"
    return {"status": wished, "visibility": row.visibility if row.visibility == "password" else visibility}, ""


def _write(connection: sqlite3.Connection, ordinal: int, changes: Mapping[str, str]) -> None:
    sets = ", ".join(f"{column} = ?" for column in changes)
    connection.execute(f"UPDATE items SET {sets} WHERE ordinal = ?", (*changes.values(), ordinal))  # noqa: S608 - our words
    known = {name: value for name, value in changes.items() if name in Revision.__struct_fields__}
    connection.execute("INSERT INTO revisions VALUES (?, ?)", (ordinal, msgspec.json.encode(Revision(**known))))


def _refuse_taken(connection: sqlite3.Connection, moved: Mapping[str, tuple[int, Line]], faults: Faults) -> None:
    """Refuse an address at which another item is going to stand."""
    for address, (ordinal, line) in moved.items():
        taken = connection.execute(_AT, (address, PERMALINK, ordinal)).fetchone()
        if taken:
            faults.add(line.number, f"at that address stands item {taken[0]}, which does not move.")


_FACTS: Final = ", ".join(_Standing.__struct_fields__)
_AT: Final = (
    "SELECT key FROM claims JOIN items USING (ordinal) WHERE claims.path = ? AND kind = ? AND ordinal != ?"
    " AND outcome = 'post' AND visibility = 'published' AND address = '' LIMIT 1"
)


# --- one value ------------------------------------------------------------------------------------------------------


def _check_slug(value: str) -> str:
    slug, changed = item_slug(value, "", "publish", 0)
    return f"{value!r} is no slug; {slug!r} would be." if changed else ""


def _check_skip(value: str) -> str:
    return "" if value.lower() in _YES | _NO else f"skip can be yes or no, not {value!r}."


def _check_path(value: str) -> str:
    parts = value.split("/")
    odd = any(safe_segment(part.lstrip("_"), "") != part.lstrip("_") or not part.lstrip("_") for part in parts)
    if odd or parts[0].casefold() == _OWN_FOLDER or len(value) > _LONGEST:
        return f"{value!r} is no path of a file in the output folder, such as content/posts/hello.md."
    return ""


def _check_date(value: str) -> str:
    return "" if parse_date(value) else f"{value!r} is no date; write 2024-05-31 or 2024-05-31 18:00:00."


def _check_permalink(value: str) -> str:
    whole = value.startswith("/") and not value.startswith("//") and not set(value) & set("?#\\")
    return "" if whole and path_of(value, "") else f"{value!r} is no path of a page, such as /2024/05/hello/."


_CHECKS: Final[Mapping[str, Callable[[str], str]]] = {
    "slug": _check_slug,
    "skip": _check_skip,
    "path": _check_path,
    "date": _check_date,
    "permalink": _check_permalink,
}
