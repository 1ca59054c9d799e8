"""The manifest: which files of an output folder are ours, and what we wrote into them last.

`written` is the SHA-256 of our last content, `pending` that of the content a run set out to write: committed before the
file is touched, so that after a kill every file of ours is still known to be ours. Rollback journal, never WAL: reading
leaves nothing behind. Opened for writing only when there is something to write.

Beside it lies its seal, `state.sha256`, as `sha256sum -c` reads it. It goes before the first byte of the state changes and comes
when the last has: a state without seal is one whose run was stopped. Its first line is the seal of the second.
"""

import os
import platform
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

from wpmigrate.errors import OutputError
from wpmigrate.output.disk import digest, discard, locate, refusals, stands, temporary, write_whole
from wpmigrate.output.plan import fingerprint
from wpmigrate.scratch import scratch_folder

FORMAT: Final = 2  # 1: files(path, written, pending); 2: addresses(site, target, key, url) beside it
FOLDER: Final = ".wpmigrate"
STATE: Final = f"{FOLDER}/state.sqlite"
SEAL: Final = f"{FOLDER}/state.sha256"
OWNER: Final = f"{FOLDER}/owner"

Row: TypeAlias = tuple[str, str]
Address: TypeAlias = tuple[str, str, str]


class State:
    """The manifest of one output folder."""

    def __init__(self, root: Path, *, durable: bool) -> None:
        self.root = root
        self.file = locate(root, STATE)
        self.changed = False
        self._durable = durable
        self._scratch = ExitStack()
        self._db = _open_reading(self.file, self._scratch)

    def entry(self, path: str) -> tuple[str | None, str | None]:
        """Answer `written` and `pending` of one path."""
        rows = self._select("SELECT written, pending FROM files WHERE path = ?", path)
        return rows[0] if rows else (None, None)

    def paths(self) -> Iterator[str]:
        """List the files that are ours, in order of path; page by page, as the database may be written meanwhile."""
        last = ""
        while page := self._select(_OURS, last):
            for (last,) in page:
                yield last

    def record(self, intended: Iterable[Row], adopted: Iterable[Row]) -> None:
        """Commit what is about to be written, and which files on disk are ours byte for byte."""
        with refusals(self.file), self._writing() as db:
            db.executemany(_INTEND, intended)
            db.executemany(_ADOPT, adopted)

    def settle(self) -> None:
        """Commit that all pending files stand on disk."""
        with refusals(self.file), self._writing() as db:
            db.execute("UPDATE files SET written = pending, pending = NULL WHERE pending IS NOT NULL")

    def forget(self, paths: Iterable[str]) -> None:
        """Commit that files are ours no more, because they are gone."""
        with refusals(self.file), self._writing() as db:
            db.executemany("DELETE FROM files WHERE path = ?", ((path,) for path in paths))

    def stood(self, site: str) -> Iterator[Address]:
        """List where items of a site stood after earlier runs: target, key and path on the new site."""
        if self._db is not None and self._select("SELECT 1 FROM sqlite_master WHERE name = 'addresses'"):
            with refusals(self.file):
                yield from self._db.execute(_STOOD, (site,))

    def remember(self, site: str, addresses: Iterable[Address]) -> None:
        """Commit where items stand now, beside where they stood before; what is known already costs no writing."""
        known = any(True for _ in self.stood(site))
        new = [one for one in addresses if not known or not self._select(_KNOWN, site, *one)]
        if new:
            with refusals(self.file), self._writing() as db:
                db.executemany("INSERT OR IGNORE INTO addresses VALUES (?, ?, ?, ?)", ((site, *one) for one in new))

    def rows(self) -> Iterator[tuple[str, str | None, str | None]]:
        """List all there is: path, `written` and `pending`."""
        last = ""
        while page := self._select(_ROWS, last):
            yield from page
            last = page[-1][0]

    def recover(self) -> None:
        """Find out how far a killed run came, and remove what it left half-written."""
        while rows := self._select(_PENDING):
            with refusals(self.file), self._writing() as db:
                db.executemany("UPDATE files SET written = ?, pending = NULL WHERE path = ?", map(self._found, rows))
                db.execute("DELETE FROM files WHERE written IS NULL AND pending IS NULL")

    def _found(self, row: tuple[str, str | None, str]) -> tuple[str | None, str]:
        path, written, pending = row
        with suppress(OutputError):  # something else stands there by now: whoever needs the place will say so
            file = locate(self.root, path)
            discard(temporary(file))
            if digest(file) == pending:
                return pending, path
        return written, path

    def _select(self, sql: str, *values: str) -> list[Any]:
        if self._db is None:
            return []
        with refusals(self.file):
            return self._db.execute(sql, values).fetchall()

    def _writing(self) -> sqlite3.Connection:
        if not self.changed:
            self._close_reading()
            discard(locate(self.root, SEAL))
            self._db = _open_writing(self.file, durable=self._durable)
            self.changed = True
        assert self._db is not None
        self._db.execute("BEGIN IMMEDIATE")
        return self._db

    def _close_reading(self) -> None:
        if self._db is not None:
            self._db.close()

    def seal(self) -> None:
        """Close the state and say what it is, where a run has changed it or its seal is missing."""
        self._close_reading()
        self._db = None
        if (sha256 := digest(self.file)) and (self.changed or not stands(locate(self.root, SEAL))):
            content = seal_of(sha256)
            write_whole(self.root, [(SEAL, content)], durable=False)

    def close(self) -> None:
        """Close what is open."""
        self._close_reading()
        self._scratch.close()


def seal_of(digest: str) -> bytes:
    """Write the seal of a state with this SHA-256."""
    line = f"{digest}  state.sqlite\n".encode()
    return b"# %s\n%s" % (fingerprint(line)[:16].encode(), line)


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Claim the folder for one run. SQLite's own locks work on every system and die with the process."""
    file = locate(root, f"{FOLDER}/lock")
    with ExitStack() as stack:
        with refusals(root):
            _make_folder(file.parent)
            lock = stack.enter_context(closing(sqlite3.connect(file, isolation_level=None, timeout=0)))
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                raise _taken(root, error) from error
            owner = locate(root, OWNER)
            stack.callback(discard, owner)
            discard(owner)
            owner.write_text(
                f"process {os.getpid()} on {platform.node()}, since {datetime.now(UTC):%Y-%m-%d %H:%M} UTC\n"
            )
        yield


def _taken(root: Path, error: sqlite3.OperationalError) -> Exception:
    """Name the run that has the folder; whatever else SQLite says is said as it is."""
    if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return error
    try:
        who = f" ({locate(root, OWNER).read_text('utf-8')[:200].strip()})"
    except (OSError, UnicodeError, OutputError):
        who = ""
    return OutputError(f"Another run{who} is writing to {root}; wait until it has ended.", code="locked")


def _open_reading(file: Path, stack: ExitStack) -> sqlite3.Connection | None:
    if not stands(file):
        return None
    with refusals(file):
        try:
            return _checked(_connect(file, "ro"), file)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
                raise
        # a run was killed while it committed: SQLite must roll back before it reads, and a dry run may not write
        scratch = stack.enter_context(scratch_folder())
        for suffix in ("", "-journal"):
            shutil.copy(f"{file}{suffix}", scratch)
        return _checked(_connect(scratch / file.name, "rw"), file)


def _open_writing(file: Path, *, durable: bool) -> sqlite3.Connection:
    _make_folder(file.parent)
    with ExitStack() as stack:
        db = stack.enter_context(closing(_connect(file, "rwc")))
        db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'OFF'}")
        db.execute("BEGIN IMMEDIATE")
        for statement in _SCHEMA:
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {FORMAT}")
        db.execute("COMMIT")
        stack.pop_all()
    return db


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)


def _checked(db: sqlite3.Connection, file: Path) -> sqlite3.Connection | None:
    with ExitStack() as stack:
        stack.enter_context(closing(db))
        (version,) = db.execute("PRAGMA user_version").fetchone()
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
        if version > FORMAT:
            raise OutputError(f"{file} was written by a newer wpmigrate; update wpmigrate.", code="state-newer")
        if tables and (version < 1 or "files" not in tables):
            raise OutputError(f"{file} is not wpmigrate's; move it away and run again.", code="state-foreign")
        if tables:
            stack.pop_all()
            return db
    return None


def _make_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if not stands(ignore := folder / ".gitignore"):
        ignore.write_bytes(b"*\n")


_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, written TEXT, pending TEXT) WITHOUT ROWID",
    (
        "CREATE TABLE IF NOT EXISTS addresses"
        " (site TEXT, target TEXT, key TEXT, url TEXT, PRIMARY KEY (site, target, key, url)) WITHOUT ROWID"
    ),
)
_STOOD: Final = "SELECT target, key, url FROM addresses WHERE site = ? ORDER BY target, key, url"
_KNOWN: Final = "SELECT 1 FROM addresses WHERE site = ? AND target = ? AND key = ? AND url = ?"
_PENDING: Final = "SELECT path, written, pending FROM files WHERE pending IS NOT NULL LIMIT 1000"
_OURS: Final = "SELECT path FROM files WHERE written IS NOT NULL AND path > ? ORDER BY path LIMIT 1000"
_ROWS: Final = "SELECT path, written, pending FROM files WHERE path > ? ORDER BY path LIMIT 1000"
_INTEND: Final = (
    "INSERT INTO files (path, pending) VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET pending = excluded.pending"
)
_ADOPT: Final = (
    "INSERT INTO files (path, written) VALUES (?, ?)"
    " ON CONFLICT (path) DO UPDATE SET written = excluded.written, pending = NULL"
)
