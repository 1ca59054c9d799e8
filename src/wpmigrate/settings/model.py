"""What a file of settings can hold."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from msgspec import Struct

from wpmigrate.content.rules import Rule

RULES: Final = ("keep", "strip", "unwrap")
"""Rules for shortcodes that need no text."""

TEMPLATES: Final = ("template", "markdown")
"""Rules for shortcodes that put a text in their place."""

PEOPLE: Final = ("name", "slug", "email", "url", "bio", "merge_into")
"""What may be said of an author."""

Kind: TypeAlias = Literal["text", "choice", "switch", "integer", "number", "path"]


class Setting(Struct, frozen=True):
    """One key of `[convert]`, as its flag is: `name` is that of the flag without dashes in front, `field` that of the code."""

    name: str
    field: str
    help: str
    kind: Kind
    many: bool = False
    choices: tuple[str, ...] = ()
    default: Any = None
    least: float | None = None
    most: float | None = None
    hint: str = ""


class Settings(Struct, frozen=True):
    """A file of settings, checked. `options` are by the name that the code gives them."""

    path: Path
    options: Mapping[str, Any] = {}
    targets: Mapping[str, Mapping[str, Any]] = {}
    comments: Mapping[str, Mapping[str, Any]] = {}
    shortcodes: Mapping[str, Rule] = {}
    fields: tuple[str, ...] = ()
    authors: Mapping[str, Mapping[str, str]] = {}


class Suggestion(Struct, frozen=True):
    """A line that a person may want: a key with its value as TOML writes it, and why."""

    key: str
    value: str
    why: str


class Suggestions(Struct, frozen=True):
    """What an export suggests, table by table."""

    about: str = ""
    shortcodes: tuple[Suggestion, ...] = ()
    fields: tuple[Suggestion, ...] = ()
    authors: tuple[Suggestion, ...] = ()
