"""The grammar of shortcodes: which square brackets mean something, found as WordPress finds them, in one pass.

A name somebody handles follows WordPress exactly. For other names WordPress knows what its plugins registered; we do not,
so a bracket counts as a shortcode only on evidence, and prose such as `[here]`, `[1]` or `[a-z]` stays prose.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from msgspec import Struct, structs

from wpmigrate.content.markup import CODE, TAG, Finder, Markup, mask_brackets

_OPEN = re.compile(r"\[(\[?)([A-Za-z0-9_-]+)", re.ASCII)
_NAME = re.compile(r"\[([^<>&/\[\]\x00-\x20=]++)")
_TAG = re.compile(r"\[(/?)([A-Za-z][A-Za-z0-9_-]*)((?:[\s/=][^\[\]]*)?)\]", re.ASCII)
_QUOTED_TAG = re.compile(r"""\[()([A-Za-z][A-Za-z0-9_-]*)([\s=](?:"[^"]*"|'[^']*'|[^\[\]"'])*+)\]""", re.ASCII)
_CLOSING = re.compile(r"\[/([A-Za-z][A-Za-z0-9_-]*)\]", re.ASCII)
_QUOTED = re.compile(
    r"""(?:^|\s)[A-Za-z][\w-]*\s?=\s?(?:["'\u2018-\u201f\u2032\u2033]|&(?:quot|#0?39|#8\d{3});)""", re.ASCII
)
_UNQUOTED = re.compile(r"(?:\s+[A-Za-z][\w-]*=[^\s=]+)+\s*/?", re.ASCII)
_PLUGIN_NAME = re.compile(r"[A-Za-z0-9]{2,}(?:_[A-Za-z0-9-]{2,})+", re.ASCII)
_INDEXED = re.compile(r"[\w$)\]]", re.ASCII)


class Span(Struct, frozen=True):
    """One place where brackets mean something. `escaped` is `[[…]]`; `unknown` is one tag, never its content; `stray` closes nothing."""

    kind: Literal["handled", "escaped", "unknown", "stray"]
    start: int
    end: int
    name: str
    attributes: str = ""
    inner: str | None = None


def find_shortcodes(text: str, handled: Collection[str], verbatim: Collection[str] = ()) -> Iterator[Span]:
    """Yield the shortcodes of `text` in order; the content of a handled one is not looked into.

    The content of a `verbatim` name is source code: a `<` in it starts no tag; without a closing tag it is no shortcode.
    In code elements only escapes mean something; brackets in tags and comments never do.
    """
    if "[" not in text:
        return
    present = {name for name in _NAME.findall(text) if name in handled}  # few here, hundreds are handled
    areas, found = _find_code(text, verbatim)
    if "[[" in text:
        areas = list(_keep_escapes(text, areas, found, present.union(verbatim)))
    masked, last = mask_brackets(text, areas), text.rfind("]")
    names = present.difference(verbatim)
    find, tags = Finder(masked), _Tags(masked, names)
    at = 0
    while 0 <= (at := masked.find("[", at)) < last:
        span = found.get(at) or _match(text, masked, at, find, names) or tags.match(at)
        if span is not None:
            yield span
        at = span.end if span is not None else at + 1


def _find_code(text: str, verbatim: Collection[str]) -> tuple[list[tuple[int, int]], dict[int, Span]]:
    """Answer the markup of `text` and its verbatim shortcodes: whichever of two starts first hides the other."""
    areas: list[tuple[int, int]] = []
    code: dict[int, Span] = {}
    markup = Markup(text)
    if not any(name in verbatim for _, name in _OPEN.findall(text)):
        return list(markup.bracketed()), code
    find = Finder(text)
    area = markup.after(0)
    at = 0
    for opening in _OPEN.finditer(text):
        if opening[2] not in verbatim or opening.start() < at:
            continue
        while area is not None and area[1] <= opening.start():
            areas.append(area)
            area = markup.after(area[1])
        if area is not None and area[0] < opening.start():
            continue
        span = _match(text, text, opening.start(), find, verbatim)
        if span is not None and span.inner is not None:
            code[span.start] = span
            at = span.end
            area = markup.after(at) if area is not None and area[0] < at else area
    while area is not None:
        areas.append(area)
        area = markup.after(area[1])
    return areas, code


def _keep_escapes(
    text: str, areas: Iterable[tuple[int, int]], found: dict[int, Span], names: Collection[str]
) -> Iterator[tuple[int, int]]:
    """Add the escapes in code elements to `found`, and leave their first bracket out of the areas."""
    for start, end in areas:
        at = start
        if text.find("[[", start, end) >= 0 and CODE.match(text, start):
            for span in _escapes(text[start:end], start, names):
                found[span.start] = span
                yield at, span.start
                at = span.start + 1
        yield at, end


def _escapes(code: str, offset: int, names: Collection[str]) -> Iterator[Span]:
    masked = mask_brackets(code, (tag.span() for tag in TAG.finditer(code)))
    find = Finder(masked)
    at = 0
    while (at := masked.find("[[", at)) >= 0:
        span = _match(code, masked, at, find, names)
        if span is not None and span.kind == "escaped":
            yield structs.replace(span, start=offset + at, end=offset + span.end)
        at = span.end if span is not None else at + 1


def _match(text: str, masked: str, at: int, find: Finder, names: Collection[str]) -> Span | None:
    """Match WordPress's get_shortcode_regex at `at`: the tag ends at the first `]`, the content at the first closing tag."""
    opening = _OPEN.match(masked, at)
    if opening is None or opening[2] not in names:
        return None
    name, after = opening[2], opening.end()
    close = find("]", after)
    if close < 0:
        return None
    void = text[close - 1] == "/"
    attributes = text[after : close - void]
    inner, end = None, close + 1
    if not void and (closing := find(f"[/{name}]", end)) >= 0:
        inner, end = text[end:closing], closing + len(name) + 3
    if opening[1] and masked.startswith("]", end):
        return Span("escaped", at, end + 1, name, attributes, inner)
    return Span("handled", at + len(opening[1]), end, name, attributes, inner)


_BUILDERS = ("av_", "ct_", "et_pb_", "fusion_", "nectar_", "oxy_", "su_", "themify_", "vc_")
"""How the shortcodes of page builders begin, which may stand in others of the same name: WordPress's grammar closes one of the two."""


class _Tags:
    """The single tags of shortcodes nobody handles. A closing tag counts when an opening one counted before it.

    A closing tag of a page builder's is what is left where its shortcode stands in one of the same name.
    """

    def __init__(self, masked: str, handled: Collection[str] = ()) -> None:
        self._text = masked
        self._handled = handled
        self._last_closing = {closing[1]: closing.start() for closing in _CLOSING.finditer(masked)}
        self._opened: set[str] = set()

    def match(self, at: int) -> Span | None:
        tag = _QUOTED_TAG.match(self._text, at) or _TAG.match(self._text, at)
        if tag is None or "\n\n" in tag[3] or self._is_escaped(tag):
            return None
        if tag[1] and tag[2] in self._handled and tag[2].startswith(_BUILDERS) and not tag[3]:
            return Span("stray", at, tag.end(), tag[2])
        if tag[1]:
            counts = tag[2] in self._opened and not tag[3]
        else:
            counts = self._last_closing.get(tag[2], -1) >= tag.end() or self._has_evidence(tag)
        if not counts:
            return None
        self._opened.add(tag[2])
        return Span("unknown", at, tag.end(), tag[2], tag[3])

    def _is_escaped(self, tag: re.Match[str]) -> bool:
        return self._text[tag.start() - 1 : tag.start()] == "[" and self._text.startswith("]", tag.end())

    def _has_evidence(self, tag: re.Match[str]) -> bool:
        rest = tag[3]
        if rest.strip() == "/" or _QUOTED.search(rest) or _UNQUOTED.fullmatch(rest):
            return True
        before = self._text[tag.start() - 1 : tag.start()]
        named = _PLUGIN_NAME.fullmatch(tag[2]) is not None and not rest.startswith("=")
        return named and not _INDEXED.match(before)
