"""HTML that stays HTML: an element and everything in it, serialised so that no Markdown flavour cuts it short."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

from wpmigrate.content.html import dom
from wpmigrate.content.html.addresses import settled
from wpmigrate.content.html.space import to_blocks
from wpmigrate.content.html.urls import ADDRESSES, clean_url, is_safe, may_stand
from wpmigrate.content.nodes import Block, HtmlBlock, HtmlInline, Node, Verbatim, VerbatimBlock
from wpmigrate.diagnostics import Code

if TYPE_CHECKING:
    from wpmigrate.content.html.walk import Walk

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr keygen frame".split())
_RAW_TEXT = frozenset("script style xmp iframe noembed noframes plaintext".split())
_SPACED = frozenset("pre textarea listing".split())
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9:._-]*\Z")
_ATTRIBUTE = re.compile(r"[A-Za-z_:][A-Za-z0-9_.:-]*\Z")
_BLANK_LINES = re.compile(r"\n[ \t\r\f]*(?=\n)")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_MARKDOWN = re.compile(r"[\\`*_~\[\]|$!#]")


def raw_nodes(walk: "Walk", node: LexborNode, *, inline: bool = False) -> Sequence[Node]:
    """Keep an element as HTML; what tokens inside stand for takes its place among the pieces."""
    walk.report(Code.RAW_HTML, dom.name_of(node))
    pieces = _Serialiser(walk, inline=inline).pieces(node)
    make = HtmlInline if inline else HtmlBlock
    out: list[Node] = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(make(piece.strip("\n")))
        else:
            out += piece if inline else to_blocks(piece)
    return out


def raw_html(walk: "Walk", node: LexborNode, *, inline: bool = False) -> str:
    """Serialise an element; tokens inside become the source they stand for."""
    return "".join(
        piece for piece in _Serialiser(walk, inline=inline, restore=True).pieces(node) if isinstance(piece, str)
    )


def whole(walk: "Walk", first: LexborNode | None) -> list[Block]:
    """Keep a node and its following siblings as HTML, in one block between what tokens stand for."""
    out: list[Block] = []
    parts: list[str] = []

    def cut() -> None:
        if html := "".join(parts).strip():
            out.append(HtmlBlock(f"<div>\n{html}\n</div>"))
        parts.clear()

    node = first
    while node is not None:
        for piece in _Serialiser(walk, inline=False).pieces(node):
            if isinstance(piece, str):
                parts.append(piece)
            else:
                cut()
                out += to_blocks(piece)
        node = node.next
    cut()
    return out


def open_tag(walk: "Walk", tag: str, attributes: Mapping[str, str | None]) -> str:
    """Write an opening tag; URLs that could run code lose their attribute."""
    return f"<{tag}{''.join(_attribute(walk, name, value) for name, value in attributes.items())}>"


def _attribute(walk: "Walk", name: str, value: str | None) -> str:
    if not _ATTRIBUTE.match(name):
        return ""
    if value is None:
        return f" {name}"
    text = walk.tokens.restore(value)
    if name in ADDRESSES and not is_safe(clean_url(text), image=name in ("src", "poster")):
        walk.report(Code.UNSAFE_URL, name)
        return ""
    if name.startswith("on"):
        walk.report(Code.SCRIPT_KEPT, name)
    quoted = (
        _SPACE.sub(" ", text).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    )
    return f' {name}="{quoted}"'


def _inside(text: str, tag: str) -> str:
    """Keep a shortcode's source from ending the element it stands in: at what follows in that nobody has looked."""
    return text.replace("</", "<\\/") if f"</{tag}" in text.lower() else text


def _standing(source: str) -> str:
    return source if may_stand(source) else source.replace("<", "&lt;")


class _Serialiser:
    """Write one subtree without recursion: strings, and the nodes of tokens between them."""

    def __init__(self, walk: "Walk", *, inline: bool, restore: bool = False) -> None:
        self._walk = walk
        self._in_line = inline
        self._restore = restore
        self._parts: list[str] = []
        self._pieces: list[str | Sequence[Node]] = []
        self._spaced = 0

    def pieces(self, node: LexborNode) -> list[str | Sequence[Node]]:
        pending: list[tuple[LexborNode | None, str]] = []
        child: LexborNode | None = node
        while child is not None or pending:
            if child is None:
                child, tag = pending.pop()
                self._close(tag)
                continue
            following = child.next if pending else None
            inner = self._open(child)
            if inner is None:
                child = following
            else:
                pending.append((following, dom.name_of(child)))
                child = inner
        self._cut()
        return self._pieces

    def _open(self, node: LexborNode) -> LexborNode | None:
        """Write the start of a node; answer its first child, or None when the node is written."""
        tag = node.tag
        if tag == dom.TEXT:
            self._parts.append(self._text(node.text_content or ""))
        elif tag is None:
            return None
        elif tag == dom.COMMENT:
            self._comment(dom.comment_text(node))
        elif tag == "template" and node.first_child is None:  # in <svg> it is an element like others
            restored = self._walk.tokens.restore(node.html or "", lambda source: _inside(source, tag))
            self._parts.append(_BLANK_LINES.sub("", restored))
        elif not _NAME.match(tag):
            return node.first_child
        else:
            self._parts.append(open_tag(self._walk, tag, self._attributes(tag, node)))
            if tag in _RAW_TEXT:
                self._parts.append(self._raw_text(node) + f"</{tag}>")
            elif tag not in _VOID:
                self._enter(tag, node.first_child)
                if node.first_child is not None:
                    return node.first_child
                self._close(tag)
        return None

    def _attributes(self, tag: str, node: LexborNode) -> Mapping[str, str | None]:
        if tag != "img":
            return node.attributes
        return settled(node.attributes, self._walk.tokens.restore, self._walk.original)

    def _enter(self, tag: str, first: LexborNode | None) -> None:
        if tag in _SPACED:
            self._spaced += 1
            if first is not None and (first.text_content or "").startswith("\n"):
                self._parts.append("\n")  # a parser drops the first line end of <pre>

    def _close(self, tag: str) -> None:
        if tag in _SPACED:
            self._spaced -= 1
        if _NAME.match(tag):
            self._parts.append(f"</{tag}>")

    def _raw_text(self, node: LexborNode) -> str:
        return _BLANK_LINES.sub("", _inside(dom.source_text(node, self._walk.tokens), node.tag or ""))

    def _text(self, text: str) -> str:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if self._in_line:
            text = _MARKDOWN.sub(lambda match: f"&#{ord(match[0])};", text)
            return text.replace("\n", "&#10;") if self._spaced else _SPACE.sub(" ", text)
        if self._spaced:
            return text.replace("\n\n", "\n&#10;").replace("\n\n", "\n&#10;")
        return _BLANK_LINES.sub("", text)

    def _comment(self, comment: str) -> None:
        found = self._walk.tokens.find(comment)
        if found is None:
            return
        if self._restore or all(isinstance(node, Verbatim | VerbatimBlock) for node in found[0]):
            self._parts.append(self._walk.tokens.restore(f"<!--{comment}-->", _standing))
            return
        self._cut()
        self._pieces.append(found[0])

    def _cut(self) -> None:
        html = "".join(self._parts)
        self._parts.clear()
        if html:
            self._pieces.append(html if self._in_line else _BLANK_LINES.sub("", html))
