"""Plain text through html2text, which has habits of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.content.nodes import Document, Embed, Image, Link, Paragraph, Text
from wpmigrate.render import text as renderer
from wpmigrate.render.text import render_text, summary

TEXTS = {
    "": "",
    "<p>a <b>b</b> &amp; c&nbsp;d</p><p>e</p>": "a b & c d\n\ne",
    "<h2>Title</h2>bare": "Title\n\nbare",
    "<p>1. one<br>- two<br>+ three</p>": "1. one\n- two\n+ three",
    r"<p>C:\temp\[x] *a* _b_ `c` &lt;br&gt; # d</p>": r"C:\temp\[x] *a* _b_ `c` <br> # d",
    "<ul><li>a</li><li>b</li></ul><ol start=3><li>c</li></ol>": "- a\n\n- b\n\n3. c",
    "<blockquote><p>q</p></blockquote><hr><pre>x\ny</pre>": "q\n\nx\ny",
    "<table><tr><td>a</td><td>b</td></tr></table>": "a | b",
    '<a href="/x">link</a> <img src="a.jpg" alt="picture">': "link",
    "<figure><img src=a><figcaption>cap</figcaption></figure>": "cap",
    "<script>x</script><style>y</style><p>z</p>": "z",
    "<dl><dt>T</dt><dd>D</dd></dl>": "T\nD",
    "<details><summary>S</summary>d</details>": "S\n\nd",
    "caf&eacute; “인용” 한국어 😀": "café “인용” 한국어 😀",
    "<p>AT&T; x < y</p>": "AT&T; x < y",
    "<p>8&lt;-- x &gt;+ y &amp;- z &lt;1. a</p>": "8<-- x >+ y &- z <1. a",
    "<p>a&#92;b&bsol;*c* <x-y title='&#92;'>d\\\\e</x-y></p>": "a\\b\\*c* d\\\\e",
}


PLAIN = st.text(alphabet="ab12 .-+*#_`[]()!|~:;=\"'$@가é8O:D\u00a0\u3000\t\n", max_size=30) | st.text(max_size=20)


@given(PLAIN)
def test_text_that_says_itself_is_what_html2text_would_write(text):
    if renderer._SAYS_ITSELF.fullmatch(text) and text == " ".join(text.split()):
        assert renderer._plain("\n".join(renderer._blocks(renderer._parsed(text)))) == text


@pytest.mark.parametrize(("html", "expected"), TEXTS.items())
def test_text_of_html(html, expected):
    assert render_text(html) == expected


def test_text_of_a_document():
    link = Paragraph((Text("a "), Link("/x", (Text("b"),)), Image("c.jpg", "d")))
    assert render_text(Document((link, Embed("https://a.example/v", title="Film")))) == "a b\n\nFilm"


@given(st.text("ab 1.-+*_#>\\`[]()|~\n", max_size=30))
def test_words_stay_as_they_are(words):
    shown = " ".join(words.split())
    written = render_text(Document((Paragraph((Text(shown),)),)))
    assert " ".join(written.split()) == shown


def test_html2text_may_fail(monkeypatch):
    class Broken:
        def __init__(self, bodywidth):
            pass

        def handle(self, html):
            raise AssertionError

    monkeypatch.setattr(renderer, "HTML2Text", Broken)
    assert render_text("<p>a &amp; <b>b</b></p><p>c</p>") == "a & b\n\nc"


def test_a_body_too_deep_to_parse_is_stripped_of_its_tags():
    assert render_text("<div>" * 1_100 + "found") == "found"


def test_calls_are_independent():
    assert render_text("<p>one</p><script>x=1;") == "one"
    assert render_text("x<![]-->y") == "xy"
    assert render_text("<p>two</p>") == "two"


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("one  two\nthree", 13, "one two three"),
        ("one two three", 9, "one two…"),
        ("one two, three", 10, "one two…"),
        ("한국어" * 5, 6, "한국어한국…"),
        ("unbreakable", 4, "unb…"),
        ("abc", 0, ""),
        ("abc", 1, "…"),
        ("", 5, ""),
    ],
)
def test_summary(text, limit, expected):
    assert summary(text, limit) == expected


@given(st.text(max_size=40), st.integers(0, 30))
def test_summary_is_never_longer(text, limit):
    assert len(summary(text, limit)) <= limit
