"""Which shortcodes and blocks the bodies of an export hold, and what will become of each."""

import re
from collections import Counter
from collections.abc import Callable

from msgspec import Struct

from wpmigrate.content.attributes import parse_attributes
from wpmigrate.content.parse import parse_body
from wpmigrate.content.shortcodes import Span, find_shortcodes
from wpmigrate.pipeline.survey.examples import MOST, example_of
from wpmigrate.registry import Handler, Handlers
from wpmigrate.report.inspection import UNRULED, Met, MetIn
from wpmigrate.wxr.records import ItemRecord

_BLOCK = re.compile(r"<!--\s+wp:([a-z][a-z0-9/_-]*)")
_VALUES = re.compile(r"""=["'](?:(?<=class=["'])([^"'<>]{1,500}+)|(?<=src=["'])(?:https?:)?//([^/"'\s<>?#]{1,255}+))""")
"""A class attribute, or the host of what is shown: told by what stands before the sign that is looked for, at half the cost."""


class Seen(Struct, frozen=True):
    """What stands in one body: names of blocks and shortcodes, class attributes, and the hosts it shows something of."""

    blocks: Counter[str]
    shortcodes: Counter[str]
    classes: list[str]
    hosts: list[str]


NOTHING = Seen(Counter(), Counter(), [], [])


class BodyTally:
    """Counts that grow while the items pass."""

    def __init__(self, handlers: Handlers) -> None:
        self._handlers = handlers
        self._blocks = _Tally()
        self._shortcodes = _Tally()
        self._declined: Counter[str] = Counter()
        self._shapes: dict[tuple[str, bool, frozenset[str]], bool] = {}

    def see(self, item: ItemRecord, *, public: bool = True) -> Seen:
        """Count what one body holds; the examples are of public items."""
        body = item.content
        if not body:
            return NOTHING
        example = item if public else None
        blocks = Counter(_BLOCK.findall(body)) if "<!--" in body else NOTHING.blocks
        if blocks:
            self._blocks.see(blocks, example)
        shortcodes = self._see_shortcodes(body, example) if "[" in body else NOTHING.shortcodes
        values = _VALUES.findall(body)
        return Seen(blocks, shortcodes, [one for one, _ in values if one], [one for _, one in values if one])

    def _see_shortcodes(self, body: str, example: ItemRecord | None) -> Counter[str]:
        spans = find_shortcodes(body, self._handlers.shortcodes, self._handlers.verbatim)
        found = [span for span in spans if span.kind != "escaped" and not body.startswith("[/", span.start)]
        names = Counter([span.name for span in found])
        if names:
            self._shortcodes.see(names, example)
            self._declined.update(span.name for span in found if span.kind == "handled" and self._declines(span, body))
        return names

    def _declines(self, span: Span, body: str) -> bool:
        """Answer whether a handler leaves such a shortcode as it stands; asked once for each set of attributes."""
        shape = (span.name, span.inner is None, frozenset(parse_attributes(span.attributes)))
        if shape not in self._shapes:
            parsed = parse_body(body[span.start : span.end], handlers=self._handlers, report=lambda _: None)
            self._shapes[shape] = not any(use.outcome == "written" for use in parsed.shortcodes)
        return self._shapes[shape]

    def blocks(self) -> tuple[Met, ...]:
        """List the block types, the most frequent first."""
        return self._blocks.ranked(whole_name, self._fate_of_block)

    def shortcodes(self) -> tuple[Met, ...]:
        """List the shortcodes, the most frequent first."""
        return self._shortcodes.ranked(str, self._fate_of_shortcode)

    def _fate_of_block(self, name: str) -> str:
        shown = self._handlers.dynamic.get(name)
        if shown:
            return f"made at view time, and reported: {shown}"
        handler = self._handlers.block(name)
        if handler is not None:
            return f"converted ({_family(handler)})"
        return "converted from its HTML" if name.startswith("core/") else "unknown, and reported; its HTML is converted"

    def _fate_of_shortcode(self, name: str) -> str:
        handler = self._handlers.shortcodes.get(name)
        if handler is not None:
            declined = self._declined[name]
            kept = f"; {declined:,} as text, unless the export holds what it shows" if declined else ""
            return f"converted ({_family(handler)}){kept}"
        return f"unknown, and reported; kept as it stands{UNRULED}"


class _Row:
    """How often a name was met, in how many items, and where first."""

    __slots__ = ("count", "examples", "items")

    def __init__(self) -> None:
        self.count = 0
        self.items = 0
        self.examples: list[MetIn] = []


class _Tally:
    def __init__(self) -> None:
        self._rows: dict[str, _Row] = {}

    def see(self, names: Counter[str], example: ItemRecord | None) -> None:
        for name, count in names.items():
            row = self._rows.get(name)
            if row is None:
                row = self._rows[name] = _Row()
            row.count += count
            row.items += 1
            if example is not None and len(row.examples) < MOST:
                row.examples.append(example_of(example))

    def ranked(self, called: Callable[[str], str], fate: Callable[[str], str]) -> tuple[Met, ...]:
        rows = ((called(name), row) for name, row in self._rows.items())
        ranked = sorted(rows, key=lambda pair: (-pair[1].items, -pair[1].count, pair[0]))
        return tuple(Met(name, row.count, row.items, fate(name), tuple(row.examples)) for name, row in ranked)


def whole_name(block: str) -> str:
    """Answer the name of a block with its namespace."""
    return block if "/" in block else f"core/{block}"


def _family(handler: Handler) -> str:
    """Name the file that converts: a family of shortcodes or blocks each."""
    return handler.__module__.rpartition(".")[2].replace("_", " ")
