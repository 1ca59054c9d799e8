"""Which plugins and page builders left their traces in an item."""

from collections import Counter
from collections.abc import Collection, Iterable
from string import digits
from typing import Final

from wpmigrate.pipeline.survey.bodies import Seen, whole_name
from wpmigrate.pipeline.survey.plugins import PLUGINS, Known
from wpmigrate.report.inspection import Plugin
from wpmigrate.wxr.records import ItemRecord, TermRecord

_KNOWN_AT_MOST: Final = 50_000
_MOST_TRACES: Final = 6
_LABELS: Final = {
    "meta": "field",
    "type": "post type",
    "tax": "taxonomy",
    "code": "shortcode",
    "block": "block",
    "class": "HTML class",
    "cmeta": "comment field",
    "tmeta": "term field",
    "value": "field with the value",
}
_NONE: Final[tuple[int, ...]] = ()


class TraceTally:
    """Counts the items that each plugin left a trace in. A name is looked up once; most are nobody's."""

    def __init__(self) -> None:
        self._items: Counter[int] = Counter()
        self._traces: dict[int, Counter[str]] = {}
        self._known: dict[str, dict[str, tuple[int, ...]]] = {kind: {} for kind in _LABELS}
        self._nobodys: dict[str, set[str]] = {kind: set() for kind in _LABELS}

    def see(self, item: ItemRecord, seen: Seen) -> None:
        """Count the plugins of one item."""
        found: set[int] = set()
        self._find("meta", {key for key, _ in item.meta}, found)
        values = {value for key, value in item.meta if key[:1] == "_" and value.startswith(_ANY_START["value"])}
        self._find("value", values, found)
        self._find("type", (item.type,), found)
        self._find("tax", {use.taxonomy for use in item.terms}, found)
        self._find("code", seen.shortcodes, found)
        self._find("block", seen.blocks, found)
        self._find("class", [_alike(name) for name in seen.classes], found)
        if item.comments:
            self._find("cmeta", {key for comment in item.comments for key, _ in comment.meta}, found)
        for place in found:
            self._items[place] += 1

    def see_terms(self, terms: Iterable[TermRecord]) -> None:
        """Note the plugins whose taxonomies and term fields the channel holds, though no item uses them."""
        found: set[int] = set()
        for term in terms:
            self._find("tax", (term.taxonomy,), found)
            self._find("tmeta", {key for key, _ in term.meta}, found)

    def plugins(self) -> tuple[Plugin, ...]:
        """List what was recognised, the most frequent first."""
        rows = (
            Plugin(PLUGINS[place].name, PLUGINS[place].kind, self._items[place], _told(traces))
            for place, traces in self._traces.items()
        )
        return tuple(sorted(rows, key=lambda plugin: (-plugin.items, plugin.name)))

    def _find(self, kind: str, names: Collection[str], found: set[int]) -> None:
        if self._nobodys[kind].issuperset(names):
            return
        known = self._known[kind]
        for name in names:
            places = known.get(name)
            if places is None:
                places = self._look_up(kind, name)
            if places:
                found.update(places)

    def _look_up(self, kind: str, name: str) -> tuple[int, ...]:
        """Look a name up and remember it; a class attribute holds several."""
        words = name.split() if kind == "class" else [whole_name(name) if kind == "block" else name]
        found: dict[int, None] = {}
        for word in words:
            for place in _matches(kind, word):
                found[place] = None
                self._traces.setdefault(place, Counter())[f"{_LABELS[kind]} {_shape(kind, word)}"] += 1
        if len(self._known[kind]) < _KNOWN_AT_MOST:
            self._known[kind][name] = tuple(found)
            if not found:
                self._nobodys[kind].add(name)
        return tuple(found)


def _alike(classes: str) -> str:
    """Answer the same for the classes of all pictures, which end with the number of each."""
    return f"{classes.rstrip(digits)}00" if classes[-2:].isdecimal() else classes


def _told(traces: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(traces)[:_MOST_TRACES])


def _shape(kind: str, word: str) -> str:
    """Say a trace as the table does: a class or a field may end with the number of what it belongs to."""
    return next((f"{start}*" for start, _ in _STARTS[kind] if word.startswith(start)), word)


def _matches(kind: str, word: str) -> tuple[int, ...]:
    whole = _WHOLE[kind].get(word, _NONE)
    if not word.startswith(_ANY_START[kind]):
        return whole
    return whole + tuple(place for start, place in _STARTS[kind] if word.startswith(start))


def _index() -> tuple[dict[str, dict[str, tuple[int, ...]]], dict[str, list[tuple[str, int]]]]:
    """Turn the table around: kind → whole name → plugins, and kind → how a name begins, and whose it is."""
    whole: dict[str, dict[str, tuple[int, ...]]] = {kind: {} for kind in _LABELS}
    starts: dict[str, list[tuple[str, int]]] = {kind: [] for kind in _LABELS}
    for place, plugin in enumerate(PLUGINS):
        for trace in plugin.traces.split():
            kind, _, name = trace.partition(":")
            if name.endswith("*"):
                starts[kind].append((name[:-1], place))
            else:
                whole[kind][name] = (*whole[kind].get(name, _NONE), place)
    return whole, starts


_WHOLE, _STARTS = _index()
_ANY_START: Final = {kind: tuple(start for start, _ in starts) for kind, starts in _STARTS.items()}


def known_by(kind: str, word: str) -> tuple[Known | None, str]:
    """Answer whose trace a name is, and how the table says it; nobody's, and the name itself."""
    places = _matches(kind, word)
    return (PLUGINS[places[0]], _shape(kind, word)) if places else (None, word)
