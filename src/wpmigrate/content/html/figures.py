"""Figures, galleries and the other boxes of the block editor and of classic captions."""

import re
from collections.abc import Iterable, Mapping, Sequence

from selectolax.lexbor import LexborNode

from wpmigrate.content.html import dom
from wpmigrate.content.html.blocks import directed
from wpmigrate.content.html.embeds import bare_embed
from wpmigrate.content.html.raw import raw_nodes
from wpmigrate.content.html.space import BOUNDARY, is_blank, to_blocks, to_inlines
from wpmigrate.content.html.walk import Handler, Walk
from wpmigrate.content.nodes import (
    Block,
    BlockQuote,
    CodeBlock,
    Embed,
    Figure,
    Image,
    Inline,
    Link,
    List,
    Media,
    Node,
    Paragraph,
    Table,
)

_GALLERY = re.compile(r"(?:^|\s)(?:wp-block-gallery|blocks-gallery-grid|gallery|tiled-gallery)(?:\s|\Z)")
_CAPTIONED_LIST = re.compile(r"(?:^|\s)(?:wp-caption|gallery-item|wp-caption-wrapper)(?:\s|\Z)")
_KINDS: Mapping[type, str] = {Table: "table", Embed: "embed", BlockQuote: "quote", CodeBlock: "code", Figure: "gallery"}


def _figure(walk: Walk, node: LexborNode) -> Sequence[Node]:
    captions = [child for child in dom.elements(node) if child.tag == "figcaption"]
    return _captioned(walk, node, captions)


def _captioned(walk: Walk, node: LexborNode, captions: Sequence[LexborNode]) -> Sequence[Node]:
    """Read a box as its blocks and its caption, taken out of wherever it stands."""
    read = [block for caption in captions for block in walk.blocks(caption)]
    for caption in captions:
        caption.decompose()
    blocks = to_blocks([*walk.anchor(node), *walk.nodes(node.first_child)])
    name = dom.attribute(node, "class")
    if "embed" in name:
        blocks = [bare_embed(block) or block for block in blocks]
    return _figured(blocks, to_inlines(read), gallery=bool(_GALLERY.search(name)))


def _figured(blocks: Sequence[Block], caption: Sequence[Inline], *, gallery: bool) -> Sequence[Block]:
    if gallery:
        return (Figure(list(_pictures(blocks)), caption, "gallery"),) if blocks else ()
    if not caption:
        return blocks
    return (Figure(blocks, caption, _kind(blocks[0])),) if blocks else (Paragraph(caption),)


def _kind(block: Block) -> str:
    return block.kind if isinstance(block, Media | Figure) else _KINDS.get(type(block), "image")


def _pictures(blocks: Iterable[Block]) -> Iterable[Block]:
    """Yield the pictures of a gallery, each a block of its own."""
    for block in blocks:
        if isinstance(block, List):
            for item in block.items:
                yield from _pictures(item.children)
        elif isinstance(block, Figure) and block.kind == "gallery" and not block.caption:
            yield from block.children
        elif isinstance(block, Paragraph) and all(_is_picture(child) or is_blank((child,)) for child in block.children):
            yield from (Paragraph((child,)) for child in block.children if _is_picture(child))
        else:
            yield block


def _is_picture(node: Inline) -> bool:
    return isinstance(node, Image) or (
        isinstance(node, Link) and all(isinstance(inner, Image) for inner in node.children)
    )


def is_gallery(node: LexborNode) -> bool:
    """Answer whether a list is the grid of a gallery."""
    return bool(_GALLERY.search(dom.attribute(node, "class")))


def gallery(walk: Walk, node: LexborNode) -> Sequence[Node]:
    """Read a list of pictures, as older galleries of the block editor are."""
    return _figured(to_blocks([*walk.anchor(node), *walk.nodes(node.first_child)]), (), gallery=True)


def _division(walk: Walk, node: LexborNode) -> Sequence[Node] | None:
    names = dom.classes(node) if node.attrs else []
    for name in names:
        box = _BOXES.get(name)
        if box is not None:
            return box(walk, node)
    return directed(walk, node) if names or node.attrs else None


def _classic_caption(walk: Walk, node: LexborNode) -> Sequence[Node]:
    captions = [child for child in dom.elements(node) if "wp-caption-text" in dom.classes(child)]
    return _captioned(walk, node, captions)


def _definitions(walk: Walk, node: LexborNode) -> Sequence[Node]:
    """Read the list that held a picture and its caption before HTML had figures; any other list stays HTML."""
    if not _CAPTIONED_LIST.search(dom.attribute(node, "class")):
        return (BOUNDARY, *walk.anchor(node), *raw_nodes(walk, node))
    captions = [child for child in dom.elements(node) if child.tag == "dd"]
    return _captioned(walk, node, captions)


def _file(walk: Walk, node: LexborNode) -> Sequence[Node] | None:  # noqa: ARG001 - a handler's signature
    """Leave one link of a file: the download button repeats it, the viewer shows it."""
    doubles = [
        child for child in dom.elements(node) if child.tag == "object" or "wp-block-file__button" in dom.classes(child)
    ]
    for double in doubles if len(doubles) < len(list(dom.elements(node))) else ():
        double.decompose()
    return None


def _embed_wrapper(walk: Walk, node: LexborNode) -> Sequence[Node]:
    return [BOUNDARY, *(bare_embed(block) or block for block in walk.blocks(node))]


_BOXES: Mapping[str, Handler] = {
    "wp-caption": _classic_caption,
    "wp-block-file": _file,
    "wp-block-embed__wrapper": _embed_wrapper,
    "wp-block-gallery": gallery,
    "gallery": gallery,
    "tiled-gallery": gallery,
}

HANDLERS: Mapping[str, Handler] = {"figure": _figure, "div": _division, "dl": _definitions}
