"""Preformatted text: code with its language, poems, and the rest."""

import re
from collections.abc import Sequence

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from wpmigrate.content.code import code_blocks, code_language, code_title
from wpmigrate.content.html import dom
from wpmigrate.content.html.raw import raw_nodes
from wpmigrate.content.html.space import BOUNDARY
from wpmigrate.content.html.walk import Walk
from wpmigrate.content.nodes import (
    Emphasis,
    HardBreak,
    HtmlSpan,
    Inline,
    Link,
    Node,
    Strikethrough,
    Strong,
    Text,
)

_PLAIN = frozenset((dom.TEXT, dom.COMMENT, "code", "span", "font", "br", "div", "p", "tt", "samp", "nobr", "ol", "li"))


_STANZAS = re.compile(r"\n[ \t]*+\n(?:[ \t]*+\n)*+")
_GAP = re.compile(r"  ++(?=\S)")


def preformatted(walk: Walk, node: LexborNode) -> Sequence[Node]:
    """Read `<pre>`: a poem line by line, marks and links as HTML, all else as a code block."""
    if "wp-block-verse" in dom.classes(node):
        return [BOUNDARY, *_verse(walk, node), BOUNDARY]
    if any(inner.tag not in _PLAIN for inner in dom.descendants(node)):
        return raw_nodes(walk, node)
    text = dom.source_text(node, walk.tokens)
    return code_blocks(text.removesuffix("\n"), language(node), _title(node))


def language(node: LexborNode) -> str:
    """Find the language of code on `<pre>` and its `<code>`."""
    return next((found for element in _elements(node) if (found := code_language(element.attributes))), "")


def _title(node: LexborNode) -> str:
    return next((found for element in _elements(node) if (found := code_title(element.attributes))), "")


def _elements(node: LexborNode) -> list[LexborNode]:
    return [element for element in (node, *dom.elements(node)) if element.attrs]


def _verse(walk: Walk, node: LexborNode) -> Sequence[Node]:
    out: list[Node] = []
    for inner in walk.nodes(node.first_child):
        if isinstance(inner, Text):
            for number, stanza in enumerate(_STANZAS.split(inner.text)):
                out += [BOUNDARY] if number else []
                out += _lines(stanza)
        else:
            out.append(_broken(inner))
    return out


def _lines(text: str) -> list[Inline]:
    out: list[Inline] = []
    for number, line in enumerate(text.split("\n")):
        bare = line.lstrip(" \t")
        shown = "\u00a0" * (len(line) - len(bare)) + _GAP.sub(_kept_gap, bare)
        out += [HardBreak()] if number else []
        out += [Text(shown)] if shown else []
    return out


def _kept_gap(gap: re.Match[str]) -> str:
    return "\u00a0" * (len(gap[0]) - 1) + " "


def _broken(node: Node) -> Node:
    """Break the lines inside of marks."""
    if isinstance(node, Emphasis | Strong | Strikethrough | Link | HtmlSpan):
        children: list[Node] = []
        for child in node.children:
            children += _lines(child.text) if isinstance(child, Text) else [_broken(child)]
        return replace(node, children=children)
    return node
