"""Blocks that only hold others, or leave space: their HTML says all but a picture behind them, and an empty one shows nothing."""

from wpmigrate.content.attributed import figure, mapping, number, picture, text
from wpmigrate.contract import Block, Context

_NAMES = """
accordion accordion-content accordion-header accordion-heading accordion-panel accordion-trigger buttons column columns
group section social-links spacer tab tab-panel tab-panels tabs tabs-menu tabs-menu-item
"""


def as_it_is(block: Block, context: Context) -> str | None:
    """Leave the HTML, after the picture that WordPress paints behind it; without any there was nothing to see or report."""
    image = mapping(mapping(mapping(block.attributes, "style"), "background"), "backgroundImage")
    url = text(image, "url")
    if not url or url in block.html:
        return None
    known = context.attachment(number(image, "id"))
    shown = picture(url, alt=known.alt if known else "", attachment=number(image, "id"))
    return figure("wp-block-image", shown) + block.html


BLOCKS = {f"core/{name}": as_it_is for name in _NAMES.split()}
