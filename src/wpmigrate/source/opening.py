"""Whatever a user holds (.xml, .gz, .zip, several, a folder, standard input) → plain seekable bytes and their spans."""

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from wpmigrate.errors import InputError
from wpmigrate.scratch import scratch_folder
from wpmigrate.source.archive import LIMITS, Limits, inflate, open_members, spool_chunks
from wpmigrate.source.encoding import find_encoding, write_utf8
from wpmigrate.source.repair import Repair, Repairs
from wpmigrate.source.scanner import ITEM_CAP, IsWhole, Scanner, Span
from wpmigrate.source.sniffing import refuse_foreign
from wpmigrate.source.window import WINDOW

_CHUNK = 1 << 20
_AT_ONCE = getattr(os, "pread", None)
"""Reads at a place without going there, where the system can."""
_SUFFIXES = (".xml", ".xml.gz", ".zip")
_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


class Input(Struct, frozen=True):
    """One input as its user sees it: base name, hash of its bytes as they lie there, size once unpacked."""

    name: str
    sha256: str
    bytes: int


class Part(Struct, frozen=True):
    """One plain file: an input, or a member of one. `name` is for messages."""

    name: str
    path: Path
    input: int
    repairs: tuple[Repair, ...] = ()


class FileRepair(Struct, frozen=True):
    """A repair outside heads and items, and the part it is in."""

    file: int
    name: str
    repair: Repair


class Source:
    """All parts of an export, in order. `repairs` and `tails` are whole once `spans` came to its end."""

    def __init__(
        self, inputs: Sequence[Input], parts: Sequence[Part], files: Sequence[BinaryIO], item_cap: int, window: int
    ) -> None:
        self.inputs = tuple(inputs)
        self.parts = tuple(parts)
        self.repairs: tuple[FileRepair, ...] = ()
        self.tails: tuple[Span, ...] = ()
        self._files = files
        self._cap, self._window = item_cap, window

    def documents(self) -> Iterator[Span]:
        """Yield the head of each document."""
        return (span for span in self.spans() if span.kind == "head")

    def spans(self, is_whole: IsWhole | None = None) -> Iterator[Span]:
        """Yield heads and items of all parts in order; may be called again.

        `is_whole` spares the scanner an item that its reader knows to be whole.
        """
        repairs: list[FileRepair] = []
        tails: list[Span] = []
        document, ordinal = -1, 0
        for number, part in enumerate(self.parts):
            with part.path.open("rb") as file:
                scanner = Scanner(
                    file,
                    name=part.name,
                    number=number,
                    document=document,
                    ordinal=ordinal,
                    window=self._window,
                    item_cap=self._cap,
                    is_whole=is_whole,
                )
                yield from scanner.spans()
            document, ordinal = scanner.document, scanner.ordinal
            rows = part.repairs + scanner.repairs.rows()
            repairs += [FileRepair(number, part.name, row) for row in rows]
            tails += scanner.tails
        self.repairs, self.tails = tuple(repairs), tuple(tails)

    def read(self, span: Span) -> bytes:
        """Read the bytes of a span again, in any order."""
        file = self._files[span.file]
        if _AT_ONCE is not None:
            return bytes(_AT_ONCE(file.fileno(), span.end - span.start, span.start))
        file.seek(span.start)
        return file.read(span.end - span.start)


@contextmanager
def open_inputs(
    paths: Sequence[str | Path], *, item_cap: int = ITEM_CAP, window: int = WINDOW, limits: Limits = LIMITS
) -> Iterator[Source]:
    """Open all inputs; unpacked copies lie in a temporary folder that goes when the block ends."""
    with ExitStack() as stack:
        opening = _Opening(stack.enter_context(scratch_folder()), limits)
        for path in _expand(paths):
            opening.add(path)
        files = [stack.enter_context(part.path.open("rb")) for part in opening.parts]
        yield Source(opening.inputs, opening.parts, files, item_cap, window)


@contextmanager
def reopen_parts(parts: Sequence[Part]) -> Iterator[Source]:
    """Open the parts of a source again, in another process, to read spans of them."""
    with ExitStack() as stack:
        yield Source((), parts, [stack.enter_context(part.path.open("rb")) for part in parts], ITEM_CAP, WINDOW)


def _expand(paths: Sequence[str | Path]) -> Iterator[str | Path]:
    """Put the exports of a folder in its place, sorted by name."""
    if not paths:
        raise InputError("No input is named: pass the .xml file of the export.", code="no-input")
    for path in paths:
        if path == "-" or not Path(path).is_dir():
            yield path
            continue
        found = sorted(entry for entry in Path(path).iterdir() if _is_export_name(entry))
        if not found:
            raise InputError(
                f"{Path(path).name or path} is a folder without .xml, .xml.gz or .zip files: pass the folder that holds "
                "the export.",
                code="empty-folder",
            )
        yield from found


def _is_export_name(path: Path) -> bool:
    return path.name.lower().endswith(_SUFFIXES) and not path.name.startswith(".") and path.is_file()


class _Opening:
    """Collect inputs and parts; every copy is a numbered file in `folder`."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder, self._limits = folder, limits
        self._spooled = 0
        self.inputs: list[Input] = []
        self.parts: list[Part] = []

    def add(self, path: str | Path) -> None:
        """Open one input and find its parts."""
        name = "standard input" if path == "-" else Path(path).name
        try:
            plain, digest = self._plain(path)
            before = len(self.parts)
            for part_name, part_path in self._unpack(name, plain):
                self._add_part(part_name, part_path)
            size = sum(part.path.stat().st_size for part in self.parts[before:])
        except OSError as error:
            raise _unreadable(name, error) from error
        self.inputs.append(Input(name, digest, size))

    def _plain(self, path: str | Path) -> tuple[Path, str]:
        """Hash an input, and spool it where it is no file that can be read twice."""
        if path == "-":
            if sys.stdin is None:
                raise InputError("Standard input is closed: pass the export as a file, or pipe it in.", code="no-stdin")
            return self._spool_hashed(sys.stdin.buffer)
        with Path(path).open("rb") as file:
            if not Path(path).is_file():
                return self._spool_hashed(file)
            return Path(path), hashlib.file_digest(file, "sha256").hexdigest()

    def _spool_hashed(self, stream: BinaryIO) -> tuple[Path, str]:
        digest, path = hashlib.sha256(), self._next()
        with path.open("wb") as out:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                out.write(chunk)
        return path, digest.hexdigest()

    def _unpack(self, name: str, path: Path) -> Iterator[tuple[str, Path]]:
        with path.open("rb") as file:
            magic = file.read(4)
            file.seek(0)
            if magic.startswith(_GZIP):
                yield name, self._spool(inflate(file, name, path.stat().st_size, self._limits))
            elif magic in _ZIP:
                for member, chunks in open_members(file, name, self._limits):
                    yield f"{name}:{member.rpartition('/')[2]}", self._spool(chunks)
            else:
                yield name, path

    def _add_part(self, name: str, path: Path) -> None:
        repairs = Repairs()
        with path.open("rb") as file:
            encoding = find_encoding(file, repairs)
            if encoding.name:
                path = self._next()
                write_utf8(file, encoding, path, repairs)
        with path.open("rb") as file:
            refuse_foreign(file, name)
        self.parts.append(Part(name, path, len(self.inputs), repairs.rows()))

    def _spool(self, chunks: Iterator[bytes]) -> Path:
        path = self._next()
        spool_chunks(chunks, path)
        return path

    def _next(self) -> Path:
        self._spooled += 1
        return self._folder / f"{self._spooled}.xml"


def _unreadable(name: str, error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(f"{name} does not exist: check the path.", code="missing")
    reason = (error.strerror or "it cannot be read").lower()
    return InputError(
        f"{name} cannot be read ({reason}): check its permissions and the room for copies.", code="unreadable"
    )
