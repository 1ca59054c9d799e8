"""The walk over lexbor's tree: what every element handler of this package gets.

A handler answers nodes, inline and block mixed as they stand in the source; whoever needs blocks gathers the runs of
inlines to paragraphs. Elements that only group are walked without recursion, so that a hundred unclosed `<div>` cost no
stack; all others are depth-capped.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from selectolax.lexbor import LexborNode

from wpmigrate.content.html import backgrounds, dom
from wpmigrate.content.html.raw import raw_nodes
from wpmigrate.content.html.space import BOUNDARY, one_line, to_blocks
from wpmigrate.content.nodes import Block, HtmlInline, Image, Node, PageBreak, ReadMore, Text
from wpmigrate.content.tokens import Tokens
from wpmigrate.diagnostics import Code, Diagnostic

Report: TypeAlias = Callable[[Diagnostic], None]
Original: TypeAlias = Callable[[str], str]
"""The uploaded picture that a URL shows a smaller copy of, or the URL itself."""

Handler: TypeAlias = "Callable[[Walk, LexborNode], Sequence[Node] | None]"
"""None means: nothing special after all, walk the children in place."""

MAX_DEPTH = 48

_GROUPS = dict.fromkeys(
    "p div section article main header footer nav aside address hgroup center dd dt body html fieldset legend search"
    " figcaption li optgroup".split(),
    (BOUNDARY,),
) | dict.fromkeys("span font time nobr data label picture abbr acronym bdi slot blink tbody tr td th".split(), ())
"""Elements that only group → what stands before and after their content."""

_MORE = re.compile(r"more(?:\s+(.*))?\Z", re.DOTALL)


class Walk:
    """One parse: tokens, diagnostics, link targets of the body, originals of pictures, what was read already, and the depth reached."""

    def __init__(
        self,
        handlers: Mapping[str, Handler],
        tokens: Tokens,
        report: Report,
        targets: frozenset[str],
        original: Original,
        *,
        painted: bool = False,
    ) -> None:
        self._handlers = handlers
        self.tokens = tokens
        self.targets = targets
        self.original = original
        self.seen: set[str] = set()
        self.last_link = ""
        self._report = report
        self._painted = painted
        self._depth = 0

    def report(self, code: Code, detail: str = "") -> None:
        """Take one diagnostic."""
        self._report(Diagnostic(code, detail))

    def blocks(self, node: LexborNode) -> list[Block]:
        """Read the content of an element as blocks."""
        return to_blocks(self.nodes(node.first_child))

    def nodes(self, first: LexborNode | None) -> list[Node]:
        """Read a node and its following siblings, inlines and blocks as they stand."""
        out: list[Node] = []
        pending: list[tuple[LexborNode | None, Sequence[Node]]] = []
        child = first
        while child is not None or pending:
            if child is None:
                child, closing = pending.pop()
                out += closing
                continue
            tag = child.tag
            if tag == dom.TEXT:
                out.append(Text(child.text_content or ""))
            elif tag == dom.COMMENT:
                out += self._comment(dom.comment_text(child))
            elif tag is not None:
                made = self._element(child, tag) if tag not in _GROUPS or child.attrs else None
                if self._painted:
                    out += self._backgrounds(child, tag, made)
                if made is None:
                    edge = _GROUPS.get(tag, ())
                    out += edge
                    pending.append((child.next, edge))
                    if self.targets:
                        out += self.anchor(child)
                    child = child.first_child
                    continue
                out += made
            child = child.next
        return out

    def node(self, node: LexborNode) -> list[Node]:
        """Read one node without its siblings."""
        tag = dom.name_of(node)
        if tag == dom.TEXT:
            return [Text(node.text_content or "")]
        if tag == dom.COMMENT:
            return [*self._comment(dom.comment_text(node))]
        made = self._element(node, tag)
        before = self._backgrounds(node, tag, made)
        if made is not None:
            return [*before, *made]
        edge = _GROUPS.get(tag, ())
        return [*before, *edge, *self.anchor(node), *self.nodes(node.first_child), *edge]

    def _element(self, node: LexborNode, tag: str) -> Sequence[Node] | None:
        handler = self._handlers.get(tag)
        if handler is None:
            if tag in _GROUPS or ":" in tag:
                return None
            handler = self._handlers[""]
        if self._depth >= MAX_DEPTH:
            return raw_nodes(self, node)
        self._depth += 1
        made = handler(self, node)
        self._depth -= 1
        return made

    def _comment(self, text: str) -> Sequence[Node]:
        """Read a comment: a token, one of WordPress's two marks, or somebody else's, which nobody sees."""
        found = self.tokens.find(text)
        if found is not None:
            nodes, block = found
            return (BOUNDARY, *nodes, BOUNDARY) if block else nodes
        text = text.strip()
        if text.startswith("more"):
            more = _MORE.match(text)
            if more is None:
                return ()
            words = (more[1] or "").strip()
            if words:
                self.report(Code.READ_MORE_TEXT, words)
            return (ReadMore(words),)
        return (PageBreak(),) if text == "nextpage" else ()

    def pictures(self, node: LexborNode) -> list[Node]:
        """List the pictures that an element shows behind what it holds."""
        if not self._painted or node.tag in (dom.TEXT, dom.COMMENT) or not node.attrs:
            return []
        attributes = node.attributes
        alt = one_line(backgrounds.alternative(attributes))
        urls = backgrounds.painted(dom.name_of(node), attributes, self.tokens.restore)
        return [Image(self.original(url), alt) for url in urls]

    def _backgrounds(self, node: LexborNode, tag: str, made: Sequence[Node] | None) -> Sequence[Node]:
        """Answer what stands before an element for its backgrounds, unless it says them itself."""
        pictures = self.pictures(node) if tag != "a" else ()  # a link takes them in
        if not pictures or (made is not None and any(map(_keeps_style, made))):
            return ()
        return (BOUNDARY, *pictures, BOUNDARY) if tag in dom.EDGES else pictures

    def anchor(self, node: LexborNode) -> Sequence[Node]:
        """Answer an anchor for an element's id when a link of this body points at it."""
        name = dom.attribute(node, "id") if self.targets else ""
        return (anchor(name),) if name in self.targets else ()


def anchor(name: str) -> HtmlInline:
    """Make an empty element that a link can point at."""
    quoted = name.replace("&", "&amp;").replace('"', "&quot;")
    return HtmlInline(f'<a id="{quoted}"></a>')


def _keeps_style(node: Node) -> bool:
    """Answer whether a node is an element as it stood, with its style."""
    html = getattr(node, "html", "") or getattr(node, "open", "")
    return backgrounds.may_hold(html.partition(">")[0])
