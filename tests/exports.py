"""Small exports made on the spot, and everything the reading rooms make of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from wpmigrate.source.opening import Input, open_inputs
from wpmigrate.source.scanner import Scanner, Span
from wpmigrate.wxr.channel import Head, read_head
from wpmigrate.wxr.items import ReadItem, read_item
from wpmigrate.wxr.records import ItemRecord, Repair

RSS = (
    b'<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
    b' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"'
    b' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">'
)
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" ?>\n'
HEAD = (
    b"<channel>\n<title>Han &amp; Thames</title>\n<link>https://blog.example</link>\n<wp:wxr_version>1.2</wp:wxr_version>\n"
    b"<wp:base_blog_url>https://blog.example</wp:base_blog_url>\n"
    b"<wp:author><wp:author_login><![CDATA[mina]]></wp:author_login></wp:author>\n"
)
TAIL = b"</channel>\n</rss>\n"
BODY = "Kimchi by the river.\n\n한국 문화 & <b>tea</b>".encode()


def item(number: int, body: bytes = BODY, *, extra: bytes = b"", title: bytes = b"") -> bytes:
    return (
        b"<item>\n<title>%b</title>\n<link>https://blog.example/?p=%d</link>\n<dc:creator><![CDATA[mina]]></dc:creator>\n"
        b"<content:encoded><![CDATA[%b]]></content:encoded>\n<excerpt:encoded><![CDATA[]]></excerpt:encoded>\n"
        b"<wp:post_id>%d</wp:post_id>\n<wp:post_name><![CDATA[p-%d]]></wp:post_name>\n"
        b"<wp:post_type><![CDATA[post]]></wp:post_type>\n%b</item>\n"
    ) % (title or b"Post %d" % number, number, body, number, number, extra)


def document(*items: bytes, rss: bytes = RSS, head: bytes = HEAD, declaration: bytes = DECLARATION) -> bytes:
    return declaration + rss + b"\n" + head + b"".join(items) + TAIL


def three(middle: bytes) -> bytes:
    """Put one item between two that must stay whole."""
    return document(item(1), middle, item(3))


@dataclass
class Export:
    """All that was read, in order."""

    inputs: tuple[Input, ...] = ()
    names: list[str] = field(default_factory=list)
    outside: list[Repair] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    heads: dict[int, Head] = field(default_factory=dict)
    reads: list[ReadItem] = field(default_factory=list)

    @property
    def items(self) -> list[ItemRecord]:
        return [read.item for read in self.reads if read.item is not None]

    @property
    def kinds(self) -> list[str]:
        return [span.kind for span in self.spans]

    @property
    def repairs(self) -> dict[str, tuple[int, int]]:
        """Map the slug of each repair to its first offset and its count."""
        rows = list(self.outside)
        rows += [repair for head in self.heads.values() for repair in head.repairs]
        rows += [repair for read in self.reads for repair in read.repairs]
        found: dict[str, tuple[int, int]] = {}
        for row in rows:
            offset, count = found.get(row.code, (row.offset, 0))
            found[row.code] = (min(offset, row.offset), count + row.count)
        return found

    @property
    def diagnostics(self) -> list[str]:
        rows = [found for head in self.heads.values() for found in head.diagnostics]
        rows += [found for read in self.reads for found in read.diagnostics]
        return [found.code.slug for found in rows]


def read_paths(paths: Sequence[str | Path], **options: int) -> Export:
    with open_inputs(paths, **options) as source:
        export = Export()
        _read_spans(export, source.spans(), source.read)
        export.outside = [found.repair for found in source.repairs]
        export.inputs, export.names = source.inputs, [part.name for part in source.parts]
        return export


def read_bytes(folder: Path, raw: bytes, name: str = "export.xml", **options: int) -> Export:
    path = folder / name
    path.write_bytes(raw)
    return read_paths([path], **options)


def read_raw(raw: bytes, **options: int) -> Export:
    """Read plain bytes without files: many times faster."""
    export, scanner = Export(), Scanner(BytesIO(raw), **options)
    _read_spans(export, scanner.spans(), lambda span: raw[span.start : span.end])
    export.outside = list(scanner.repairs.rows())
    return export


def _read_spans(export: Export, spans: Iterable[Span], read: Callable[[Span], bytes]) -> None:
    for span in spans:
        export.spans.append(span)
        if span.kind == "head":
            export.heads[span.document] = read_head(read(span), span.start)
        elif span.kind == "item":
            export.reads.append(read_item(read(span), span.start, export.heads[span.document]))
