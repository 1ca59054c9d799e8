"""A file of settings → what it says, or one sentence for each thing that is wrong with it."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import msgspec

from wpmigrate import registry
from wpmigrate.content.rules import Rule
from wpmigrate.errors import UsageError
from wpmigrate.settings.model import PEOPLE, RULES, TEMPLATES, Setting, Settings
from wpmigrate.site.fields import field_rules
from wpmigrate.site.sheets import Faults, text_of
from wpmigrate.storage.urls import is_url

_CODE: Final = "bad-config"
_WHOLE: Final = {"switch": (bool,), "integer": (int,), "number": (int, float)}


def read_settings(path: Path, known: Sequence[Setting]) -> Settings:
    """Read a file of settings; all of its faults are told at once."""
    text = text_of(path, _CODE)
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is no TOML: {str(error).rstrip('.')}.", code=_CODE) from None
    reader = _Reader(path, text, known)
    settings = reader.read(found)
    reader.faults.refuse(_CODE)
    return settings


class _Reader:
    def __init__(self, path: Path, text: str, known: Sequence[Setting]) -> None:
        self.faults = Faults(str(path))
        self._path = path
        self._lines = text.splitlines()
        self._known = {setting.name: setting for setting in known}

    def read(self, found: Mapping[str, Any]) -> Settings:
        tables = {name: self._table(name, found.get(name, {})) for name in _TABLES}
        for name in found.keys() - _TABLES.keys():
            self._fault("", name, f"there is no table or key {name!r} here.{self._meant(name)}")
        values = {name: read(self, tables[name]) for name, read in _TABLES.items()}
        return Settings(
            path=self._path,
            options=values["convert"],
            targets=values["targets"],
            comments=values["comments"],
            shortcodes=values["shortcodes"],
            fields=values["fields"],
            authors=values["authors"],
        )

    def _meant(self, name: str) -> str:
        """Say what may have been meant by a word that stands above all tables: an option, a table, or an option misspelt."""
        option = name if name in self._known else next(iter(get_close_matches(name, self._known, 1, 0.75)), "")
        if option == name:
            return f" Write it below [convert]: {name} is an option."
        if option and not get_close_matches(name, _TABLES, 1, 0.75):
            return f" Did you mean the option {option!r}, below [convert]?"
        return _near(name, _TABLES)

    def _table(self, name: str, value: Any) -> Mapping[str, Any]:
        if isinstance(value, dict):
            return value
        self._fault("", name, f"{name} is a table: write [{name}], and its keys below. {_MOVED.get(name, '')}".strip())
        return {}

    def options(self, table: Mapping[str, Any]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, value in table.items():
            setting = self._known.get(name)
            if setting is None:
                self._fault("convert", name, f"there is no option {name!r} in [convert].{_near(name, self._known)}")
            else:
                values[setting.field] = self._option(setting, value)
        return values

    def _option(self, setting: Setting, value: Any) -> Any:
        """Check a value, and answer it as the command line would give it; paths count from the file's own folder."""
        given = value if setting.many and isinstance(value, list) else [value]
        for one in given:
            said = _wrong(setting, one)
            if said:
                self._fault("convert", setting.name, f"{setting.name} {said}")
                return setting.default
        checked = [self._beside(one) if setting.kind == "path" else one for one in given]
        return tuple(checked) if setting.many else checked[0]

    def _beside(self, path: str) -> str:
        return path if path == "-" or is_url(path) else str(self._path.parent / path)

    def targets(self, table: Mapping[str, Any]) -> dict[str, Any]:
        return self._add_ins("targets", table, registry.target_names(), lambda name: registry.target(name).options)

    def comments(self, table: Mapping[str, Any]) -> dict[str, Any]:
        return self._add_ins("comments", table, registry.comment_names(), lambda name: registry.comments(name).options)

    def _add_ins(
        self, kind: str, table: Mapping[str, Any], names: Iterable[str], options: Callable[[str], type]
    ) -> dict[str, Any]:
        names, values = tuple(names), {}
        for name, chosen in table.items():
            if name not in names:
                self._fault(kind, name, f"there is no [{kind}.{name}].{_near(name, names)}")
            elif not isinstance(chosen, dict):
                self._fault(kind, name, f"{name} is a table: write [{kind}.{name}], and its options below.")
            else:
                values[name] = self._add_in(f"{kind}.{name}", chosen, options(name))
        return values

    def _add_in(self, where: str, chosen: Mapping[str, Any], struct: type) -> dict[str, Any]:
        names = [field.name for field in msgspec.structs.fields(struct)]
        values = {}
        for key, value in chosen.items():
            if key not in names:
                self._fault(where, key, f"there is no option {key!r} in [{where}].{_near(key, names)}")
                continue
            try:
                values[key] = getattr(msgspec.convert({key: value}, struct), key)
            except msgspec.ValidationError as error:
                self._fault(
                    where, key, f"{key} in [{where}] has a value it cannot have: {str(error).partition(' - ')[0]}."
                )
        return values

    def shortcodes(self, table: Mapping[str, Any]) -> dict[str, Rule]:
        rules = {}
        for name, wish in table.items():
            rule = self._rule(wish)
            if isinstance(rule, str):
                self._fault("shortcodes", name, f"the rule of {name!r} in [shortcodes] {rule}")
            else:
                rules[name] = rule
        return rules

    def _rule(self, wish: Any) -> Rule | str:
        if wish in RULES:
            return Rule(wish)
        if isinstance(wish, str):
            return f'cannot be {wish!r}; it is "keep", "strip", "unwrap" or a table with template or markdown.{_near(wish, RULES)}'
        if not isinstance(wish, dict) or len(wish) != 1:
            return 'is "keep", "strip", "unwrap", { template = "…" } or { markdown = "…" }.'
        ((kind, text),) = wish.items()
        if kind not in TEMPLATES:
            return f"cannot have {kind!r}.{_near(kind, TEMPLATES)}"
        return Rule(kind, text) if isinstance(text, str) else f"needs a text for {kind}."

    def fields(self, table: Mapping[str, Any]) -> tuple[str, ...]:
        pairs = []
        for name, alias in table.items():
            if alias is True or (isinstance(alias, str) and alias):
                pair = f"{name}:{name if alias is True else alias}"
                try:
                    field_rules([pair])
                except UsageError as error:
                    self._fault("fields", name, error.sentence)
                pairs.append(pair)
            else:
                self._fault("fields", name, f"{name} in [fields] is the name it gets in front matter, or true.")
        return tuple(pairs)

    def authors(self, table: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        people: dict[str, dict[str, str]] = {}
        for login, said in table.items():
            if not isinstance(said, dict):
                self._fault("authors", login, f'{login} in [authors] is a table, such as {{ name = "Jane Doe" }}.')
                continue
            for key, value in said.items():
                if key not in PEOPLE:
                    self._fault(
                        "authors", key, f"there is no {key!r} for the author {login} in [authors].{_near(key, PEOPLE)}"
                    )
                elif not isinstance(value, str):
                    self._fault("authors", key, f"{key} of the author {login} in [authors] is no text.")
            people[login] = {key: value for key, value in said.items() if key in PEOPLE and isinstance(value, str)}
        return people

    def _fault(self, table: str, key: str, sentence: str) -> None:
        self.faults.add(self._line(table, key), sentence)

    def _line(self, table: str, key: str) -> int:
        """Answer the line a key stands on, below the header of its table; 0 where it is written in another way."""
        header = re.compile(rf"\s*\[\s*{re.escape(table)}(?:\.[^\]]*)?\s*\]")
        wanted = re.compile(rf"""\s*(?:\[[^\]]*\b)?["']?{re.escape(key)}["']?\s*(?:=|\.|\])""")
        inside = not table
        for number, line in enumerate(self._lines, 1):
            if line.lstrip().startswith("["):
                inside = header.match(line) is not None if table else True
            if inside and wanted.match(line):
                return number
        return 0


_TABLES: Final[Mapping[str, Callable[[_Reader, Mapping[str, Any]], Any]]] = {
    "convert": _Reader.options,
    "targets": _Reader.targets,
    "comments": _Reader.comments,
    "shortcodes": _Reader.shortcodes,
    "fields": _Reader.fields,
    "authors": _Reader.authors,
}
_MOVED: Final = {
    name: f"The option {name} stands below [convert]." for name in ("comments", "shortcodes", "fields", "authors")
}


def _wrong(setting: Setting, value: Any) -> str:
    """Say what is wrong with one value, or nothing."""
    whole: tuple[type, ...] = _WHOLE.get(setting.kind, (str,))
    if not isinstance(value, whole) or (isinstance(value, bool) and bool not in whole):
        what = {"switch": "true or false", "integer": "a whole number", "number": "a number"}.get(
            setting.kind, "a text"
        )
        return f"is {what}{', or a list of texts' if setting.many else ''}, not {_shown(value)}."
    if setting.choices and value not in setting.choices:
        return f"cannot be {value!r}; it is {' or '.join(setting.choices)}.{_near(str(value), setting.choices)}"
    return _outside(setting, value) if isinstance(value, int | float) else ""


def _outside(setting: Setting, value: float) -> str:
    if setting.least is not None and value < setting.least:
        return f"is at least {setting.least:g}."
    return f"is at most {setting.most:g}." if setting.most is not None and value > setting.most else ""


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)[:60]


def _near(name: str, known: Iterable[str]) -> str:
    """Name the nearest of the known names, or all of them where none is near and they are few."""
    names = list(known)
    near = get_close_matches(name.lower().replace("_", "-"), names, 1, 0.5) or get_close_matches(name, names, 1, 0.5)
    if near:
        return f" Did you mean {near[0]!r}?"
    return f" There are: {', '.join(names)}." if len(names) <= 12 else ""
