"""Gallery blocks that hold ids and no images."""

from collections.abc import Sequence

from wpmigrate.content.nodes import Figure, Image, Paragraph
from wpmigrate.contract import Block, BlockNode, Code, Context, Node


def gallery(block: Block, context: Context) -> Sequence[Node] | None:
    """Look the images up; a gallery with images in its HTML says all by itself."""
    ids = block.attributes.get("ids")
    if "<img" in block.html or block.inner or not isinstance(ids, list):
        return None
    images = [image for number in ids if (image := _image(number, context)) is not None]
    return (*context.blocks(block.html), Figure(images, kind="gallery")) if images else None


def _image(number: object, context: Context) -> BlockNode | None:
    attachment = (
        context.attachment(int(number)) if isinstance(number, int | float | str) and str(number).isdecimal() else None
    )
    if attachment is None:
        context.report(Code.GALLERY_IMAGE_MISSING, str(number)[:20])
        return None
    paragraph = Paragraph((Image(attachment.url, attachment.alt, attachment=attachment.id),))
    words = context.inlines(attachment.caption)
    return Figure((paragraph,), words) if words else paragraph


BLOCKS = {"core/gallery": gallery}
