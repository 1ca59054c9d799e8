"""Comments as data that a theme can show."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from wpmigrate.content.transforms.relink import Resolve, relink_html
from wpmigrate.contract import Comment, Place
from wpmigrate.render.comments import render_comment

_MENTIONS: Final = frozenset(("pingback", "trackback"))
_WEB: Final = ("http://", "https://")


def is_mention(comment: Comment) -> bool:
    """Say whether another site announced a link, rather than a reader wrote."""
    return comment.type in _MENTIONS


def comment_html(comment: Comment, resolve: Resolve) -> str:
    """Answer a comment's text as safe HTML whose links lead to the new site."""
    return relink_html(_rendered(comment.content), resolve)


@lru_cache(maxsize=1024)  # several systems ask for the comments of one page, some twice
def _rendered(content: str) -> str:
    return render_comment(content)


def comment_data(comments: Iterable[Comment], resolve: Resolve) -> dict[str, list[dict[str, Any]]]:
    """Answer `comments` in the order of the thread with their depth, and `mentions`, what other sites announced."""
    parts: dict[str, list[dict[str, Any]]] = {"comments": [], "mentions": []}
    for comment in comments:
        parts["mentions" if is_mention(comment) else "comments"].append(_entry(comment, resolve))
    return parts


def _entry(comment: Comment, resolve: Resolve) -> dict[str, Any]:
    return {
        "id": comment.id,
        "parent": comment.parent,
        "depth": comment.depth,
        "type": comment.type,
        "author": comment.author,
        "url": resolve(comment.url, "link") if web_url(comment.url) else "",
        "date": comment.date,
        "html": comment_html(comment, resolve),
    }


def web_url(url: str) -> str:
    """Answer the address of a commenter's site, or an empty string for what is none."""
    return url if url.startswith(_WEB) else ""


def data_key(place: Place) -> str:
    """Name an item's data file: its id, or `o` and its place in the export where it has none of its own."""
    return place.key if place.key.isdecimal() and place.key.isascii() else f"o{place.ordinal}"
