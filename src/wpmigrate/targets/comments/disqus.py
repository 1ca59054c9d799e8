"""Disqus: its custom XML, in files that are smaller than what it takes.

Disqus shows one name for all who share an e-mail address, be it none; who has none here gets one that no one has.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, Literal

import msgspec
from msgspec import Struct

from wpmigrate.contract import Code, Comment, Comments, CommentsJob, Diagnostic, OutputFile, Record, Thread
from wpmigrate.pieces.comment_facts import (
    instant_of,
    made_up_email,
    name_of,
    page_key,
    pathname,
    post_instant,
    sql_time,
    title_of,
    website_of,
)
from wpmigrate.pieces.comment_text import safe_html
from wpmigrate.pieces.streams import cdata, element

_OPENING: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dsq="http://www.disqus.com/"\
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.0/">
<channel>
"""
_CLOSING: Final = "</channel>\n</rss>\n"
LARGEST: Final = 48 << 20
"""Disqus asks for files of less than 50 MB."""
_SHORTEST: Final = 3
_FIRST_MADE_UP: Final = 2_000_000_000
_TAG: Final = re.compile(r"<[^<>]*>")


class DisqusOptions(Struct, frozen=True):
    """`identifier` is what your pages call `this.page.identifier`: their address (as where they say none), their path, or the post's id."""

    identifier: Literal["address", "path", "id"] = "address"


class _Thread(Struct, frozen=True):
    """A page's thread on its way: `comments` are (number, number of the parent, the rest of the comment's XML)."""

    head: str
    comments: list[tuple[int, int, str]]


def _write(thread: Thread) -> Iterator[Record]:
    short = 0
    comments = []
    for comment in thread.comments:
        html = safe_html(comment, thread.resolve)
        short += len(unescape(_TAG.sub("", html)).strip()) < _SHORTEST
        comments.append((comment.id, comment.parent or 0, _comment(comment, html, thread)))
    if short:
        why = "disqus: texts of fewer than 3 characters, which it may refuse"
        thread.report(Diagnostic(Code.COMMENTS_NOT_HELD, why, short))
    yield Record("threads", msgspec.json.encode(_Thread(_head(thread), comments)))


def _head(thread: Thread) -> str:
    identifiers = {"address": thread.address, "path": pathname(thread), "id": page_key(thread.post)}
    is_open = thread.post.comment_status != "closed"
    return "\n".join(
        (
            element("title", title_of(thread)),
            element("link", thread.address),
            cdata("content:encoded", ""),
            element("dsq:thread_identifier", identifiers[thread.options.identifier]),
            element("wp:post_date_gmt", sql_time(post_instant(thread.post))),
            element("wp:comment_status", "open" if is_open else "closed"),
        )
    )


def _comment(comment: Comment, html: str, thread: Thread) -> str:
    return "".join(
        (
            cdata("wp:comment_author", name_of(comment)),
            element("wp:comment_author_email", comment.email or made_up_email(comment)),
            element("wp:comment_author_url", website_of(comment, thread)),
            element("wp:comment_author_IP", comment.ip or ""),
            element("wp:comment_date_gmt", sql_time(instant_of(comment, thread.post))),
            cdata("wp:comment_content", html),
            element("wp:comment_approved", "1"),
        )
    )


def _finish(job: CommentsJob) -> Iterator[OutputFile]:
    """Yield files that are small enough, a page's comments in one of them as long as that has room."""
    parts: list[str] = []
    size = number = 0
    for item in _items(job):
        length = len(item.encode())
        if parts and size + length > LARGEST:
            number += 1
            yield _file(number, parts)
            parts, size = [], 0
        parts.append(item)
        size += length
    if parts:
        yield _file(number + 1, parts)


def _items(job: CommentsJob) -> Iterator[str]:
    taken: set[int] = set()
    for record in job.records("threads"):
        thread = msgspec.json.decode(record, type=_Thread)
        numbers: dict[int, int] = {0: 0}
        for own, _, _ in thread.comments:
            # WordPress's numbers stay, so that a second import knows the comments of the first
            free = own if own > 0 and own not in taken else _FIRST_MADE_UP + len(taken)
            taken.add(free)
            numbers[own] = free
        yield from _of_size(thread.head, [_numbered(one, numbers) for one in thread.comments])


def _numbered(comment: tuple[int, int, str], numbers: dict[int, int]) -> str:
    own, parent, rest = comment
    ids = element("wp:comment_id", str(numbers[own])), element("wp:comment_parent", str(numbers[parent]))
    return f"<wp:comment>{ids[0]}{rest}{ids[1]}</wp:comment>"


def _of_size(head: str, comments: list[str]) -> Iterator[str]:
    """Part the comments of a page that no one file could hold."""
    held: list[str] = []
    size = 0
    for comment in comments:
        length = len(comment.encode())
        if held and size + length > LARGEST - len(head.encode()):
            yield _item(head, held)
            held, size = [], 0
        held.append(comment)
        size += length
    yield _item(head, held)


def _item(head: str, comments: list[str]) -> str:
    return "\n".join(("<item>", head, *comments, "</item>\n"))


def _file(number: int, parts: list[str]) -> OutputFile:
    return OutputFile(f"disqus-{number}.xml", "".join((_OPENING, *parts, _CLOSING)).encode())


COMMENTS: Final = Comments(
    summary="Disqus: its custom XML",
    write=_write,
    finish=_finish,
    options=DisqusOptions,
    next_step="Import each {folder}/disqus-N.xml under Community, Import, Generic (WXR) in Disqus's admin; try a test forum first.",
)
