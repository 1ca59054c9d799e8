"""Whatever tree a handler makes, its Markdown shows what its HTML shows, and stays what it is when read again."""

import pytest
from hypothesis import given

from shown import Shown, render
from trees import blocks, inlines
from wpmigrate.content.html import parse_html
from wpmigrate.content.nodes import (
    BlockQuote,
    Document,
    Emphasis,
    Figure,
    FootnoteDefinition,
    HtmlContainer,
    HtmlSpan,
    Link,
    List,
    ListItem,
    Paragraph,
    Strong,
    Text,
)
from wpmigrate.content.tokens import Tokens
from wpmigrate.render.html import render_html
from wpmigrate.render.markdown import render_markdown


def again(markdown: str) -> str:
    """Read what a renderer makes of Markdown, and write it."""
    html = render(markdown)
    return render_markdown(Document(parse_html(html, Tokens(html), lambda _: None)))


@given(inlines())
def test_a_paragraph_shows_what_its_tree_says(nodes):
    tree = Document([Paragraph(nodes)])
    assert Shown(render(render_markdown(tree))).facts() == Shown(render_html(tree)).facts()


@given(blocks())
def test_blocks_show_what_their_tree_says(nodes):
    tree = Document(nodes)
    assert Shown(render(render_markdown(tree))).facts() == Shown(render_html(tree)).facts()


@given(blocks())
def test_markdown_is_a_fixed_point_after_two_passes(nodes):
    once = again(render_markdown(Document(nodes)))
    assert again(once) == once


# --- depth


def paragraph(*children):
    return Paragraph(children)


BLOCKS = {
    "quote": lambda inner: BlockQuote((paragraph(Text("x")), inner)),
    "list": lambda inner: List([ListItem((paragraph(Text("x")), inner))]),
    "quote of a list": lambda inner: BlockQuote((paragraph(Text("x")), List([ListItem((inner,))], tight=False))),
    "container": lambda inner: HtmlContainer("<div>", (paragraph(Text("x")), inner), "</div>"),
    "figure": lambda inner: Figure((inner,), (Text("x"),)),
    "note": lambda inner: FootnoteDefinition("a", (paragraph(Text("x")), inner)),
}
INLINES = {
    "emphasis": lambda inner: Emphasis((Text("x "), inner)),
    "marks": lambda inner: Strong((Text("x"), Emphasis((inner,)))),
    "span": lambda inner: HtmlSpan("<sup>", (Text("x"), inner), "</sup>"),
    "link": lambda inner: Link("/a", (Text("x"), inner)),
}


def nested(make, innermost):
    for _ in range(1000):
        innermost = make(innermost)
    return innermost


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_thousand_levels_of_blocks_keep_their_text(kind):
    text = render_markdown(Document([nested(BLOCKS[kind], paragraph(Text("deepest")))]))
    assert (text.count("x"), text.count("deepest")) == (1000, 1)


@pytest.mark.parametrize("kind", INLINES)
def test_a_thousand_levels_of_inlines_keep_their_text(kind):
    text = render_markdown(Document([paragraph(nested(INLINES[kind], Text("deepest")))]))
    assert (text.count("x"), text.count("deepest")) == (1000, 1)
