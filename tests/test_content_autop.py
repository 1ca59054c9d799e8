"""autop in a few plain cases, and against sizes that a careless pattern would never finish; tests/parity has the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.content.autop import autop


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", ""),
        (" \n\t ", ""),
        ("One.", "<p>One.</p>\n"),
        ("One.\n\nTwo\nthree", "<p>One.</p>\n<p>Two<br />\nthree</p>\n"),
        ("One\r\n\r\nTwo\rthree", "<p>One</p>\n<p>Two<br />\nthree</p>\n"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>\n"),
        ("Two\nthree <pre>a\n\nb</pre>", "<p>Two<br />\nthree </p>\n<pre>a\n\nb</pre>\n"),
        ("<h2>안녕</h2>\n글", "<h2>안녕</h2>\n<p>글</p>\n"),
        ("<script>a\nb</script>", "<p><script>a\nb</script></p>\n"),
        ('<img alt="a\n\nb">', '<p><img alt="a\n\nb"></p>\n'),
        ("a\n<!--more-->\nb", "<p>a<br />\n<!--more--><br />\nb</p>\n"),
    ],
)
def test_paragraphs_and_breaks(body: str, expected: str) -> None:
    assert autop(body) == expected


def test_a_body_that_holds_wordpress_s_own_stand_in_is_no_index_error() -> None:
    assert "<pre wp-pre-tag-7></pre>" in autop("<pre>x</pre> <p <pre wp-pre-tag-7></pre>")


@pytest.mark.parametrize(
    "piece",
    ["<p>", "<", "<div", "<p><div", " ", "\n", "<br>", "<br />\n", "<script", "<pre", "</pre>", " <option", "<!--",
     "<!-- <p><liX -->\n", "<source  ", "[video", "<object", "<figcaption", "<![CDATA[", "<hr ", "<li>x\n", "<div> "],
)  # fmt: skip
def test_time_grows_with_the_text_alone(piece: str) -> None:
    body = piece * (60_000 // len(piece)) + "<source</object>"
    assert len(autop(body)) > 0


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<pre>", "</pre>", "<br>", "\n", " ", "x", "<", ">", "<!--", "-->", "<li", "[a]"]
        )
    )
)
def test_no_letter_is_lost(pieces: list[str]) -> None:
    body = "".join(pieces)
    assert autop(body).count("x") == body.count("x")
