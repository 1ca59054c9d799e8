"""Links inside an output folder that lead to files of it: whether what they lead to is there."""

from collections.abc import Callable, Iterable, Iterator
from os.path import lexists
from pathlib import Path
from posixpath import basename, dirname, join, normpath
from typing import Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from wpmigrate.output.manifest import Difference

_MARKDOWN: Final = (".md", ".markdown", ".mdx")


class Linked(Struct, frozen=True):
    """How one target links: `relative` from file to file, `by_name` to a file of that name wherever it lies.

    Used media lie in `uploads`, and pages name them below `url`.
    """

    prefix: str = ""
    relative: bool = False
    by_name: bool = False
    uploads: str = ""
    url: str = ""


def broken_links(
    root: Path,
    paths: Iterable[str],
    targets: Iterable[Linked],
    known: Callable[[str, str], bool],
    read: Callable[[str], Iterable[str]],
) -> Iterator[Difference]:
    """Find the links of our Markdown files that lead to no file; `known` tells what an item's ledger row admits, `read` lists addresses."""
    paths = list(paths)
    several = sorted(targets, key=lambda one: -len(one.prefix))
    names = {path.rpartition("/")[2] for path in paths} if any(one.by_name for one in several) else set()
    for path in paths:
        one = next((one for one in several if path.startswith(one.prefix)), None)
        if one is None or not path.endswith(_MARKDOWN):
            continue
        try:
            text = (root / path).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # it is told as a difference of the file already
        for address in dict.fromkeys(read(text)):
            place = _place(path, address, one)
            if place is None or lexists(root / place) or (one.by_name and basename(place) in names):
                continue
            if not known(address, place):
                yield Difference("link", path, f"leads to {place}, which is not there")


def _place(path: str, address: str, one: Linked) -> str | None:
    """Answer the file that an address leads to, None where that cannot be told from the folder alone."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    named = unquote(parts.path)
    if named.startswith("/"):
        below = f"{one.url}/"
        return f"{one.uploads}/{named.removeprefix(below)}" if one.uploads and named.startswith(below) else None
    if not one.relative:
        return None
    place = normpath(join(dirname(path), named))
    return None if place.startswith("../") or place == ".." or "\0" in place else place
