"""Which addresses an item has and had: its permalink, those of its old slugs, and its guid where that was one."""

from collections.abc import Iterator
from typing import Final

from wpmigrate.site.fields import every
from wpmigrate.site.hosts import Address, read_address, root_of, segments_below
from wpmigrate.site.places import claim_of, former_path
from wpmigrate.site.slugs import decode_slug
from wpmigrate.wxr.records import ItemRecord

PERMALINK: Final = 0
OLD_SLUG: Final = 1
GUID: Final = 2

Claim = tuple[str | None, int, str, int, str]
"""Path as `claim_of` answers it (or `?query`, or None), ordinal, slug, kind, and the address as it was spelled."""


def claims_of(item: ItemRecord, ordinal: int, path: str, site_url: str) -> Iterator[Claim]:
    """List what leads, or led, to an item."""
    if item.type == "nav_menu_item" or not (path or item.slug):
        return
    name = decode_slug(item.slug) or path.rstrip("/").rpartition("/")[2]
    yield claim_of(path) if path else None, ordinal, claim_of(name), PERMALINK, ""
    for slug in every(item.meta, "_wp_old_slug"):
        old = decode_slug(slug)
        if old:
            former = former_path(path, old) + ("/" if path.endswith("/") else "") if path else ""
            yield claim_of(former) if path else None, ordinal, claim_of(old), OLD_SLUG, former
    # A site without permalinks shows a type of its own at `?book=dune`.
    links = (item.guid if item.guid != item.link else "", "" if path else item.link)
    guids = (_below(link, item, site_url) for link in links if link and link != item.attachment_url)
    for guid in dict.fromkeys(guids):
        if guid and (guid.startswith("/?") or claim_of(guid) != claim_of(path)):
            yield guid[1:] if guid.startswith("/?") else claim_of(guid), ordinal, "", GUID, guid


def _below(link: str, item: ItemRecord, site_url: str) -> str:
    """Answer a guid as an address below the site's own, unless it is a usual one, a file, or of another site."""
    usual = "page_id" if item.type == "page" else "p"
    if link.endswith(f"/?{usual}={item.id}") or "/wp-content/" in link:
        return ""
    root, address = root_of(site_url), read_address(link, Address())
    if root is None or address is None or "://" not in link:
        return ""
    below = segments_below(address, root)
    if below is None or not (below or address.query):
        return ""
    if address.query:
        return f"/?{address.query}" if below in ([], ["index.php"]) else ""
    return f"/{'/'.join(below)}{'/' if address.path.endswith('/') else ''}"
