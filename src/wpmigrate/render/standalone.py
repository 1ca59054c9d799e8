"""HTML that stands by itself, as feeds and imports take it: footnotes have numbers, and source shows what it meant."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from itertools import groupby
from typing import Any, Final

from msgspec.structs import replace

from wpmigrate.content.nodes import (
    Block,
    Document,
    FootnoteDefinition,
    HtmlContainer,
    Paragraph,
    Table,
    Text,
    Verbatim,
    VerbatimBlock,
)
from wpmigrate.render.html import blocks_html, escape_html

_REFERENCE: Final = re.compile(r'<sup data-fn="([^"]*)"><a href="#fn-\1">\1</a></sup>')


def standalone(document: Document) -> tuple[Document, Mapping[str, int]]:
    """Answer a document whose notes stand in a list, and label → number, in the order they are referred to."""
    document = Document(_meant(document.children))
    notes = [escape_html(block.label) for block in document.children if isinstance(block, FootnoteDefinition)]
    met = dict.fromkeys([*_REFERENCE.findall(blocks_html(document.children)), *notes])
    if not met:
        return document, {}
    numbers = {label: number for number, label in enumerate(met, 1)}
    return Document(list(_listed(document.children, numbers))), numbers


def numbered(html: str, numbers: Mapping[str, int]) -> str:
    """Show references by number."""
    if not numbers:
        return html

    def shown(found: re.Match[str]) -> str:
        number = numbers.get(found[1], found[1])
        return f'<sup><a href="#fn-{number}">{number}</a></sup>'

    return _REFERENCE.sub(shown, html)


def _meant(nodes: Sequence[Any]) -> list[Any]:
    """Answer nodes with source that goes out as it stood as the text a reader saw: its entities are characters."""
    return [_MEANINGS.get(type(node), _within)(node) for node in nodes]


def _within(node: Any) -> Any:
    parts = {name: _meant(getattr(node, name)) for name in _PARTS if getattr(node, name, ())}
    if isinstance(node, Table):
        parts["rows"] = [_meant(row) for row in node.rows]
    return replace(node, **parts) if parts else node


_PARTS: Final = ("children", "items", "header", "caption")
_MEANINGS: Final[Mapping[type, Callable[[Any], Any]]] = {
    Verbatim: lambda node: Text(unescape(node.text)),
    VerbatimBlock: lambda node: Paragraph((Text(unescape(node.text)),)),
}


def _listed(blocks: Sequence[Block], numbers: Mapping[str, int]) -> Iterator[Block]:
    for is_note, group in groupby(blocks, key=lambda block: isinstance(block, FootnoteDefinition)):
        if not is_note:
            yield from group
            continue
        items = [
            HtmlContainer(f'<li id="fn-{number}" value="{number}">', note.children, "</li>")
            for note in group
            if isinstance(note, FootnoteDefinition)
            for number in (numbers[escape_html(note.label)],)
        ]
        yield HtmlContainer("<ol>", items, "</ol>")


def standalone_html(document: Document) -> str:
    """Write a document as HTML that stands by itself."""
    listed, numbers = standalone(document)
    return numbered(blocks_html(listed.children), numbers)
