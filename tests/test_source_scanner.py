"""Spans: documents, heads and items found in whole, damaged and hostile bytes, the same for any window."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports import BODY, HEAD, RSS, TAIL, document, item, read_bytes, read_raw, three
from wpmigrate.errors import InputError
from wpmigrate.source.scanner import Scanner, Span


def scan(raw: bytes, window: int = 1 << 20, **options: int) -> tuple[list[Span], list, list[Span]]:
    scanner = Scanner(io.BytesIO(raw), window=window, **options)
    spans = list(scanner.spans())
    return spans, [(row.code, row.offset, row.count) for row in scanner.repairs.rows()], scanner.tails


def kinds(raw: bytes, **options: int) -> list[str]:
    return [span.kind for span in scan(raw, **options)[0]]


QUOTED = b"<pre></item><item><title>x</title> <![CDATA[ y ]]]]><![CDATA[> </content:encoded></item> <item></pre>"
WHOLE_QUOTED = document(item(9)).replace(b"]]>", b"]]]]><![CDATA[>")
SAMPLES = {
    "whole": document(item(1), item(2)),
    "no declaration": document(item(1), declaration=b""),
    "tags quoted in CDATA": document(item(1, QUOTED), item(2)),
    "a whole export quoted in CDATA": document(item(1, WHOLE_QUOTED), item(2)),
    "a head quoted in CDATA": document(item(1, b"<pre>" + RSS + b"<channel></pre>"), item(2)),
    "comment and instruction": document(item(1), b"<!-- <item> --><?x <rss ?>\n", item(2)),
    "unsplit": document(item(1, b"if (a[b[0]]>1) x ]]> y"), item(2)),
    "nested": document(item(1, b"a <![CDATA[ b ]]> c"), item(2)),
    "mixed": document(item(1, b"", title=b"<![CDATA[a]]> and <![CDATA[b]]>"), item(2)),
    "raw field": document(
        item(
            1,
            extra=b"<wp:postmeta><wp:meta_key>k</wp:meta_key><wp:meta_value><rss><item>a</item></wp:meta_value></wp:postmeta>",
        ),
        item(2),
    ),
    "unclosed section": document(item(1).replace(b"]]></content:encoded>", b"</content:encoded>"), item(2)),
    "attributes": document(item(1).replace(b"<item>", b'<item rdf:about="x">'), item(2)),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_two_items_whatever_they_hold(name):
    raw = SAMPLES[name]
    spans, _, _ = scan(raw)
    expected = 1 if name == "no declaration" else 2
    assert [span.kind for span in spans] == ["head"] + ["item"] * expected
    assert [span.ordinal for span in spans] == list(range(expected + 1))
    for span in spans[1:]:
        text = raw[span.start : span.end]
        assert text.startswith(b"<item")
        assert text.endswith(b"</item>")
        assert b"<wp:post_id>%d</wp:post_id>" % span.ordinal in text


@pytest.mark.parametrize("window", [1, 2, 7, 64, 129, 1000, 65536])
@pytest.mark.parametrize("name", SAMPLES)
def test_any_window_gives_the_same_spans(name, window):
    assert scan(SAMPLES[name], window) == scan(SAMPLES[name])


PIECES = st.sampled_from(
    [b"<item>", b"</item>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?xml ?>", b"</channel>", b"</rss>", RSS, b"<channel>",
     b"<title>", b"</title>", b"<content:encoded>", b"</content:encoded>", b" text ", b"\n", b"<wp:meta_value>",
     b"</wp:meta_value>", b"<wp:postmeta>", HEAD, TAIL, b"<", b">", b"]]]]><![CDATA[>", b"<rss ", item(1), b"<!DOCTYPE x>"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25), st.sampled_from([1, 3, 50, 200]))
def test_any_pieces_in_any_window(pieces, window):
    raw = b"".join(pieces)
    try:
        expected = scan(raw)
    except InputError:
        with pytest.raises(InputError):
            scan(raw, window)
        return
    assert scan(raw, window) == expected
    end = 0
    for span in expected[0]:
        assert end <= span.start <= span.end <= len(raw)
        end = span.end


def test_concatenated_documents_with_a_merge_marker():
    raw = document(item(1)) + b"=======\n" + document(item(2))
    spans, repairs, _ = scan(raw)
    assert [(span.kind, span.document, span.ordinal) for span in spans] == [
        ("head", 0, 0), ("item", 0, 1), ("head", 1, 0), ("item", 1, 2),
    ]  # fmt: skip
    marker = raw.index(b"=======")
    assert repairs == [("several-documents", raw.index(b"<?xml", 9), 1), ("junk-between", marker, 1)]


@pytest.mark.parametrize(
    "cut", [b"Kimchi by", b"<dc:creator><![CDATA[mi", b"<wp:post_id>", b"<title>Post", b"<content:enc"]
)
def test_a_truncated_document_never_swallows_the_next(cut):
    first = document(item(1), item(2))
    broken = first[: first.rindex(cut) + len(cut)]
    spans, repairs, _ = scan(broken + document(item(3), item(4)))
    assert [(span.kind, span.document) for span in spans] == [
        ("head", 0), ("item", 0), ("broken", 0), ("head", 1), ("item", 1), ("item", 1),
    ]  # fmt: skip
    assert spans[3].start == len(broken)
    assert {"truncated-file", "several-documents"} <= {code for code, _, _ in repairs}


def test_a_truncated_file_keeps_whole_items():
    raw = document(item(1), item(2), item(3))
    for end in range(raw.rindex(b"<item>") + 8, raw.rindex(b"</item>"), 7):
        spans, repairs, _ = scan(raw[:end])
        assert [span.kind for span in spans] == ["head", "item", "item", "broken"]
        assert spans[-1].end == end
        assert [code for code, _, _ in repairs] == ["truncated-file"]


def test_truncation_between_items_is_told():
    raw = document(item(1), item(2))
    spans, repairs, _ = scan(raw[: raw.index(b"</channel>")])
    assert [span.kind for span in spans] == ["head", "item", "item"]
    assert [code for code, _, _ in repairs] == ["truncated-file"]


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        (b"\xef\xbb\xbf", b"", ["byte-order-mark"]),
        (b"\n", b"", ["junk-before"]),
        (b"\xef\xbb\xbf\n", b"", ["byte-order-mark", "junk-before"]),
        (b"<br />\n<b>Warning</b>: x in <b>/y.php</b><br />\n", b"", ["junk-before"]),
        (b"", b"<div>footer</div>\n<!-- cached -->", ["junk-after"]),
        (b"", b"\n\n", []),
    ],
)
def test_junk_around_the_document(before, after, codes):
    raw = before + document(item(1)) + after
    spans, repairs, _ = scan(raw)
    assert [span.kind for span in spans] == ["head", "item"]
    assert spans[0].start == len(before)
    assert [code for code, _, _ in repairs] == codes


def test_a_warning_between_items_and_late_terms():
    late = b"<wp:tag><wp:tag_slug>late</wp:tag_slug></wp:tag>\n"
    raw = document(item(1), b"<b>Notice</b>: a & b\n", item(2), late)
    spans, repairs, tails = scan(raw)
    assert [span.kind for span in spans] == ["head", "item", "item"]
    assert repairs == [("junk-between", raw.index(b"<b>Notice"), 1)]
    assert [late.strip() in raw[tail.start : tail.end] for tail in tails] == [True]


def test_bare_items_without_a_channel():
    spans, repairs, _ = scan(item(1) + item(2))
    assert [(span.kind, span.start == span.end) for span in spans] == [("head", True), ("item", False), ("item", False)]
    assert repairs == []


def test_an_item_without_its_end_stops_at_the_next():
    raw = document(item(1).replace(b"</item>", b""), item(2))
    spans, _, _ = scan(raw)
    assert [span.kind for span in spans] == ["head", "item", "item"]
    assert spans[1].end == raw.rindex(b"<item>")


@pytest.mark.parametrize("place", [1, 2])
def test_an_item_whose_opening_tag_is_damaged_is_still_one(place):
    items = [item(1), item(2)]
    items[place - 1] = items[place - 1].replace(b"<item>", b"<it\xffem>")
    assert kinds(document(*items)) == ["head", "item", "item"]


def test_an_oversized_item_is_reported_and_not_read(tmp_path):
    export = read_bytes(tmp_path, document(item(1), item(2, b"x" * 5000), item(3)), item_cap=2000, window=512)
    assert export.kinds == ["head", "item", "oversized", "item"]
    assert [record.id for record in export.items] == [1, 3]


@pytest.mark.parametrize(
    "raw",
    [
        document(item(1)).replace(b"<rss", b'<!DOCTYPE rss [<!ENTITY e "boo">]>\n<rss'),
        b"<!doctype html>\n" + document(item(1)),
        document(item(1), b"<!DOCTYPE x>", item(2)),
        three(item(2).replace(b"<wp:post_id>", b"<!DOCTYPE x><wp:post_id>")),
    ],
)
def test_a_doctype_is_refused(raw):
    with pytest.raises(InputError, match="DOCTYPE") as refused:
        scan(raw)
    assert (refused.value.code, refused.value.exit_code) == ("doctype", 4)


@pytest.mark.parametrize(
    "raw",
    [
        document(item(1, b"<!DOCTYPE html>")),
        document(b"<!-- <!DOCTYPE x> -->", item(1)),
        document(item(1)) + b"<!DOCTYPE html>",
    ],
)
def test_a_doctype_in_text_is_text(raw):
    assert kinds(raw) == ["head", "item"]


HOSTILE = [
    b"<a><![CDATA[</a>", b"<title><![CDATA[</item><item>", b"<!--", b"<![CDATA[", b"<?", b"<rss ", b"<wp:meta_value>x",
    b"<item ", b"<title><![CDATA[x]]>y", b"]]]]><![CDATA[>", b"wordpress.org/export", b"</item", b"<item/>",
    b"<title><![CDATA[<rss wordpress.org/export",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_repetition_is_linear(piece):
    raw = document(item(1), piece * (200_000 // len(piece)) + b"]]></content:encoded>", item(2))
    assert kinds(raw, window=1 << 16)[:2] == ["head", "item"]


@settings(deadline=None)
@given(st.data())
def test_random_damage_stays_where_it_is(data):
    """Bytes inserted anywhere raise nothing but InputError, and the items they are not in stay whole."""
    raw = three(item(2))
    first, third = raw.index(b"<item>"), raw.rindex(b"<item>")
    low = raw.index(b"<title>Post 2") - 8
    place = data.draw(st.integers(low, third))
    noise = data.draw(st.binary(min_size=1, max_size=12))
    try:
        export = read_raw(raw[:place] + noise + raw[place:])
    except InputError:
        return
    whole = {record.id: record.content for record in export.items}
    assert whole[1] == whole[3] == BODY.decode()
    assert first < place


@settings(deadline=None)
@given(st.data())
def test_random_damage_anywhere_raises_nothing_else(data):
    raw = document(item(1), item(2))
    place = data.draw(st.integers(0, len(raw)))
    noise = data.draw(st.binary(max_size=8) | PIECES)
    cut = data.draw(st.integers(0, 40))
    try:
        export = read_raw(raw[:place] + noise + raw[place + cut :])
    except InputError as refused:
        refusals = [refused]
        assert [found.code for found in refusals] == ["doctype"]
        return
    assert len(export.items) <= 4
