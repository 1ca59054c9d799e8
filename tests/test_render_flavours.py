"""What we write for Python-Markdown its own library shows as the body did, and the proof of a run says the same."""

import pytest
from hypothesis import assume, given, settings

from flavours import (
    KRAMDOWN,
    PLACES,
    PYTHON,
    SITES,
    hostile_texts,
    render_python_markdown,
    stanza_bodies,
    written,
    written_as_html2text,
)
from trees import blocks, inlines
from wpmigrate.content.nodes import (
    BlockQuote,
    CodeBlock,
    Document,
    FootnoteDefinition,
    FootnoteReference,
    HtmlBlock,
    HtmlSpan,
    Link,
    List,
    ListItem,
    MarkdownBlock,
    Paragraph,
    Text,
)
from wpmigrate.render.dialect import COMMONMARK, Dialect
from wpmigrate.render.fidelity import compare, prove
from wpmigrate.render.markdown import render_markdown

BODIES = list(stanza_bodies())


STANZAS = pytest.mark.parametrize(
    ("body", "facts"), [pytest.param(body, facts, id=name) for name, body, facts in BODIES]
)


@STANZAS
def test_a_stanza_is_whole(body, facts):
    _, text, _ = written(body.document, PYTHON)
    for site in SITES:
        shown = compare(body.sources, render_python_markdown(text, site), (), facts.original)
        assert (shown.lost, shown.gained) == ((), ()), site


@STANZAS
def test_a_stanza_in_html2text_s_style_is_whole(body, facts):
    _, text, _ = written_as_html2text(body.document, PYTHON)
    shown = compare(body.sources, render_python_markdown(text), (), facts.original)
    assert (shown.lost, shown.gained) == ((), ())


@STANZAS
def test_a_stanza_is_proven_in_a_run(body, facts):
    for dialect in (KRAMDOWN, PYTHON):
        markdown, _, owned = written(body.document, dialect)
        proof = prove(body.sources, markdown, owned, dialect, facts.original)
        assert (proof.lost, proof.gained) == ((), ()), dialect.flavour


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("place", PLACES)
def test_hostile_texts_are_whole(place, site):
    for text in hostile_texts(300 if site == "pelican" else 40, seed=7):
        nodes = PLACES[place](text)
        markdown = render_markdown(Document(nodes), PYTHON)
        shown = compare((nodes,), render_python_markdown(markdown, site))
        assert (shown.lost, shown.gained) == ((), ()), f"{text!r} as {markdown!r}"


def whole(nodes) -> bool:
    return prove((nodes,), render_markdown(Document(nodes), COMMONMARK), [], COMMONMARK).whole


@given(inlines())
def test_a_paragraph_shows_what_its_tree_says(nodes):
    tree = [Paragraph(nodes)]
    assume(whole(tree))  # otherwise the HTML of the tree is no HTML that anybody could compare
    shown = compare((tree,), render_python_markdown(render_markdown(Document(tree), PYTHON)))
    assert (shown.lost, shown.gained) == ((), ())


# Trees that Python-Markdown cannot be told are rare but there: the long search (--hypothesis-profile=search) is for who mends them.
EXAMPLES = settings.default.max_examples if settings.default.max_examples > 100 else 30


@settings(max_examples=EXAMPLES)
@given(blocks())
def test_blocks_show_what_their_tree_says(tree):
    assume(whole(tree))
    shown = compare((tree,), render_python_markdown(render_markdown(Document(tree), PYTHON)))
    assert (shown.lost, shown.gained) == ((), ())


# --- what a flavour cannot say

LINE = Paragraph((Text("a"),))
NOTED = (Paragraph((Text("a"), FootnoteReference("n"))), FootnoteDefinition("n", (CodeBlock("b"), LINE)))
ELSEWHERE = [
    ((List([ListItem((LINE, CodeBlock("b", "py")))]),), '<pre><code class="language-py">b</code></pre>'),
    ((List([ListItem((LINE,), checked=True)]),), '- <input type="checkbox" checked disabled> a'),
    ((CodeBlock("a\n\tb"),), "<pre><code>a\n&#9;b\n</code></pre>"),
    ((HtmlBlock("<audio src='/a.mp3'></audio>"),), "<div>\n<audio src='/a.mp3'></audio>\n</div>"),
    ((BlockQuote((HtmlBlock("<div>\n<p>*x*</p>\n</div>"),)),), "> <div> <p>&#42;x&#42;</p> </div>"),
    ((List([ListItem((LINE, LINE))], ordered=True, start=1000),), '<ol start="1000">'),
    (NOTED, "[^1]: &nbsp;"),
]


@pytest.mark.parametrize(("nodes", "said"), ELSEWHERE)
def test_what_python_markdown_cannot_say_is_said_otherwise(nodes, said):
    markdown = render_markdown(Document(nodes), PYTHON)
    assert said in markdown
    shown = compare((nodes,), render_python_markdown(markdown))
    assert (shown.lost, shown.gained) == ((), ())


def test_a_body_in_markdown_is_written_in_the_flavour_of_the_site():
    body = (MarkdownBlock("* one\n  * two\n\n~~gone~~ [x]\n\n[x]: /y"),)
    markdown = render_markdown(Document(body), PYTHON)
    assert markdown == "- one\n    - two\n\n<del>gone</del> [x](/y)\n"
    assert compare((body,), render_python_markdown(markdown)).whole


@pytest.mark.parametrize("flavour", ["kramdown", "python-markdown"])
def test_what_an_edge_takes_away_is_no_escape(flavour):
    nodes = (HtmlSpan("<sup>", (Text("a < "),), "</sup>"), Link("/x", (Text("b"),), " "))
    written = render_markdown(Document((Paragraph(nodes),)), Dialect(flavour=flavour))
    assert written == "<sup>a &lt;</sup> [b](/x)\n"


@pytest.mark.parametrize("flavour", ["kramdown", "python-markdown"])
def test_an_address_that_only_commonmark_takes_for_one_is_a_link(flavour):
    link = Link("tel:+82-2-123", (Text("tel:+82-2-123"),))
    assert (
        render_markdown(Document((Paragraph((link,)),)), Dialect(flavour=flavour)) == "[tel:+82-2-123](tel:+82-2-123)\n"
    )
