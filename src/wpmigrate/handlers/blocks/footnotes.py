"""The footnotes block: empty itself, it shows what the post's field `footnotes` holds."""

from collections.abc import Sequence

from wpmigrate.content.footnotes import read_footnotes
from wpmigrate.content.nodes import FootnoteDefinition
from wpmigrate.contract import Block, Code, Context, Node


def footnotes(block: Block, context: Context) -> Sequence[Node]:
    """Define every note."""
    notes = read_footnotes(context.meta("footnotes"))
    if notes is None:
        context.report(Code.FOOTNOTE_MISSING, block.name)
        return ()
    return [FootnoteDefinition(label, context.blocks(text)) for label, text in notes.items()]


BLOCKS = {"core/footnotes": footnotes}
