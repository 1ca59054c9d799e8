"""What a reader meets in a classic body, in order: texts, line ends, and the places of shortcodes, without the tags around.

WordPress makes paragraphs first, takes them away around a shortcode that stands alone (shortcode_unautop), and runs
shortcodes last. Here a shortcode becomes a token first and splits the paragraph it ended up in. The outline must be the same.
"""

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from classic_bodies import KNOWN
from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from wpmigrate.content.nodes import Block, CodeBlock, HardBreak, Node, Text
from wpmigrate.content.parse import parse_body
from wpmigrate.content.parts import Context, Shortcode
from wpmigrate.registry import Handlers

_INLINE = frozenset(["b", "em", "a"])
_BLOCKS = get_args(Block)
_TAG = re.compile(r"<[^>]*>")
_CALL = re.compile(r"\{(\d+)\}")
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")


def _words(source: str) -> str:
    """The words of a shortcode's content, whatever paragraphs were made around them."""
    return _SPACE.sub("", _TAG.sub("", source.replace("&nbsp;", "")))


def _call(name: str, attributes: Mapping[str, str], inner: str) -> str:
    return f"{name} {dict(attributes)} {_words(inner)}"


def _outline(pieces: Iterator[str | None]) -> list[str]:
    """Join what stands together; None is an edge of a block, NUL a line end; white space at edges is nothing."""
    parts: list[list[str]] = [[]]
    for piece in pieces:
        if piece is None:
            parts.append([])
        else:
            parts[-1].append(piece)
    texts = (_SPACE.sub(" ", "".join(part)).strip(" \0") for part in parts)
    return [re.sub(r" ?\0[ \0]*", "\n", text) for text in texts if text]


# --- WordPress's


def outline_of_answer(answer: Any) -> list[str]:
    """Read the HTML as a browser does, with a `<hr>` for each shortcode."""
    calls, html = answer
    found = [_call(name, {_text(key): _text(value) for key, value in pairs}, inner) for name, pairs, inner in calls]
    tree = LexborHTMLParser(_CALL.sub(r'<hr id="\1">', html), is_fragment=True)
    node = tree.root
    return _outline(_siblings(node, found))


def _text(source: str) -> str:
    """Decode a name or a value, without the break that autop puts into a value of two lines."""
    return b64decode(source).decode("utf-8", "replace").replace("<br />\n", "\n")


def _siblings(node: LexborNode | None, calls: Sequence[str]) -> Iterator[str | None]:
    while node is not None:
        if node.is_text_node:
            yield node.text_content or ""
        elif node.tag == "br":
            yield "\0"
        elif node.tag == "hr":
            yield from (None, calls[int(node.attributes["id"] or 0)], None)
        else:
            edge: tuple[None, ...] = () if node.tag in _INLINE else (None,)
            yield from (*edge, *_siblings(node.child, calls), *edge)
        node = node.next


# --- ours


def outline_of_body(body: str) -> list[str]:
    handlers = Handlers(shortcodes=dict.fromkeys(KNOWN, _stand_in))
    parsed = parse_body(body, handlers=handlers, report=lambda _: None)
    return _outline(_pieces(parsed.document.children))


def _stand_in(shortcode: Shortcode, context: Context) -> Sequence[Node]:
    return (CodeBlock(_call(shortcode.name, shortcode.attributes, shortcode.inner or "")),)


def _pieces(nodes: Sequence[Any]) -> Iterator[str | None]:
    for node in nodes:
        edge: tuple[None, ...] = (None,) if isinstance(node, _BLOCKS) else ()
        if isinstance(node, Text):
            yield node.text
        elif isinstance(node, HardBreak):
            yield "\0"
        elif isinstance(node, CodeBlock):
            yield from (None, node.text, None)
        elif isinstance(node, Struct):
            fields = (getattr(node, name) for name in node.__struct_fields__)
            inside = [part for field in fields if isinstance(field, tuple | list) for part in _pieces(field)]
            yield from (*edge, *inside, *edge)
