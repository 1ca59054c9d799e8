"""An export read once, item by item: the scanner leaves to the reader what the reader knows to be whole."""

from collections.abc import Iterator

from wpmigrate.pipeline.profiling import PARSE
from wpmigrate.source.opening import Source
from wpmigrate.source.scanner import Span
from wpmigrate.wxr.channel import Head, read_head
from wpmigrate.wxr.items import ReadItem, read_item, read_surely


class Reader:
    """Reads an item as soon as the scanner meets it, and keeps it until its span is given out."""

    def __init__(self) -> None:
        self.head = Head()
        self._kept: ReadItem | None = None

    def is_whole(self, raw: bytes) -> bool:
        """Say whether an item stands there beyond doubt, and remember it."""
        with PARSE:
            self._kept = read_surely(raw, self.head)
        return self._kept is not None

    def take(self, span: Span, source: Source) -> ReadItem:
        """Answer the item of a span, which is the one just met."""
        kept, self._kept = self._kept, None
        if kept is not None:
            return kept
        with PARSE:
            return read_item(source.read(span), span.start, self.head)


def read_spans(source: Source, heads: dict[int, Head]) -> Iterator[tuple[Span, ReadItem | None]]:
    """Yield every span with the item that it holds; a head is put into `heads`, and what nobody can read has no item."""
    reader = Reader()
    for span in source.spans(reader.is_whole):
        if span.kind == "head":
            heads[span.document] = reader.head = read_head(source.read(span), span.start)
        yield span, reader.take(span, source) if span.kind == "item" else None
