"""What a link of the old site means."""

from typing import Final, Literal, TypeAlias

from msgspec import Struct

Kind: TypeAlias = Literal[
    "item", "attachment", "upload", "term", "author", "date", "format", "home", "feed", "unknown", "foreign", "other"
]


class Found(Struct, frozen=True):
    """What a URL means: `unknown` is a broken link of the old site, `foreign` another host, `other` no web page.

    `key` is a ledger key, `taxonomy/slug`, an author's slug, `2024`, `2024/01` or `2024/01/05`, `aside`, or `comments` for their feed.
    `upload` is the path below the uploads folder, of the original picture where the export knows it. `fragment` comes with
    its `#`, `query` (what of it must be kept) with its `?`. `feed` means that of a term, author or format.
    Not `visible`: it leads a visitor nowhere.
    """

    kind: Kind
    key: str = ""
    ordinal: int = -1
    upload: str = ""
    fragment: str = ""
    query: str = ""
    visible: bool = True
    feed: bool = False


HOME: Final = Found("home")
FEED: Final = Found("feed")
COMMENTS: Final = Found("feed", "comments")
UNKNOWN: Final = Found("unknown")
FOREIGN: Final = Found("foreign")
OTHER: Final = Found("other")
