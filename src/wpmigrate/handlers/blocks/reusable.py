"""Reusable blocks (synced patterns): the text lives in an item of its own, and the block may say other words for parts of it."""

from collections.abc import Sequence

from wpmigrate.content.attributed import mapping, number
from wpmigrate.content.bindings import with_overrides
from wpmigrate.contract import Block, Code, Context, Node


def reusable(block: Block, context: Context) -> Sequence[Node]:
    """Put the blocks it refers to in its place."""
    ref = number(block.attributes, "ref")
    if ref < 0 or (ref == 0 and block.attributes.get("ref") != 0):
        context.report(Code.REUSABLE_MISSING, "no ref")
        return ()
    overrides = mapping(block.attributes, "content") or mapping(block.attributes, "overrides")
    return context.reused(ref, lambda body: with_overrides(body, overrides)) if overrides else context.reused(ref)


BLOCKS = {"core/block": reusable}
