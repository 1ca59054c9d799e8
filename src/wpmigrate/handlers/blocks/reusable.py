"""Reusable blocks (synced patterns): the text lives in an item of its own."""

from collections.abc import Sequence

from wpmigrate.contract import Block, Code, Context, Node


def reusable(block: Block, context: Context) -> Sequence[Node]:
    """Put the blocks it refers to in its place."""
    ref = block.attributes.get("ref")
    if not isinstance(ref, int):
        context.report(Code.REUSABLE_MISSING, "no ref")
        return ()
    return context.reused(ref)


BLOCKS = {"core/block": reusable}
