"""Images: the real address of lazy ones, once."""

import re
from collections.abc import Mapping, Sequence

from selectolax.lexbor import LexborNode

from wpmigrate.content.html import dom
from wpmigrate.content.html.raw import raw_nodes
from wpmigrate.content.html.space import one_line
from wpmigrate.content.html.urls import clean_url, is_safe
from wpmigrate.content.html.walk import Handler, Walk
from wpmigrate.content.nodes import Image, Node, Text
from wpmigrate.diagnostics import Code

_LAZY = ("data-lazy-src", "data-src", "data-original", "data-orig-file", "data-lazy", "data-large-file")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_ATTACHMENT = re.compile(r"(?:^|\s)wp-image-(\d{1,18})(?:\s|\Z)")
_PLACEHOLDER = re.compile(
    r"(?:^data:|/(?:blank|grey|gray|spacer|placeholder|transparent|lazy|1x1)[^/]*\Z)", re.IGNORECASE
)


def _image(walk: Walk, node: LexborNode) -> Sequence[Node]:
    attributes = node.attributes
    restore = walk.tokens.restore
    src = address(walk, attributes)
    alt = one_line(restore(attributes.get("alt") or ""))
    before = walk.anchor(node)
    if src and not is_safe(src, image=True):
        walk.report(Code.UNSAFE_URL, src.split(":", 1)[0])
        src = ""
    if not src or (src.startswith("data:") and _has_stand_in(node)):
        return [*before, Text(alt)] if alt and not src else before
    if _follows_stand_in(walk, node, src):
        return before
    walk.images.add(src)
    number = _ATTACHMENT.search(attributes.get("class") or "")
    title = one_line(restore(attributes.get("title") or ""))
    return [*before, Image(src, alt, title, int(number[1]) if number else None)]


def address(walk: Walk, attributes: Mapping[str, str | None]) -> str:
    """Find where an image really is: lazy loaders move it out of `src`."""
    src = clean_url(walk.tokens.restore(attributes.get("src") or ""))
    if src and not _PLACEHOLDER.search(src) and "data-lazy-src" not in attributes and "data-src" not in attributes:
        return src
    for name in _LAZY:
        lazy = clean_url(walk.tokens.restore(attributes.get(name) or ""))
        if lazy and not lazy.startswith("data:"):
            return lazy
    return src if src and not src.startswith("data:") else _from_set(attributes) or src


def _has_stand_in(node: LexborNode) -> bool:
    """Answer whether a `<noscript>` with an image follows."""
    other = node.next
    while other is not None and other.tag == dom.TEXT and (other.text_content or "").isspace():
        other = other.next
    return other is not None and other.tag == "noscript" and any(child.tag == "img" for child in dom.elements(other))


def _follows_stand_in(walk: Walk, node: LexborNode, src: str) -> bool:
    """Answer whether this lazy image was read already, from a `<noscript>` right before it."""
    if src not in walk.images or not any(name in node.attributes for name in _LAZY):
        return False
    other = node.prev
    while other is not None and other.tag == dom.TEXT and (other.text_content or "").isspace():
        other = other.prev
    if other is None or other.tag != "noscript":
        return False
    return any(child.tag == "img" and address(walk, child.attributes) == src for child in dom.elements(other))


def _from_set(attributes: Mapping[str, str | None]) -> str:
    """Take the last candidate of a `srcset`: the widest, as WordPress and most others write it."""
    for name in _SETS:
        candidates = [part.split() for part in (attributes.get(name) or "").split(", ")]
        found = [parts[0] for parts in candidates if parts and not parts[0].startswith("data:")]
        if found:
            return clean_url(found[-1])
    return ""


def _noscript(walk: Walk, node: LexborNode) -> Sequence[Node] | None:
    """Read what stands in for a lazy image; drop the second copy of one that was read, keep all else."""
    inner = list(dom.descendants(node))
    sources = [address(walk, image.attributes) for image in inner if image.tag == "img"]
    text = any(part.tag == dom.TEXT and (part.text_content or "").strip() for part in inner)
    if sources and not text:
        if all(source in walk.images for source in sources):
            return ()
        if not any(dom.attribute(image, "width") == "1" for image in inner if image.tag == "img"):
            return walk.nodes(node.first_child)
    return raw_nodes(walk, node)


HANDLERS: Mapping[str, Handler] = {"img": _image, "image": _image, "noscript": _noscript}
