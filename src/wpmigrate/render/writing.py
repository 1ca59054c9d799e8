"""What every function of the Markdown writer gets beside its node."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.content.nodes import Node
from wpmigrate.render.dialect import Dialect
from wpmigrate.render.marks import Mark
from wpmigrate.render.tree import References

_HARD_BREAKS = {"commonmark": "\\\n", "kramdown": "  \n", "python-markdown": "  \n"}
"""A backslash where the flavour knows it, because editors strip spaces at line ends; two spaces for the others."""


class Owned(NamedTuple):
    """What a dialect wrote in its own syntax, or what goes out as it stood: no CommonMark says what it shows."""

    text: str
    node: Node


class Writing(Struct, frozen=True):
    """The dialect, the document's references, and where the writer stands.

    `owned` collects what CommonMark has no word for, in document order. `line_break` is how a hard break is written here;
    `marks` are the marks around; `nested` says that lines will be indented, `leads` that a block stands right after a marker.
    """

    dialect: Dialect
    references: References
    line_break: str
    marks: frozenset[Mark] = frozenset()
    in_link: bool = False
    in_cell: bool = False
    nested: bool = False
    leads: bool = False
    owned: list["Owned"] = []

    def within(self, mark: Mark) -> "Writing":
        """Answer the same inside of one more mark."""
        return replace(self, marks=self.marks | {mark})


def start(dialect: Dialect, nodes: Sequence[Node], owned: list[Owned] | None = None) -> Writing:
    """Begin at the top of a document."""
    return Writing(dialect, References(nodes), _HARD_BREAKS[dialect.flavour], owned=[] if owned is None else owned)


def own(text: str, node: Node, writing: Writing) -> str:
    """Answer `text` after noting that it is nothing CommonMark can read."""
    writing.owned.append(Owned(text, node))
    return text
