"""The terms of an item: what its `<category>` elements say, however old the export."""

from collections.abc import Iterable

from wpmigrate.wxr.records import TermUse

_TAXONOMIES = {"": "category", "tag": "post_tag"}


def term_use(domain: str, nicename: str, name: str) -> TermUse:
    """Read one `<category>`; `tag`, and no domain at all, are what old exports write."""
    domain = domain.strip()
    return TermUse(_TAXONOMIES.get(domain, domain), nicename.strip(), name)


def item_terms(uses: Iterable[TermUse]) -> tuple[TermUse, ...]:
    """Apply the rules for old exports, which name each term twice: with its slug, and again without."""
    uses = tuple(uses)
    if not uses:
        return uses
    named = {use.name for use in uses if use.slug}
    kept = [use for use in uses if use.slug or (use.name and use.name not in named)]
    return tuple(dict.fromkeys(kept))
