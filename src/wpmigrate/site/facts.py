"""What a handler may ask about the post whose body is being read."""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from wpmigrate.model import Attachment
from wpmigrate.site.index import SiteIndex
from wpmigrate.site.titles import plain_title
from wpmigrate.traces import Part, Reference
from wpmigrate.wxr.records import ItemRecord

_WIDTHS: Final = range(200, 2001)


class PostFacts:
    """The index as seen from one post."""

    def __init__(self, index: SiteIndex, item: ItemRecord) -> None:
        self._index = index
        self._item = item

    def attachment(self, attachment_id: int) -> Attachment | None:
        """Look up an attachment by post id."""
        return self._index.attachment(attachment_id)

    def attached(self, parent: int | None = None) -> Sequence[Attachment]:
        """List the attachments of the post, or of another one, in WordPress's order."""
        return self._index.attached(self._item.id if parent is None else parent)

    def original(self, url: str) -> str:
        """Answer the uploaded picture that `url` is a copy of; a copy of one that nobody exported stays what it is."""
        return self._index.original(url)

    def reusable(self, ref: int) -> str | None:
        """Answer the raw body of a published `wp_block` item."""
        return self._index.reusable(ref)

    def meta(self, key: str) -> str:
        """Answer the first raw value of a field, or an empty string."""
        return next((value for name, value in self._item.meta if name == key), "")

    def part(self, number: int) -> Part | None:
        """Look up an item that others show, by post id."""
        return self._index.part(number)

    def named_part(self, kind: str, slug: str) -> Part | None:
        """Look up an item that others show, by type and slug."""
        return self._index.named_part(kind, slug)

    def parts(self, kind: str, parent: int | None = None) -> Sequence[Part]:
        """List the items of a type that others show, or those of them below an item."""
        return self._index.parts(kind, parent)

    def reference(self, kind: str, number: int) -> Reference | None:
        """Answer what a number in a field stands for, if a visitor may see it."""
        if kind == "post":
            return self._item_reference(number)
        if kind == "user":
            author = self._index.user(number)
            return Reference(number, author.name, "", "user") if author else None
        term = self._index.lookups.term_numbered(kind, number)
        return Reference(number, term.name, "", kind) if term else None

    def _item_reference(self, number: int) -> Reference | None:
        medium = self._index.attachment(number)
        if medium is not None:
            return Reference(number, medium.title or medium.alt, medium.url, "attachment")
        found = self._index.lookups.shown_item(number)
        return Reference(number, plain_title(found[0]), found[1], found[2]) if found else None

    def oembed(self, url: str) -> str:
        """Answer the HTML that WordPress cached for `url`: by its exact key, else by what the HTML points at."""
        cached = self._oembeds
        if not cached:
            return ""
        for width in _WIDTHS:
            found = cached.get(_oembed_key(url, width))
            if found:
                return found
        told = _identity(url)
        return next((html for html in cached.values() if told and told in html), "")

    @cached_property
    def _oembeds(self) -> dict[str, str]:
        """Cached embeds of the post; `{{unknown}}` is WordPress's note that a provider did not answer."""
        return {
            key: value
            for key, value in self._item.meta
            if key.startswith("_oembed_") and not key.startswith("_oembed_time_") and value != "{{unknown}}"
        }


def _oembed_key(url: str, width: int) -> str:
    """Build the meta key of WordPress's embed cache: md5 of the URL and the serialised default size."""
    height = min(-(-width * 3 // 2), 1000)
    size = f'a:2:{{s:5:"width";i:{width};s:6:"height";i:{height};}}'
    return "_oembed_" + hashlib.md5(f"{url}{size}".encode(), usedforsecurity=False).hexdigest()


def _identity(url: str) -> str:
    """Answer the part of a URL that its player's URL must repeat: the id in its query or its last path segment."""
    parts = urlsplit(url)
    named = next(
        (value for key, _, value in (pair.partition("=") for pair in parts.query.split("&")) if key == "v"), ""
    )
    last = parts.path.rstrip("/").rsplit("/", 1)[-1]
    return named or (last if len(last) >= 6 else "")
