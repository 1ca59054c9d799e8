"""An export as a Python object: for scripts that want the items and not the files."""

from collections.abc import Iterator

from msgspec import Struct

from wpmigrate.model import Author, Comment, Menu, Post, Site, Term
from wpmigrate.pipeline.reading import Reading, items
from wpmigrate.site.options import SiteOptions
from wpmigrate.site.posts import build_post
from wpmigrate.site.threads import thread_comments


class ExportedItem(Struct, frozen=True):
    """A post, page or custom type with its body as WordPress stores it and its shown comments in display order."""

    post: Post
    body: str
    comments: tuple[Comment, ...]


class Export:
    """One site, merged from all its parts; iterate for its items, in export order, one in memory at a time."""

    def __init__(self, reading: Reading, options: SiteOptions) -> None:
        self._reading = reading
        self._options = options
        self.site: Site = reading.index.site()
        self.authors: list[Author] = reading.index.authors()
        self.terms: list[Term] = reading.index.terms()
        self.menus: list[Menu] = reading.index.menus()

    def __iter__(self) -> Iterator[ExportedItem]:
        index = self._reading.index
        for decision, read in items(self._reading):
            place = index.place(decision.ordinal)
            if decision.outcome == "post" and read.item is not None and place is not None:
                post = build_post(read.item, place, index, lambda _: None)
                threads = thread_comments(read.item, index, self._options, lambda _: None)
                yield ExportedItem(post, read.item.content, threads.shown)
