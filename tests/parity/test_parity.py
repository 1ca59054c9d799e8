"""Bodies are read as WordPress reads them: its recorded answers to every body, without PHP (see record.py)."""

import json
from typing import Any

import pytest
from grammars import COUNT, GRAMMARS, canonical, made
from record import digest

from conftest import REPO
from wpmigrate.content.autop import autop
from wpmigrate.content.blocks import fold_blocks
from wpmigrate.content.shortcodes import find_shortcodes

RECORDED = REPO / "fixtures" / "parity"


def lines(name: str) -> list[str]:
    return (RECORDED / name).read_text("utf-8").removesuffix("\n").split("\n")


@pytest.mark.parametrize("name", GRAMMARS)
def test_ten_thousand_bodies_are_read_as_wordpress_reads_them(name: str) -> None:
    grammar, answers = GRAMMARS[name], lines(f"{name}.digests")
    bodies, _ = made(name)
    assert len(answers) == len(bodies) == len(set(bodies)) == COUNT
    pairs = zip(bodies, answers, strict=True)
    assert [body for body, answer in pairs if digest(canonical(grammar.ours(body))) != answer] == []


@pytest.mark.parametrize("name", GRAMMARS)
def test_the_answers_that_are_written_out(name: str) -> None:
    pairs: list[Any] = [json.loads(line) for line in lines(f"{name}.jsonl")]
    assert len(pairs) == 200
    assert {body for body, _ in pairs} <= set(made(name)[0])
    assert [body for body, answer in pairs if GRAMMARS[name].ours(body) != answer] == []


LEFT_OUT = {
    "shortcodes": {
        "a shortcode in a code element": 158,
        "brackets in the attributes of a name nobody handles": 127,
    },
    "blocks": {
        "several blocks left open: WordPress shows their text several times": 315,
        "a text of exactly 0, which PHP takes for nothing": 74,
    },
}


def test_what_is_left_out_is_counted() -> None:
    assert {name: left_out for name in GRAMMARS if (left_out := made(name)[1])} == LEFT_OUT


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<!-- wp:x -->a<!-- wp:y -->b", "ab"),
        ("<!-- wp:x -->0<!-- /wp:x -->", "0"),
        ("a<!-- /wp:x -->b<!-- wp:y -->c<!-- /wp:y -->", "abc"),
    ],
)
def test_damaged_blocks_keep_their_text_once(body: str, text: str) -> None:
    assert fold_blocks(body, lambda block: block.html, lambda _: None) == text


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<code>[box] [[box]]</code>", ["[[box]]"]),
        ("<pre>[box]</pre> x [/box]", []),
        ("[box] <code>[/box]</code>", ["[box]"]),
        ('[other a="[box]"] [box]', ['[other a="[box]"]', "[box]"]),
    ],
)
def test_what_shortcodes_have_and_wordpress_has_not(body: str, found: list[str]) -> None:
    assert [body[span.start : span.end] for span in find_shortcodes(body, ["box"])] == found


def test_autop_of_the_kitchen(shared: Any) -> None:
    truth = json.loads((shared / "data" / "wordpress" / "kitchen.truth.json").read_text("utf-8"))
    posts = [post for post in truth["posts"].values() if post["stages"]]
    assert len(posts) > 50
    assert [post["id"] for post in posts if autop(post["raw"]) != post["stages"]["wpautop"]] == []
