"""One download on disk: a part that can be continued, then a finished file. None of it lies under a published name."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from wpmigrate.errors import OutputError
from wpmigrate.media.kinds import HEAD

BLOCK: Final = 1 << 18


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known about a part (which version of the file it is of) or about a finished file (what it must hash to)."""

    validator: str = ""
    encoding: str = ""
    sha256: str = ""
    content_type: str = ""


class Partial:
    """The files of one download: KEY.part while it comes, KEY.done once it is whole, KEY.json about either."""

    def __init__(self, folder: Path, url: str, upload: str) -> None:
        key = hashlib.sha256(f"{url}\0{upload}".encode("utf-8", "replace")).hexdigest()[:32]
        self.part = folder / f"{key}.part"
        self.done = folder / f"{key}.done"
        self._note = folder / f"{key}.json"

    def size(self) -> int:
        """Count the bytes that are here already."""
        try:
            return self.part.stat().st_size
        except OSError:
            return 0

    def note(self) -> Note:
        """Read what is known about the files; nothing, where the note is missing or damaged."""
        try:
            return msgspec.json.decode(self._note.read_bytes(), type=Note)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return Note()

    def finished(self) -> Note | None:
        """Answer the note of a file that an earlier run finished, if it is whole."""
        note = self.note()
        return note if note.sha256 and digest(self.done) == note.sha256 else None

    @contextmanager
    def receiving(self, note: Note, *, append: bool) -> Iterator[Callable[[bytes], None]]:
        """Open the part and answer the function that takes more bytes of it, or all of them."""
        with writing(self.part):
            if not append:
                self.part.unlink(missing_ok=True)
                self._write_note(note)
            stream = self.part.open("ab" if append else "wb")
        try:
            yield lambda chunk: _write(stream, chunk, self.part)
        finally:
            with writing(self.part):
                stream.close()

    def head(self) -> bytes:
        """Read the first bytes of the part, enough to tell what it is."""
        with writing(self.part), self.part.open("rb") as stream:
            return stream.read(HEAD)

    def rewrite(self, change: Callable[[Iterator[bytes]], Iterator[bytes]], most: int) -> bool:
        """Replace the part by what `change` makes of its blocks; answer False where that is more than `most` bytes."""
        new, size = self.part.with_suffix(".new"), 0
        with writing(self.part), self.part.open("rb") as old, new.open("wb") as stream:
            for block in change(iter(lambda: old.read(BLOCK), b"")):
                size += stream.write(block)
                if size > most:
                    return False
        with writing(self.part):
            new.replace(self.part)
        return True

    def finish(self, content_type: str) -> Note:
        """Turn the part into the finished file; a kill at any instant leaves the part, or the file with its note."""
        note = Note(validator=self.note().validator, sha256=digest(self.part) or "", content_type=content_type)
        with writing(self.done):
            self._write_note(note)
            self.part.replace(self.done)
        return note

    def discard(self) -> None:
        """Remove all files of this download."""
        for file in (self.part, self.done, self._note, self.part.with_suffix(".new")):
            with suppress(OSError):
                file.unlink()

    def _write_note(self, note: Note) -> None:
        new = self._note.with_suffix(".new")
        new.write_bytes(msgspec.json.encode(note))
        new.replace(self._note)


def _write(stream: BinaryIO, chunk: bytes, file: Path) -> None:
    with writing(file):
        stream.write(chunk)


def digest(file: Path) -> str | None:
    """Answer the SHA-256 of a regular file, None where none stands."""
    try:
        if not file.is_file():
            return None
        with file.open("rb", buffering=0) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """Turn what the system says about our own files into an OutputError: a full disk is not the fault of a server."""
    try:
        yield
    except OSError as error:
        said = error.strerror or "the system does not say why"
        raise OutputError(f"The download {file} cannot be written: {said}.", code="cannot-write") from error
