"""What the faces of a report tell beyond its sums: whole collections, each read in order, as often as one likes."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from wpmigrate.media.uses import Used
from wpmigrate.model import Attachment, Author, Term
from wpmigrate.output.ledger import Ledger
from wpmigrate.output.rows import Row
from wpmigrate.report.collected import Collected
from wpmigrate.report.model import Report

State: TypeAlias = Literal["kept", "moved", "gone", "taken"]
Become: TypeAlias = Literal["converted", "by its HTML", "made at view time"]

_LINKS: Final = frozenset(("broken-link", "link-to-unpublished"))


class Address(Struct, frozen=True):
    """An old address and where it leads now; `kind` is what stood there."""

    old: str
    new: str
    kind: str
    state: State
    target: str = ""


class Details(Struct, frozen=True):
    """Everything that a run knows at its end. `redirects` are the formats that were asked for, `next_step` is the target's."""

    report: Report
    ledger: Ledger
    collected: Collected
    authors: Sequence[Author] = ()
    terms: Callable[[], Iterable[Term]] = tuple
    addresses: Callable[[], Iterator[Address]] = lambda: iter(())
    attachments: Callable[[], Iterator[Attachment]] = lambda: iter(())
    uses: Iterable[Used] = ()
    used: Callable[[str], bool] = lambda _: False
    handled: Container[str] = frozenset()
    dynamic: Container[str] = frozenset()
    redirects: tuple[str, ...] = ()
    next_step: str = ""


class BrokenLink(Struct, frozen=True):
    url: str
    code: str
    place: int


class Piece(Struct, frozen=True):
    """A kind of shortcode or block: how many, in how many items, the first of them, and what became of them."""

    kind: Literal["shortcode", "block"]
    name: str
    count: int
    items: int
    first: int
    became: str


def broken_links(details: Details) -> Iterator[BrokenLink]:
    """List the links that lead nowhere."""
    for place, row in details.ledger.placed("item"):
        for one in row.degradations:
            if one.code in _LINKS:
                yield BrokenLink(one.detail, one.code, place)


def shortcodes(details: Details) -> list[Piece]:
    """List the shortcodes by name and what became of them, the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    items: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], int] = {}
    last: dict[tuple[str, str], int] = {}
    for place, row in details.ledger.placed("shortcode"):  # those of one item come together
        key = row.type, _became(row)
        counts[key] += 1
        items[key] += last.get(key) != place
        last[key] = place
        first.setdefault(key, place)
    return [
        Piece("shortcode", key[0], count, items[key], first[key], key[1])
        for key, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def _became(row: Row) -> str:
    if row.outcome == "written":
        return f"{row.reason} as it stood" if row.reason else "converted"
    return row.reason


def blocks(details: Details) -> list[Piece]:
    """List the blocks by name and what becomes of them, the most frequent first."""
    return [
        Piece("block", name, count, items, first, _fate(name, details))
        for name, count, items, first in details.collected.blocks()
    ]


def _fate(name: str, details: Details) -> Become:
    if name in details.dynamic:
        return "made at view time"
    return "converted" if name in details.handled else "by its HTML"


def address_counts(details: Details) -> Counter[str]:
    """Count the old addresses by what becomes of them."""
    return Counter(address.state for address in details.addresses())
