"""Lists as Word writes them for the web: paragraphs that carry their bullet or number as text."""

import re
from html import unescape

from msgspec import Struct

from wpmigrate.content.markup import Finder

_ITEM = re.compile(r"<p\b[^<>]*?(?:MsoListParagraph|mso-list)[^<>]*+>", re.IGNORECASE | re.ASCII)
_LEVEL = re.compile(r"mso-list:[^;\"'<>]*?\blevel([1-9])", re.IGNORECASE | re.ASCII)
_CONDITION = re.compile(r"<!(?:--)?\[(?:if\b[^<>\]]*|endif)\](?:--)?>", re.IGNORECASE)
_IGNORE = re.compile(r"<span\b[^<>]*?mso-list:\s*Ignore[^<>]*+>", re.IGNORECASE)
_SPAN = re.compile(r"<(/?)span\b[^<>]*+>", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*+>")
_BULLET = re.compile(r"(?:\s|<[^<>]*+>)*+(?:[·•§▪●◦‣]|&middot;|&bull;)(?:\s|&nbsp;|<[^<>]*+>)*+")
_NUMBER = re.compile(r"\(?(?:([0-9]{1,9})|[A-Za-z]|[ivxlcIVXLC]+)[.)]")


class _Item(Struct, frozen=True):
    level: int
    ordered: bool
    start: int
    html: str


def replace_fake_lists(html: str) -> str:
    """Write runs of paragraphs that Word meant as list items as lists."""
    if not _ITEM.search(html):
        return html
    find = Finder(html)
    out: list[str] = []
    run: list[_Item] = []
    at = seen = 0
    for opening in _ITEM.finditer(html):
        end = find("</p>", opening.end())
        if end < 0 or opening.start() < seen:
            continue
        seen = end
        item = _item(opening[0], html[opening.end() : end])
        if item is None:
            continue
        between = html[at : opening.start()]
        if run and between.strip():
            out.append(_lists(run))
            run = []
        out += [] if run else [between]
        run.append(item)
        at = end + 4
    return "".join([*out, _lists(run), html[at:]])


def _item(opening: str, inner: str) -> _Item | None:
    """Read one paragraph as an item, or answer None when it has neither bullet nor number."""
    inner = _CONDITION.sub("", inner)
    level = _LEVEL.search(opening)
    depth = int(level[1]) if level else 1
    if ignored := _IGNORE.search(inner):
        end = _end_of_span(inner, ignored.end())
        mark = unescape(_TAGS.sub("", inner[ignored.start() : end])).strip()
        number = _NUMBER.fullmatch(mark)
        rest = inner[: ignored.start()] + inner[end:].lstrip()
        return _Item(depth, number is not None, int(number[1] or 1) if number else 1, rest)
    if bullet := _BULLET.match(inner):
        kept = "".join(tag for tag in _TAGS.findall(bullet[0]) if not _SPAN.match(tag))
        return _Item(depth, ordered=False, start=1, html=kept + inner[bullet.end() :])
    return None


def _end_of_span(html: str, at: int) -> int:
    depth = 1
    for tag in _SPAN.finditer(html, at):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return at


def _lists(items: list[_Item]) -> str:
    out: list[str] = []
    open_lists: list[tuple[int, str]] = []
    for item in items:
        tag = "ol" if item.ordered else "ul"
        while open_lists and open_lists[-1][0] > item.level:
            out.append(f"</li></{open_lists.pop()[1]}>")
        if open_lists and open_lists[-1][0] == item.level and open_lists[-1][1] != tag:
            out.append(f"</li></{open_lists.pop()[1]}>")
        if open_lists and open_lists[-1][0] == item.level:
            out.append("</li>")
        else:
            open_lists.append((item.level, tag))
            out.append(f'<{tag} start="{item.start}">' if item.ordered and item.start != 1 else f"<{tag}>")
        out.append(f"<li>{item.html.strip()}")
    out += [f"</li></{tag}>" for _, tag in reversed(open_lists)]
    return "".join(out)
