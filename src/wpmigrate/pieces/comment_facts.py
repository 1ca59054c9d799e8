"""What comment systems ask of a comment beside its text: a name, an id, an instant, a page."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

from wpmigrate.contract import Comment, Post, Thread
from wpmigrate.pieces.comments import data_key, web_url

NAMELESS: Final = "Anonymous"
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_TITLE: Final = 250


def name_of(comment: Comment) -> str:
    """Answer a commenter's name, which is never empty."""
    return " ".join(comment.author.split()) or NAMELESS


def website_of(comment: Comment, thread: Thread) -> str:
    """Answer the address of a commenter's site, or an empty string; the old site's own leads to the new one."""
    return web_url(thread.resolve(comment.url, "link")) if web_url(comment.url) else ""


def digest_of(*parts: str) -> str:
    """Answer 64 hexadecimal digits that are the same for the same words alone."""
    return sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


def commenter_of(comment: Comment) -> str:
    """Answer digits for who wrote: one name of one user, or with one website.

    An e-mail address never counts, because systems show these digits to everybody.
    """
    return digest_of("commenter", name_of(comment), comment.user, "" if comment.user else web_url(comment.url))


def made_up_email(comment: Comment) -> str:
    """Answer an address that no one has, one for each commenter, where a system joins all without an address to one."""
    return f"commenter-{commenter_of(comment)[:16]}@wordpress.invalid"


def avatar_of(comment: Comment) -> str:
    """Answer where a commenter's avatar is asked for; empty unless the hash of the address was asked for."""
    return f"https://www.gravatar.com/avatar/{comment.email_hash}?d=identicon" if comment.email_hash else ""


def page_key(post: Post) -> str:
    """Answer a key that no other item of the run has."""
    return data_key(post.place)


def id_of(number: int, post: Post) -> str:
    """Answer an id that no other comment of the run has; exports of two sites may have one number twice."""
    return f"wp-{page_key(post)}-{number}" if number > 0 else f"wp-{page_key(post)}-n{-number}"


def parent_id(comment: Comment, post: Post) -> str:
    """Answer the id of the comment that one answers, or an empty string."""
    return "" if comment.parent is None else id_of(comment.parent, post)


def roots_of(thread: Thread) -> dict[int, str]:
    """Answer for each reply of a thread the id of the comment that began its branch."""
    roots: dict[int, str] = {}
    for comment in thread.comments:
        if comment.parent is not None:
            roots[comment.id] = roots.get(comment.parent) or id_of(comment.parent, thread.post)
    return roots


def instant_of(comment: Comment, post: Post) -> datetime:
    """Answer when a comment was written, in UTC: without a date of its own, when its page was."""
    for text in (comment.date, post.date):
        try:
            if text:
                return datetime.fromisoformat(text).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return _BEGINNING


def post_instant(post: Post) -> datetime:
    """Answer when a page was written, in UTC."""
    try:
        return datetime.fromisoformat(post.date or "").astimezone(UTC)
    except (ValueError, OverflowError):
        return _BEGINNING


def rfc3339(moment: datetime) -> str:
    """Write an instant as `2020-01-03T00:00:00Z`."""
    return moment.replace(tzinfo=None, microsecond=0).isoformat() + "Z"


def with_milliseconds(moment: datetime) -> str:
    """Write an instant as JavaScript does: `2020-01-03T00:00:00.000Z`."""
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def sql_time(moment: datetime) -> str:
    """Write an instant as `2020-01-03 00:00:00`."""
    return moment.replace(tzinfo=None, microsecond=0).isoformat(" ")


def milliseconds(moment: datetime) -> int:
    """Count the milliseconds since 1970."""
    return round((moment - _BEGINNING).total_seconds() * 1000)


def pathname(thread: Thread) -> str:
    """Answer what a browser on the page calls `location.pathname`: percent-encoded."""
    return urlsplit(thread.address).path or "/"


def title_of(thread: Thread) -> str:
    """Answer the page's title, or its path where it has none."""
    return " ".join(thread.post.title.split())[:_LONGEST_TITLE] or thread.url
