"""`[gallery]` of WordPress and Jetpack, whatever its `type`: images by id, or those that hang on a post."""

from collections.abc import Sequence

from wpmigrate.content.chosen import chosen
from wpmigrate.content.nodes import Figure, Image, Link, Paragraph
from wpmigrate.contract import Attachment, BlockNode, Context, Node, Shortcode

_IMAGES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff", ".ico", ".heic")


def gallery(shortcode: Shortcode, context: Context) -> Sequence[Node]:
    """Make one figure of all its images, in WordPress's order.

    A link to the page of an attachment leads nowhere on a site that has no such pages, so that only `link="file"` is kept.
    """
    link = shortcode.attributes.get("link", "").lower()
    images = [_picture(image, link, context) for image in chosen(shortcode.attributes, context, _is_image)]
    return (Figure(images, kind="gallery"),) if images else ()


def slideshow(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Make a gallery of Jetpack's slides; other plugins mean slides of their own, which the export does not hold."""
    return gallery(shortcode, context) or None


def _picture(attachment: Attachment, link: str, context: Context) -> BlockNode:
    image = Image(attachment.url, attachment.alt, attachment=attachment.id)
    paragraph = Paragraph((Link(attachment.url, (image,)) if link == "file" else image,))
    words = context.inlines(attachment.caption)
    return Figure((paragraph,), words) if words else paragraph


def _is_image(attachment: Attachment) -> bool:
    return attachment.mime.startswith("image/") or attachment.url.lower().partition("?")[0].endswith(_IMAGES)


SHORTCODES = {"gallery": gallery, "slideshow": slideshow}
