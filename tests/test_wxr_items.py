"""Items: every element of WXR reaches the record, whatever the order, the prefix, the version and the producer."""

import pickle

import pytest

from exports import HEAD, RSS, document, item, read_raw
from wpmigrate.wxr.channel import Head, read_head
from wpmigrate.wxr.items import read_item
from wpmigrate.wxr.records import CommentRecord, ItemRecord, TermUse

FULL = """<item>
  <title><![CDATA[Tea &amp; <em>kimchi</em>]]></title><link> https://blog.example/tea/ </link>
  <pubDate>Mon, 01 May 2006 10:00:00 +0000</pubDate><dc:creator><![CDATA[mina]]></dc:creator>
  <guid isPermaLink="false">https://blog.example/?p=7</guid><description></description>
  <content:encoded><![CDATA[ body\r
]]></content:encoded><excerpt:encoded><![CDATA[short]]></excerpt:encoded>
  <wp:post_id>7</wp:post_id><wp:post_date><![CDATA[2006-05-01 11:00:00]]></wp:post_date>
  <wp:post_date_gmt>
    <![CDATA[2006-05-01 10:00:00]]>
  </wp:post_date_gmt><wp:post_modified>2007-01-01 00:00:00</wp:post_modified>
  <wp:post_modified_gmt>2007-01-01 00:00:01</wp:post_modified_gmt><wp:comment_status>open</wp:comment_status>
  <wp:ping_status>closed</wp:ping_status><wp:post_name>tea</wp:post_name><wp:status>publish</wp:status>
  <wp:post_parent>3</wp:post_parent><wp:menu_order>-2</wp:menu_order><wp:post_type>page</wp:post_type>
  <wp:post_password><![CDATA[s3]]></wp:post_password><wp:is_sticky>1</wp:is_sticky>
  <wp:attachment_url>https://blog.example/a.jpg</wp:attachment_url>
  <category domain="post_tag" nicename="%ed%95%9c"><![CDATA[한]]></category>
  <enclosure url="https://blog.example/a.mp3" length="5" type="audio/mpeg"/>
  <wp:postmeta><wp:meta_key>k</wp:meta_key><wp:meta_value><![CDATA[v]]></wp:meta_value></wp:postmeta>
  <wp:postmeta><wp:meta_value/><wp:meta_key><![CDATA[k]]></wp:meta_key></wp:postmeta>
  <wp:comment><wp:comment_id>4</wp:comment_id><wp:comment_author><![CDATA[A]]></wp:comment_author>
    <wp:comment_author_email>a@b.example</wp:comment_author_email><wp:comment_author_url>http://a</wp:comment_author_url>
    <wp:comment_author_IP>::1</wp:comment_author_IP><wp:comment_date>2006-05-02 00:00:00</wp:comment_date>
    <wp:comment_date_gmt>2006-05-01 23:00:00</wp:comment_date_gmt><wp:comment_content><![CDATA[hi]]></wp:comment_content>
    <wp:comment_approved>1</wp:comment_approved><wp:comment_type>pingback</wp:comment_type>
    <wp:comment_parent>2</wp:comment_parent><wp:comment_user_id>9</wp:comment_user_id>
    <wp:commentmeta><wp:meta_key>rating</wp:meta_key><wp:meta_value>5</wp:meta_value></wp:commentmeta>
  </wp:comment>
</item>"""
RECORD = ItemRecord(
    title="Tea &amp; <em>kimchi</em>",
    link="https://blog.example/tea/",
    pub_date="Mon, 01 May 2006 10:00:00 +0000",
    creator="mina",
    guid="https://blog.example/?p=7",
    content=" body\n",
    excerpt="short",
    id=7,
    date="2006-05-01 11:00:00",
    date_gmt="2006-05-01 10:00:00",
    modified="2007-01-01 00:00:00",
    modified_gmt="2007-01-01 00:00:01",
    comment_status="open",
    ping_status="closed",
    slug="tea",
    status="publish",
    parent=3,
    menu_order=-2,
    type="page",
    password="s3",
    sticky=True,
    attachment_url="https://blog.example/a.jpg",
    terms=(TermUse("post_tag", "%ed%95%9c", "한"),),
    meta=(("k", "v"), ("k", "")),
    comments=(
        CommentRecord(
            id=4,
            author="A",
            email="a@b.example",
            url="http://a",
            ip="::1",
            date="2006-05-02 00:00:00",
            date_gmt="2006-05-01 23:00:00",
            content="hi",
            approved="1",
            type="pingback",
            parent=2,
            user_id=9,
            meta=(("rating", "5"),),
        ),
    ),
    enclosures=("https://blog.example/a.mp3\n5\naudio/mpeg",),
)


def head_of(rss: bytes = RSS, head: bytes = HEAD) -> Head:
    return read_head(rss + head, 0)


def test_every_element_reaches_the_record():
    read = read_item(FULL.encode(), 0, head_of())
    assert read.item == RECORD
    assert (read.repairs, read.diagnostics) == ((), ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"http://wordpress.org/export/1.2/", b"https://wordpress.org/export/1.2/"),
        (b"http://wordpress.org/export/1.2/", b"http://wordpress.org/export/1.0/"),
        (b"http://wordpress.org/export/1.2/", b"http://wordpress.org/export/4.2.8_beta/"),
        (b'xmlns:wp="http://wordpress.org/export/1.2/"', b'xmlns:wp="http://somewhere.example/"'),
        (b'xmlns:wp="http://wordpress.org/export/1.2/"', 'xmlns:wp="http://wördpress.example/"'.encode()),
        (b'"', b"'"),
        (b"xmlns:", b"\n\txmlns:"),
    ],
)
def test_any_version_and_a_wrong_one(old, new):
    read = read_item(FULL.encode(), 0, head_of(RSS.replace(old, new)))
    assert read.item == RECORD


def test_other_prefixes_on_the_right_namespaces():
    rss, raw = RSS, FULL.encode()
    for prefix in (b"wp", b"dc", b"content", b"excerpt"):
        rss = rss.replace(b"xmlns:%b=" % prefix, b"xmlns:a%b=" % prefix)
        raw = raw.replace(b"<%b:" % prefix, b"<a%b:" % prefix).replace(b"</%b:" % prefix, b"</a%b:" % prefix)
    assert read_item(raw, 0, head_of(rss)).item == RECORD
    damaged = raw.replace(b"<link> https", b"<link> & https")
    assert read_item(damaged, 0, head_of(rss)).item.comments == RECORD.comments


def test_a_false_wp_beside_the_right_one_is_not_believed():
    rss = RSS.replace(b"xmlns:wp=", b'xmlns:wp="http://false.example/" xmlns:real=')
    raw = item(5).replace(b"<wp:post_id>5</wp:post_id>", b"<wp:post_id>6</wp:post_id><real:post_id>5</real:post_id>")
    assert read_item(raw, 0, head_of(rss)).item.id == 5


@pytest.mark.parametrize("gone", [b"wp", b"excerpt", b"content", b"dc"])
def test_undeclared_prefixes_are_read_and_told(gone):
    rss = (
        RSS.replace(b"xmlns:" + gone + b"=", b"xmlns:z" + gone + b"=").replace(
            b"wordpress.org/export/1.2/", b"x.example/"
        )
        if gone == b"wp"
        else RSS.replace(b"xmlns:" + gone, b"data-" + gone)
    )
    read = read_item(FULL.encode(), 1000, head_of(rss))
    assert read.item == RECORD
    assert ("undeclared-prefix", 1000 + FULL.encode().index(b"<" + gone + b":")) in [
        (row.code, row.offset) for row in read.repairs
    ]


def test_local_names_alone_never_match():
    raw = item(1, extra=b"<encoded>x</encoded><post_id>9</post_id><media:title xmlns:media='urn:m'>m</media:title>")
    read = read_item(raw, 0, head_of())
    assert (read.item.id, read.item.title, read.item.excerpt) == (1, "Post 1", "")
    assert read.item.unknown == ("encoded", "post_id", "media:title")
    assert [found.code.slug for found in read.diagnostics] == ["unknown-element"]


TERMS = {
    "2.1": (b"<category><![CDATA[A]]></category>", [("category", "", "A")]),
    "2.3 tag": (b'<category domain="tag"><![CDATA[A]]></category>', [("post_tag", "", "A")]),
    "2.5 twice": (
        (
            b'<category><![CDATA[A]]></category><category domain="category" nicename="a"><![CDATA[A]]></category>'
            b'<category domain="tag"><![CDATA[B]]></category><category domain="tag" nicename="b"><![CDATA[B]]></category>'
        ),
        [("category", "a", "A"), ("post_tag", "b", "B")],
    ),
    "3.1": (
        b'<category nicename="b" domain="post_format"><![CDATA[ Aside ]]></category>',
        [("post_format", "b", "Aside")],
    ),
    "met twice": (b'<category domain="x" nicename="a">A</category>' * 2, [("x", "a", "A")]),
    "empty": (b"<category/><category domain='category' nicename=''></category>", []),
}


@pytest.mark.parametrize("name", TERMS)
def test_terms_by_version(name):
    raw, expected = TERMS[name]
    record = read_item(item(1, extra=raw), 0, head_of()).item
    assert [(use.taxonomy, use.slug, use.name) for use in record.terms] == expected


@pytest.mark.parametrize(
    ("version", "body", "expected"),
    [
        (b"1.0", b"[gallery] ", "[gallery]"),
        (b"1.1", b"[gallery] ", "[gallery]"),
        (b"1.1", b"[gallery]  ", "[gallery]  "),
        (b"1.1", b"text ", "text "),
        (b"1.2", b"[gallery] ", "[gallery] "),
    ],
)
def test_the_space_that_wordpress_3_3_wrote(version, body, expected):
    head = head_of(head=HEAD.replace(b"1.2", version))
    assert read_item(item(1, body), 0, head).item.content == expected


@pytest.mark.parametrize(
    ("text", "number"), [(b"", 0), (b" 12 ", 12), (b"12abc", 12), (b"x", 0), (b"-3", -3), (b"<![CDATA[8]]>", 8), (b"9" * 5000, int("9" * 18)), ("٣".encode(), 0)]
)  # fmt: skip
def test_integers_as_php_casts_them(text, number):
    raw = item(1).replace(b"<wp:post_id>1</wp:post_id>", b"<wp:post_id>" + text + b"</wp:post_id>")
    assert read_item(raw, 0, head_of()).item.id == number


def test_a_minimal_item_and_an_empty_one():
    assert read_item(b"<item><title>x</title></item>", 0, head_of()).item == ItemRecord(title="x")
    assert read_item(b"<item/>", 0, head_of()).item == ItemRecord()
    assert read_item(b"", 0, head_of()).item == ItemRecord()


def test_disqus_items_name_what_they_add():
    raw = item(
        1,
        extra=b"<dsq:thread_identifier>7</dsq:thread_identifier><wp:comment><dsq:remote><dsq:id>u</dsq:id></dsq:remote><wp:comment_id>3</wp:comment_id></wp:comment>",
    )
    rss = RSS.replace(b"xmlns:wfw", b'xmlns:dsq="http://www.disqus.com/" xmlns:wfw')
    record = read_item(raw, 0, head_of(rss)).item
    assert record.comments[0].id == 3
    assert record.unknown == ("dsq:thread_identifier", "dsq:remote")


def test_entities_in_cdata_stay_and_those_outside_are_decoded_once():
    record = read_item(item(1, b"&lt;b&gt; &amp;amp;", title=b"&amp;amp; &#8217;"), 0, head_of()).item
    assert (record.content, record.title) == ("&lt;b&gt; &amp;amp;", "&amp; ’")


def test_a_broken_span_can_still_be_looked_at():
    raw = item(2)
    for end in range(10, len(raw), 11):
        read = read_item(raw[:end], 0, head_of())
        assert read.item is not None
        assert read.item.title.startswith("Post 2"[: len(read.item.title)])


def test_a_head_travels_and_reads_the_same():
    head = pickle.loads(pickle.dumps(head_of()))
    assert len(pickle.dumps(head)) < 1500
    assert read_item(FULL.encode(), 0, head).item == RECORD


def test_the_document_decides_for_its_own_items():
    other = document(item(2)).replace(b"<wp:", b"<wxr:").replace(b"</wp:", b"</wxr:").replace(b"xmlns:wp", b"xmlns:wxr")
    export = read_raw(document(item(1)) + other)
    assert [record.id for record in export.items] == [1, 2]


def test_a_default_namespace_changes_nothing():
    for uri in (b"http://wordpress.org/export/1.2/", b"http://backend.userland.com/rss2"):
        head = head_of(RSS.replace(b"<rss", b'<rss xmlns="%b"' % uri))
        assert read_item(FULL.encode(), 0, head).item == RECORD
        assert read_item(FULL.replace("</link>", "&x</link>").encode(), 0, head).item.comments == RECORD.comments
