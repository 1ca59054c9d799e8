"""HTML that stands inside of Markdown, spelled so that no flavour finds Markdown in it."""

import re
from html import escape

from wpmigrate.render.dialect import Flavour

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_TAG = re.compile(r"</?[A-Za-z](?:[^\"'<>]|\"[^\"]*\"|'[^']*')*>")
_IN_TAG = re.compile(r"[\\`\[\]|*{}]")
_PIECE = re.compile(f"(<!--.*?-->|{_TAG.pattern})", re.DOTALL)
_IN_TEXT = re.compile(r"&#?\w+;|[\\`*_{}\[\]!|~$^:]")
_LINE_END = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
_BLANK = re.compile(r"(?<=\n)[ ]+(?=\n|\Z)|\A[ ]+(?=\n|\Z)|\t")
_LINES = re.compile(r"[\n\t]")
_SPACED = ("pre", "textarea")
_AS_IT_IS = ("script", "style")


def entity(match: re.Match[str]) -> str:
    """Spell characters by their numbers; an entity is one already."""
    return match[0] if match[0][0] == "&" and len(match[0]) > 1 else "".join(f"&#{ord(char)};" for char in match[0])


def in_entities(text: str) -> str:
    """Write text for one line of HTML in which nothing is Markdown to anyone."""
    return _PUNCTUATION.sub(entity, text)


def calm_tags(html: str) -> str:
    """Spell what a flavour would read before it reads the tag around it."""
    if not _IN_TAG.search(html):
        return html
    return _TAG.sub(lambda tag: _IN_TAG.sub(entity, tag[0]), html)


def one_line(html: str) -> str:
    """Write HTML in one line without Markdown in its text, for flavours that know no block of it where lines are indented."""
    out: list[str] = []
    spaced = raw = 0
    for place, piece in enumerate(_PIECE.split(html)):
        if place % 2:
            name = piece.strip("</>").split(None, 1)[0].lower() if piece[1] != "!" else ""
            step = -1 if piece[1] == "/" else 1
            spaced += step * (name in _SPACED)
            raw += step * (name in _AS_IT_IS)
            out.append(_LINE_END.sub(" ", _IN_TAG.sub(entity, piece)) if name else _LINE_END.sub(" ", piece))
        elif raw > 0:
            out.append(piece)
        else:
            calm = _IN_TEXT.sub(entity, piece)
            out.append(_LINES.sub(entity, calm) if spaced > 0 else _LINE_END.sub(" ", calm))
    return "".join(out)


def keep_space(html: str) -> str:
    """Spell the white space of code in HTML that Python-Markdown takes away before it looks for HTML."""
    return (
        _SPACED_ELEMENT.sub(lambda found: "".join(map(_kept, _PIECE.split(found[0]))), html) if "<pre" in html else html
    )


def _kept(piece: str) -> str:
    return piece if piece.startswith("<") else _BLANK.sub(entity, piece)


_SPACED_ELEMENT = re.compile(r"<pre\b.*?</pre>", re.DOTALL)


def pre(text: str, info: str, *, nested: bool) -> str:
    """Write a code block as HTML; `nested` in one line."""
    opening = f'<pre><code class="language-{escape(info)}">' if info else "<pre><code>"
    if nested:
        end = "\n" if text.endswith("\n") else ""
        return f"{opening}{_LINES.sub(entity, in_entities(text + end))}</code></pre>"
    return f"{opening}{_BLANK.sub(entity, escape(text))}\n</code></pre>"


def code(text: str) -> str:
    """Write a code span as HTML."""
    return f"<code>{in_entities(text)}</code>"


_KRAMDOWN_SPANS = frozenset(
    "a abbr acronym b bdo big button cite del dfn em i ins label q rb rbc rp rt rtc ruby select small span strong sub sup"
    " tt".split()
)
"""Elements in whose text kramdown reads Markdown; that of any other is HTML to it."""
_NAME = re.compile(r"<([A-Za-z][^\s/>]*)")


def holds_markdown(tag: str, flavour: Flavour) -> bool:
    """Answer whether what stands between an inline tag and its end is read as Markdown."""
    name = _NAME.match(tag)
    return flavour != "kramdown" or name is None or name[1].lower() in _KRAMDOWN_SPANS
