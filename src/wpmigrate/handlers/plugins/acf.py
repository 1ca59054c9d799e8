"""Advanced Custom Fields: values in `name`, their field's key in `_name`, definitions as `acf-field` items where they are exported.

Checked against the corpus (`acf-field-group` and `acf-field` items), AdvancedCustomFields/acf (a repeater's value is its number
of rows, `rows_0_name` its cells; flexible content is a list of layouts; a group's fields are `group_name`) and ACF's documentation
of its types. Without definitions, the shape of keys tells repeaters, and numbers stay numbers.
"""

import re
from collections.abc import Mapping
from typing import Any

from wpmigrate.content import built
from wpmigrate.contract import WITHHELD, About, Block, Code, Context, Facts, Part, Plugin
from wpmigrate.wxr.php import decode, serialize

_KEY = re.compile(r"field_[0-9a-z_]+")
_PICTURE = re.compile(r"image|photo|picture|logo|img|avatar|background", re.IGNORECASE)
_DEEPEST = 12
_MOST_ROWS = 500
_POSTS = frozenset(("post_object", "relationship", "page_link"))
_MEDIA = frozenset(("image", "file", "gallery"))
_SECRET = frozenset(("password", "email", "user"))


class _Values:
    """The fields of one post, and what their definitions say."""

    def __init__(self, facts: Facts, raw: Mapping[str, str]) -> None:
        self.facts = facts
        self.raw = raw
        self.met: set[str] = set()

    def definition(self, name: str) -> tuple[Part | None, Mapping[str, Any]]:
        key = self.raw.get(f"_{name}", "")
        part = (
            self.facts.named_part("acf-field", key.rpartition("field_")[1] + key.rpartition("field_")[2])
            if _KEY.search(key)
            else None
        )
        told = decode(part.content)[0] if part else None
        return part, told if isinstance(told, Mapping) else {}

    def is_locked(self, name: str) -> bool:
        return name in self.raw and self.definition(name)[1].get("type") == "password"

    def value(self, name: str, depth: int = 0) -> Any:
        self.met.add(name)
        part, told = self.definition(name)
        kind = str(told.get("type", ""))
        if kind in _SECRET or depth > _DEEPEST:
            return None
        raw = self.raw.get(name, "")
        rows = self._rows(name, raw, kind)
        if rows is not None:
            return rows
        if kind == "group" or (not raw and not kind and self._below(name)):
            return self._inside(f"{name}_", part, depth)
        return self._single(decode(raw)[0], kind, told)

    def _rows(self, name: str, raw: str, kind: str) -> list[Any] | None:
        """Answer the rows of a repeater or of flexible content, or None for anything else."""
        layouts = decode(raw)[0] if kind == "flexible_content" or raw.startswith("a:") else None
        if kind == "flexible_content" or (isinstance(layouts, list | Mapping) and self._below(f"{name}_0")):
            named = (
                list(layouts.values()) if isinstance(layouts, Mapping) else layouts if isinstance(layouts, list) else []
            )
            return [
                {"layout": str(layout), **self._row(f"{name}_{number}_")}
                for number, layout in enumerate(named[:_MOST_ROWS])
            ]
        if kind == "repeater" or (not kind and raw.isdecimal() and self._below(f"{name}_0")):
            count = min(int(raw) if raw.isdecimal() and len(raw) < 6 else 0, _MOST_ROWS)
            return [self._row(f"{name}_{number}_") for number in range(count)]
        return None

    def _row(self, prefix: str) -> dict[str, Any]:
        return self._inside(prefix, None, 1)

    def _inside(self, prefix: str, part: Part | None, depth: int) -> dict[str, Any]:
        """Answer the fields below a name: those of its definition, else those whose names are the shortest."""
        defined = [one.excerpt for one in self.facts.parts("acf-field", part.id)] if part else []
        names = [f"{prefix}{name}" for name in defined] or self._shortest(prefix)
        found = {
            name[len(prefix) :]: self.value(name, depth + 1) for name in names if name in self.raw or self._below(name)
        }
        self.met.update(name for name in self.raw if name.startswith(prefix))
        return {name: value for name, value in found.items() if value not in (None, "", [], {})}

    def _shortest(self, prefix: str) -> list[str]:
        names = sorted(name for name in self.raw if name.startswith(prefix) and f"_{name}" in self.raw)
        kept: list[str] = []
        for name in names:
            if not any(name.startswith(f"{one}_") for one in kept):
                kept.append(name)
        return kept

    def _below(self, name: str) -> bool:
        return any(one.startswith(f"{name}_") and f"_{one}" in self.raw for one in self.raw)

    def _single(self, value: Any, kind: str, told: Mapping[str, Any]) -> Any:
        if isinstance(value, list):
            found = [self._single(one, kind, told) for one in value]
            return [one for one in found if one not in (None, "")]
        if kind in _MEDIA:
            return self._medium(value)
        if kind in _POSTS:
            return self._reference("post", value)
        if kind == "taxonomy":
            return self._reference(str(told.get("taxonomy", "category")), value)
        if kind == "true_false":
            return str(value) == "1"
        if kind in ("number", "range"):
            return _number(value)
        if kind in ("select", "radio", "checkbox", "button_group"):
            choices = told.get("choices")
            return str(choices.get(str(value), value)) if isinstance(choices, Mapping) else value
        if kind == "date_picker" and re.fullmatch(r"\d{8}", str(value)):
            return f"{value[:4]}-{value[4:6]}-{value[6:]}"
        if isinstance(value, Mapping):
            return {key: one for key, one in value.items() if one not in ("", None)}
        return value

    def _medium(self, value: Any) -> Any:
        number = str(value)
        known = self.facts.attachment(int(number)) if number.isdecimal() and len(number) < 12 else None
        if known is None:
            return value
        told = {"id": known.id, "url": known.url, "alt": known.alt, "title": known.title, "caption": known.caption}
        return {name: one for name, one in told.items() if one}

    def _reference(self, kind: str, value: Any) -> Any:
        number = str(value)
        found = self.facts.reference(kind, int(number)) if number.isdecimal() and len(number) < 12 else None
        if found is None:
            return value if not number.isdecimal() else None
        told = {"id": found.id, "title": found.title, "url": found.url, "type": found.type}
        return {name: one for name, one in told.items() if one}


def _number(value: Any) -> Any:
    text = str(value)
    try:
        return int(text) if re.fullmatch(r"-?\d{1,15}", text) else float(text)
    except ValueError:
        return value


def fields(about: About) -> Mapping[str, Any]:
    """Answer the fields of a post by name, structures as structures; who may be reached by them stays out."""
    raw = {
        key: str(values[0]) if isinstance(values[0], str | int | float) else ""
        for key, values in about.post.meta.items()
        if values
    }
    raw |= {key: about.facts.meta(key) for key in about.post.meta}
    names = [key for key in raw if not key.startswith("_") and _KEY.search(raw.get(f"_{key}", ""))]
    if not names:
        return {}
    values = _Values(about.facts, raw)
    locked = {name: () for key in raw if (name := key.removeprefix("_")) != key and values.is_locked(name)}
    found: dict[str, Any] = {}
    for name in sorted(names, key=len):
        if name not in values.met and not any(
            name.startswith(f"{one}_") for one in found if isinstance(found[one], list | dict)
        ):
            value = values.value(name)
            if value not in (None, "", [], {}):
                found[name] = value
    told = {"acf": dict(sorted(found.items()))} if found else {}
    return {**told, WITHHELD: locked} if locked else told


def _block(block: Block, context: Context) -> str | None:
    """Show the words and pictures of a block whose template nobody exported, in their order; what it looked like is lost."""
    data = block.attributes.get("data")
    if not isinstance(data, Mapping) or not data:
        return None
    raw = {str(key): value if isinstance(value, str) else serialize(value) for key, value in data.items()}
    values = _Values(context, raw)
    names = (name for name in raw if not name.startswith("_") and not values.is_locked(name))
    shown = [_said(name, values.value(name), context) for name in names if name not in values.met]
    context.report(Code.BLOCK_UNKNOWN, block.name)
    return "\n".join(filter(None, (*shown, block.html)))


def _said(name: str, value: Any, context: Context) -> str:
    if isinstance(value, list):
        return "".join(_said(name, one, context) for one in value)
    if isinstance(value, Mapping):
        if value.get("url") and "title" in value and "id" not in value:
            return built.button(str(value["title"]) or str(value["url"]), str(value["url"]))
        if value.get("url") and value.get("id"):
            return (
                built.image(value, context)
                if not value.get("type")
                else built.button(str(value["title"]), str(value["url"]))
            )
        return "".join(_said(str(key), one, context) for key, one in value.items() if key != "layout")
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if text.isdecimal():
        return built.image(int(text[:12]), context) if _PICTURE.search(name) else ""
    is_prose = " " in text or "<" in text or text[:1].isupper() or not text.isascii()  # and no choice, such as `large`
    return built.block_words(text) if is_prose else ""


PARTS = ("acf-field", "acf-field-group")
MARKS = {"field_": fields}
BLOCKS = {"acf/*": _block}
PLUGIN = Plugin(
    name="Advanced Custom Fields",
    group="Fields",
    kept="fields by name: repeaters, flexible content and groups as structures; pictures, files, galleries, posts, pages and terms"
    " resolved; choices by label, dates and numbers by type, where the export holds the definitions; words, pictures and links of blocks",
    left="passwords, e-mail addresses and users; options pages; what templates of blocks made of them (reported)",
    fixture="facts/acf.md",
)
