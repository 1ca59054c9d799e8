"""Cover and media-text blocks whose picture is a CSS background or stands in the attributes alone."""

import re
from collections.abc import Sequence

from wpmigrate.content.html.urls import clean_url, is_safe
from wpmigrate.content.nodes import Image, Paragraph
from wpmigrate.contract import Block, Context, Node

_TAG = re.compile(r"<(?:img|video)\s[^<>]*", re.IGNORECASE)


def cover(block: Block, context: Context) -> Sequence[Node] | None:
    """Show the picture before what stands on it."""
    return _with_picture(block, context, ("url", "id"), "wp-block-cover__")


def media_text(block: Block, context: Context) -> Sequence[Node] | None:
    """Show the picture before the text."""
    return _with_picture(block, context, ("mediaUrl", "mediaId"), "")


def _with_picture(block: Block, context: Context, names: tuple[str, str], mark: str) -> Sequence[Node] | None:
    if any(mark in tag[0] for tag in _TAG.finditer(block.html)):
        return None
    url, number = (block.attributes.get(name) for name in names)
    attachment = context.attachment(number) if isinstance(number, int) else None
    source = clean_url(url) if isinstance(url, str) and url else attachment.url if attachment else ""
    if not source or not is_safe(source) or block.attributes.get("backgroundType") == "video":
        return None
    alt = block.attributes.get("alt") or block.attributes.get("mediaAlt") or (attachment.alt if attachment else "")
    image = Image(source, alt if isinstance(alt, str) else "", attachment=attachment.id if attachment else None)
    return (Paragraph((image,)), *context.blocks(block.html))


BLOCKS = {"core/cover": cover, "core/cover-image": cover, "core/media-text": media_text}
