"""What VitePress reads in Markdown beyond CommonMark: attributes, containers, emoji, tables of contents, and Vue's templates.

VitePress hands entities on as they are written, so that one is enough to take the meaning from a character, in prose for its
own extensions and in its HTML for Vue.
"""

import re
from html import escape
from typing import Final

from wpmigrate.content.nodes import Image
from wpmigrate.render.astro import decodable
from wpmigrate.render.dialect import Place
from wpmigrate.render.vue import as_template, quoted, unwrapped

_BRACE = re.compile(r"(\\*)\{")
_EMOJI = re.compile(r":(?=[a-zA-Z0-9_+-]+:)")
_SMILEY = re.compile(r"(?<!\w)[:;](?=[^\w\s:]|[DPOXZSpoxzs](?!\w))|(?<=[O0]):(?=-?\))")
_GLASSES = re.compile(r"(?<=[8BxX])-(?=\))")
_HEART = re.compile(r"<(?=[/\\]*3)")
_TOC = re.compile(r"\\?\[(?=\\?\[toc|!)", re.IGNORECASE)
_LINE_START = re.compile(r"^([ \t]*)(?=:::|<<<)(.)", re.MULTILINE)
_CODED_URL = re.compile(r":(?=//[^\s<]*%)")
_ESCAPED_TWICE = re.compile(r"(?<!\\)((?:\\\\)*)\\(?=&#\d+;)")
_MAY = re.compile(r"[{:;\[\ufeff]|-\)|<")
_INFO = re.compile(r"[\w#+.-]*")
_FENCE = re.compile(r"(`{3,}+|~{3,}+)([^\n]*)\n(.*?)\n?\1", re.DOTALL)
_SPAN = re.compile(r"(`*+)(.+)\1", re.DOTALL)
_NOTATION: Final = "[!code"
_ROOTED = re.compile(r"/|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PLAIN_ALT = re.compile(r"[^&<>{}:;\\\"'`*_\[\]~|^\ufeff]*")


def escape_vitepress(text: str, place: Place) -> str:
    """Disarm what VitePress would read as its own in finished Markdown of one place."""
    return _PLACES[place](text)


def as_read(text: str) -> str:
    """Answer what stands in the page of HTML that is wrapped."""
    return unwrapped(text)


def _text(text: str) -> str:
    if not _MAY.search(text):
        return text
    text = _BRACE.sub(lambda found: found[1][: len(found[1]) // 2 * 2] + "&#123;", text)
    text = _LINE_START.sub(lambda found: f"{found[1]}&#{ord(found[2])};", text)
    text = _TOC.sub("&#91;", text).replace("\ufeff", "&#65279;")
    for pattern in (_EMOJI, _SMILEY, _GLASSES, _HEART, _CODED_URL):
        text = pattern.sub(lambda found: f"&#{ord(found[0])};", text)
    # a character that was escaped already: the backslash would now be the entity's
    return _ESCAPED_TWICE.sub(r"\1", text) if "\\&#" in text else text


def _code(text: str) -> str:
    """Write code that Vue, or a mark of the highlighter, would change as HTML."""
    fence = _FENCE.fullmatch(text)
    if fence:
        return text if _NOTATION not in text and _INFO.fullmatch(fence[2]) else fence_as_html(text)
    span = _SPAN.fullmatch(text)
    return f"<code>{_hard(_unpadded(span[2]))}</code>" if span and "{{" in text else text


def fence_as_html(text: str) -> str:
    """Write a block of code between fences as HTML, its braces as entities."""
    fence = _FENCE.fullmatch(text)
    if fence is None:
        return text
    name = f' class="language-{escape(fence[2])}"' if fence[2] else ""
    return f"<pre><code{name}>{_entities(fence[3])}\n</code></pre>"


def _entities(code: str) -> str:
    """Escape code for an element, with no empty line, which would end it."""
    escaped = escape(code, quote=False).replace("{", "&#123;")
    return escaped.replace("\n\n", "\n&#10;").replace("\n\n", "\n&#10;")


def _hard(code: str) -> str:
    return "".join(
        f"&#{ord(char)};" if char.isascii() and not char.isalnum() and char != " " else char for char in code
    )


def _unpadded(code: str) -> str:
    """Take off the spaces that keep a code span's own backticks from its delimiters."""
    padded = code.startswith(" ") and code.endswith(" ") and code.strip(" ")
    return (code[1:-1] if padded else code).replace("\n", " ")


def _url(text: str) -> str:
    """Keep an address decodable, and the words of one that shows itself as they are: VitePress would decode them."""
    url = decodable(text)
    if url[:1] != "<" or "%" not in url:
        return url
    return f"[{_hard(url[1:-1])}]({url[1:-1] if '(' not in url and ')' not in url else url})"


_PLACES: Final = {"text": _text, "html": as_template, "url": _url, "code": _code}


def picture(node: Image) -> str | None:
    """Write a picture as HTML where Vite would look for its file, or where words in it would be read as Markdown."""
    relative = not _ROOTED.match(node.src)
    if not relative and _PLAIN_ALT.fullmatch(f"{node.alt}{node.title}"):
        return None
    alt, title = (_attribute(text) for text in (node.alt, node.title))
    said = f' title="{title}"' if title else ""
    if relative:
        return f'<img :src="\'{quoted(node.src)}\'" alt="{alt}"{said}>'
    return f'<img src="{_attribute(node.src)}" alt="{alt}"{said}>'


def _attribute(text: str) -> str:
    return escape(" ".join(text.split("\n"))).replace("|", "&#124;")
