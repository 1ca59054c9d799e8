"""WordPress again: a clean export of what a run writes, repaired, in parts that an upload takes.

Bodies, titles and dates stand as they stood. What makes an export hard to import is mended: one encoding and one form of
XML, terms under their parents, one id for each comment, no item twice; and nothing that a run keeps out is in it.
Entries of menus come last: an importer gives them new ids, and must not give them those of items that are still to come.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final

from msgspec import Struct

from wpmigrate.contract import Capabilities, Job, OtherJob, OutputFile, Place, Record, SiteJob, Target
from wpmigrate.pieces.parts import MEGABYTE, batches, part_path
from wpmigrate.pieces.wxr_head import (
    CLOSING,
    OPENING,
    author_element,
    channel_elements,
    closing_elements,
    guest_record,
    part_authors,
    term_elements,
)
from wpmigrate.pieces.wxr_items import item_element
from wpmigrate.render.dialect import COMMONMARK

EXPORT: Final = "wordpress.xml"
_ITEMS: Final = "items"
_MENUS: Final = "menus"
_STARTED: Final = ("published", "private", "password")


class WordPressOptions(Struct, frozen=True):
    """`megabytes` is how large one file may be: larger sites are split, and each file can be imported on its own."""

    megabytes: int = 20


def name_item(place: Place, _: WordPressOptions) -> str:
    """Name an item by its key."""
    return place.key


def write_item(job: Job) -> Iterator[Record]:
    """Write a post, page or item of another type as it stood."""
    post = job.post
    yield _record(
        _ITEMS, item_element(job.record, post.date, post.modified, floating=post.place.visibility not in _STARTED)
    )


def write_other(job: OtherJob) -> Iterator[Record]:
    """Write a media file, an entry of a menu, or a block that bodies share."""
    date = job.attachment.date if job.attachment is not None else None
    stream = _MENUS if job.record.type == "nav_menu_item" else _ITEMS
    yield _record(stream, item_element(job.record, date, date, floating=False))


def write_site(job: SiteJob) -> Iterator[OutputFile]:
    """Write the export in parts, each with the whole head; guest authors and entries of menus come last."""
    head = _head(job)
    items = chain(job.records(_ITEMS), _guests(job), job.records(_MENUS))
    room = max(job.options.megabytes * MEGABYTE - len(head) - len(CLOSING), 1)
    number = 0
    for number, run in enumerate(batches(items, room), 1):
        yield _part(number, head, run)
    if not number:
        yield _part(1, head, [])


def _head(job: SiteJob) -> bytes:
    users, _ = part_authors(job.authors)
    internal = [term for term in job.internal if term.taxonomy != "nav_menu"]
    lines = chain(
        channel_elements(job.site),
        map(author_element, users),
        term_elements([*job.terms, *internal], job.menus),
        closing_elements(job.site),
    )
    return _encoded(OPENING + "".join(f"{line}\n" for line in lines))


def _guests(job: SiteJob) -> Iterator[bytes]:
    for author in part_authors(job.authors)[1]:
        yield _encoded(item_element(guest_record(author), None, None, floating=True))


def _part(number: int, head: bytes, items: Iterable[bytes]) -> OutputFile:
    return OutputFile(part_path(EXPORT, number), b"".join((head, *items, CLOSING.encode())))


def _record(stream: str, text: str) -> Record:
    return Record(stream, _encoded(text))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _nothing(_: Any) -> Iterator[OutputFile]:
    yield from ()


TARGET: Final = Target(
    summary="A clean, repaired WordPress export (WXR 1.2), to import into WordPress again or to keep",
    options=WordPressOptions,
    dialect=COMMONMARK,
    holds=Capabilities(
        limits=(
            "Websites and biographies of users; those of guest authors are in it.",
            "Of media files what their public records hold: importers make their sizes again.",
        )
    ),
    path=name_item,
    into=EXPORT,
    write=write_item,
    other=write_other,
    site=write_site,
    scaffold=_nothing,
    next_step="Import {folder}/wordpress*.xml with Tools, Import, WordPress.",
)
