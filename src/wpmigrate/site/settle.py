"""What only the whole export can tell: duplicates, keys, what follows a kept-out parent, who wrote, and the menus."""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from wpmigrate.diagnostics import Diagnostic
from wpmigrate.site.authors import Roll, build_roll
from wpmigrate.site.editions import STRIDE
from wpmigrate.site.menus import MenuEntry, Menus, Target
from wpmigrate.site.schema import fits
from wpmigrate.site.script import primary
from wpmigrate.site.terms import Entry, TermBook
from wpmigrate.wxr.dates import parse_date
from wpmigrate.wxr.records import AuthorRecord

_WRITTEN = "items.outcome IN ('post', 'attachment')"
ANY = "items.outcome != 'fail' AND items.type != 'nav_menu_item'"


def mark_duplicates(connection: sqlite3.Connection) -> None:
    """Of an item met more than once keep the one modified last; the first of equals."""
    met = "SELECT identity FROM items WHERE identity IS NOT NULL GROUP BY identity HAVING COUNT(*) > 1"
    for (identity,) in connection.execute(met).fetchall():
        rows = connection.execute(
            "SELECT ordinal, changed FROM items WHERE identity = ? ORDER BY ordinal", (identity,)
        ).fetchall()
        best = max(rows, key=lambda row: (_instant(row[1]), -row[0]))[0]
        connection.execute(
            "UPDATE items SET outcome = 'skip', reason = 'duplicate' WHERE identity = ? AND ordinal != ?",
            (identity, best),
        )


def give_keys(connection: sqlite3.Connection) -> None:
    """Name each item by its id, or by its ordinal where it has none or another item had it first."""
    connection.execute(
        "UPDATE items SET owner = 1, key = CAST(id AS TEXT) WHERE ordinal IN (SELECT MIN(ordinal) FROM items"
        " WHERE id != 0 AND reason != 'duplicate' AND outcome != 'fail' GROUP BY id)"
    )
    connection.execute("UPDATE items SET key = '#' || ordinal WHERE owner = 0")
    connection.execute(
        f"UPDATE items SET key = (SELECT base.key FROM items AS base WHERE base.ordinal = items.ordinal % {STRIDE})"  # noqa: S608 - our words
        f" || ':' || edition WHERE ordinal >= {STRIDE}"
    )
    connection.execute(
        "INSERT INTO findings SELECT 'item', key, 'DUPLICATE_ID', 'id ' || id FROM items"
        " WHERE id != 0 AND owner = 0 AND reason != 'duplicate' AND outcome != 'fail' ORDER BY ordinal"
    )


def languages(connection: sqlite3.Connection, home: str) -> tuple[str, ...]:
    """List the languages that a plugin gives what is written: the site's own first, then the most used."""
    rows = connection.execute(
        "SELECT edition FROM items WHERE outcome = 'post' AND edition != '' GROUP BY edition ORDER BY COUNT(*) DESC, edition"
    )
    found = [language for (language,) in rows]
    wanted = home.lower().replace("_", "-")
    found.sort(key=lambda language: (language != wanted, primary(language) != primary(wanted)))
    return tuple(found) if len(found) > 1 else ()


def hide_attached(connection: sqlite3.Connection) -> None:
    """Keep out the attachments of kept-out items, and give the others the visibility of what they hang on."""
    connection.execute("CREATE TEMP TABLE followed (ordinal INTEGER PRIMARY KEY, hidden INTEGER, visibility TEXT)")
    connection.execute(
        "INSERT OR IGNORE INTO followed"
        " WITH RECURSIVE below (id, ordinal, hidden, visibility) AS ("
        "  SELECT id, ordinal, outcome = 'skip' AND NOT (reason = 'internal-type' AND visibility = 'published'), visibility"
        "  FROM items WHERE owner = 1 AND NOT (type = 'attachment' AND status IN ('inherit', '', 'attachment', 'object'))"
        "  AND id IN (SELECT parent FROM items WHERE parent != 0 AND outcome = 'attachment')"
        "  UNION SELECT child.id, child.ordinal, below.hidden, below.visibility FROM below JOIN items AS child"
        "  ON child.parent = below.id AND child.parent != 0"
        "  WHERE child.outcome = 'attachment' AND child.status IN ('inherit', '', 'attachment', 'object')"
        ") SELECT ordinal, hidden, visibility FROM below"
    )
    connection.execute(
        "UPDATE items SET (outcome, visibility, reason) = ("
        "  SELECT CASE hidden WHEN 1 THEN 'skip' ELSE 'attachment' END, followed.visibility,"
        "  CASE hidden WHEN 1 THEN 'parent-kept-out' ELSE '' END FROM followed WHERE followed.ordinal = items.ordinal)"
        " WHERE outcome = 'attachment' AND status IN ('inherit', '', 'attachment', 'object')"
        " AND ordinal IN (SELECT ordinal FROM followed)"
    )
    connection.execute("DROP TABLE followed")


def hide_topics(connection: sqlite3.Connection) -> None:
    """Keep out what stands in a forum that the public may not enter: bbPress leaves the topics in it published."""
    connection.execute(
        "WITH RECURSIVE shut (id, visibility) AS ("
        "  SELECT id, visibility FROM items"
        "  WHERE type = 'forum' AND outcome = 'skip' AND visibility != 'published' AND owner = 1"
        "  UNION SELECT child.id, shut.visibility FROM shut JOIN items AS child ON child.parent = shut.id AND child.parent != 0"
        "  WHERE child.type = 'forum')"
        " UPDATE items SET outcome = 'skip', reason = 'parent-kept-out',"
        "  visibility = (SELECT visibility FROM shut WHERE shut.id = items.parent)"
        " WHERE type IN ('forum', 'topic') AND outcome = 'post' AND parent IN (SELECT id FROM shut)"
    )


def front_page(connection: sqlite3.Connection, homes: Iterable[int]) -> int | None:
    """Answer the id of the published page that stands at the site's own address."""
    for ordinal in homes:
        row = connection.execute(
            "SELECT id FROM items WHERE ordinal = ? AND outcome = 'post' AND visibility = 'published' AND owner = 1",
            (ordinal,),
        ).fetchone()
        if row:
            return int(row[0])
    return None


def call_roll(
    connection: sqlite3.Connection, records: Iterable[AuthorRecord], *, personal_data: bool, condition: str = _WRITTEN
) -> Roll:
    """Resolve everyone that written items name, or those of another condition."""
    creators = connection.execute(
        f"SELECT creator, MIN(ordinal) FROM items WHERE {condition} GROUP BY creator ORDER BY 2"  # noqa: S608 - our words
    )
    coauthors = connection.execute(_uses("= 'author'", condition))
    return build_roll(
        records,
        (creator for creator, _ in creators),
        ((slug, name or _molongui_name(connection, slug, records)) for _, slug, name, _ in coauthors),
        personal_data=personal_data,
    )


def _molongui_name(connection: sqlite3.Connection, slug: str, records: Iterable[AuthorRecord]) -> str:
    """Answer whom Molongui means by a number: a user, or an item that is a guest author."""
    kind, _, number = slug.removeprefix("molongui-").partition("-")
    if not slug.startswith("molongui-") or not number.isdecimal():
        return ""
    if kind == "user":
        return next((one.login for one in records if one.id == int(number)), "")
    row = connection.execute("SELECT slug FROM items WHERE id = ? AND type = 'guest_author'", (int(number),)).fetchone()
    return str(row[0]) if row else ""


def enter_authors(connection: sqlite3.Connection, roll: Roll) -> None:
    """Enter the authors, and the words by which items and comments name them."""
    connection.executemany(
        "INSERT INTO authors VALUES (?, ?, ?)",
        ((author.login, place, msgspec.json.encode(author)) for place, author in enumerate(roll.authors)),
    )
    connection.executemany(
        "INSERT INTO author_keys VALUES (?, ?, ?)", ((*key, login) for key, login in roll.keys.items())
    )
    connection.executemany(
        "INSERT INTO merged_authors VALUES (?, ?)",
        ((place, msgspec.json.encode(author)) for place, (author, _) in enumerate(roll.merged)),
    )
    record(connection, "author", roll.findings)


def enter_terms(connection: sqlite3.Connection, book: TermBook) -> list[Entry]:
    """Derive the terms that written items use, enter all, and answer those that are menus."""
    for taxonomy, slug, name, _ in connection.execute(_uses("NOT IN ('author', 'nav_menu')")):
        book.derive(taxonomy, slug, name)
    for taxonomy, slug, name, _ in connection.execute(_uses("= 'nav_menu'", "items.outcome = 'menu'")):
        book.derive(taxonomy, slug, name)
    entries, findings = book.settle()
    connection.executemany(
        "INSERT INTO terms VALUES (?, ?, ?, ?, ?, ?)",
        (
            (place, one.term.taxonomy, one.raw, one.term.name, fits(one.term.id or 0), msgspec.json.encode(one.term))
            for place, one in enumerate(entries)
        ),
    )
    record(connection, "term", findings)
    return [entry for entry in entries if entry.term.taxonomy == "nav_menu"]


def enter_menus(connection: sqlite3.Connection, menus: list[Entry], site_url: str) -> None:
    """Build the menus from their entries, and note which entries cannot be shown."""
    rows = connection.execute(
        "SELECT items.ordinal, items.key, record FROM entries JOIN items USING (ordinal) WHERE outcome = 'menu' ORDER BY ordinal"
    ).fetchall()
    shelf = Menus(_Targets(connection), site_url)
    entries = [(ordinal, key, msgspec.json.decode(record, type=MenuEntry)) for ordinal, key, record in rows]
    built = shelf.build(menus, entries)
    connection.executemany(
        "INSERT INTO menus VALUES (?, ?)", ((place, msgspec.json.encode(menu)) for place, menu in enumerate(built))
    )
    connection.executemany(
        "UPDATE items SET outcome = 'skip', reason = ? WHERE ordinal = ?",
        ((reason, ordinal) for ordinal, reason in shelf.skipped.items()),
    )
    record(connection, "item", shelf.findings)


class _Targets:
    """What menu entries point at."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def item(self, number: int) -> Target | None:
        row = self._connection.execute(
            "SELECT key, title, link, outcome, visibility FROM items WHERE id = ? AND owner = 1", (number,)
        ).fetchone()
        return Target(*row) if row else None

    def term(self, taxonomy: str, number: int) -> tuple[str, str] | None:
        row = self._connection.execute(
            "SELECT record FROM terms WHERE taxonomy = ? AND id = ?", (taxonomy, number)
        ).fetchone()
        if row is None:
            return None
        found = msgspec.json.decode(row[0])
        return f"{found['taxonomy']}/{found['slug']}", found["name"]

    def example(self, kind: str) -> str:
        row = self._connection.execute(
            "SELECT link FROM items WHERE type = ? AND outcome = 'post' AND visibility = 'published' AND parent = 0"
            " ORDER BY ordinal LIMIT 1",
            (kind,),
        ).fetchone()
        return str(row[0]) if row else ""


def _uses(taxonomies: str, condition: str = _WRITTEN) -> str:
    """Select distinct uses of terms by written items, in the order they are met."""
    return (
        "SELECT taxonomy, uses.slug, name, MIN(uses.ordinal) FROM uses JOIN items USING (ordinal)"  # noqa: S608 - our words
        f" WHERE taxonomy {taxonomies} AND {condition} GROUP BY taxonomy, uses.slug, name ORDER BY 4, uses.rowid"
    )


def record(connection: sqlite3.Connection, kind: str, findings: Iterable[tuple[str, Diagnostic]]) -> None:
    """Note what is poorer about things of one kind."""
    connection.executemany(
        "INSERT INTO findings VALUES (?, ?, ?, ?)", ((kind, key, one.code.name, one.detail) for key, one in findings)
    )


def _instant(text: str) -> datetime:
    return (parse_date(text) or datetime(1, 1, 1, tzinfo=UTC)).replace(tzinfo=None)
