"""The grammar of blocks: delimiters as parse_blocks finds them, and what is done with damaged ones."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.content.blocks import MAX_DEPTH, TooDeepError, find_delimiters, fold_blocks
from wpmigrate.content.parts import Block


def fold(body: str) -> tuple[str, list[Block], list[str]]:
    seen: list[Block] = []
    broken: list[str] = []

    def render(block: Block) -> str:
        seen.append(block)
        return f"({block.html})"

    return fold_blocks(body, render, broken.append), seen, broken


@pytest.mark.parametrize(
    ("body", "name", "attributes", "kind"),
    [
        ("<!-- wp:paragraph -->", "core/paragraph", {}, "open"),
        ("<!-- /wp:paragraph -->", "core/paragraph", {}, "close"),
        ("<!-- wp:more /-->", "core/more", {}, "void"),
        ('<!-- wp:acme/box {"a":1} -->', "acme/box", {"a": 1}, "open"),
        (
            '<!-- wp:a {"u":"\\u003cb\\u003e \\u002d\\u002d","n":{"m":"}"}} /-->',
            "core/a",
            {"u": "<b> --", "n": {"m": "}"}},
            "void",
        ),
        ('<!--\n wp:a\n{"x":[]}\n-->', "core/a", {"x": []}, "open"),
        ("<!-- wp:a {broken} -->", "core/a", None, "open"),
        ('<!-- wp:a {"x":"\\ud800"} -->', "core/a", None, "open"),
        ('<!-- wp:a {"x":NaN} -->', "core/a", None, "open"),
        ('<!-- wp:a {"x":1 --> <!-- wp:b {"y":2} -->', "core/a", None, "open"),
        ("<!-- /wp:a /-->", "core/a", {}, "void"),
    ],
)
def test_delimiters(body: str, name: str, attributes: Any, kind: str) -> None:
    (delimiter,) = find_delimiters(body)
    assert (delimiter.name, delimiter.attributes, delimiter.kind) == (name, attributes, kind)
    assert (delimiter.start, delimiter.end) == (0, len(body))


@pytest.mark.parametrize(
    "body",
    [
        "<!--wp:a -->",
        "<!-- wp:a-->",
        "<!-- wp:A -->",
        "<!-- wp:1a -->",
        '<!-- wp:a {"x":1}-->',
        "<!-- wp:a {",
        "<!-- wp: a -->",
        "<!-- note -->",
    ],
)
def test_comments_that_are_no_delimiters(body: str) -> None:
    assert list(find_delimiters(body)) == []


@pytest.mark.parametrize(
    ("body", "html", "names", "broken"),
    [
        ("a", "a", [], []),
        ("a<!-- wp:x -->b<!-- /wp:x -->c", "a(b)c", ["core/x"], []),
        (
            "<!-- wp:x -->a<!-- wp:y /-->b<!-- wp:z -->c<!-- /wp:z --><!-- /wp:x -->",
            "(a()b(c))",
            ["core/y", "core/z", "core/x"],
            [],
        ),
        ("<!-- wp:x -->a<!-- /wp:other -->b", "(a)b", ["core/x"], []),
        ("a<!-- /wp:x -->b<!-- wp:y -->c<!-- /wp:y -->", "ab(c)", ["core/y"], ["core/x: closed, never opened"]),
        (
            "<!-- wp:x -->a<!-- wp:y -->b",
            "(a(b))",
            ["core/y", "core/x"],
            ["core/y: never closed", "core/x: never closed"],
        ),
        ("<!-- wp:x {no} -->a<!-- /wp:x -->", "(a)", ["core/x"], ["core/x: attributes"]),
    ],
)
def test_blocks_are_folded_from_the_inside(body: str, html: str, names: list[str], broken: list[str]) -> None:
    folded, seen, damage = fold(body)
    assert (folded, [block.name for block in seen], damage) == (html, names, broken)


def test_a_block_knows_its_inner_blocks_and_its_source() -> None:
    body = '<!-- wp:x {"a":1} --><ul><!-- wp:y --><li><!-- /wp:y --></ul><!-- /wp:x -->'
    _, (inner, outer), _ = fold(f"before {body} after")
    assert (outer.source, outer.html, outer.inner, outer.attributes) == (body, "<ul>(<li>)</ul>", (inner,), {"a": 1})


def test_absurd_nesting_is_refused() -> None:
    with pytest.raises(TooDeepError):
        fold("<!-- wp:x -->" * (MAX_DEPTH + 1))


PIECES = [
    "<!-- wp:a -->",
    "<!-- /wp:a -->",
    "<!-- wp:b /-->",
    '<!-- wp:c {"x":',
    '"} -->',
    "<!-- wp:d {} -->",
    "x",
    "<!--",
    "-->",
    "{",
    "}",
    " ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_text_outside_of_delimiters_is_all_there_once(body: str) -> None:
    covered = sum(delimiter.end - delimiter.start for delimiter in find_delimiters(body))
    assert len(fold_blocks(body, lambda block: block.html, lambda _: None)) == len(body) - covered


@pytest.mark.parametrize(
    "piece",
    [
        "<!-- wp:",
        "<!-- wp:a {",
        "<!-- wp:a ",
        "<!--",
        "<!-- /wp:a -->",
        "<!-- wp:a /-->",
        "} ",
        "<!-- wp:a {}",
        "<!-- wp:a {} /-->",
    ],
)
def test_time_grows_with_the_text_alone(piece: str) -> None:
    body = piece * (200_000 // len(piece))
    assert len(fold_blocks(body, lambda block: block.html, lambda _: None)) <= len(body)
