"""One huge export on all workers of a cluster: the same duties and tasks that local workers have, so the same answers in the same order.

What the tasks need is published where every worker sees it: the plain export, of which a worker reads only the bytes of its items, and the
files of pass 1, which it brings to itself once. A batch of tasks is done by a process of its own inside of the worker, and so is
each item that kills whoever tries it.
"""

import pickle
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from msgspec import Struct

from wpmigrate.bulk.apart import Limits
from wpmigrate.bulk.joining import LOSSES, end_of, joined
from wpmigrate.bulk.sharing import Batch, Shared, answers_to
from wpmigrate.errors import WpmigrateError
from wpmigrate.pipeline.duties import Converting
from wpmigrate.pipeline.gathering import GatheringFacts
from wpmigrate.pipeline.workers import TRIES, Lost, Task
from wpmigrate.storage.copying import store_file
from wpmigrate.storage.urls import below

if TYPE_CHECKING:
    from wpmigrate.source.opening import Part

BATCH: Final = 8
"""Tasks that travel together: some two megabytes of an export, so that the way costs little of the time."""
AHEAD: Final = 3
"""Batches on their way for each thread of the cluster; what is done waits there for its turn."""


class Splitting(Struct, frozen=True):
    """Where the workers are, and where what they share shall lie. `limits` are those of each batch, as of the whole site."""

    address: str
    shared: str
    limits: Limits

    @contextmanager
    def hired(self) -> Iterator["ClusterCrew"]:
        """Have the workers for the time of a block."""
        with joined(self.address) as client:
            crew = ClusterCrew(client, below(self.shared, uuid4().hex), self.limits)
            try:
                yield crew
            finally:
                crew.release()


class ClusterCrew:
    """The workers of a cluster, as those of this machine are asked."""

    def __init__(self, client: Any, shared: str, limits: Limits) -> None:
        self._client, self._limits = client, limits
        self._shared = Shared(shared)
        self._published: Sequence[Part] = ()
        self._asked: dict[str, Any] = {}

    def run(self, duty: Converting | GatheringFacts, tasks: Iterable[Task]) -> Iterator[bytes | Lost]:
        """Do every task, and yield the answers in the order of the tasks."""
        self._publish(duty)
        batches = _batches(iter(tasks))
        line: deque[tuple[Batch, Any]] = deque()
        while True:
            room = AHEAD * max(1, sum(self._client.nthreads().values()))
            for tasks_of_one in islice(batches, max(0, room - len(line))):
                batch = Batch(duty, tasks_of_one, self._shared, self._limits)
                line.append((batch, self._ask(batch)))
            if not line:
                return
            batch, future = line.popleft()
            yield from self._answers(batch, future)

    def release(self) -> None:
        """Let the workers go."""
        self._client.cancel(list(self._asked.values()), force=True)

    def _ask(self, batch: Batch) -> Any:
        future = self._client.submit(answers_to, batch, pure=False, retries=LOSSES)
        self._asked[future.key] = future
        return future

    def _answers(self, batch: Batch, future: Any) -> list[bytes | Lost]:
        for _ in range(TRIES):
            ended = end_of(future)
            del self._asked[future.key]
            if ended.how != "died":
                break
            future = self._ask(batch)
        match ended.how:
            case "late":
                said = f"A part of it was not done after {self._limits.seconds or 0:,.0f} seconds."
                raise WpmigrateError(said, code="timed-out")
            case "large":
                said = f"A part of it took more than the {(self._limits.bytes or 0) / 1e6:,.0f} MB of memory that it may take."
                raise WpmigrateError(said, code="too-much-memory")
            case "died":
                raise WpmigrateError(f"The process of a part of it died: {ended.why}.", code="process-died")
        answer: list[bytes | Lost] | Exception = pickle.loads(ended.answer)  # noqa: S301 - our own worker's
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _publish(self, duty: Converting | GatheringFacts) -> None:
        """Lay out what the tasks of a duty need: once the export, and what pass 1 has found as soon as there is a duty for it."""
        if duty.parts != self._published:
            for number, part in enumerate(duty.parts):
                store_file(part.path, self._shared.part(number))
            self._published = duty.parts
        if isinstance(duty, Converting):
            files = sorted(path for path in Path(duty.scratch).iterdir() if path.is_file())
            for file in files:
                store_file(file, below(self._shared.url, file.name))
            self._shared = Shared(self._shared.url, tuple(file.name for file in files))


def _batches(tasks: Iterator[Task]) -> Iterator[tuple[Task, ...]]:
    while batch := tuple(islice(tasks, BATCH)):
        yield batch
