"""Small sites for the tests of `wpmigrate.site`: records in, an index out."""

from collections.abc import Iterable
from pathlib import Path

from wpmigrate.diagnostics import Diagnostic
from wpmigrate.model import Post
from wpmigrate.site.edits import read_edits
from wpmigrate.site.index import IndexBuilder, SiteIndex, SiteOptions
from wpmigrate.site.posts import build_post
from wpmigrate.wxr.records import AuthorRecord, ChannelRecord, ItemRecord

PLAIN = SiteOptions()
URL = "https://blog.example.test"
CHANNEL = ChannelRecord(
    title="Blog",
    link=URL,
    base_blog_url=URL,
    wxr_version="1.2",
    authors=(AuthorRecord(id=1, login="jane", email="jane@example.test", display_name="Jane Doe"),),
)


def index_of(
    folder: Path,
    items: Iterable[ItemRecord],
    *,
    channels: Iterable[ChannelRecord] = (CHANNEL,),
    options: SiteOptions = PLAIN,
    overrides: Path | None = None,
    authors: Path | None = None,
) -> SiteIndex:
    builder = IndexBuilder(folder / "index.sqlite", options, read_edits(overrides, authors))
    try:
        for document, channel in enumerate(channels):
            builder.add_channel(document, channel)
        for ordinal, item in enumerate(items, start=1):
            builder.add_item(ordinal, (0, ordinal * 10, ordinal * 10 + 9, 0), item)
        builder.finish()
    finally:
        builder.close()
    return SiteIndex(folder / "index.sqlite")


def post(number: int, **fields: object) -> ItemRecord:
    """An ordinary published post, but for `fields`."""
    given = {
        "id": number,
        "title": f"Post {number}",
        "slug": f"post-{number}",
        "link": f"{URL}/post-{number}/",
        "creator": "jane",
        "status": "publish",
        "date": "2024-01-05 19:01:01",
        "date_gmt": "2024-01-05 10:01:01",
        "guid": f"{URL}/?p={number}",
    }
    return ItemRecord(**{**given, **fields})


def built(index: SiteIndex, item: ItemRecord, ordinal: int) -> tuple[Post, list[Diagnostic]]:
    found: list[Diagnostic] = []
    place = index.place(ordinal)
    assert place is not None
    return build_post(item, place, index, found.append), found


def slugs(found: Iterable[Diagnostic]) -> list[str]:
    return [one.code.slug for one in found]
