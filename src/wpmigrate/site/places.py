"""What stands above an item: the chain of parents, and how its public address spells it."""

import unicodedata
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.model import Post, Visibility
from wpmigrate.site.slugs import safe_segment

# A plain post has no hierarchy, whatever an importer left in its parent field.
_FLAT: Final = frozenset(("post", "attachment"))
_DEEPEST: Final = 50
_NO_SEGMENT: Final = frozenset("/?#%\\")
_PUBLIC: Final = ("published", "private", "password")


class Row(Struct, frozen=True):
    """An item as the index holds it."""

    ordinal: int
    key: str
    id: int
    type: str
    slug: str
    path: str
    parent: int
    date: str
    date_gmt: str
    pub_date: str
    language: str
    outcome: str
    visibility: Visibility
    owner: int
    wanted: str
    address: str
    edition: str
    kin: str

    @property
    def permalink(self) -> str:
        """The path of the public address, if it has one."""
        return self.path if self.visibility in _PUBLIC else ""


class Ancestry(Struct, frozen=True):
    """The slugs from the root down to the parent; `found` says where the chain had to be cut."""

    slugs: tuple[str, ...] = ()
    found: Diagnostic | None = None


def former_path(permalink: str, slug: str) -> str:
    """Answer the permalink an item had when its slug was another one."""
    folder, _, _ = permalink.rstrip("/").rpartition("/")
    return f"{folder}/{slug}"


def former_paths(post: Post, url: str) -> list[str]:
    """List the paths that must lead to an item's new address: its permalink where it moved, and those of its old slugs."""
    permalink = post.place.permalink
    moved = [permalink] if permalink and url and permalink != url else []
    path = permalink.rstrip("/")
    above, _, last = path.rpartition("/")
    last = unicodedata.normalize("NFC", last)
    slug = last if post.place.address else post.place.slug  # the owner may have given it another one
    if not slug or not last.startswith(slug):
        return moved
    end = last[len(slug) :] + permalink[len(path) :]
    former = [old for old in post.old_slugs if old and old != slug and not set(old) & _NO_SEGMENT]
    return moved + [f"{above}/{old}{end}" for old in former]


def claim_of(path: str) -> str:
    """Answer what two permalinks share that lead to the same page."""
    return unicodedata.normalize("NFC", path).rstrip("/").casefold()


def ancestors_of(row: Row, look_up: Callable[[int], Row | None]) -> Ancestry:
    """Climb from an item to its root; a kept-out parent is named only as far as the public address names it."""
    if not row.parent or row.type in _FLAT:
        return Ancestry()
    chain: list[Row] = []
    met = {row.id}
    found: Diagnostic | None = None
    number = row.parent
    while number and found is None:
        parent = look_up(number)
        if parent is None or parent.type in _FLAT:
            found = Diagnostic(Code.PARENT_MISSING, f"id {number}")
        elif number in met or len(chain) >= _DEEPEST:
            found = Diagnostic(Code.PARENT_CYCLE, f"id {number}")
        else:
            met.add(number)
            chain.append(parent)
            number = parent.parent
    return _named(chain, row.permalink, found)


def _named(chain: list[Row], permalink: str, found: Diagnostic | None) -> Ancestry:
    hidden = next((at for at, parent in enumerate(chain) if parent.outcome != "post"), None)
    if hidden is None:
        return Ancestry(tuple(parent.slug for parent in reversed(chain)), found)
    segments = [safe_segment(segment, "") for segment in permalink.split("/") if segment][:-1]
    if len(segments) >= len(chain) and all(segments[-len(chain) :]):
        return Ancestry(tuple(segments[-len(chain) :]), found)
    kept = chain[:hidden]
    return Ancestry(
        tuple(parent.slug for parent in reversed(kept)), Diagnostic(Code.PARENT_MISSING, "the parent is kept out")
    )
