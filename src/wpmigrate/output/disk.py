"""The functions that touch an output folder: no way out of it, no half-written file, one sentence per refusal."""

import errno
import hashlib
import os
import re
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from io import RawIOBase
from pathlib import Path
from tempfile import gettempdir
from typing import BinaryIO, Final, TypeAlias

from wpmigrate.errors import OutputError

Writer: TypeAlias = Callable[[BinaryIO], object]
Content: TypeAlias = bytes | Writer | Path
"""What a file shall hold: these bytes, what a function writes, or what stands in a file that is written already."""

CHUNK: Final = 1 << 20
NOT_A_FILE: Final = "not a regular file"
_REFUSED: Final = re.compile(r"[\\\x00-\x1f\x7f]|\A[A-Za-z]:|(?:\A|/)\.{0,2}(?=/|\Z)")


@contextmanager
def refusals(path: object) -> Iterator[None]:
    """Turn what the system says about `path` into an OutputError of one sentence."""
    try:
        yield
    except OSError as error:
        raise _refused(OS_SENTENCES, error.errno or 0, path, error.strerror) from error
    except sqlite3.DatabaseError as error:
        raise _refused(SQLITE_SENTENCES, getattr(error, "sqlite_errorcode", 0) & 0xFF, path, str(error)) from error


def temporary_space() -> AbstractContextManager[None]:
    """Turn what the system says about the folder for temporary files into an OutputError."""
    return refusals(gettempdir())


def _refused(sentences: dict[int, tuple[str, str]], number: int, path: object, said: str | None) -> OutputError:
    code, sentence = sentences.get(number, ("cannot-write", "{path} cannot be written: {said}."))
    return OutputError(sentence.format(path=path, said=said or "the system does not say why"), code=code)


def refuse_full(root: Path, needed: int) -> None:
    """Refuse to begin what surely has no room: fewer free bytes than `needed` where `root` is, or will be."""
    place = next((folder for folder in (root, *root.absolute().parents) if folder.is_dir()), None)
    if place is None:
        return
    with refusals(place):
        free = shutil.disk_usage(place).free
    if free < needed:
        raise OutputError(
            f"The disk of {root} has {free / 1e6:,.1f} MB left, and what is to be written takes {needed / 1e6:,.1f} MB or more:"
            " free some space, or choose another output folder.",
            code="disk-full",
        )


def locate(root: Path, path: str) -> Path:
    """Answer where `path` lies in `root`, and refuse every way out of it."""
    return Path(place_of(f"{root}", path, set()))


def place_of(root: str, path: str, known: set[str]) -> str:
    """Answer that place as a text; `known` are folders that were looked at a moment ago, and gets those that are looked at."""
    if _REFUSED.search(path) or (not path.isascii() and path != path.encode("utf-8", "replace").decode()):
        raise OutputError(f"The path {path!r} leads out of the output folder or is no file name.", code="unsafe-path")
    place = f"{root}/{path}"
    end = len(place) - len(path)
    while (end := place.find("/", end + 1)) > 0:
        here = place[:end]
        if here not in known:
            mode = _mode(here)
            if mode is None:
                break
            _refuse_no_folder(here, mode)
            known.add(here)
    return place


def _refuse_no_folder(here: str, mode: int) -> None:
    if stat.S_ISLNK(mode):
        sentence = f"{here} is a link to another place; replace it by a folder, or choose another output folder."
        raise OutputError(sentence, code="linked-folder")
    if not stat.S_ISDIR(mode):
        raise _refused(OS_SENTENCES, errno.ENOTDIR, here, None)


def _mode(file: Path | str) -> int | None:
    try:
        return os.lstat(file).st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _refused(OS_SENTENCES, error.errno or 0, file, error.strerror) from error


def stands(file: Path) -> bool:
    """Tell whether a regular file stands there; refuse a folder."""
    return _is_file(file, _mode(file))


def digest(file: Path | str) -> str | None:
    """Answer the SHA-256 of a file, None where nothing stands, NOT_A_FILE for a link, a pipe and the like."""
    mode = _mode(file)
    if not _is_file(file, mode):
        return None if mode is None else NOT_A_FILE
    with refusals(file), open(file, "rb", buffering=0) as stream:  # noqa: PTH123 - it may be a text
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _is_file(file: Path | str, mode: int | None) -> bool:
    if mode is not None and stat.S_ISDIR(mode):
        raise _refused(OS_SENTENCES, errno.EISDIR, file, None)
    return mode is not None and stat.S_ISREG(mode)


def temporary(file: Path) -> Path:
    """Answer the name under which `file` is written before it takes its place: short, hidden and always the same."""
    return Path(_temporary(f"{file}"))


def _temporary(place: str) -> str:
    folder, slash, name = place.rpartition("/") if os.sep == "/" else place.replace("\\", "/").rpartition("/")
    return f"{folder}{slash}.{hashlib.sha256(os.fsencode(name)).hexdigest()[:16]}.wpmigrate"


def discard(file: Path) -> None:
    """Remove a temporary file, if it is there."""
    with suppress(OSError):
        file.unlink()


def remove(root: Path, path: str) -> None:
    """Remove a file, and the folders that are empty without it."""
    file = locate(root, path)
    with refusals(file):
        file.unlink(missing_ok=True)
    for folder in file.parents:
        if folder == root:
            break
        with suppress(OSError):  # not empty
            folder.rmdir()


def sync() -> None:
    """Make all that was written so far survive a power failure; one call costs less than one per file."""
    if sys.platform != "win32":
        os.sync()


def write_whole(root: Path, files: Sequence[tuple[str, Content]], *, durable: bool) -> None:
    """Write a batch so that each file is, whatever happens, the old one or the new one and never a part of it.

    A path instead of content is a file that is written already and only takes its place.
    """
    staged: list[tuple[str, str]] = []
    base, known, target = f"{root}", set[str](), f"{root}"
    try:
        for path, content in files:
            target = place_of(base, path, known)
            staged.append((f"{content}" if isinstance(content, Path) else _temporary(target), target))
            if isinstance(content, Path):
                Path(target).parent.mkdir(parents=True, exist_ok=True)
            else:
                _write_new(staged[-1][0], content)
        if durable:
            sync()
        for temp, target in staged:
            _replace(temp, target)
    except BaseException:
        for temp, _ in staged:
            discard(Path(temp))
        with refusals(target):
            raise


def _replace(temp: str, target: str) -> None:
    try:
        os.replace(temp, target)  # noqa: PTH105 - texts, as there is one for each file
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # another disk is mounted below the output folder: go there first, so that the last step stays one step
        beside = _temporary(target)
        with Path(temp).open("rb") as stream:
            _write_new(beside, lambda out: shutil.copyfileobj(stream, out, CHUNK))
        Path(beside).replace(target)
        Path(temp).unlink()


def copy_hashed(source: BinaryIO, file: Path | None) -> tuple[int, str]:
    """Read a stream to its end, into a new file if one is named; answer its size and SHA-256.

    What goes wrong with the stream is raised as it is, what goes wrong with the file as an OutputError.
    """
    hashed, size = hashlib.sha256(), 0
    with ExitStack() as stack:
        if file is not None:
            with refusals(file):
                out = stack.enter_context(os.fdopen(_create(file), "wb", buffering=0))
        while chunk := source.read(CHUNK):
            hashed.update(chunk)
            size += len(chunk)
            if file is not None:
                with refusals(file):
                    _write_all(out, chunk)
    return size, hashed.hexdigest()


def _write_all(out: RawIOBase, chunk: bytes) -> None:
    rest = memoryview(chunk)
    while rest:
        rest = rest[out.write(rest) or 0 :]


def _write_new(file: str, content: bytes | Writer) -> None:
    if not isinstance(content, bytes):
        with os.fdopen(_create(file), "wb") as stream:
            content(stream)
        return
    number = _create(file)
    try:
        written = os.write(number, content)
        while written < len(content):
            written += os.write(number, content[written:])
    finally:
        os.close(number)


def _create(file: Path | str) -> int:
    try:
        return os.open(file, _NEW, 0o666)
    except FileNotFoundError:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:  # left by a killed run, or planted as a link: never written through
        Path(file).unlink()
    return os.open(file, _NEW, 0o666)


_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

_FULL = ("disk-full", "The disk is full at {path}; free some space and run again: the files written so far are whole.")
_FORBIDDEN = ("no-permission", "You may not write {path}; change its permissions, or choose another output folder.")
_IN_THE_WAY = ("not-a-folder", "A file stands where {path} needs a folder; move it, or choose another output folder.")
_DAMAGED = ("state-damaged", "{path} is damaged; move it away and run again: files that differ will count as not ours.")
_LOCKED = ("locked", "Another run is writing to {path}; wait until it has ended.")

OS_SENTENCES: Final[dict[int, tuple[str, str]]] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: ("disk-full", "Your disk quota is used up at {path}; free some space and run again."),
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: ("read-only", "{path} lies on a read-only file system; choose another output folder."),
    errno.ENAMETOOLONG: (
        "name-too-long",
        "The name of {path} is too long here; choose an output folder nearer to the root.",
    ),
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EEXIST: _IN_THE_WAY,
    errno.EISDIR: (
        "not-a-file",
        "A folder stands where the file {path} belongs; move it, or choose another output folder.",
    ),
    errno.EFBIG: ("file-too-large", "{path} is larger than this file system or your limits allow."),
}
SQLITE_SENTENCES: Final[dict[int, tuple[str, str]]] = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_PERM: _FORBIDDEN,
    sqlite3.SQLITE_READONLY: _FORBIDDEN,
    sqlite3.SQLITE_CANTOPEN: _FORBIDDEN,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
