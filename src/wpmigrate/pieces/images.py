"""Featured images as front matter says them, the same for every platform that has none of its own way."""

from typing import Any

from wpmigrate.content.transforms.relink import Resolve
from wpmigrate.contract import Attachment
from wpmigrate.render.text import render_text


def featured(image: Attachment, resolve: Resolve) -> dict[str, Any]:
    """Answer address, alternative text, caption and size of a featured image."""
    return {
        "url": resolve(image.url, "image"),
        "alt": image.alt,
        "caption": render_text(image.caption).strip(),
        "width": image.width,
        "height": image.height,
    }
