"""Twikoo: the file of its own export. It shows the HTML of an import as it stands."""

from collections.abc import Iterator
from typing import Any, Final

from wpmigrate.contract import Comment, Comments, CommentsJob, Record, Streamed, Thread
from wpmigrate.pieces.comment_facts import (
    id_of,
    instant_of,
    milliseconds,
    name_of,
    parent_id,
    pathname,
    roots_of,
    website_of,
)
from wpmigrate.pieces.comment_text import safe_html
from wpmigrate.pieces.streams import json_record, streamed


def _write(thread: Thread) -> Iterator[Record]:
    roots = roots_of(thread)
    for comment in thread.comments:
        yield json_record("comments", _entry(comment, roots, thread))


def _entry(comment: Comment, roots: dict[int, str], thread: Thread) -> dict[str, Any]:
    moment = milliseconds(instant_of(comment, thread.post))
    answered = {"pid": parent_id(comment, thread.post), "rid": roots[comment.id]} if comment.id in roots else {}
    return {
        "_id": id_of(comment.id, thread.post),
        "nick": name_of(comment),
        "mail": comment.email or "",
        "mailMd5": comment.email_hash or "",
        "link": website_of(comment, thread),
        "ua": "",
        "ip": comment.ip or "",
        "comment": safe_html(comment, thread.resolve),
        "url": pathname(thread),
        "href": thread.address,
        "isSpam": False,
        "master": False,
        **answered,
        "created": moment,
        "updated": moment,
        "like": [],
    }


def _finish(job: CommentsJob) -> Iterator[Streamed]:
    yield from streamed(job, "comments", "twikoo.json", "[\n", "\n]\n")


COMMENTS: Final = Comments(
    summary="Twikoo: the file of its own export",
    write=_write,
    finish=_finish,
    next_step="Import {folder}/twikoo.json, kind Twikoo, in Twikoo's admin panel.",
)
