"""Pictures of an element that is no picture itself: in its style, in an old attribute, or where a lazy loader waits."""

import re
from collections.abc import Callable, Iterator, Mapping

from wpmigrate.content.html.urls import clean_url, is_safe

Attributes = Mapping[str, str | None]
Restore = Callable[[str], str]

_IN_STYLE = re.compile(r"""url\(\s*+(?:"([^"]*)"|'([^']*)'|([^"'()\s]*))""", re.IGNORECASE)
_PAINTED = frozenset(
    "background background-image list-style list-style-image border-image border-image-source content".split()
)
_LAZY = "data-bg data-bg-url data-bg-image data-background data-background-image data-lazy-bg data-lazy-background data-image-src".split()
_PAINTING = frozenset(("style", "background", *_LAZY))
_OLD = frozenset("body table thead tbody tfoot tr td th".split())
"""Elements whose attribute `background` a browser paints."""

PICTURES = frozenset(("img", "image", "amp-img", "source"))
"""Elements whose attributes say all of one picture."""


def may_hold(html: str) -> bool:
    """Answer whether looking for backgrounds is worth it."""
    return "url(" in html or "background" in html or "data-bg" in html or "data-lazy-bg" in html or "-image-src" in html


def in_style(style: str) -> Iterator[tuple[str, str]]:
    """Yield each property of a style that names a file, with the address as it is spelled."""
    if "(" not in style:
        return
    at, name = 0, ""
    for found in _IN_STYLE.finditer(style):
        between, at = style[at : found.start()], found.end()
        if ":" in between:
            name = between.rpartition(";")[2].partition(":")[0].strip(" \t\n\r\f)\"'").lower()
        yield name, found[1] or found[2] or found[3] or ""


def painted(tag: str, attributes: Attributes, restore: Restore) -> list[str]:
    """List the addresses of the pictures that an element shows behind or beside what it holds."""
    if tag in PICTURES or _PAINTING.isdisjoint(attributes):
        return []
    found = [url for name, url in in_style(restore(attributes.get("style") or "")) if name in _PAINTED]
    if tag in _OLD:
        found.append(restore(attributes.get("background") or ""))
    found += [_bare(restore(attributes.get(name) or "")) for name in _LAZY if name in attributes]
    cleaned = (clean_url(url) for url in found if url[:1] != "#")
    return [url for url in dict.fromkeys(cleaned) if url and is_safe(url, image=True)]


def alternative(attributes: Attributes) -> str:
    """Answer the words for a background that says it is a picture, as those of cover blocks do."""
    return (attributes.get("aria-label") or "") if attributes.get("role") == "img" else ""


def _bare(value: str) -> str:
    """Answer the address in an attribute of a lazy loader, which may also hold a colour or a number."""
    address = next((url for _, url in in_style(value)), value)
    return address if "/" in address and "{" not in address else ""
