"""Where a CDATA section really ends.

XML says at the first `]]>`. That is believed whenever the element closes right behind it. Where it does not, the producer
left a `]]>` unsplit in the text (WordPress <= 3.3), or the section was never closed (an export cut off, or cut by hand).
"""

import re
from typing import Literal

from msgspec import Struct

from wpmigrate.source.window import Window

OPEN = b"<![CDATA["
CLOSE = b"]]>"

_OPENER = re.compile(rb"<([^\s<>/!?]+)[^<>]*>[^<]*\Z")
_CLOSER = re.compile(rb"\s{0,64}</([^\s<>/]+)\s{0,64}>")
_CHANNEL = re.compile(rb"\s*(?:<!--[^<>]{0,256}-->\s*)?<channel[\s>]")
_PLAIN_NAMES = frozenset(b"title link description category guid pubDate item".split())
_FOREIGN = (b"wp:comment", b"wp:meta")
"""Text of strangers: a document quoted in it never counts as one, however whole it looks."""
_EXPORT = b"wordpress.org/export"
_TAG = 1 << 13
_PATIENCE = 1 << 24
_STEP = 256


class Closing(Struct, frozen=True):
    """Where the section's text ends, where reading goes on, and what was wrong."""

    text_end: int
    end: int
    kind: Literal["whole", "unsplit", "unclosed"] = "whole"


class Closer:
    """Find ends of sections in one window; looks far ahead only as often as keeps the whole scan linear."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._spent = 0

    def close(self, start: int) -> Closing:
        """Find the end of the section that opens at `start`."""
        name = self._opener(start)
        end = self._end(start + len(OPEN))
        stop = self._window.length if end < 0 else end
        self._spent += stop - start
        if not name and self._is_stray(start, end):
            return Closing(start + len(OPEN), start + len(OPEN), "unclosed")
        if self._spent > 8 * start + _PATIENCE or not name:
            return Closing(stop, stop + 3 if end >= 0 else stop, "whole" if end >= 0 else "unclosed")
        return self._unclosed(name, start, end) or self._whole(name, end)

    def _is_stray(self, start: int, end: int) -> bool:
        """Tell a mark that opens nothing: outside any element, and the end belongs to a later section."""
        closer = self._closer(end) if end >= 0 and self._spent <= 8 * start + _PATIENCE else b""
        return bool(closer) and self._reopened(closer, start + len(OPEN), end) >= 0

    def _unclosed(self, name: bytes, start: int, end: int) -> Closing | None:
        window = self._window
        stop = window.length if end < 0 else end
        closer = self._closer(end) if end >= 0 else b""
        document = find_document(window, start, stop)
        real = document >= 0 and (end < 0 or self._reopened(closer, document, end) >= 0)
        if real and (closer != name or not name.startswith(_FOREIGN)):
            return self._cut(name, start, document)
        if end < 0:
            return self._cut(name, start, window.length)
        if closer == name or not (b":" in closer or closer in _PLAIN_NAMES):
            return None
        opened = self._reopened(closer, start + len(OPEN), end)
        item = window.find(b"</item", start, opened) if opened >= 0 else -1
        cut = self._cut(name, start, item if item >= 0 else opened)
        return cut if opened >= 0 and (item >= 0 or cut.end < opened) else None

    def _cut(self, name: bytes, start: int, limit: int) -> Closing:
        found = self._window.find(b"</" + name, start, limit) if limit > start else -1
        place = limit if found < 0 else found
        return Closing(place, place, "unclosed")

    def _whole(self, name: bytes, end: int) -> Closing:
        """Believe the first `]]>`, unless a later one closes the element and the text between cannot be XML."""
        first = Closing(end, end + 3)
        if self._closer(end) == name:
            return first
        limit = self._window.find(b"</item", end)
        limit = self._window.length if limit < 0 else limit
        bare, place = self._window.find(b"</" + name, end, limit), end + 3
        stray = False
        while (found := self._window.find(CLOSE, place, limit)) >= 0 and (bare < 0 or found < bare):
            stray = stray or self._window.find(OPEN, place, found) < 0
            if stray and self._closer(found) == name:
                return Closing(found, found + 3, "unsplit")
            place = found + 3
            self._spent += _STEP + found - end
        return first

    def _end(self, place: int) -> int:
        window = self._window
        while (end := window.find(CLOSE, place)) >= 0 and window.peek(end + 3, len(OPEN)) == OPEN:
            place = end + 3 + len(OPEN)
        return end

    def _opener(self, start: int) -> bytes:
        before = max(start - 1024, 0)
        match = _OPENER.search(self._window.peek(before, start - before))
        return match[1] if match else b""

    def _closer(self, end: int) -> bytes:
        match = _CLOSER.match(self._window.peek(end + 3, 320))
        return match[1] if match else b""

    def _reopened(self, name: bytes, start: int, end: int) -> int:
        """Find the last `<name><![CDATA[` before `end`: the section that `end` belongs to."""
        place = -1
        while (found := self._window.find(OPEN, max(place + 1, start), end)) >= 0:
            place = found
            self._spent += _STEP
        return place if place >= 0 and self._opener(place) == name else -1


def find_document(window: Window, start: int, end: int) -> int:
    """Find where an export document starts inside `[start, end)`: an `<rss` that names WXR, and a `<channel>`."""
    place = start
    while (found := window.find(_EXPORT, place, end)) >= 0:
        place = found + len(_EXPORT)
        before = window.peek(max(found - _TAG, start), found - max(found - _TAG, start))
        opened = before.rfind(b"<rss")
        if opened >= 0 and b">" not in before[opened:]:
            rss = found - len(before) + opened
            if opens_channel(window, rss):
                return document_start(window, rss, start)
    return -1


def opens_channel(window: Window, rss: int) -> bool:
    """Tell whether the `<rss` tag at `rss` is followed by a `<channel>`."""
    closed = window.find(b">", rss, rss + 2 * _TAG)
    return closed >= 0 and _CHANNEL.match(window.peek(closed + 1, 512)) is not None


def document_start(window: Window, rss: int, floor: int) -> int:
    """Step back from `<rss` over comments to the XML declaration, if it has one."""
    begin = max(rss - 2 * _TAG, floor)
    text = window.peek(begin, rss - begin)
    while True:
        bare = text.rstrip()
        mark, other = (b"<!--", b"-->") if bare.endswith(b"-->") else (b"<?", b"?>")
        opened = bare.rfind(mark) if bare.endswith(other) else -1
        if opened < 0:
            return rss
        if bare.startswith(b"<?xml", opened):
            return begin + opened
        text = bare[:opened]
