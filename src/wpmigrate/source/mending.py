"""Make XML of one item or head that is none: a rewriter that knows which elements of WXR hold text and which hold others.

Used only where the strict parser refused; what it writes, the strict parser accepts, but for the odd.
"""

import io
import re
from collections.abc import Mapping

from msgspec import Struct

from wpmigrate.diagnostics import Code
from wpmigrate.source.cdata import CLOSE, OPEN, Closer, Closing
from wpmigrate.source.references import escape, mend_references
from wpmigrate.source.repair import Repairs
from wpmigrate.source.vocabulary import BODIES, CONTAINERS, HTML, TEXTS
from wpmigrate.source.window import Window

_NAME = rb"[A-Za-z_][\w.-]*+(?::[A-Za-z_][\w.-]*+)?"
_TAG = re.compile(rb"""<(/?)(%b)(?=[\s/>])((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+(?=>)|[^<>]*+)>""" % _NAME)
_ATTRIBUTE = re.compile(rb"""(?<![\w.:-])(%b)\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"']++)""" % _NAME)
_DEPTH = 64
_JOINT = CLOSE + OPEN
_SPLIT = b"]]" + _JOINT + b">"


class Mended(Struct, frozen=True):
    """Well-formed bytes and the prefixes they use, each with the offset of its first use."""

    text: bytes
    prefixes: Mapping[str, int]


def mend(raw: bytes, root: str, families: Mapping[str, str], repairs: Repairs) -> Mended:
    """Rewrite scrubbed bytes as one well-formed `root` element. `families` says what each prefix means (`wxr` → `wp`)."""
    return _Mender(raw, root, families, repairs).run()


class _Tag(Struct, frozen=True):
    start: int
    end: int
    name: bytes
    key: str
    closing: bool
    empty: bool
    attributes: bytes


class _Mender:
    def __init__(self, raw: bytes, root: str, families: Mapping[str, str], repairs: Repairs) -> None:
        self._raw, self._families, self._repairs = raw, families, repairs
        self._window = Window(io.BytesIO(raw), len(raw) + 1)
        self._closer = Closer(self._window)
        self._root = root
        self._stack: list[tuple[str, bytes]] = [(root, root.encode())]
        self._out: list[bytes] = [b"<%b>" % root.encode()]
        self._prefixes: dict[str, int] = {}

    def run(self) -> Mended:
        place, text = 0, 0
        while (found := self._raw.find(b"<", place)) >= 0:
            step = self._step(found)
            if step is None:
                place = found + 1
                continue
            self._write_between(text, found)
            place = text = self._dispatch(found, step)
        self._write_between(text, len(self._raw))
        self._close_down_to(0, len(self._raw), missing=len(self._stack) > 1)
        self._out.append(b"</%b>" % self._root.encode())
        return Mended(b"".join(self._out), self._prefixes)

    def _step(self, place: int) -> "_Tag | int | None":
        """Answer the tag at `place`, or the end of a comment, instruction or section, or None where it is a mere `<`."""
        raw = self._raw
        if raw.startswith(OPEN, place):
            return self._closer.close(place).end
        for opened, closed in ((b"<!--", b"-->"), (b"<?", b"?>")):
            if raw.startswith(opened, place):
                end = self._window.find(closed, place + len(opened))
                return None if end < 0 else end + len(closed)
        return self._tag(place)

    def _tag(self, place: int) -> _Tag | None:
        match = _TAG.match(self._raw, place)
        if match is None:
            return None
        slash, name, rest = match.groups()
        prefix, colon, local = name.decode().rpartition(":")
        key = self._families.get(prefix, prefix) + colon + local
        empty = rest.endswith(b"/")
        return _Tag(place, match.end(), name, key, bool(slash), empty, rest[:-1] if empty else rest)

    def _dispatch(self, place: int, step: "_Tag | int") -> int:
        if isinstance(step, int):
            if self._raw.startswith(OPEN, place):
                self._write_between(place, step)
            return step
        if step.closing:
            self._close(step)
        elif step.key in TEXTS:
            return self._write_text(step)
        elif step.key == self._root:
            return step.end
        elif ":" not in step.key and step.key in HTML:
            self._repairs.note(Code.JUNK_BETWEEN, place)
        else:
            self._open(step)
        return step.end

    def _open(self, tag: _Tag) -> None:
        homes = CONTAINERS.get(tag.key)
        self._go_home(homes, tag.start)
        if len(self._stack) > _DEPTH:
            self._repairs.note(Code.MISMATCHED_TAGS, tag.start)
            return
        self._out.append(self._opening(tag, empty=tag.empty))
        if not tag.empty:
            self._stack.append((tag.key, tag.name))

    def _close(self, tag: _Tag) -> None:
        keys = [key for key, _ in self._stack]
        if tag.key in keys[1:]:
            level = len(keys) - 1 - keys[::-1].index(tag.key)
            self._close_down_to(level, tag.start, missing=level < len(keys) - 1)
            self._out.append(b"</%b>" % self._stack.pop()[1])
        elif tag.key not in (self._root, "item", "channel", "rss"):
            junk = ":" not in tag.key and tag.key in HTML
            self._repairs.note(Code.JUNK_BETWEEN if junk else Code.MISMATCHED_TAGS, tag.start)

    def _go_home(self, homes: tuple[str, ...] | None, place: int) -> None:
        """Close what stands open between here and the nearest element that may hold the next one."""
        if homes is None or self._stack[-1][0] in homes:
            return
        level = next((n for n in range(len(self._stack) - 1, -1, -1) if self._stack[n][0] in homes), None)
        if level is not None:
            self._close_down_to(level, place, missing=True)

    def _close_down_to(self, level: int, place: int, *, missing: bool) -> None:
        if missing:
            self._repairs.note(Code.MISMATCHED_TAGS, place)
        while len(self._stack) > level + 1:
            self._out.append(b"</%b>" % self._stack.pop()[1])

    def _opening(self, tag: _Tag, *, empty: bool) -> bytes:
        self._use_prefix(tag.name, tag.start)
        attributes: dict[bytes, bytes] = {}
        for name, value in _ATTRIBUTE.findall(tag.attributes):
            if not name.startswith(b"xmlns"):
                self._use_prefix(name, tag.start)
                bare = value[1:-1] if value[:1] in (b'"', b"'") else value
                text = escape(mend_references(bare, tag.start, self._repairs)).replace(b'"', b"&quot;")
                attributes.setdefault(name, text)
        written = b"".join(b' %b="%b"' % pair for pair in attributes.items())
        return b"<%b%b%b>" % (tag.name, written, b"/" if empty else b"")

    def _use_prefix(self, name: bytes, place: int) -> None:
        prefix, colon, _ = name.partition(b":")
        if colon and prefix != b"xml":
            self._prefixes.setdefault(prefix.decode(), place)

    def _write_between(self, start: int, end: int) -> None:
        """Write text that stands between elements: kept inside an element we do not know, junk elsewhere."""
        text = self._raw[start:end]
        if not text.strip():
            return
        key = self._stack[-1][0]
        if key in CONTAINERS or key == self._root:
            self._repairs.note(Code.JUNK_BETWEEN, start + len(text) - len(text.lstrip()))
        elif text.startswith(OPEN):
            self._out.append(_section(text[len(OPEN) :].removesuffix(CLOSE)))
        else:
            self._out.append(escape(mend_references(text, start, self._repairs)))

    def _write_text(self, tag: _Tag) -> int:
        """Write an element that holds text alone, whatever its producer put there."""
        self._go_home(TEXTS[tag.key], tag.start)
        if tag.empty:
            self._out.append(self._opening(tag, empty=True))
            return tag.end
        self._out.append(self._opening(tag, empty=False))
        text = _Text(tag.end)
        end = self._read_text(tag, text)
        self._out += self._text_parts(text)
        self._out.append(b"</%b>" % tag.name)
        return end

    def _read_text(self, tag: _Tag, text: "_Text") -> int:
        """Go through the text to its end: the matching tag, or one that cannot stand in it."""
        place = tag.end
        while (found := self._raw.find(b"<", place)) >= 0:
            if self._raw.startswith(OPEN, found):
                closing = self._closer.close(found)
                if closing.kind != "whole":
                    self._repairs.note(_CLOSINGS[closing.kind], found)
                text.sections.append((found, closing))
                place = closing.end
                continue
            other = self._tag(found)
            if other is not None and self._ends_text(tag, other):
                text.end = found
                if other.closing and other.key == tag.key:
                    return other.end
                text.end = tag.end + len(self._raw[tag.end : found].rstrip())
                self._repairs.note(Code.MISMATCHED_TAGS, found)
                return found
            text.markup = found if text.markup < 0 else text.markup
            place = found + 1
        text.end = len(self._raw)
        self._repairs.note(Code.MISMATCHED_TAGS, text.end)
        return text.end

    def _ends_text(self, tag: _Tag, other: _Tag) -> bool:
        if other.closing and other.key == tag.key:
            return True
        known = other.key in TEXTS or other.key in CONTAINERS
        if tag.key in BODIES:
            last = other.closing and other.key == self._root and not self._raw[other.end :].strip()
            return last or (known and other.key.startswith(BODIES[tag.key]))
        return known or other.key == self._root

    def _text_parts(self, text: "_Text") -> list[bytes]:
        raw, repairs = self._raw, self._repairs
        if text.markup >= 0:
            repairs.note(Code.UNESCAPED_MARKUP, text.markup)
            if not text.sections:
                return [_section(raw[text.start : text.end])]
        parts, place = [], text.start
        for opened, closing in text.sections:
            parts.append(escape(mend_references(raw[place:opened], place, repairs)))
            whole = closing.kind == "whole"
            parts.append(raw[opened : closing.end] if whole else _section(raw[opened + len(OPEN) : closing.text_end]))
            place = closing.end
        parts.append(escape(mend_references(raw[place : text.end], place, repairs)))
        return parts


class _Text(Struct):
    """What was met inside one element: its sections, and the first markup outside them."""

    start: int
    end: int = 0
    markup: int = -1
    sections: list[tuple[int, Closing]] = []


_CLOSINGS = {"unsplit": Code.UNSPLIT_CDATA_END, "unclosed": Code.UNCLOSED_CDATA}


def _section(text: bytes) -> bytes:
    return OPEN + text.replace(_JOINT, b"").replace(CLOSE, _SPLIT) + CLOSE
