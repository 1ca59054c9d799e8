"""html2text's style: what it writes, what we write for it, and that it never costs a word or a run."""

import re
from collections import Counter

import html2text
import pytest
from hypothesis import given

from conftest import REPO
from shown import Shown, render
from stanzas import read_stanzas
from test_render_roundtrip import bodies, runs, text
from test_stanzas import StanzaFacts
from wpmigrate import registry
from wpmigrate.content.html import parse_html
from wpmigrate.content.nodes import (
    Document,
    Embed,
    Emphasis,
    FootnoteDefinition,
    FootnoteReference,
    HardBreak,
    HtmlBlock,
    HtmlContainer,
    Link,
    List,
    ListItem,
    Math,
    Media,
    PageBreak,
    Paragraph,
    ReadMore,
    SoftBreak,
    Text,
    Verbatim,
    VerbatimBlock,
)
from wpmigrate.content.parse import parse_body
from wpmigrate.content.tokens import Tokens
from wpmigrate.render.dialect import COMMONMARK, Dialect
from wpmigrate.render.html import render_html
from wpmigrate.render.html2text import render_html2text
from wpmigrate.render.hugo import escape_shortcodes
from wpmigrate.render.markdown import render_markdown

STANZAS = [
    pytest.param(stanza, id=f"{path.stem}: {stanza.title}")
    for path in sorted((REPO / "fixtures" / "markdown").glob("*.md"))
    for stanza in read_stanzas(path)
]
BODIES = [
    pytest.param(stanza, id=f"{path.stem}: {stanza.title}")
    for folder in ("shortcodes", "blocks")
    for path in sorted((REPO / "fixtures" / folder).glob("rows-*.md"))
    for stanza in read_stanzas(path)
]
LETTERS = re.compile(r"[^\W_]")


def parse(source):
    return Document(parse_html(source, Tokens(source), lambda _: None))


def convert(document, dialect=COMMONMARK):
    reasons = []
    return render_html2text(document, dialect, reasons.append), reasons


def to_markdown(source, dialect=COMMONMARK):
    written, reasons = convert(parse(source), dialect)
    assert reasons == []
    return written


STYLE = [
    ("<h2>Barley tea</h2><p>One.</p><p>Two.</p>", "## Barley tea\n\nOne.\n\nTwo.\n"),
    ("<p>very <em>old</em> and <strong>round</strong></p>", "very _old_ and **round**\n"),
    ("<ul><li>rice</li><li>soup<ul><li>hot</li></ul></li></ul>", "  * rice\n  * soup \n    * hot\n"),
    ("<ol start='3'><li>rice</li><li>soup</li></ol>", "  3. rice\n  4. soup\n"),
    ("<p>a</p><hr><p>b</p>", "a\n\n* * *\n\nb\n"),
    ("<p>a<br>b</p>", "a  \nb\n"),
    ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n> \n> b\n"),
    ("<p>see <a href='/x y' title='so \"good\"'>the jar</a>.</p>", 'see [the jar](/x%20y "so &quot;good&quot;").\n'),
    ("<p>see <a href='https://a.example/'>https://a.example/</a></p>", "see <https://a.example/>\n"),
    ("<p>use <code>a`b</code> now</p>", "use ``a`b`` now\n"),
    ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>", "A| B  \n---|---  \n1| 2\n"),
    ("<pre><code class='language-python'>x = 1</code></pre>", "```python\nx = 1\n```\n"),
]


@pytest.mark.parametrize(("source", "expected"), STYLE)
def test_the_style_is_html2texts(source, expected):
    assert to_markdown(source) == expected


# Each is one of the recorded defects: html2text alone raises, or writes what shows something else.
HARMFUL = [
    "<p>Hello<![]-->world</p>",
    "<ol start><li>a</li></ol>",
    "<p>Use &lt;br&gt; or &lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "<p>AT&T, R&D and Q&A.</p>",
    '<a href="http://e.example/?p=1&copy=1&section=3">x</a>',
    '<p><a href="/a b.pdf">[PDF] a]b</a></p>',
    "<ol><li><p>a</p><p>a2</p></li><li><p>b</p></li></ol>",
    "<ol start='10'><li>ten<ul><li>n</li></ul></li></ol>",
    "<ul><li></li><li>b</li></ul>",
    "<table><tr><th>A</th><th>B</th></tr><tr><td>a|b</td><td>c</td></tr></table>",
    "<table><tr><th>A</th></tr><tr><td>b</td></tr></table>",
    "<table><tr><td></td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
    "<p>2*3*4 and _foo_ and __init__</p>",
    "<p># note</p><p>&gt; note</p><p>1) note</p><p>- a</p>",
    "<p>Title<br>=====</p><p>x<br>- y</p>",
    "<p>[foo]: http://x.example</p><p>[a](b)</p>",
    "<p>~~~</p><p>rest of post</p>",
    "<p>Write &amp;copy; for the sign</p>",
    "<p>un<em>frigging</em>believable 这是<em>重点</em>内容, <em>a</em>, b</p>",
    "<p><b>First</b><b> </b><b>Last</b> <b>X <a href='u'>Y</a></b></p>",
    "<ul><li>a</li></ul><ul><li>b</li></ul><ol><li>c</li></ol><ol><li>d</li></ol>",
    "<h2>C#</h2><h3>a<br>b</h3>",
    "<p>a<br><br>b</p>",
    "<ul><li>a<hr>b</li></ul>",
    "<p>see!<a href='/x'>y</a>(z)</p>",
]


@pytest.mark.parametrize("source", HARMFUL)
def test_what_html2text_spoils_is_whole(source):
    shown, before = Shown(render(to_markdown(source))), Shown(render(render_markdown(parse(source))))
    assert shown.facts() == before.facts()


@pytest.mark.parametrize("stanza", STANZAS)
def test_every_stanza_shows_what_our_own_style_shows(stanza):
    document = parse(stanza.source)
    shown, before = Shown(render(to_markdown(stanza.source))), Shown(render(render_markdown(document)))
    assert shown.facts() == before.facts()


@pytest.mark.parametrize("stanza", BODIES)
def test_every_body_shows_what_our_own_style_shows(stanza):
    facts = StanzaFacts(stanza)
    document = parse_body(stanza.source, handlers=registry.handlers(), facts=facts, report=lambda _: None).document
    written, reasons = convert(document)
    assert reasons == []
    assert Shown(render(written)).facts() == Shown(render(render_markdown(document))).facts()


def paragraph(*children):
    return Paragraph(children)


RARE = [
    ((ReadMore(), paragraph(Text("b"))), "<!--more-->\n\nb\n"),
    ((paragraph(Text("a")), PageBreak(), paragraph(Text("b"))), "a\n\n<!--nextpage-->\n\nb\n"),
    ((Embed("https://youtu.be/x"),), "<https://youtu.be/x>\n"),
    ((Embed("https://youtu.be/x", html='<iframe src="https://youtu.be/x"></iframe>'),), '<iframe src="https://youtu.be/x"></iframe>\n'),
    ((Media("audio", ["a.mp3"], '<audio src="a.mp3"></audio>'),), '<audio src="a.mp3">\n</audio>\n'),
    ((HtmlBlock("<form><input></form>"),), "<form><input></form>\n"),
    ((HtmlContainer("<details>", (paragraph(Text("*a_b*")),), "</details>"),), "<details>\n\n\\*a_b\\*\n\n</details>\n"),
    ((VerbatimBlock("[slider id=1]"),), "[slider id=1]\n"),
    ((paragraph(Text("a "), Verbatim("[x a_b *]")),), "a [x a_b *]\n"),
    ((paragraph(Text("so "), Math("a_1*b*", "\\(a_1*b*\\)")),), "so \\\\(a_1\\*b\\*\\\\)\n"),
    (
        (paragraph(Text("a"), FootnoteReference("n")), FootnoteDefinition("n", (paragraph(Text("N")),))),
        "a[^1]\n\n[^1]: N\n",
    ),
    ((List([ListItem((paragraph(Text("a")),), checked=True)]),), "- [x] a\n"),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "expected"), RARE)
def test_what_html2text_does_not_know_survives(blocks, expected):
    assert convert(Document(blocks)) == (expected, [])


TOGETHER = [
    [Text("*a "), Link("/x", [Text("b")]), Text(" c* d_ "), Emphasis([Text("e*")]), Text(" _f")],
    [Text("a]"), Text("(b)")],
    [Text("see https://a.example/"), Link("/x", [Text("b")])],
    [Text("a"), SoftBreak(), Text("- b"), HardBreak(), Text("- c")],
]


@pytest.mark.parametrize("children", TOGETHER)
def test_what_stands_together_means_no_more_than_alone(children):
    document = Document((Paragraph(children),))
    assert Shown(render(convert(document)[0])).facts() == Shown(render_html(document)).facts()


def test_an_empty_document_is_empty():
    assert convert(Document(())) == ("", [])
    assert convert(Document((paragraph(),))) == ("", [])


def test_template_syntax_is_disarmed():
    hugo = Dialect(escape=escape_shortcodes)
    source = "<h2>{{&lt; a &gt;}}</h2><ul><li>{{% b %}} <em>{{% e %}}</em></li></ul><p><a href='/{{%x'>{{% c %}}</a> <code>{{&lt; d &gt;}}</code></p>"
    written = to_markdown(source, hugo)
    assert not re.search(r"\{\{[<%](?!/\*)", written)
    assert Shown(render(written)).text.replace("/*", "").replace("*/", "") == Shown(source).text


class Broken(html2text.HTML2Text):
    def handle(self, data):
        raise IndexError("list index out of range")


class Lossy(html2text.HTML2Text):
    def handle(self, data):
        return super().handle(data)[8:]


@pytest.mark.parametrize(("stub", "reason"), [(Broken, "html2text raised IndexError"), (Lossy, "html2text lost text")])
def test_a_failure_falls_back_to_our_own_style(stub, reason, monkeypatch):
    monkeypatch.setattr("wpmigrate.render.html2text.HTML2Text", stub)
    document = parse("<p>so <em>old</em></p>")
    assert convert(document) == (render_markdown(document), [reason])


def letters(shown):
    return Counter(LETTERS.findall(shown.text))


@given(bodies())
def test_no_word_is_lost(source):
    before, after = Shown(source), Shown(render(to_markdown(source)))
    assert "".join(LETTERS.findall(after.text)) == "".join(LETTERS.findall(before.text))
    assert (after.links, after.images, after.code, after.outline) == (
        before.links,
        before.images,
        before.code,
        before.outline,
    )


@given(runs())
def test_marks_survive(source):
    before, after = Shown(f"<p>{source}</p>"), Shown(render(to_markdown(f"<p>{source}</p>")))
    assert after.facts() == before.facts()


@given(text(1, 8))
def test_text_survives_in_every_place(source):
    for body in (
        f"<p>{source}</p>",
        f"<ul><li>{source}</li></ul>",
        f"<h3>{source}</h3>",
        f"<p>a<br>{source}</p>",
        f"<blockquote><p>{source}</p></blockquote>",
    ):
        assert Shown(render(to_markdown(body))).facts() == Shown(body).facts()


@pytest.mark.parametrize("flavour", ["kramdown", "python-markdown"])
@given(source=bodies())
def test_other_flavours_raise_nothing(flavour, source):
    written, reasons = convert(parse(source), Dialect(flavour=flavour))
    assert reasons == []
    assert isinstance(written, str)
