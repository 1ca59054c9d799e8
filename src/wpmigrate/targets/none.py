"""No platform at all: `--to none --comments isso` moves comments alone, under the old permalinks."""

from collections.abc import Iterator
from typing import Any, Final

from wpmigrate.contract import Addresses, Author, Job, NoOptions, OutputFile, Place, Placed, SiteJob, Target, Term
from wpmigrate.pieces.terms import term_url
from wpmigrate.render.dialect import COMMONMARK


def _nowhere(place: Place, _: NoOptions) -> str:
    return place.key


def _nothing(_: Job | SiteJob) -> Iterator[OutputFile]:
    """Write nothing: comments have files of their own, and the neutral JSON is written with every target."""
    yield from ()


def _item_url(item: Placed, _: NoOptions) -> str:
    return item.place.permalink


def _author_url(author: Author, _: Any) -> str:
    return f"/author/{author.slug}/"


def _term_url(term: Term, options: Any) -> str:
    return term_url(term, options)


TARGET: Final = Target(
    summary="Nothing but what --comments asks for, under the addresses of the old site",
    path=_nowhere,
    write=_nothing,
    site=_nothing,
    scaffold=_nothing,
    dialect=COMMONMARK,
    addresses=Addresses(item=_item_url, term=_term_url, author=_author_url, feed="/feed/", in_folder=True),
    into="nowhere",
    bodies=False,
)
