"""Raw HTML inside Markdown: where an HTML block starts, and how to keep one from ending too early or too late."""

import re

from wpmigrate.render.dialect import Dialect
from wpmigrate.render.entities import keep_space, one_line
from wpmigrate.render.flavours import is_whole

_BLOCK = frozenset(
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt"
    " fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link"
    " main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead"
    " title tr track ul".split()
)
_OWN_END = ("<script", "<pre", "<style", "<textarea", "<!--", "<?")
"""Starts of HTML blocks that end at their own end, not at an empty line."""

_UNKNOWN_BLOCKS = frozenset("audio video object svg math canvas picture noscript template map applet".split())
"""Elements that are blocks to a reader, but to CommonMark only when their first tag stands alone on its line."""

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>]|\Z)")
_TAG = re.compile(r"</?[A-Za-z](?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")
_MARKDOWN = re.compile(r"[\[`*_~\\]")
_BLANK_LINES = re.compile(r"\n[ \t\r\f]*(?=\n)")


def swallows(text: str) -> bool:
    """Answer whether a paragraph that starts with a tag would be read as an HTML block, its Markdown as HTML."""
    if text[:1] != "<":
        return False
    if text.startswith(_OWN_END) or text[1:2] == "!":
        return True
    name = _NAME.match(text)
    if name is None:
        return False
    if name[1].lower() in _BLOCK:
        return True
    line, _, more = text.partition("\n")
    return more != "" and _TAG.fullmatch(line.rstrip("\\ \t")) is not None


def html_block(html: str, dialect: Dialect, *, nested: bool) -> str:
    """Write HTML as a block of its own; `nested` lines get an indentation that `<pre>` would show."""
    html = html.replace("\r\n", "\n").strip("\n ")
    if dialect.flavour != "commonmark":
        html = html if not html or is_whole(html, dialect.flavour) else f"<div>\n{html}\n</div>"
        if dialect.flavour == "python-markdown":
            html = keep_space(html)
            if nested:
                return dialect.escape(one_line(html), "html")
    own_end = html.startswith(_OWN_END) and not html.startswith("<!--")
    if nested or not own_end:
        html = _keep_lines(html, "\n" if nested else "\n\n")
    if not own_end:
        html = _BLANK_LINES.sub("", html)
    name = _NAME.match(html)
    if name is not None and name[1].lower() in _UNKNOWN_BLOCKS:
        html = _alone(html)
    if name is not None and _MARKDOWN.search(_TAG.sub("", html)) and not swallows(html):
        # It would be a paragraph, and the text in it Markdown.
        html = f"<div>\n{html}\n</div>"
    return dialect.escape(html, "html")


def _alone(html: str) -> str:
    """Let the first tag stand alone on its line."""
    tag = _TAG.match(html)
    if tag is None or html[tag.end() : tag.end() + 1] in ("\n", ""):
        return html
    return f"{tag[0]}\n{html[tag.end() :]}"


def _keep_lines(html: str, lines: str) -> str:
    """Write line ends inside of `<pre>` and `<textarea>` as characters: all of them, or those of empty lines."""
    for tag in ("pre", "textarea"):
        out: list[str] = []
        rest = html
        while (begin := rest.find(f"<{tag}")) >= 0 and (end := rest.find(f"</{tag}", begin)) >= 0:
            out += (rest[:begin], _kept(rest[begin:end], lines))
            rest = rest[end:]
        html = "".join(out) + rest
    return html


def _kept(element: str, lines: str) -> str:
    tag = _TAG.match(element)
    if tag is None or lines not in element:
        return element
    content = element[tag.end() :]
    first = "\n" if content.startswith("\n") else ""  # a parser drops it, so that it must stay
    content = content[len(first) :]
    if lines == "\n":
        return tag[0] + first + content.replace("\n", "&#10;")
    return tag[0] + (first + content).replace("\n\n", "\n&#10;").replace("\n\n", "\n&#10;")
