"""The tables of index.sqlite, and what may be put into them."""

import sqlite3
from pathlib import Path
from typing import Final

TABLES: Final = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE items (
    ordinal INTEGER PRIMARY KEY, file INTEGER, start INTEGER, stop INTEGER, document INTEGER,
    id INTEGER, type TEXT, status TEXT, slug TEXT, title TEXT, link TEXT, path TEXT, parent INTEGER,
    date TEXT, date_gmt TEXT, pub_date TEXT, changed TEXT, creator TEXT, language TEXT, identity BLOB,
    outcome TEXT, visibility TEXT, reason TEXT, key TEXT DEFAULT '', owner INTEGER DEFAULT 0,
    wanted TEXT DEFAULT '', address TEXT DEFAULT '', edition TEXT DEFAULT '', kin TEXT DEFAULT '', mute INTEGER DEFAULT 0
);
CREATE TABLE attachments (
    ordinal INTEGER PRIMARY KEY, id INTEGER, parent INTEGER, menu_order INTEGER, upload TEXT, record BLOB
);
CREATE TABLE bodies (ordinal INTEGER PRIMARY KEY, id INTEGER, body TEXT);
CREATE TABLE parts (ordinal INTEGER PRIMARY KEY, id INTEGER, type TEXT, slug TEXT, parent INTEGER, record BLOB);
CREATE TABLE entries (ordinal INTEGER PRIMARY KEY, record BLOB);
CREATE TABLE claims (path TEXT, ordinal INTEGER, name TEXT, kind INTEGER, url TEXT);
CREATE TABLE uses (ordinal INTEGER, taxonomy TEXT, slug TEXT, name TEXT);
CREATE TABLE authors (login TEXT PRIMARY KEY, place INTEGER, record BLOB);
CREATE TABLE merged_authors (place INTEGER PRIMARY KEY, record BLOB);
CREATE TABLE author_keys (kind TEXT, word TEXT, login TEXT, PRIMARY KEY (kind, word)) WITHOUT ROWID;
CREATE TABLE terms (place INTEGER PRIMARY KEY, taxonomy TEXT, raw TEXT, name TEXT, id INTEGER, record BLOB);
CREATE TABLE menus (place INTEGER PRIMARY KEY, record BLOB);
CREATE TABLE revisions (ordinal INTEGER PRIMARY KEY, record BLOB);
CREATE TABLE findings (kind TEXT, id TEXT, code TEXT, detail TEXT);
"""

INDEXES: Final = (
    "CREATE INDEX items_identity ON items (identity)",
    "CREATE INDEX items_id ON items (id)",
    "CREATE INDEX items_kin ON items (kin) WHERE kin != ''",
    "CREATE INDEX items_parent ON items (parent) WHERE parent != 0",
    "CREATE INDEX attachments_id ON attachments (id)",
    "CREATE INDEX attachments_parent ON attachments (parent, menu_order, id)",
    "CREATE INDEX attachments_upload ON attachments (upload)",
    "CREATE INDEX claims_path ON claims (path)",
    "CREATE INDEX claims_name ON claims (name)",
    "CREATE INDEX parts_id ON parts (id)",
    "CREATE INDEX parts_slug ON parts (type, slug)",
    "CREATE INDEX parts_parent ON parts (type, parent)",
    "CREATE INDEX bodies_id ON bodies (id)",
    "CREATE INDEX uses_taxonomy ON uses (taxonomy)",
    "CREATE INDEX terms_raw ON terms (taxonomy, raw)",
    "CREATE INDEX terms_name ON terms (taxonomy, name)",
)

_LARGEST: Final = 2**63 - 1


def create(path: Path) -> sqlite3.Connection:
    """Open a new index to be written by one process and thrown away if it is killed."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8000;" + TABLES)
    connection.execute("BEGIN")
    return connection


def open_closed(path: Path) -> sqlite3.Connection:
    """Open a finished index that nobody writes any more; many processes may, none of them locks."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def fits(number: int) -> int:
    """Answer a number that SQLite can hold; a larger one is nobody's id."""
    return number if -_LARGEST <= number <= _LARGEST else 0
