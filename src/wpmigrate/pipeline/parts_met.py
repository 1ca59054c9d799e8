"""Which shortcodes and blocks the bodies of an export hold, and what will become of each."""

import re
from collections import Counter
from collections.abc import Callable

from wpmigrate.content.attributes import parse_attributes
from wpmigrate.content.parse import parse_body
from wpmigrate.content.shortcodes import Span, find_shortcodes
from wpmigrate.registry import Handler, Handlers
from wpmigrate.report.inspection import Met, MetIn
from wpmigrate.wxr.records import ItemRecord

_BLOCK = re.compile(r"<!--\s+wp:([a-z][a-z0-9/_-]*)")
_EXAMPLES = 3


class PartsMet:
    """Counts that grow while the items pass."""

    def __init__(self, handlers: Handlers) -> None:
        self._handlers = handlers
        self._blocks = _Tally()
        self._shortcodes = _Tally()
        self._declined: Counter[str] = Counter()
        self._shapes: dict[tuple[str, bool, frozenset[str]], bool] = {}

    def see(self, item: ItemRecord) -> None:
        """Count what one body holds."""
        if "<!--" in item.content:
            names = (name if "/" in name else f"core/{name}" for name in _BLOCK.findall(item.content))
            self._blocks.see(Counter(names), item)
        if "[" in item.content:
            spans = find_shortcodes(item.content, self._handlers.shortcodes, self._handlers.verbatim)
            found = [span for span in spans if span.kind != "escaped" and not item.content.startswith("[/", span.start)]
            self._shortcodes.see(Counter(span.name for span in found), item)
            declined = (span.name for span in found if span.kind == "handled" and self._declines(span, item.content))
            self._declined.update(declined)

    def _declines(self, span: Span, body: str) -> bool:
        """Answer whether a handler leaves such a shortcode as it stands; asked once for each set of attributes."""
        shape = (span.name, span.inner is None, frozenset(parse_attributes(span.attributes)))
        if shape not in self._shapes:
            parsed = parse_body(body[span.start : span.end], handlers=self._handlers, report=lambda _: None)
            self._shapes[shape] = not any(use.outcome == "written" for use in parsed.shortcodes)
        return self._shapes[shape]

    def blocks(self) -> tuple[Met, ...]:
        """List the block types, the most frequent first."""
        return self._blocks.ranked(self._fate_of_block)

    def shortcodes(self) -> tuple[Met, ...]:
        """List the shortcodes, the most frequent first."""
        return self._shortcodes.ranked(self._fate_of_shortcode)

    def _fate_of_block(self, name: str) -> str:
        shown = self._handlers.dynamic.get(name)
        if shown:
            return f"made at view time, and reported: {shown}"
        handler = self._handlers.blocks.get(name)
        if handler is not None:
            return f"converted ({_family(handler)})"
        return "converted from its HTML" if name.startswith("core/") else "unknown, and reported; its HTML is converted"

    def _fate_of_shortcode(self, name: str) -> str:
        handler = self._handlers.shortcodes.get(name)
        if handler is not None:
            declined = self._declined[name]
            kept = f"; {declined:,} as text, unless the export holds what it shows" if declined else ""
            return f"converted ({_family(handler)}){kept}"
        return "unknown, and reported; kept as it stands, or removed by --shortcodes strip"


class _Tally:
    """How often each name was met, and where first."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._items: Counter[str] = Counter()
        self._examples: dict[str, list[MetIn]] = {}

    def see(self, names: Counter[str], item: ItemRecord) -> None:
        self._counts.update(names)
        for name in names:
            self._items[name] += 1
            examples = self._examples.setdefault(name, [])
            if len(examples) < _EXAMPLES:
                examples.append(MetIn(item.id or None, item.title, item.link))

    def ranked(self, fate: Callable[[str], str]) -> tuple[Met, ...]:
        ranked = sorted(self._counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(
            Met(name, count, self._items[name], fate(name), tuple(self._examples[name])) for name, count in ranked
        )


def _family(handler: Handler) -> str:
    """Name the file that converts: a family of shortcodes or blocks each."""
    return handler.__module__.rpartition(".")[2].replace("_", " ")
