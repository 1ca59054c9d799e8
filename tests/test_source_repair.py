"""Repairs below and at the level of markup: what comes out, under which code, counted, and where it stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exports import BODY, RSS, document, item, read_raw, three
from wpmigrate.diagnostics import Code
from wpmigrate.source.references import is_allowed
from wpmigrate.source.repair import Repairs, locate, scrub
from wpmigrate.wxr.elements import _restore

META = b"<wp:postmeta><wp:meta_key>k</wp:meta_key><wp:meta_value>%b</wp:meta_value></wp:postmeta>"
COMMENT = b"<wp:comment><wp:comment_id>5</wp:comment_id>%b<wp:comment_content><![CDATA[hi]]></wp:comment_content></wp:comment>"
URL = b"<wp:comment_author_url>%b</wp:comment_author_url>"


def scrubbed(raw: bytes) -> tuple[bytes, list]:
    repairs = Repairs()
    clean = scrub(raw, 100, repairs)
    return clean, [(row.code, row.offset, row.count) for row in repairs.rows()]


@pytest.mark.parametrize(
    ("raw", "clean", "rows"),
    [
        (b"plain \t\r\n", b"plain \t\r\n", []),
        ("안녕 — é".encode(), "안녕 — é".encode(), []),
        (b"a\x00b\x01\x0bc\x1f", b"abc", [("control-characters", 101, 4)]),
        (b"a\xef\xbf\xbeb\xef\xbf\xbf", b"ab", [("control-characters", 101, 2)]),
        (b"it\x92s \x93x\x94", "it’s “x”".encode(), [("invalid-utf8", 102, 3)]),
        (b"x\x81y", "x\ufffdy".encode(), [("invalid-utf8", 101, 1)]),
        (b"\xed\xa0\xbd\xed\xb8\x80", "😀".encode(), [("invalid-utf8", 100, 1)]),
        (b"\xed\xa0\xbd", "\ufffd".encode(), [("invalid-utf8", 100, 1)]),
        (b"\xff\x00", "ÿ".encode(), [("control-characters", 101, 1), ("invalid-utf8", 100, 1)]),
    ],
)
def test_scrub(raw, clean, rows):
    assert scrubbed(raw) == (clean, rows)


@given(st.binary(max_size=60))
def test_scrubbed_bytes_are_text_that_xml_allows(raw):
    clean, _ = scrubbed(raw)
    assert all(is_allowed(ord(character)) for character in clean.decode())
    assert scrubbed(clean) == (clean, [])


@given(st.binary(max_size=30), st.binary(max_size=30))
def test_locate_finds_the_place_again(before, after):
    raw = before + b"<" + after
    clean = scrubbed(raw)[0]
    place = len(scrubbed(before)[0])
    if clean[place : place + 1] == b"<" and scrubbed(before)[0] + scrubbed(b"<" + after)[0] == clean:
        found = locate(raw, place)
        assert scrubbed(raw[:found])[0] == scrubbed(before)[0] or abs(found - len(before)) <= 3


DAMAGE = {  # name → (middle item, what its record must say, the repairs it must report)
    "control in body": (item(2, b"a\x08\x00b"), {"content": "ab"}, {"control-characters"}),
    "control in a section's end": (item(2, b"a]]\x01>b"), {"content": "a]]>b"}, {"control-characters", "unsplit-cdata-end"}),
    "illegal reference": (item(2, title=b"a&#1;b&#xD800;c&#xFFFF;d"), {"title": "abcd"}, {"control-characters"}),
    "illegal reference quoted": (item(2, b"a&#1;b"), {"content": "a&#1;b"}, set()),
    "bare ampersand": (item(2, title=b"R&D & more &amp; &nosuch;"), {"title": "R&D & more & &nosuch;"}, {"bare-ampersand"}),
    "named entity": (item(2, title=b"a&nbsp;b &eacute; &laquo;"), {"title": "a\xa0b é «"}, {"named-entity"}),
    "upper-case X": (item(2, title=b"&#X41;"), {"title": "A"}, set()),
    "unsplit": (item(2, b"if (a[b[0]]>1) { ]]> <b>x</b> }"), {"content": "if (a[b[0]]>1) { ]]> <b>x</b> }"}, {"unsplit-cdata-end"}),
    "nested": (item(2, b"a <![CDATA[ b ]]> c"), {"content": "a <![CDATA[ b ]]> c"}, {"unsplit-cdata-end"}),
    "split": (item(2, b"a]]]]><![CDATA[>b"), {"content": "a]]>b"}, set()),
    "split and control": (item(2, b"a]]]]><![CDATA[>b\x01"), {"content": "a]]>b"}, {"control-characters"}),
    "mixed sections and ampersand": (item(2, title=b"<![CDATA[a]]> & <![CDATA[b]]>"), {"title": "a & b"}, {"bare-ampersand"}),
    "unclosed section": (
        item(2).replace(b"]]></content:encoded>", b"</content:encoded>"),
        {"content": BODY.decode(), "id": 2},
        {"unclosed-cdata"},
    ),
    "raw meta": (item(2, extra=META % b'a:1:{s:1:"x";s:9:"a <b> & <br>";}'), {"meta": (("k", 'a:1:{s:1:"x";s:9:"a <b> & <br>";}'),)}, {"unescaped-markup"}),
    "raw meta, well-formed by chance": (item(2, extra=META % b"a <b>x</b> &amp; c"), {"meta": (("k", "a <b>x</b> &amp; c"),)}, {"unescaped-markup"}),
    "raw meta with a feed": (
        item(2, extra=META % b"<rss><channel><item><title>x</item><link>y</channel></rss>"),
        {"meta": (("k", "<rss><channel><item><title>x</item><link>y</channel></rss>"),)},
        {"unescaped-markup"},
    ),
    "raw comment": (
        item(2, extra=COMMENT.replace(b"<![CDATA[hi]]>", b"<p>hi & <br> bye") % b""),
        {"comments.content": ["<p>hi & <br> bye"]},
        {"unescaped-markup"},
    ),
    "raw URL": (item(2, extra=COMMENT % (URL % b"http://x/?a=1&b=2&copy=3")), {"comments.url": ["http://x/?a=1&b=2&copy=3"]}, {"bare-ampersand"}),
    "raw body": (
        item(2).replace(b"<![CDATA[" + BODY + b"]]>", b"<!-- wp:paragraph --><p>x & y</p><!-- /wp:paragraph -->"),
        {"content": "<!-- wp:paragraph --><p>x & y</p><!-- /wp:paragraph -->"},
        {"unescaped-markup"},
    ),
    "a comment alone in a raw body": (
        item(2).replace(b"<![CDATA[" + BODY + b"]]>", b"a<!--more-->b"), {"content": "a<!--more-->b"}, {"unescaped-markup"}
    ),
    "undeclared prefix": (item(2, extra=b"<media:content url='x'/>"), {"unknown": ("media:content",), "id": 2}, {"undeclared-prefix"}),
    "PHP warning inside": (
        item(2, extra=b"<br />\n<b>Notice</b>: Undefined index in <b>/x.php</b><br />\n"),
        {"id": 2, "unknown": ()},
        {"junk-between"},
    ),
    "ill-formed PHP warning": (item(2, extra=b"<br>Warning & more <b>x<br>\n"), {"id": 2, "unknown": ()}, {"junk-between"}),
    "a field never closed": (item(2).replace(b"</title>", b""), {"title": "Post 2", "id": 2}, {"mismatched-tags"}),
    "a field closed twice": (item(2).replace(b"</title>", b"</title></title>"), {"title": "Post 2", "id": 2}, {"mismatched-tags"}),
    "a comment never closed": (
        item(2, extra=(COMMENT % b"").replace(b"</wp:comment>", b"") + COMMENT % b""), {"comments.id": [5, 5]}, {"mismatched-tags"}
    ),
    "meta closed by the wrong tag": (item(2, extra=(META % b"v").replace(b"</wp:postmeta>", b"</wp:comment>")), {"meta": (("k", "v"),)}, {"mismatched-tags"}),
    "attributes": (
        item(2, extra=b"<category domain=post_tag nicename=\"a&b\" domain='x'>A & B</category>"),
        {"terms.slug": ["a&b"], "terms.name": ["A & B"], "terms.taxonomy": ["post_tag"]},
        {"bare-ampersand"},
    ),
    "a bad tag": (item(2, extra=b"<1abc> < <>"), {"id": 2}, {"junk-between"}),
    "a comment with dashes": (item(2, extra=b"<!-- a -- b -->"), {"id": 2, "unknown": ()}, set()),
    "ten megabytes and more": (item(2, b"x" * (11 << 20)), {"id": 2}, set()),
    "reserved prefix": (item(2, extra=b"<xmlns:a/>"), {"id": 2, "content": BODY.decode()}, {"undeclared-prefix"}),
}  # fmt: skip


def value_of(record, name: str):
    first, _, rest = name.partition(".")
    value = getattr(record, first)
    return [getattr(part, rest) for part in value] if rest else value


@pytest.mark.parametrize("name", DAMAGE)
def test_one_damaged_item_between_two_whole(name):
    middle, says, codes = DAMAGE[name]
    export = read_raw(three(middle))
    assert [record.id for record in export.items] == [1, 2, 3]
    assert [export.items[0].content, export.items[2].content] == [BODY.decode()] * 2
    for field, expected in says.items():
        assert value_of(export.items[1], field) == expected
    assert set(export.repairs) == codes


@pytest.mark.parametrize(
    ("needle", "code", "count"),
    [
        (b"\x01", "control-characters", 3),
        (b"\x92", "invalid-utf8", 3),
        (b"&nbsp;", "named-entity", 3),
        (b"& ", "bare-ampersand", 3),
        (b"&#11;", "control-characters", 3),
    ],
)
def test_offsets_and_counts(needle, code, count):
    raw = three(item(2, title=b"a" + needle + b"b" + needle + b"c" + needle))
    assert read_raw(raw).repairs == {code: (raw.index(needle, raw.index(b"<title>a")), count)}


def test_offsets_hold_when_earlier_bytes_were_removed():
    raw = three(item(2, title=b"\x01\x02\x92\x93 & x"))
    assert read_raw(raw).repairs == {
        "control-characters": (raw.index(b"\x01"), 2),
        "invalid-utf8": (raw.index(b"\x92"), 1),
        "bare-ampersand": (raw.index(b"& x"), 1),
    }


def test_recovery_is_last_and_told():
    export = read_raw(three(item(2, extra=b"<xmlns:a/>" + COMMENT % b"")))
    read = export.reads[1]
    assert [found.code for found in read.diagnostics if found.code is Code.RECOVERED_ITEM] == [Code.RECOVERED_ITEM]
    assert read.item.content == BODY.decode()
    assert [comment.content for comment in read.item.comments] == ["hi"]


def test_what_recovery_loses_is_put_back_or_counted():
    whole = b"<item xmlns:c='urn:c' xmlns:wp='urn:w'><c:encoded><![CDATA[a]]]]><![CDATA[>&amp;]]>&amp;</c:encoded><wp:comment/><wp:comment/></item>"
    cut = etree.fromstring(whole.replace(b"<wp:comment/><wp:comment/>", b"<wp:comment/>"))
    cut[0].text = ""
    assert _restore(cut, whole) == "1 comment missing"
    assert cut[0].text == "a]]>&amp;&"


def test_every_code_of_a_repair_is_a_diagnostic():
    slugs = {code.slug for code in Code}
    for middle, _, codes in DAMAGE.values():
        assert codes <= slugs
        assert middle.startswith(b"<item")


@pytest.mark.parametrize(
    "piece",
    [b"<title>", b"<a:b>", b"</x>", b"&", b"<wp:comment>", b"<![CDATA[", b"a=", b"<category a='", b"<!--", b"<p "],
)
def test_hostile_items_are_read_in_linear_time(piece):
    export = read_raw(three(item(2, extra=piece * (60_000 // len(piece)) + b"\x00")))
    assert export.items[0].id == 1
    assert export.kinds[0] == "head"


@given(st.lists(st.sampled_from(
    [b"<title>", b"</title>", b"<wp:comment>", b"</wp:comment>", b"<wp:meta_value>", b"</wp:meta_value>", b"<![CDATA[", b"]]>", b"&", b"&nbsp;",
     b"<p>", b"<x:y a='b'>", b"</x:y>", b"text", b"<category nicename=a>", b"</category>", b"\x00", b"\xff", b"<!--", b"-->", b"<content:encoded>"]
), max_size=14))  # fmt: skip
def test_anything_inside_an_item_leaves_its_fields(pieces):
    export = read_raw(document(item(1, extra=b"".join(pieces))))
    if export.items:
        assert (export.items[0].id, export.items[0].content) == (1, BODY.decode())
    assert export.kinds[1] in {"item", "broken"}
    assert RSS in document()


@pytest.mark.parametrize(
    "name", [b"wp:meta_value", b"content:encoded", b"title", b"wp:post_id", b"description", b"excerpt:encoded"]
)
def test_a_text_never_closed_takes_nothing_with_it(name):
    middle = item(2, extra=b"<description>d</description>" + META % b"v")
    close = middle.index(b"</" + name + b">")
    export = read_raw(three(middle[:close] + middle[close + len(name) + 3 :]))
    record = export.items[1]
    assert (record.id, record.slug, record.content, record.description) == (2, "p-2", BODY.decode(), "d")
    assert [key for key, _ in record.meta] == ["k"]
    assert "mismatched-tags" in export.repairs
