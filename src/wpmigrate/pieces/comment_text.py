"""A comment's text for comment systems: safe HTML, or Markdown that shows the same.

Systems show each line end of Markdown as a break, so that none is left but those a reader saw.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import Any, Final

from msgspec.structs import replace

from wpmigrate.content.html import parse_html
from wpmigrate.content.nodes import (
    Block,
    Document,
    Emphasis,
    HardBreak,
    HtmlBlock,
    HtmlContainer,
    HtmlInline,
    HtmlSpan,
    Image,
    Inline,
    Link,
    Paragraph,
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
    Verbatim,
)
from wpmigrate.content.tokens import Tokens
from wpmigrate.content.transforms.relink import Resolve
from wpmigrate.contract import Comment, Dialect
from wpmigrate.pieces.comments import comment_html
from wpmigrate.render.dialect import COMMONMARK
from wpmigrate.render.markdown import render_markdown

EMPTY: Final = "…"
"""What stands for a comment without a text, because systems refuse an empty one."""

NOTHING: Final = "<!-- -->"
SPAN: Final = "<span></span>"
"""Keeps things apart for who cleans HTML with DOMPurify: that drops a paragraph with a comment and the text of a tag in it."""
UNSEEN: Final = "\u200b"
"""Keeps things apart for who shows no HTML."""

_AS_IT_IS: Final[Mapping[str, str]] = {}
_APART: Final = re.compile(r"\\[\s\S]|(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)|<!-- -->|&#[0-9]+;|&[a-z]+;")
_TAG: Final = re.compile(r"<[^<>]*>")
_SPACE: Final = re.compile(r"\s*\n\s*")
_MARK_TAG: Final = re.compile(r"(?<!\\)</?(?:strong|em|del)>")
_MARKS: Final = (Emphasis, Strong, Strikethrough)
_HELD: Final = ("children", "items", "caption")
_NEW_LINE: Final = Verbatim("\n")


def safe_html(comment: Comment, resolve: Resolve) -> str:
    """Answer a comment's text as HTML in which nothing can run."""
    html = comment_html(comment, resolve)
    return html if visible(html) else f"<p>{EMPTY}</p>"


def visible(html: str) -> bool:
    """Say whether there is anything to see in the HTML of a comment."""
    return "<img" in html or bool(_TAG.sub("", html).strip())


def safe_markdown(
    comment: Comment,
    resolve: Resolve,
    dialect: Dialect = COMMONMARK,
    *,
    html: bool = True,
    respelled: Mapping[str, str] = _AS_IT_IS,
) -> str:
    """Answer a comment's text as Markdown; without `html` there is no tag in it, and a break is a mere line end.

    `respelled` says how a system wants what the writer puts outside of code where pieces meet: `NOTHING` and entities.
    """
    source = comment_html(comment, resolve)
    if not visible(source):
        return EMPTY
    blocks = _blocks(source) if html else _plain(_blocks(source))
    text = render_markdown(Document(blocks), dialect)
    if not html and _MARK_TAG.search(text):
        text = render_markdown(Document([_without_tags(block, dialect) for block in blocks]), dialect)
    return _respelled(text.strip("\n"), respelled) or EMPTY


@lru_cache(maxsize=1024)  # systems ask for the comments of a page one after the other
def _blocks(html: str) -> Sequence[Block]:
    return _changed(parse_html(html, Tokens(html), lambda _: None))


def _respelled(text: str, spellings: Mapping[str, str]) -> str:
    """Write what keeps pieces apart in another way, but in code, where a commenter wrote it."""
    if not any(spelling in text for spelling in spellings):
        return text
    return _APART.sub(lambda found: spellings.get(found[0], found[0]), text)


def _without_tags(block: Block, dialect: Dialect) -> Block:
    """Answer a block, without its marks where Markdown cannot say them and HTML would have to."""
    if not _MARK_TAG.search(render_markdown(Document((block,)), dialect)):
        return block
    (bare,) = _unmarked((block,))
    return bare  # type: ignore[no-any-return]


def _unmarked(nodes: Iterable[Any]) -> list[Any]:
    out: list[Any] = []
    for node in nodes:
        out += _unmarked(node.children) if isinstance(node, _MARKS) else (_with(node, _unmarked),)
    return out


def _changed(nodes: Iterable[Any]) -> list[Any]:
    """Let line ends that only wrap be spaces."""
    return [_unwrapped(node) for node in nodes]


def _unwrapped(node: Any) -> Any:
    if isinstance(node, SoftBreak):
        return Text(" ")
    if isinstance(node, Text):
        return Text(_SPACE.sub(" ", node.text)) if "\n" in node.text else node
    return _with(node, _changed)


def _plain(nodes: Iterable[Any]) -> list[Any]:
    """Say in nodes that Markdown has a word for what others say in HTML."""
    return [plain for node in nodes for plain in _said(node)]


def _said(node: Any) -> Sequence[Any]:
    match node:
        case HardBreak():
            return (_NEW_LINE,)
        case HtmlSpan(open=opening, children=children) if opening.startswith("<q"):
            return (Text("“"), *_plain(children), Text("”"))
        case HtmlSpan(children=children) | HtmlContainer(children=children):
            return _plain(children)
        case HtmlInline():
            return ()
        case HtmlBlock(html=html):
            return (Paragraph((Text(unescape(_TAG.sub("", html))),)),)
        case Image(src=src, alt=alt):
            return (Link(src, (Text(alt or src),)),)
        case Link(href=href, children=children):
            return (Link(href, _unlinked(_plain(children))),)
    return (_with(node, _plain),)


def _unlinked(nodes: Iterable[Any]) -> list[Inline]:
    """Let a picture's link go where a link around it leads already."""
    return [inner for node in nodes for inner in (node.children if isinstance(node, Link) else (node,))]


def _with(node: Any, change: Any) -> Any:
    fields = [field for field in _HELD if field in node.__struct_fields__]
    return replace(node, **{field: change(getattr(node, field)) for field in fields}) if fields else node
