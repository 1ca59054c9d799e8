"""Waline: the file of its own export. Importing one deletes the comments that the server has.

Waline looks a page up by its decoded path. Its Markdown knows formulas, emoji, sub- and superscripts.
"""

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from wpmigrate.contract import Comment, Comments, CommentsJob, Dialect, Record, Streamed, Thread
from wpmigrate.pieces.comment_facts import (
    id_of,
    instant_of,
    name_of,
    parent_id,
    roots_of,
    website_of,
    with_milliseconds,
)
from wpmigrate.pieces.comment_text import NOTHING, SPAN, safe_markdown
from wpmigrate.pieces.streams import json_record, streamed

_OPENING: Final = '{"type":"waline","version":1,"time":0,"tables":["Comment","Counter","Users"],"data":{"Comment":[\n'
_CLOSING: Final = '\n],"Counter":[],"Users":[]}}\n'
_HOT: Final = re.compile(
    r"[$^]|\\~"
    r"|:(?=[0-9]*[A-Za-z_+-][A-Za-z0-9_+-]*:|100:|1234:)"  # the name of an emoji
    r"|:(?=[-,'\"]{0,2}[()DPpOo|@SsZz$*/])(?!//)|(?<!&lt)(?<!&amp);(?=-?[()])|[XxB8](?=-\))|(?:&lt;|<)(?=/?3)"  # emoticons
)
_KEPT_ENCODED: Final = re.compile(r"[?#]")  # what JavaScript's decodeURI leaves of the escapes in a path


def _escape(text: str, place: str) -> str:
    return _HOT.sub(_as_entity, text) if place == "text" else text


def _as_entity(found: re.Match[str]) -> str:
    char = "<" if found[0] == "&lt;" else found[0][-1]
    return f"&#{ord(char)};"


_DIALECT: Final = Dialect(escape=_escape)


def _write(thread: Thread) -> Iterator[Record]:
    roots = roots_of(thread)
    for comment in thread.comments:
        yield json_record("comments", _entry(comment, roots, thread))


def _entry(comment: Comment, roots: dict[int, str], thread: Thread) -> dict[str, Any]:
    moment = with_milliseconds(instant_of(comment, thread.post))
    answered = {"pid": parent_id(comment, thread.post), "rid": roots[comment.id]} if comment.id in roots else {}
    return {
        "objectId": id_of(comment.id, thread.post),
        "nick": name_of(comment),
        "mail": comment.email or "",
        "link": website_of(comment, thread),
        "comment": safe_markdown(comment, thread.resolve, _DIALECT, respelled={NOTHING: SPAN}),
        "ip": comment.ip or "",
        "ua": "",
        "url": _KEPT_ENCODED.sub(lambda found: quote(found[0]), thread.url),
        "status": "approved",
        **answered,
        "insertedAt": moment,
        "createdAt": moment,
        "updatedAt": moment,
    }


def _finish(job: CommentsJob) -> Iterator[Streamed]:
    yield from streamed(job, "comments", "waline.json", _OPENING, _CLOSING)


COMMENTS: Final = Comments(
    summary="Waline: the file of its own export",
    write=_write,
    finish=_finish,
    next_step="Import {folder}/waline.json under Migration in Waline's admin pages (it deletes the comments there are).",
)
