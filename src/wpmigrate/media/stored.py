"""A stored upload: what it is called where it lies, and a stream that gives all of it or says that it cannot."""

import io
import lzma
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import gettempdir
from typing import BinaryIO, Final, Literal, TypeAlias, cast

from msgspec import Struct

from wpmigrate.errors import OutputError

Form: TypeAlias = Literal["itself", "original", "size"]

# RuntimeError: a member is encrypted; NotImplementedError: a compression that Python lacks.
DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, NotImplementedError, ValueError,
)  # fmt: skip


class Limits(Struct, frozen=True):
    """What an archive may cost: members, bytes of one, bytes of a temporary copy, times its packed size (past `ratio_from`)."""

    members: int = 5_000_000
    member: int = 64 << 30
    total: int = 1 << 40
    ratio: int = 200
    ratio_from: int = 10 << 20

    def is_bomb(self, size: int, packed: int) -> bool:
        """Tell a size that its packed bytes cannot honestly hold."""
        return size > self.ratio_from and size > max(packed, 1) * self.ratio


LIMITS: Final = Limits()


class Found(Struct, frozen=True):
    """One member of a place, as it is met: its raw name, and where to find it or why it is refused.

    `link` is the raw name of another member with the same content; `spelling` a name that is known to be right.
    """

    raw: bytes
    place: bytes = b""
    size: int = 0
    reason: str = ""
    link: bytes = b""
    spelling: str = ""


class Stored(Struct, frozen=True):
    """An upload that was found. `form` says whether it is the very file, its original, or a smaller size of it.

    A stream that `open` answers raises Unreadable when the file turns out to be damaged.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]
    form: Form = "itself"


class Trouble(Struct, frozen=True):
    """A member that is not offered, and why: a slug."""

    archive: str
    name: str
    reason: str


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """Say that a stored file cannot be read whole."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Whole(io.RawIOBase):
    """Pass a file on, exactly as many bytes as it declares; with `probe` a longer one is refused."""

    def __init__(self, inner: BinaryIO, size: int, *, probe: bool) -> None:
        self._inner, self._left, self._probe = inner, size, probe

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any buffer in the stubs
        try:
            chunk = self._inner.read(min(len(buffer), self._left + self._probe))
        except DAMAGE as error:
            raise Unreadable("damaged") from error
        if len(chunk) > self._left:
            raise Unreadable("larger-than-declared")
        if not chunk and self._left:
            raise Unreadable("truncated")
        self._left -= len(chunk)
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._inner.close()
        super().close()


def whole(inner: BinaryIO, size: int, *, probe: bool) -> BinaryIO:
    """Answer a stream of `inner` that raises Unreadable unless it holds `size` bytes."""
    return cast("BinaryIO", io.BufferedReader(_Whole(inner, size, probe=probe), 1 << 17))


@contextmanager
def scratch_space() -> Iterator[None]:
    """Turn what the system says about the folder for temporary files into an OutputError."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise OutputError(
            f"The folder for temporary files, {gettempdir()}, cannot be written ({said}): free some space there, "
            "or set TMPDIR to another folder.",
            code="no-scratch",
        ) from error
