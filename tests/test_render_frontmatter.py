"""Front matter: what is written is what every YAML reader reads back."""

import datetime as dt
import importlib
import json
import math
import tomllib
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.render.frontmatter import Timestamp, render_front_matter, render_json, render_yaml, timestamp
from wpmigrate.render.toml import render_toml

TRICKY = [
    'He said "hi": ok', "@me", "- x", "a # b", "{{ x }}", "a\tb", "two\nlines", "2019", "no", "yes", "null", "~", "12:30",
    "007", "1e3", "0x10", "0o7", "1_000", ".5", "true", "Off", "2024-01-02", "2024-01-02T03:04:05Z", "=", "<<", "!tag", "&a",
    "*a", "|", ">", "%", "`x`", "'", '"', "\\", "\\n", "a\\", "---", "...", "? x", ": x", "[x]", "{x: y}", " x ", "x ", "\u00a0x",
    "\x85", "\u2028", "\u2029", "\ufeff", "\ufffe", "\x00\x07\x1b\x7f\x9f", "한국어 — “q” 😀👨‍👩‍👧‍👦", "\r\n", "e\u0301", "#", "",
]  # fmt: skip

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=30), inner, max_size=4),
    max_leaves=12,
)


def read(text: str) -> Any:
    return yaml.safe_load(text)


def read_12(text: str) -> Any:
    ruamel = pytest.importorskip("ruamel.yaml")
    return ruamel.YAML(typ="safe", pure=True).load(text)


def kept(value: Any) -> Any:
    """What remains of a value when empty fields of maps are left out."""
    if isinstance(value, dict):
        return {key: kept(inner) for key, inner in value.items() if not is_empty(inner)}
    return [kept(inner) for inner in value] if isinstance(value, list) else value


def is_empty(value: Any) -> bool:
    if isinstance(value, dict):
        return all(is_empty(inner) for inner in value.values())
    return value is None or value in ("", [])


@pytest.mark.parametrize("reader", [read, read_12])
def test_tricky_strings_come_back(reader) -> None:
    fields = {"title": "x", "list": TRICKY, "map": {text: text for text in TRICKY if text}}
    assert reader(render_yaml(fields)) == fields


@given(st.dictionaries(st.text(), values, max_size=5))
def test_every_value_comes_back(fields: dict[str, Any]) -> None:
    assert (read(render_yaml(fields)) or {}) == kept(fields)


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text(), max_size=3), max_size=4))
def test_a_reader_of_yaml_1_2_agrees(fields: dict[str, Any]) -> None:
    assert (read_12(render_yaml(fields)) or {}) == kept(fields)


@given(st.text(alphabet=st.characters()), st.text())
def test_nothing_raises_and_all_is_utf8(title: str, key: str) -> None:
    text = render_front_matter({key: title})
    assert text.encode().startswith(b"---\n")
    body = text.removeprefix("---\n").removesuffix("---\n")
    assert len(body.splitlines()) == body.count("\n"), "a line end of a reader's that is none of ours"
    assert not any(line.startswith("---") for line in body.splitlines())


def test_half_a_character_becomes_the_replacement_character() -> None:
    assert read(render_yaml({"title": "a\ud800b"})) == {"title": "a\ufffdb"}


def test_the_style_is_block_style_with_every_string_quoted() -> None:
    fields = {
        "title": 'A "b"',
        "date": Timestamp("2020-01-05T08:00:00+09:00"),
        "draft": False,
        "weight": 0,
        "tags": ["2019", "no"],
        "wp": {"id": 12, "image": {"url": "/a.jpg", "alt": ""}, "none": None, "nothing": {"a": ""}},
        "rows": [{"a": 1, "b": [1, []]}, {}],
        "yes": "no",
        "a b": "c",
    }
    assert render_front_matter(fields) == (
        "---\n"
        'title: "A \\"b\\""\n'
        "date: 2020-01-05T08:00:00+09:00\n"
        "draft: false\n"
        "weight: 0\n"
        "tags:\n"
        '  - "2019"\n'
        '  - "no"\n'
        "wp:\n"
        "  id: 12\n"
        "  image:\n"
        '    url: "/a.jpg"\n'
        "rows:\n"
        "  - a: 1\n"
        "    b:\n"
        "      - 1\n"
        "      - []\n"
        "  - {}\n"
        '"yes": "no"\n'
        '"a b": "c"\n'
        "---\n"
    )


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2020-01-05T08:00:00+09:00", dt.datetime(2020, 1, 5, 8, tzinfo=dt.timezone(dt.timedelta(hours=9)))),
        ("1969-07-20T20:17:40Z", dt.datetime(1969, 7, 20, 20, 17, 40, tzinfo=dt.UTC)),
        ("0000-00-00T00:00:00Z", "0000-00-00T00:00:00Z"),
        ("2020-13-45T08:00:00+09:00", "2020-13-45T08:00:00+09:00"),
        ("2020-01-05", "2020-01-05"),
        ("x: y", "x: y"),
    ],
)
def test_a_date_is_a_date_and_anything_else_stays_a_string(date: str, expected: object) -> None:
    assert read(render_yaml({"date": timestamp(date)}))["date"] == expected


def test_no_date_is_no_field() -> None:
    assert timestamp(None) is None
    assert timestamp("") is None
    assert render_yaml({"date": timestamp(None)}) == ""


@pytest.mark.parametrize("number", [1.5, 1e20, 1e-7, -0.0, math.inf, -math.inf])
def test_numbers_stay_numbers(number: float) -> None:
    assert read(render_yaml({"n": number})) == {"n": number}


def test_a_key_longer_than_readers_take_comes_back() -> None:
    fields = {"k" * 2000: {"q" * 2000: ["v"]}, "z": "w"}
    assert read(render_yaml(fields)) == fields


def test_odd_values_become_text() -> None:
    assert read(render_yaml({"path": importlib.import_module("pathlib").PurePosixPath("a/b")})) == {"path": "a/b"}


def kept_in_toml(value: Any) -> Any:
    """What TOML can say of a value: no null, and no integer beyond 64 bits."""
    if isinstance(value, dict):
        return {key: kept_in_toml(inner) for key, inner in value.items() if not is_empty(inner)}
    if isinstance(value, list):
        return [kept_in_toml(inner) for inner in value if inner is not None]
    return str(value) if type(value) is int and not -(1 << 63) <= value < 1 << 63 else value


def kept_in_json(value: Any) -> Any:
    """What JSON can say of a value: no infinity."""
    if isinstance(value, dict):
        return {key: kept_in_json(inner) for key, inner in value.items() if not is_empty(inner)}
    if isinstance(value, list):
        return [kept_in_json(inner) for inner in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def test_tricky_strings_come_back_from_toml_and_json() -> None:
    fields = {"title": "x", "list": TRICKY, "map": {text: text for text in TRICKY if text}}
    assert tomllib.loads(render_front_matter(fields, "toml").removeprefix("+++\n").removesuffix("+++\n")) == fields
    assert json.loads(render_front_matter(fields, "json")) == fields


@given(st.dictionaries(st.text(), values, max_size=5))
def test_every_value_comes_back_from_toml_and_json(fields: dict[str, Any]) -> None:
    assert tomllib.loads(render_toml(fields)) == kept_in_toml(fields)
    assert json.loads(render_json(fields)) == kept_in_json(fields)


def test_dates_are_dates_in_toml() -> None:
    read = tomllib.loads(render_toml({"date": timestamp("2020-01-05T08:00:00+09:00"), "odd": Timestamp("x")}))
    assert read["date"].isoformat() == "2020-01-05T08:00:00+09:00"
    assert read["odd"] == "x"
