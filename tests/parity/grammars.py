"""The grammars that must be WordPress's: bodies by chance, and one canonical form for WordPress's answer and for ours.

What is left out of the comparison is a rule of a few words here, and counted in test_parity.py.
"""

import json
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import attribute_texts
import block_bodies
import classic_bodies
import shortcode_bodies
from classic_outline import outline_of_answer, outline_of_body

import autop_bodies
from wpmigrate.content.attributes import parse_attributes
from wpmigrate.content.autop import autop
from wpmigrate.content.blocks import find_delimiters, fold_blocks
from wpmigrate.content.markup import CODE, TAG, Markup, mask_brackets
from wpmigrate.content.parts import Block
from wpmigrate.content.shortcodes import find_shortcodes

COUNT, SEED = 10_000, 2024
HERE = "\ue000"
"""Where an inner block stands in the text of the outer one."""


class Grammar(NamedTuple):
    bodies: Callable[[int, int], Iterator[str]]
    ours: Callable[[str], Any]
    theirs: Callable[[Any], Any]
    excluded: Callable[[str], str] = lambda _: ""
    names: Sequence[str] = ()


@cache
def made(name: str) -> tuple[Sequence[str], Mapping[str, int]]:
    """Make the bodies WordPress is asked about, each once, and count what is left out on the way, by reason."""
    grammar = GRAMMARS[name]
    asked: list[str] = []
    left_out: Counter[str] = Counter()
    for body in dict.fromkeys(grammar.bodies(2 * COUNT, SEED)):
        if reason := grammar.excluded(body):
            left_out[reason] += 1
        else:
            asked.append(body)
        if len(asked) == COUNT:
            break
    return asked, left_out


def canonical(answer: Any) -> str:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


# --- attributes


def pairs_of_answer(answer: Iterable[tuple[str, str]]) -> list[list[str]]:
    return [[b64decode(text).decode("utf-8", "replace") for text in pair] for pair in answer]


def pairs_of_text(text: str) -> list[list[str]]:
    return [list(pair) for pair in parse_attributes(text).items()]


# --- shortcodes

_NUMBERED = str.maketrans({"[": "&#91;", "]": "&#93;"})


def _brackets(text: str) -> str:
    """WordPress writes brackets in tags as entities, and entities that were there with one more zero."""
    return text.replace("&#091;", "&#91;").replace("&#093;", "&#93;").translate(_NUMBERED)


def calls_of_answer(answer: Any) -> Any:
    calls, text = answer
    return [[_call(name, pairs_of_answer(pairs), inner) for name, pairs, inner in calls], _brackets(text)]


def _call(name: str, pairs: Iterable[Sequence[str]], inner: str) -> Any:
    return [name, [[key, _brackets(value)] for key, value in pairs], _brackets(inner)]


def calls_of_body(body: str) -> Any:
    calls: list[Any] = []
    out: list[str] = []
    at = 0
    for span in find_shortcodes(body, shortcode_bodies.KNOWN):
        source = body[span.start : span.end]
        out.append(body[at : span.start])
        at = span.end
        if span.kind == "handled":
            source = f"{{{len(calls)}}}"
            calls.append(_call(span.name, pairs_of_text(span.attributes), span.inner or ""))
        out.append(source[1:-1] if span.kind == "escaped" else source)
    return [calls, _brackets("".join([*out, body[at:]]))]


_NAME = re.compile(r"\[([^<>&/\[\]\x00-\x20=]++)")


@cache
def _shortcode_regex(names: tuple[str, ...]) -> re.Pattern[str]:
    """WordPress's get_shortcode_regex."""
    return re.compile(
        rf"\[(\[?)({'|'.join(names) or '(?!)'})(?![\w-])([^\]/]*(?:/(?!\])[^\]/]*)*?)"
        r"(?:(/)\]|\](?:([^\[]*+(?:\[(?!/\2\])[^\[]*+)*+)\[/\2\])?)(\]?)",
        re.ASCII,
    )


def differs_on_purpose(body: str) -> str:
    """Name the rule of ours that WordPress does not have, or nothing.

    A plugin's tag is one tag, and WordPress was asked without the plugin. Code stays code, whole; WordPress runs what it
    finds there, and pairs a tag inside with one outside.
    """
    for span in find_shortcodes(body, shortcode_bodies.KNOWN):
        if span.kind == "unknown" and "[" in span.attributes:
            return "brackets in the attributes of a name nobody handles"
    code = [(start, end) for start, end in Markup(body) if CODE.match(body, start)]
    pattern = _shortcode_regex(tuple(sorted({*_NAME.findall(body)}.intersection(shortcode_bodies.KNOWN))))
    for match in pattern.finditer(mask_brackets(body, (tag.span() for tag in TAG.finditer(body)))):
        places = {match.start(), match.end(3), match.start(5), match.end(5), match.end()} - {-1}
        for start, end in code:
            inside = [start < place < end for place in places]
            if any(inside) and not (all(inside) and match[1] and match[6]):
                return "a shortcode in a code element"
    return ""


# --- blocks


def _value(value: Any) -> Any:
    """As a PHP array is: a list is an object with the keys 0, 1, 2, and a number beyond 64 bits is a float."""
    if isinstance(value, dict):
        if [*value] == [str(number) for number in range(len(value))]:
            return [_value(member) for member in value.values()]
        return {key: _value(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_value(member) for member in value]
    return float(value) if isinstance(value, int) and not -(2**63) <= value < 2**63 else value


def blocks_of_answer(answer: Any) -> Any:
    text = "".join(block["innerHTML"] if block["blockName"] is None else HERE for block in answer)
    return [text, [_block_of_answer(block) for block in answer if block["blockName"] is not None]]


def _block_of_answer(block: Any) -> Any:
    text = "".join(HERE if piece is None else piece for piece in block["innerContent"])
    inner = [_block_of_answer(inner) for inner in block["innerBlocks"]]
    return [block["blockName"], _value(block["attrs"] or []), text, inner]


def blocks_of_body(body: str) -> Any:
    outer: list[Block] = []

    def render(block: Block) -> str:
        del outer[len(outer) - len(block.inner) :]
        outer.append(block)
        return HERE

    end = _stray(body)
    text = fold_blocks(body[:end], render, lambda _: None) + body[end:]
    return [text, [_block_of_ours(block) for block in outer]]


def _stray(body: str) -> int:
    """Answer where the first delimiter stands that closes nothing: WordPress looks for no more blocks there, we go on."""
    depth = 0
    for delimiter in find_delimiters(body):
        depth += _STEPS[delimiter.kind]
        if depth < 0:
            return delimiter.start
    return len(body)


def _block_of_ours(block: Block) -> Any:
    return [block.name, _value(block.attributes), block.html, [_block_of_ours(inner) for inner in block.inner]]


_STEPS = {"open": 1, "close": -1, "void": 0}


def damages_blocks(body: str) -> str:
    """Name the damage that makes WordPress drop text or repeat it, or nothing."""
    depth = at = 0
    body = body[: _stray(body)]
    for delimiter in find_delimiters(body):
        if depth and body[at : delimiter.start] == "0":
            return "a text of exactly 0, which PHP takes for nothing"
        at = delimiter.end
        depth += _STEPS[delimiter.kind]
    if depth and body[at:] == "0":
        return "a text of exactly 0, which PHP takes for nothing"
    return "several blocks left open: WordPress shows their text several times" if depth > 1 else ""


# --- all


GRAMMARS = {
    "autop": Grammar(autop_bodies.bodies, autop, str),
    "classic": Grammar(classic_bodies.bodies, outline_of_body, outline_of_answer, names=classic_bodies.KNOWN),
    "attributes": Grammar(attribute_texts.bodies, pairs_of_text, pairs_of_answer),
    "shortcodes": Grammar(
        shortcode_bodies.bodies, calls_of_body, calls_of_answer, differs_on_purpose, shortcode_bodies.KNOWN
    ),
    "blocks": Grammar(block_bodies.bodies, blocks_of_body, blocks_of_answer, damages_blocks),
}
