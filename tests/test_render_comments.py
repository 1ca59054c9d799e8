"""Comments: paragraphs as WordPress makes them, and nothing that could run."""

import time

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.render.comments import render_comment, safe_url

CASES = [
    ("", ""),
    ("one\n\ntwo\nthree", "<p>one</p>\n<p>two<br>\nthree</p>"),
    ("a & b < c.", "<p>a &amp; b &lt; c.\n</p>"),
    ("<b>bold <i>both</b>", "<p><b>bold <i>both</i></b></p>"),
    (
        '<a href="https://x.example/?a=1&amp;b" onclick="x()">q</a>',
        '<p><a href="https://x.example/?a=1&amp;b" rel="nofollow ugc">q</a></p>',
    ),
    ('<a href="javascript:alert(1)">q</a>', '<p><a rel="nofollow ugc">q</a></p>'),
    ('<a href=" java\tscript:alert(1)">q</a>', '<p><a rel="nofollow ugc">q</a></p>'),
    ("<script>alert(1)</script>after", "<p>after</p>"),
    ('<div class="x"><span>kept</span></div>', "kept"),
    (
        "see https://x.example/a_b, ok",
        '<p>see <a href="https://x.example/a_b" rel="nofollow ugc">https://x.example/a_b</a>, ok</p>',
    ),
    ('<a href="/x">https://x.example</a>', '<p><a href="/x" rel="nofollow ugc">https://x.example</a></p>'),
    ("<img src=x onerror=alert(1)>", '<p><img src="x"></p>'),
    ("<blockquote>한국어</blockquote>", "<blockquote><p>한국어</p></blockquote>"),
    ("<!-- note -->x", "<p>x</p>"),
]


@pytest.mark.parametrize(("content", "expected"), CASES)
def test_a_comment_is_shown_as_wordpress_shows_it(content: str, expected: str) -> None:
    assert render_comment(content) == expected


PIECES = [
    *"<>/=\"' ab&;#:\n",
    "<a href=",
    "<p>",
    "</p>",
    "<script>",
    "</script>",
    "javascript:",
    "on",
    "<svg>",
    "<!--",
    "<pre>",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_nothing_runs_and_the_result_stands_alone(content: str) -> None:
    shown = render_comment(content)
    tree = html5lib.parseFragment(f"<div>{shown}</div><hr>", namespaceHTMLElements=False)
    assert [child.tag for child in tree] == ["div", "hr"]
    for element in tree.iter():
        assert element.tag not in ("script", "svg", "style", "iframe")
        assert not any(name.startswith("on") for name in element.attrib)
        assert safe_url(element.get("href", "")) == element.get("href", "")


@pytest.mark.parametrize("content", ["<b>" * 50_000, "<" * 100_000, "a" * 200_000, "https://" * 20_000, "<b>" * 1900])
def test_hostile_comments_take_linear_time(content: str) -> None:
    begun = time.process_time()
    render_comment(content)
    assert time.process_time() - begun < 2
