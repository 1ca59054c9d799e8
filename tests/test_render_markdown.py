"""Nodes → Markdown: what a dialect changes, nodes that only handlers make, and the three flavours."""

from typing import get_args

import pytest

from shown import Shown, render
from wpmigrate.content import nodes
from wpmigrate.content.nodes import (
    BlockQuote,
    Code,
    CodeBlock,
    Document,
    Embed,
    Emphasis,
    Figure,
    FootnoteDefinition,
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
    SoftBreak,
    Strikethrough,
    Strong,
    Table,
    TableCell,
    Text,
    ThematicBreak,
    Verbatim,
    VerbatimBlock,
)
from wpmigrate.render import html as html_renderer
from wpmigrate.render import inline, markdown
from wpmigrate.render.dialect import COMMONMARK, Dialect
from wpmigrate.render.html import render_html
from wpmigrate.render.markdown import render_inlines, render_markdown

KRAMDOWN = Dialect(flavour="kramdown")
PYTHON = Dialect(flavour="python-markdown")


def paragraph(*children):
    return Paragraph(children)


def write(*blocks, dialect=COMMONMARK):
    return render_markdown(Document(blocks), dialect)


def bullet(*children):
    return List([ListItem(children)])


# --- every node


def test_every_node_has_a_writer():
    blocks, inlines = set(get_args(nodes.Block)), set(get_args(nodes.Inline))
    assert set(markdown._WRITERS) | {List} == blocks
    assert set(inline._WRITERS) | set(inline._MARKS) | {Text, Link, HtmlSpan} == inlines
    assert set(html_renderer._WRITERS) == blocks | inlines


BLOCKS = [
    ((), ""),
    ((paragraph(),), ""),
    ((paragraph(Text("a"), SoftBreak(), Text("- b")),), "a\n\\- b\n"),
    ((paragraph(Text("a\n\n b\n# c")),), "a\nb\n\\# c\n"),
    ((paragraph(HardBreak(), Text("a"), HardBreak()),), "a\n"),
    ((Heading(2, (Text("a\nb"),)),), "## a b\n"),
    ((Heading(2, ()),), ""),
    ((ThematicBreak(),), "---\n"),
    ((BlockQuote(()),), ">\n"),
    ((bullet(ThematicBreak()),), "-   ___\n"),
    ((CodeBlock(""),), "```\n```\n"),
    ((CodeBlock("a", "c++ x"),), "```c++-x\na\n```\n"),
    ((Embed("https://a.example/v", title="V"),), "[V](https://a.example/v)\n"),
    ((Embed("https://a.example/v", html="<b>\n\n</b>"),), "<b>\n</b>\n"),
    ((Media("video", ["v.mp4"], '<video src="v.mp4"></video>'),), '<video src="v.mp4">\n</video>\n'),
    ((VerbatimBlock("[x a_b]\n"),), "[x a_b]\n"),
    ((ReadMore("More"), PageBreak()), "<!--more-->\n\n<!--nextpage-->\n"),
    ((HtmlBlock("<p>\n\n\nx</p>\n"),), "<p>\nx</p>\n"),
    ((HtmlBlock("<script>\na\n\nb</script>"),), "<script>\na\n\nb</script>\n"),
    ((HtmlContainer("<details>", (), "</details>"),), "<details>\n\n</details>\n"),
    ((Figure((paragraph(Image("a.jpg")),), (), "image"),), "![](a.jpg)\n"),
    ((bullet(HtmlBlock("<div><pre>a\n\n  b</pre></div>")),), "-   <div><pre>a&#10;&#10;  b</pre></div>\n"),
]


@pytest.mark.parametrize(("blocks", "expected"), BLOCKS)
def test_blocks(blocks, expected):
    assert write(*blocks) == expected


INLINES = [
    ([Text("a_b "), Verbatim("[x a_b]"), Text(" *")], "a_b [x a_b] \\*"),
    ([Code("")], ""),
    ([Code("a"), Code("b")], "`a`<!-- -->`b`"),
    ([Emphasis([Text("a "), Emphasis([Text("b")]), Text(" c")])], "*a _b_ c*"),
    ([Emphasis([Text("a"), Emphasis([Text("b")])])], "*a<em>b</em>*"),
    ([Emphasis([Emphasis([Emphasis([Text("a")])])])], "*_a_*"),
    ([Strong([Strong([Text("a")])])], "**a**"),
    ([Strong([Text("a "), Strong([Text("b")])])], "**a <strong>b</strong>**"),
    ([Strikethrough([Strikethrough([Text("a")])])], "~~a~~"),
    ([Text("a <"), Text("b>")], "a &lt;b>"),
    ([Text("a < "), Strong([Text("b")])], "a < **b**"),
    ([Text("<"), Emphasis([Text("a@b.example")]), Text(">")], "&lt;*a@b.example*>"),
    ([Text("see [1]"), Strong([Text("!")])], "see [1]**!**"),
    ([FootnoteReference("a"), Text("(b)")], "<sup>1</sup>(b)"),
    ([Text("https://a.example/"), Strong([Text("\u3000b")])], "https://a.example/\u3000<!-- -->**b**"),
    ([Text("https://a.example/"), Strong([Text("b")])], "https://a.example/<!-- -->**b**"),
    ([Strong([Text("https://a.example/")]), Text(", b")], "**https://a.example/**, b"),
    ([Verbatim("[a]"), Text("(b)")], "[a]<!-- -->(b)"),
    ([Verbatim("[a]"), Text(": b")], "[a]<!-- -->: b"),
    ([Link("/a", [Text("x ")]), HardBreak(), Text("y")], "[x](/a)\\\ny"),
    ([Link("/a", [Text("x")], "one\n\ntwo")], '[x](/a "one&#10;&#10;two")'),
    ([Emphasis([Text("a")]), Emphasis([Text("b")])], "_a_*b*"),
    ([Strong([Text("a")]), Strong([Text("b")])], "**a**<strong>b</strong>"),
    ([Strikethrough([Text("a")]), Strikethrough([Text("b")])], "~~a~~<del>b</del>"),
    ([Strong([Text(" "), HardBreak()])], ""),
    ([Link("/a", [Link("/b", [Text("x")])])], "[x](/a)"),
    ([Link("", [Text("x")])], "[x]()"),
    ([Link("/a", [Strong([Text("x ")])]), Text("y")], "[**x**](/a) y"),
    ([Text("!"), Link("/a", [Text("x")])], "\\![x](/a)"),
    ([Text("!"), Image("a")], "!![](a)"),
    ([Text("{"), Emphasis([Text("“a”")]), Text("b")], "&#123;<em>“a”</em>b"),
    ([HtmlInline("<!-- a -->"), Text("*b*")], "<!-- a -->\\*b\\*"),
    ([Image("a b.jpg", "x\ny", 'say "hi"')], '![x y](a%20b.jpg "say &quot;hi&quot;")'),
    ([FootnoteReference("a")], "<sup>1</sup>"),
]


@pytest.mark.parametrize(("children", "expected"), INLINES)
def test_inlines(children, expected):
    assert render_inlines(children) == expected


# --- what would be read as something else


def test_a_paragraph_that_starts_with_a_tag_keeps_its_markdown():
    lone = paragraph(HtmlInline("<my-icon>"), HardBreak(), Strong([Text("a")]))
    assert Shown(render(write(lone))).marks == {("strong", "a"): 1}
    comment = paragraph(HtmlInline("<!-- x -->"), Emphasis([Text("a")]))
    assert Shown(render(write(comment))).marks == {("em", "a"): 1}


def test_html_ends_where_it_ends():
    shown = Shown(render(write(HtmlBlock("<table><tr><td>a</td></tr></table>"), paragraph(Strong([Text("b")])))))
    assert shown.text == "a b"
    assert shown.marks == {("strong", "b"): 1}


def test_neighbours_stay_apart():
    for pair in ([bullet(paragraph(Text("a")))] * 2, [BlockQuote((paragraph(Text("a")),))] * 2):
        shown = Shown(render(write(*pair)))
        assert shown.outline.count(shown.outline[0]) == 2
    code = [CodeBlock("a\n\tb"), bullet(CodeBlock("a\n\tb"))]
    assert Shown(render(write(*code))).code == ["a\n\tb"] * 2


def test_a_table_cell_holds_one_line():
    cell = TableCell([Text("a|b"), HardBreak(), Code("c|d"), Code("\\|"), HtmlInline("<i\nx='|'>"), Verbatim("[e\nf]")])
    shown = Shown(render(write(Table([TableCell([Text("h")])], [[cell]], [""]))))
    assert shown.outline == ["table"]
    assert shown.text == "h a|b c|d\\|[e f]"


# --- footnotes


def test_footnotes_are_numbered_in_order_of_reference():
    document = (
        paragraph(Text("b"), FootnoteReference("second"), Text(" a"), FootnoteReference("first")),
        FootnoteDefinition("first", (paragraph(Text("A")), paragraph(Text("more")))),
        FootnoteDefinition("second", (paragraph(Text("B")),)),
        FootnoteDefinition("unused", (paragraph(Text("C")),)),
    )
    assert write(*document) == "b[^1] a[^2]\n\n[^2]: A\n\n    more\n\n[^1]: B\n\nC\n"
    assert write(*document, dialect=Dialect(footnotes=False)) == (
        "b<sup>[1](#second)</sup> a<sup>[2](#first)</sup>\n\n"
        '2. <a id="first"></a>A\n\n    more\n\n1. <a id="second"></a>B\n\n3. <a id="unused"></a>C\n'
    )


# --- dialects


def test_a_dialect_overrides_what_differs():
    dialect = Dialect(
        embed=lambda node: f"{{{{< {node.provider} >}}}}" if node.provider else None,
        media=lambda node: f"{{{{< {node.kind} >}}}}",
        figure=lambda inner, caption, kind: f":::{kind}\n{inner}\n{caption}\n:::",
        read_more=lambda text: f"<!-- {text} -->",
        page_break="",
        heading_ids=True,
    )
    assert write(
        Embed("https://youtu.be/x", "youtube"),
        Embed("https://a.example/"),
        Media("audio", ["a.mp3"], "<audio></audio>"),
        Figure((paragraph(Image("a.jpg")),), (Text("c_d*"),)),
        ReadMore("Go on"),
        PageBreak(),
        Heading(3, (Text("T"),), "top"),
        Heading(3, (Text("T"),), "odd id"),
        dialect=dialect,
    ) == (
        "{{< youtube >}}\n\n<https://a.example/>\n\n{{< audio >}}\n\n:::image\n![](a.jpg)\nc_d*\n:::\n\n"
        "<!-- Go on -->\n\n### T {#top}\n\n### T\n"
    )


def test_a_dialect_escapes_each_place():
    seen = []

    def escape(text, place):
        seen.append((place, text))
        return text.replace("{{", "{ {")

    text = write(
        paragraph(Text("{{a"), Code("{{b"), Link("/{{c", [Text("d")]), HtmlSpan("<i {{e>", [Text("f")], "</i>")),
        CodeBlock("{{g"),
        HtmlBlock("<p>{{h</p>"),
        VerbatimBlock("{{i"),
        dialect=Dialect(escape=escape),
    )
    assert "{{" not in text
    assert {("text", "{{a"), ("code", "`{{b`"), ("url", "/{{c"), ("html", "<p>{{h</p>"), ("text", "{{i")} <= set(seen)


FLAVOURS = [
    ((List([ListItem(())]),), "- &nbsp;\n", "- &nbsp;\n"),
    ((paragraph(Text("a"), HardBreak(), Text("b")),), "a  \nb\n", "a  \nb\n"),
    ((paragraph(Text("a"), HardBreak(), HardBreak(), Text("b")),), "a  \n&nbsp;  \nb\n", "a  \n&nbsp;  \nb\n"),
    ((paragraph(Strikethrough((Text("a"),))),), "~~a~~\n", "<del>a</del>\n"),
    (
        (paragraph(Text("a | b $$c$$ {:.d} ~~e~~")),),
        "a &#124; b \\$\\$c\\$\\$ \\{:.d} &#126;&#126;e&#126;&#126;\n",
        "a | b $$c$$ \\{:.d} &#126;&#126;e&#126;&#126;\n",
    ),
    ((bullet(paragraph(Text("a"))),) * 2, "- a\n\n<!-- -->\n\n- a\n", "- a\n\n<!-- -->\n\n- a\n"),
    ((BlockQuote((paragraph(Text("a")),)),) * 2, "> a\n\n<!-- -->\n\n> a\n", "> a\n\n<!-- -->\n\n> a\n"),
    (
        (HtmlContainer("<details>", (paragraph(Emphasis((Text("a"),))),), "</details>"),),
        "<details>\n<p><em>a</em></p>\n</details>\n",
        "<details>\n<p><em>a</em></p>\n</details>\n",
    ),
]


@pytest.mark.parametrize(("blocks", "kramdown", "python"), FLAVOURS)
def test_flavours(blocks, kramdown, python):
    assert write(*blocks, dialect=KRAMDOWN) == kramdown
    assert write(*blocks, dialect=PYTHON) == python


def test_list_indent_is_at_least_as_wide_as_the_marker():
    item = ListItem((paragraph(Text("a")), paragraph(Text("b"))))
    wide = List([item], ordered=True, start=12345, tight=False)
    assert write(wide) == "12345. a\n\n       b\n"
    assert write(List([item], tight=False), dialect=Dialect(list_indent=2)) == "- a\n\n  b\n"


# --- the tree as HTML


def test_render_html():
    document = Document(
        (
            Heading(1, (Text("a & <b>"),), "i"),
            List([ListItem((paragraph(Text("x")),), checked=True)], ordered=True, start=2),
            Table([TableCell(())], [[TableCell((Code("<"),))]], ["right"]),
            CodeBlock('"', "js"),
            Figure((paragraph(Link('/"', (Image("a", "b", "c"),))),), (Text("d"),)),
            paragraph(FootnoteReference("n"), HardBreak(), Verbatim("[x]")),
            FootnoteDefinition("n", (paragraph(Text("note")),)),
        )
    )
    assert render_html(document) == (
        '<h1 id="i">a &amp; &lt;b&gt;</h1>\n'
        '<ol start="2">\n<li><input type="checkbox" checked disabled> x</li>\n</ol>\n'
        '<table>\n<tbody>\n<tr><td align="right"><code>&lt;</code></td></tr>\n</tbody>\n</table>\n'
        '<pre><code class="language-js">&quot;\n</code></pre>\n'
        '<figure>\n<p><a href="/&quot;"><img src="a" alt="b" title="c"></a></p>\n<figcaption>d</figcaption>\n</figure>\n'
        '<p><sup data-fn="n"><a href="#fn-n">n</a></sup><br>[x]</p>\n'
        '<div id="fn-n">\n<p>note</p>\n</div>'
    )
