"""Cover and media-text blocks whose picture is a CSS background or stands in the attributes alone."""

import re

from wpmigrate.content.attributed import Attributes, figure, number, paragraphs, picture, start, text
from wpmigrate.contract import Attachment, Block, Context

_TAG = re.compile(r"<(?:img|video)\s[^<>]*", re.IGNORECASE)

_BEHIND = re.compile(r"(<[a-z][^<>]*?)\sstyle=\"[^\"<>]*url\([^\"<>]*\"", re.IGNORECASE)


def cover(block: Block, context: Context) -> str | None:
    """Show the picture or film before what stands on it."""
    if _shows(block.html, "wp-block-cover__"):
        return None
    return _before(block, context, url="url", attachment="id", kind=text(block.attributes, "backgroundType"))


def media_text(block: Block, context: Context) -> str | None:
    """Show the picture or film before the text."""
    if _shows(block.html, ""):
        alone = _BEHIND.sub(r"\1", block.html, count=1)  # a picture that fills its half is its background too
        return None if alone == block.html else alone
    return _before(block, context, url="mediaUrl", attachment="mediaId", kind=text(block.attributes, "mediaType"))


def _shows(html: str, mark: str) -> bool:
    return any(mark in tag[0] for tag in _TAG.finditer(html))


def _before(block: Block, context: Context, *, url: str, attachment: str, kind: str) -> str | None:
    attributes = block.attributes
    found = _attachment(attributes, attachment, context)
    address = text(attributes, url) or (found.url if found else "")
    written = block.html if block.html.strip() else paragraphs(text(attributes, "title", "contentText"))
    if not address:
        return None if written is block.html else written
    if kind == "video":
        return figure("wp-block-video", f"{start('video controls', {'src': address})}</video>") + written
    alt = text(attributes, "alt", "mediaAlt") or (found.alt if found else "")
    href = text(attributes, "href")
    shown = picture(address, alt=alt, attachment=found.id if found else 0, href=href)
    return figure("wp-block-image", shown) + _BEHIND.sub(r"\1", written, count=1)


def _attachment(attributes: Attributes, name: str, context: Context) -> Attachment | None:
    """Look up the picture, which may be the post's own."""
    place = number(attributes, name)
    if attributes.get("useFeaturedImage") is True:
        place = number({"id": context.meta("_thumbnail_id").strip()}, "id")
    return context.attachment(place) if place > 0 else None


BLOCKS = {"core/cover": cover, "core/cover-image": cover, "core/media-text": media_text}
