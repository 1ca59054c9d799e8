"""Gallery blocks whose images stand in the attributes: as numbers, or as objects with everything."""

from wpmigrate.content.attributed import Attributes, figure, mappings, number, picture, text
from wpmigrate.contract import Block, Code, Context

_TO_FILE = ("media", "file")
_TO_PAGE = ("attachment", "post")


def gallery(block: Block, context: Context) -> str | None:
    """Write the images; a gallery with images in its HTML says all by itself."""
    if "<img" in block.html or block.inner:
        return None
    given: list[Attributes] = [*mappings(block.attributes, "images")] or _numbered(block.attributes)
    to = text(block.attributes, "linkTo")
    images = "".join(_image(image, to, context) for image in given)
    if not images:
        return None
    written = block.html.partition("<figcaption")[2].partition(">")[2].partition("</figcaption>")[0]
    return figure("wp-block-gallery", images, written or text(block.attributes, "caption"))


def _numbered(attributes: Attributes) -> list[Attributes]:
    ids = attributes.get("ids")
    values = ids.split(",") if isinstance(ids, str) else ids if isinstance(ids, list) else []
    return [{"id": value.strip() if isinstance(value, str) else value} for value in values]


def _image(image: Attributes, to: str, context: Context) -> str:
    place = number(image, "id")
    found = context.attachment(place) if place > 0 else None
    url = text(image, "fullUrl", "url") or (found.url if found else "")
    if not url:
        context.report(Code.GALLERY_IMAGE_MISSING, f"media file {image.get('id')}"[:40])
        return ""
    page = text(image, "link") or (found.permalink if found else "")
    href = url if to in _TO_FILE else page if to in _TO_PAGE else ""
    shown = picture(url, alt=text(image, "alt") or (found.alt if found else ""), attachment=place, href=href)
    return figure("wp-block-image", shown, text(image, "caption") or (found.caption if found else ""))


BLOCKS = {"core/gallery": gallery}
