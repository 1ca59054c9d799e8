"""Isso: a small WXR that keeps threads, and the generic JSON, which does not.

Isso reads dates in the machine's time zone, so that it must be run in UTC. It shows Markdown without HTML and without
entities, and takes every line end for a break.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from wpmigrate.contract import Comment, Comments, CommentsJob, Dialect, Record, Streamed, Thread
from wpmigrate.pieces.comment_facts import instant_of, name_of, pathname, sql_time, title_of, website_of
from wpmigrate.pieces.comment_text import NOTHING, UNSEEN, safe_markdown
from wpmigrate.pieces.streams import cdata, element, json_record, streamed

_OPENING: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
"""
_CLOSING: Final = "\n</channel>\n</rss>\n"
_NOWHERE: Final = "0.0.0.0"  # noqa: S104 - what Isso calls an address that nobody knows
_HOT: Final = re.compile(r"&amp;|&lt;|&gt;|&quot;|&#92;|\^")
_DISARMED: Final = {
    "&amp;": "\\&",
    "&lt;": "\\<",
    "&gt;": ">",
    "&quot;": '"',
    "&#92;": "\\\\",
    "<!-- -->": "",
    "^": "\\^",
}


def _escape(text: str, place: str) -> str:
    """Write with a backslash what Isso would show as an entity, and what it takes for a superscript."""
    return _HOT.sub(lambda found: _DISARMED[found[0]], text) if place == "text" else text


_RESPELLED: Final = {NOTHING: UNSEEN, "&#123;": "{", "&lt;": "\\<"}
_DIALECT: Final = Dialect(escape=_escape)


def _write(thread: Thread) -> Iterator[Record]:
    """Write a page's thread in both formats; ids count from 1, because Isso orders comments by them and gives its own."""
    numbers = {comment.id: number for number, comment in enumerate(thread.comments, 1)}
    texts = [safe_markdown(one, thread.resolve, _DIALECT, html=False, respelled=_RESPELLED) for one in thread.comments]
    pairs = list(zip(thread.comments, texts, strict=True))
    items = [_element(one, text, numbers, thread) for one, text in pairs]
    head = f"<item>{element('title', title_of(thread))}{element('link', thread.address)}"
    yield Record("items", "\n".join((head, *items, "</item>")).encode())
    entries = [_entry(one, text, numbers, thread) for one, text in pairs]
    yield json_record("threads", {"id": pathname(thread), "title": title_of(thread), "comments": entries})


def _element(comment: Comment, text: str, numbers: dict[int, int], thread: Thread) -> str:
    parent = numbers[comment.parent] if comment.parent is not None else 0
    parts = (
        element("wp:comment_id", str(numbers[comment.id])),
        cdata("wp:comment_author", name_of(comment)),
        cdata("wp:comment_author_email", comment.email or ""),
        cdata("wp:comment_author_url", website_of(comment, thread)),
        element("wp:comment_author_IP", comment.ip or _NOWHERE),
        element("wp:comment_date_gmt", sql_time(instant_of(comment, thread.post))),
        cdata("wp:comment_content", text),
        element("wp:comment_approved", "1"),
        element("wp:comment_parent", str(parent)),
    )
    return f"<wp:comment>{''.join(parts)}</wp:comment>"


def _entry(comment: Comment, text: str, numbers: dict[int, int], thread: Thread) -> dict[str, Any]:
    return {
        "id": numbers[comment.id],
        "author": name_of(comment),
        "email": comment.email,
        "website": website_of(comment, thread) or None,
        "remote_addr": comment.ip or _NOWHERE,
        "created": sql_time(instant_of(comment, thread.post)),
        "text": text,
    }


def _finish(job: CommentsJob) -> Iterator[Streamed]:
    yield from streamed(job, "items", "isso.xml", _OPENING, _CLOSING, "\n")
    yield from streamed(job, "threads", "isso.json", "[", "]\n")


COMMENTS: Final = Comments(
    summary="Isso: a small WXR with threads, and its generic JSON",
    write=_write,
    finish=_finish,
    depth=1,
    next_step="TZ=UTC isso -c isso.cfg import -t wordpress {folder}/isso.xml",
)
