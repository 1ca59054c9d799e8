"""Document → HTML as Ghost's importer reads it: what its editor has nodes for stays open to editing, the rest is HTML cards.

The importer turns HTML into the nodes of its editor and drops without a word what none of them holds: the second picture of
a figure, a linked picture in a paragraph, marks, spans, paragraphs of a list item. A card is kept as it stands.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from wpmigrate.content.nodes import (
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Document,
    Embed,
    Emphasis,
    Figure,
    FootnoteReference,
    HardBreak,
    Heading,
    HtmlSpan,
    Image,
    Inline,
    Link,
    List,
    ListItem,
    Math,
    Paragraph,
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
    ThematicBreak,
    Verbatim,
    VerbatimBlock,
)
from wpmigrate.render.html import blocks_html, render_html
from wpmigrate.render.standalone import numbered, standalone, standalone_html

BEGIN: Final = "<!--kg-card-begin: html-->"
END: Final = "<!--kg-card-end: html-->"
_MARK: Final = "<!--kg-card-"
_SPANS: Final = frozenset(("<sub>", "<sup>", "<u>", "<s>", "<b>", "<i>"))
_PLAIN: Final = frozenset((Text, SoftBreak, HardBreak, Code, FootnoteReference, Math, Verbatim))
_AROUND: Final = frozenset((Emphasis, Strong, Strikethrough))


def cards_html(document: Document, *, all_cards: bool = False) -> str:
    """Write a document for Ghost; `all_cards` makes one card of it, which looks as it did and cannot be edited as text."""
    if all_cards:
        return _card(standalone_html(document)) if document.children else ""
    document, numbers = standalone(document)
    linked = render_html(document)
    marked = [(_is_native(block, linked), block) for block in document.children]
    marked = [(native and not _joins(at, marked), block) for at, (native, block) in enumerate(marked)]
    parts = []
    for native, group in groupby(marked, key=lambda pair: pair[0]):
        html = blocks_html([block for _, block in group])
        parts.append(_native(html) if native else _card(html))
    return numbered("\n".join(filter(None, parts)), numbers)


def _native(html: str) -> str:
    """Spell what is struck through as the editor does."""
    return html.replace("<del>", "<s>").replace("</del>", "</s>").replace(_MARK, "<!-- kg-card-")


def _card(html: str) -> str:
    """Put HTML into a card: whole elements, and one around texts and several of them, which a card would part or unescape."""
    html = html.replace(_MARK, "<!-- kg-card-")
    if not html.strip():
        return ""
    body = LexborHTMLParser(f"<!DOCTYPE html><body><div>{html}</div></body>").body
    around = body.child if body is not None else None
    assert body is not None
    assert around is not None
    if around.next is None:
        only = [
            node for node in around.iter(include_text=True) if not (node.tag == "-text" and not node.text().strip())
        ]
        whole = only[0].html if len(only) == 1 and only[0].tag not in ("-text", "-comment") else around.html
    else:  # the HTML closed what stands around it
        whole = f"<div>{(body.html or '').removeprefix('<body>').removesuffix('</body>')}</div>"
    return f"{BEGIN}\n{whole}\n{END}"


# --- what the editor has nodes for ---------------------------------------------------------------------------------


def _joins(at: int, marked: Sequence[tuple[bool, Block]]) -> bool:
    """Say whether the editor would make one list of this and the one before."""
    block, before = marked[at][1], marked[at - 1][1] if at else None
    return isinstance(block, List) and isinstance(before, List) and block.ordered == before.ordered


def _is_native(block: Block, linked: str) -> bool:
    if isinstance(block, Heading):
        return _are_plain(block.children) and not (block.id and f'href="#{block.id}"' in linked)
    check = _CHECKS.get(type(block))
    return check is not None and check(block)


def _is_paragraph(node: Paragraph) -> bool:
    return _are_plain(node.children) or _is_picture(node)


def _is_picture(node: Block) -> bool:
    return isinstance(node, Paragraph) and len(node.children) == 1 and isinstance(node.children[0], Image)


def _are_plain(nodes: Sequence[Inline]) -> bool:
    return all(map(_is_plain, nodes))


def _is_plain(node: Inline) -> bool:
    kind = type(node)
    if kind in _PLAIN:
        return True
    if kind in _AROUND:
        return _are_plain(node.children)  # type: ignore[union-attr]
    if isinstance(node, Link):
        return bool(node.href) and not node.title and _are_plain(node.children)
    return isinstance(node, HtmlSpan) and node.open in _SPANS and _are_plain(node.children)


def _is_quote(node: BlockQuote) -> bool:
    return all(isinstance(child, Paragraph) and _are_plain(child.children) for child in node.children)


def _is_list(node: List) -> bool:
    return all(item.checked is None and _is_item(item) for item in node.items)


def _is_item(item: ListItem) -> bool:
    first, *rest = item.children or (None,)
    text = isinstance(first, Paragraph) and _are_plain(first.children)
    return text and len(rest) <= 1 and all(isinstance(child, List) and _is_list(child) for child in rest)


def _is_figure(node: Figure) -> bool:
    """Say whether a figure is one picture without a link, whose caption has no lines of its own.

    The importer drops a link from a picture to its own file, as WordPress likes to have it.
    """
    broken = any(isinstance(one, HardBreak) for one in node.caption)
    return len(node.children) == 1 and _is_picture(node.children[0]) and _are_plain(node.caption) and not broken


_CHECKS: Final[Mapping[type, Callable[[Any], bool]]] = {
    Paragraph: _is_paragraph,
    BlockQuote: _is_quote,
    List: _is_list,
    Figure: _is_figure,
    CodeBlock: lambda _: True,
    ThematicBreak: lambda _: True,
    VerbatimBlock: lambda _: True,
    Embed: lambda node: not node.html,
}
