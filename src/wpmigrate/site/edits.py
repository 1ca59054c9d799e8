"""What the owner of a site has written down for a run: overrides of items, and authors."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from wpmigrate.site.author_sheet import AuthorSheet, read_authors, told_authors
from wpmigrate.site.overrides import Overrides, read_overrides


class Edits(Struct, frozen=True):
    overrides: Overrides | None = None
    authors: AuthorSheet | None = None


def read_edits(
    overrides: Path | None,
    authors: Path | None,
    people: Mapping[str, Mapping[str, str]] = {},
) -> Edits:
    """Read the files that are given; each is refused with all of its faults. `people` are authors by login, without a file."""
    sheet = read_authors(authors) if authors else None
    return Edits(read_overrides(overrides) if overrides else None, sheet or (told_authors(people) if people else None))
