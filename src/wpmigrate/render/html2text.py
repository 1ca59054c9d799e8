"""Document → Markdown in the style of html2text, for people whose scripts expect it.

html2text writes the blocks it can say without harm, from our own clean HTML; our writer writes all others. Whatever a
reader sees stands behind a token meanwhile, so that html2text cannot change it; a token that does not come back, or an
error, and the whole body is in our own style. It is made anew for each call: an error would poison the next body.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from html2text import HTML2Text
from msgspec.structs import replace

from wpmigrate.content.nodes import (
    Block,
    BlockQuote,
    Code,
    Document,
    Emphasis,
    FootnoteReference,
    HardBreak,
    Heading,
    Image,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    SoftBreak,
    Strikethrough,
    Strong,
    Table,
    TableCell,
    Text,
    ThematicBreak,
)
from wpmigrate.render.dialect import Dialect
from wpmigrate.render.escape import ends_in_url, escape_text, guard_lines, link_target, link_title
from wpmigrate.render.html import render_html
from wpmigrate.render.inline import write_inlines
from wpmigrate.render.markdown import render_markdown, write_block
from wpmigrate.render.tree import walk
from wpmigrate.render.writing import Owned, Writing, start

_MARK = "\ufdd0"
_TOKEN = re.compile(rf"{_MARK}(\d+){_MARK}")
_SEPARATOR = "<!-- -->"
"""Stands between two lists or quotes that a flavour would join."""

_SPACE = " \t\r\n"
_SPACES = re.compile(rf"[{_SPACE}]+")
_MARKS = (Emphasis, Strong, Strikethrough)
_WHOLE = (Code, Image, FootnoteReference)
"""Inlines that our writer writes alike wherever they stand."""

_BREAKS = (HardBreak, SoftBreak)
_HOT_BEFORE = frozenset("!&*<[\\]^_`{~")
_HOT_AFTER = frozenset("([:`{*_~^")


def render_html2text(
    document: Document, dialect: Dialect, report: Callable[[str], None], owned: list[Owned] | None = None
) -> str:
    """Write a document as html2text would; in our own style, with a reason to `report`, where it fails.

    `owned` collects what CommonMark cannot read of it, for whoever proves the rest.
    """
    owned = [] if owned is None else owned
    stash = _Stash(start(dialect, document.children, owned))
    html = render_html(Document(list(_prepared(document.children, stash))))
    failure = ""
    try:
        converted = _converter().handle(html)
        if [int(number) for number in _TOKEN.findall(converted)] != list(range(len(stash.texts))):
            failure = "html2text lost text"
    except Exception as error:  # noqa: BLE001 - html2text and html.parser raise whatever they like
        failure = f"html2text raised {type(error).__name__}"
    if failure:
        report(failure)
        owned.clear()
        return render_markdown(document, dialect, owned)
    text = stash.restore(converted).strip("\n")
    return text + "\n" if text else ""


def _converter() -> HTML2Text:
    converter = HTML2Text(bodywidth=0)
    converter.unicode_snob = True
    converter.skip_internal_links = False
    converter.include_sup_sub = True
    converter.backquote_code_style = True
    return converter


class _Stash:
    """Finished Markdown behind tokens that html2text takes for words, in the order in which it must answer them."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self.texts: list[str] = []

    def put(self, markdown: str) -> str:
        """Keep Markdown and answer the word that stands for it."""
        self.texts.append(markdown)
        return f"{_MARK}{len(self.texts) - 1}{_MARK}"

    def restore(self, converted: str) -> str:
        """Put the Markdown back."""
        return _TOKEN.sub(lambda match: self.texts[int(match[1])], converted)


# --- blocks


def _prepared(blocks: Sequence[Block], stash: _Stash) -> Iterator[Block]:
    """Yield what html2text gets: blocks it can say, and a paragraph with one token for each other one."""
    before: Block | None = None
    for block in blocks:
        own = None if _can_say(block) and _suits(block, stash.writing) else write_block(block, stash.writing)
        if own == "":
            continue
        if before is not None and _joins(before, block, stash.writing):
            yield _whole(_SEPARATOR, stash)
        yield _shielded(block, stash) if own is None else _whole(own, stash)
        before = block


def _whole(markdown: str, stash: _Stash) -> Paragraph:
    return Paragraph((Text(stash.put(markdown)),))


def _joins(before: Block, block: Block, writing: Writing) -> bool:
    """Answer whether a flavour may take two neighbours for one."""
    if isinstance(before, List):
        return isinstance(block, List)
    return isinstance(before, BlockQuote) and isinstance(block, BlockQuote) and writing.dialect.flavour != "commonmark"


def _can_say(block: Block) -> bool:
    """Answer whether html2text writes a block without harm."""
    can = _CAN_SAY.get(type(block))
    return can is not None and can(block)


def _suits(block: Block, writing: Writing) -> bool:
    """Answer whether the flavour reads what html2text writes: no list of it, and strikethrough not all of them."""
    if writing.dialect.flavour == "commonmark":
        return True
    return not isinstance(block, List | BlockQuote) and not any(
        isinstance(node, Strikethrough) for node in walk((block,))
    )


def _can_say_heading(node: Heading) -> bool:
    if node.id or not _is_easy(node.children) or any(isinstance(child, HardBreak) for child in node.children):
        return False
    last = node.children[-1]
    return not (isinstance(last, Text) and last.text.rstrip().endswith("#"))


def _can_say_quote(node: BlockQuote) -> bool:
    return bool(node.children) and _are_apart(node.children) and all(map(_can_say_quoted, node.children))


def _can_say_quoted(block: Block) -> bool:
    return isinstance(block, Paragraph | Heading | List) and _can_say(block)


def _are_apart(blocks: Sequence[Block]) -> bool:
    return not any(isinstance(one, List) and isinstance(two, List) for one, two in pairwise(blocks))


def _can_say_list(node: List) -> bool:
    """Answer whether all items are a line each, with at most a list below where the indentation of html2text fits."""
    fits = not node.ordered or node.start + len(node.items) <= 10
    return bool(node.items) and not node.marker and all(_can_say_item(item, fits=fits) for item in node.items)


def _can_say_item(item: ListItem, *, fits: bool) -> bool:
    if item.checked is not None or not item.children:
        return False
    line, *below = item.children
    if not isinstance(line, Paragraph) or not _is_easy(line.children):
        return False
    if any(isinstance(node, HardBreak) for node in line.children):
        return False
    return not below or (fits and len(below) == 1 and _can_say_below(below[0]))


def _can_say_below(block: Block) -> bool:
    """Answer whether a list may follow a line without an empty one between them."""
    return isinstance(block, List) and (not block.ordered or block.start == 1) and _can_say_list(block)


def _can_say_table(node: Table) -> bool:
    rows = (node.header, *node.rows)
    return (
        len(node.header) > 1
        and bool(node.rows)
        and not any(node.alignments)
        and all(len(row) == len(node.header) and all(map(_is_easy_cell, row)) for row in rows)
    )


def _is_easy_cell(cell: TableCell) -> bool:
    return (
        len(cell.children) == 1
        and isinstance(only := cell.children[0], Text)
        and only.text.strip(_SPACE) != ""
        and "|" not in only.text
        and "\\" not in only.text
    )


# --- inlines


def _is_easy(nodes: Sequence[Inline]) -> bool:
    """Answer whether html2text writes a line without harm: nothing at its edges, no mark beside a letter."""
    if not nodes or isinstance(nodes[0], _BREAKS) or isinstance(nodes[-1], _BREAKS):
        return False
    for place, node in enumerate(nodes):
        before = nodes[place - 1] if place else None
        after = nodes[place + 1] if place + 1 < len(nodes) else None
        if not _is_easy_node(node, _end(before, -1), _end(after, 0)):
            return False
    return any(not isinstance(node, Text) or node.text.strip() for node in nodes)


def _end(node: Inline | None, place: int) -> str | None:
    """Answer the character of a neighbour that touches, "" where none does, None beside an element."""
    if node is None or isinstance(node, _BREAKS):
        return ""
    return node.text[place : place + 1 or None] if isinstance(node, Text) else None


def _is_easy_node(node: Inline, before: str | None, after: str | None) -> bool:
    if isinstance(node, Text):
        return node.text != "" and not before and not after and (after == "" or not ends_in_url(node.text))
    if isinstance(node, _BREAKS):
        return before != "" and after != ""
    if before is None or after is None:
        return False
    if isinstance(node, _MARKS):
        return not before.strip(_SPACE) and not after.strip(_SPACE) and _is_easy_text(node.children)
    if before in _HOT_BEFORE or after in _HOT_AFTER:
        return False
    return isinstance(node, _WHOLE) or (isinstance(node, Link) and _is_easy_text(node.children))


def _is_easy_text(nodes: Sequence[Inline]) -> bool:
    """Answer whether a mark or a link holds one text without white space at its edges."""
    if len(nodes) != 1:
        return False
    only = nodes[0]
    return isinstance(only, Image) or (isinstance(only, Text) and only.text != "" and only.text.strip() == only.text)


def _line(nodes: Sequence[Inline], stash: _Stash) -> list[Inline]:
    """Put all that is seen in a line behind tokens."""
    out: list[Inline] = []
    starts = "first"
    for node in nodes:
        if isinstance(node, Text):
            out += _words(node, stash, starts)
        elif isinstance(node, Link):
            out.append(_link(node, stash))
        elif isinstance(node, Emphasis | Strong | Strikethrough):
            out.append(replace(node, children=(Text(stash.put(_only(node, stash.writing))),)))
        elif isinstance(node, SoftBreak):
            out.append(Text(" "))
        else:
            out.append(node if isinstance(node, HardBreak) else Text(stash.put(write_inlines((node,), stash.writing))))
        starts = "later" if isinstance(node, HardBreak) else ""
    return out


def _only(node: Emphasis | Strong | Strikethrough | Link, writing: Writing) -> str:
    """Write the one text or image that a mark or a link holds."""
    (only,) = node.children
    if isinstance(only, Text):
        return _escaped(only.text, writing, brackets=isinstance(node, Link))
    return write_inlines((only,), writing)


def _escaped(text: str, writing: Writing, *, brackets: bool = False) -> str:
    escaped = escape_text(_SPACES.sub(" ", text), writing.dialect.flavour, brackets=brackets)
    return writing.dialect.escape(escaped, "text")


def _words(node: Text, stash: _Stash, starts: str) -> Iterator[Text]:
    """Put a text behind a token but for the white space around it; at the start of a line nothing may start a block."""
    words = node.text.strip(_SPACE)
    if not words:
        yield Text(" ")
        return
    written = _escaped(words, stash.writing)
    flavour = stash.writing.dialect.flavour
    if starts == "first":
        written = guard_lines(written, flavour)
    elif starts:
        written = guard_lines(f"x\n{written}", flavour)[2:]
    before = " " if node.text[0] in _SPACE else ""
    after = " " if node.text[-1] in _SPACE else ""
    yield Text(f"{before}{stash.put(written)}{after}")


def _link(node: Link, stash: _Stash) -> Inline:
    written = write_inlines((node,), stash.writing)
    if written.startswith("<"):
        return Text(stash.put(written))
    inner = Text(stash.put(_only(node, stash.writing)))
    flavour = stash.writing.dialect.flavour
    target = stash.writing.dialect.escape(link_target(node.href, flavour), "url")
    target += stash.writing.dialect.escape(link_title(node.title, flavour), "html")
    return Link(stash.put(target), (inner,))


# --- the tables


def _shielded(block: Block, stash: _Stash) -> Block:
    shield = _SHIELDS.get(type(block))
    return block if shield is None else shield(block, stash)


def _shielded_line(node: Paragraph | Heading, stash: _Stash) -> Block:
    return replace(node, children=_line(node.children, stash))


def _shielded_quote(node: BlockQuote, stash: _Stash) -> Block:
    return BlockQuote([_shielded(child, stash) for child in node.children])


def _shielded_list(node: List, stash: _Stash) -> Block:
    items = [ListItem([_shielded(child, stash) for child in item.children]) for item in node.items]
    return replace(node, items=items)


def _shielded_table(node: Table, stash: _Stash) -> Block:
    rows = [[TableCell(_line(cell.children, stash)) for cell in row] for row in (node.header, *node.rows)]
    return replace(node, header=rows[0], rows=rows[1:])


_CAN_SAY: Mapping[type, Callable[[Any], bool]] = {
    Paragraph: lambda node: _is_easy(node.children),
    Heading: _can_say_heading,
    ThematicBreak: lambda _: True,
    BlockQuote: _can_say_quote,
    List: _can_say_list,
    Table: _can_say_table,
}
_SHIELDS: Mapping[type, Callable[[Any, _Stash], Block]] = {
    Paragraph: _shielded_line,
    Heading: _shielded_line,
    BlockQuote: _shielded_quote,
    List: _shielded_list,
    Table: _shielded_table,
}
