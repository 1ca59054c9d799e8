"""White space as a browser shows it, runs of inlines as paragraphs, and marks around blocks."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias, TypeVar

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
_BLOCKS = frozenset(Block.__args__)

Make: TypeAlias = Callable[[Sequence[Inline]], Inline]


class _Collapser:
    """Collapse white space across the nodes of one run; `at_space` says that a space now would not show."""

    def __init__(self) -> None:
        self.at_space = True

    def run(self, nodes: Iterable[Inline]) -> list[Inline]:
        out: list[Inline] = []
        for node in nodes:
            if type(node) is Text:
                self._text(node.text, out)
            elif isinstance(node, _WRAPPERS):
                self._wrapper(node, out)
            else:
                self.at_space = self._other(node, out)
        return out

    def _text(self, text: str, out: list[Inline]) -> None:
        if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
            text = _SPACE.sub(" ", text)
        if self.at_space and text.startswith(" "):
            text = text[1:]
        if not text:
            return
        self.at_space = text[-1] == " "
        if out and type(out[-1]) is Text:
            text = out.pop().text + text  # type: ignore[union-attr]
        out.append(Text(text))

    def _wrapper(self, node: Emphasis | Strong | Strikethrough | Link | HtmlSpan, out: list[Inline]) -> None:
        inner = self.run(node.children)
        if not inner and type(node) is not Link:
            return
        if isinstance(node, _MARKS):
            if all(type(child) is Text and not child.text.strip(_BLANK) for child in inner) and not _follows(out, node):
                self._restart(inner, out)
                return
            if _follows(out, node):
                inner = [*out.pop().children, *inner]  # type: ignore[union-attr]
        out.append(replace(node, children=inner))

    def _restart(self, inner: list[Inline], out: list[Inline]) -> None:
        """Let white space out of marks that hold nothing else."""
        for child in inner:
            if out and type(out[-1]) is Text and type(child) is Text:
                child = Text(out.pop().text + child.text)  # type: ignore[union-attr]  # noqa: PLW2901
            out.append(child)

    def _other(self, node: Inline, out: list[Inline]) -> bool:
        if type(node) is HardBreak:
            _strip_end(out)
        if type(node) is Code and out and type(out[-1]) is Code:
            node = Code(out.pop().text + node.text)  # type: ignore[union-attr]
        out.append(node)
        if type(node) is HtmlInline and node.html.startswith("<a id="):
            return self.at_space
        return type(node) is HardBreak


def _follows(out: list[Inline], node: Inline) -> bool:
    return bool(out) and type(out[-1]) is type(node)


def _strip_end(out: list[Inline]) -> None:
    if out and type(out[-1]) is Text:
        text = out.pop().text.rstrip(" ")  # type: ignore[union-attr]
        if text:
            out.append(Text(text))


def collapse(nodes: Iterable[Inline]) -> list[Inline]:
    """Collapse white space, join texts and equal marks, drop empty marks and breaks at the end."""
    out = _Collapser().run(nodes)
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
        elif type(node) is not HardBreak:
            return False
    return True


def one_line(text: str) -> str:
    """Collapse white space in the value of an attribute."""
    return _SPACE.sub(" ", text).strip(" ")


def is_shown(nodes: Sequence[Node]) -> bool:
    """Answer whether nodes are more than collapsible white space."""
    return any(type(node) is not Text or node.text.strip(" \t\n\r\f") for node in nodes)  # type: ignore[union-attr]


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


def wrap(nodes: Sequence[Node], make: Make) -> list[Node]:
    """Put an inline element around nodes; around the text of each block where it holds blocks."""
    if not any(type(node) in _BLOCKS for node in nodes):
        return [make(nodes)]  # type: ignore[arg-type]
    out: list[Node] = []
    run: list[Inline] = []
    for node in nodes:
        if type(node) not in _BLOCKS:
            run.append(node)  # type: ignore[arg-type]
            continue
        out += _wrapped_run(run, make)
        run = []
        out.append(wrap_block(node, make))  # type: ignore[arg-type]
    return out + _wrapped_run(run, make)


def _wrapped_run(run: Sequence[Inline], make: Make) -> Sequence[Inline]:
    return run if is_blank(run) else (make(run),)


_T = TypeVar("_T", bound=Block)


def wrap_block(block: _T, make: Make) -> _T:
    """Put an inline element around the text of a block."""
    if isinstance(block, Paragraph | Heading):
        return replace(block, children=(make(block.children),)) if block.children else block
    if isinstance(block, BlockQuote | Figure | HtmlContainer):
        return replace(block, children=[wrap_block(child, make) for child in block.children])
    if isinstance(block, List):
        items = [replace(item, children=[wrap_block(child, make) for child in item.children]) for item in block.items]
        return replace(block, items=items)
    if isinstance(block, Table):
        return replace(block, header=_cells(block.header, make), rows=[_cells(row, make) for row in block.rows])
    return block


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
    if isinstance(block, VerbatimBlock):
        return [Verbatim(block.text)]
    return ()
