"""The few ways in which the rest of this package looks at lexbor's tree."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wpmigrate.content.tokens import Tokens

TEXT = "-text"
COMMENT = "-comment"
ELEMENT = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?::[a-z0-9-]+)?")
"""What the name of an element looks like; whatever else a parser takes for one is prose with a `<` in it."""


def parse_fragment(html: str) -> LexborHTMLParser:
    """Parse a fragment, after an empty comment that is never a real node.

    It is there because selectolax's `root` prints its siblings too, and is None for an empty body.
    """
    return LexborHTMLParser("<!---->" + html, is_fragment=True)


def first_node(parser: LexborHTMLParser) -> LexborNode | None:
    """Answer the first node of a fragment."""
    root: LexborNode | None = parser.root
    return None if root is None else root.next


def fragment(html: str) -> LexborNode | None:
    """Parse a fragment; answer its first node."""
    return first_node(parse_fragment(html))


def name_of(node: LexborNode) -> str:
    """Answer the name of an element."""
    return node.tag or ""


def children(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the child nodes, text and comments included."""
    child = node.first_child
    while child is not None:
        following = child.next
        if child.tag is not None:
            yield child
        child = following


def elements(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the child elements."""
    return (child for child in children(node) if child.is_element_node)


def descendants(node: LexborNode) -> Iterator[LexborNode]:
    """Yield everything below a node in document order, without recursion."""
    pending: list[LexborNode] = []
    child = node.first_child
    while child is not None or pending:
        if child is None:
            child = pending.pop()
            continue
        if child.tag is not None:  # lexbor has nodes for `<?php`, which are no elements
            yield child
        if child.next is not None:
            pending.append(child.next)
        child = child.first_child


def attribute(node: LexborNode, name: str) -> str:
    """Answer an attribute's value, empty when it is missing or has none."""
    return node.attributes.get(name) or ""


def classes(node: LexborNode) -> list[str]:
    """List the classes of an element."""
    return attribute(node, "class").split()


def source_text(node: LexborNode, tokens: Tokens) -> str:
    """Join the text below a node: `<br>` and the edges of blocks as line ends, tokens as the source they stand for."""
    parts: list[str] = []
    for inner in descendants(node):
        tag = inner.tag
        if tag == COMMENT:
            parts.append(tokens.restore(f"<!--{comment_text(inner)}-->") if tokens.find(comment_text(inner)) else "")
        elif tag == "br":
            parts.append("\n")
        elif tag in LINES or (inner.prev is not None and inner.prev.tag in LINES):
            _end_line(parts)
        if tag == TEXT:
            parts.append(inner.text_content or "")
    return tokens.restore("".join(parts))


def _end_line(parts: list[str]) -> None:
    last = next((part for part in reversed(parts) if part), "\n")
    if not last.endswith("\n"):
        parts.append("\n")


LINES = frozenset("p div li ol ul dl dt dd tr blockquote h1 h2 h3 h4 h5 h6".split())
"""Elements that stand on lines of their own inside of `<pre>`."""


EDGES = frozenset(
    "p div section article main header footer nav aside address hgroup center dd dt dl fieldset legend search figure figcaption"
    " li optgroup option ul ol menu dir h1 h2 h3 h4 h5 h6 blockquote pre table caption thead tbody tfoot tr td th hr br details"
    " summary form iframe video audio object".split()
)
"""Elements before and after which a line ends."""


def comment_text(node: LexborNode) -> str:
    """Answer the text of a comment."""
    return node.comment_content or ""


_FRAGMENT = re.compile(r"href\s*=\s*[\"']?#([^\"'\s>]+)", re.IGNORECASE)


def linked_fragments(html: str) -> frozenset[str]:
    """Collect the ids that links of this body point at."""
    may_link = '"#' in html or "'#" in html or "=#" in html
    found = _FRAGMENT.findall(html) if may_link else ()
    return frozenset(spelling for name in found for spelling in (name, unquote(name)))
