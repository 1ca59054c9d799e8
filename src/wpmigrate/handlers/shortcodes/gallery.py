"""`[gallery]`: images by id, or those that hang on the post."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from wpmigrate.content.nodes import Figure, Image, Link, Paragraph
from wpmigrate.contract import Attachment, BlockNode, Code, Context, Node, Shortcode

_IMAGES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff", ".ico", ".heic")


def gallery(shortcode: Shortcode, context: Context) -> Sequence[Node]:
    """Make one figure of all its images, in WordPress's order."""
    attributes = shortcode.attributes
    images = [_picture(image, attributes.get("link", ""), context) for image in _chosen(attributes, context)]
    return (Figure(images, kind="gallery"),) if images else ()


def _chosen(attributes: Mapping[str, str], context: Context) -> Sequence[Attachment]:
    wanted = attributes.get("ids") or attributes.get("include") or ""
    if wanted:
        found = [_find(number, context) for number in dict.fromkeys(_numbers(wanted))]
        images: Sequence[Attachment] = [attachment for attachment in found if attachment is not None]
    else:
        left_out = set(_numbers(attributes.get("exclude", "")))
        images = [attachment for attachment in _hanging(attributes, context) if attachment.id not in left_out]
    images = [attachment for attachment in images if _is_image(attachment)]
    default = "post__in" if attributes.get("ids") else "menu_order id"
    return _ordered(images, attributes.get("orderby") or default, attributes.get("order", "ASC"))


def _find(number: int, context: Context) -> Attachment | None:
    attachment = context.attachment(number)
    if attachment is None:
        context.report(Code.GALLERY_IMAGE_MISSING, str(number))
    return attachment


def _hanging(attributes: Mapping[str, str], context: Context) -> Sequence[Attachment]:
    """List the images of the post at hand; those of another post, which `id` may name, cannot be asked for."""
    attached = context.attached()
    other = attributes.get("id", "").strip()
    if other and other not in ("0", *(str(attachment.parent) for attachment in attached)):
        context.report(Code.GALLERY_IMAGE_MISSING, f"post {other}")
        return ()
    return attached


def _ordered(images: Sequence[Attachment], by: str, direction: str) -> Sequence[Attachment]:
    """Sort as WordPress would; `rand` keeps the order it finds, so that two runs are equal."""
    key = _ORDERS.get(by.lower().split()[0] if by.strip() else "")
    if key is None:
        return images
    return sorted(images, key=key, reverse=direction.strip().upper() == "DESC")


def _picture(attachment: Attachment, link: str, context: Context) -> BlockNode:
    image = Image(attachment.url, attachment.alt, attachment=attachment.id)
    paragraph = Paragraph((Link(attachment.url, (image,)) if link == "file" else image,))
    words = context.inlines(attachment.caption)
    return Figure((paragraph,), words) if words else paragraph


def _is_image(attachment: Attachment) -> bool:
    return attachment.mime.startswith("image/") or attachment.url.lower().partition("?")[0].endswith(_IMAGES)


def _numbers(text: str) -> Iterable[int]:
    return (int(part) for part in text.replace(",", " ").split() if part.isdecimal() and len(part) < 12)


_ORDERS: Mapping[str, Callable[[Attachment], tuple[object, ...]]] = {
    "menu_order": lambda attachment: (attachment.menu_order, attachment.id),
    "id": lambda attachment: (attachment.id,),
    "title": lambda attachment: (attachment.title.lower(), attachment.id),
    "name": lambda attachment: (attachment.slug, attachment.id),
    "post_name": lambda attachment: (attachment.slug, attachment.id),
    "date": lambda attachment: (attachment.date or "", attachment.id),
    "post_date": lambda attachment: (attachment.date or "", attachment.id),
}

SHORTCODES = {"gallery": gallery}
