"""Block elements: headings, quotes, code, rules, details, and what stays HTML."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from wpmigrate.content.html import dom
from wpmigrate.content.html.code import preformatted
from wpmigrate.content.html.embeds import quoted_embed
from wpmigrate.content.html.raw import open_tag, raw_html, raw_nodes
from wpmigrate.content.html.space import to_blocks
from wpmigrate.content.html.walk import Handler, Walk
from wpmigrate.content.nodes import (
    Block,
    BlockQuote,
    Heading,
    HtmlBlock,
    HtmlContainer,
    HtmlSpan,
    Node,
    Paragraph,
    ThematicBreak,
)
from wpmigrate.diagnostics import Code


def _heading(walk: Walk, node: LexborNode) -> Sequence[Node]:
    level, name = int(dom.name_of(node)[1]), dom.attribute(node, "id")
    blocks = walk.blocks(node)
    if not all(isinstance(block, Paragraph) for block in blocks):
        return [*walk.anchor(node), HtmlContainer(f"<h{level}>", blocks, f"</h{level}>")]
    made = [
        Heading(level, block.children, "" if number else name, linked=not number and name in walk.targets)
        for number, block in enumerate(blocks)
        if isinstance(block, Paragraph)
    ]
    return made or walk.anchor(node)


def _blockquote(walk: Walk, node: LexborNode) -> Sequence[Node]:
    card = quoted_embed(walk, node)
    if card is not None:
        return (card,)
    return [*walk.anchor(node), BlockQuote([_attribution(block) for block in walk.blocks(node)])]


def _attribution(block: Block) -> Block:
    """Let a `<cite>` that is a paragraph of its own be a paragraph."""
    if isinstance(block, Paragraph) and len(block.children) == 1:
        only = block.children[0]
        if isinstance(only, HtmlSpan) and only.open.startswith("<cite"):
            return replace(block, children=only.children)
    return block


def _rule(walk: Walk, node: LexborNode) -> Sequence[Node]:  # noqa: ARG001 - a handler's signature
    return (ThematicBreak(),)


def _pre(walk: Walk, node: LexborNode) -> Sequence[Node]:
    return [*walk.anchor(node), *preformatted(walk, node)]


def _details(walk: Walk, node: LexborNode) -> Sequence[Node]:
    summary = next((child for child in dom.elements(node) if child.tag == "summary"), None)
    title = ""
    if summary is not None:
        title = raw_html(walk, summary).strip()
        summary.decompose()
    attributes = {name: value for name, value in node.attributes.items() if name in ("open", "id", "name")}
    return (HtmlContainer(open_tag(walk, "details", attributes) + title, walk.blocks(node), "</details>"),)


def directed(walk: Walk, node: LexborNode) -> Sequence[Node] | None:
    """Keep the direction of a paragraph or group that says one; alignment and style are presentation."""
    direction = dom.attribute(node, "dir").lower()
    if direction not in ("rtl", "auto"):
        return None
    nodes = walk.nodes(node.first_child)
    return [*walk.anchor(node), HtmlContainer(f'<div dir="{direction}">', to_blocks(nodes), "</div>")]


def _script(walk: Walk, node: LexborNode) -> Sequence[Node]:
    walk.report(Code.SCRIPT_KEPT, dom.name_of(node))
    return [block for block in raw_nodes(walk, node) if not (isinstance(block, HtmlBlock) and not block.html)]


def raw(walk: Walk, node: LexborNode) -> Sequence[Node]:
    """Keep an element as HTML."""
    return raw_nodes(walk, node)


HANDLERS: Mapping[str, Handler] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("p", "section", "article", "main", "header", "footer", "aside", "center"), directed),
    **dict.fromkeys(("pre", "xmp", "listing", "plaintext"), _pre),
    **dict.fromkeys(("script", "style"), _script),
    **dict.fromkeys("form template link marquee dialog applet map frameset noembed noframes".split(), raw),
    "blockquote": _blockquote,
    "details": _details,
    "hr": _rule,
}
