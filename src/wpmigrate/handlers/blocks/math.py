"""The math block: the formula as TeX, from which a page can be typeset again."""

from collections.abc import Sequence

from wpmigrate.content.attributed import text
from wpmigrate.content.nodes import Math, Paragraph
from wpmigrate.contract import Block, Context, Node


def formula(block: Block, _: Context) -> Sequence[Node] | None:
    """Write the TeX of the attributes; without it the MathML says all."""
    tex = text(block.attributes, "latex")
    return (Paragraph((Math(tex, f"$${tex}$$", display=True),)),) if tex else None


BLOCKS = {"core/math": formula}
