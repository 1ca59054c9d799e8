"""The grammar of shortcodes: WordPress's for names somebody handles (see tests/parity), evidence for all others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.content.attributes import parse_attributes
from wpmigrate.content.shortcodes import Span, find_shortcodes

HANDLED = ("gallery", "caption", "gallery-x", "code")
CODE = ("code",)


def found(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in find_shortcodes(text, HANDLED, CODE)]


@pytest.mark.parametrize(
    "prose",
    [
        "[here] and [1], [a-z], [n-1], [int], [pdf], [e-mail], [sic]",
        "an index a[i], $a[my_key], f(x)[some_name], m[a_b]",
        'a selector input[type="text"], a[href="#"]',
        "[x=1] [where x = 1]",
        "[gallerys] [Gallery] [/gallery]",
        "[gallery한]",
        "3 < 4 and [gallery]",
        "[code] without an end, [c] too",
        '<a title="[gallery]">x</a> <!-- [gallery] --> <b [gallery]>',
        "<pre>[gallery]</pre> <code>[sc a='b']</code> <script>a[gallery]</script>",
        '[[sc a="b"]]',
        '[Note id="a"\n\nnew paragraph]',
        "[unfinished a='b'",
        "]][[ [] [ ] [/]",
    ],
)
def test_prose_stays_prose(prose: str) -> None:
    assert found(prose) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ('[sc name="my_video_1"]', ["unknown"]),
        ("[contact-form-7 id='1' title='a b']", ["unknown"]),
        ("[table id=1 /]", ["unknown"]),
        ("[divider/] [divider /]", ["unknown", "unknown"]),
        ("[woocommerce_cart]", ["unknown"]),
        ("[sc id=”5″]", ["unknown"]),
        ("[sc id=&quot;5&quot;]", ["unknown"]),
        ("[b]x[/b] [/b] [/i]", ["unknown", "unknown", "unknown"]),
        ('[su_button url="http://x.test/?a=[b]"]Click[/su_button]', ["unknown", "unknown"]),
        ("[vc_row][gallery ids='1'][/vc_row]", ["unknown", "handled", "unknown"]),
        ("[[gallery]] [gallery/] [[gallery] [gallery]]", ["escaped", "handled", "handled", "handled"]),
        ("[gallery한] [gallery]", ["handled", "handled"]),
        ("3 < 4 and 5 > 4 [gallery]", ["handled"]),
        ("<pre>[gallery] [[gallery]]</pre> <code>[[caption]x[/caption]]</code>", ["escaped", "escaped"]),
        ("[code]if (a < b && c[1]) <pre> [gallery] [/code] [gallery]", ["handled", "handled"]),
        ("[[code]x[/code]]", ["escaped"]),
        ("[caption]<img alt='[/caption]'>[/caption]", ["handled"]),
    ],
)  # fmt: skip
def test_what_counts(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in found(text)] == kinds


def test_a_handled_shortcode_says_all_its_parts() -> None:
    text = 'x [caption id="a" width="3"]<b>y</b>[/caption] z'
    assert list(find_shortcodes(text, HANDLED)) == [
        Span("handled", 2, len(text) - 2, "caption", ' id="a" width="3"', "<b>y</b>")
    ]


def test_the_content_ends_at_the_first_closing_tag() -> None:
    assert found("[caption][caption]x[/caption]y[/caption]") == [("handled", "[caption][caption]x[/caption]")]


@given(st.text(alphabet="[]/<>=\"'ab_ \n!-", max_size=60))
def test_spans_are_in_order_and_apart(text: str) -> None:
    at = 0
    for span in find_shortcodes(text, ("a", "b"), ("b",)):
        assert at <= span.start < span.end <= len(text)
        at = span.end


@pytest.mark.parametrize(
    "piece",
    ["[", "]", "[gallery]", "[gallery", "[a ", "[a_b]", "[code]", "[code", "[/code]", "<a [", "<!--[", "<pre>[", "[a '", '[a "', "[a]",
     "[/a]", "[[gallery]]", "[caption]<", "[a x=1 "],
)  # fmt: skip
def test_time_grows_with_the_text_alone(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + "]"
    assert sum(1 for _ in find_shortcodes(text, HANDLED, CODE)) <= len(text)


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("", {}),
        (" a=\"b\" C='d e' f=g", {"a": "b", "c": "d e", "f": "g"}),
        (' x "y z" \'w\' a="1"', {"0": "x", "1": "y z", "2": "w", "a": "1"}),
        ("=http://e.com/?a=1", {"0": "=http://e.com/?a=1"}),
        (' 5="x" y', {"5": "x", "6": "y"}),
        (' 0="x" y', {"0": "y"}),
        (' a="" "" b', {"a": "", "0": "b"}),
        (' a="<b>x</b>" c="<b"', {"a": "<b>x</b>", "c": ""}),
        (' a="one\\ntwo" b="\\x41\\101\\q"', {"a": "one\ntwo", "b": "AAq"}),
        (' a="\\xc3\\xa9"', {"a": "é"}),
        ("\u00a0a=b\u200bc=d", {"a": "b", "c": "d"}),
        (' 한="x"', {"0": '한="x"'}),
        (' a="b"c="d"', {"0": 'a="b"c="d"'}),
    ],
)
def test_attributes_are_read_as_shortcode_parse_atts_reads_them(text: str, attributes: dict[str, str]) -> None:
    assert parse_attributes(text) == attributes


@given(st.text(alphabet="ab0=\"'<>\\ x\n한", max_size=40))
def test_attributes_never_raise(text: str) -> None:
    assert all(isinstance(value, str) for value in parse_attributes(text).values())
