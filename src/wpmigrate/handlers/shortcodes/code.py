"""Source code: `[code]`, `[sourcecode]`, SyntaxHighlighter's names for languages, and CodeColorer's and Crayon's own."""

import re
from collections.abc import Sequence

from wpmigrate.content.nodes import CodeBlock
from wpmigrate.contract import Context, Node, Shortcode

_OWN_NAMES = (
    "as3 bash clojure cpp csharp css delphi diff erlang fsharp go groovy haskell html java javafx javascript matlab objc perl"
    " php powershell python ruby scala shell sql swift vb xhtml xml xslt yaml"
)
_LANGUAGES = {
    **{name: name for name in _OWN_NAMES.split()},
    "actionscript3": "as3",
    "c": "c",
    "c-sharp": "csharp",
    "cf": "coldfusion",
    "clj": "clojure",
    "coldfusion": "coldfusion",
    "erl": "erlang",
    "f#": "fsharp",
    "golang": "go",
    "jfx": "javafx",
    "js": "javascript",
    "jscript": "javascript",
    "obj-c": "objc",
    "pas": "delphi",
    "pascal": "delphi",
    "patch": "diff",
    "pl": "perl",
    "plain": "",
    "ps": "powershell",
    "py": "python",
    "r": "r",
    "rails": "ruby",
    "rb": "ruby",
    "ror": "ruby",
    "text": "",
    "vbnet": "vb",
    "yml": "yaml",
}
_GENERAL = ("code", "sourcecode", "source", "cc", "ccb", "cce", "ccn", "ccw", "crayon")
_BREAK = re.compile(r"<br\s*+/?>\n?|</p>\s*<p>", re.IGNORECASE)
_NAME = re.compile(r"[\w+#.-]+", re.ASCII)
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#039;", "'"), ("&#39;", "'"), ("&amp;", "&"))


def code(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:  # noqa: ARG001 - a handler's signature
    """Make a code block of the text as it stood."""
    if shortcode.inner is None:
        return None
    return (CodeBlock(_source(shortcode.inner).strip("\n"), _language(shortcode)),)


def _language(shortcode: Shortcode) -> str:
    attributes = shortcode.attributes
    given = (attributes.get(name, "") for name in ("language", "lang", "type", "0"))
    name = next((value.lstrip("=").strip("\"' ").lower() for value in given if value), shortcode.name)
    if name in _GENERAL or not _NAME.fullmatch(name):
        return ""
    return _LANGUAGES.get(name, name)


def _source(text: str) -> str:
    """Undo what the visual editor did to code: one that holds no tag of its own but entities was escaped by it."""
    if "\n" not in text and "<br" in text:
        text = _BREAK.sub("\n", text)
    if "<" in text or ">" in text:
        return text
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


SHORTCODES = dict.fromkeys((*_GENERAL, *(name for name in _LANGUAGES if name.isidentifier() or "-" in name)), code)
VERBATIM = frozenset(SHORTCODES)
