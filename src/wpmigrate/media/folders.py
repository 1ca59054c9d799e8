"""A folder of uploads, walked without following a link out of it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from wpmigrate.media.stored import Found, Unreadable, whole

_OPEN: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_SLASH: Final = os.fsencode(os.sep)


class Folder:
    """A folder that holds uploads. `mount` stands before the names of a folder that is one year of them."""

    def __init__(self, path: Path, mount: str = "") -> None:
        self.name = path.name or str(path)
        self._root = os.fsencode(os.path.realpath(path))
        self._mount = mount.encode()

    def scan(self) -> Iterator[Found]:
        """List all files, and what is none."""
        waiting = [b""]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(_join(self._root, folder)) as entries:
                    listed = sorted(entries, key=lambda entry: entry.name)
            except OSError:
                yield Found(self._named(folder), reason="unreadable")
                continue
            for entry in listed:
                below = _join(folder, entry.name)
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(below)
                else:
                    yield self._found(below)

    def _found(self, below: bytes) -> Found:
        name = self._named(below)
        try:
            told = os.lstat(_join(self._root, below))
            if stat.S_ISLNK(told.st_mode):
                below = self._inside(below)
                told = os.lstat(_join(self._root, below))
                if not below or not stat.S_ISREG(told.st_mode):
                    return Found(name, reason="link")
        except OSError:
            return Found(name, reason="unreadable")
        return Found(name, below, told.st_size) if stat.S_ISREG(told.st_mode) else Found(name, reason="not-a-file")

    def _inside(self, below: bytes) -> bytes:
        """Answer where a link leads, relative to the folder; empty when it leads out of it."""
        real = os.path.realpath(_join(self._root, below))
        base = self._root.rstrip(_SLASH) + _SLASH
        return real[len(base) :] if real.startswith(base) else b""

    def _named(self, below: bytes) -> bytes:
        return self._mount + below.replace(_SLASH, b"/")

    def open(self, place: bytes, size: int) -> BinaryIO:
        """Open a file that the walk has met; a link or a device that took its place is refused."""
        try:
            stream = os.fdopen(os.open(_join(self._root, place), _OPEN), "rb", buffering=0)
        except OSError as error:
            raise Unreadable("unreadable") from error
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            stream.close()
            raise Unreadable("not-a-file")
        return whole(stream, size, probe=True)


def _join(folder: bytes, name: bytes) -> bytes:
    return folder + _SLASH + name if folder and name else folder or name
