"""Remark42: the lines of its own backup. Restoring one deletes the comments that the site has."""

from collections.abc import Iterator
from hashlib import sha1
from typing import Any, Final

from msgspec import Struct

from wpmigrate.contract import Comment, Comments, CommentsJob, Record, Streamed, Thread
from wpmigrate.pieces.comment_facts import (
    avatar_of,
    commenter_of,
    id_of,
    instant_of,
    name_of,
    parent_id,
    rfc3339,
    title_of,
)
from wpmigrate.pieces.comment_text import safe_html, safe_markdown
from wpmigrate.pieces.streams import json_record, streamed

_OPENING: Final = '{"version":1,"users":[],"posts":[]}\n'


class RemarkOptions(Struct, frozen=True):
    """`site` is the id of the site in Remark42's configuration (SITE)."""

    site: str = "remark"


def _write(thread: Thread) -> Iterator[Record]:
    for comment in thread.comments:
        yield json_record("comments", _entry(comment, thread))


def _entry(comment: Comment, thread: Thread) -> dict[str, Any]:
    user = {
        "name": name_of(comment),
        "id": f"wordpress_{sha1(commenter_of(comment).encode(), usedforsecurity=False).hexdigest()}",
        "picture": avatar_of(comment),
        "ip": comment.ip or "",
        "admin": False,
    }
    return {
        "id": id_of(comment.id, thread.post),
        "pid": parent_id(comment, thread.post),
        "text": safe_html(comment, thread.resolve),
        "orig": safe_markdown(comment, thread.resolve),
        "user": user,
        "locator": {"site": thread.options.site, "url": thread.address},
        "score": 0,
        "vote": 0,
        "time": rfc3339(instant_of(comment, thread.post)),
        "imported": True,
        "title": title_of(thread),
    }


def _finish(job: CommentsJob) -> Iterator[Streamed]:
    yield from streamed(job, "comments", "remark42.json", _OPENING, "\n", "\n")


COMMENTS: Final = Comments(
    summary="Remark42: its own backup",
    write=_write,
    finish=_finish,
    options=RemarkOptions,
    next_step="remark42 restore -s SITE -f {folder}/remark42.json (it deletes the comments the site has)",
)
