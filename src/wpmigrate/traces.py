"""What plugins leave behind in an export: what is told of each, and the records that pages show or are described by."""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from msgspec import Struct

Group: TypeAlias = Literal[
    "Search engines",
    "Fields",
    "Authors and languages",
    "Page builders",
    "Shortcode packs",
    "Galleries and sliders",
    "Audio and podcasts",
    "Code, formulas and tables",
    "Forms",
    "Embeds",
    "Commerce, events and members",
    "Recipes and reviews",
    "Noise",
]


class Plugin(Struct, frozen=True):
    """A plugin, or a family of them, as the docs tell of it: what comes through, what does not, and the case that shows it."""

    name: str
    group: Group
    kept: str
    left: str = "–"
    fixture: str = ""


class Noise(Struct, frozen=True):
    """What a plugin keeps for itself, and what no new site misses: whole names and beginnings of fields, types of items."""

    keys: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


class Part(Struct, frozen=True):
    """An item that others show or that describes them: a slider, a template, a table, the definition of a field."""

    id: int
    type: str
    title: str = ""
    slug: str = ""
    content: str = ""
    excerpt: str = ""
    parent: int = 0
    menu_order: int = 0
    meta: tuple[tuple[str, str], ...] = ()
    terms: tuple[tuple[str, str], ...] = ()

    def field(self, key: str) -> str:
        """Answer the first raw value of a field, or an empty string."""
        return next((value for name, value in self.meta if name == key), "")


class Reference(Struct, frozen=True, omit_defaults=True):
    """A published item, a term or a medium that a field names by its number."""

    id: int
    title: str = ""
    url: str = ""
    type: str = ""


Record: TypeAlias = Mapping[str, Any]
"""Facts of one kind that a plugin keeps of an item: a product, an event, a recipe, the fields somebody defined."""


WITHHELD = "withheld"
"""The kind under which a plugin names fields that nobody may see, such as passwords by a definition of its own."""


class Noisy:
    """Which plugin a field belongs to that nobody misses; each name is looked at once."""

    _MOST = 20_000

    def __init__(self, noise: Mapping[str, Noise]) -> None:
        self._keys = {key: name for name, one in noise.items() for key in one.keys}
        self._prefixes = {prefix: name for name, one in noise.items() for prefix in one.prefixes}
        self._beginnings = tuple(self._prefixes)
        self._known: dict[str, str] = {}

    def __call__(self, key: str) -> str:
        """Answer the name of the plugin, or an empty string."""
        known = self._known.get(key)
        if known is None:
            known = self._keys.get(key) or self._by_prefix(key)
            if len(self._known) < self._MOST:
                self._known[key] = known
        return known

    def _by_prefix(self, key: str) -> str:
        if not key.startswith(self._beginnings):
            return ""
        longest = max((prefix for prefix in self._beginnings if key.startswith(prefix)), key=len)
        return self._prefixes[longest]
