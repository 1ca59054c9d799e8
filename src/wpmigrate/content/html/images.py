"""Images: each once, at its real address."""

import re
from collections.abc import Mapping, Sequence

from selectolax.lexbor import LexborNode

from wpmigrate.content.html import dom
from wpmigrate.content.html.addresses import LAZY, address, widest
from wpmigrate.content.html.raw import raw_nodes
from wpmigrate.content.html.space import one_line
from wpmigrate.content.html.urls import is_safe
from wpmigrate.content.html.walk import Handler, Walk
from wpmigrate.content.nodes import Image, Node, Text
from wpmigrate.diagnostics import Code

__all__ = ["HANDLERS", "address"]

_ATTACHMENT = re.compile(r"(?:^|\s)wp-image-(\d{1,18})(?:\s|\Z)")


def _image(walk: Walk, node: LexborNode) -> Sequence[Node]:
    attributes = node.attributes
    restore = walk.tokens.restore
    src = _source(walk, node)
    alt = one_line(restore(attributes.get("alt") or ""))
    before = walk.anchor(node)
    if src and not is_safe(src, image=True):
        walk.report(Code.UNSAFE_URL, src.split(":", 1)[0])
        src = ""
    if not src or (src.startswith("data:") and _has_stand_in(node)):
        return [*before, Text(alt)] if alt and not src else before
    if _follows_stand_in(walk, node, src):
        return before
    walk.seen.add(src)
    if attributes.get("usemap") or attributes.get("longdesc"):  # Markdown has no word for what they lead to
        return [*before, *raw_nodes(walk, node, inline=True)]
    number = _ATTACHMENT.search(attributes.get("class") or "")
    title = one_line(restore(attributes.get("title") or ""))
    return [*before, Image(src, alt, title, int(number[1]) if number else None)]


def _source(walk: Walk, node: LexborNode) -> str:
    """Find an image's address, in the sources beside it where it has none of its own."""
    restore = walk.tokens.restore
    src = address(node.attributes, restore)
    parent = node.parent
    if (not src or src.startswith("data:")) and parent is not None and parent.tag == "picture":
        sources = (widest(other.attributes, restore) for other in dom.elements(parent) if other.tag == "source")
        src = next(filter(None, sources), src)
    return walk.original(src)


def _has_stand_in(node: LexborNode) -> bool:
    """Answer whether a `<noscript>` with an image follows."""
    other = node.next
    while other is not None and other.tag == dom.TEXT and (other.text_content or "").isspace():
        other = other.next
    return other is not None and other.tag == "noscript" and any(child.tag == "img" for child in dom.elements(other))


def _follows_stand_in(walk: Walk, node: LexborNode, src: str) -> bool:
    """Answer whether this lazy image was read already, from a `<noscript>` right before it."""
    if src not in walk.seen or not any(name in node.attributes for name in LAZY):
        return False
    other = node.prev
    while other is not None and other.tag == dom.TEXT and (other.text_content or "").isspace():
        other = other.prev
    if other is None or other.tag != "noscript":
        return False
    return any(child.tag == "img" and _source(walk, child) == src for child in dom.elements(other))


def _noscript(walk: Walk, node: LexborNode) -> Sequence[Node] | None:
    """Read what stands in for a lazy image; drop the second copy of one that was read, keep all else."""
    inner = list(dom.descendants(node))
    sources = [_source(walk, image) for image in inner if image.tag == "img"]
    text = any(part.tag == dom.TEXT and (part.text_content or "").strip() for part in inner)
    if sources and not text:
        if all(source in walk.seen for source in sources):
            return ()
        if not any(dom.attribute(image, "width") == "1" for image in inner if image.tag == "img"):
            return walk.nodes(node.first_child)
    return raw_nodes(walk, node)


HANDLERS: Mapping[str, Handler] = {
    **dict.fromkeys(("img", "image", "amp-img"), _image),
    "noscript": _noscript,
}
