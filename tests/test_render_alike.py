"""A glance at a body says what the whole comparison says, or nothing: whole bodies pass, whatever is damaged."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import REPO
from stanzas import read_stanzas
from wpmigrate import registry
from wpmigrate.content.nodes import Block, FootnoteDefinition, HtmlBlock, HtmlInline, Node, Paragraph, Text
from wpmigrate.content.parse import parse_body
from wpmigrate.content.tokens import Parsed, Tokens
from wpmigrate.render.alike import count_if_alike
from wpmigrate.render.dialect import COMMONMARK
from wpmigrate.render.fidelity import Proof, compare, compare_all
from wpmigrate.render.markdown import render_markdown
from wpmigrate.render.rendered import render_commonmark
from wpmigrate.render.spans import read_back
from wpmigrate.render.writing import Owned

Sources = Sequence[Sequence[Block]]


def glanced(sources: Sources, html: str, missing: Sequence[str] = ()) -> Proof:
    """Compare both ways, which must come to the same, and ask for the same addresses as often."""
    asked: list[Counter[str]] = [Counter(), Counter()]

    def lead(number: int) -> Callable[[str], str]:
        def lead(url: str) -> str:
            asked[number][url] += 1
            return url.replace("/old", "/new")

        return lead

    quick = compare(sources, html, missing, lead(0))
    assert quick == compare_all(sources, html, missing, lead(1))
    assert asked[0] == asked[1]
    return quick


def unparsed(html: str) -> Parsed:
    """Take HTML for what a parser wrote, though none would write some of it."""
    return Parsed((), html, Tokens(html))


def written(body: str) -> tuple[Sources, str, list[Owned]]:
    parsed = parse_body(body, handlers=registry.handlers(), report=lambda _: None)
    owned: list[Owned] = []
    return parsed.sources, render_markdown(parsed.document, COMMONMARK, owned), owned


def proven(body: str, damage: Callable[[str], str] = str) -> Proof:
    sources, markdown, owned = written(body)
    text, missing = read_back(damage(markdown), owned)
    return glanced(sources, render_commonmark(text), missing)


# --- what a glance tells

TYPICAL = """<h2 class="wp-block-heading">Kimchi &amp; "more"</h2>
<p>Salt the <em>cabbage</em>, <a href="/old" title="t">wash it</a> and <b>wait</b>.<br>Then&nbsp;stir <span style="color: red">well</span>.</p>
<p>&nbsp;</p><!--more-->
<ul class="wp-block-list"><li>garlic<ul><li>minced</li></ul></li><li>ginger</li></ul>
<ol start="3"><li>third</li><li>fourth</li></ol>
<blockquote class="wp-block-quote"><p>Never rush.</p><cite>A cook</cite></blockquote>
<pre class="wp-block-code"><code>if (a &lt; "b") {\n  stir();\n}</code></pre><pre>plain</pre>
<figure class="wp-block-image"><a href="/old/jar.png"><img src="/old/jar.png" alt="A jar" class="wp-image-1"></a><figcaption>My pickle</figcaption></figure>
<table><tr><td>1</td><td>6</td></tr></table><hr class="wp-block-separator">
<iframe width="560" src="https://www.youtube.com/embed/x" allowfullscreen></iframe>"""


def test_a_body_of_the_usual_kind_is_told_at_a_glance() -> None:
    sources, markdown, _ = written(TYPICAL)
    assert isinstance(sources[0], Parsed)
    html = render_commonmark(markdown)
    assert count_if_alike(sources[0], html, str) == compare_all(sources, html, (), str).words == 34
    assert compare_all(sources, html, (), str).whole


def test_a_picture_may_have_been_given_the_words_of_the_library() -> None:
    source, result = unparsed('<p><img src="/a.png" alt=""></p>'), '<p><img src="/a.png" alt="A jar" /></p>'
    assert count_if_alike(source, result, str) == 0
    assert glanced((source,), result).whole


# --- where it must not be mistaken

MISTAKES = [
    ("<p>a<b>c</b></p>", "<p>ac</p>"),
    ("<p>a b</p>", "<p>ab</p>"),
    ("<p><em>a</em> <em>b</em></p>", "<p><em>a</em><em>b</em></p>"),
    ("<p><strong><b>x</b>y</strong></p>", "<p><strong><b>x</strong>y</b></p>"),
    ("<p>&amp;</p>", "<p>&am<span>p;</span></p>"),
    ("<p>&amp;</p>", "<p>&am<!-- x -->p;</p>"),
    ("<p>a<em>b</em></p>", "<p>a<e<!-- x -->m>b</em></p>"),
    ("<h2>a</h2><p>b</p>", '<h2>a</h2 class="x"><p>b</p></h2>'),
    ("<h2>a</h2><p>b</p>", '<h2>a</h2 class="x"><p>b</p>'),
    ("<p>a&#32;b</p>", "<p>a b</p>"),
    ('<p>a<img src="/a.png" alt="x">b</p>', '<p>a<img src="/a.png" alt="x" />b</p>'),
    ('<p><img src="javascript:x" alt="a b"></p>', '<p><img src="javascript:x" alt="a b" /></p>'),
    ('<iframe src="/a" allow="https://a.example/x"></iframe>', '<iframe src="/a"></iframe>'),
    ('<p><img src="/a.png"></p><p><img src="/a.png"></p><!-- <noscript> -->', '<p><img src="/a.png"></p><p><img src="/a.png"></p>'),
    ("<p>a<br>b</p>", "<p>ab</p>"),
    ("<p>a<!--more-->b</p>", "<p>a<!--more-->b</p>"),
    ('<p><sup><a href="#x">1</a></sup></p>', '<p><sup><a href="/new#x">1</a></sup></p>'),
    ('<p><a href="/old">a</a></p>', '<p><a href="/old">a</a></p>'),
    ('<p><a href="/a" title="x">a</a></p>', '<p><a href="/a">a</a></p>'),
    ('<p><a href="/a"></a>a</p>', "<p>a</p>"),
    ('<p><a href="/a b">a</a></p>', '<p><a href="/a  b">a</a></p>'),
    ('<p><a class="wp-block-file__button" href="/a">a</a></p>', '<p><a href="/a">a</a></p>'),
    ('<p style="background:url(/b.png)">a</p>', "<p>a</p>"),
    ('<blockquote cite="/c">a</blockquote>', "<blockquote>a</blockquote>"),
    ('<p data-href="https://a.example/x">a</p>', "<p>a</p>"),
    ('<p><img src="/a.png" alt="a" longdesc="/d"></p>', '<p><img src="/a.png" alt="a" /></p>'),
    ('<p><img src="/a.png" alt="A jar"></p>', '<p><img src="/a.png" alt="" /></p>'),
    ('<p><img src="/a.png" alt="a"></p>', '<p><img src="/b.png" alt="a" /></p>'),
    ('<p><img src="/a.png"></p><noscript><img src="/a.png"></noscript>', '<p><img src="/a.png"></p><noscript></noscript>'),
    ('<ul class="blocks-gallery-grid"><li>a</li></ul>', "<ul><li>a</li></ul>"),
    ('<ol type="A"><li>a</li></ol>', "<ol><li>a</li></ol>"),
    ('<ol start="3"><li>a</li></ol>', "<ol>3<li>a</li></ol>"),
    ("<ul><li>a</li></ul>", "<ol><li>a</li></ol>"),
    ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a</li><li>b</li></ul>"),
    ("<table><tr><td>a</td></tr></table>", "<table><tr><td>a</td><td></td></tr></table>"),
    ("<table><tr><td>a</td></tr></tr></table>", "<table><thead><tr><th></th></tr></thead><tr><td>a</td></tr></tr></table>"),
    ("<table><tr><td>a</td></tr></tr></table>", "<table><tr><td>a</td></tr><thead><tr><th></th></tr></thead></tr></table>"),
    ("<pre>a  b</pre>", "<pre><code>a b</code></pre>"),
    ("<pre><code>a</code></pre>", "<pre>a</pre>"),
    ("<pre> </pre>", "<pre><code>  </code></pre>"),
    ("<pre>a</pre>", "pre<p>a</p>"),
    ('<pre class="wp-block-verse">a\nb</pre>', "<pre><code>a\nb</code></pre>"),
    ("<pre>a<br>b</pre>", "<pre><code>a\nb</code></pre>"),
    ("<svg><p>a</p></svg>", "<svg></svg>"),
    ('<div class="footnote-definition"><p>a</p></div><p>b</p>', '<div class="footnote-definition"><p>a</p><p>b</p></div>'),
    ('<iframe src="/a"></iframe>', '<iframe src="/b"></iframe>'),
    ('<iframe src="/a" data-x="https://a.example/x"></iframe>', '<iframe src="/a"></iframe>'),
    ('<iframe src="/old"></iframe>', '<iframe src="/old"></iframe>'),
    ("<p>a < b</p>", "<p>a</p>"),
    ("<p>a\0</p>", "<p>a</p>"),
    ("<hr>", ""),
    ("<p>a</p><p>b</p>", "<p>b</p><p>a</p>"),
    ("", "<p>a</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "result"), MISTAKES)
def test_what_is_nearly_alike_is_judged_by_the_whole_comparison(source: str, result: str) -> None:
    for one, other in ((source, result), (result, source), (source, source), (result, result)):
        glanced((unparsed(one),), other)


@pytest.mark.parametrize(
    "token",
    ["{}", '<a href="{}">x</a>', '<a href="&lt;{}&gt;">x</a>', '<img src="&lt;{}&gt;" alt="">', "<pre>{}</pre>"],
)
@pytest.mark.parametrize(
    "node",
    [HtmlBlock("b"), HtmlInline("b"), Paragraph((Text("b"),)), FootnoteDefinition("n", (Paragraph((Text("b"),)),))],
)
def test_a_token_is_what_stands_for_it(token: str, node: Node) -> None:
    tokens = Tokens("")
    comment = tokens.put((node,), "/old", block=isinstance(node, HtmlBlock | Paragraph))
    html = f"<p>a{token.format(comment.strip('<>') if '&lt;' in token else comment)}c</p>"
    for result in (
        html,
        html.replace(comment, "b"),
        html.replace(comment, "<br>b<br>"),
        "<p>abc</p>",
        html.replace("&lt;!--wpm0-0--&gt;", "/new"),
    ):
        glanced((Parsed((), html, tokens),), result)


SCRAPS = [
    *"a b c a&nbsp;b &amp; &quot; \" ' &am p; &lt; < > <> \ufffc \xa0 <!---->".split(" "), " ", "\n", "  ", "x y",
    *(f"<{slash}{name}>" for slash in ("", "/") for name in "p div h2 h3 ul ol li table thead tbody tr td th blockquote pre code em strong b i s del span cite sup sub a figure figcaption svg u tt".split()),
    "<br>", "<br />", "<hr>", "<hr />", "<!--more-->", "<!-- x -->", "<!-- <p>x</p> -->", "<noscript>", '<p class="x">', '<h2 class="x">', '<ul class="x">',
    '<ol start="3">', '<ol start="4">', '<li class="blocks-gallery-item">', '<a href="/old">', '<a href="/new">', '<a href="/new" title="t">', '<a href="#x">',
    '<a href="/old" target="_blank" rel="noopener">', '<a id="x">', '<img src="/old.png" alt="">', '<img src="/new.png" alt="" />', '<img src="/new.png" alt="t" />',
    '<img class="k" src="/old.png" alt="t">', "<pre><code>", "</code></pre>", '<span style="color: red">', '<span style="background:url(/b.png)">',
    '<iframe src="/old"></iframe>', '<iframe src="/new"></iframe>', '<p style="text-align: left">', '<td style="text-align: left">',
    "<thead><tr><th></th></tr></thead>", '<sup data-fn="n">1</sup>', '<div class="footnote-definition">', "<pre>x\ny</pre>", "<pre><code>x\ny\n</code></pre>",
]  # fmt: skip
SAME = {
    "<b>": "<strong>", "</b>": "</strong>", "<i>": "<em>", "</i>": "</em>", "<s>": "<del>", "</s>": "</del>", "<br>": "<br />", "<hr>": "<hr />",
    '"': "&quot;", "&nbsp;": "\xa0", "<span>": "", "</span>": "", "<cite>": "", "</cite>": "", '<p class="x">': "<p>", '<h2 class="x">': "<h2>", '<ul class="x">': "<ul>",
    '<a href="/old">': '<a href="/new">', '<img src="/old.png" alt="">': '<img src="/new.png" alt="" />', "\n": " ", "<td>": "<th>", "</td>": "</th>",
    '<a href="/old" target="_blank" rel="noopener">': '<a href="/new">', '<img class="k" src="/old.png" alt="t">': '<img src="/new.png" alt="t" />',
    '<iframe src="/old"></iframe>': '<iframe src="/new"></iframe>', '<span style="color: red">': "", "<!-- x -->": "", "<!--more-->": "<br />",
    "<pre>x\ny</pre>": "<pre><code>x\ny\n</code></pre>", "<figure>": "<p>", "</figure>": "</p>",
}  # fmt: skip
"""What a renderer makes of each, if it is to show the same."""

WELL_FORMED = [
    "<p>{}</p>", '<h2 class="x">{}</h2>', "<ul><li>{}</li></ul>", "<blockquote><p>{}</p></blockquote>", "<em>{}</em>", "<b>{}</b>", '<a href="/old">{}</a>',
    "<table><tr><td>{}</td></tr></table>", "<pre>{}</pre>", '<p>{}<br>x <img src="/old.png" alt=""></p>', "<i>{}</i>", "<strong>{}</strong>", "<svg>{}</svg>",
]  # fmt: skip

scraps = st.lists(st.sampled_from(SCRAPS), max_size=14)
nested = st.recursive(
    st.sampled_from(["a", "b c", "x &amp; y", '"q"', "", " ", "<!---->"]),
    lambda inner: st.lists(
        st.builds(lambda frame, text: frame.replace("{}", text), st.sampled_from(WELL_FORMED), inner), max_size=4
    ).map("".join),
    max_leaves=8,
)


@given(scraps, st.data())
def test_a_glance_at_any_scraps_says_what_the_whole_comparison_says(parts: list[str], data: st.DataObject) -> None:
    made = [SAME.get(part, part) if data.draw(st.booleans()) else part for part in parts]
    for _ in range(data.draw(st.integers(0, 2))):
        place = data.draw(st.integers(0, len(made)))
        made[place : place + data.draw(st.integers(0, 1))] = data.draw(st.lists(st.sampled_from(SCRAPS), max_size=1))
    glanced((unparsed("".join(parts)),), "".join(made))


@given(nested, st.data())
def test_a_glance_at_damaged_markdown_says_what_the_whole_comparison_says(body: str, data: st.DataObject) -> None:
    def damage(markdown: str) -> str:
        for _ in range(data.draw(st.integers(0, 2))):
            begin = data.draw(st.integers(0, len(markdown)))
            end = begin + data.draw(st.integers(0, 6))
            scrap = data.draw(st.sampled_from(["", "", "x", " ", "*", "[", "# ", "> ", "- ", "\n", "\n\n", *SCRAPS]))
            markdown = markdown[:begin] + scrap + markdown[end:]
        return markdown

    proven(body, damage)


# --- all bodies there are

STANZAS = [
    pytest.param(stanza.source, id=f"{path.stem}: {stanza.title}")
    for folder in ("markdown", "blocks", "shortcodes")
    for path in sorted((REPO / "fixtures" / folder).glob("*.md"))
    for stanza in read_stanzas(path)
]


def harms(markdown: str) -> list[str]:
    """Lose a word, lead a link elsewhere, move a paragraph, lose a mark: each once, somewhere in the middle."""
    words, paragraphs = re.findall(r"\S+", markdown), markdown.split("\n\n")
    middle = words[len(words) // 2] if words else ""
    marks = sorted(set(re.findall(r"[*_`#>|~-]+", markdown)))
    return [
        markdown.replace(middle, "", 1),
        markdown.replace("](", "](x", 1),
        "\n\n".join([*paragraphs[1:], paragraphs[0]]),
        *(markdown.replace(mark, "", 1) for mark in marks[:3]),
    ]


@pytest.mark.parametrize("body", STANZAS)
def test_a_glance_at_a_stanza_says_what_the_whole_comparison_says(body: str) -> None:
    sources, markdown, owned = written(body)
    for text in (markdown, *harms(markdown)):
        made, missing = read_back(text, owned)
        glanced(sources, render_commonmark(made), missing)


def bodies_of(path: Path) -> list[str]:
    return [
        one
        for one in re.findall(
            r"<content:encoded><!\[CDATA\[(.*?)\]\]></content:encoded>", path.read_text("utf-8"), re.DOTALL
        )
        if one
    ]


@pytest.mark.parametrize("name", ["kitchen.xml", "posts-only-6.1.xml"])
def test_a_glance_at_real_bodies_says_what_the_whole_comparison_says(shared: Path, name: str) -> None:
    glances = 0
    for body in bodies_of(shared / "data" / "wordpress" / name):
        sources, markdown, owned = written(body)
        for text in (markdown, *harms(markdown)):
            made, missing = read_back(text, owned)
            glances += glanced(sources, render_commonmark(made), missing).whole
    assert glances > 5
