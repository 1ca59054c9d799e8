"""What Zola reads before Markdown does: shortcodes, in code too, and its own forms of links, teasers and headings.

Only a whole call with arguments it can read is a shortcode (`{{ x(a=1) }}`, `{% x() %} … {% end %}`), and only a whole call has
an escaped form. Any other brace is text.
"""

import re
from typing import Final

from wpmigrate.render.dialect import Place
from wpmigrate.render.hugo import html_code

_STRING = r"""(?:"[^"]*"|'[^']*'|`[^`]*`)"""
_LITERAL = rf"(?:true|false|{_STRING}|-?[0-9]+(?:\.[0-9]+)?)"
_ARGUMENT = rf"[A-Za-z_]\w*\s*=\s*(?:{_LITERAL}|\[\s*(?:{_LITERAL}\s*,\s*)*(?:{_LITERAL}\s*)?\])"
_CALL = rf"\s*[A-Za-z_]\w*\s*\(\s*(?:{_ARGUMENT}(?:\s*,\s*{_ARGUMENT})*\s*)?\)\s*"
_INLINE = re.compile(r"\{\{(" + _CALL + r")\}\}", re.ASCII)
_COMMENTED = re.compile(r"\{\{/\*(" + _CALL + r")\*/\}\}", re.ASCII)
# What may be a call that only HTML can show: one with a body, an escaped one, or one with arguments of another form.
_DOUBTFUL = re.compile(r"\{(?:\{(?:/\*)?|%(?:/\*)?)\s*[A-Za-z_]\w*\s*\(", re.ASCII)
_MORE = re.compile(r"<!--(?=\s*more\s*-->)", re.IGNORECASE)
# Two braces may meet when pieces of a line are joined; braces at the end of a heading would be its attributes.
_BRACE = re.compile(r"\{(?=[{%]|\Z|[^{}]*\}\s*\Z)")
ESCAPES: Final = ("&#123;", "{{/*")
"""What escaped braces look like in Markdown."""


def escape_zola(text: str, place: Place) -> str:
    """Disarm what Zola would read as its own in finished Markdown of one place."""
    return _PLACES[place](text)


def as_read(text: str) -> str:
    """Answer what Zola's pass over a file hands to its Markdown renderer."""
    return _COMMENTED.sub(r"{{\1}}", text) if "/*" in text else text


def read_more(_: str) -> str:
    """Write the mark of a teaser as Zola knows it."""
    return "<!-- more -->"


def _text(text: str) -> str:
    return _BRACE.sub("&#123;", text) if "{" in text else text


def _html(text: str) -> str:
    text = _MORE.sub("<!-- read", text)
    return _DOUBTFUL.sub(lambda found: f"&#123;{found[0][1:]}", text) if "{" in text else text


def _url(text: str) -> str:
    text = text.replace("{", "%7B")
    return f"%40{text[1:]}" if text.startswith("@/") else text


def _code(text: str) -> str:
    """Say calls in their escaped form, which shows them as they are."""
    if not _DOUBTFUL.search(text):
        return text
    if _DOUBTFUL.search(_INLINE.sub("", text)):
        return html_code(text)
    return _INLINE.sub(r"{{/*\1*/}}", text)


_PLACES: Final = {"text": _text, "html": _html, "url": _url, "code": _code}
