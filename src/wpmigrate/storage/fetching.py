"""What lies in storage: named, listed, measured and brought here."""

import glob
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from wpmigrate.errors import InputError
from wpmigrate.storage.reaching import reach, reading
from wpmigrate.storage.urls import is_web, leaf, told

SUFFIXES: Final = (".xml", ".xml.gz", ".zip")
TRIES: Final = 3
"""How often a file of the web is asked for, which may break off on the way; other libraries try again themselves."""
PAUSE: Final = 1.0
"""Seconds before the second try; more before each further one."""


def fetch(url: str, file: Path) -> None:
    """Bring one file here, a piece in memory at a time."""
    system, path = reach(url)
    with reading(url):
        for number in range(1, TRIES + 1):
            try:
                system.get_file(path, str(file))
            except (FileNotFoundError, PermissionError):
                raise
            except Exception as error:
                if not is_web(url) or number == TRIES or 400 <= getattr(error, "status", 0) < 500:
                    raise
                time.sleep(PAUSE * number)
            else:
                return


def expand(url: str) -> Iterator[str]:
    """Answer the files that a word means: a pattern, a folder's exports, or one file."""
    if is_pattern(url):
        yield from matches(url)
    elif is_folder(url):
        found = [one for one, is_in in entries(url) if not is_in and is_export(one)]
        if not found:
            raise InputError(f"{told(url)} is a folder without exports (.xml, .xml.gz, .zip).", code="empty-folder")
        yield from found
    else:
        yield url


def is_pattern(url: str) -> bool:
    """Say whether an address stands for many."""
    return not is_web(url) and glob.has_magic(url.partition("://")[2])


def is_export(url: str) -> bool:
    """Say whether a file is named as exports are."""
    return leaf(url).lower().endswith(SUFFIXES) and not leaf(url).startswith(".")


def matches(url: str) -> list[str]:
    """List what a pattern means, in order; nothing is an error."""
    system, path = reach(url)
    with reading(url):
        found = [_address(url, path, one) for one in sorted(system.glob(path)) if not leaf(one).startswith(".")]
    if not found:
        raise InputError(f"Nothing is called {told(url)}: check the pattern.", code="missing")
    return found


def is_folder(url: str) -> bool:
    """Say whether something lies below an address; the web has no folders, and what is named as an export is none."""
    if is_web(url) or is_export(url):
        return False
    system, path = reach(url)
    with reading(url):
        return bool(system.isdir(path))


def entries(url: str) -> list[tuple[str, bool]]:
    """List what lies in a folder, in order, and whether each is a folder itself."""
    system, path = reach(url)
    with reading(url):
        listed = {one["name"].rstrip("/"): one["type"] == "directory" for one in system.ls(path, detail=True)}
    return [(_address(url, path, name), is_in) for name, is_in in sorted(listed.items()) if name != path.rstrip("/")]


def _address(url: str, path: str, found: str) -> str:
    """Write the address of what was found in the storage that `url` is in; `path` is what that library makes of `url`."""
    whole, literal = url.rstrip("/"), path.rstrip("/")
    head = whole.removesuffix(literal) if whole.endswith(literal) else f"{url.partition('://')[0]}://"
    return head + found


@cache
def stamp(url: str) -> tuple[int, str]:
    """Answer how large a file is and what tells this version of it from another; asked once, until `forget`."""
    system, path = reach(url)
    with reading(url):
        facts = system.info(path)
    marks = (
        facts.get(name) for name in ("ETag", "etag", "md5Hash", "LastModified", "last_modified", "mtime", "created")
    )
    return int(facts.get("size") or 0), str(next((mark for mark in marks if mark), ""))


def forget() -> None:
    """Ask storage anew for what has been listed and measured."""
    stamp.cache_clear()


def read_ranges(url: str, ranges: list[tuple[int, int]]) -> list[bytes]:
    """Read parts of one file."""
    system, path = reach(url)
    with reading(url):
        found: list[bytes] = system.cat_ranges([path] * len(ranges), [a for a, _ in ranges], [b for _, b in ranges])
    return found


def listed(system: Any, path: str) -> dict[str, Any]:
    """List all files below a folder by their path in it, as they are now."""
    system.invalidate_cache(path)
    root = path.rstrip("/") + "/"
    found: dict[str, Any] = system.find(path, detail=True)
    return {name.removeprefix(root): facts for name, facts in found.items() if name.startswith(root)}
