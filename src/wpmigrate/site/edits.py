"""What the owner of a site has written down for a run: overrides of items, and authors."""

from pathlib import Path

from msgspec import Struct

from wpmigrate.site.author_sheet import AuthorSheet, read_authors
from wpmigrate.site.overrides import Overrides, read_overrides


class Edits(Struct, frozen=True):
    overrides: Overrides | None = None
    authors: AuthorSheet | None = None


def read_edits(overrides: Path | None, authors: Path | None) -> Edits:
    """Read the files that are given; each is refused with all of its faults."""
    return Edits(read_overrides(overrides) if overrides else None, read_authors(authors) if authors else None)
