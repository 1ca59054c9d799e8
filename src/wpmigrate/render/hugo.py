"""What Hugo reads before Markdown does: shortcodes and the summary divider, disarmed wherever a text only shows them.

Hugo looks for `{{<`, `{{%` and `<!--more-->` in the whole file, in code too, and stops the build at what it cannot read.
"""

import re
from html import escape
from typing import Final

from wpmigrate.content.nodes import Embed
from wpmigrate.render.dialect import Place
from wpmigrate.render.players import video_of

# Two braces may meet what follows only when the pieces of a line are joined: so their second one, or a first one alone.
_BRACE = re.compile(r"(?:(?<=\{)|\A)\{(?=[<%]|\Z)")
_COMMENTED = re.compile(r"\{\{([<%])/\*(.*?)\*/([%>])\}\}", re.DOTALL)
_OPENER = re.compile(r"\{\{[<%]")
_CLOSERS: Final = {"{{<": ">}}", "{{%": "%}}"}
ESCAPES: Final = ("{&#123;", "{{</*", "{{%/*")
"""What an escaped shortcode looks like in Markdown."""
_MORE: Final = "<!--more-->"
_ANGLES = re.compile(r"<(?=<)|>(?=>)")
_ANGLE: Final = {"<": "&lt;", ">": "&gt;"}
_SPAN = re.compile(r"(`*+)(.+)\1", re.DOTALL)
_FENCE = re.compile(r"(`{3,}+|~{3,}+)([^\n]*)\n(.*?)\n?\1", re.DOTALL)
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def escape_shortcodes(text: str, place: Place) -> str:
    """Disarm what Hugo would read as its own in finished Markdown of one place."""
    if "{" not in text and _MORE not in text and not (place == "text" and _ANGLES.search(text)):
        return text
    return _PLACES[place](text)


def embed(node: Embed) -> str | None:
    """Write a video by Hugo's own shortcode, which needs no setting to be shown."""
    video = video_of(node)
    return f"{{{{< {video[0]} {video[1]} >}}}}" if video else None


def as_read(text: str) -> str:
    """Answer what Hugo's own pass hands to its Markdown renderer: shortcodes that are comments become the text they show."""
    return _COMMENTED.sub(r"{{\1\2\3}}", text) if "/*" in text else text


def _text(text: str) -> str:
    text = _BRACE.sub("&#123;", text).replace(_MORE, "<!-&#45;more-->")
    # Its typographer would make guillemets of these.
    return _ANGLES.sub(lambda angle: _ANGLE[angle[0]], text)


def _html(text: str) -> str:
    return _BRACE.sub("&#123;", text).replace(_MORE, "<!-- more -->")


def _url(text: str) -> str:
    return _BRACE.sub("%7B", text)


def _code(text: str) -> str:
    """Comment shortcodes out, which shows them as they are; code with half a shortcode can only be said in HTML."""
    commented = _commented(text)
    return commented if commented is not None and _MORE not in text else html_code(text)


def html_code(text: str) -> str:
    """Say code in HTML, every brace and all of a span's punctuation escaped; the text itself where it is no code."""
    if fence := _FENCE.fullmatch(text):
        language = fence[2].strip()
        opening = f'<code class="language-{escape(language)}">' if language else "<code>"
        return f"<pre>{opening}{_entities(fence[3])}\n</code></pre>"
    if span := _SPAN.fullmatch(text):
        return f"<code>{_PUNCTUATION.sub(lambda char: f'&#{ord(char[0])};', _unpadded(span[2]))}</code>"
    return text


def _commented(text: str) -> str | None:
    """Put every shortcode in its comment form; None where one has no end or holds the end of a comment."""
    out: list[str] = []
    at = 0
    while opener := _OPENER.search(text, at):
        closer = _CLOSERS[opener[0]]
        end = text.find(closer, opener.end())
        inner = text[opener.end() : end]
        if end < 0 or "*/" in inner or inner.startswith("/*"):
            return None
        out += [text[at : opener.end()], "/*", inner, "*/", closer]
        at = end + len(closer)
    return "".join([*out, text[at:]])


def _entities(code: str) -> str:
    return escape(code, quote=False).replace("{", "&#123;")


def _unpadded(code: str) -> str:
    """Take off the spaces that keep a code span's own backticks from its delimiters."""
    padded = code.startswith(" ") and code.endswith(" ") and code.strip(" ")
    return (code[1:-1] if padded else code).replace("\n", " ")


_PLACES: Final = {"text": _text, "html": _html, "url": _url, "code": _code}
