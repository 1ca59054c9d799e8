"""Formulas are found where MathJax and Jetpack find them, and prices are not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.content.math import protect_math, read_formula
from wpmigrate.content.nodes import Math
from wpmigrate.content.tokens import Tokens


def found(html: str, *, dollars: bool = False) -> list[tuple[str, str, bool]]:
    tokens = Tokens(html)
    protected = protect_math(html, tokens, dollars=dollars)
    assert tokens.restore(protected) == html
    nodes = [tokens.find(f"{tokens._mark}{number}") for number in range(len(tokens._entries))]
    formulas = [node for entry in nodes if entry for node in entry[0] if isinstance(node, Math)]
    return [(formula.text, formula.source, formula.display) for formula in formulas]


CASES = [
    (r"<p>\(a_1\) and $latex x_i^*$</p>", [("a_1", r"\(a_1\)", False), ("x_i^*", "$latex x_i^*$", False)]),
    ("$$a<br />\n+b$$", [("a\n+b", "$$a\n+b$$", True)]),
    ("$$a\n+b$$", [("a\n+b", "$$a\n+b$$", True)]),
    (r"\[ a \\[2pt] b \]", [(r"a \\[2pt] b", r"\[ a \\[2pt] b \]", True)]),
    (r"\[a\\\]", [("a\\\\", r"\[a\\\]", True)]),
    (
        "$latex a &lt; b&amp;s=2&amp;bg=ffffff$",
        [("a < b", "$latex a < b&s=2&bg=ffffff$", False)],
    ),
    (r"$latex= \$5$", [(r"\$5", r"$latex= \$5$", False)]),
    ("$LaTeX w$", [("w", "$LaTeX w$", False)]),
    ("$$x$$ and $$ y $$", [("x", "$$x$$", True), ("y", "$$ y $$", True)]),
    (
        r"\begin{align*}a&amp;b\\c&amp;d\end{align*}",
        [(r"\begin{align*}a&b\\c&d\end{align*}", r"\begin{align*}a&b\\c&d\end{align*}", True)],
    ),
]

PROSE = [
    "it was $5, then $6",
    "cheap $$, dear $$$, dearer $$$$",
    "we say $$, they say $$.",
    "$$a\n\nb$$",
    "<p>$$a</p><p>b$$</p>",
    r"<code>\(a\)</code> <pre>$$x$$</pre> <textarea>\[x\]</textarea>",
    r'<a title="\(a\)">b</a> <!-- $$x$$ -->',
    r"\\(a\\) and \\[4pt]",
    r"\(\)",
    "$latex never ends",
    r"\begin{verse}a\end{verse}",
    r"<script>$$x$$</script>",
]


@pytest.mark.parametrize(("html", "expected"), CASES)
def test_a_formula_is_found(html: str, expected: list[tuple[str, str, bool]]) -> None:
    assert found(html) == expected


@pytest.mark.parametrize("html", PROSE)
def test_prose_is_no_formula(html: str) -> None:
    assert found(html) == []


def test_single_dollars_count_where_the_post_says_so() -> None:
    html = "let $x_1$ cost $5 or $6, $ y $"
    assert found(html) == []
    assert found(html, dollars=True) == [("x_1", "$x_1$", False)]


def test_the_text_of_a_shortcode() -> None:
    assert read_formula(" a &amp; b<br />\nc ") == "a & b\nc"


@given(
    st.lists(st.sampled_from(["$$", "$latex ", "\\(", "\\)", "\\[", "\\]", "\\", "x", "<br />", "\n", "<b>", "&lt;"]))
)
def test_the_source_of_every_token_is_what_stood_there(parts: list[str]) -> None:
    found("".join(parts))


SHAPES = ["$$ ", "\\(", "\\[ ", "$latex ", "\\begin{align}", "$$a\n\n", "$$<b>", "$latex a\\$", "<br>\n", "$x ", "\\\\"]


@pytest.mark.parametrize("shape", SHAPES)
def test_time_is_linear(shape: str) -> None:
    body = "$$a$$" + shape * (300_000 // len(shape))
    started = time.process_time()
    protect_math(body, Tokens(""), dollars=True)
    assert time.process_time() - started < 5
