"""The grammar of the block editor: HTML comments as delimiters, found as WordPress's parse_blocks finds them.

Two deliberate differences, both in damaged bodies: a delimiter that closes nothing is skipped, where WordPress gives up on
the rest; blocks left open end with the body, each in its parent, where WordPress shows their text several times.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct

from wpmigrate.content.parts import Block

_START = re.compile(r"<!--\s+(/?)wp:([a-z][a-z0-9_-]*/)?([a-z][a-z0-9_-]*)\s+(?:(/?)-->|(?=\{))", re.ASCII)
_END_OF_ATTRIBUTES = re.compile(r"\}(\s+)(/?)-->", re.ASCII)
MAX_DEPTH = 100


class Delimiter(Struct, frozen=True):
    """One delimiter; `attributes` is None where its JSON is broken."""

    kind: Literal["open", "close", "void"]
    start: int
    end: int
    name: str
    attributes: Mapping[str, Any] | None


class TooDeepError(Exception):
    """Blocks inside blocks beyond any sense; no page made by a person has a tenth of it."""


def find_delimiters(body: str) -> Iterator[Delimiter]:
    """Yield the block delimiters of a body in order."""
    ends = _Ends(body)
    at = 0
    while start := _START.search(body, at):
        closer, namespace, name, void = start.groups()
        attributes: Mapping[str, Any] | None = {}
        at = start.end()
        if void is None:
            end = ends.after(at)
            if end is None:
                continue
            void, attributes = end[2], _decode(body[at : end.end(1)])
            at = end.end()
        kind: Literal["open", "close", "void"] = "void" if void else "close" if closer else "open"
        yield Delimiter(kind, start.start(), at, (namespace or "core/") + name, attributes)


def count_blocks(body: str) -> Mapping[str, int]:
    """Count the blocks of a body by name."""
    return Counter(one.name for one in find_delimiters(body) if one.kind != "close") if "<!--" in body else {}


class _Ends:
    """Where attributes end: the first `} -->` from positions that only grow, looked for once when there is none."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._end = _END_OF_ATTRIBUTES.search(body)

    def after(self, at: int) -> re.Match[str] | None:
        if self._end is not None and self._end.start() < at:
            self._end = _END_OF_ATTRIBUTES.search(self._body, at)
        return self._end


def _decode(source: str) -> Mapping[str, Any] | None:
    """Decode attributes as PHP does; None for what is no JSON object or nested deeper than PHP reads."""
    try:
        attributes = msgspec.json.decode(source)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        return None
    return attributes if isinstance(attributes, dict) else None


class _Frame:
    """A block that is open: what stands in it so far."""

    def __init__(self, name: str, attributes: Mapping[str, Any], start: int) -> None:
        self.name = name
        self.attributes = attributes
        self.start = start
        self.parts: list[str] = []
        self.inner: list[Block] = []

    def finish(self, body: str, end: int) -> Block:
        return Block(self.name, self.attributes, "".join(self.parts), tuple(self.inner), body[self.start : end])


def fold_blocks(body: str, render: Callable[[Block], str], broken: Callable[[str], None]) -> str:
    """Replace every block by what `render` makes of it, the innermost first; `broken` is told of damage.

    Raises TooDeepError for blocks nested more than MAX_DEPTH deep.
    """
    stack = [_Frame("", {}, 0)]
    at = 0

    def close(end: int) -> None:
        block = stack.pop().finish(body, end)
        stack[-1].inner.append(block)
        stack[-1].parts.append(render(block))

    for delimiter in find_delimiters(body):
        stack[-1].parts.append(body[at : delimiter.start])
        at = delimiter.end
        if delimiter.attributes is None:
            broken(f"{delimiter.name}: attributes")
        if delimiter.kind == "close" and len(stack) == 1:
            broken(f"{delimiter.name}: closed, never opened")
            continue
        if delimiter.kind != "close":
            stack.append(_Frame(delimiter.name, delimiter.attributes or {}, delimiter.start))
        if delimiter.kind != "open":
            close(at)
        if len(stack) > MAX_DEPTH:
            raise TooDeepError
    stack[-1].parts.append(body[at:])
    while len(stack) > 1:
        broken(f"{stack[-1].name}: never closed")
        close(len(body))
    return "".join(stack[0].parts)
