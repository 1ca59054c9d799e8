"""Preformatted text: code with its language, poems, and the rest."""

import re
from collections.abc import Sequence

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from wpmigrate.content.html import dom
from wpmigrate.content.html.raw import raw_nodes
from wpmigrate.content.html.space import BOUNDARY
from wpmigrate.content.html.walk import Walk
from wpmigrate.content.nodes import (
    CodeBlock,
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

_CLASS = re.compile(r"(?:^|\s)(?:language-|lang-|brush:\s*|lang:\s*)([\w+#.-]+)")
_LANGUAGE_ATTRIBUTES = ("data-enlighter-language", "data-language", "data-lang", "lang")
_TONGUES = frozenset("en ko ja de fr es it pt nl zh ru ar he pl tr sv da fi nb cs hu el th vi id uk".split())
"""Languages that people speak: `lang` on `<pre>` may mean one of those."""

_PLAIN = frozenset((dom.TEXT, dom.COMMENT, "code", "span", "font", "br", "div", "p", "tt", "samp", "nobr", "ol", "li"))


def preformatted(walk: Walk, node: LexborNode) -> Sequence[Node]:
    """Read `<pre>`: a poem line by line, marks and links as HTML, all else as a code block."""
    if "wp-block-verse" in dom.classes(node):
        return _verse(walk, node)
    if any(inner.tag not in _PLAIN for inner in dom.descendants(node)):
        return raw_nodes(walk, node)
    text = dom.source_text(node, walk.tokens)
    return (CodeBlock(text.removesuffix("\n"), language(node)),)


def language(node: LexborNode) -> str:
    """Find the language of code in the classes and attributes of `<pre>` and its `<code>`."""
    for element in (node, *dom.elements(node)):
        if not element.attrs:
            continue
        found = _CLASS.search(dom.attribute(element, "class"))
        if found:
            return found[1]
        for name in _LANGUAGE_ATTRIBUTES:
            value = dom.attribute(element, name).strip()
            if value and value[:2].lower() + value[2:3] not in {tongue + "-" for tongue in _TONGUES} | _TONGUES:
                return value
    return ""


def _verse(walk: Walk, node: LexborNode) -> Sequence[Node]:
    out: list[Node] = []
    for inner in walk.nodes(node.first_child):
        if isinstance(inner, Text):
            for number, stanza in enumerate(re.split(r"\n[ \t]*\n\s*", inner.text)):
                out += [BOUNDARY] if number else []
                out += _lines(stanza)
        else:
            out.append(_broken(inner))
    return out


def _lines(text: str) -> list[Inline]:
    out: list[Inline] = []
    for number, line in enumerate(text.split("\n")):
        bare = line.lstrip(" \t")
        indent = "\u00a0" * (len(line) - len(bare)) if number or bare != line else ""
        out += [HardBreak()] if number else []
        out += [Text(indent + bare)] if indent + bare else []
    return out


def _broken(node: Node) -> Node:
    """Break the lines inside of marks."""
    if isinstance(node, Emphasis | Strong | Strikethrough | Link | HtmlSpan):
        children: list[Node] = []
        for child in node.children:
            children += _lines(child.text) if isinstance(child, Text) else [_broken(child)]
        return replace(node, children=children)
    return node
