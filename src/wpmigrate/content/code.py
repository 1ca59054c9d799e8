"""Source code as the plugins for it had it: language and title in classes and attributes, text that is no HTML."""

import re
from collections.abc import Mapping, Sequence
from html import unescape

from wpmigrate.content.attributes import parse_attributes
from wpmigrate.content.elements import elements
from wpmigrate.content.languages import LANGUAGES, language_name
from wpmigrate.content.nodes import Block, CodeBlock, Paragraph, Text
from wpmigrate.content.tokens import Tokens

_STANDARD = re.compile(r"(?:^|\s)lang(?:uage)?-(\S+)", re.IGNORECASE)
_BRUSH = re.compile(r"(?:^|[\s;])(?:brush|lang):\s*([\w+#.-]+)", re.IGNORECASE)
_TITLE = re.compile(r"(?:^|[\s;])title:\s*([^;]+)", re.IGNORECASE)
_MARKERS = frozenset(
    ("hljs", "prettyprint", "codehilite", "highlight", "sourcecode", "sh_sourcecode", "code", "syntax")
)
_LANGUAGE_ATTRIBUTES = ("data-enlighter-language", "data-language", "data-lang", "lang")
_TITLE_ATTRIBUTES = ("data-enlighter-title", "data-title", "title")
_TONGUES = frozenset("en ko ja de fr es it pt nl zh ru ar he pl tr sv da fi nb cs hu el th vi id uk".split())
"""Languages that people speak: `lang` on `<pre>` may mean one of those."""

_RAW_TAG = re.compile(
    r"""<(pre|code)\b((?:"[^"]*"|'[^']*'|[^<>"'])*+)>(?:\s*+<code\b[^<>]*+>(?=[^<]*+(?:<(?!/code>)[^<]*+)*+</code>\s*+</\1>))?""",
    re.IGNORECASE | re.ASCII,
)
_MAYBE_RAW = re.compile(r"<(?:pre|code)\b[^<>]*?(?:\slang=|brush:|lang:|enlighter)", re.IGNORECASE | re.ASCII)
_CLOSING = re.compile(r"</(?:pre|code)>$", re.IGNORECASE)
_WRAPPED_CLOSING = re.compile(r"</code>\s*</pre>$", re.IGNORECASE)
_PLUGIN_CLASS = re.compile(r"(?:^|[\s;])(?:brush:|lang:|EnlighterJSRAW)", re.IGNORECASE)
_HIGHLIGHT = re.compile(r"<span (?:class|style)=")
_BREAK = re.compile(r"<br\s*+/?>\n?|</p>\s*<p>", re.IGNORECASE)
_PARAGRAPHED = re.compile(r"</p>\s*+<p>")
"""WordPress makes paragraphs of what is not in `<pre>`."""
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#039;", "'"), ("&#39;", "'"), ("&amp;", "&"))


def code_blocks(text: str, language: str, title: str = "") -> Sequence[Block]:
    """Make a code block; a title that readers saw above it is a paragraph before it."""
    block = CodeBlock(text, language)
    return (Paragraph((Text(title),)), block) if title else (block,)


def code_language(attributes: Mapping[str, str | None]) -> str:
    """Find the language of code in the classes and attributes of one element."""
    name = attributes.get("class") or ""
    if standard := _STANDARD.search(name):
        return "" if standard[1].lower() == "none" else standard[1]
    if plugin := _BRUSH.search(name):
        return language_name(plugin[1])
    for attribute in _LANGUAGE_ATTRIBUTES:
        value = (attributes.get(attribute) or "").strip()
        if value and not _is_tongue(value):
            return language_name(value)
    return _class_language(name.lower().split())


def _class_language(classes: Sequence[str]) -> str:
    """Take a class for a language when nothing but a highlighter's own class stands beside it."""
    names = [name for name in classes if name not in _MARKERS and not name.startswith(("linenum", "hljs-"))]
    return language_name(names[0]) if len(names) == 1 and names[0] in LANGUAGES else ""


def _is_tongue(value: str) -> bool:
    return value[:2].lower() in _TONGUES and value[2:3] in ("", "-", "_")


def code_title(attributes: Mapping[str, str | None]) -> str:
    """Find the title that a plugin shows above code; `title` on other elements is a tooltip."""
    name = attributes.get("class") or ""
    if found := _TITLE.search(name):
        return " ".join(found[1].strip("\"' ").split())
    if not _is_plugin(attributes):
        return ""
    title = next((attributes[key] or "" for key in _TITLE_ATTRIBUTES if attributes.get(key)), "")
    return " ".join(title.split())


def _is_plugin(attributes: Mapping[str, str | None]) -> bool:
    return bool(_PLUGIN_CLASS.search(attributes.get("class") or "")) or "data-enlighter-language" in attributes


def source_code(text: str) -> str:
    """Undo what the visual editor did to code: one that holds no tag of its own but entities was escaped by it."""
    if "\n" not in text and "<br" in text:
        text = _BREAK.sub("\n", text)
    if "<" in text or ">" in text:
        return text
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def protect_code(html: str, tokens: Tokens) -> str:
    """Put a token in place of each element that a plugin showed character by character, tags and all."""
    if not _MAYBE_RAW.search(html):
        return html
    out: list[str] = []
    at = 0
    for start, end in elements(html):
        opening = _RAW_TAG.match(html, start, end)
        blocks = _raw_blocks(opening, html[start:end]) if opening else None
        if blocks:
            out += [html[at:start], tokens.put(blocks, html[start:end], block=True)]
            at = end
    return "".join([*out, html[at:]])


def _raw_blocks(opening: re.Match[str], source: str) -> Sequence[Block] | None:
    is_wrapped = "<code" in opening[0][1:].lower()
    closing = (_WRAPPED_CLOSING if is_wrapped else _CLOSING).search(source)
    attributes = {name: unescape(value) for name, value in parse_attributes(opening[2]).items()}
    language = code_language(attributes)
    if closing is None or not (_is_plugin(attributes) or (language and "lang" in attributes)):
        return None
    inner = source[len(opening[0]) : closing.start()]
    if opening[1].lower() == "code":
        inner = _PARAGRAPHED.sub("\n\n", inner).replace("<br />\n", "\n")
    if _is_left_to_html(opening[1].lower(), inner, attributes):
        return None
    escaped = _is_plugin(attributes) or attributes.get("escaped") == "true"
    text = unescape(_BREAK.sub("\n", inner) if "\n" not in inner else inner) if escaped else source_code(inner)
    return code_blocks(text.strip("\n"), language, code_title(attributes))


def _is_left_to_html(name: str, inner: str, attributes: Mapping[str, str]) -> bool:
    """Answer whether an element is a span in a line, or code that was highlighted already."""
    if name == "code" and "\n" not in inner and "<br" not in inner:
        return True
    return bool(_HIGHLIGHT.search(inner)) and not _is_plugin(attributes)
