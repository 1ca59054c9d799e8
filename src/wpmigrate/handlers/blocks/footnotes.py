"""The footnotes block: empty itself, it shows what the post's field `footnotes` holds."""

from collections.abc import Sequence

from wpmigrate.content.attributed import no_tokens
from wpmigrate.content.footnotes import read_footnotes
from wpmigrate.content.nodes import FootnoteDefinition, Paragraph, Text
from wpmigrate.contract import Block, Code, Context, Node


def footnotes(block: Block, context: Context) -> Sequence[Node]:
    """Define every note; a field that is damaged stays as text."""
    field = context.meta("footnotes")
    notes = read_footnotes(field)
    if notes is None:
        context.report(Code.FOOTNOTE_MISSING, block.name)
        return (Paragraph((Text(field),)),)
    return [FootnoteDefinition(label, context.blocks(no_tokens(text))) for label, text in notes.items()]


BLOCKS = {"core/footnotes": footnotes}
