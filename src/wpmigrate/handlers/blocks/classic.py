"""Blocks of the block editor that hold classic text: each is a piece of its own, and only the shortcode block gets paragraphs."""

from collections.abc import Sequence

from wpmigrate.content.attributed import text
from wpmigrate.contract import Block, Context, Node


def freeform(block: Block, context: Context) -> Sequence[Node]:
    """Parse the text apart from its neighbours, without paragraphs, as WordPress shows it."""
    return context.blocks(block.html if block.html.strip() else text(block.attributes, "content"))


def shortcode(block: Block, context: Context) -> Sequence[Node]:
    """Parse the shortcodes with paragraphs around them."""
    return context.blocks(block.html if block.html.strip() else text(block.attributes, "text"), autop=True)


def html(block: Block, _: Context) -> str | None:
    """Write the HTML that stands in the attributes alone."""
    return None if block.html.strip() else text(block.attributes, "content")


def missing(block: Block, context: Context) -> Sequence[Node] | None:
    """Read the source of a block that the editor of its time did not know."""
    source = text(block.attributes, "originalContent", "originalUndelimitedContent")
    return None if block.html.strip() else context.blocks(source)


BLOCKS = {"core/freeform": freeform, "core/shortcode": shortcode, "core/html": html, "core/missing": missing}
