"""Commento and Comentario: Commento's export, version 1.

Commento knows a commenter by the e-mail address and refuses one without; who has none here gets one that no one has.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from wpmigrate.contract import Comment, Comments, CommentsJob, Record, Streamed, Thread
from wpmigrate.pieces.comment_facts import (
    avatar_of,
    commenter_of,
    digest_of,
    id_of,
    instant_of,
    made_up_email,
    name_of,
    parent_id,
    pathname,
    rfc3339,
    website_of,
)
from wpmigrate.pieces.comment_text import safe_html, safe_markdown
from wpmigrate.pieces.streams import around, json_record

_NOTHING: Final = "undefined"  # Commento's own word for an address there is none of
_ROOT: Final = "root"


def _write(thread: Thread) -> Iterator[Record]:
    for comment in thread.comments:
        yield json_record("comments", _entry(comment, thread))
        yield json_record("commenters", _commenter(comment, thread))


def _entry(comment: Comment, thread: Thread) -> dict[str, Any]:
    parent = parent_id(comment, thread.post)
    return {
        "commentHex": _hex(thread, id_of(comment.id, thread.post)),
        "domain": urlsplit(thread.address).netloc,
        "url": pathname(thread),
        "commenterHex": commenter_of(comment),
        "markdown": safe_markdown(comment, thread.resolve),
        "html": safe_html(comment, thread.resolve),
        "parentHex": _hex(thread, parent) if parent else _ROOT,
        "score": 0,
        "state": "approved",
        "creationDate": rfc3339(instant_of(comment, thread.post)),
        "direction": 0,
        "deleted": False,
    }


def _hex(thread: Thread, number: str) -> str:
    return digest_of(thread.site.url, number)


def _commenter(comment: Comment, thread: Thread) -> dict[str, Any]:
    return {
        "commenterHex": commenter_of(comment),
        "email": comment.email or made_up_email(comment),
        "name": name_of(comment),
        "link": website_of(comment, thread).replace("http://", "https://", 1) or _NOTHING,
        "photo": avatar_of(comment) or _NOTHING,
        "provider": "commento",
        "joinDate": rfc3339(instant_of(comment, thread.post)),
        "isModerator": False,
    }


def _finish(job: CommentsJob) -> Iterator[Streamed]:
    if next(iter(job.records("comments")), None) is not None:
        yield Streamed("commento.json", partial(_parts, job))


def _parts(job: CommentsJob) -> Iterator[bytes]:
    yield from around(job, "comments", '{"version":1,"comments":[\n', '\n],"commenters":[\n', ",\n")
    separator = b""
    for record in _once(job):
        yield separator + record
        separator = b",\n"
    yield b"\n]}\n"


def _once(job: CommentsJob) -> Iterator[bytes]:
    """Yield each commenter once; of an address that several names share, each but the first gets one that no one has."""
    known: set[bytes] = set()
    emails: set[str] = set()
    for record in job.records("commenters"):
        one = msgspec.json.decode(record)
        key = bytes.fromhex(one["commenterHex"])
        if key in known:
            continue
        known.add(key)
        email = one["email"].lower()
        if email in emails:
            one["email"] = f"commenter-{one['commenterHex'][:16]}@wordpress.invalid"
            record = msgspec.json.encode(one)  # noqa: PLW2901 - the same record with another address
        emails.add(email)
        yield record


COMMENTS: Final = Comments(
    summary="Commento and Comentario: Commento's export",
    write=_write,
    finish=_finish,
    next_step="gzip {folder}/commento.json and import it in the dashboard (Comentario: Commento v1).",
)
