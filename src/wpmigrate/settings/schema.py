"""The JSON Schema of a file of settings, for editors that complete and check TOML."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from wpmigrate import registry
from wpmigrate.report.addins import described
from wpmigrate.settings.model import PEOPLE, RULES, TEMPLATES, Setting

_TYPES: Final = {"switch": "boolean", "integer": "integer", "number": "number"}
_ADDRESS: Final = "https://json-schema.org/draft/2020-12/schema"


def settings_schema(known: Sequence[Setting]) -> dict[str, Any]:
    """Write the schema from the options themselves."""
    return {
        "$schema": _ADDRESS,
        "title": "wpmigrate.toml",
        "description": "How `wpmigrate convert` converts a site.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "convert": _object("The options of `wpmigrate convert`.", {one.name: _setting(one) for one in known}),
            "targets": _object("Options of a target.", {name: _target(name) for name in registry.target_names()}),
            "comments": _object("Options of a comment system.", {n: _system(n) for n in registry.comment_names()}),
            "shortcodes": _shortcodes(),
            "fields": {
                "description": "Custom fields for front matter: the name of each there, or true for its own.",
                "type": "object",
                "additionalProperties": {"oneOf": [{"type": "string", "minLength": 1}, {"const": True}]},
            },
            "authors": {
                "description": "What the authors, by login, are called on the new site.",
                "type": "object",
                "additionalProperties": _object("One author.", {name: {"type": "string"} for name in PEOPLE}),
            },
        },
    }


def _object(description: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "type": "object", "additionalProperties": False, "properties": properties}


def _setting(one: Setting) -> dict[str, Any]:
    value: dict[str, Any] = {"type": _TYPES.get(one.kind, "string")}
    limits = {"enum": list(one.choices) or None, "minimum": one.least, "maximum": one.most}
    value |= {name: limit for name, limit in limits.items() if limit is not None}
    told = {"description": one.help} | ({"default": one.default} if one.default not in (None, (), "") else {})
    return {**told, "oneOf": [value, {"type": "array", "items": value}]} if one.many else {**told, **value}


def _target(name: str) -> dict[str, Any]:
    return _add_in(registry.target(name))


def _system(name: str) -> dict[str, Any]:
    return _add_in(registry.comments(name))


def _add_in(add_in: Any) -> dict[str, Any]:
    _, components = msgspec.json.schema_components([add_in.options])
    ((_, schema),) = [pair for pair in components.items() if pair[0] == add_in.options.__name__]
    return {**schema, "description": described(add_in)["summary"], "additionalProperties": False}


def _shortcodes() -> dict[str, Any]:
    forms = [{"enum": list(RULES)}] + [
        {
            "type": "object",
            "additionalProperties": False,
            "required": [kind],
            "properties": {kind: {"type": "string"}},
        }
        for kind in TEMPLATES
    ]
    return {
        "description": "What becomes of a shortcode, by name; * stands for any characters.",
        "type": "object",
        "additionalProperties": {"oneOf": forms},
    }
