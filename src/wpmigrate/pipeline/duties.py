"""What workers are made for. Importing this loads every converter, so that workers forked afterwards share them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct

from wpmigrate import registry
from wpmigrate.config import Options
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.pipeline.budget import wound_up
from wpmigrate.pipeline.packing import pack_again, pack_lost
from wpmigrate.pipeline.parcels import Parcel, opened, sealed
from wpmigrate.pipeline.placing import Placing
from wpmigrate.pipeline.reading import INDEX, Reading
from wpmigrate.pipeline.surroundings import choose, surround
from wpmigrate.pipeline.workers import Lost, Workers
from wpmigrate.site.index import SiteIndex
from wpmigrate.source.opening import Part, reopen_parts
from wpmigrate.wxr.channel import Head

MOST_ITEMS: Final = 32
MOST_BYTES: Final = 1 << 18

registry.handlers()


class Converting(Struct, frozen=True):
    """Pass 2 of a run: ordinals in, sealed parcels out. What it holds is small; the facts of the site lie in `scratch`."""

    options: Options
    scratch: Path
    parts: Sequence[Part]
    heads: Mapping[int, Head]
    broken: Mapping[int, str]

    @contextmanager
    def begin(self) -> Iterator[Callable[[range], bytes]]:
        """Open the export and what pass 1 has found in it."""
        with ExitStack() as stack:
            stack.enter_context(wound_up())
            source = stack.enter_context(reopen_parts(self.parts))
            index = stack.enter_context(SiteIndex(self.scratch / INDEX))
            add_ins = choose(self.options)
            placing = stack.enter_context(closing(Placing(self.scratch, index, add_ins.targets)))
            around = surround(self.options, add_ins, index, placing)
            reading = Reading(source, index, dict(self.heads), {}, dict(self.broken), Counter())

            def convert(ordinals: range) -> bytes:
                decisions = index.decisions(ordinals[0], ordinals[-1])
                return sealed([pack_again(one, reading, around) for one in decisions])

            yield convert


def convert_all(workers: Workers, duty: Converting, reading: Reading) -> Iterator[Parcel]:
    """Convert every item of an export, and yield them in its order."""
    for answer in workers.run(duty, _chunks(reading.index)):
        if isinstance(answer, Lost):
            yield _lost(answer, reading)
        else:
            yield from opened(answer)


def _chunks(index: SiteIndex) -> Iterator[range]:
    """Divide an export into runs of items, so small that all workers end at about the same time."""
    first, size, last = 1, 0, 0
    for ordinal, extent in index.extents():
        if size and ordinal > last + 1:  # an edition in another language
            yield range(first, last + 1)
            first, size = ordinal, 0
        last, size = ordinal, size + extent
        if last - first + 1 >= MOST_ITEMS or size >= MOST_BYTES:
            yield range(first, last + 1)
            first, size = last + 1, 0
    if first <= last:
        yield range(first, last + 1)


def _lost(answer: Lost, reading: Reading) -> Parcel:
    decision = next(reading.index.decisions(answer.task[0], answer.task[0]))
    return pack_lost(decision, reading.again(decision), Diagnostic(Code.PROCESS_DIED, answer.why))
