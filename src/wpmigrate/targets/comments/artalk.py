"""Artalk: an Artrans file. Every value in it is a string."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from wpmigrate.contract import Comment, Comments, CommentsJob, Record, Streamed, Thread
from wpmigrate.pieces.comment_facts import (
    id_of,
    instant_of,
    name_of,
    parent_id,
    pathname,
    sql_time,
    title_of,
    website_of,
)
from wpmigrate.pieces.comment_text import NOTHING, SPAN, safe_markdown
from wpmigrate.pieces.streams import json_record, streamed

_UNNAMED: Final = "WordPress"


class ArtalkOptions(Struct, frozen=True):
    """`site` is the name of the site in Artalk; empty, it is the site's title."""

    site: str = ""


def _write(thread: Thread) -> Iterator[Record]:
    for comment in thread.comments:
        yield json_record("comments", _entry(comment, thread))


def _entry(comment: Comment, thread: Thread) -> dict[str, str]:
    moment = f"{sql_time(instant_of(comment, thread.post))} +0000"
    path = pathname(thread)
    return {
        "id": id_of(comment.id, thread.post),
        "rid": parent_id(comment, thread.post),
        "content": safe_markdown(comment, thread.resolve, respelled={NOTHING: SPAN}),
        "ua": "",
        "ip": comment.ip or "",
        "is_collapsed": "false",
        "is_pending": "false",
        "is_pinned": "false",
        "vote_up": "0",
        "vote_down": "0",
        "created_at": moment,
        "updated_at": moment,
        "nick": name_of(comment),
        "email": comment.email or "",
        "link": website_of(comment, thread),
        "badge_name": "",
        "badge_color": "",
        "page_key": path,
        "page_title": title_of(thread),
        "page_admin_only": "false",
        "site_name": thread.options.site or thread.site.title.strip() or _UNNAMED,
        "site_urls": thread.address.removesuffix(path),
    }


def _finish(job: CommentsJob) -> Iterator[Streamed]:
    yield from streamed(job, "comments", "artalk.artrans", "[\n", "\n]\n")


COMMENTS: Final = Comments(
    summary="Artalk: an Artrans file",
    write=_write,
    finish=_finish,
    options=ArtalkOptions,
    next_step="artalk import {folder}/artalk.artrans",
)
