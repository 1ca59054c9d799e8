"""The 79 recorded defects of html2text (user-problems H1 to H79): a case here or a stanza names each, and none happens."""

import re
import time
from collections import Counter

import pytest
from html2text import HTML2Text

from conftest import REPO
from shown import Shown, render
from stanzas import read_stanzas
from wpmigrate import body_to_markdown
from wpmigrate.content.html import parse_html
from wpmigrate.content.nodes import Document
from wpmigrate.content.tokens import Tokens
from wpmigrate.render.markdown import render_markdown

STANZAS = read_stanzas(REPO / "fixtures" / "markdown" / "html2text-defects.md")
NUMBER = re.compile(r"H\d+")

# Where a reader must see something else than a browser makes of the source, as HTML.
SHOWN = {
    "H12": "<p>if a&lt;b then c&gt;d; Map&lt;Key&gt; k</p>",
    "H14": '<img src="drum.jpg" alt="Drum">',
    "H15": '<img src="drum.jpg">',
    "H22": '<h2><a href="/x">Top</a></h2><p><a href="/x">text</a></p>',
    "H32": '<ol><li>a</li></ol><ol start="7"><li>b</li></ol>',
    "H34": "<ul><li>[x] rice</li></ul>",
    "H51": "<pre>if a:\n    b()</pre>",
    "H75": '<p>a</p><pre>&lt;?php if ($a &gt; 1) { echo "x &gt; y"; } ?&gt;</pre><p>b</p>',
}


def number(title):
    found = NUMBER.match(title)
    assert found, f"{title}: a defect says its number"
    return found[0]


def to_markdown(source):
    return render_markdown(Document(parse_html(source, Tokens(source), lambda _: None)))


# --- what no stanza can hold: calls in a row, classic bodies, time


def an_open_script_empties_no_later_body():
    first = to_markdown("<p>one</p><script>x = 1;")
    assert first.startswith("one\n\n<script>")
    assert [to_markdown(f"<p>{word}</p>") for word in ("two", "three")] == ["two\n", "three\n"]


def a_broken_body_spoils_no_later_one():
    assert to_markdown("x<![]-->y") == "xy\n"
    assert to_markdown("<p>Goodbye</p>") == "Goodbye\n"


def a_classic_body_keeps_its_paragraphs():
    body = "First thought.\r\n\r\nSecond thought\r\non two lines."
    assert body_to_markdown(body) == "First thought.\n\nSecond thought\\\non two lines.\n"


def seconds(convert, source):
    """Time the quickest of five conversions: other programs only ever make one slower."""
    taken = []
    for _ in range(5):
        begin = time.process_time()
        convert(source)
        taken.append(time.process_time() - begin)
    return min(taken)


def hostile_input_takes_linear_time():
    small, large = ("<p>" + "<a " * size for size in (40_000, 160_000))
    assert seconds(to_markdown, large) < 10 * seconds(to_markdown, small)


def ordinary_html_is_quicker_than_with_html2text():
    body = '<p>A line about <a href="/tea/">tea</a>.</p>\n<table><tr><td>a</td><td>b</td></tr></table>\n' * 500
    assert seconds(to_markdown, body) < seconds(lambda html: HTML2Text(bodywidth=0).handle(html), body)


CASES = {
    "H6": an_open_script_empties_no_later_body,
    "H7": a_broken_body_spoils_no_later_one,
    "H10": a_classic_body_keeps_its_paragraphs,
    "H78": hostile_input_takes_linear_time,
    "H79": ordinary_html_is_quicker_than_with_html2text,
}


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{name}: {case.__name__}") for name, case in CASES.items()])
def test_a_defect_does_not_happen(case):
    case()


@pytest.mark.parametrize("stanza", [pytest.param(stanza, id=stanza.title) for stanza in STANZAS])
def test_a_defect_hides_nothing(stanza):
    expected = Shown(SHOWN.get(number(stanza.title), stanza.source))
    assert Shown(render(to_markdown(stanza.source))).facts() == expected.facts()


def test_each_of_the_79_is_named_once():
    named = Counter([*(number(stanza.title) for stanza in STANZAS), *CASES])
    assert named == Counter(f"H{place}" for place in range(1, 80))
