"""Custom fields: decoded, without WordPress's own bookkeeping and without what is nobody's to publish."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from wpmigrate.errors import UsageError
from wpmigrate.wxr.php import decode, serialize

# Bookkeeping, or facts that a field of the model holds already: leaving these out needs no mention.
_NOISE: Final = frozenset(
    (
        "_edit_lock", "_edit_last", "_encloseme", "_pingme", "_trackbackme", "_wp_old_slug", "_wp_old_date",
        "_thumbnail_id", "_wp_page_template", "_wp_attached_file", "_wp_attachment_metadata", "_wp_attachment_image_alt",
        "_wp_attachment_backup_sizes", "_wp_desired_post_slug", "footnotes", "_wp_suggested_privacy_policy_content",
        "jabber_published", "reddit", "tagazine-media", "_wpas_done_all", "_rest_api_published", "_rest_api_client_id",
        "_last_editor_used_jetpack", "_elementor_edit_mode", "_elementor_css", "_starter_content_theme",
    )
)  # fmt: skip
_NOISE_PREFIXES: Final = ("_oembed_", "_menu_item_", "_publicize_", "_wpas_", "_wp_trash_", "_customize_", "cap-")
_PRIVATE_PREFIXES: Final = ("akismet", "_akismet", "_billing_", "_shipping_", "_customer_", "_payment_", "billing_")
_LONGEST: Final = 320
_PRIVATE_WORDS: Final = (
    "password", "passwd", "e-mail", "email", "ip_address", "user_ip", "useragent", "user_agent", "token", "secret",
    "api_key", "apikey", "credit_card", "author_ip",
)  # fmt: skip
ADDRESS: Final = re.compile(r"[^\s@_]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
"""An e-mail address; plugins that let readers subscribe make it a part of the name of a field."""
_IS_ADDRESS: Final = re.compile(r"\s*(?:[^<>@]*<)?[^\s<>@:]+@[^\s<>@]+\.[a-z]{2,}>?\s*", re.IGNORECASE)


class FieldRule(Struct, frozen=True):
    """A custom field that front matter shall hold: its name, where `*` stands for any characters, and how it is called there."""

    name: str
    alias: str = ""


class Fields(Struct, frozen=True):
    """Fields of a post, term or comment. `left_out` names private ones; `broken` those that did not decode."""

    kept: dict[str, list[Any]]
    left_out: tuple[str, ...]
    broken: tuple[str, ...]


def decoded_fields(meta: Iterable[tuple[str, str]], *, personal_data: bool = False, hidden: bool = True) -> Fields:
    """Decode fields by key in their order. `hidden` keeps keys that begin with an underscore."""
    kept: dict[str, list[Any]] = {}
    left_out: dict[str, None] = {}
    broken: dict[str, None] = {}
    for key, raw in meta:
        if _is_noise(key) or not key or (not hidden and key.startswith("_")):
            continue
        if _is_private(key, personal_data=personal_data) or (not personal_data and _is_address(raw)):
            left_out[key] = None
            continue
        value, whole = decode(raw)
        kept.setdefault(key, []).append(_without_private(value, left_out, personal_data=personal_data))
        if not whole:
            broken[key] = None
    return Fields(kept, tuple(left_out), tuple(broken))


def public_fields(
    meta: Iterable[tuple[str, str]], *, personal_data: bool = False, hidden: bool = True
) -> tuple[tuple[str, str], ...]:
    """Answer the fields that `decoded_fields` keeps as they stood; one that held private keys is written again without them."""
    found: list[tuple[str, str]] = []
    for pair in meta:
        fields = decoded_fields([pair], personal_data=personal_data, hidden=hidden)
        if fields.kept:
            (key, (value,)) = next(iter(fields.kept.items()))
            found.append((key, serialize(value) if fields.left_out else pair[1]))
    return tuple(found)


def is_private_field(key: str) -> bool:
    """Say whether a field of that name holds what is nobody's to publish."""
    return _is_private(key, personal_data=False)


def is_bookkeeping(key: str) -> bool:
    """Say whether a field is WordPress's own, or told by the model already."""
    return not key or _is_noise(key)


def first(meta: Iterable[tuple[str, str]], key: str) -> str:
    """Answer the first raw value of a field, or an empty string."""
    return next((value for name, value in meta if name == key), "")


def every(meta: Iterable[tuple[str, str]], key: str) -> tuple[str, ...]:
    """Answer all raw values of a field."""
    return tuple(value for name, value in meta if name == key)


def field_rules(given: Iterable[str]) -> tuple[FieldRule, ...]:
    """Read what `--field` names: NAME, or NAME:ALIAS; a `*` in ALIAS stands for what the first one in NAME stood for."""
    rules = []
    for text in given:
        before, colon, after = text.rpartition(":")
        name, alias = (before, after) if colon else (after, "")
        if not name or (colon and not alias) or alias.count("*") > min(1, name.count("*")):
            raise UsageError(
                f"--field {text!r} is not NAME or NAME:ALIAS, such as rating or _event_*:*.", code="bad-field"
            )
        rules.append(FieldRule(name, alias))
    return tuple(rules)


def chosen_fields(meta: Mapping[str, list[Any]], rules: Iterable[FieldRule]) -> dict[str, Any]:
    """Answer the fields that rules choose, by alias: one value as it is, several as a list; the first rule has its say."""
    chosen: dict[str, Any] = {}
    for rule in rules:
        for key, values in meta.items():
            starred = _starred(rule.name, key)
            if starred is not None and values:
                alias = rule.alias.replace("*", starred) or key
                chosen.setdefault(alias, values[0] if len(values) == 1 else list(values))
    return chosen


def rules_met(meta: Mapping[str, list[Any]], rules: Iterable[FieldRule]) -> Iterator[str]:
    """Yield the names of the rules that choose one of the fields at least."""
    return (rule.name for rule in rules if any(_starred(rule.name, key) is not None for key in meta))


def _starred(pattern: str, key: str) -> str | None:
    """Answer what the first `*` of a pattern stands for in a key (nothing where there is none), or None: no match."""
    first, *others = pattern.split("*")
    if not others:
        return "" if key == first else None
    last = others[-1]
    if not key.startswith(first) or not key.endswith(last) or len(key) < len(first) + len(last):
        return None
    at, end = len(first), len(key) - len(last)
    starred = end
    for number, part in enumerate(others[:-1]):
        found = key.find(part, at, end)
        if found < 0:
            return None
        starred = found if number == 0 else starred
        at = found + len(part)
    return key[len(first) : starred]


def _is_noise(key: str) -> bool:
    return key in _NOISE or key.startswith(_NOISE_PREFIXES)


def _is_private(key: str, *, personal_data: bool) -> bool:
    folded = key.casefold()
    if "akismet" in folded:
        return True
    return not personal_data and (
        folded == "ip"
        or ("@" in folded and ADDRESS.search(folded) is not None)
        or folded.startswith(_PRIVATE_PREFIXES)
        or any(word in folded for word in _PRIVATE_WORDS)
    )


def _is_address(value: Any) -> bool:
    """Say whether a value is somebody's e-mail address and nothing else: a page shows it where its theme asks for it, a file to all."""
    return (
        isinstance(value, str) and "@" in value and len(value) < _LONGEST and _IS_ADDRESS.fullmatch(value) is not None
    )


def _without_private(value: Any, left_out: dict[str, None], *, personal_data: bool) -> Any:
    """Drop private keys inside a decoded value too."""
    if isinstance(value, list):
        shown = value if personal_data else [inner for inner in value if not _is_address(inner)]
        return [_without_private(inner, left_out, personal_data=personal_data) for inner in shown]
    if not isinstance(value, dict):
        return value
    private = [
        key
        for key, inner in value.items()
        if _is_private(key, personal_data=personal_data) or (not personal_data and _is_address(inner))
    ]
    left_out.update(dict.fromkeys(private))
    return {
        key: _without_private(inner, left_out, personal_data=personal_data)
        for key, inner in value.items()
        if key not in private
    }
