"""Whatever HTML comes in, a CommonMark renderer shows the same after the way through nodes and Markdown."""

import html
import re

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import REPO
from shown import Shown, render
from stanzas import read_stanzas
from wpmigrate.content.html import parse_html
from wpmigrate.content.nodes import Document
from wpmigrate.content.tokens import Tokens
from wpmigrate.render.html import render_html
from wpmigrate.render.markdown import render_markdown

STANZAS = [
    pytest.param(stanza, id=f"{path.stem}: {stanza.title}")
    for path in sorted((REPO / "fixtures" / "markdown").glob("*.md"))
    for stanza in read_stanzas(path)
]
SHOWN = [stanza for stanza in STANZAS if not stanza.id.startswith("rows-")]
"""tests/test_snippets.py compares the others, and more strictly."""

CHANGED_ON_PURPOSE = re.compile(
    r"<\?php|<pre>[^<]*<(?:div|p|ol|ul)>|<pre class=.wp-block-verse|<details|<svg|data-src|noscript|<object|script:|data:|wp-block-file|class=.twitter"
    r"|wp-block-gallery|wp-block-embed|\bdata-|wp\.com|title: x|<amp-|checkbox|value=|font-weight|<code>\w+ \w*\(?.*\n|<a [^>]*><h|a<b|url\(|List<Map"
)

HOT = [
    "word", "a", "한글", "日本", "“", "」", "「", ".", ",", "!", "?", " ", "  ", "*", "**", "_", "__", "~", "~~", "`", "``",
    "[", "]", "(", ")", "[x](y)", "[^1]", "[a]: b", "<", "<b>", "<!--", "-->", "&", "&copy;", "&amp;", "#", "# ", "- ",
    "+ ", "1. ", "1) ", "> ", "===", "---", "|", "\\", "\\*", "$", "{", "}}", "{{<", "😀", "€", "\u00a0", "![",
    "https://a.example/a_b", "snake_case", "[ ] ", "~~~", "```", "***", ":",
]  # fmt: skip


def parse(source: str) -> Document:
    return Document(parse_html(source, Tokens(source), lambda _: None))


def to_markdown(source: str) -> str:
    return render_markdown(parse(source))


def text(least: int = 1, most: int = 5) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(HOT), min_size=least, max_size=most).map(lambda parts: html.escape("".join(parts)))


HREFS = st.sampled_from(["/x", "/a_(b)", "/a)b", "?a=1&amp;copy;=2", "/\\*"])
TEXTS = text()
KINDS = st.sampled_from(["text"] * 6 + ["em", "strong", "del"] * 2 + ["code", "sup", "br", "img", "a"])
BLOCK_KINDS = st.sampled_from(["p"] * 4 + ["h3", "pre", "hr", "table", "blockquote", "div", "ul", "ol"])


@st.composite
def runs(draw, inside=frozenset()):
    """Text with marks, none inside its like."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(KINDS)
        if kind in ("em", "strong", "del") and kind not in inside:
            parts.append(f"<{kind}>{draw(runs(inside | {kind}))}</{kind}>")
        elif kind in ("code", "sup"):
            parts.append(f"<{kind}>{draw(TEXTS)}</{kind}>")
        elif kind == "img":
            parts.append(f'<img src="/i.png" alt="{draw(TEXTS)}">')
        elif kind == "a":
            parts.append(f'<a href="{draw(HREFS)}">{draw(TEXTS)}</a>')
        else:
            parts.append("<br>" if kind == "br" else draw(TEXTS))
    return "".join(parts)


@st.composite
def bodies(draw, depth=0):
    """Blocks, nested up to four deep."""
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(BLOCK_KINDS) if depth < 4 else "p"
        if kind in ("p", "h3"):
            parts.append(f"<{kind}>{draw(runs())}</{kind}>")
        elif kind in ("blockquote", "div"):
            parts.append(f"<{kind}>{draw(bodies(depth + 1))}</{kind}>")
        elif kind in ("ul", "ol"):
            items = draw(
                st.lists(st.tuples(st.just("") | runs(), st.just("") | bodies(depth + 1)), min_size=1, max_size=3)
            )
            listed = "".join(f"<li>{own}{blocks}</li>" for own, blocks in items)
            parts.append(f"<ul>{listed}</ul>" if kind == "ul" else f'<ol start="7">{listed}</ol>')
        elif kind == "table":
            width = draw(st.integers(1, 3))
            rows = draw(st.lists(st.lists(runs(), min_size=width, max_size=width), min_size=1, max_size=2))
            parts.append(table(rows))
        else:
            parts.append("<hr>" if kind == "hr" else f"<pre><code>{draw(text(1, 8))}</code></pre>")
    return "".join(parts)


def table(rows: list[list[str]]) -> str:
    return (
        "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
    )


@pytest.mark.parametrize("stanza", SHOWN)
def test_stanzas_show_the_same(stanza):
    if CHANGED_ON_PURPOSE.search(stanza.source):
        return
    source, result = Shown(stanza.source), Shown(render(stanza.expected))
    assert result.text == source.text
    assert result.code == source.code
    assert result.images == source.images
    assert result.marks == source.marks


@pytest.mark.parametrize("stanza", STANZAS)
def test_stanzas_are_stable(stanza):
    once = to_markdown(render(stanza.expected))
    assert to_markdown(render(once)) == once


@pytest.mark.parametrize(
    "body",
    [
        "<p>https://a.example/a_b_ <b>https://a.example/c</b>한글 https://a.example/*d*e</p>",
        "<p>www.a.example/&amp;copy; <em>https://a.example/_f_</em>~x</p>",
        "<p>https://a.example/f<br>next https://a.example/<code>g</code></p>",
        "<p>*https://a.example/* (<b>https://a.example/</b>), <b>www.a.example</b>!</p>",
    ],
)
def test_addresses_in_text_end_where_they_end(body):
    linked = cmarkgfm.github_flavored_markdown_to_html(to_markdown(body).replace("<!-- -->", "<br>"))
    plain, shown = Shown(body), Shown(linked)
    assert shown.text.replace(" ", "") == plain.text.replace(" ", "")
    assert shown.marks == plain.marks


@given(text(1, 8))
def test_text_survives(source):
    shown = Shown(render(to_markdown(f"<p>{source}</p>")))
    assert shown.text == Shown(f"<p>{source}</p>").text
    assert (shown.links, shown.images, shown.marks, shown.outline) == ({}, {}, {}, [])


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_any_characters_survive(source):
    body = f"<p>{html.escape(source)}</p>"
    assert Shown(render(to_markdown(body))).text == Shown(body).text


@given(runs())
def test_marks_survive(source):
    before, after = Shown(f"<p>{source}</p>"), Shown(render(to_markdown(f"<p>{source}</p>")))
    assert after.facts() == before.facts()


@given(bodies())
def test_bodies_survive(source):
    before, after = Shown(source), Shown(render(to_markdown(source)))
    assert after.facts() == before.facts()


@given(bodies())
def test_html_of_the_tree_shows_the_same(source):
    assert Shown(render_html(parse(source))).facts() == Shown(source).facts()


@given(text(1, 8))
def test_markdown_of_text_is_stable(source):
    once = to_markdown(f"<p>{source}</p>")
    assert to_markdown(render(once)) == once


@given(st.text("<>/abpiul td=\"'&;!-[]*\n", max_size=60))
def test_tag_soup_raises_nothing(source):
    document = parse(source)
    assert isinstance(render_markdown(document), str)
    assert isinstance(render_html(document), str)
