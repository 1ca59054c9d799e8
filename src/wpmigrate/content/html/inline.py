"""Inline elements: marks, links, code, anchors, and the spans Markdown has no word for."""

import re
from collections.abc import Callable, Mapping, Sequence

from selectolax.lexbor import LexborNode

from wpmigrate.content.html import dom
from wpmigrate.content.html.raw import open_tag, raw_nodes
from wpmigrate.content.html.space import is_block, is_shown, wrap
from wpmigrate.content.html.urls import clean_url, is_safe
from wpmigrate.content.html.walk import Handler, Walk, anchor
from wpmigrate.content.nodes import (
    Block,
    Code,
    CodeBlock,
    Emphasis,
    FootnoteReference,
    HardBreak,
    HtmlContainer,
    HtmlInline,
    HtmlSpan,
    Inline,
    Link,
    Node,
    Strikethrough,
    Strong,
    Text,
)
from wpmigrate.diagnostics import Code as Diagnosis

_NORMAL = re.compile(r"font-(?:weight|style)\s*:\s*(?:normal|400)", re.IGNORECASE)
_SPAN_ATTRIBUTES = ("title", "lang", "dir", "cite", "datetime")
_SEEN = frozenset("img iframe video audio object embed hr br input button select textarea svg canvas table".split())
_FAR = 200
_LINES = re.compile(r"[\n\r]+[ \t]*")
_PLAIN = frozenset((dom.TEXT, dom.COMMENT, "span", "font"))
_PLAIN_LINES = _PLAIN | {"br"}


def _mark(make: Callable[[Sequence[Inline]], Inline]) -> Handler:
    def read(walk: Walk, node: LexborNode) -> Sequence[Node] | None:
        if node.attrs and _NORMAL.search(dom.attribute(node, "style")):
            return None
        made = wrap(walk.nodes(node.first_child), make)
        return [*walk.anchor(node), *made] if walk.targets else made

    return read


def _less_than(walk: Walk, node: LexborNode) -> Sequence[Node]:
    """Read what no element is called as the text it is."""
    text = f"<{' '.join([dom.name_of(node), *node.attributes])}>"
    again = text in walk.seen  # a parser opens an unclosed mark again in each paragraph
    walk.seen.add(text)
    return [*(() if again else (Text(text),)), *walk.nodes(node.first_child)]


def span(walk: Walk, node: LexborNode, keep: Sequence[str] = _SPAN_ATTRIBUTES) -> Sequence[Node]:
    """Keep an inline element's tags around what it holds."""
    inner = walk.nodes(node.first_child)
    attributes = {name: value for name, value in node.attributes.items() if name in keep}
    opening = open_tag(walk, dom.name_of(node), attributes)
    return [*walk.anchor(node), *wrap(inner, lambda children: HtmlSpan(opening, children, f"</{node.tag}>"))]


def _mark_with_style(walk: Walk, node: LexborNode) -> Sequence[Node]:
    return span(walk, node, ("style", *_SPAN_ATTRIBUTES))


def _titled(walk: Walk, node: LexborNode) -> Sequence[Node] | None:
    return span(walk, node) if dom.attribute(node, "title") else None


def _directed(walk: Walk, node: LexborNode) -> Sequence[Node] | None:
    return span(walk, node, ("dir",)) if dom.attribute(node, "dir") else None


def _sup(walk: Walk, node: LexborNode) -> Sequence[Node]:
    note = dom.attribute(node, "data-fn")
    return (FootnoteReference(note),) if note else span(walk, node)


def _unknown(walk: Walk, node: LexborNode) -> Sequence[Node]:
    if not dom.ELEMENT.fullmatch(dom.name_of(node)):  # `<john@a.example>`, `if(a<b&&c>d)`: prose
        return _less_than(walk, node)
    walk.report(Diagnosis.RAW_HTML, dom.name_of(node))
    return span(walk, node, tuple(node.attributes))


def _link(walk: Walk, node: LexborNode) -> Sequence[Node]:
    attributes = node.attributes
    children = [*walk.pictures(node), *walk.nodes(node.first_child)]
    name = attributes.get("id") or attributes.get("name") or ""
    if "href" not in attributes:
        return [anchor(name), *children] if name else children
    href = walk.original(clean_url(walk.tokens.restore(attributes["href"] or "")))
    before = [anchor(name)] if name and name in walk.targets else []
    if not is_safe(href):
        walk.report(Diagnosis.UNSAFE_URL, href.split(":", 1)[0])
        return [*before, *children]
    shown = is_shown(children)
    if not shown and (href == walk.last_link != "" or (not children and _opens_again(node, href))):
        return [*before, *children]  # a parser opens an unclosed link again in each block
    walk.last_link = href if shown else ""
    title = walk.tokens.restore(attributes.get("title") or "")
    made = wrap(children, lambda inner: Link(href, inner, title), lambda block: _linked(walk, block, href, title))
    return [*before, *made] if before else made


def _linked(walk: Walk, block: Block, href: str, title: str) -> Block:
    """Put a link around a block as a whole."""
    attributes = {"href": href, "title": title} if title else {"href": href}
    return HtmlContainer(open_tag(walk, "a", attributes), (block,), "</a>")


def _opens_again(node: LexborNode, href: str) -> bool:
    """Answer whether a parser closed a link before a block, and opened it again around what it shows, there or behind it."""
    other, again = _following(node), False
    for _ in range(_FAR):
        if other is None:
            return False
        if other.tag == "a":
            if clean_url(dom.attribute(other, "href")) != href:
                return False
            again = True
        elif other.tag in _SEEN or (other.tag == dom.TEXT and (other.text_content or "").strip()):
            return again
        other = other.first_child or _following(other)
    return False


def _following(node: LexborNode) -> LexborNode | None:
    """Answer what comes after an element and all in it."""
    above: LexborNode | None = node
    while above is not None and above.next is None:
        above = above.parent
    return None if above is None else above.next


def _code(walk: Walk, node: LexborNode) -> Sequence[Node]:
    """Read a code span; one of several lines that stands alone is a code block without its `<pre>`."""
    tags = {inner.tag for inner in dom.descendants(node)}
    if tags <= _PLAIN or (tags <= _PLAIN_LINES and _stands_alone(node)):
        text = dom.source_text(node, walk.tokens)
        if "\n" in text.strip() and _stands_alone(node):
            return (CodeBlock((text.replace("\n\n", "\n") if "br" in tags else text).strip("\n")),)
        return (Code(_LINES.sub(" ", text)),) if text else ()
    return [inner if is_block(inner) else _coded(inner) for inner in walk.nodes(node.first_child)]


def _stands_alone(node: LexborNode) -> bool:
    """Answer whether nothing else stands in the block of an element."""
    parent = node.parent
    if parent is not None and parent.tag not in ("p", "div", "li", "blockquote"):
        return False
    return _is_edge(node, "prev") and _is_edge(node, "next")


def _is_edge(node: LexborNode, side: str) -> bool:
    """Answer whether only white space and comments stand on one side of a node."""
    other = getattr(node, side)
    while other is not None and (other.tag == dom.COMMENT or (other.tag == dom.TEXT and other.text_content.isspace())):
        other = getattr(other, side)
    return other is None


def _coded(node: Node) -> Node:
    """Turn the text of a node to code: Markdown says marks outside of a code span only."""
    if isinstance(node, Text):
        return Code(_LINES.sub(" ", node.text)) if node.text.strip() else node
    if isinstance(node, Emphasis):
        return Emphasis([_coded(child) for child in node.children])  # type: ignore[misc]
    if isinstance(node, Strong):
        return Strong([_coded(child) for child in node.children])  # type: ignore[misc]
    if isinstance(node, Strikethrough):
        return Strikethrough([_coded(child) for child in node.children])  # type: ignore[misc]
    if isinstance(node, Link):
        return Link(node.href, [_coded(child) for child in node.children], node.title)  # type: ignore[misc]
    if isinstance(node, HtmlSpan):
        return HtmlSpan(node.open, [_coded(child) for child in node.children], node.close)  # type: ignore[misc]
    return node


def _break(walk: Walk, node: LexborNode) -> Sequence[Node]:  # noqa: ARG001 - a handler's signature
    return (HardBreak(),)


def nothing(walk: Walk, node: LexborNode) -> Sequence[Node]:  # noqa: ARG001 - a handler's signature
    """Drop an element that nobody sees."""
    return ()


def _raw(walk: Walk, node: LexborNode) -> Sequence[Node]:
    return raw_nodes(walk, node, inline=True)


def _input(walk: Walk, node: LexborNode) -> Sequence[Node]:
    if dom.attribute(node, "type").lower() != "checkbox":
        return raw_nodes(walk, node, inline=True)
    checked = " checked" if "checked" in node.attributes else ""
    return (HtmlInline(f'<input type="checkbox"{checked} disabled>'),)


HANDLERS: Mapping[str, Handler] = {
    "": _unknown,
    **dict.fromkeys(("b", "strong"), _mark(Strong)),
    **dict.fromkeys(("i", "em"), _mark(Emphasis)),
    **dict.fromkeys(("s", "strike", "del"), _mark(Strikethrough)),
    **dict.fromkeys("sub kbd u ins small big q cite dfn var samp bdo ruby rt rp rb rtc".split(), span),
    **dict.fromkeys(("abbr", "acronym"), _titled),
    **dict.fromkeys(("span", "bdi"), _directed),
    **dict.fromkeys(("code", "tt"), _code),
    **dict.fromkeys("svg math button select textarea meter progress canvas output option datalist".split(), _raw),
    **dict.fromkeys("wbr source track param col meta base title area head".split(), nothing),
    "a": _link,
    "br": _break,
    "input": _input,
    "mark": _mark_with_style,
    "sup": _sup,
}
