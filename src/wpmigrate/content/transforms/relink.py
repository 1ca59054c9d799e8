"""Every address in a tree, led somewhere else: links, pictures, players, and the attributes of HTML that stays HTML."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from wpmigrate.content.markdown_source import code_apart
from wpmigrate.content.nodes import (
    Block,
    Document,
    Embed,
    Figure,
    HtmlBlock,
    HtmlContainer,
    HtmlInline,
    HtmlSpan,
    Image,
    Inline,
    Link,
    List,
    ListItem,
    MarkdownBlock,
    Media,
    Node,
    Paragraph,
    Table,
    TableCell,
    Text,
)
from wpmigrate.content.transforms.relink_html import Resolve, Use, relink_html

__all__ = ["Resolve", "Use", "relink", "relink_html"]

N = TypeVar("N")

_IN_MARKDOWN = re.compile(r"(!?)(\[[^\]\n]*\]\(\s*<?)([^\s<>()]+)|(^\[[^\]\n]+\]:\s*<?)([^\s<>]+)", re.MULTILINE)


class _Lead:
    """What is said of addresses and of pictures without an alternative text."""

    def __init__(self, resolve: Resolve, alt: Callable[[Image], str]) -> None:
        self.alt = alt
        self._resolve = resolve

    def __call__(self, url: str, use: Use) -> str:
        return self._resolve(url, use)


def relink(document: Document, resolve: Resolve, alt: Callable[[Image], str] = lambda _: "") -> Document:
    """Answer the document with each address as `resolve` has it; what needs no change is shared.

    `alt` answers the alternative text that the library has for a picture without one.
    """
    children = _all(document.children, _Lead(resolve, alt))
    return document if children is document.children else Document(children)


def _all(nodes: Sequence[N], lead: _Lead) -> Sequence[N]:
    """Answer the nodes, the very sequence where none of them changed."""
    out: list[N] | None = None
    for place, node in enumerate(nodes):
        change = _CHANGES.get(type(node))
        if change is None:
            continue
        changed = change(node, lead)
        if changed is not node:
            out = list(nodes) if out is None else out
            out[place] = changed
    return nodes if out is None else out


def _within(node: Any, lead: _Lead) -> Any:
    children = _all(node.children, lead)
    return node if children is node.children else replace(node, children=children)


def _link(node: Link, lead: _Lead) -> Inline:
    href, children = lead(node.href, "link"), _all(node.children, lead)
    if href == node.href and children is node.children:
        return node
    return replace(node, href=href, children=children)


def _image(node: Image, lead: _Lead) -> Inline:
    src, alt = lead(node.src, "image"), node.alt or lead.alt(node)
    return node if (src, alt) == (node.src, node.alt) else replace(node, src=src, alt=alt)


def _html(node: HtmlInline | HtmlBlock, lead: _Lead) -> Node:
    html = relink_html(node.html, lead)
    return node if html == node.html else replace(node, html=html)


def _around(node: HtmlSpan | HtmlContainer, lead: _Lead) -> Node:
    opening, children = relink_html(node.open, lead), _all(node.children, lead)
    if opening == node.open and children is node.children:
        return node
    return replace(node, open=opening, children=children)


def _media(node: Media, lead: _Lead) -> Block:
    sources = tuple(lead(url, "media") for url in node.sources)
    html = relink_html(node.html, lead)
    return node if sources == tuple(node.sources) and html == node.html else replace(node, sources=sources, html=html)


def _embed(node: Embed, lead: _Lead) -> Block:
    if not node.html:  # what stands on the site itself now needs no player, but its new address
        url = lead(node.url, "link")
        return node if url == node.url else Paragraph((Link(url, (Text(node.title or node.url),)),))
    html = relink_html(node.html, lead)
    return node if html == node.html else replace(node, html=html)


def _figure(node: Figure, lead: _Lead) -> Block:
    children, caption = _all(node.children, lead), _all(node.caption, lead)
    if children is node.children and caption is node.caption:
        return node
    return replace(node, children=children, caption=caption)


def _list(node: List, lead: _Lead) -> Block:
    items = _all(node.items, lead)
    return node if items is node.items else replace(node, items=items)


def _table(node: Table, lead: _Lead) -> Block:
    header, rows = _all(node.header, lead), [_all(row, lead) for row in node.rows]
    same = header is node.header and all(new is old for new, old in zip(rows, node.rows, strict=True))
    return node if same else replace(node, header=header, rows=rows)


def _markdown(node: MarkdownBlock, lead: _Lead) -> Block:
    def changed(found: re.Match[str]) -> str:
        if found[5]:
            return found[4] + lead(found[5], "link")
        return found[1] + found[2] + lead(found[3], "image" if found[1] else "link")

    pieces = code_apart(node.text)
    pieces[::2] = [relink_html(_IN_MARKDOWN.sub(changed, piece), lead) for piece in pieces[::2]]
    text = "".join(pieces)
    return node if text == node.text else MarkdownBlock(text)


def _changes() -> Mapping[type, Callable[[Any, _Lead], Any]]:
    own: dict[type, Callable[[Any, _Lead], Any]] = {
        Link: _link,
        Image: _image,
        Media: _media,
        Embed: _embed,
        Figure: _figure,
        List: _list,
        Table: _table,
        MarkdownBlock: _markdown,
        **dict.fromkeys((HtmlInline, HtmlBlock), _html),
        **dict.fromkeys((HtmlSpan, HtmlContainer), _around),
    }
    kinds: tuple[Any, ...] = (*Block.__args__, *Inline.__args__, ListItem, TableCell)
    rest = {kind: _within for kind in kinds if kind not in own and "children" in kind.__struct_fields__}
    return {**rest, **own}


_CHANGES = _changes()
