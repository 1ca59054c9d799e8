"""WordPress's wpautop: blank lines become paragraphs and line ends breaks, byte for byte as WordPress 6.7 does it.

The order of the steps is WordPress's, because each one sees what the one before left. Every pattern either cannot start
twice on the same characters or takes a tag whole even when nothing follows it, so that no input costs more than its length.
"""

import re
from collections.abc import Callable
from operator import itemgetter
from typing import TypeAlias

from wpmigrate.content.markup import TAG

_SPACE = " \t\n\r\f\v"
_TRIM = " \t\n\r\0\v"
_NEWLINE = " <!-- wpnl --> "

_BLOCK = (
    "(?:table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|address"
    "|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption|details|menu|summary)"
)


def _compile(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    return re.compile(pattern, flags | re.ASCII)


_TWO_BREAKS = _compile(r"<br\s*+/?>\s*+<br\s*+/?>")
_OPENING = _compile(rf"<(?={_BLOCK}[\s/>])")
_CLOSING = _compile(rf"</{_BLOCK}>")
_LONG_TAG = _compile(r"<[^<>\n]*+\n")
"""What any tag of several lines holds, but for comments and sections."""
_RULE = _compile(r"<hr\s*+/?>")
_EMPTY_LINES = _compile(r"\n\n+")
_PARAGRAPHS = _compile(r"\n\s*\n")
_RUN = _compile(r"\s*+")
_KEPT_WHOLE = _compile(r"<(script|style|svg|math)")
_PRE_TOKEN = _compile(r"<pre wp-pre-tag-(\d+)></pre>")

_OPTION, _OPTION_END = _compile("<option"), _compile("</option>")
_OBJECT, _OBJECT_END = _compile(r"<object[^>]*+(>|\Z)"), _compile("</object>")
_PARAM = _compile(r"</?(?:param|embed)[^>]*+(>|\Z)")
_PLAYER, _PLAYER_END = _compile(r"[<\[](?:audio|video)[^>\]]*+([>\]]|\Z)"), _compile(r"[<\[]/(?:audio|video)[>\]]")
_SOURCE = _compile(r"<(?:source|track)[^>]*+(>|\Z)")
_CAPTION, _CAPTION_END = _compile(r"<figcaption[^>]*+(>|\Z)"), _compile("</figcaption>")

_HUGGED = (
    (("<option",), ((_OPTION, True, False), (_OPTION_END, False, True))),
    (("</object>",), ((_OBJECT, False, True), (_OBJECT_END, True, False), (_PARAM, True, True))),
    (("<source", "<track"), ((_PLAYER, False, True), (_PLAYER_END, True, False), (_SOURCE, True, True))),
    (("<figcaption",), ((_CAPTION, True, False), (_CAPTION_END, False, True))),
)
"""What must be there, then (tag, white space before it goes, white space after it goes)."""

_Table: TypeAlias = tuple[tuple[re.Pattern[str], "str | Callable[[re.Match[str]], str]"], ...]
_FIRST: Callable[[re.Match[str]], str] = itemgetter(1)

_TIDY: _Table = (
    (_compile(r"<p>\s*+</p>"), ""),
    (_compile(r"<p>([^<]++)</(div|address|form)>"), r"<p>\1</p></\2>"),
    (_compile(rf"<p>\s*+(</?{_BLOCK}[^>]*+>)\s*+</p>"), _FIRST),
    (_compile(r"<p>(<li.+?)</p>|<p><li.*"), lambda match: match[1] or match[0]),
    (_compile(r"<p><blockquote([^>]*+)>", re.IGNORECASE), r"<blockquote\1><p>"),
    (_compile(r"</blockquote></p>"), "</p></blockquote>"),
    (_compile(rf"<p>\s*+(</?{_BLOCK}[^>]*+>)"), _FIRST),
    (_compile(rf"(</?{_BLOCK}[^>]*+(?:>|\Z))(?:\s*+</p>)?"), _FIRST),
)
_TIDY_BREAKS: _Table = (
    (_compile(rf"(</?{_BLOCK}[^>]*+(?:>|\Z))(?:\s*+<br />)?"), _FIRST),
    (_compile(r"<br />(\s*+</?(?:p|li|div|dl|dd|dt|th|pre|td|ul|ol)[^>]*+>)"), _FIRST),
    (_compile(r"\n</p>$"), "</p>"),
)


def autop(text: str) -> str:
    """Wrap paragraphs in `<p>` and end lines with `<br />`, as WordPress does when it shows a classic body."""
    if not text.strip(_TRIM):
        return ""
    text, kept = _take_pre(text + "\n")
    text = _space_blocks(text)
    if "<!" in text or _LONG_TAG.search(text):
        text = TAG.sub(lambda tag: tag[0].replace("\n", _NEWLINE), text)
    text = _hug_tags(text)
    text = _wrap_paragraphs(text)
    text = _replace_all(text, _TIDY)
    text = _break_lines(text)
    text = _replace_all(text, _TIDY_BREAKS)
    if kept:
        text = _PRE_TOKEN.sub(lambda token: _pre(token, kept), text)
    return text.replace(_NEWLINE, "\n").replace(_NEWLINE.strip(), "\n")


def _end_paragraph(tag: re.Match[str]) -> str:
    return f"{tag[0]}\n\n"


def _replace_all(text: str, table: _Table) -> str:
    for pattern, replacement in table:
        text = pattern.sub(replacement, text)
    return text


def _take_pre(text: str) -> tuple[str, list[str]]:
    """Replace each `<pre>…</pre>` by a stand-in, so that nothing below touches it."""
    kept: list[str] = []
    *parts, last = text.split("</pre>") if "<pre" in text else (text,)
    out: list[str] = []
    for part in parts:
        before, pre, inside = part.partition("<pre")
        out.append(before)
        if pre:
            out.append(f"<pre wp-pre-tag-{len(kept)}></pre>")
            kept.append(f"<pre{inside}</pre>")
    return "".join([*out, last]), kept


def _pre(token: re.Match[str], kept: list[str]) -> str:
    number = int(token[1]) if len(token[1]) < 10 else len(kept)
    return kept[number] if number < len(kept) and token[1] == str(number) else token[0]


def _space_blocks(text: str) -> str:
    text = _TWO_BREAKS.sub("\n\n", text)
    text = _OPENING.sub("\n\n<", text)
    text = _CLOSING.sub(_end_paragraph, text)
    text = _RULE.sub(_end_paragraph, text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _hug_tags(text: str) -> str:
    for needles, tags in _HUGGED:
        if any(needle in text for needle in needles):
            for pattern, before, after in tags:
                text = _hug(text, pattern, before=before, after=after)
    return text


def _hug(text: str, pattern: re.Pattern[str], *, before: bool, after: bool) -> str:
    """Drop white space before and after each match; a tag without an end is none."""
    out: list[str] = []
    at = 0
    for tag in pattern.finditer(text):
        if tag.start() < at or (tag.lastindex and not tag[1]):
            continue
        piece = text[at : tag.start()]
        out += [piece.rstrip(_SPACE) if before else piece, tag[0]]
        at = _run_end(text, tag.end()) if after else tag.end()
    return "".join([*out, text[at:]])


def _run_end(text: str, at: int) -> int:
    run = _RUN.match(text, at)
    return run.end() if run else at


def _wrap_paragraphs(text: str) -> str:
    pieces = _PARAGRAPHS.split(_EMPTY_LINES.sub("\n\n", text))
    return "".join(f"<p>{piece.strip(chr(10))}</p>\n" for piece in pieces if piece)


def _break_lines(text: str) -> str:
    """End each line with `<br />`, but not inside scripts, styles and drawings, and not after one that is there."""
    out: list[str] = []
    at = 0
    for start, end in _kept_whole(text):
        out += [text[at:start], text[start:end].replace("\n", "<WPPreserveNewline />")]
        at = end
    text = "".join([*out, text[at:]]).replace("<br>", "<br />").replace("<br/>", "<br />")
    return _add_breaks(text).replace("<WPPreserveNewline />", "\n")


def _kept_whole(text: str) -> list[tuple[int, int]]:
    """Find the elements whose line ends stay; a name that is never closed again is not looked for twice."""
    spans: list[tuple[int, int]] = []
    unclosed: set[str] = set()
    at = 0
    for tag in _KEPT_WHOLE.finditer(text):
        if tag.start() < at or tag[1] in unclosed:
            continue
        closing = f"</{tag[1]}>"
        end = text.find(closing, tag.end())
        if end < 0:
            unclosed.add(tag[1])
            continue
        at = end + len(closing)
        spans.append((tag.start(), at))
    return spans


def _add_breaks(text: str) -> str:
    out: list[str] = []
    at = 0
    while (newline := text.find("\n", at)) >= 0:
        start = at + len(text[at:newline].rstrip(_SPACE))
        if text.startswith("<br />", start - 6) and start >= 6:
            start += 1
        last = text.rfind("\n", newline, _run_end(text, newline))
        out.append(text[at : last + 1] if last < start else f"{text[at:start]}<br />\n")
        at = last + 1
    return "".join([*out, text[at:]])
