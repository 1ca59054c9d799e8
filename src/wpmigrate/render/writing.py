"""What every function of the Markdown writer gets beside its node."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.content.nodes import Node
from wpmigrate.render.dialect import Dialect
from wpmigrate.render.tree import References

_HARD_BREAKS = {"commonmark": "\\\n", "kramdown": "  \n", "python-markdown": "  \n"}
"""A backslash where the flavour knows it, because editors strip spaces at line ends; two spaces for the others."""


class Writing(Struct, frozen=True):
    """The dialect, the document's references, and where the writer stands.

    `line_break` is how a hard break is written here; `marks` are the marks around; `nested` says that lines will be
    indented.
    """

    dialect: Dialect
    references: References
    line_break: str
    marks: frozenset[type] = frozenset()
    in_link: bool = False
    in_cell: bool = False
    nested: bool = False

    def within(self, mark: type) -> "Writing":
        """Answer the same inside of one more mark."""
        return replace(self, marks=self.marks | {mark})


def start(dialect: Dialect, nodes: Sequence[Node]) -> Writing:
    """Begin at the top of a document."""
    return Writing(dialect, References(nodes), _HARD_BREAKS[dialect.flavour])
