"""Shortcodes whose words only some visitors could see: a migrated page shows them to everybody, so they are kept out."""

from collections.abc import Sequence

from wpmigrate.content.nodes import HtmlBlock, Node
from wpmigrate.content.parts import Context, Shortcode
from wpmigrate.diagnostics import Code


def for_members(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Mark where words stood that not everybody may read, and keep them out."""
    if shortcode.inner is None:
        return None if shortcode.name.isalpha() else ()
    if not shortcode.inner.strip():
        return ()
    context.report(Code.MEMBERS_ONLY, shortcode.name)
    return (HtmlBlock(f"<!-- wpmigrate: words for members alone ({shortcode.name}) stood here -->"),)
