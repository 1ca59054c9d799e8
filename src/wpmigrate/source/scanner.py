"""Find documents, heads and items in bytes that look like a WXR file, without building a tree and in constant memory.

Damage that stands between items is counted here; what is inside a span is the parser's.
"""

import re
from collections.abc import Callable, Generator, Iterator
from typing import BinaryIO, ClassVar, Literal, NoReturn

from msgspec import Struct

from wpmigrate.diagnostics import Code
from wpmigrate.errors import InputError
from wpmigrate.source.cdata import Closer, document_start, find_document, opens_channel
from wpmigrate.source.repair import Repairs
from wpmigrate.source.window import WINDOW, Window

ITEM_CAP = 64 << 20
"""Bytes of the largest item that is parsed; a larger one is reported."""

IsWhole = Callable[[bytes], bool]
"""Says whether bytes from `<item` to the next `</item>` are one whole item, well-formed beyond doubt."""

Kind = Literal["head", "item", "broken", "oversized"]


class Span(Struct, frozen=True):
    """Bytes `[start, end)` of one file. `document` counts from 0 and `ordinal` (items only) from 1 over the whole input."""

    kind: Kind
    file: int
    document: int
    start: int
    end: int
    ordinal: int = 0


_TOKEN = re.compile(
    rb"<(?:(!\[CDATA\[)|(!--)|(\?)|((?i:!DOCTYPE))|(item(?=[\s/>]))|(/item(?=[\s>]))|(rss(?=[\s>]))|(/channel(?=[\s>]))"
    rb"|(/rss(?=[\s>]))|(wp:(?:meta_value|comment_content)>(?![ \t\r\n]{0,32}<!\[CDATA\[)))"
)
# Whole fields that hold text or sections and close at once: nearly all of a file, stepped over without a look.
_FIELDS = re.compile(
    rb"(?:[^<]*+<(?:(?!item[\s/>]|rss[\s>]|channel[\s>])([A-Za-z][\w.:-]*+)(?:[ \t][^<>]*+)?+"
    rb"(?:/>|>(?:(?:<!\[CDATA\[[^\]]*+(?:\](?!\]>)[^\]]*+)*+\]\]>)++|[^<]*+)</\1>)"
    rb"|/?wp:(?:postmeta|comment|commentmeta)>))*"  # not possessive: gh-101955, a group in it breaks Python 3.11
)
_CDATA, _COMMENT, _INSTRUCTION, _DOCTYPE, _ITEM, _ITEM_END, _RSS, _CHANNEL_END, _RSS_END, _RAW = range(1, 11)
_CLOSER = re.compile(rb"</([^\s<>/]+)>")
_AFTER_NAME = frozenset(b" \t\r\n>")
_SHORT = 48
_ITEM_CLOSED = b"</item>"
_NEXT = re.compile(rb"\s*+(<item>)")
_WHOLE = 1 << 20
_BOM = b"\xef\xbb\xbf"
_REGION = 1 << 16
_TAG = 1 << 12
_INSTRUCTION_LENGTH = 1 << 9
_WP = re.compile(rb"</?wp:")
_CHANNEL_CHILD = re.compile(
    rb"<(?:[\w-]+:(?:wp_author|author|category|tag|term|wxr_version|base_blog_url|base_site_url)|generator|language)[\s>]"
)


def _tokens(window: Window) -> Generator[tuple[int, int], int | None]:
    """Yield the tags that shape a document, with their offsets; sections, comments and raw old fields are stepped over.

    Who is sent a tag may send back where to go on.
    """
    closer = Closer(window)
    place = 0
    while (match := window.search(_TOKEN, _skip_fields(window, place))) is not None:
        kind, start = match.lastindex or 0, window.base + match.start()
        if kind == _CDATA:
            place = _closed_at_once(window, match.start()) or closer.close(start).end
        elif kind in _STEPS:
            place = _STEPS[kind](window, start)
        else:
            after = window.base + match.end()
            place = (yield kind, start) or after


def _skip_fields(window: Window, place: int) -> int:
    window.load(place, 1)
    start = place - window.base
    skipped = _FIELDS.match(window.held, start)
    end = skipped.end() if skipped else start
    return window.base + end if window.held.find(b"<rss", start, end) < 0 else place


def _closed_at_once(window: Window, start: int) -> int:
    """Answer the end of a section that its own element closes right behind it, or 0: nearly all of them."""
    held = window.held
    end = held.find(b"]]>", start + 9)
    closed = _CLOSER.match(held, end + 3) if end >= 0 else None
    if closed is None:
        return 0
    name = closed[1]
    opened = held.rfind(b"<", 0, start) + 1
    if not held.startswith(name, opened) or held[opened + len(name)] not in _AFTER_NAME:
        return 0
    if end - start > _SHORT and held.find(b"<rss", start, end) >= 0:
        return 0
    return window.base + end + 3


def _step_over_comment(window: Window, start: int) -> int:
    end = window.find(b"-->", start + 4)
    return start + 4 if end < 0 else end + 3


def _step_over_instruction(window: Window, start: int) -> int:
    end = window.find(b"?>", start, start + _INSTRUCTION_LENGTH)
    inside = window.peek(start, end - start) if end >= 0 else b""
    return start + 2 if end < 0 or b"<item" in inside or b"<![CDATA[" in inside else end + 2


def _step_over_raw(window: Window, start: int) -> int:
    """Step over a field that WordPress <= 2.9 wrote as it stood, markup and all, if nothing else opens before its end."""
    opener = window.peek(start, 32)
    inside = start + opener.index(b">") + 1
    following = window.search(_WP, inside)
    closed = window.base + following.start() if following else inside
    own = window.peek(closed, inside - start + 1) == b"</" + opener[1 : inside - start]
    return closed if own and find_document(window, inside, closed) < 0 else inside


def _blank(text: bytes) -> int:
    return len(text) - len(text.lstrip())


def _without_comments(text: bytes) -> bytes:
    first, *others = text.split(b"<!--")
    return first + b"".join(part.partition(b"-->")[2] for part in others)


_STEPS: dict[int, Callable[[Window, int], int]] = {
    _COMMENT: _step_over_comment,
    _INSTRUCTION: _step_over_instruction,
    _RAW: _step_over_raw,
}


class Scanner:
    """Scan one file. `document` and `ordinal` are the last ones given, so that the next file goes on counting."""

    def __init__(
        self,
        file: BinaryIO,
        *,
        name: str = "the input",
        number: int = 0,
        document: int = -1,
        ordinal: int = 0,
        window: int = WINDOW,
        item_cap: int = ITEM_CAP,
        is_whole: IsWhole | None = None,
    ) -> None:
        self._window = Window(file, window)
        self._is_whole = is_whole
        self._resume: int | None = None
        self._name, self._number, self._cap = name, number, item_cap
        self.document, self.ordinal = document, ordinal
        self._before = document
        self._place: Literal["outside", "head", "between", "item"] = "outside"
        self._mark = 0
        self._doctype = -1
        self._fragment = False
        self.repairs = Repairs()
        self.tails: list[Span] = []

    def spans(self) -> Iterator[Span]:
        """Yield heads and items in the order of the file."""
        tokens = _tokens(self._window)
        token = next(tokens, None)
        while token is not None:
            kind, start = token
            yield from self._ON[kind](self, start)
            resume, self._resume = self._resume, None
            try:
                token = tokens.send(resume)
            except StopIteration:
                break
        yield from self._finish()

    def _open_document(self, start: int) -> Iterator[Span]:
        if self._place != "outside" and not opens_channel(self._window, start):
            return
        begin = document_start(self._window, start, self._mark)
        if self._doctype >= 0:
            self._refuse(self._doctype)
        yield from self._break_off(begin)
        self._fragment = False
        self._begin(begin)

    def _begin(self, start: int) -> None:
        if self.document > self._before:
            self.repairs.note(Code.SEVERAL_DOCUMENTS, start)
        self._skip_junk(start)
        self.document += 1
        self._place, self._mark = "head", start

    def _skip_junk(self, end: int) -> None:
        start, text = self._mark, self._region(end)
        first = self.document == self._before
        if first and text.startswith(_BOM):
            self.repairs.note(Code.BYTE_ORDER_MARK, start)
            start, text = start + len(_BOM), text[len(_BOM) :]
        if text.strip():
            self.repairs.note(Code.JUNK_BEFORE if first else Code.JUNK_BETWEEN, start + _blank(text))
        elif first and text and self._window.peek(end, 5) == b"<?xml":
            self.repairs.note(Code.JUNK_BEFORE, start)

    def _open_item(self, start: int) -> Iterator[Span]:
        if self._place == "outside" and self.document == self._before:
            if self._doctype >= 0:
                self._refuse(self._doctype)
            self._fragment = True
            self._begin(start)
        yield from self._leave(start)
        self._place, self._mark = "item", start
        while end := self._whole_end(start):
            yield self._item("item", end)
            self._place, self._mark, self._resume = "between", end, end
            following = _NEXT.match(self._window.held, end - self._window.base)
            if following is None:
                return
            start = self._window.base + following.start(1)
            self._place, self._mark, self._resume = "item", start, start + len(b"<item")
        if self._window.peek(self._tag_end(start) - 2, 2) == b"/>":
            yield from self._close_item(start)

    def _whole_end(self, start: int) -> int:
        """Answer where an item ends that is whole beyond doubt, so that nobody needs to look for what may be damaged; else 0."""
        if self._is_whole is None:
            return 0
        closed = self._window.find(_ITEM_CLOSED, start, start + _WHOLE)
        end = closed + len(_ITEM_CLOSED)
        if closed < 0 or end - start > self._cap:
            return 0
        raw = self._window.peek(start, end - start)
        return end if raw.find(b"<channel") < 0 and self._is_whole(raw) else 0  # none begins where no channel opens

    def _close_item(self, start: int) -> Iterator[Span]:
        end = self._tag_end(start)
        if self._place == "head":
            yield from self._split_head(start, end)
        elif self._place == "item" or (self._place == "between" and b"</" in self._region(start)):
            yield self._item("item", end)
        if self._place != "outside":
            self._place, self._mark = "between", end

    def _split_head(self, start: int, end: int) -> Iterator[Span]:
        """Divide a head from a first item whose opening tag is damaged: at the second title."""
        first = self._window.find(b"<title>", self._mark, start)
        second = self._window.find(b"<title>", first + 1, start) if first >= 0 else -1
        place = second if second >= 0 else start
        yield self._head(place)
        self._mark = place
        yield self._item("item" if second >= 0 else "broken", end)

    def _close_channel(self, start: int) -> Iterator[Span]:
        if self._place != "outside":
            yield from self._leave(start)
        if self.document > self._before:
            self._skip_after(start)
            self._place, self._mark = "outside", self._tag_end(start)

    def _leave(self, end: int) -> Iterator[Span]:
        """Close what is open where an item begins or the channel ends."""
        if self._place == "head":
            yield self._head(end)
        elif self._place == "item":
            yield self._item("item", end)
        else:
            self._look_between(end)

    def _break_off(self, end: int) -> Iterator[Span]:
        """Close what is open where the file ends or another document begins."""
        if self._place == "outside":
            return
        if self._place == "item" or not self._fragment:
            self.repairs.note(Code.TRUNCATED_FILE, self._mark if self._place == "item" else end)
        if self._place == "item":
            yield self._item("broken", end)
        else:
            yield from self._leave(end)
        self._mark = end

    def _finish(self) -> Iterator[Span]:
        end = self._window.length
        yield from self._break_off(end)
        if self._place == "outside" and self.document > self._before:
            self._skip_after(end)

    def _skip_after(self, end: int) -> None:
        text = self._region(end) if self._place == "outside" else b""
        if text.strip():
            self.repairs.note(Code.JUNK_AFTER, self._mark + _blank(text))

    def _look_between(self, end: int) -> None:
        """Tell late children of the channel, which count, from junk between items, which is skipped."""
        text = self._region(end)
        if not text.strip() or not _without_comments(text).strip():
            return
        if _CHANNEL_CHILD.search(text):
            self.tails.append(Span("head", self._number, self.document, self._mark, end))
        else:
            self.repairs.note(Code.JUNK_BETWEEN, self._mark + _blank(text))

    def _meet_doctype(self, start: int) -> Iterator[Span]:
        if self._place != "outside":
            self._refuse(start)
        self._doctype = start
        return iter(())

    def _refuse(self, offset: int) -> NoReturn:
        raise InputError(
            f"{self._name} has a <!DOCTYPE> at byte {offset}, which no WordPress export has and which can be an attack: "
            "export the site again, or remove it if you trust the file.",
            code="doctype",
        )

    def _head(self, end: int) -> Span:
        return Span("head", self._number, self.document, self._mark, end)

    def _item(self, kind: Kind, end: int) -> Span:
        self.ordinal += 1
        kind = "oversized" if kind == "item" and end - self._mark > self._cap else kind
        return Span(kind, self._number, self.document, self._mark, end, self.ordinal)

    def _tag_end(self, start: int) -> int:
        closed = self._window.find(b">", start, start + _TAG)
        following = (
            self._window.find(b"<", start + 1, closed) if closed >= 0 else -1
        )  # a tag that has no end of its own
        return start + len(b"<item") if closed < 0 else following if following >= 0 else closed + 1

    def _region(self, end: int) -> bytes:
        """Answer what stands between the last mark and `end`, or the first part of it."""
        return self._window.peek(self._mark, min(end - self._mark, _REGION)) if end > self._mark else b""

    _ON: ClassVar[dict[int, Callable[["Scanner", int], Iterator[Span]]]] = {
        _DOCTYPE: _meet_doctype,
        _ITEM: _open_item,
        _ITEM_END: _close_item,
        _RSS: _open_document,
        _CHANNEL_END: _close_channel,
        _RSS_END: _close_channel,
    }
