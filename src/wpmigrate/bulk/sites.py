"""Which sites a call is about: named files, folders and patterns, or a manifest, each with a folder of its own."""

import glob
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from wpmigrate.errors import InputError, UsageError
from wpmigrate.media.naming import fold, safe_name
from wpmigrate.storage import fetching
from wpmigrate.storage.urls import above, is_url, leaf, told

SUFFIXES: Final = (".xml", ".xml.gz", ".zip")
_PACKED: Final = (".gz", ".zip")
_UNPACKS: Final = 8
"""How many times larger an export of text is when unpacked: an estimate, to begin with the largest."""


class Site(Struct, frozen=True):
    """One site: the folder it gets, its exports (several parts are one site), and options of its own."""

    name: str
    exports: tuple[str, ...]
    options: Mapping[str, Any] = {}

    def weight(self) -> int:
        """Answer how many bytes it is, about."""
        return sum(_size(path) * (_UNPACKS if _name(path).endswith(_PACKED) else 1) for path in self.exports)


class Shard(Struct, frozen=True):
    """A share of all sites: number `number` of `count`, the same one whoever asks and whatever sites are added."""

    number: int = 1
    count: int = 1

    def has(self, site: Site) -> bool:
        """Say whether a site is in this share."""
        digest = blake2b(site.name.encode("utf-8", "replace"), digest_size=8).digest()
        return int.from_bytes(digest, "big") % self.count == self.number - 1


def find_sites(named: Sequence[str], listed: Iterable[Site] = ()) -> list[Site]:
    """Answer the sites of a call, the same list in any order of naming; two of one name are refused or told apart."""
    found = {exports: name for word in named for name, exports in _expand(word)}
    sites = [*listed, *_named(found)]
    if not sites:
        raise InputError("No export is named: pass files, folders or patterns, or a manifest.", code="no-input")
    owners: dict[str, Site] = {}
    for site in sites:
        other = owners.setdefault(fold(site.name), site)
        if other is not site:
            raise UsageError(
                f"{_shown(other)} and {_shown(site)} would both go into the folder {site.name}:"
                " give them names in a manifest.",
                code="same-name",
            )
    return sorted(sites, key=lambda site: site.name)


def _shown(site: Site) -> str:
    return told(site.exports[0]) if site.exports else site.name


def _expand(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Answer name and exports that a word means: a pattern, a folder of exports and of folders of parts, or one file."""
    if is_url(word):
        yield from _stored(word)
    elif glob.has_magic(word) and not Path(word).exists():
        matches = sorted(glob.glob(word, recursive=True))  # noqa: PTH207 - Path.glob takes no pattern from the root
        if not matches:
            raise InputError(f"Nothing is called {word}: check the pattern.", code="missing")
        for match in matches:
            yield from _folder(Path(match)) if Path(match).is_dir() else [(name_of([match]), (match,))]
    elif Path(word).is_dir():
        inside = list(_folder(Path(word)))
        if not inside:
            raise InputError(f"{word} is a folder without exports (.xml, .xml.gz, .zip).", code="empty-folder")
        yield from inside
    elif word == "-":
        raise UsageError("Many exports cannot come from standard input: name files or a manifest.", code="option-value")
    elif not Path(word).exists():
        raise InputError(f"{word} does not exist: check the path.", code="missing")
    else:
        yield name_of([word]), (word,)


def _folder(folder: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """List what lies in a folder: each export is a site, and each folder of exports is one site in parts."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith((".", "_")):
            continue
        if entry.is_dir():
            parts = tuple(str(path) for path in sorted(entry.iterdir()) if is_export(path))
            if parts:
                yield safe_folder(entry.name), parts
        elif is_export(entry):
            yield name_of([entry.name]), (str(entry),)


def _stored(url: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Answer the same of an address in storage."""
    for one in fetching.matches(url) if fetching.is_pattern(url) else [url]:
        if not fetching.is_folder(one):
            yield name_of([one]), (one,)
            continue
        inside = list(_stored_folder(one))
        if not inside and one == url:
            raise InputError(f"{told(url)} is a folder without exports (.xml, .xml.gz, .zip).", code="empty-folder")
        yield from inside


def _stored_folder(url: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry, is_in in fetching.entries(url):
        if leaf(entry).startswith((".", "_")):
            continue
        if is_in:
            files = (one for one, is_deeper in fetching.entries(entry) if not is_deeper)
            parts = tuple(one for one in files if fetching.is_export(one))
            if parts:
                yield safe_folder(leaf(entry)), parts
        elif fetching.is_export(entry):
            yield name_of([entry]), (entry,)


def is_export(path: Path) -> bool:
    """Say whether a file is named as exports are."""
    return path.name.lower().endswith(SUFFIXES) and not path.name.startswith(".") and path.is_file()


def _named(found: Mapping[tuple[str, ...], str]) -> Iterator[Site]:
    """Put the name of the folder before where two share one."""
    met = Counter(map(fold, found.values()))
    for exports, name in found.items():
        longer = f"{_folder_name(exports[0])}-{name}"
        yield Site(safe_folder(longer) if met[fold(name)] > 1 else name, exports)


def name_of(exports: Sequence[str]) -> str:
    """Answer the folder that exports get: the name of the file without its ending, or of the folder of parts."""
    if len(exports) > 1:
        return safe_folder(_folder_name(exports[0]))
    name = _name(exports[0])
    ending = next((suffix for suffix in (".xml.gz", ".xml", ".zip") if name.lower().endswith(suffix)), "")
    return safe_folder(name[: len(name) - len(ending)])


def _name(export: str) -> str:
    return leaf(export) if is_url(export) else Path(export).name


def _folder_name(export: str) -> str:
    return leaf(above(export)) if is_url(export) else Path(export).resolve().parent.name


def safe_folder(name: str) -> str:
    """Make a name that every system takes for a folder, and that is not one of ours."""
    return safe_name(name).lstrip("_") or "site"


def _size(export: str) -> int:
    try:
        return fetching.stamp(export)[0] if is_url(export) else Path(export).stat().st_size
    except (OSError, InputError):  # whoever converts it will say so
        return 0
