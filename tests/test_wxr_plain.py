"""Items read without a tree are what the parser reads; what is odd in any way is left to the parser."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import REPO
from wpmigrate.source.opening import open_inputs
from wpmigrate.wxr import items, plain
from wpmigrate.wxr.channel import Head, read_head
from wpmigrate.wxr.items import ReadItem, read_item
from wpmigrate.wxr.plain import read_plain

EXPORTS = sorted(
    path
    for folder in (REPO / "fixtures", REPO.parent / "shared" / "data")
    for path in folder.rglob("*.xml")
    if "<!DOCTYPE" not in path.read_text("utf-8", "replace") and b"<item>" in path.read_bytes()
)
KITCHEN = REPO / "fixtures" / "london-korean" / "export.xml"
HEAD = Head()


def parsed(raw: bytes, offset: int, head: Head, monkeypatch: pytest.MonkeyPatch) -> ReadItem:
    """Read an item as the parser alone does."""
    with monkeypatch.context() as patch:
        patch.setattr(items, "read_plain", lambda _: None)
        return read_item(raw, offset, head)


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_both_readers_read_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_inputs([path]) as source:
        heads: dict[int, Head] = {}
        for span in source.spans():
            raw = source.read(span)
            if span.kind == "head":
                heads[span.document] = read_head(raw, span.start)
            elif span.kind == "item":
                head = heads[span.document]
                assert read_item(raw, span.start, head) == parsed(raw, span.start, head, monkeypatch)


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_scanner_finds_the_same_spans_with_a_reader_that_knows(path: Path) -> None:
    with open_inputs([path]) as source:
        stepped = list(source.spans()), source.repairs, source.tails
        assert (list(source.spans(lambda raw: read_plain(raw) is not None)), source.repairs, source.tails) == stepped


def test_what_wordpress_writes_needs_no_parser() -> None:
    with open_inputs([KITCHEN]) as source:
        raws = [source.read(span) for span in source.spans() if span.kind == "item"]
    read = [read_plain(raw) for raw in raws]
    assert len(read) > 50
    assert sum(record is not None for record in read) >= 0.9 * len(read)
    assert any(record.comments and record.meta and record.terms for record in read if record is not None)


WHOLE = KITCHEN.read_bytes()
ITEM = WHOLE[WHOLE.index(b"<item>") : WHOLE.index(b"</item>") + len(b"</item>")]
PIECES = [
    b"", b" ", b"\n", b"\r\n", b"\r", b"\x00", b"\x0b", b"\x1f", b"\x7f", b"\xff", b"\xc3", b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"&", b"&amp;",
    b"&#038;", b"&#38;", b"&nbsp;", b"&#0;", b"&lt;", b"]]>", b"]]", b"]", b"<![CDATA[", b"<![CDATA[x]]>", b"]]]]><![CDATA[>", b"<", b">", b"<b>",
    b"</b>", b"<!-- c -->", b"<?p?>", b"</title>", b"<title>t</title>", b"<wp:post_id>7</wp:post_id>", b"<wp:new>1</wp:new>", b"\xc2\x85",
    b"\xe2\x80\xa8", b"</item>", b"<item>", b'"', b"'", b"</wp:comment>", b"<category>c</category>", b"\xed\xa0\x80",
]  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.integers(0, len(ITEM)), st.sampled_from(PIECES), st.integers(0, 12))
def test_a_change_anywhere_is_read_as_the_parser_reads_it(place: int, piece: bytes, dropped: int) -> None:
    raw = ITEM[:place] + piece + ITEM[place + dropped :]
    mine = read_plain(raw)
    if mine is not None:
        with pytest.MonkeyPatch.context() as patch:
            other = parsed(raw, 0, HEAD, patch)
        assert other == ReadItem(mine)


def test_older_headers_are_left_to_the_parser() -> None:
    from msgspec.structs import replace

    spaced = replace(HEAD, channel=replace(HEAD.channel, wxr_version="1.0"))
    assert items.read_surely(ITEM, spaced) is None
    assert items.read_surely(ITEM, replace(HEAD, assumed=("wp",))) is None
    other = tuple((prefix, "urn:other" if prefix == "wp" else uri) for prefix, uri in HEAD.namespaces)
    assert items.read_surely(ITEM, replace(HEAD, namespaces=other)) is None
    assert items.read_surely(ITEM, HEAD) is not None


def test_only_names_that_a_site_may_have_are_remembered() -> None:
    plain._known_use.cache_clear()
    for name in ("x", "y" * 1_000_000, "x"):
        element = f'<category domain="post_tag" nicename="a"><![CDATA[{name}]]></category>'
        assert plain._uses(element, 0)[0][0].name == name
    assert (plain._known_use.cache_info().hits, plain._known_use.cache_info().currsize) == (1, 1)
