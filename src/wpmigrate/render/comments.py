"""A comment's own HTML as clean paragraphs: what WordPress lets a commenter write, and nothing that could run."""

import re
from html import escape
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wpmigrate.content.autop import autop

_MANY_TAGS: Final = 2000
_LINK = re.compile(r"https?://[^\s<>\"'`]+")
_BEFORE_TEXT: Final = ".,;:!?)]}”’、。」』"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_CLEAN = re.compile(r"[\x00-\x20\x7f]")
_SAFE: Final = ("http:", "https:", "mailto:")
_ATTRIBUTES: Final[dict[str, tuple[str, ...]]] = {
    "a": ("href", "title"),
    "abbr": ("title",),
    "blockquote": ("cite",),
    "del": ("datetime",),
    "img": ("src", "alt", "width", "height"),
    "q": ("cite",),
} | dict.fromkeys(
    (
        "b",
        "br",
        "cite",
        "code",
        "em",
        "hr",
        "i",
        "ins",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "strike",
        "strong",
        "sub",
        "sup",
        "u",
        "ul",
    ),
    (),
)
_URLS: Final = ("href", "src", "cite")
_VOID: Final = ("br", "hr", "img")
_UNSEEN: Final = ("script", "style", "template", "iframe", "object", "noscript", "title", "head", "svg", "math")


def render_comment(content: str) -> str:
    """Render a comment as WordPress shows it: in paragraphs, bare URLs as links, limited to harmless HTML."""
    if content.count("<") > _MANY_TAGS:  # no one writes that, and the parser's time grows with the square of the depth
        return f"<p>{escape(content)}</p>"
    fragment = LexborHTMLParser(autop(content).strip(), is_fragment=True).root
    out: list[str] = []
    todo: list[LexborNode | str] = _with_siblings(fragment)
    linked = 0
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            out.append(node)
            linked -= node == "</a>"
            continue
        opening, closing = _tags(node, linked=bool(linked))
        linked += closing == "</a>"
        out.append(opening)
        todo.append(closing)
        todo += [] if node.tag in _UNSEEN else _with_siblings(node.first_child)
    return "".join(out).strip()


def safe_url(url: str) -> str:
    """Answer a URL that a page may link to, or an empty string."""
    clean = _CLEAN.sub("", url)
    scheme = _SCHEME.match(clean)
    return clean if not scheme or scheme[0].lower() in _SAFE else ""


def _with_siblings(node: LexborNode | None) -> list[LexborNode | str]:
    """List a node and those after it, the last first."""
    nodes: list[LexborNode | str] = []
    while node is not None:
        nodes.append(node)
        node = node.next
    return nodes[::-1]


def _tags(node: LexborNode, *, linked: bool) -> tuple[str, str]:
    if node.is_text_node:
        text = node.text_content or ""
        return (escape(text, quote=False) if linked else _clickable(text)), ""
    tag = node.tag or ""
    if tag not in _ATTRIBUTES or (tag == "a" and linked):
        return "", ""
    attributes = "".join(_attributes(tag, node.attributes))
    return f"<{tag}{attributes}>", "" if tag in _VOID else f"</{tag}>"


def _attributes(tag: str, given: dict[str, str | None]) -> list[str]:
    kept = [(name, given.get(name) or "") for name in _ATTRIBUTES[tag]]
    kept = [(name, safe_url(value) if name in _URLS else value) for name, value in kept]
    follow = ' rel="nofollow ugc"' if tag == "a" else ""
    return [f' {name}="{escape(value)}"' for name, value in kept if value] + [follow]


def _clickable(text: str) -> str:
    out: list[str] = []
    at = 0
    for found in _LINK.finditer(text):
        url = found[0].rstrip(_BEFORE_TEXT)
        out += [
            escape(text[at : found.start()], quote=False),
            f'<a href="{escape(url)}" rel="nofollow ugc">{escape(url)}</a>',
        ]
        at = found.start() + len(url)
    return "".join([*out, escape(text[at:], quote=False)])
