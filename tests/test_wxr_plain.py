"""The short way to an item: whatever it reads, the parser reads the same; what it does not know, it leaves to the parser."""

from hypothesis import example, given
from hypothesis import strategies as st

from wpmigrate.wxr import items
from wpmigrate.wxr.channel import read_head
from wpmigrate.wxr.plain import read_plain

HEAD = read_head(
    b'<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
    b' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    b' xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>',
    0,
)
WORDPRESS = """<item>
\t\t<title><![CDATA[A & b]]></title>
\t\t<link>https://example.org/?p=1&amp;q=2</link>
\t\t<guid isPermaLink="false">https://example.org/?p=1</guid>
\t\t<description></description>
\t\t<content:encoded><![CDATA[<p>[gallery] ]] > \u00e9 \uac00</p>\r\nb]]></content:encoded>
\t\t<excerpt:encoded><![CDATA[]]></excerpt:encoded>
\t\t<wp:post_id>17</wp:post_id>
\t\t<wp:is_sticky>1</wp:is_sticky>
\t\t<category domain="post_tag" nicename="a"><![CDATA[A]]></category>
\t\t<category domain="post_tag" nicename="a"><![CDATA[A]]></category>
\t\t<wp:postmeta>
\t\t<wp:meta_key><![CDATA[k]]></wp:meta_key>
\t\t<wp:meta_value><![CDATA[ v ]]></wp:meta_value>
\t\t</wp:postmeta>
\t\t<wp:comment>
\t\t\t<wp:comment_id>3</wp:comment_id>
\t\t\t<wp:comment_content><![CDATA[So?]]></wp:comment_content>
\t\t\t<wp:commentmeta><wp:meta_key>x</wp:meta_key><wp:meta_value></wp:meta_value></wp:commentmeta>
\t\t\t<wp:comment_parent> -2x</wp:comment_parent>
\t\t</wp:comment>
\t</item>"""
PIECES = (
    "<item>", "</item>", "<item/>", "<wp:comment>", "</wp:comment>", "<wp:postmeta>", "</wp:postmeta>", "<wp:commentmeta>",
    "</wp:commentmeta>", "<wp:post_id>1</wp:post_id>", "<wp:post_id>2</wp:post_id>", "<title>t</title>", "<title/>", "<title>",
    "</title>", "<title>a ]]> b</title>", "<title>&#65;&lt;&nbsp;</title>", "<title>&lt;&amp;lt;</title>", "<p>x</p>",
    '<category domain="a" nicename="b">c</category>', '<category nicename="b">c</category>', "<category>c</category>",
    '<guid isPermaLink="true">g</guid>', '<guid domain="a" nicename="b">g</guid>', "<wp:meta_key>k</wp:meta_key>",
    "<wp:meta_value><![CDATA[v]]></wp:meta_value>", "<wp:meta_value><![CDATA[v]]]]><![CDATA[>w]]></wp:meta_value>",
    "<wp:comment_id>3</wp:comment_id>", "<wp:comment_content><![CDATA[c]]></wp:comment_content>", "<!-- no -->", "<?php ?>",
    "<content:encoded><![CDATA[ a\r\rb ]]></content:encoded>", "<content:encoded><b>x</b></content:encoded>", "words", " ", "\n",
    "\r\n", "\u00a0", "\ufffe", "\x0b", "<enclosure url='u'></enclosure>", "<wp:strange>1</wp:strange>", "<x:y>1</x:y>",
)  # fmt: skip
MIDDLES = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def parsed(raw: bytes) -> items.ReadItem:
    return items._read_parsed(raw, 0, HEAD, items._read)


def test_what_wordpress_writes_needs_no_parser() -> None:
    raw = WORDPRESS.encode()
    record = read_plain(raw, HEAD.namespaces)
    assert record is not None
    assert record == parsed(raw).item
    assert record.content.endswith("\nb")
    assert record.comments[0].meta == (("x", ""),)


@given(middle=MIDDLES, closed=st.booleans())
@example(middle="<title>t</title></item><title>u</title>", closed=False)
@example(middle="</item><item>", closed=True)
@example(middle="<wp:comment><wp:comment_id>3</wp:comment_id></wp:comment>", closed=True)
def test_both_ways_read_the_same(middle: str, closed: bool) -> None:
    raw = f"<item>{middle}{'</item>' if closed else ''}".encode()
    record = read_plain(raw, HEAD.namespaces)
    if record is not None:
        assert parsed(raw) == items.ReadItem(record)


@given(start=st.integers(0, len(WORDPRESS)), length=st.integers(0, 40), instead=st.sampled_from(("", *PIECES)))
def test_damage_is_left_to_the_parser_or_is_none(start: int, length: int, instead: str) -> None:
    raw = f"{WORDPRESS[:start]}{instead}{WORDPRESS[start + length :]}".encode()
    record = read_plain(raw, HEAD.namespaces)
    if record is not None:
        assert parsed(raw) == items.ReadItem(record)


def test_other_meanings_of_prefixes_are_left_to_the_parser() -> None:
    strange = tuple((prefix, "urn:x") if prefix == "wp" else (prefix, uri) for prefix, uri in HEAD.namespaces)
    assert read_plain(WORDPRESS.encode(), strange) is None


def test_bytes_that_are_no_text_are_left_to_the_parser() -> None:
    assert read_plain(WORDPRESS.encode().replace(b"So?", b"S\xff?"), HEAD.namespaces) is None
