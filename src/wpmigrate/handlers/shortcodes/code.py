"""Source code in shortcodes: SyntaxHighlighter's, and those of CodeColorer, Crayon, Enlighter and others."""

from collections.abc import Sequence

from wpmigrate.content.code import code_blocks, source_code
from wpmigrate.content.languages import language_name
from wpmigrate.content.nodes import Code
from wpmigrate.contract import Context, Node, Shortcode

_BLOCKS = (
    "code sourcecode source cc ccb cce ccl ccn ccw crayon enlighter codesyntax prism prettify highlight syntax cb codify"
).split()
_AMBIGUOUS = ("highlight", "syntax", "cb")
"""Names that themes have for other things: code only when they say a language."""

_SPANS = ("cci", "ccie", "icode", "codei", "inlinecode")
_LANGUAGES = (
    "actionscript3 apache as3 bash batch c c-sharp cf clj clojure coldfusion cpp csharp css delphi diff dockerfile erl"
    " erlang fsharp golang go groovy haskell html html5 ini java javafx javascript jfx jquery js json jscript kotlin"
    " latex-code less lua matlab mysql nginx obj-c objc pas pascal patch perl php pl plain powershell ps py python"
    " rails rb ror ruby rust sass scala scss shell sql swift typescript vb vbnet xhtml xml xslt yaml yml"
).split()
_COLORER = "bash c cpp csharp css diff html java javascript js perl php python ruby sql xml".split()
"""CodeColorer joins a language to its own names: `[cc_php]`."""


def code(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Make a code block of the text as it stood."""
    if shortcode.inner is None:
        return None
    if shortcode.name in _AMBIGUOUS and not _given(shortcode):
        return context.inlines(shortcode.inner) if shortcode.name == "highlight" else None
    text = source_code(shortcode.inner).strip("\n")
    if shortcode.name in _SPANS or shortcode.attributes.get("inline", "").lower() in ("true", "1", "yes"):
        return (Code(" ".join(text.split("\n"))),) if text else ()
    return code_blocks(text, _language(shortcode), " ".join(shortcode.attributes.get("title", "").split()))


def _language(shortcode: Shortcode) -> str:
    return language_name(_given(shortcode) or _OWN.get(shortcode.name, ""))


def _given(shortcode: Shortcode) -> str:
    given = (shortcode.attributes.get(name, "") for name in ("language", "lang", "type", "0"))
    return next((value.lstrip("=").strip("\"' ") for value in given if value), "")


def group(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Read the tabs of a group of code one after the other."""
    return None if shortcode.inner is None else context.blocks(shortcode.inner)


_OWN = {
    **{name: name for name in _LANGUAGES},
    **{f"{colorer}_{name}": name for colorer in ("cc", "ccn", "cce") for name in _COLORER},
}
_VERBATIM = dict.fromkeys((*_BLOCKS, *_SPANS, *_OWN), code)

SHORTCODES = {**_VERBATIM, "codegroup": group}
VERBATIM = frozenset(_VERBATIM)
