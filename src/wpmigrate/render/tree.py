"""One look over a whole document: what its links and notes refer to."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from wpmigrate.content.nodes import FootnoteDefinition, FootnoteReference, Link, Node


class Found(Struct, frozen=True):
    """`notes`: a note's label → its number; `defined`: labels that have a text; `fragments`: ids that links point at."""

    notes: Mapping[str, int]
    defined: frozenset[str]
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
    for label in defined:
        notes.setdefault(label, len(notes) + 1)
    return Found(notes, frozenset(defined), frozenset(fragments))


_FIELDS = ("rows", "header", "items", "caption", "children")
"""Fields that hold nodes, the last of a node first."""


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield all nodes in document order, without recursion."""
    pending: list[Any] = [nodes]
    while pending:
        node = pending.pop()
        kind = type(node)
        if kind is list or kind is tuple:
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
