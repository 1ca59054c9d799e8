"""`[caption]` in its three historic forms: caption as attribute, as text after the image, and without one."""

import re
from collections.abc import Sequence

from wpmigrate.content.nodes import Figure
from wpmigrate.contract import Context, Node, Shortcode

_IMAGE = re.compile(r"(?:<a\s[^<>]*+>\s*+)?<img\s[^<>]*+>(?:\s*+</a>)?", re.IGNORECASE)


def caption(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Make a figure of the image and its caption; whatever else stands in it stays with the image."""
    if shortcode.inner is None:
        return None
    picture, text = shortcode.inner, shortcode.attributes.get("caption", "")
    image = _IMAGE.search(picture)
    if image is None and "<" not in picture and not text:
        return context.inlines(picture)
    if image is not None and "caption" not in shortcode.attributes:
        picture, text = picture[: image.end()], picture[image.end() :]
    blocks, words = context.blocks(picture), context.inlines("<br>".join(text.strip().splitlines()))
    return (Figure(blocks, words),) if words else blocks


SHORTCODES = {"caption": caption, "wp_caption": caption}
