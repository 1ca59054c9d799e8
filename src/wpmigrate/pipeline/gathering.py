"""Pass 1 in worker processes: spans in, the light facts of their items out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TypeAlias

import msgspec
from msgspec import Struct

from wpmigrate.diagnostics import Code
from wpmigrate.pipeline.profiling import FACTS, PARSE, SEND
from wpmigrate.pipeline.workers import Lost, Workers
from wpmigrate.site.gathering import Gathered, Gathering, Ground
from wpmigrate.site.slugs import decode_slug
from wpmigrate.source.opening import Part, reopen_parts
from wpmigrate.source.scanner import Span
from wpmigrate.wxr.channel import Head
from wpmigrate.wxr.items import read_item

Place: TypeAlias = tuple[int, int, int, int, int]
"""File, start, end and document of an item, and its ordinal."""

MOST_ITEMS: Final = 32
MOST_BYTES: Final = 1 << 19

_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(Gathered)


class GatheringFacts(Struct, frozen=True):
    """Pass 1 of one document. `terms` are those that its channel defines, by taxonomy and slug."""

    parts: Sequence[Part]
    head: Head
    ground: Ground
    terms: frozenset[tuple[str, str]]

    @contextmanager
    def begin(self) -> Iterator[Callable[[tuple[Place, ...]], bytes]]:
        """Open the export."""
        gathering = Gathering(self.ground, lambda taxonomy, slug, _: (taxonomy, decode_slug(slug)) in self.terms)
        with reopen_parts(self.parts) as source:

            def gather(places: tuple[Place, ...]) -> bytes:
                for file, start, end, document, ordinal in places:
                    with PARSE:
                        raw = source.read(Span("item", file, document, start, end, ordinal))
                        read = read_item(raw, start, self.head)
                    if read.item is None:
                        gathering.add_unreadable(ordinal, (file, start, end, document), Code.UNREADABLE_ITEM.slug)
                    else:
                        with FACTS:
                            gathering.add_item(ordinal, (file, start, end, document), read.item, plain=read.is_plain)
                with SEND:
                    return _ENCODER.encode(gathering.take())

            yield gather


def gather_all(workers: Workers, duty: GatheringFacts, spans: Iterable[Span]) -> Iterator[Gathered | Lost]:
    """Gather the facts of the items of one document, in its order."""
    for answer in workers.run(duty, _chunks(spans)):
        yield answer if isinstance(answer, Lost) else _DECODER.decode(answer)


def _chunks(spans: Iterable[Span]) -> Iterator[tuple[Place, ...]]:
    chunk: list[Place] = []
    size = 0
    for span in spans:
        chunk.append((span.file, span.start, span.end, span.document, span.ordinal))
        size += span.end - span.start
        if len(chunk) >= MOST_ITEMS or size >= MOST_BYTES:
            yield tuple(chunk)
            chunk, size = [], 0
    if chunk:
        yield tuple(chunk)
