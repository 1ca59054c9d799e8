"""What an inspected export suggests for `wpmigrate.toml`."""

from collections.abc import Iterator
from typing import Final

from wpmigrate import registry
from wpmigrate.pipeline.survey.traces import known_by
from wpmigrate.report.inspection import AuthorMet, FieldMet, Inspection, Met
from wpmigrate.report.printable import printable
from wpmigrate.settings.model import Suggestion, Suggestions
from wpmigrate.settings.writing import quoted_key
from wpmigrate.site.sheets import quoted
from wpmigrate.site.slugs import word_slug

_MOST: Final = 40
_RULES: Final = {"page builder": "unwrap", "forms": "strip", "languages": "strip"}
"""Kind of plugin → the rule for its shortcodes: layout has text inside of it, a form has nothing to show without its plugin."""


def suggestions(found: Inspection) -> Suggestions:
    """Answer what a person may want to decide on, the most frequent first."""
    written = " ".join(filter(None, (found.software.name, found.software.version))) or "an unknown program"
    names = ", ".join(given.name for given in found.inputs)
    return Suggestions(
        about=f"{printable(names, 80)}: {printable(found.title, 60)}, {found.url}, written by {printable(written, 40)}",
        shortcodes=tuple(_rules(found)),
        fields=tuple(_field(one) for one in _filled(found)[:_MOST]),
        authors=tuple(_author(one) for one in found.authors[:_MOST] if one.login and one.known),
    )


def _rules(found: Inspection) -> Iterator[Suggestion]:
    """Suggest one rule for a family: `vc_*` for all that begin so."""
    met: dict[str, list[Met]] = {}
    rules: dict[str, tuple[str, str]] = {}
    for one in found.shortcodes:
        if one.becomes.startswith("unknown"):
            plugin, shape = known_by("code", one.name)
            met.setdefault(shape, []).append(one)
            rules[shape] = (_RULES.get(plugin.kind, "keep"), plugin.name) if plugin else ("keep", "")
    for shape, family in list(met.items())[:_MOST]:
        rule, owner = rules[shape]
        names = ", ".join(one.name for one in family[:4]) + (" …" if len(family) > 4 else "")
        example = next((one.examples[0] for one in family if one.examples), None)
        where = f"; such as in {example.id or 'an item'}, {printable(example.title, 40)}" if example else ""
        count = sum(one.count for one in family)
        yield Suggestion(
            quoted_key(shape),
            quoted(rule),
            f"{printable(names, 60)}: {count:,} times{f', {owner}' if owner else ''}{where}",
        )


def _filled(found: Inspection) -> list[FieldMet]:
    """Answer the fields that people fill; what a plugin keeps in a field of its own is read without being asked for."""
    known = registry.traces()
    own = (one for one in found.custom_fields if not one.private and not one.name.startswith("_"))
    return [one for one in own if one.name not in known.facts and not known.noise(one.name)]


def _field(one: FieldMet) -> Suggestion:
    example = f", such as {printable(one.example, 50)}" if one.example else ""
    return Suggestion(quoted_key(one.name), "true", f"in {one.items:,} items ({', '.join(one.types)}){example}")


def _author(one: AuthorMet) -> Suggestion:
    name = one.name or one.login
    value = f"{{ name = {quoted(name)}, slug = {quoted(word_slug(one.login, 'author'))} }}"
    return Suggestion(quoted_key(one.login), value, f"wrote {one.items:,} items")
