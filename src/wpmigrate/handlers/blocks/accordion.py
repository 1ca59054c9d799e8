"""Accordions: each item is what HTML calls details."""

from wpmigrate.content.attributed import text
from wpmigrate.contract import Block, Context

_TITLE = "wp-block-accordion-heading__toggle-title"
_HEADINGS = ("core/accordion-heading", "core/accordion-header")
_PANELS = ("core/accordion-panel", "core/accordion-content")


def accordion_item(block: Block, _: Context) -> str | None:
    """Make the heading the summary, and the panel what it opens."""
    title = next((_title(inner) for inner in block.inner if inner.name in _HEADINGS), "")
    panels = [inner.html for inner in block.inner if inner.name in _PANELS]
    if not title or len(panels) + 1 != len(block.inner):
        return None
    opening = "<details open>" if block.attributes.get("openByDefault") is True else "<details>"
    return f"{opening}<summary>{title}</summary>{''.join(panels)}</details>"


def _title(heading: Block) -> str:
    """Cut the title out of the button, which holds a sign as well."""
    after = heading.html.partition(_TITLE)[2].partition(">")[2]
    written = after.partition("</button>")[0].partition("<span")[0].rpartition("</span>")[0].strip()
    return written or text(heading.attributes, "title")


BLOCKS = {"core/accordion-item": accordion_item}
