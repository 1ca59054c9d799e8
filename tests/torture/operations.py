"""Every operation on files of a run, counted; the Nth one can kill the process or fail."""

import errno
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeAlias

import wpmigrate

Strike: TypeAlias = Callable[[str], None]
AUDITED = {
    "open",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.listdir",
    "os.scandir",
    "sqlite3.connect",
    "os.truncate",
}
CODE = (".py", ".pyc", ".so")
OURS = str(Path(wpmigrate.__file__).parent)


class Operations:
    """Count operations in this process; at number `at`, do `strike`. Nothing is counted before `watch`."""

    def __init__(self, at: int = 0, strike: Strike = lambda _: None) -> None:
        self.count = 0
        self._at, self._strike = at, strike
        self._own = os.getpid()

    def tick(self, kind: str) -> None:
        if os.getpid() != self._own:
            return
        self.count += 1
        if self.count == self._at:
            self._strike(kind)

    def stop(self) -> None:
        """Count no more."""
        self._own = 0

    def watch(self) -> None:
        """Begin: audit events, writes to files and every statement of a database count."""
        self._own = os.getpid()
        sys.addaudithook(self._audit)
        self._watch_writes()
        self._watch_databases()

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in AUDITED and not _is_code(arguments[0]):
            self.tick("file")

    def _watch_writes(self) -> None:
        real, tick = os.fdopen, partial(self.tick, "file")

        def fdopen(*arguments: Any, **options: Any) -> Any:
            stream = real(*arguments, **options)
            return _Watched(stream, tick) if "w" in stream.mode else stream

        os.fdopen = fdopen
        self._watch_bytes(tick)

    def _watch_bytes(self, tick: Callable[[], None]) -> None:
        """Count what is written and closed without a stream."""
        write, close = os.write, os.close

        def watched_write(number: int, content: bytes) -> int:
            tick()
            return write(number, content)

        def watched_close(number: int) -> None:
            close(number)
            tick()

        os.write, os.close = watched_write, watched_close

    def _watch_databases(self) -> None:
        real, tick = sqlite3.connect, partial(self.tick, "database")

        def connect(*arguments: Any, **options: Any) -> Any:
            return real(*arguments, **{"factory": _watched_connection(tick), **options})

        sqlite3.connect = connect


def _is_code(path: Any) -> bool:
    return isinstance(path, int) or str(path).endswith(CODE) or str(path).startswith(OURS)


class _Watched:
    """A file whose writes, and whose end, count."""

    def __init__(self, stream: Any, tick: Callable[[], None]) -> None:
        self._stream, self._tick = stream, tick

    def write(self, content: bytes) -> int:
        self._tick()
        return self._stream.write(content)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._stream.close()
        self._tick()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _watched_connection(tick: Callable[[], None]) -> type[sqlite3.Connection]:
    class Watched(sqlite3.Connection):
        def execute(self, *arguments: Any) -> Any:
            tick()
            return super().execute(*arguments)

        def executemany(self, *arguments: Any) -> Any:
            tick()
            return super().executemany(*arguments)

    return Watched


def kill(_: str) -> None:
    """Die at once, as after `kill -9`."""
    os.kill(os.getpid(), signal.SIGKILL)


def failing(number: int) -> Strike:
    """Answer a strike that fails as the system does: with an errno, or SQLite's word for it."""

    def fail(kind: str) -> None:
        if kind == "file":
            raise OSError(number, os.strerror(number))
        error = sqlite3.OperationalError(os.strerror(number))
        error.sqlite_errorcode = _SQLITE.get(number, sqlite3.SQLITE_IOERR)
        raise error

    return fail


def exhausting(_: str) -> None:
    """Fail as where memory ends."""
    raise MemoryError


def interrupting(_: str) -> None:
    """Fail as when a person presses Ctrl-C."""
    raise KeyboardInterrupt


def counted(at: int, strike: Strike) -> Callable[[], None]:
    """Answer what a child does before its run so that its operation number `at` is struck."""
    return lambda: Operations(at, strike).watch()


_SQLITE = {
    errno.ENOSPC: sqlite3.SQLITE_FULL,
    errno.EACCES: sqlite3.SQLITE_PERM,
    errno.EROFS: sqlite3.SQLITE_READONLY,
    errno.EMFILE: sqlite3.SQLITE_CANTOPEN,
}
