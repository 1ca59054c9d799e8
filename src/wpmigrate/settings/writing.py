"""A first version of `wpmigrate.toml`: what differs from the defaults, and everything else as a comment."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from wpmigrate import registry
from wpmigrate.report.addins import described
from wpmigrate.settings.model import Setting, Suggestion, Suggestions
from wpmigrate.site.sheets import quoted

_WIDTH: Final = 110
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_HEAD: Final = (
    "How `wpmigrate convert` converts this site. It is read where it lies in the current folder, or with --config;",
    "a flag wins over it. A line that begins with # is only a comment: take the # away to make it count.",
    "Paths count from the folder of this file. `wpmigrate schema config` prints the schema of it for editors.",
)
_SHORTCODES: Final = (
    'What becomes of a shortcode, by its name; * stands for any characters. "keep": it stays as it stands; "strip": it goes, with',
    'what is between its tags; "unwrap": its tags go, the text stays; { template = "…" }: HTML in its place, which is converted;',
    '{ markdown = "…" }: a text that goes out as it is. {name} is an attribute, {0} the first one without a name, {content} the text',
    "between the tags. Without a rule, what has a converter is converted and the rest is kept.",
)
_FIELDS: Final = ("Custom fields for front matter: the name of each there, or true for its own name.",)
_AUTHORS: Final = (
    "What authors are called on the new site, by login: name, slug, url, bio, email, or merge_into another login.",
)


def first_settings(
    known: Sequence[Setting],
    given: Mapping[str, Any],
    options: Mapping[str, Any],
    targets: Sequence[str],
    comments: Sequence[str],
    found: Suggestions,
) -> str:
    """Write a file of settings: `given` by the name of the flag, `options` of targets and comment systems as `hugo.layout`."""
    parts = [
        _comment([*_HEAD, *([f"Made for {found.about}."] if found.about else [])]),
        "[convert]\n" + "\n".join(_setting(one, given) for one in known),
        *(_add_in("targets", name, registry.target(name), options) for name in targets),
        *(_add_in("comments", name, registry.comments(name), options) for name in comments),
        f"{_comment(_SHORTCODES)}\n[shortcodes]\n{_suggested(found.shortcodes)}",
        f"{_comment(_FIELDS)}\n[fields]\n{_suggested(found.fields)}",
        f"{_comment(_AUTHORS)}\n[authors]\n{_suggested(found.authors)}",
    ]
    return "\n\n".join(part.rstrip("\n") for part in parts if part) + "\n"


def quoted_key(name: str) -> str:
    """Write a key, bare where TOML allows it."""
    return name if _BARE.fullmatch(name) else quoted(name)


def _setting(one: Setting, given: Mapping[str, Any]) -> str:
    about = [one.help]
    if one.choices:
        about.append(f"Choices: {', '.join(one.choices)}.")
    if one.default not in (None, (), "", False):
        about.append(f"Default: {_value(one.default)}.")
    text = _comment(textwrap.wrap(" ".join(about), _WIDTH))
    if one.name in given:
        return f"{text}\n{one.name} = {_value(given[one.name])}\n"
    return f"{text}\n#{one.name} = {_example(one)}\n"


def _example(one: Setting) -> str:
    """Show a value that could stand there: the default, or what the flag calls it."""
    if one.kind == "switch":
        return "false" if one.default else "true"
    if one.default not in (None, (), ""):
        return _value(one.default)
    if one.kind in ("integer", "number"):
        return "10" if one.kind == "integer" else "0.99"
    word = one.choices[0] if one.choices else one.hint or one.name.upper()
    return _value([word] if one.many else word)


def _add_in(kind: str, name: str, add_in: Any, options: Mapping[str, Any]) -> str:
    """Write the table of a target or comment system, if it has any options."""
    said = described(add_in)
    if not said["options"]:
        return ""
    lines = [f"[{kind}.{name}]"]
    for key, option in said["options"].items():
        choices = f"  # {' | '.join(option['choices'])}" if option["choices"] else ""
        chosen = options.get(f"{name}.{key}", options.get(key))
        mark = "#" if chosen is None else ""
        value = option["default"] if chosen is None else _typed(chosen, option["default"])
        lines.append(f"{mark}{key} = {_value(value)}{choices}")
    about = [said["summary"], *said.get("explained", "").replace("\n\n", "\n").splitlines()]
    return f"{_comment(about)}\n" + "\n".join(lines)


def _typed(chosen: Any, default: Any) -> Any:
    """Answer an option of `--set`, which is a text there, as what it is."""
    if isinstance(default, bool):
        return str(chosen).lower() in ("true", "1", "yes", "on")
    return int(chosen) if isinstance(default, int) else chosen


def _suggested(suggestions: Iterable[Suggestion]) -> str:
    return "\n".join(_suggestion(one) for one in suggestions)


def _suggestion(one: Suggestion) -> str:
    return f"#{one.key} = {one.value}  # {one.why}"


def _comment(lines: Iterable[str]) -> str:
    return "\n".join(f"# {line}".rstrip() for line in _shown(lines))


def _shown(lines: Iterable[str]) -> Iterator[str]:
    """Keep a comment a comment, whatever an export puts into it."""
    for line in lines:
        yield " ".join(line.split())


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return repr(value) if isinstance(value, int | float) else quoted(str(value))
