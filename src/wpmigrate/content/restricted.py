"""Words that only some visitors could see: a migrated page shows them to everybody, so they are kept out.

Plugins that nothing here knows say so by their names: `[arm_restrict_content]`, `[paid-members]`, `pmpro/membership`. To keep words
out that everybody saw is a loss that the report tells; to show the others cannot be taken back.
"""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

from wpmigrate.content.nodes import HtmlBlock, Node
from wpmigrate.content.parts import Block, Context, Shortcode
from wpmigrate.diagnostics import Code

_GUARDED: Final = re.compile(
    r"(?:^|[_/-])(?:membership|memb|restrict(?:ed|ion)?|protect(?:ed|or|ion)?|private|logged[_-]?in|paywall|passster|ppwp|password"
    r"|(?:members?|subscribers?|premium|paid)[_-](?:only|access|content|area|zone|members?)"
    r"|(?:is|if|for|only)[_-](?:members?|subscribers?|premium|paid))(?:$|[_/-])"
)
"""Not `member` alone: a `team_member` is there for everybody."""
_CLOSED: Final = re.compile(r"\[/([A-Za-z][A-Za-z0-9_-]*)\]", re.ASCII)


@lru_cache(4096)
def is_guarded(name: str) -> bool:
    """Say whether a shortcode or block that nothing here knows says by its name that it is not for everybody."""
    return _GUARDED.search(name.lower()) is not None


def guarded(text: str, known: Collection[str]) -> frozenset[str]:
    """Name the shortcodes of a text, known to nobody, that hold words and say that these are not for everybody."""
    if "[/" not in text:
        return frozenset()
    return frozenset(name for name in {*_CLOSED.findall(text)}.difference(known) if is_guarded(name))


def for_members(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Mark where words stood that not everybody may read, and keep them out."""
    if shortcode.inner is None:
        return None if shortcode.name.isalpha() else ()
    if not shortcode.inner.strip():
        return ()
    context.report(Code.MEMBERS_ONLY, shortcode.name)
    return (HtmlBlock(f"<!-- wpmigrate: words for members alone ({shortcode.name}) stood here -->"),)


def block_for_members(block: Block, context: Context) -> Sequence[Node]:
    """Mark where a block stood that not everybody may read, and keep it out."""
    context.report(Code.MEMBERS_ONLY, block.name)
    return (HtmlBlock("<!-- wpmigrate: words for members alone stood here -->"),)
