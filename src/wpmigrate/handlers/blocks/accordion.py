"""Accordions: each item is what HTML calls details."""

from collections.abc import Sequence

from wpmigrate.contract import Block, Context, Node

_TITLE = "wp-block-accordion-heading__toggle-title"


def accordion_item(block: Block, context: Context) -> Sequence[Node] | None:
    """Make the heading the summary, and the panel what it opens."""
    title = next((_title(inner.html) for inner in block.inner if inner.name == "core/accordion-heading"), "")
    panels = [inner.html for inner in block.inner if inner.name == "core/accordion-panel"]
    if not title or len(panels) + 1 != len(block.inner):
        return None
    return context.blocks(f"<details><summary>{title}</summary>{''.join(panels)}</details>")


def _title(html: str) -> str:
    """Cut the title out of the button, which holds a sign as well."""
    after = html.partition(_TITLE)[2].partition(">")[2]
    return after.partition("</button>")[0].partition("<span")[0].rpartition("</span>")[0].strip()


BLOCKS = {"core/accordion-item": accordion_item}
