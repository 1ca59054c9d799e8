"""Pass 1: the whole export once, its light facts into the index; afterwards any item can be read again by its span."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from msgspec import Struct, structs

from wpmigrate.config import Options
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.errors import InputError
from wpmigrate.most import most_of
from wpmigrate.pipeline.gathering import GatheringFacts, gather_all
from wpmigrate.pipeline.profiling import AGAIN, FACTS, JOIN, SCAN
from wpmigrate.pipeline.spans import Reader
from wpmigrate.pipeline.workers import Lost, Workers
from wpmigrate.registry import traces
from wpmigrate.site.builder import IndexBuilder
from wpmigrate.site.editions import STRIDE, edition
from wpmigrate.site.edits import read_edits
from wpmigrate.site.index import SiteIndex
from wpmigrate.site.options import Filters, SiteOptions
from wpmigrate.site.selection import Decision
from wpmigrate.source.opening import Source
from wpmigrate.source.scanner import Span
from wpmigrate.wxr.channel import Head, read_head, read_tail
from wpmigrate.wxr.items import ReadItem, read_item
from wpmigrate.wxr.records import ChannelRecord

Progress = Callable[[str, int, int], None]
"""(what is being done, bytes or items done, bytes or items in all); called often, must be cheap."""

INDEX = "index.sqlite"
"""The file of the index in a run's scratch folder."""

EMPTY = "The export holds no items: make it again with “All content” chosen in Tools → Export."

_BROKEN = {"broken": Code.TRUNCATED_FILE, "oversized": Code.OVERSIZED_ITEM, "fatal": Code.PROCESS_DIED}


class Reading(Struct, frozen=True):
    """An export after pass 1. `counts` is what the scanner and the parser saw: the ledger must come to the same."""

    source: Source
    index: SiteIndex
    heads: dict[int, Head]
    files: dict[int, int]
    spans: dict[int, str]
    counts: Counter[str]

    def input_of(self, ordinal: int) -> str:
        """Answer the name of the file an item lies in."""
        return self.source.parts[self.index.location(ordinal)[0]].name

    def input_of_document(self, document: int) -> str:
        """Answer the name of the file a document lies in."""
        return self.source.parts[self.files[document]].name

    def light_heads(self) -> dict[int, Head]:
        """Answer of each head what items need to be read."""
        return {number: light_head(head) for number, head in self.heads.items()}

    @AGAIN
    def again(self, decision: Decision) -> ReadItem:
        """Read one item once more, from its span; one that pass 1 could not read answers its diagnostic."""
        file, start, end, document = self.index.location(decision.ordinal)
        broken = self.spans.get(decision.ordinal)
        if broken is not None:
            return ReadItem(item=None, repairs=(), diagnostics=(Diagnostic(_BROKEN[broken], f"byte {start}"),))
        span = Span("item", file, document, start, end, decision.ordinal % STRIDE)
        read = read_item(self.source.read(span), start, self.heads[document])
        if read.item is None:
            return read
        site, number = self.index.site(), decision.ordinal // STRIDE
        item = edition(read.item, number, site.language, site.url)
        return structs.replace(read, item=self.index.as_wanted(decision.ordinal, item))


def read_index(
    source: Source,
    scratch: Path,
    options: Options,
    progress: Progress,
    watch: Callable[[ReadItem], None] = lambda _: None,
    workers: Workers | None = None,
) -> Reading:
    """Read every span of `source` and close the index in `scratch`.

    `watch` sees each item as it passes; with `workers` none passes here.
    """
    edits = read_edits(options.overrides, options.authors, options.author_edits)
    with closing(IndexBuilder(scratch / INDEX, site_options(options), edits)) as builder:
        reading = _Reading(source, builder, progress, most_of(options.most).items)
        # workers read items themselves, so that here only their ends are looked for
        reader = Reader()
        for head, items in _documents(SCAN.each(source.spans(reader.is_whole if workers is None else None))):
            reader.head = reading.open_document(head)
            if workers is None:
                reading.read(items, watch, reader)
            else:
                reading.read_in(workers, items)
        reading.read_tails()
        with JOIN:
            builder.finish()
        reading.counts["item"] += builder.editions
    return Reading(source, SiteIndex(scratch / INDEX), reading.heads, reading.files, reading.broken, reading.counts)


def _documents(spans: Iterator[Span]) -> Iterator[tuple[Span, Iterator[Span]]]:
    """Divide spans into documents: a head, and the items up to the next one; those must be gone through before it."""
    head = next(spans, None)
    while head is not None:
        found: list[Span] = []

        def items(found: list[Span] = found) -> Iterator[Span]:
            for span in spans:
                if span.kind == "head":
                    found.append(span)
                    return
                yield span

        yield head, items()
        head = found[0] if found else None


class _Reading:
    """Pass 1 on its way."""

    def __init__(self, source: Source, builder: IndexBuilder, progress: Progress, most: int) -> None:
        self._source, self._builder, self._progress, self._most = source, builder, progress, most
        self._total = sum(given.bytes for given in source.inputs)
        self.heads: dict[int, Head] = {}
        self.files: dict[int, int] = {}
        self.broken: dict[int, str] = {}
        self.counts: Counter[str] = Counter()

    def open_document(self, span: Span) -> Head:
        """Read the head of a document."""
        head = read_head(self._source.read(span), span.start)
        self.heads[span.document], self.files[span.document] = head, span.file
        self._builder.add_channel(span.document, head.channel)
        self.counts["document"] += 1
        self._document = span.document
        return head

    def read(self, spans: Iterable[Span], watch: Callable[[ReadItem], None], reader: Reader) -> None:
        """Take the items of a document, as they were read."""
        for span in self._whole(spans):
            read = reader.take(span, self._source)
            watch(read)
            location = (span.file, span.start, span.end, span.document)
            if read.item is None:
                self._builder.add_unreadable(span.ordinal, location, Code.UNREADABLE_ITEM.slug)
            else:
                with FACTS:
                    self._builder.add_item(span.ordinal, location, read.item, plain=read.is_plain)
                self.counts["comment"] += len(read.item.comments)
            self._progress("Reading", span.end, self._total)

    def read_in(self, workers: Workers, spans: Iterable[Span]) -> None:
        """Read the items of a document in worker processes."""
        builder, head = self._builder, light_head(self.heads[self._document])
        duty = GatheringFacts(self._source.parts, head, builder.ground(), builder.known_terms())
        for found in gather_all(workers, duty, self._whole(spans)):
            if isinstance(found, Lost):
                *location, ordinal = found.task[0]
                self._break(ordinal, tuple(location), "fatal")
                continue
            with JOIN:
                builder.join(found)
            self.counts["comment"] += found.comments
            self._progress("Reading", found.rows["items"][-1][3], self._total)

    def _whole(self, spans: Iterable[Span]) -> Iterator[Span]:
        """Pass on the items that can be read."""
        for span in spans:
            self.counts["item"] += 1
            if self.counts["item"] > self._most > 0:
                raise InputError(
                    f"The export holds more than {self._most} items: allow more by --max items={2 * self._most}.",
                    code="too-many-items",
                )
            if span.kind == "item":
                yield span
            else:
                self._break(span.ordinal, (span.file, span.start, span.end, span.document), span.kind)

    def _break(self, ordinal: int, location: tuple[int, ...], kind: str) -> None:
        self.broken[ordinal] = kind
        self._builder.add_unreadable(ordinal, location, _BROKEN[kind].slug)

    def read_tails(self) -> None:
        """Read what channels say after their items."""
        for tail in self._source.tails:
            head = self.heads[tail.document]
            late = read_tail(self._source.read(tail), tail.start, head)
            self._builder.add_channel(tail.document, late.channel)
            found = head.diagnostics + late.diagnostics
            self.heads[tail.document] = structs.replace(head, repairs=head.repairs + late.repairs, diagnostics=found)


def light_head(head: Head) -> Head:
    """Answer of a head what items need to be read."""
    return Head(head.namespaces, ChannelRecord(wxr_version=head.channel.wxr_version), head.assumed)


def site_options(options: Options) -> SiteOptions:
    """Pick what the site room needs to know of a run."""
    return SiteOptions(
        timezone=options.timezone,
        slugs=options.slugs,
        include=options.include,
        personal_data=options.personal_data in (True, "include"),
        hash_emails=options.personal_data == "hash",
        post_types=options.post_types,
        permalinks=options.permalinks,
        parts=tuple(sorted(traces().parts)),
        noisy_types=dict(traces().noisy_types),
        filters=Filters(
            statuses=options.statuses,
            since=options.since or "",
            until=options.until or "",
            authors=options.written_by,
            categories=options.categories,
            tags=options.tags,
            terms=options.terms,
            ids=options.ids,
            limit=options.limit,
        ),
    )


def items(reading: Reading) -> Iterator[tuple[Decision, ReadItem]]:
    """Go through the export again in its own order, each item with what becomes of it."""
    for decision in reading.index.decisions():
        yield decision, reading.again(decision)


def refuse_empty(reading: Reading) -> None:
    """Stop with exit 4 when the export holds no item at all."""
    if not reading.counts["item"]:
        raise InputError(EMPTY, code="no-items")
