"""The proof sees every loss, excuses nothing as a whole, and is content with what is right."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conftest import REPO
from stanzas import read_stanzas
from wpmigrate import registry
from wpmigrate.content.nodes import Document, Embed, Figure, Image, Math, Media, Node, Paragraph, Text
from wpmigrate.content.parse import parse_body
from wpmigrate.content.parsed import ParsedBody
from wpmigrate.render.dialect import COMMONMARK, Dialect, math_source
from wpmigrate.render.fidelity import Proof, prove
from wpmigrate.render.hugo import as_read, escape_shortcodes
from wpmigrate.render.markdown import render_markdown
from wpmigrate.render.spans import _find, read_back
from wpmigrate.render.writing import Owned

HUGO = Dialect(escape=escape_shortcodes, as_read=as_read, heading_ids=True)

BODY = """<h2>Kimchi</h2>
<p>Salt the <em>cabbage</em>, <a href="https://a.example/salt">wash it</a> and <strong>wait</strong>.<br>Then stir.</p>
<ul><li>garlic<ul><li>minced</li></ul></li><li>ginger</li></ul>
<ol start="3"><li>third</li><li>fourth</li></ol>
<blockquote><p>Never rush.</p></blockquote>
<pre><code class="language-c">if (a &lt; b) {\n  stir();\n}</code></pre>
<p><img src="/jar.png" alt="A jar"></p>
<table><tr><th>day</th><th>pH</th></tr><tr><td>1</td><td>6</td></tr></table>
<hr>
<p>Use <code>fish_sauce</code> or <del>not</del>.</p>"""


def parse(body: str, **options: object) -> ParsedBody:
    return parse_body(body, handlers=registry.handlers(), report=lambda _: None, **options)  # type: ignore[arg-type]


def written(parsed: ParsedBody, dialect: Dialect = COMMONMARK) -> tuple[str, list[Owned]]:
    owned: list[Owned] = []
    return render_markdown(parsed.document, dialect, owned), owned


def proof_of(body: str, dialect: Dialect = COMMONMARK) -> Proof:
    parsed = parse(body)
    return prove(parsed.sources, *written(parsed, dialect), dialect)


def proof_after(change: tuple[str, str], body: str = BODY) -> Proof:
    parsed = parse(body)
    markdown, owned = written(parsed)
    damaged = re.sub(*change, markdown, count=1)
    assert damaged != markdown
    return prove(parsed.sources, damaged, owned, COMMONMARK)


def test_a_body_that_came_through_is_whole() -> None:
    proof = proof_of(BODY)
    assert (proof.whole, proof.score, proof.lost, proof.gained) == (True, 1.0, (), ())
    assert proof.words == proof.kept == 32


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ((r"ginger", ""), "word ginger"),
        ((r"## ", ""), "outline h2"),
        ((r"\[wash it\]\([^)]*\)", "wash it"), "link https://a.example/salt"),
        ((r"salt\)", "pepper)"), "link https://a.example/salt"),
        ((r"!\[A jar\]\(/jar.png\)", ""), "image /jar.png A jar"),
        ((r"A jar", "A can"), "image /jar.png A jar"),
        ((r"jar\.png", "can.png"), "image /jar.png A jar"),
        ((r"\*cabbage\*", "cabbage"), "em on cabbage"),
        ((r"\*\*wait\*\*", "wait"), "strong on wait"),
        ((r"~~not~~", "not"), "del on not"),
        ((r"  stir\(\);", "stir();"), "code block if (a < b) { stir(); }"),
        ((r"    - minced", "- minced"), "outline item at 2"),
        ((r"4\. fourth", ""), "word fourth"),
        ((r"3\. third", "1. third"), "outline item 3 at 1"),
        ((r"> Never", "Never"), "outline quote"),
        ((r"\| 1 \| 6 \|", ""), "outline row of 2"),
        ((r"\n---\n", "\n"), "outline rule"),
    ],
)
def test_a_loss_is_seen_and_named(change: tuple[str, str], told: str) -> None:
    proof = proof_after(change)
    assert told in proof.lost
    assert not proof.whole
    assert 0 < proof.score < 1


def test_letters_of_a_list_cannot_vanish_unseen() -> None:
    body = '<ol type="A"><li>x</li></ol>'
    assert proof_of(body).whole
    assert "outline item 1A at 1" in proof_after((r' type="A"', ""), body).lost


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ((r"garlic", "garlic garlic"), "word garlic"),
        ((r"\\\nThen", " Then"), "another paragraph at Salt the cabbage, wash it and wait."),
        ((r"third\n4\. fourth", "fourth\n4. third"), "another order of words"),
        ((r"ginger", "> ginger"), "outline quote"),
    ],
)
def test_what_is_too_much_is_seen_and_named(change: tuple[str, str], told: str) -> None:
    proof = proof_after(change)
    assert told in proof.gained
    assert not proof.whole


@given(st.data())
def test_no_word_can_vanish_unseen(data: st.DataObject) -> None:
    parsed = parse(BODY)
    markdown, owned = written(parsed)
    word = data.draw(st.sampled_from(sorted(re.finditer(r"[A-Za-z]{2,}", markdown), key=lambda found: found.start())))
    assume(word[0] not in ("png", "https"))
    damaged = markdown[: word.start()] + markdown[word.end() :]
    assert not prove(parsed.sources, damaged, owned, COMMONMARK).whole


STANZAS = [
    pytest.param(stanza, folder, id=f"{path.stem}: {stanza.title}")
    for folder in ("markdown", "blocks", "shortcodes")
    for path in sorted((REPO / "fixtures" / folder).glob("*.md"))
    for stanza in read_stanzas(path)
]


@pytest.mark.parametrize(("stanza", "folder"), STANZAS)
def test_what_we_write_is_whole(stanza, folder) -> None:
    from test_stanzas import StanzaFacts

    facts = StanzaFacts(stanza)
    parsed = parse(stanza.source, facts=facts, autop=folder != "markdown" and stanza.facts.get("autop", True))
    for dialect in (COMMONMARK, HUGO):
        proof = prove(parsed.sources, *written(parsed, dialect), dialect, facts.original)
        assert (proof.lost, proof.gained) == ((), ())


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<div style="background:url(/b.jpg)"><iframe src="/f"></iframe></div>', "image /b.jpg"),
        ('<p>a <span style="background:url(/b.jpg)">b</span></p>', "image /b.jpg"),
        ('<video src="/v.mp4" poster="/b.jpg"></video>', "image /b.jpg"),
        ('<table background="/b.jpg"><tr><td>x</td></tr></table>', "image /b.jpg"),
    ],
)
def test_a_picture_in_an_attribute_cannot_vanish_unseen(body: str, told: str) -> None:
    assert proof_of(body).whole
    assert told in proof_after((r"/b\.jpg", ""), body).lost


@pytest.mark.parametrize(
    ("body", "unsaid"),
    [
        ('<blockquote cite="/c"><p>x</p></blockquote>', ("/c",)),
        ('<p><del cite="/c">x</del></p>', ("/c",)),
        ('<p>x <area href="/c"></p>', ("/c",)),
        ('<div data-href="https://a.example/post">x</div>', ("https://a.example/post",)),
        ('<pre>a <span style="background:url(/c.png)">b</span></pre>', ("/c.png",)),
        ('<p itemscope itemtype="https://schema.org/Recipe">x <meta itemprop="image" content="https://a.example/c.png"></p>', ("https://a.example/c.png",)),
        ('<p><ins cite="/c">x</ins> <q cite="/d">y</q></p>', ()),
        ('<map name="m"><area href="/c"></map><form action="/d"><button formaction="/e">go</button></form>', ()),
        ('<p><img src="/i.png" data-orig-file="https://a.example/i.png" longdesc="/c" alt="i"></p>', ()),
        ('<p><a href="/c"></a>x</p>', ()),
    ],
)  # fmt: skip
def test_an_address_that_nobody_saw_is_no_loss_but_said(body: str, unsaid: tuple[str, ...]) -> None:
    proof = proof_of(body)
    assert (proof.whole, proof.score, proof.unsaid) == (True, 1.0, unsaid)


def test_an_empty_link_that_is_gone_is_said() -> None:
    body = '<p>x <a href="/c"></a></p>'
    assert proof_after((r"\[\]\(/c\)", ""), body).unsaid == ("/c",)


def test_differences_are_told_in_the_order_of_the_body() -> None:
    frames = [f"/film-{number}" for number in range(5)]
    body = "".join(f'<iframe src="{url}"></iframe>' for url in frames)
    assert proof_after((r"(?s).+", "x"), body).lost == tuple(f"player {url}" for url in frames)
    pictures = "".join(f'<img src="data:image/png;base64,x"><noscript><img src="{url}"></noscript>' for url in frames)
    sources = parse(pictures).sources
    assert [told for told in prove(sources, "￼" * 5, [], COMMONMARK).lost if told.startswith("image")] == [
        f"image {url}" for url in frames
    ]


# --- what a dialect writes in its own syntax


def own(embed: str | None = None, media: str | None = None, figure: str | None = None) -> Dialect:
    return Dialect(embed=lambda _: embed, media=lambda _: media, figure=lambda *_: figure)


def test_a_poster_that_own_syntax_leaves_out_is_lost() -> None:
    body = '<video src="/film.mp4" poster="/still-of-it.jpg"></video>'
    assert proof_of(body, own(media='{{< video "/film.mp4" "/still-of-it.jpg" >}}')).whole
    assert proof_of(body, own(media='{{< video "/film.mp4" >}}')).lost == ("own syntax without /still-of-it.jpg",)


@pytest.mark.parametrize(
    "body",
    [
        '<p><input><br>[my_box a="1&amp;"] \\(a &lt; b\\)</p>',
        "<h2>\\(a\nb\\)</h2>",
        "<blockquote><ul><li>\\(a\n&gt; b|c\\)</li></ul></blockquote>",
        "<table><tr><td>\\(a\nb|c\\)</td></tr></table>",
    ],
)
def test_all_own_syntax_is_found_again(body: str) -> None:
    """One that is not would be looked for to the end, which makes many of them slow."""
    markdown, owned = written(parse(body), Dialect(math=math_source))
    assert all(_find(markdown, text, 0) for text, _ in owned)


IFRAME = '<p>before</p><iframe src="https://www.youtube.com/embed/abcdefgh"></iframe><p>after</p>'
FIGURE = '<ul><li>x<figure><img src="/jar.png" alt="A"><figcaption>My pickle</figcaption></figure></li></ul>'


def test_own_syntax_is_proven_by_what_it_names() -> None:
    assert proof_of(IFRAME, own(embed="{{< youtube abcdefgh >}}")).whole
    assert proof_of(IFRAME, own(embed="{{< youtube >}}")).lost == (
        "own syntax without https://www.youtube.com/embed/abcdefgh",
    )
    assert proof_of(FIGURE, own(figure='{{< figure src="/jar.png" caption="My pickle" >}}')).whole
    assert proof_of(FIGURE, own(figure='{{< figure src="/jar.png" >}}')).lost == (
        "own syntax without My",
        "own syntax without pickle",
    )
    assert proof_of(FIGURE, own(figure='{{< figure src="/can.png" caption="My pickle" >}}')).lost == (
        "own syntax without /jar.png",
    )


def test_own_syntax_excuses_nothing_beside_it() -> None:
    parsed = parse(IFRAME)
    dialect = own(embed="{{< youtube abcdefgh >}}")
    markdown, owned = written(parsed, dialect)
    assert prove(parsed.sources, markdown.replace("after", ""), owned, dialect).lost == ("word after",)
    assert prove(parsed.sources, markdown.replace("{{< youtube abcdefgh >}}", ""), owned, dialect).lost != ()


@pytest.mark.parametrize(
    ("node", "text", "missing"),
    [
        (Math("a_1^*", "\\(a_1^*\\)"), "\\(a_1^*\\)", []),
        (Math("a_1^*", "\\(a_1^*\\)"), "\\(a\\)", ["a_1^*"]),
        (Media("audio", ("/song.mp3",), "<audio></audio>"), "{{< audio /song.mp3 >}}", []),
        (Media("audio", ("/song.mp3",), "<audio></audio>"), "{{< audio >}}", ["/song.mp3"]),
        (Embed("https://vimeo.com/76979871"), "@[vimeo](76979871)", []),
        (Figure((Paragraph((Image("/a.png"),)),), (Text("cap"),)), "![cap](/a.png)", []),
    ],
)
def test_what_own_syntax_must_hold(node: Node, text: str, missing: list[str]) -> None:
    assert read_back(f"x\n\n{text}\n\ny", [Owned(text, node)])[1] == missing


def test_own_syntax_is_found_where_it_was_indented_or_escaped() -> None:
    markdown = "- x\n\n    {{< a >}}\n    y | z\n    {{< /a >}}\n\n| [sc a\\|b] |\n"
    owned = [Owned("{{< a >}}\ny | z\n{{< /a >}}", Embed("/e")), Owned("[sc a|b]", Paragraph(()))]
    text, _ = read_back(markdown, owned)
    assert "{{<" not in text
    assert "[sc" not in text


def test_escapes_of_a_platform_are_read_as_it_reads_them() -> None:
    assert proof_of("<p>Say <code>{{< figure >}}</code> or {{< this >}}</p><pre>{{% x %}}</pre>", HUGO).whole


def test_math_is_proven_though_commonmark_cannot_read_it() -> None:
    formula = Math("x_1*y_2*z", "\\(x_1*y_2*z\\)")
    document = Document((Paragraph((Text("so "), formula, Text(" holds"))),))
    owned: list[Owned] = []
    markdown = render_markdown(document, Dialect(math=math_source), owned)
    assert "\\(x_1*y_2*z\\)" in markdown
    assert prove((document.children,), markdown, owned, COMMONMARK).whole
