"""Heads: the site, its authors and its terms, and what a tail adds to them."""

import pytest

from exports import DECLARATION, HEAD, RSS, document, item, read_raw
from wpmigrate.wxr.channel import Head, read_head, read_tail
from wpmigrate.wxr.names import bind, family
from wpmigrate.wxr.records import AuthorRecord, ChannelRecord, TermRecord

COMMENTS = (
    b'<!-- A comment: the export of a blog -- and more -->\n<!-- generator="WordPress/3.0.1" created="2010-09-01" -->\n'
)
CHANNEL = """<channel>
<title>Han &amp;#8211; Thames</title><link>https://blog.example</link><description/>
<pubDate>Sat, 01 Jun 2024 00:00:00 +0000</pubDate><generator>https://wordpress.org/?v=6.5</generator><language>ko-KR</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://net.example</wp:base_site_url>
<wp:base_blog_url>https://blog.example</wp:base_blog_url>
<wp:author><wp:author_id>2</wp:author_id><wp:author_login><![CDATA[mina]]></wp:author_login>
<wp:author_email>m@blog.example</wp:author_email><wp:author_display_name><![CDATA[Mina Q]]></wp:author_display_name>
<wp:author_first_name><![CDATA[Mina]]></wp:author_first_name><wp:author_last_name>Q</wp:author_last_name></wp:author>
<wp:wp_author><wp:author_login>old</wp:author_login></wp:wp_author>
<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>film</wp:category_nicename><wp:category_parent>arts</wp:category_parent>
<wp:cat_name><![CDATA[Film]]></wp:cat_name><wp:category_description><![CDATA[d]]></wp:category_description>
<wp:termmeta><wp:meta_key>k</wp:meta_key><wp:meta_value>v</wp:meta_value></wp:termmeta></wp:category>
<wp:tag><wp:term_id>4</wp:term_id><wp:tag_slug>tea</wp:tag_slug><wp:tag_name>Tea</wp:tag_name></wp:tag>
<wp:term><wp:term_id><![CDATA[5]]></wp:term_id><wp:term_taxonomy>nav_menu</wp:term_taxonomy><wp:term_slug>main</wp:term_slug>
<wp:term_name>Main</wp:term_name><wp:term_parent/></wp:term>
<image><url>https://blog.example/i.png</url><title>no</title><link>no</link><width>32</width></image>
<cloud domain="x"/><site xmlns="com-wordpress:feed-additions:1">12</site>
"""
RECORD = ChannelRecord(
    title="Han &#8211; Thames",
    link="https://blog.example",
    pub_date="Sat, 01 Jun 2024 00:00:00 +0000",
    generator="https://wordpress.org/?v=6.5",
    language="ko-KR",
    wxr_version="1.2",
    base_site_url="https://net.example",
    base_blog_url="https://blog.example",
    image_url="https://blog.example/i.png",
    authors=(AuthorRecord(2, "mina", "m@blog.example", "Mina Q", "Mina", "Q"), AuthorRecord(login="old")),
    terms=(
        TermRecord("category", "film", "Film", "arts", "d", 3, (("k", "v"),)),
        TermRecord("post_tag", "tea", "Tea", id=4),
        TermRecord("nav_menu", "main", "Main", id=5),
    ),
    unknown=("cloud", "site"),
)


def test_every_element_reaches_the_record():
    head = read_head(DECLARATION + COMMENTS + RSS + CHANNEL.encode(), 0)
    assert head.channel == RECORD
    assert head.repairs == ()
    assert [(found.code.slug, found.count) for found in head.diagnostics] == [("unknown-element", 2)]
    assert head.assumed == ()


def test_the_generator_comment_stands_in():
    head = read_head(COMMENTS + RSS + HEAD, 0)
    assert head.channel.generator == "WordPress/3.0.1"


def test_empty_bytes_are_the_head_of_a_fragment():
    head = read_head(b"", 0)
    assert head.channel == ChannelRecord()
    assert read_raw(item(4) + item(5)).items[1].id == 5


@pytest.mark.parametrize(
    ("version", "codes"),
    [
        (b"<wp:wxr_version>1.2</wp:wxr_version>", []),
        (b"", ["unusual-version"]),
        (b"<wp:wxr_version>abc</wp:wxr_version>", ["unusual-version"]),
        (b"<wp:version>1.1</wp:version>", []),
    ],
)
def test_versions(version, codes):
    head = read_head(RSS + HEAD.replace(b"<wp:wxr_version>1.2</wp:wxr_version>", version), 0)
    assert [found.code.slug for found in head.diagnostics] == codes


@pytest.mark.parametrize(
    ("extra", "code", "needle"),
    [
        (b"<atom:link rel='hub' href='http://x'/>\n", "undeclared-prefix", b"<atom:link"),
        (b"<wp:tag><wp:tag_name>R&D</wp:tag_name></wp:tag>", "bare-ampersand", b"&D"),
        (b"<wp:tag><wp:tag_name>\x01x</wp:tag_name></wp:tag>", "control-characters", b"\x01"),
        (b"<description>a &nbsp; b</description>", "named-entity", b"&nbsp;"),
        (b"<br />Warning\n", "junk-between", b"Warning"),
        (b"<wp:tag><wp:tag_name><![CDATA[x]]></wp:tag>", "mismatched-tags", b"</wp:tag>\n<item>"),
    ],
)
def test_damage_in_a_head_is_mended_and_placed(extra, code, needle):
    raw = document(item(1), head=HEAD + extra + b"\n")
    export = read_raw(raw)
    assert export.repairs == {code: (raw.index(needle), 1)}
    assert export.heads[0].channel.base_blog_url == "https://blog.example"
    assert export.heads[0].channel.authors == (AuthorRecord(login="mina"),)
    assert [record.id for record in export.items] == [1]


def test_namespaces_on_the_channel():
    rss = RSS.replace(b'<rss version="2.0"', b"<channel")
    head = read_head(b'<rss version="2.0">\n' + rss + HEAD.replace(b"<channel>", b""), 0)
    assert head.channel.base_blog_url == "https://blog.example"
    assert head.assumed == ()


def test_a_tail_adds_authors_and_terms():
    head = read_head(RSS + CHANNEL.encode(), 0)
    late = read_tail(b"<wp:tag><wp:tag_slug>late</wp:tag_slug></wp:tag>\n", 900, head)
    assert late.channel.terms == (TermRecord("post_tag", "late"),)
    assert (late.channel.title, late.channel.authors) == (RECORD.title, ())


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("http://wordpress.org/export/1.2/", "wp"),
        ("https://wordpress.org/export/1.0/excerpt/", "excerpt"),
        ("http://wordpress.org/export/", "wp"),
        ("http://wordpress.org/export/excerpt/", "excerpt"),
        ("http://wordpress.org/export/3.0/", "wp"),
        ("http://wordpress.org.evil.example/export/1.2/", ""),
        ("http://wordpress.org/export/1.2/x/", ""),
        ("http://purl.org/dc/elements/1.1/", "dc"),
        ("urn:x", ""),
    ],
)
def test_families(uri, name):
    assert family(uri) == name


def test_what_is_declared_is_bound_and_the_rest_assumed():
    namespaces, assumed = bind([("w", "https://wordpress.org/export/1.1/"), ("dc", "http://else.example/")])
    assert dict(namespaces)["dc"] == "http://purl.org/dc/elements/1.1/"
    assert "wp" not in dict(namespaces)
    assert assumed == ("excerpt", "content", "dc")
    assert isinstance(Head().namespaces, tuple)
