"""A list of sites that a person or a script has made: a path a line, or a table with options for each site."""

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from wpmigrate.bulk.sites import Site, name_of, safe_folder
from wpmigrate.errors import UsageError
from wpmigrate.settings.model import Setting
from wpmigrate.site.sheets import Faults, text_of
from wpmigrate.storage.urls import is_url

FORMATS: Final = (".csv", ".tsv", ".toml", ".txt")

_CODE: Final = "bad-manifest"
_OWN: Final = ("export", "name", "set")


def read_manifest(path: Path, known: Sequence[Setting]) -> list[Site]:
    """Read a manifest; all of its faults are told at once. Paths count from its own folder."""
    faults = Faults(str(path))
    text = text_of(path, _CODE)
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise UsageError(f"{path.name}: a manifest is a {', '.join(FORMATS)} file.", code=_CODE)
    settings = {setting.name: setting for setting in known}
    sites = [
        site for line, row in read(path, text, faults) if (site := _site(path, line, row, settings, faults)) is not None
    ]
    faults.refuse(_CODE)
    return sites


def _lines(_: Path, text: str, __: Faults) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, {"export": line.strip()}


def _sheet(path: Path, text: str, faults: Faults) -> Iterator[tuple[int, dict[str, Any]]]:
    separator = "\t" if path.suffix.lower() == ".tsv" else max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        head = [name.strip().lower() for name in next(reader, [])]
        if "export" not in head:
            faults.add(1, "there is no column export.")
            return
        for cells in reader:
            if any(cell.strip() for cell in cells):
                values = zip(head, (cell.strip() for cell in cells), strict=False)
                yield reader.line_num, {name: value for name, value in values if value}
    except csv.Error as error:
        faults.add(reader.line_num, f"{error}.")


def _toml(path: Path, text: str, faults: Faults) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is no TOML: {str(error).rstrip('.')}.", code=_CODE) from None
    sites, defaults = found.get("site", []), found.get("defaults", {})
    if not isinstance(sites, list) or not isinstance(defaults, dict) or found.keys() - {"site", "defaults"}:
        faults.add(0, "a manifest has [[site]] tables, and one [defaults] for all of them.")
        return
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith("[[site]]")]
    for number, site in zip(lines + [0] * len(sites), sites, strict=False):
        yield number, {**defaults, **site}


_READERS: Final = {".txt": _lines, ".csv": _sheet, ".tsv": _sheet, ".toml": _toml}


def _site(path: Path, line: int, row: Mapping[str, Any], known: Mapping[str, Setting], faults: Faults) -> Site | None:
    exports = _many(row.get("export", ()), path.suffix)
    if not exports or not all(isinstance(one, str) for one in exports):
        faults.add(line, "there is no export, the path of a file.")
        return None
    beside = tuple(one if is_url(one) else str(path.parent / one) for one in exports)
    options: dict[str, Any] = {}
    for key, value in row.items():
        name = key.replace("_", "-")
        if name in known:
            setting = known[name]
            options[setting.field] = _value(path, setting, value)
        elif name not in _OWN:
            faults.add(
                line, f"there is no option {key!r}; the columns are export, name, set and the options of convert."
            )
    pairs = [str(pair).partition("=") for pair in _many(row.get("set", ()), path.suffix)]
    if not all(key and equals for key, equals, _ in pairs):
        faults.add(line, "set is KEY=VALUE, such as layout=flat.")
    if pairs:
        options["target_options"] = {key: value for key, _, value in pairs}
    given = str(row.get("name", ""))
    return Site(safe_folder(given) if given else name_of(beside), beside, options)


def _value(path: Path, setting: Setting, value: Any) -> Any:
    values = _many(value, path.suffix) if setting.many else (value,)
    if setting.kind == "path":
        values = tuple(str(path.parent / str(one)) for one in values)
    return tuple(values) if setting.many else values[0]


def _many(value: Any, suffix: str) -> tuple[Any, ...]:
    """Read a list: of TOML as it is; of a table's cell, words between semicolons."""
    if isinstance(value, list | tuple):
        return tuple(value)
    if suffix.lower() == ".toml" or not isinstance(value, str):
        return (value,)
    return tuple(word.strip() for word in value.split(";") if word.strip())
