"""Plan, then apply: the only way into an output folder. A dry run takes the same way and stops before it writes."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from os.path import lexists
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from wpmigrate.errors import OutputError
from wpmigrate.output.disk import (
    Content,
    copy_hashed,
    digest,
    locate,
    place_of,
    refusals,
    remove,
    stands,
    sync,
    write_whole,
)
from wpmigrate.output.plan import WRITES, OutputFile, PlannedFile, decide, fingerprint
from wpmigrate.output.spool import Spool
from wpmigrate.output.staging import Staging
from wpmigrate.output.state import FOLDER, Address, Row, State, locked
from wpmigrate.output.tree import Tree

BATCH_FILES: Final = 500
BATCH_BYTES: Final = 8 << 20
BATCH_STAGED: Final = 256 << 20
BESIDE: Final = ".new"
"""What the name of a new version has at its end, beside a file that a person has edited."""


class Output:
    """One run's way into the folder `root`. Leaving it writes what is waiting."""

    def __init__(self, root: Path, *, dry_run: bool, force: bool, durable: bool = True) -> None:
        self.root = root
        self._base = f"{root}"
        self._dry_run = dry_run
        self._force = force
        self._durable = durable
        self._waiting: list[tuple[str, str, Content]] = []
        self._waiting_bytes = 0
        self._staged_bytes = 0
        self._staging = Staging(root, FOLDER)
        self._adopted: list[Row] = []
        self._known: set[str] = set()
        """Folders that were looked at since the last batch was written."""

    def put(self, file: OutputFile) -> PlannedFile:
        """Plan one file and, unless this is a dry run, write it with its batch.

        Where a person has edited what we wrote last, and there is something newer by now, that goes beside it.
        """
        planned = self._put_at(file.path, file.content)
        if planned.action == "edited" and self._state.entry(file.path)[0] != planned.sha256:
            self._put_at(f"{file.path}{BESIDE}", file.content)
        return planned

    def _put_at(self, path: str, content: bytes) -> PlannedFile:
        planned = self._plan(path, len(content), fingerprint(content))
        self._write_later(planned, content)
        return planned

    def put_spool(self, path: str, spool: Spool) -> PlannedFile:
        """Plan one streamed file and, unless this is a dry run, write it now: the spool may close afterwards."""
        planned = self._plan(path, spool.bytes, spool.sha256)
        self._write_later(planned, spool.copy)
        self.flush()
        return planned

    def put_stream(self, path: str, open_stream: Callable[[], BinaryIO]) -> PlannedFile:
        """Plan one file of any size and, unless this is a dry run, write it with its batch, a piece in memory at a time.

        `open_stream` may be called twice; the stream is closed. What reading it raises passes, and nothing is planned.
        """
        _refuse_state(path)
        self._tree.claim(path)
        planned, staged = None, None
        stands_there = lexists(locate(self.root, path))
        if self._dry_run or stands_there:
            planned = self._decided(path, *_copied(open_stream, None))
        if not self._dry_run and (planned is None or planned.action in WRITES):
            with self._staging.new() as staged:
                planned = self._decided(path, *_copied(open_stream, staged))
        assert planned is not None
        self._enter(planned)
        self._write_later(planned, staged)
        return planned

    def write_always(self, path: str, pieces: Iterable[bytes]) -> None:
        """Write the one file that is new in every run, after all others; it is in neither plan nor manifest."""
        self._tree.claim(path)
        stands(locate(self.root, path))
        if not self._dry_run:
            self.flush()
            write_whole(self.root, [(path, lambda stream: stream.writelines(pieces))], durable=False)

    def planned(self) -> Iterator[PlannedFile]:
        """List the files planned so far, in order of path."""
        return iter(self._tree)

    def stale(self) -> Iterator[str]:
        """List the files of earlier runs that this run does not make and that still stand, in order of path."""
        for path in self._state.paths():
            with refusals(self.root / path):
                stands_still = (self.root / path).is_file()
            if stands_still and path not in self._tree:
                yield path

    def stood(self, site: str) -> Iterator[Address]:
        """List target, key and path of the items of a site as earlier runs into this folder placed them.

        That may be asked before the folder is entered, and leaves nothing behind.
        """
        with closing(State(self.root, durable=self._durable)) as state:
            yield from state.stood(site)

    def remember(self, site: str, addresses: Iterable[Address]) -> None:
        """Note where the items of a site stand now, for the runs to come."""
        if not self._dry_run:
            self._state.remember(site, addresses)

    def prune(self, *, everything: bool) -> list[str]:
        """Remove what earlier runs wrote and this one does not make, unless somebody has edited it; answer the paths.

        Without `everything` only new versions go that lay beside a file and are of no use any more.
        """
        self.flush()
        gone = [path for path in self.stale() if (everything or path.endswith(BESIDE)) and self._is_unedited(path)]
        if not self._dry_run and gone:
            for path in gone:
                remove(self.root, path)
            self._state.forget(gone)
        return gone

    def _is_unedited(self, path: str) -> bool:
        return digest(locate(self.root, path)) in self._state.entry(path)

    def flush(self) -> None:
        """Write what is waiting: first the manifest says that it will be ours, then each file takes its place."""
        if self._waiting or self._adopted:
            self._state.record([(path, sha256) for path, sha256, _ in self._waiting], self._adopted)
            write_whole(self.root, [(path, content) for path, _, content in self._waiting], durable=self._durable)
        self._known.clear()
        self._waiting, self._waiting_bytes, self._staged_bytes, self._adopted = [], 0, 0, []

    def _plan(self, path: str, size: int, sha256: str) -> PlannedFile:
        _refuse_state(path)
        planned = self._decided(path, size, sha256)
        self._enter(planned)
        return planned

    def _decided(self, path: str, size: int, sha256: str) -> PlannedFile:
        on_disk = digest(place_of(self._base, path, self._known))
        written, pending = self._state.entry(path) if on_disk is not None else (None, None)
        ours = on_disk if on_disk == pending else written
        return PlannedFile(path, size, sha256, decide(sha256, on_disk, ours, force=self._force))

    def _enter(self, planned: PlannedFile) -> None:
        self._tree.add(planned)
        known = planned.action != "same" or self._state.entry(planned.path) == (planned.sha256, None)
        if not known and not self._dry_run:
            self._adopted.append((planned.path, planned.sha256))

    def _write_later(self, planned: PlannedFile, content: Content | None) -> None:
        if self._dry_run:
            return
        if planned.action in WRITES and content is not None:
            self._waiting.append((planned.path, planned.sha256, content))
            if isinstance(content, Path):
                self._staged_bytes += planned.bytes
            else:
                self._waiting_bytes += planned.bytes
        full = self._waiting_bytes >= BATCH_BYTES or self._staged_bytes >= BATCH_STAGED
        if full or len(self._waiting) + len(self._adopted) >= BATCH_FILES:
            self.flush()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            if not self._dry_run:
                stack.enter_context(locked(self.root))
            self._state = stack.enter_context(closing(State(self.root, durable=self._durable)))
            self._tree = stack.enter_context(closing(Tree()))
            if not self._dry_run:
                self._state.recover()
                stack.callback(self._staging.clear)
                self._staging.clear()
            self._open = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._open:
            if kind is None:
                self._finish()

    def _finish(self) -> None:
        self.flush()
        if self._state.changed:
            if self._durable:
                sync()
            self._state.settle()
        if not self._dry_run:
            self._state.seal()


def _refuse_state(path: str) -> None:
    if path.split("/", maxsplit=1)[0].casefold() == FOLDER:
        raise OutputError(f"The path {path!r} is kept for wpmigrate's own state.", code="unsafe-path")


def _copied(open_stream: Callable[[], BinaryIO], file: Path | None) -> tuple[int, str]:
    with closing(open_stream()) as stream:
        return copy_hashed(stream, file)


def write_file(file: Path, content: bytes) -> None:
    """Write a file that the user has named, whole or not at all; through a link, a pipe or /dev/stdout as it is."""
    write_stream(file, (content,))


def write_stream(file: Path, pieces: Iterable[bytes]) -> None:
    """Write such a file piece by piece."""
    if file.is_symlink() or (file.exists() and not file.is_file()):
        with refusals(file), file.open("wb") as stream:
            stream.writelines(pieces)
    else:
        write_whole(file.parent, [(file.name, lambda stream: stream.writelines(pieces))], durable=False)
