"""Blocks of the block editor that hold classic text: each is a piece of its own, and only the shortcode block gets paragraphs."""

from collections.abc import Sequence

from wpmigrate.contract import Block, Context, Node


def freeform(block: Block, context: Context) -> Sequence[Node]:
    """Parse the text apart from its neighbours, without paragraphs, as WordPress shows it."""
    return context.blocks(block.html)


def shortcode(block: Block, context: Context) -> Sequence[Node]:
    """Parse the shortcodes with paragraphs around them."""
    return context.blocks(block.html, autop=True)


BLOCKS = {"core/freeform": freeform, "core/shortcode": shortcode}
