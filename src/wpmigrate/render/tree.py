"""One look over a whole document: what its links and notes refer to."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.content.nodes import (
    Block,
    Figure,
    FootnoteDefinition,
    FootnoteReference,
    Heading,
    Link,
    ListItem,
    Node,
    Paragraph,
    Table,
)


class Found(Struct, frozen=True):
    """`notes`: a note's label → its number; `defined`: labels that have a text, `referred`: those that text refers to.

    `fragments`: ids that links point at.
    """

    notes: Mapping[str, int]
    defined: frozenset[str]
    referred: frozenset[str]
    fragments: frozenset[str]


class References:
    """What a document refers to inside of itself, looked up when the first node asks."""

    def __init__(self, nodes: Sequence[Node] = ()) -> None:
        self._nodes = nodes

    @cached_property
    def found(self) -> Found:
        """Look over the whole document."""
        return references(self._nodes)


def references(nodes: Sequence[Node]) -> Found:
    """Collect what the nodes of a document refer to inside of it."""
    notes: dict[str, int] = {}
    defined: list[str] = []
    fragments: set[str] = set()
    for node in walk(nodes):
        kind = type(node)
        if kind is Link:
            if node.href[:1] == "#":  # type: ignore[union-attr]
                fragments.add(node.href[1:])  # type: ignore[union-attr]
        elif kind is FootnoteReference:
            notes.setdefault(node.label, len(notes) + 1)  # type: ignore[union-attr]
        elif kind is FootnoteDefinition:
            defined.append(node.label)  # type: ignore[union-attr]
    referred = frozenset(notes)
    for label in defined:
        notes.setdefault(label, len(notes) + 1)
    return Found(notes, frozenset(defined), referred, frozenset(fragments))


_DEEPEST = 40
"""Levels that the recursion of a writer is sure to stand."""


def shallow(nodes: Sequence[Any], levels: int = _DEEPEST) -> list[Any]:
    """Answer the same nodes, with what lies too deep lifted out of what is around it."""
    if not levels:
        return list(_innermost(nodes))
    return [_shallow(node, levels - 1) for node in nodes]


def _shallow(node: Any, levels: int) -> Any:
    changed: dict[str, list[Any]] = {}
    for field in _inner(type(node)):
        if field == "items":
            changed[field] = [_shallow(item, levels) for item in node.items]
        elif field not in ("rows", "header"):
            changed[field] = shallow(getattr(node, field), levels)
    return replace(node, **changed)


def _innermost(nodes: Sequence[Any]) -> Iterator[Node]:
    """Yield the nodes that hold no blocks, or the inlines that hold nothing, without recursion."""
    has_blocks = bool(nodes) and (type(nodes[0]) is ListItem or isinstance(nodes[0], Block))
    pending: list[Any] = [nodes]
    while pending:
        node = pending.pop()
        kind = type(node)
        if kind is list or kind is tuple:
            pending += reversed(node)
            continue
        fields = [field for field in _inner(kind) if field != "caption"]
        if kind is Figure and node.caption:
            yield Paragraph(node.caption)
        if not fields or (has_blocks and kind in _HOLD_INLINES):
            yield _shallow(node, _DEEPEST) if kind in _HOLD_INLINES else node
        else:
            pending += [getattr(node, field) for field in fields]


_HOLD_INLINES = (Paragraph, Heading, Table)

_FIELDS = ("rows", "header", "items", "caption", "children")
"""Fields that hold nodes, the last of a node first."""


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield all nodes in document order, without recursion."""
    pending: list[Any] = [nodes]
    while pending:
        node = pending.pop()
        kind = type(node)
        if kind is list or isinstance(node, list | tuple):
            pending += reversed(node)
            continue
        yield node
        for field in _inner(kind):
            pending.append(getattr(node, field))


_KNOWN: dict[type, tuple[str, ...]] = {}


def _inner(kind: type) -> tuple[str, ...]:
    """List the fields of a node type that hold nodes."""
    fields = _KNOWN.get(kind)
    if fields is None:
        fields = _KNOWN[kind] = tuple(field for field in _FIELDS if field in kind.__struct_fields__)  # type: ignore[attr-defined]
    return fields
