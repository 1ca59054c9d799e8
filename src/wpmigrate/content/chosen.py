"""Which attachments a gallery or a playlist shows, and in what order, as WordPress picks them."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from wpmigrate.content.parts import Context
from wpmigrate.diagnostics import Code
from wpmigrate.model import Attachment


def chosen(
    attributes: Mapping[str, str], context: Context, is_wanted: Callable[[Attachment], bool]
) -> Sequence[Attachment]:
    """Pick by `ids` or `include`, or what hangs on a post less `exclude`; sort by `orderby` and `order`."""
    wanted = attributes.get("ids") or attributes.get("include") or ""
    if wanted:
        looked_up = (_find(number, context) for number in dict.fromkeys(numbers(wanted)))
        found: Iterable[Attachment] = (attachment for attachment in looked_up if attachment is not None)
    else:
        left_out = set(numbers(attributes.get("exclude", "")))
        found = (attachment for attachment in _hanging(attributes, context) if attachment.id not in left_out)
    default = "post__in" if attributes.get("ids") else "menu_order id"
    by = attributes.get("orderby") or default
    return _ordered([attachment for attachment in found if is_wanted(attachment)], by, attributes.get("order", "ASC"))


def numbers(text: str) -> Iterable[int]:
    """Yield the ids in a list with commas or spaces."""
    return (int(part) for part in text.replace(",", " ").split() if part.isdecimal() and len(part) < 12)


def _find(number: int, context: Context) -> Attachment | None:
    attachment = context.attachment(number)
    if attachment is None:
        context.report(Code.GALLERY_IMAGE_MISSING, f"media file {number}")
    return attachment


def _hanging(attributes: Mapping[str, str], context: Context) -> Sequence[Attachment]:
    other = next(iter(numbers(attributes.get("id", ""))), 0)
    attached = context.attached(other or None)
    if other and not attached:
        context.report(Code.GALLERY_IMAGE_MISSING, f"post {other}")
    return attached


def _ordered(found: Sequence[Attachment], by: str, direction: str) -> Sequence[Attachment]:
    """Sort as WordPress would; `rand` keeps the order it finds, so that two runs are equal."""
    key = _ORDERS.get(by.lower().split()[0] if by.strip() else "")
    if key is None:
        return found
    return sorted(found, key=key, reverse=direction.strip().upper() == "DESC")


_ORDERS: Mapping[str, Callable[[Attachment], tuple[object, ...]]] = {
    "menu_order": lambda attachment: (attachment.menu_order, attachment.id),
    "id": lambda attachment: (attachment.id,),
    "title": lambda attachment: (attachment.title.lower(), attachment.id),
    "name": lambda attachment: (attachment.slug, attachment.id),
    "post_title": lambda attachment: (attachment.title.lower(), attachment.id),
    "post_name": lambda attachment: (attachment.slug, attachment.id),
    "date": lambda attachment: (attachment.date or "", attachment.id),
    "post_date": lambda attachment: (attachment.date or "", attachment.id),
}
