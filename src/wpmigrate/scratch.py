"""Temporary folders: each goes when its block ends, and that of a killed run when the next run begins."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from stat import S_ISDIR
from typing import Final

PREFIX: Final = "wpm-"
MARK: Final = ".in-use"
"""A file in each such folder, locked as long as somebody uses the folder: the lock dies with the process, whatever ends it."""


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Lend a folder for temporary files; what killed runs left beside it goes first."""
    if sys.platform == "win32":  # no lock there that could be held while the folder is removed
        with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as plain:
            yield Path(plain)
        return
    _sweep(tempfile.gettempdir())
    folder, mark = _claimed()
    try:
        yield folder
    finally:
        _clear(folder)
        os.close(mark)


def _claimed() -> tuple[Path, int]:
    """Make a folder and lock its mark; again where another run has swept it between these two."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        with suppress(FileNotFoundError):
            mark = os.open(folder / MARK, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            if _is_ours(mark):
                return folder, mark
            os.close(mark)


def _is_ours(mark: int) -> bool:
    try:
        locked = _locked(mark)
    except OSError:  # a file system without locks: then nobody sweeps there either
        locked = True
    return locked and os.fstat(mark).st_nlink > 0


def _locked(mark: int) -> bool:
    import fcntl  # noqa: PLC0415 - not on Windows

    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@cache
def _sweep(place: str) -> None:
    """Remove, once in a process, the folders in `place` that are ours and that nobody uses any more."""
    with suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX):
                with suppress(OSError):
                    _sweep_one(Path(entry.path))


def _sweep_one(folder: Path) -> None:
    found = folder.lstat()
    if not S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        return
    try:
        mark = os.open(folder / MARK, os.O_RDWR | os.O_NOFOLLOW)
    except FileNotFoundError:
        folder.rmdir()  # killed right after it was made, or right before it was gone: only an empty one is ours for sure
        return
    try:
        if _locked(mark):
            _clear(folder)
    finally:
        os.close(mark)


def _clear(folder: Path) -> None:
    """Remove a folder, its mark last, so that it can be told whose it is until nothing else is in it."""
    with suppress(OSError):
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != MARK:
                path.unlink()
        (folder / MARK).unlink()
        folder.rmdir()
