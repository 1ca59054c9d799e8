"""White space as a browser shows it, runs of inlines as paragraphs, and marks around blocks."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from wpmigrate.content.nodes import (
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Embed,
    Emphasis,
    Figure,
    HardBreak,
    Heading,
    HtmlBlock,
    HtmlContainer,
    HtmlInline,
    HtmlSpan,
    Inline,
    Link,
    List,
    MarkdownBlock,
    Media,
    Node,
    Paragraph,
    Strikethrough,
    Strong,
    Table,
    TableCell,
    Text,
    Verbatim,
    VerbatimBlock,
)

BOUNDARY = Paragraph(())
"""Ends a paragraph without being one: empty paragraphs vanish."""

_SPACE = re.compile(r"[ \t\n\r\f]+")
_BLANK = " \t\n\r\f\u00a0\u3000"
_MARKS = (Emphasis, Strong, Strikethrough)
_WRAPPERS = (Emphasis, Strong, Strikethrough, Link, HtmlSpan)
_SPANS = (Emphasis, Strong, Strikethrough, HtmlSpan)
_BLOCKS = frozenset(Block.__args__)

Make: TypeAlias = Callable[[Sequence[Inline]], Inline]
Around: TypeAlias = Callable[[Block], Block]


class _Collapser:
    """Collapse white space across the nodes of one run; `at_space` says that a space now would not show."""

    def __init__(self) -> None:
        self.at_space = True

    def run(self, nodes: Iterable[Inline], out: list[Inline]) -> list[Inline]:
        """Append nodes to `out`, joining what can be joined with its last node."""
        for node in nodes:
            if type(node) is Text:
                self._text(node.text, out)
            elif isinstance(node, _WRAPPERS):
                self._wrapper(node, out)
            else:
                self._other(node, out)
        return out

    def _text(self, text: str, out: list[Inline]) -> None:
        if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
            text = _SPACE.sub(" ", text)
        if self.at_space and text.startswith(" "):
            text = text[1:]
        if text:
            self.at_space = text[-1] == " "
            _append_text(text, out)

    def _wrapper(self, node: Emphasis | Strong | Strikethrough | Link | HtmlSpan, out: list[Inline]) -> None:
        if type(node) is Strong and len(node.children) == 1 and type(only := node.children[0]) is Emphasis:
            node = Emphasis([Strong(only.children)])  # CommonMark reads `***` so
        last = out[-1] if out else None
        if type(last) is type(node) and isinstance(last, _MARKS) and isinstance(last.children, list):
            self.run(node.children, last.children)
            return
        inner = self.run(node.children, [])
        if isinstance(node, _MARKS) and is_blank(inner):
            for child in inner:  # white space needs no mark
                if type(child) is Text:
                    _append_text(child.text, out)
                else:
                    out.append(child)
        elif type(node) is Strong and len(inner) == 1 and type(only := inner[0]) is Emphasis:
            out.append(Emphasis([Strong(only.children)]))
        elif inner or not node.children or type(node) is Link:
            out.append(replace(node, children=inner))

    def _other(self, node: Inline, out: list[Inline]) -> None:
        last = out[-1] if out else None
        if type(node) is Code and type(last) is Code:
            out[-1] = Code(last.text + node.text)
            return
        if type(node) is HardBreak:
            _strip_end(out)
        out.append(node)
        if not (type(node) is HtmlInline and node.html.startswith("<a id=")):
            self.at_space = type(node) is HardBreak


def _append_text(text: str, out: list[Inline]) -> None:
    last = out[-1] if out else None
    if type(last) is Text:
        out[-1] = Text(last.text + text)
    else:
        out.append(Text(text))


def _strip_end(out: list[Inline]) -> None:
    if out and type(out[-1]) is Text:
        text = out.pop().text.rstrip(" ")  # type: ignore[union-attr]
        if text:
            out.append(Text(text))


def collapse(nodes: Iterable[Inline]) -> list[Inline]:
    """Collapse white space, join texts and equal marks, drop empty marks and breaks at the end."""
    out = _Collapser().run(nodes, [])
    _strip_end(out)
    while out and type(out[-1]) is HardBreak:
        out.pop()
        _strip_end(out)
    return out


def is_blank(nodes: Sequence[Inline]) -> bool:
    """Answer whether a run shows nothing."""
    for node in nodes:
        if type(node) is Text:
            if node.text.strip(_BLANK):
                return False
        elif isinstance(node, _SPANS) and node.children:
            if not is_blank(node.children):
                return False
        elif type(node) is not HardBreak:
            return False
    return True


def one_line(text: str) -> str:
    """Collapse white space in the value of an attribute."""
    return _SPACE.sub(" ", text).strip(" ") if text else ""


def is_shown(nodes: Sequence[Node]) -> bool:
    """Answer whether nodes are more than collapsible white space."""
    return any(type(node) is not Text or node.text.strip(" \t\n\r\f") for node in nodes)


def is_block(node: Node) -> bool:
    """Answer whether a node is a block."""
    return type(node) in _BLOCKS


def to_blocks(nodes: Iterable[Node]) -> list[Block]:
    """Gather runs of inlines to paragraphs; drop empty paragraphs."""
    out: list[Block] = []
    run: list[Inline] = []
    for node in nodes:
        if type(node) not in _BLOCKS:
            run.append(node)  # type: ignore[arg-type]
            continue
        _end_run(run, out)
        if type(node) is not Paragraph or node.children:
            out.append(node)  # type: ignore[arg-type]
    _end_run(run, out)
    return out


def _end_run(run: list[Inline], out: list[Block]) -> None:
    if not run:
        return
    if len(run) == 1 and type(run[0]) is Text and not run[0].text.strip(_BLANK):
        run.clear()  # most often the line end between two tags
        return
    inlines = collapse(run)
    if not is_blank(inlines):
        out.append(Paragraph(inlines))
    run.clear()


def wrap(nodes: Sequence[Node], make: Make, around: Around | None = None) -> list[Node]:
    """Put an inline element around nodes; around the text of each block where it holds blocks.

    `around` puts it around a block without text of its own, such as code.
    """
    for node in nodes:
        if type(node) in _BLOCKS:
            return _wrap_mixed(nodes, make, around)
    return [make(nodes)]  # type: ignore[arg-type]


def _wrap_mixed(nodes: Sequence[Node], make: Make, around: Around | None) -> list[Node]:
    out: list[Node] = []
    run: list[Inline] = []
    for node in nodes:
        if type(node) not in _BLOCKS:
            run.append(node)  # type: ignore[arg-type]
            continue
        out += _wrapped_run(run, make)
        run = []
        out.append(wrap_block(node, make, around))  # type: ignore[arg-type]
    out += _wrapped_run(run, make)
    return out


def _wrapped_run(run: Sequence[Inline], make: Make) -> Sequence[Inline]:
    return run if is_blank(run) else (make(run),)


def wrap_block(block: Block, make: Make, around: Around | None = None) -> Block:
    """Put an inline element around the text of a block."""
    if isinstance(block, Paragraph | Heading):
        return replace(block, children=(make(block.children),)) if block.children else block
    if isinstance(block, BlockQuote | Figure | HtmlContainer):
        return replace(block, children=[wrap_block(child, make, around) for child in block.children])
    if isinstance(block, List):
        items = [
            replace(item, children=[wrap_block(child, make, around) for child in item.children]) for item in block.items
        ]
        return replace(block, items=items)
    if isinstance(block, Table):
        return replace(block, header=_cells(block.header, make), rows=[_cells(row, make) for row in block.rows])
    return around(block) if around and isinstance(block, CodeBlock | HtmlBlock | Media) else block


def _cells(row: Sequence[TableCell], make: Make) -> list[TableCell]:
    return [cell if is_blank(cell.children) else TableCell((make(cell.children),)) for cell in row]


def to_inlines(blocks: Sequence[Block]) -> list[Inline]:
    """Join the text of blocks with line breaks, for a place that holds one line."""
    out: list[Inline] = []
    for block in blocks:
        inner = _inlines(block)
        out += [HardBreak(), *inner] if out and inner else inner
    return out


def _inlines(block: Block) -> Sequence[Inline]:
    """List the inlines of one block."""
    if isinstance(block, Paragraph | Heading):
        return block.children
    if isinstance(block, CodeBlock):
        return [Code(block.text.replace("\n", " "))]
    if isinstance(block, BlockQuote | HtmlContainer):
        return to_inlines(block.children)
    if isinstance(block, Figure):
        return to_inlines([*block.children, Paragraph(block.caption)])
    if isinstance(block, List):
        return to_inlines([child for item in block.items for child in item.children])
    if isinstance(block, Table):
        return to_inlines([Paragraph(cell.children) for row in (block.header, *block.rows) for cell in row])
    if isinstance(block, Embed):
        return [Link(block.url, [Text(block.title or block.url)])]
    if isinstance(block, HtmlBlock | Media):
        return [HtmlInline(block.html)]
    if isinstance(block, VerbatimBlock | MarkdownBlock):
        return [Verbatim(block.text)]
    return ()
