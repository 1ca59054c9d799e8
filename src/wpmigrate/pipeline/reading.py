"""Pass 1: the whole export once, its light facts into the index; afterwards any item can be read again by its span."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from msgspec import Struct, structs

from wpmigrate.config import Options
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.errors import InputError
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

Progress = Callable[[str, int, int], None]
"""(what is being done, bytes or items done, bytes or items in all); called often, must be cheap."""

EMPTY = "The export holds no items: make it again with “All content” chosen in Tools → Export."

_BROKEN = {"broken": Code.TRUNCATED_FILE, "oversized": Code.OVERSIZED_ITEM}


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
) -> Reading:
    """Read every span of `source` and close the index in `scratch`; `watch` sees each item as it passes."""
    edits = read_edits(options.overrides, options.authors)
    with closing(IndexBuilder(scratch / "index.sqlite", site_options(options), edits)) as builder:
        heads: dict[int, Head] = {}
        files: dict[int, int] = {}
        broken: dict[int, str] = {}
        counts: Counter[str] = Counter()
        total = sum(given.bytes for given in source.inputs)
        for span in source.spans():
            if span.kind == "head":
                heads[span.document] = head = read_head(source.read(span), span.start)
                files[span.document] = span.file
                builder.add_channel(span.document, head.channel)
                counts["document"] += 1
                continue
            counts["item"] += 1
            location = (span.file, span.start, span.end, span.document)
            if span.kind == "item":
                read = read_item(source.read(span), span.start, heads[span.document])
                watch(read)
                counts["comment"] += _add(builder, span, location, read)
            else:
                broken[span.ordinal] = span.kind
                builder.add_unreadable(span.ordinal, location, _BROKEN[span.kind].slug)
            progress("Reading", span.end, total)
        for tail in source.tails:
            head = heads[tail.document]
            late = read_tail(source.read(tail), tail.start, head)
            builder.add_channel(tail.document, late.channel)
            found = head.diagnostics + late.diagnostics
            heads[tail.document] = structs.replace(head, repairs=head.repairs + late.repairs, diagnostics=found)
        builder.finish()
        counts["item"] += builder.editions
    return Reading(source, SiteIndex(scratch / "index.sqlite"), heads, files, broken, counts)


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


def _add(builder: IndexBuilder, span: Span, location: tuple[int, int, int, int], read: ReadItem) -> int:
    if read.item is None:
        builder.add_unreadable(span.ordinal, location, Code.UNREADABLE_ITEM.slug)
        return 0
    builder.add_item(span.ordinal, location, read.item)
    return len(read.item.comments)
