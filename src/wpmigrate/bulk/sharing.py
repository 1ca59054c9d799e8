"""A worker of a cluster and what it needs of a split export: the bytes of its own items, and the files of pass 1."""

import pickle
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import Any, Final

from msgspec import Struct, structs

from wpmigrate.bulk.apart import Apart, Ended, Limits
from wpmigrate.bulk.joining import may_have_children
from wpmigrate.pipeline.duties import Converting
from wpmigrate.pipeline.gathering import GatheringFacts
from wpmigrate.pipeline.serving import depend
from wpmigrate.pipeline.workers import Task, Workers
from wpmigrate.scratch import scratch_folder
from wpmigrate.storage.fetching import fetch, read_ranges
from wpmigrate.storage.urls import below

_NEAR: Final = 1 << 16
"""Bytes between two items that are rather read than asked around."""


class Shared(Struct, frozen=True):
    """Where an export lies for all workers, and which files of pass 1 lie with it."""

    url: str
    files: tuple[str, ...] = ()

    def part(self, number: int) -> str:
        """Answer the address of a plain file of the export."""
        return below(self.url, f"part-{number}.xml")


class Batch(Struct, frozen=True):
    """Tasks of one duty, which are done together."""

    duty: Converting | GatheringFacts
    tasks: tuple[Any, ...]
    shared: Shared
    limits: Limits


_HELD: Final[dict[Shared, tuple[Path, ExitStack]]] = {}
_LOCK: Final = Lock()


def answers_to(batch: Batch) -> Ended:
    """Do a batch in a process of its own, so that nothing in it takes the worker with it."""
    may_have_children()
    with _at_hand(batch) as duty, Apart(_answer) as apart:
        apart.start("", batch.limits, duty, batch.tasks)
        return apart.last()


def let_go(url: str) -> None:
    """Remove what this worker holds of split exports below an address."""
    with _LOCK:
        for shared in [shared for shared in _HELD if shared.url.startswith(f"{url}/")]:
            _HELD.pop(shared)[1].close()


def _answer(
    parent: Connection,
    others: Sequence[Connection],
    scratch: str,
    _: Limits,
    duty: Converting | GatheringFacts,
    tasks: Sequence[Task],
) -> None:
    depend(others)
    tempfile.tempdir = scratch
    try:
        with Workers(1) as workers:
            answer: object = list(workers.run(duty, tasks))
    except Exception as error:  # noqa: BLE001 - who asked raises it
        answer = error
    parent.send_bytes(pickle.dumps(answer))
    parent.close()


@contextmanager
def _at_hand(batch: Batch) -> Iterator[Converting | GatheringFacts]:
    """Answer the duty of a batch with everything at places of this machine: of the export only the bytes of its items."""
    duty = batch.duty
    if isinstance(duty, Converting):
        duty = structs.replace(duty, scratch=_held(batch.shared))
    with scratch_folder() as folder:
        extents = [extent for task in batch.tasks for extent in duty.extents(task)]
        parts = []
        for number, part in enumerate(duty.parts):
            file = folder / f"{number}.xml"
            _fill(file, batch.shared.part(number), ((start, end) for at, start, end in extents if at == number))
            parts.append(structs.replace(part, path=file))
        yield structs.replace(duty, parts=parts)


def _fill(file: Path, url: str, extents: Iterable[tuple[int, int]]) -> None:
    """Write parts of a file at their places in one that is otherwise empty."""
    ranges = _together(sorted(extents))
    with file.open("wb") as stream:
        for (start, _), content in zip(ranges, read_ranges(url, ranges) if ranges else (), strict=True):
            stream.seek(start)
            stream.write(content)


def _together(extents: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join ranges that touch or nearly do."""
    ranges: list[tuple[int, int]] = []
    for start, end in extents:
        if ranges and start - ranges[-1][1] <= _NEAR:
            ranges[-1] = ranges[-1][0], max(end, ranges[-1][1])
        else:
            ranges.append((start, end))
    return ranges


def _held(shared: Shared) -> Path:
    """Bring the files of pass 1 here, unless they are."""
    with _LOCK:
        if shared not in _HELD:
            with ExitStack() as stack:
                folder = stack.enter_context(scratch_folder())
                for name in shared.files:
                    fetch(below(shared.url, name), folder / name)
                _HELD[shared] = folder, stack.pop_all()
        return _HELD[shared][0]
