"""What mistune 0.8 reads as CommonMark does, and how Lektor's texts and files are spelled.

That renderer is old: an escape inside of a mark, Markdown around a tag, a list that starts at 3 or a bare address are other
things to it. So whatever is not surely the same to both is no Markdown for it; a writer says that in HTML.
"""

import re
from typing import Final

from wpmigrate.render.dialect import Place

_CHANGED: Final = re.compile("[\t\r\v\f\u2424]")
_COMMENT: Final = re.compile(r"<!--(?:(?!-->).)*-->", re.DOTALL)
_EMPTY_LINE: Final = re.compile(r"\n *\n")
_CODE: Final = re.compile(r"```([\w#.+-]*)\n((?!\s*\n)(?:(?!```).)*\S)\n```", re.DOTALL)

# Elements that mistune takes for inline ones, in which it would look for the end of a paragraph.
_INLINE_TAGS: Final = (
    "a|em|strong|small|s|cite|q|dfn|abbr|data|time|code|var|samp|kbd|sub|sup|i|b|u|mark|ruby|rt|rp|bdi|bdo|span|br|wbr"
    "|ins|del|img|font"
)
_ELEMENT: Final = re.compile(
    rf"<(?!(?:{_INLINE_TAGS})\b)([a-z][a-z0-9]*)(?!:/|[^\w\s@]*@)(?: +[a-zA-Z-]+(?:=\"[^\"]*\")?)*>.*</\1>", re.DOTALL
)

# An address that is not absolute is joined to that of the page, and its first segment may look like a scheme.
_ADDRESS: Final = (
    r"(?:https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][^\s()<>\"'\\`*\[\]]*)?|(?:mailto|tel):[\w.@+-]+"
    r"|/(?!/)(?:(?!//|\.\.)[^\s()<>\"'\\`*:\[\]])*|#[\w.-]+)"
)
_PLAIN: Final = r"(?:(?!https?://)[^\\`*\[\]<~\n]|~(?!~))"
_LINK: Final = rf"!?\[{_PLAIN}*\]\({_ADDRESS}\)"
_WORDS: Final = rf"(?! )(?:{_PLAIN}|{_LINK})+(?<! )"
_SPAN: Final = (
    rf"(?:{_PLAIN}|{_LINK}|\\[\\`*{{}}\[\]()#+.!_>~|-]|(?<!`)`[^`\s](?:[^`\n]*[^`\s])?`(?!`)"
    rf"|(?<!\*)\*\*{_WORDS}\*\*(?!\*)|(?<!\*)\*{_WORDS}\*(?!\*))"
)
_LINE: Final = rf"(?![-+>#=|:~_ ]|\*[\s\d]|[-* ]+(?:\n|\Z)|\d+[.)](?:\s|\Z)){_SPAN}+"
_PARAGRAPH: Final = re.compile(rf"{_LINE}(?:\n{_LINE})*")
_HEADING: Final = re.compile(rf"#{{1,6}} {_SPAN}+(?<![# \\])")
_ITEMS: Final = re.compile(rf"(?:- +{_LINE}(?:\n|\Z))+|1\. +{_LINE}(?:\n\d+\. +{_LINE})*")
_UNDERSCORE: Final = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_CELL: Final = re.compile(rf"{_SPAN}*")


def reads(block: str) -> bool:
    """Answer whether mistune shows a finished block as CommonMark does."""
    if _CHANGED.search(block):
        return False
    if block in ("", "---"):
        return True
    if block.startswith("<"):
        return bool(_COMMENT.fullmatch(block) or _ELEMENT.fullmatch(block)) and not _EMPTY_LINE.search(block)
    if block.startswith("```"):
        return _CODE.fullmatch(block) is not None and not re.search(r"^ +$", block, re.MULTILINE)
    if block.startswith("|"):
        return _reads_table(block)
    if block.startswith(">"):
        return _reads_quote(block)
    if _UNDERSCORE.search(block):
        return False
    return any(form.fullmatch(block) for form in (_PARAGRAPH, _HEADING, _ITEMS))


def _reads_quote(block: str) -> bool:
    lines = [line.removeprefix(">").removeprefix(" ") for line in block.split("\n")]
    parts = "\n".join(lines).split("\n\n")
    return all(part and not _UNDERSCORE.search(part) and _PARAGRAPH.fullmatch(part) for part in parts)


def _reads_table(block: str) -> bool:
    rows = [line.strip("|").split("|") for line in block.split("\n")]
    if len(rows) < 3 or "\\|" in block or _UNDERSCORE.search(block) or not all(cell.strip() for cell in rows[0]):
        return False
    whole = all(len(row) == len(rows[0]) and all(_CELL.fullmatch(cell.strip()) for cell in row) for row in rows)
    return whole and all(cell.strip() for row in rows for cell in (row[0], row[-1]))


# --- how Lektor spells --------------------------------------------------------------------------------------------

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DASHES: Final = re.compile(r"^(?=[^\S\n]*-{3,}[^\S\n]*$)", re.MULTILINE)
# It serves files of the kinds that it knows with a small ending, whatever the file is called.
_KINDS: Final = "jpe?g|png|gif|svg|avi|mpe?g|wmv|ogv|mp4|mp3|wav|ogg|pdf|docx?|html?|txt|log"
# Those of other sites, which have a host in front of that folder, stay as they are.
_ENDING: Final = re.compile(
    rf"(?:(?<=[\s\"'(=,])|\A)((?:/[\w-]+)?/wp-content/uploads/[^\s\"'<>()?#]*\.)({_KINDS})(?=[\s\"'<>()?#,&]|\Z)",
    re.IGNORECASE,
)


def served(text: str) -> str:
    """Spell the endings of uploaded files as Lektor serves them."""
    if "/wp-content/uploads/" not in text:
        return text
    return _ENDING.sub(lambda found: found[1] + found[2].lower(), text)


def escape_lektor(text: str, place: Place) -> str:
    """Spell the addresses of files as they are served; control characters, which no feed may hold, become the one that stands for them."""
    text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    return served(text) if place in ("url", "html") else text


def escape_dashes(text: str) -> str:
    """Keep lines of dashes from ending a field: Lektor takes one away from each."""
    return _DASHES.sub("-", text)
