"""Document → Markdown, a table from node type to a small function.

Every block is written as lines without indentation; whoever nests it indents. Between blocks stands an empty line.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from msgspec.structs import replace

from wpmigrate.content.html import parse_html
from wpmigrate.content.markdown_source import code_apart
from wpmigrate.content.nodes import (
    Block,
    BlockQuote,
    CodeBlock,
    Document,
    Embed,
    Figure,
    FootnoteDefinition,
    FootnoteReference,
    Heading,
    HtmlBlock,
    HtmlContainer,
    Inline,
    Link,
    List,
    MarkdownBlock,
    Media,
    PageBreak,
    Paragraph,
    ReadMore,
    Table,
    Text,
    ThematicBreak,
    Verbatim,
    VerbatimBlock,
)
from wpmigrate.content.tokens import Tokens
from wpmigrate.render.codeblocks import write_code
from wpmigrate.render.dialect import COMMONMARK, Dialect, Place
from wpmigrate.render.escape import guard_heading, guard_lines
from wpmigrate.render.flavours import breaks_out
from wpmigrate.render.html import blocks_html, escape_html
from wpmigrate.render.inline import write_inlines
from wpmigrate.render.lists import indent, write_list
from wpmigrate.render.lists_apart import write_list_apart
from wpmigrate.render.rawhtml import html_block, swallows
from wpmigrate.render.rendered import render_commonmark
from wpmigrate.render.tables import write_table
from wpmigrate.render.tree import shallow, walk
from wpmigrate.render.writing import Owned, Writing, own, start

Writer: TypeAlias = Callable[[Any, Writing], str]

_SEPARATOR = "<!-- -->"
"""Stands between two lists or quotes that a flavour would join."""

_LINE_SPACE = re.compile(r"(?<=\n)[ \t]+")
_BLANK = re.compile(r"^[^\S\n]*[^\S\n \t][^\S\n]*$", re.MULTILINE)
"""A line of nothing but spaces, some of which only CommonMark takes for text."""
_LINE_ENDS = re.compile(r"[ \t]*\n[ \t\n]*")


def render_markdown(document: Document, dialect: Dialect = COMMONMARK, owned: list[Owned] | None = None) -> str:
    """Write a document as Markdown; it ends with one line end unless it is empty.

    `owned` collects what CommonMark cannot read of it, for whoever proves the rest.
    """
    writing = start(dialect, document.children, owned)
    try:
        text = write_blocks(document.children, writing).strip("\n")
    except RecursionError:
        writing.owned.clear()
        text = write_blocks(shallow(document.children), writing).strip("\n")
    return text + "\n" if text else ""


def render_inlines(nodes: Sequence[Inline], dialect: Dialect = COMMONMARK) -> str:
    """Write inlines as they would stand in a paragraph."""
    return write_inlines(nodes, start(dialect, nodes)).strip()


def write_blocks(blocks: Sequence[Block], writing: Writing) -> str:
    """Write blocks with an empty line between them."""
    parts: list[str] = []
    before: Block | None = None
    alternate = False
    is_commonmark = writing.dialect.flavour == "commonmark"
    for block in blocks:
        joins = before is not None and _joins(before, block, writing)
        alternate = joins and not alternate and is_commonmark
        owned = len(writing.owned)
        text = write_block(block, writing, alternate=alternate)
        if not writing.nested and not writing.dialect.reads(text):
            del writing.owned[owned:]
            text = _told_in_html(block, writing)
        writing = replace(writing, leads=False) if writing.leads else writing
        if text:
            parts += (text,) if is_commonmark or not joins else (_SEPARATOR, text)
            before = block
    return "\n\n".join(parts)


def _told_in_html(block: Block, writing: Writing) -> str:
    """Write a block as HTML because the platform's renderer would read its Markdown otherwise."""
    dialect = writing.dialect
    html = block.html if isinstance(block, HtmlBlock | Media) else _numbered(block, writing)
    text = html_block(html, dialect, nested=False)
    return text if dialect.reads(text) else html_block(f"<div>\n{html}\n</div>", dialect, nested=False)


def _numbered(block: Block, writing: Writing) -> str:
    """Write a block as HTML in which notes have their numbers."""
    html = blocks_html((block,))
    numbers = writing.references.found.notes
    for node in walk((block,)):
        if isinstance(node, FootnoteReference):
            label, number = escape_html(node.label), numbers.get(node.label, node.label)
            html = html.replace(f'"#fn-{label}">{label}<', f'"#fn-{label}">{number}<')
        elif isinstance(node, Verbatim | VerbatimBlock):  # source, whose entities are none of its letters
            html = html.replace(escape_html(node.text).replace("&quot;", '"'), node.text.replace("<", "&lt;"))
    if isinstance(block, FootnoteDefinition):
        label, number = escape_html(block.label), numbers.get(block.label, 1)
        return f'<ol start="{number}">\n<li id="fn-{label}">{blocks_html(block.children)}</li>\n</ol>'
    return html


def _joins(before: Block, block: Block, writing: Writing) -> bool:
    """Answer whether a flavour takes two neighbours for one."""
    if isinstance(before, List) and isinstance(block, List):
        return before.ordered == block.ordered or writing.dialect.flavour != "commonmark"
    if isinstance(before, CodeBlock | List) and isinstance(block, CodeBlock):
        return writing.nested and writing.dialect.flavour == "python-markdown"  # where it is indented
    return isinstance(before, BlockQuote) and isinstance(block, BlockQuote)


def write_block(block: Block, writing: Writing, *, alternate: bool = False) -> str:
    """Write one block; `alternate` asks for the list marker that the list before it does not have."""
    if isinstance(block, List) and not (block.marker and _is_html(block)):
        if writing.dialect.flavour != "commonmark":
            return write_list_apart(block, writing, write_block, write_blocks)
        return write_list(block, writing, write_block, alternate=alternate)
    return _WRITERS[type(block)](block, writing)


def _is_html(node: List) -> bool:
    """Answer whether a list that counts in letters can be HTML: a note's number only Markdown can say."""
    return not any(isinstance(inner, FootnoteReference) for inner in walk((node,)))


def _paragraph(node: Paragraph, writing: Writing) -> str:
    before = len(writing.owned)
    text = _lines(write_inlines(node.children, writing), writing)
    if swallows(text) or breaks_out(text, writing.dialect.flavour):
        del writing.owned[before:]  # whoever proves it would look for each to the end
        return html_block(blocks_html((node,)), writing.dialect, nested=writing.nested)
    return guard_lines(text, writing.dialect.flavour)


def _lines(text: str, writing: Writing) -> str:
    """Strip a paragraph and its lines; an empty line inside would end it."""
    text = text.strip(" \t\n")
    if "\n" not in text:
        return text
    if writing.dialect.flavour != "commonmark":
        return _BLANK.sub(lambda line: "".join(map(_spelt, line[0])), _LINE_ENDS.sub(_line_end, text))
    lines = _LINE_SPACE.sub("", text).replace(" \\\n", "\\\n")
    return re.sub(r"\n\n+", "\n", lines) if "\n\n" in lines else lines


def _spelt(space: str) -> str:
    return space if space in " \t" else f"&#{ord(space)};"


def _line_end(ends: re.Match[str]) -> str:
    """Write line ends that follow each other as one, or as an empty line where several are breaks a reader sees."""
    breaks = ends[0].count("  \n")
    return "\n" if not breaks else "  \n" if breaks == 1 else "  \n&nbsp;  \n"


def _heading(node: Heading, writing: Writing) -> str:
    if node.level == 1 and not writing.dialect.first_level:
        return html_block(blocks_html((node,)), writing.dialect, nested=writing.nested)
    text = write_inlines(node.children, replace(writing, line_break="<br>")).replace("\n", " ").strip(" \t")
    if writing.dialect.flavour == "kramdown" and breaks_out(text, writing.dialect.flavour):
        return html_block(blocks_html((node,)), writing.dialect, nested=writing.nested)
    marks = "#" * node.level
    if not node.id:
        return f"{marks} {guard_heading(text, writing.dialect.flavour)}" if text else ""
    flavour = writing.dialect.flavour
    if writing.dialect.heading_ids and _IDS.get(flavour, _PLAIN_ID).match(node.id):
        text = text if flavour == "commonmark" else guard_heading(text, flavour)
        return f"{marks} {text}{own(f' {{#{node.id}}}', node, writing)}"
    if node.linked or node.id in writing.references.found.fragments:
        return f'{marks} <a id="{escape_html(node.id)}"></a>{guard_heading(text, writing.dialect.flavour)}'
    return f"{marks} {guard_heading(text, writing.dialect.flavour)}" if text else ""


_PLAIN_ID = re.compile(r"[^\s{}\"'#]+\Z")
_IDS = {"kramdown": re.compile(r"[A-Za-z][A-Za-z0-9_:-]*\Z")}


def _rule(_: ThematicBreak, writing: Writing) -> str:
    return "___" if writing.nested else "---"  # `- ---` would be a rule, not an item


def _quote(node: BlockQuote, writing: Writing) -> str:
    within = writing if writing.dialect.flavour == "commonmark" else replace(writing, nested=True, leads=False)
    inner = write_blocks(node.children, within)
    return "\n".join(f"> {line}" if line else ">" for line in inner.split("\n"))


def _figure(node: Figure, writing: Writing) -> str:
    before = len(writing.owned)
    inner = write_blocks(node.children, writing)
    caption = _paragraph(Paragraph(node.caption), writing) if node.caption else ""
    written = writing.dialect.figure(inner, caption, node.kind)
    if written is not None:
        del writing.owned[before:]
        return own(written, node, writing)
    if not caption:
        return inner
    if writing.dialect.flavour != "commonmark":
        del writing.owned[before:]
        return html_block(blocks_html((node,)), writing.dialect, nested=writing.nested)
    # Markdown between the tags, so that nothing is lost where raw HTML is dropped
    return "\n\n".join(filter(None, ("<figure>", inner, "<figcaption>", caption, "</figcaption>\n</figure>")))


def _embed(node: Embed, writing: Writing) -> str:
    written = writing.dialect.embed(node)
    if written is not None:
        return own(written, node, writing)
    if node.html:
        return html_block(node.html, writing.dialect, nested=writing.nested)
    return _paragraph(Paragraph((Link(node.url, (Text(node.title or node.url),)),)), writing)


def _media(node: Media, writing: Writing) -> str:
    written = writing.dialect.media(node)
    if written is not None:
        return own(written, node, writing)
    return html_block(node.html, writing.dialect, nested=writing.nested)


def _html(node: HtmlBlock, writing: Writing) -> str:
    return html_block(node.html, writing.dialect, nested=writing.nested)


def _lettered(node: List, writing: Writing) -> str:
    """Write a list that counts in letters: Markdown has numbers alone."""
    return html_block(blocks_html((node,)), writing.dialect, nested=writing.nested)


def _container(node: HtmlContainer, writing: Writing) -> str:
    """Write Markdown between two tags; flavours that read no Markdown there get HTML."""
    if writing.dialect.flavour != "commonmark":
        html = f"{node.open}\n{blocks_html(node.children)}\n{node.close}"
        return html_block(html, writing.dialect, nested=writing.nested)
    ends = (html_block(tag, writing.dialect, nested=writing.nested) for tag in (node.open, node.close))
    opening, closing = ends
    return "\n\n".join(filter(None, (opening, write_blocks(node.children, writing), closing)))


def _verbatim(node: VerbatimBlock, writing: Writing) -> str:
    return own(writing.dialect.escape(node.text.strip("\n"), "text"), node, writing)


def _markdown(node: MarkdownBlock, writing: Writing) -> str:
    """Let Markdown go out as it stood; only what the platform would take for its own is disarmed, or another flavour for other."""
    if writing.dialect.flavour != "commonmark":
        html = render_commonmark(node.text)
        return write_blocks(parse_html(html, Tokens(html), lambda _: None), writing)
    pieces = code_apart(node.text)
    escape = writing.dialect.escape
    places: Sequence[Place] = ("text", "code")
    return "".join(escape(piece, places[number % 2]) for number, piece in enumerate(pieces)).strip("\n")


def _read_more(node: ReadMore, writing: Writing) -> str:
    return own(writing.dialect.read_more(node.text), node, writing)


def _page_break(node: PageBreak, writing: Writing) -> str:
    return own(writing.dialect.page_break, node, writing)


def _footnote(node: FootnoteDefinition, writing: Writing) -> str:
    number = writing.references.found.notes.get(node.label, 1)
    if writing.dialect.flavour != "commonmark" and writing.dialect.footnotes:
        writing = replace(writing, nested=node.label in writing.references.found.referred)
    text = write_blocks(node.children, writing)
    if writing.dialect.footnotes and node.label not in writing.references.found.referred:
        return text  # renderers drop a note that nothing refers to
    if writing.dialect.footnotes:
        if writing.dialect.flavour != "commonmark" and node.children and not isinstance(node.children[0], Paragraph):
            text = f"&nbsp;\n\n{text}"
        return f"[^{number}]: {indent(text, 4)}"
    return indent(f'{number}. <a id="{escape_html(node.label)}"></a>{text}', 4)


_WRITERS: Mapping[type, Writer] = {
    Paragraph: _paragraph,
    Heading: _heading,
    ThematicBreak: _rule,
    BlockQuote: _quote,
    CodeBlock: write_code,
    Table: write_table,
    Figure: _figure,
    Embed: _embed,
    Media: _media,
    HtmlContainer: _container,
    HtmlBlock: _html,
    List: _lettered,
    VerbatimBlock: _verbatim,
    MarkdownBlock: _markdown,
    ReadMore: _read_more,
    PageBreak: _page_break,
    FootnoteDefinition: _footnote,
}
