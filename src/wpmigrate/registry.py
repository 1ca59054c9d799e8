"""Name → add-in: the modules of `handlers/` and `targets/` first, then what other packages register as entry points.

A module of `handlers/` exports one or more of SHORTCODES and BLOCKS (name → handler), VERBATIM (shortcodes whose content is
source code), PROVIDERS (host, or host/path → embed provider) and DYNAMIC (block → what a visitor saw there); one of a plugin
also PLUGIN or PLUGINS (what the docs tell of it), RESTRICTS (field → what stands instead of a body that not everybody may read),
BODIES (field → where the body is read from instead), PAGES (type → what its page shows), FACTS (field → what it says of a post),
RECORDS (type → structure), KEYS (field → structure), BEGINNINGS (of names of fields → structure), MARKS (beginnings of values of
hidden fields → structure), PARTS (types that others show) and NOISE (what nobody misses).

A module of `targets/` exports TARGET, one of `targets/comments/` COMMENTS, one of `targets/redirects/` REDIRECTS. Other packages use the
entry-point groups `wpmigrate.shortcodes`, `wpmigrate.blocks`, `wpmigrate.targets`, `wpmigrate.comments` and
`wpmigrate.redirects`. Nothing is imported before it is asked for; two add-ins of one name are an error, and a name nobody
has is answered with the nearest one.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any, TypeAlias

from msgspec import Struct

from wpmigrate.content.nodes import Node
from wpmigrate.errors import UsageError
from wpmigrate.traces import Noisy, Plugin

Handler: TypeAlias = Callable[..., Sequence[Node] | str | None]


class Handlers(Struct, frozen=True):
    """Everything that turns parts of a body into nodes, by name."""

    shortcodes: Mapping[str, Handler] = {}
    blocks: Mapping[str, Handler] = {}
    verbatim: frozenset[str] = frozenset()
    providers: Mapping[str, str] = {}
    dynamic: Mapping[str, str] = {}

    def block(self, name: str) -> Handler | None:
        """Answer the handler of a block: its own, or that of all blocks of its plugin, which is called `plugin/*`."""
        return self.blocks.get(name) or self.blocks.get(f"{name.partition('/')[0]}/*")


class Traces(Struct, frozen=True):
    """What plugins leave in the fields and types of items.

    `restricts`, `bodies`, `facts` and `keys` go by field, `pages` and `records` by type, `beginnings` by how the name of a field
    begins, `marks` by how the value of a hidden one does.
    """

    plugins: Sequence[Plugin] = ()
    restricts: Mapping[str, Any] = {}
    bodies: Mapping[str, Any] = {}
    pages: Mapping[str, Any] = {}
    facts: Mapping[str, Any] = {}
    records: Mapping[str, Any] = {}
    keys: Mapping[str, Any] = {}
    beginnings: Mapping[str, Any] = {}
    marks: Mapping[str, Any] = {}
    parts: frozenset[str] = frozenset()
    noise: Noisy = Noisy({})
    noisy_types: Mapping[str, str] = {}


@cache
def traces() -> Traces:
    """Load what is known of plugins beside their shortcodes and blocks."""
    modules = list(_modules("wpmigrate.handlers"))
    plugins = [
        one for module in modules for one in (*getattr(module, "PLUGINS", ()), getattr(module, "PLUGIN", None)) if one
    ]
    noise = {_name_of(module): module.NOISE for module in modules if hasattr(module, "NOISE")}
    for module in modules:
        noise |= getattr(module, "NOISES", {})
    return Traces(
        plugins=plugins,
        restricts=_merge("restriction", "RESTRICTS", modules),
        bodies=_merge("body", "BODIES", modules),
        pages=_merge("type", "PAGES", modules),
        facts=_merge("field", "FACTS", modules),
        records=_merge("record", "RECORDS", modules),
        keys=_merge("record's field", "KEYS", modules),
        beginnings=_merge("record's fields", "BEGINNINGS", modules),
        marks=_merge("mark", "MARKS", modules),
        parts=frozenset[str]().union(*(getattr(module, "PARTS", ()) for module in modules)),
        noise=Noisy(noise),
        noisy_types={kind: name for name, one in noise.items() for kind in one.types},
    )


def _name_of(module: ModuleType) -> str:
    plugin = getattr(module, "PLUGIN", None)
    return plugin.name if plugin else module.__name__.rpartition(".")[2]


@cache
def handlers() -> Handlers:
    """Load every handler there is."""
    modules = list(_modules("wpmigrate.handlers"))
    return Handlers(
        shortcodes=_merge("shortcode", "SHORTCODES", modules, "wpmigrate.shortcodes"),
        blocks=_merge("block", "BLOCKS", modules, "wpmigrate.blocks"),
        verbatim=frozenset[str]().union(*(getattr(module, "VERBATIM", ()) for module in modules)),
        providers=_merge("embed host", "PROVIDERS", modules),
        dynamic=_merge("block", "DYNAMIC", modules),
    )


def target(name: str) -> Any:
    """Load one target by its name."""
    if name not in _targets() and name in _comments():
        raise UsageError(f"{name} is a comment system: use --comments {name}.", code="unknown-target")
    return _load("target", "TARGET", name, _targets())


def target_names() -> tuple[str, ...]:
    """List the names of all targets, sorted."""
    return tuple(sorted(_targets()))


def comments(name: str) -> Any:
    """Load one comment system by its name."""
    return _load("comment system", "COMMENTS", name, _comments())


def comment_names() -> tuple[str, ...]:
    """List the names of all comment systems, sorted."""
    return tuple(sorted(_comments()))


def redirects(name: str) -> Any:
    """Load one format of redirects by its name."""
    return _load("redirect format", "REDIRECTS", name, _redirects())


def redirect_names() -> tuple[str, ...]:
    """List the names of all formats of redirects, sorted."""
    return tuple(sorted(_redirects()))


@cache
def _targets() -> Mapping[str, str | EntryPoint]:
    return _named("target", "wpmigrate.targets")


@cache
def _comments() -> Mapping[str, str | EntryPoint]:
    return _named("comment system", "wpmigrate.targets.comments", "wpmigrate.comments")


@cache
def _redirects() -> Mapping[str, str | EntryPoint]:
    return _named("redirect format", "wpmigrate.targets.redirects", "wpmigrate.redirects")


def _named(kind: str, package: str, group: str = "") -> Mapping[str, str | EntryPoint]:
    found: dict[str, str | EntryPoint] = {}
    for path in _module_names(package, deep=False):
        found[path.rpartition(".")[2].replace("_", "-")] = path
    for point in entry_points(group=group or package):
        _add(found, kind, point.name, point, point.value)
    return found


def _load(kind: str, export: str, name: str, known: Mapping[str, str | EntryPoint]) -> Any:
    found = known.get(name)
    if found is None:
        near = get_close_matches(name, known, 1, 0.5)
        hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(sorted(known))}."
        raise UsageError(f"No {kind} is called {name!r}. {hint}", code=f"unknown-{kind.replace(' ', '-')}")
    return found.load() if isinstance(found, EntryPoint) else getattr(importlib.import_module(found), export)


def _merge(kind: str, export: str, modules: Sequence[ModuleType], group: str = "") -> Mapping[str, Any]:
    merged: dict[str, Any] = {}
    for module in modules:
        for name, value in getattr(module, export, {}).items():
            _add(merged, kind, name, value, module.__name__)
    for point in entry_points(group=group) if group else ():
        _add(merged, kind, point.name, point.load(), point.value)
    return merged


def _add(table: dict[str, Any], kind: str, name: str, value: Any, origin: str) -> None:
    if name in table:
        raise UsageError(
            f"Two add-ins claim the {kind} {name!r}; one is {origin}. Remove one of them.", code="add-in-clash"
        )
    table[name] = value


def _modules(package: str) -> Iterator[ModuleType]:
    for name in _module_names(package):
        yield importlib.import_module(name)


def _module_names(package: str, *, deep: bool = True) -> Iterator[str]:
    """List the modules below a package, in order of name, without importing them; `_private` ones are nobody's add-in."""
    for module in sorted(
        pkgutil.iter_modules(importlib.import_module(package).__path__), key=lambda module: module.name
    ):
        path = f"{package}.{module.name}"
        if module.ispkg:
            yield from _module_names(path) if deep else ()
        elif not module.name.startswith("_"):
            yield path
