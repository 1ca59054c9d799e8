"""PHP's serialised values: the same as a real reader makes of them, within bounds, and never an object."""

import phpserialize
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.wxr.php import decode, serialize, unserialize

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.integers(-9, 99) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


def plain(value):
    """Lists are dicts with keys from 0 in PHP; say both one way."""
    if isinstance(value, list):
        return {number: plain(part) for number, part in enumerate(value)}
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return value


@given(VALUES)
def test_the_same_as_phpserialize(value):
    raw = phpserialize.dumps(value).decode()
    expected = phpserialize.loads(raw.encode(), decode_strings=True)
    assert plain(unserialize(raw)) == plain(expected) == plain(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("N;", None),
        ("b:1;", True),
        ("i:-5;", -5),
        ("d:0.5;", 0.5),
        ("d:1.0E+25;", 1e25),
        ("d:INF;", float("inf")),
        ('s:6:"안녕";', "안녕"),
        ('s:0:"";', ""),
        ("a:0:{}", []),
        ('a:2:{i:0;s:1:"a";i:1;N;}', ["a", None]),
        ('a:1:{i:1;s:1:"a";}', {1: "a"}),
        ('a:2:{s:2:"fa";i:1;s:2:"en";i:7;}', {"fa": 1, "en": 7}),
        ('O:8:"stdClass":1:{s:1:"a";i:1;}', {"__class__": "stdClass", "a": 1}),
        ('O:1:"A":2:{s:4:"\0*\0b";i:1;s:4:"\0A\0c";i:2;}', {"__class__": "A", "b": 1, "c": 2}),
        ('C:1:"A":3:{xyz}', {"__class__": "A", "__serialized__": "xyz"}),
        ('E:7:"Suit:Up";', "Suit:Up"),
        ("a:2:{i:0;i:1;i:1;R:2;}", [1, None]),
        ('s:3:"안녕";', "안녕"),
        ('a:1:{s:3:"url";s:9:"https://longer.example/";}', {"url": "https://longer.example/"}),
        ('a:1:{s:99:"a";s:1:"b";}', {"a": "b"}),
        ('s:1:"say "x"; no";', 'say "x"; no'),
    ],
)
def test_values(text, value):
    assert unserialize(text) == value
    assert decode(text) == ({"1": "a"} if value == {1: "a"} else value, True)


DAMAGED = [
    "i:5", "i:;", "b:2;", 's:3:"abc', "s:3:abc;", "a:2:{i:0;i:1;}", "a:1:{i:0;i:1;", "a:1:{a:0:{}i:1;}", "a:-1:{}", "x:1;", "i:1;i:2;", "", "}",
    "a:999999999:{}", 'O:1:"A":1:{', "d:x;", "N", "a:1:{b:1;i:1;}",
]  # fmt: skip


@pytest.mark.parametrize("text", DAMAGED)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError):
        unserialize(text)


@pytest.mark.parametrize(
    "text", ["", "hello", "i:5 apples;", "a: b}", "N;x", "s:5", "b:2;", '{"a": 1}', "O: dear;", "1", "d:day;"]
)
def test_plain_text_is_itself(text):
    assert decode(text) == (text, True)


@pytest.mark.parametrize("text", ["a:2:{i:0;i:1;}", 's:3:"abc;', 'a:1:{s:3:"a}', "i:--5;"])
def test_a_damaged_value_stays_text_and_is_told(text):
    assert decode(text) == (text, False)


def test_bounds():
    deep = "a:1:{i:0;" * 64 + "N;" + "}" * 64
    assert decode(deep)[1]
    assert not decode("a:1:{i:0;" * 65 + "N;" + "}" * 65)[1]
    wide = "".join(f"i:{n};N;" for n in range(60_000))
    assert not decode(f"a:60000:{{{wide}}}")[1]


@given(st.text(alphabet='aisObdNRCE:0123456789;{}" \0é', max_size=60))
def test_no_text_raises_anything_else(text):
    value, whole = decode(text)
    assert whole or value == text


def test_wrong_lengths_take_linear_time():
    strings = "".join(f'i:{n};s:1:"xx";' for n in range(20000))
    value, whole = decode(f"a:20000:{{{strings}}}")
    assert whole
    assert value == ["xx"] * 20000


SAYABLE = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


@given(SAYABLE)
def test_what_is_written_again_is_read_the_same(value):
    told = decode(serialize(value))
    assert told == (as_php_keeps_it(value), True)


def as_php_keeps_it(value):
    """An array of PHP's is a list when its keys are 0, 1, 2 …, and an empty one is a list."""
    if isinstance(value, list):
        return [as_php_keeps_it(one) for one in value]
    if not isinstance(value, dict):
        return value
    inner = {key: as_php_keeps_it(one) for key, one in value.items()}
    return list(inner.values()) if list(inner) == [str(at) for at in range(len(inner))] else inner


@pytest.mark.parametrize("text", ["plain", "i:4;", "b:1;", 's:1:"a";', " N; ", "", "a:0:{}"])
def test_text_that_looks_serialised_stays_text(text):
    assert decode(serialize(text)) == (text, True)
