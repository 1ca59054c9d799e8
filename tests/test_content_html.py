"""HTML → nodes: tokens, comments, diagnostics, and bodies nobody should have written."""

import pytest

from wpmigrate.content.html import parse_html, parse_inline
from wpmigrate.content.nodes import (
    BlockQuote,
    Code,
    CodeBlock,
    Document,
    Embed,
    Emphasis,
    Figure,
    FootnoteReference,
    HardBreak,
    Heading,
    HtmlBlock,
    HtmlContainer,
    HtmlInline,
    HtmlSpan,
    Image,
    Link,
    List,
    ListItem,
    Media,
    PageBreak,
    Paragraph,
    ReadMore,
    Strong,
    Table,
    TableCell,
    Text,
    Verbatim,
    VerbatimBlock,
)
from wpmigrate.content.tokens import Tokens
from wpmigrate.render.html import render_html
from wpmigrate.render.markdown import render_markdown


def parse(html, tokens=None):
    return parse_html(html, tokens or Tokens(html), lambda _: None)


def paragraph(*children):
    return Paragraph([*children])


NODES = {
    "": [],
    " \n <!-- x --> ": [],
    "bare": [paragraph(Text("bare"))],
    "<p>a&nbsp; b</p>": [paragraph(Text("a\u00a0 b"))],
    "<h2 id='x'>T</h2>": [Heading(2, [Text("T")], "x")],
    "<pre>\n a\n</pre>": [CodeBlock(" a")],
    '<img class="wp-image-12" src="a.jpg" alt=" A\nb ">': [paragraph(Image("a.jpg", "A b", "", 12))],
    '<p><a href=" /x\n" title="t">a</a></p>': [paragraph(Link("/x", [Text("a")], "t"))],
    "<p>a<!--more--></p>": [paragraph(Text("a")), ReadMore()],
    "<p>a<!--more  Go on --></p>": [paragraph(Text("a")), ReadMore("Go on")],
    "<p>a<!--moreover-->b</p>": [paragraph(Text("ab"))],
    "<!--nextpage-->": [PageBreak()],
    '<sup data-fn="id" class="fn"><a href="#id">3</a></sup>': [paragraph(FootnoteReference("id"))],
    "<ul><li>a</li></ul>": [List([ListItem([paragraph(Text("a"))])])],
    "<ol start='3'><li><p>a</p></li></ol>": [
        List([ListItem([paragraph(Text("a"))])], ordered=True, start=3, tight=False)
    ],
    "<table><tr><th align=right>a</table>": [Table([TableCell([Text("a")])], [], ["right"])],
    "<figure><img src=a><figcaption>c</figcaption></figure>": [
        Figure([paragraph(Image("a"))], [Text("c")], "image"),
    ],
    "<figure class=wp-block-gallery><img src=a><img src=b></figure>": [
        Figure([Paragraph((Image("a"),)), Paragraph((Image("b"),))], [], "gallery"),
    ],
    "<div dir=rtl>a</div>": [HtmlContainer('<div dir="rtl">', [paragraph(Text("a"))], "</div>")],
    "<audio><source src=a.mp3><source src=a.ogg></audio>": [
        Media("audio", ["a.mp3", "a.ogg"], '<audio><source src="a.mp3"><source src="a.ogg"></audio>'),
    ],
    '<iframe src="https://player.vimeo.com/video/1" title="V"></iframe>': [
        Embed(
            "https://player.vimeo.com/video/1",
            "vimeo",
            '<iframe src="https://player.vimeo.com/video/1" title="V"></iframe>',
            "V",
        ),
    ],
    '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">https://youtu.be/x</div></figure>': [
        Embed("https://youtu.be/x", "youtube"),
    ],
    '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/x/">y</blockquote>': [
        Embed(
            "https://www.instagram.com/p/x/",
            "instagram",
            '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/x/">y</blockquote>',
        ),
    ],
}


@pytest.mark.parametrize(("html", "expected"), NODES.items())
def test_nodes(html, expected):
    assert parse(html) == expected


def test_parse_inline_joins_paragraphs():
    assert parse_inline("<p>a</p><p>b</p>", Tokens(""), lambda _: None) == [Text("a"), HardBreak(), Text("b")]
    assert parse_inline("a <em>b</em> ", Tokens(""), lambda _: None) == [Text("a "), Emphasis([Text("b")])]
    assert parse_inline("<blockquote>q</blockquote><pre>c\nd</pre>", Tokens(""), lambda _: None) == [
        Text("q"),
        HardBreak(),
        Code("c d"),
    ]


# --- tokens


def with_token(nodes, *, block, source="[x]"):
    tokens = Tokens("")
    return tokens, tokens.put(nodes, source, block=block)


def test_an_inline_token_stays_in_its_paragraph():
    tokens, token = with_token([Verbatim("[x]")], block=False)
    assert parse(f"<p>a {token} b</p>", tokens) == [paragraph(Text("a "), Verbatim("[x]"), Text(" b"))]


def test_a_block_token_splits_its_paragraph_and_its_mark():
    tokens, token = with_token([CodeBlock("c")], block=True)
    assert parse(f"<p>a{token}b</p>", tokens) == [paragraph(Text("a")), CodeBlock("c"), paragraph(Text("b"))]
    assert parse(f"<p>{token}</p>", tokens) == [CodeBlock("c")]
    bold = [Paragraph((Strong([Text("a")]),)), CodeBlock("c"), Paragraph((Strong([Text("b")]),))]
    assert render_html(Document(parse(f"<p><b>a{token}b</b></p>", tokens))) == render_html(Document(bold))


def test_an_inline_node_of_a_block_token_is_a_paragraph_of_its_own():
    tokens, token = with_token([Image("a.jpg")], block=True)
    assert parse(f"<p>a{token}b</p>", tokens) == [paragraph(Text("a")), paragraph(Image("a.jpg")), paragraph(Text("b"))]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p><a href="/{}">a</a></p>', [paragraph(Link("/[x]", [Text("a")]))]),
        ('<p><img src="{}.jpg" alt="{}"></p>', [paragraph(Image("[x].jpg", "[x]"))]),
        ("<pre>a {} b</pre>", [CodeBlock("a [x] b")]),
        ("<p>a <code>{}</code></p>", [paragraph(Text("a "), Code("[x]"))]),
        ("<script>{}</script>", [HtmlBlock("<script>[x]</script>")]),
        ('<form action="{}"></form>', [HtmlBlock('<form action="[x]"></form>')]),
    ],
)
def test_a_token_where_no_node_can_be_is_its_source(html, expected):
    tokens, token = with_token([CodeBlock("c")], block=True)
    assert parse(html.replace("{}", token), tokens) == expected


def test_a_token_inside_of_html_that_stays():
    tokens, token = with_token([Verbatim("[x]")], block=False)
    assert parse(f"<dl><dd>{token}</dd></dl>", tokens) == [HtmlBlock("<dl><dd>[x]</dd></dl>")]
    tokens, token = with_token([CodeBlock("c")], block=True)
    assert parse(f"<dl><dd>a{token}</dd></dl>", tokens) == [
        HtmlBlock("<dl><dd>a"),
        CodeBlock("c"),
        HtmlBlock("</dd></dl>"),
    ]
    tokens, token = with_token([VerbatimBlock("[x]")], block=True)
    assert parse(f"<table><tr><td colspan=2>{token}</table>", tokens) == [
        HtmlBlock('<table><tbody><tr><td colspan="2">[x]</td></tr></tbody></table>'),
    ]


# --- diagnostics

REPORTED = {
    '<a href="javascript:x()">a</a>': ["unsafe-url"],
    '<a href=" JaVa\tScript:x()">a</a>': ["unsafe-url"],
    '<a href="data:text/html,x">a</a>': ["unsafe-url"],
    '<img src="vbscript:x">': ["unsafe-url"],
    '<img src="data:image/png;base64,x">': [],
    '<form action="javascript:x"></form>': ["raw-html", "unsafe-url"],
    '<a href="mailto:a@b.example">a</a><a href="tel:1">b</a><a href="?x">c</a><a href="//d">d</a>': [],
    "<script>x</script>": ["raw-html", "script-kept"],
    "<p><?php echo 1 ?></p>": ["script-kept"],
    "<svg></svg>": ["raw-html"],
    "<dl onclick='x'><dt>a</dl>": ["raw-html", "script-kept"],
    "<p><b>a</b></p>": [],
    "<marquee>a</marquee>": ["raw-html"],
    "<my-thing>a</my-thing>": ["raw-html"],
}


@pytest.mark.parametrize(("html", "expected"), REPORTED.items())
def test_diagnostics(html, expected):
    found = []
    parse_html(html, Tokens(html), found.append)
    assert sorted({diagnostic.code.slug for diagnostic in found}) == expected


def test_no_address_that_runs_code_gets_out():
    html = (
        '<a href="javascript:a">x</a><form action="javascript:b"><button formaction="javascript:c">y</button></form>'
        '<object data="javascript:d"></object><svg><a xlink:href="javascript:e">z</a></svg><video poster="javascript:f">'
        '</video><iframe src="javascript:g"></iframe><details><summary><a href="javascript:h">s</a></summary></details>'
    )
    assert "javascript:" not in render_markdown(Document(parse(html)))


# --- bodies nobody should have written

DEEP = ["b", "div", "span", "blockquote", "ul><li", "table><tr><td", "details", "sup", "figure", "dl><dd", "svg", "pre", "x-y", "a href=x", "section dir=rtl"]  # fmt: skip


@pytest.mark.parametrize("tag", DEEP)
def test_deep_bodies_keep_their_text(tag):
    document = Document(parse(f"<{tag}>" * 900 + "found"))
    assert "found" in render_markdown(document)
    assert "found" in render_html(document)


MANY = {
    "unclosed links": "<p>" + "<a " * 20_000,
    "unclosed comments": "<!--" * 20_000,
    "PHP": "<?php " * 20_000,
    "list items": "<ul>" + "<li>x" * 5_000,
    "cells": "<table><tr>" + "<td>x" * 5_000,
    "equal marks": "<p>" + "<b>x</b>" * 10_000,
    "marks in turn": "<p>" + "<b>x</b><i>y</i>" * 3_000,
    "codes": "<div>" + "<code>a\nb</code> " * 5_000,
    "fonts": "".join(f"<p><font color={number}>x" for number in range(300)),
    "anchors": '<a href="#x">x</a>' + "<p id=x>y</p>" * 2_000,
    "spaces": "<p>a" + " " * 100_000 + "b",
    "stars": "<p>" + "*a " * 20_000,
    "backslashes": "<p>" + "\\" * 50_000,
    "brackets": "<p>" + "[a](b " * 20_000,
    "hashes": "<h2>" + "# " * 20_000,
    "digits": "<p>" + "1" * 100_000,
    "address": f'<a href="{" (" * 20_000}">x</a>',
    "empty lines": "<pre><b>x</b>" + "\n" * 50_000 + "</pre>",
    "table line": "<p>a<br>" + "-|" * 20_000 + "x",
}


@pytest.mark.parametrize("html", MANY.values(), ids=MANY)
def test_long_bodies_end(html):
    assert isinstance(render_markdown(Document(parse(html))), str)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a\x00b</p>", [paragraph(Text("ab"))]),
        ("<li>x", [paragraph(Text("x"))]),
        ("<td>x</td>", [paragraph(Text("x"))]),
        ("</p></div>x", [paragraph(Text("x"))]),
        ('<ol start="99999999999999"><li value="-5">b</ol>', [List([ListItem([paragraph(Text("b"))])], ordered=True)]),
        ("<frameset><p>x</p>", [paragraph(Text("x"))]),
        ("<html><head><title>t</title></head><body>x</body></html>", [paragraph(Text("x"))]),
        ("<p>a<o:p></o:p>b</p>", [paragraph(Text("ab"))]),
        ("<table></table>", [HtmlBlock("<table></table>")]),
        ("<blockquote></blockquote>", [BlockQuote([])]),
        ("<template><p>x</p></template>", [HtmlBlock("<template><p>x</p></template>")]),
        ("<x-y a='1'>b</x-y>", [paragraph(HtmlSpan('<x-y a="1">', [Text("b")], "</x-y>"))]),
        ("<button>*b*</button>", [paragraph(HtmlInline("<button>&#42;b&#42;</button>"))]),
    ],
)
def test_odd_bodies(html, expected):
    assert parse(html) == expected
