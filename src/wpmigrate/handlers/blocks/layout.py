"""Blocks that only hold others, or leave space: their HTML says all, and an empty one shows nothing."""

from wpmigrate.contract import Block, Context

_NAMES = """
accordion accordion-content accordion-header accordion-heading accordion-panel accordion-trigger buttons column columns
group section social-links spacer tab tab-panel tab-panels tabs tabs-menu tabs-menu-item
"""


def as_it_is(block: Block, context: Context) -> None:
    """Leave the HTML; without any there was nothing to see, and nothing to report."""


BLOCKS = {f"core/{name}": as_it_is for name in _NAMES.split()}
