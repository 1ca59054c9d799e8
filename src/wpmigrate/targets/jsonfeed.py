"""JSON Feed 1.1: every published post with its whole text as HTML, newest first, in pages that name the next.

A feed is read far from the site, so every address in it is whole: below the address of the new site (`--base-url`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

import msgspec
from msgspec import Struct

from wpmigrate.content.transforms.relink import relink_html
from wpmigrate.contract import (
    Addresses,
    Author,
    Capabilities,
    Job,
    OutputFile,
    Place,
    Placed,
    Record,
    SiteJob,
    Target,
    Term,
)
from wpmigrate.pieces.absolute import absolute, absolute_url
from wpmigrate.pieces.enclosures import attachments
from wpmigrate.pieces.files import json_bytes
from wpmigrate.pieces.parts import MEGABYTE, batches, part_path
from wpmigrate.pieces.terms import term_url, term_word
from wpmigrate.render.dialect import COMMONMARK
from wpmigrate.render.standalone import standalone_html
from wpmigrate.render.text import render_text

VERSION: Final = "https://jsonfeed.org/version/1.1"
FEED: Final = "feed.json"
_UNDATED: Final = "0000-00"
_WEB: Final = ("http://", "https://")


class JsonFeedOptions(Struct, frozen=True):
    """`items` is how many one page of the feed holds, `megabytes` how large it may be. `pages` puts pages in too, not only posts.

    The bases are those of the site's permalink settings.
    """

    items: int = 100
    megabytes: int = 20
    pages: bool = False
    category_base: str = "category"
    tag_base: str = "tag"
    author_base: str = "author"


def name_item(place: Place, options: JsonFeedOptions) -> str:
    """Name an item by its key; a page only where pages are asked for."""
    return place.key if options.pages or place.type != "page" else ""


# --- one item ------------------------------------------------------------------------------------------------------


def write_item(job: Job) -> Iterator[Record]:
    """Write an item's part of the feed into the stream of its month."""
    month = (job.post.date or _UNDATED)[: len(_UNDATED)]
    instant = datetime.fromisoformat(job.post.date).timestamp() if job.post.date else 0.0
    yield Record(month, json_bytes([instant, _entry(job)]))


def _entry(job: Job) -> dict[str, Any]:
    post, place, whole = job.post, job.post.place, absolute(job.base)
    image = post.featured_image
    entry = {
        "id": _id(job),
        "url": absolute_url(job.url, job.base),
        "title": post.title.strip(),
        "content_html": relink_html(standalone_html(job.document), whole),
        "summary": render_text(post.excerpt).strip() if post.excerpt else "",
        "image": whole(job.resolve(image.url, "image"), "image") if image else "",
        "date_published": post.date,
        "date_modified": post.modified,
        "authors": [_author(author, job.base, job.options) for author in job.authors],
        "tags": list(dict.fromkeys(term_word(term) for term in post.terms)),
        "language": place.language,
        "attachments": attachments(job, whole),
        "_wordpress": _wordpress_fields(job),
    }
    return {key: value for key, value in entry.items() if value or key == "content_html"}


def _id(job: Job) -> str:
    """Answer what names an item for good: as WordPress's own feed does, whatever becomes of its address."""
    place = job.post.place
    return f"{job.site.url}/?p={place.key}" if place.key.isdigit() else f"{job.site.url}/#item-{place.ordinal}"


def _author(author: Author, base: str, options: JsonFeedOptions) -> dict[str, str]:
    own = author.url if author.url.startswith(_WEB) else absolute_url(_author_url(author, options), base)
    return {"name": author.name, "url": own}


def _wordpress_fields(job: Job) -> dict[str, Any]:
    """Answer what a feed has no word for."""
    post, image = job.post, job.post.featured_image
    fields = {
        "id": post.place.id,
        "type": post.place.type,
        "guid": post.guid,
        "format": post.format,
        "sticky": post.sticky,
        "image_alt": image.alt if image else "",
        "terms": [{"taxonomy": term.taxonomy, "slug": term.slug, "name": term.name} for term in post.terms],
        "fields": job.with_fields({}),
    }
    return {key: value for key, value in fields.items() if value}


# --- the feed ------------------------------------------------------------------------------------------------------


def write_site(job: SiteJob) -> Iterator[OutputFile]:
    """Write the pages of the feed, newest items first; one without items where there are none."""
    options = job.options
    head = _head(job)
    runs = batches(_newest_first(job), options.megabytes * MEGABYTE, options.items)
    written = False
    for number, (run, following) in enumerate(_with_next(runs), 1):
        yield _page(head, job.base, number, run, more=following)
        written = True
    if not written:
        yield _page(head, job.base, 1, [], more=False)


def _newest_first(job: SiteJob) -> Iterator[bytes]:
    """Yield all items by date, a month at a time in memory."""
    for month in sorted(_months(job), reverse=True):
        met = [msgspec.json.decode(record, type=tuple[float, msgspec.Raw]) for record in job.records(month)]
        yield from (bytes(item) for _, item in sorted(met, key=lambda pair: pair[0], reverse=True))


def _months(job: SiteJob) -> Counter[str]:
    return Counter((item.place.date or _UNDATED)[: len(_UNDATED)] for item in job.items())


def _with_next(runs: Iterator[list[bytes]]) -> Iterator[tuple[list[bytes], bool]]:
    """Tell of each run whether another follows."""
    last: list[bytes] = []
    for run, following in pairwise(_ended(runs)):
        yield run, bool(following)
        last = following
    assert not last, "the end of all runs is an empty one"


def _ended(runs: Iterator[list[bytes]]) -> Iterator[list[bytes]]:
    yield from runs
    yield []


def _head(job: SiteJob) -> dict[str, Any]:
    site = job.site
    authors = [_author(author, job.base, job.options) for author in job.authors] if len(job.authors) == 1 else []
    head = {
        "version": VERSION,
        "title": site.title.strip() or site.url or "Feed",
        "home_page_url": f"{job.base}/",
        "description": site.description,
        "icon": site.icon,
        "authors": authors,
        "language": site.language,
    }
    return {key: value for key, value in head.items() if value}


def _page(head: dict[str, Any], base: str, number: int, items: Sequence[bytes], *, more: bool) -> OutputFile:
    path = part_path(FEED, number)
    own = {"feed_url": f"{base}/{path}"}
    if more:
        own["next_url"] = f"{base}/{part_path(FEED, number + 1)}"
    opening = json_bytes(head | own)[:-1]
    return OutputFile(path, opening + b',"items":[\n' + b",\n".join(items) + b"\n]}\n")


# --- addresses -----------------------------------------------------------------------------------------------------


def _item_url(item: Placed, _: Any) -> str:
    """Answer the address an item has on the site: its path, or the query that names it."""
    place = item.place
    asked = f"/?{'page_id' if place.type == 'page' else 'p'}={place.id}" if place.id else f"/{place.slug}/"
    return place.permalink or asked


def _author_url(author: Author, options: JsonFeedOptions) -> str:
    return f"/{options.author_base.strip('/')}/{author.slug}/"


def _term_url(term: Term, options: JsonFeedOptions) -> str:
    return term_url(term, options)


def _nothing(_: SiteJob) -> Iterator[OutputFile]:
    yield from ()


TARGET: Final = Target(
    summary="JSON Feed 1.1: all published posts with their whole text as HTML, in pages, for readers and imports",
    options=JsonFeedOptions,
    dialect=COMMONMARK,
    holds=Capabilities(drafts=False, scheduled=False, comments=False, menus=False),
    path=name_item,
    into=FEED,
    write=write_item,
    site=write_site,
    scaffold=_nothing,
    next_step="Put {folder}/feed*.json at the root of the site, or import them.",
    addresses=Addresses(
        item=_item_url,
        term=_term_url,
        author=_author_url,
        uploads="wp-content/uploads",
        feed=f"/{FEED}",
        in_folder=True,
    ),
)
