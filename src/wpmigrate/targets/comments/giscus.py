"""giscus: what to create through GitHub's GraphQL API, as JSON; giscus finds a page's discussion by its path.

All will be said by the account that creates it, so that each text begins with who wrote it, and when.
"""

import re
from collections.abc import Iterator
from hashlib import sha1
from typing import Any, Final

from wpmigrate.content.nodes import Document, Link, Paragraph, Strong, Text
from wpmigrate.contract import Code, Comment, Comments, CommentsJob, Diagnostic, Dialect, Record, Streamed, Thread
from wpmigrate.pieces.comment_facts import id_of, instant_of, name_of, pathname, rfc3339, title_of, website_of
from wpmigrate.pieces.comment_text import safe_markdown
from wpmigrate.pieces.streams import json_record, streamed
from wpmigrate.render.markdown import render_markdown

_OPENING: Final = '{"format":"wpmigrate-giscus","version":1,"mapping":"pathname","discussions":[\n'
_CLOSING: Final = "\n]}\n"
_ENDING: Final = re.compile(r"\.[A-Za-z0-9_]+$")
_NOTICE: Final = re.compile(r"@(?=[A-Za-z0-9])|#(?=[0-9])|(?<=[Gg][Hh])-(?=[0-9])")
_QUIET: Final = "\u200b"
_LONGEST_TITLE: Final = 256
_LONGEST_BODY: Final = 65_536


def _escape(text: str, place: str) -> str:
    """Let a name or number be text: GitHub would tell people that they are spoken of, and link its own issues."""
    return _NOTICE.sub(lambda found: found[0] + _QUIET, text) if place == "text" else text


_DIALECT: Final = Dialect(escape=_escape)


def _write(thread: Thread) -> Iterator[Record]:
    term = _term(pathname(thread))
    bodies = {comment.id: _body(comment, thread) for comment in thread.comments}
    replies: dict[int, list[dict[str, Any]]] = {}
    entries = []
    for comment in thread.comments:
        entry = {"id": id_of(comment.id, thread.post), "body": bodies[comment.id]}
        if comment.parent is None:
            entries.append({**entry, "replies": replies.setdefault(comment.id, [])})
        else:
            replies.setdefault(comment.parent, []).append(entry)
    _report(term, bodies.values(), thread)
    yield json_record(
        "discussions",
        {"path": pathname(thread), "title": term, "body": _opening(term, thread), "comments": entries},
    )


def _term(path: str) -> str:
    """Answer what giscus calls a page with the mapping `pathname`: without the first slash and the ending."""
    return "index" if len(path) < 2 else _ENDING.sub("", path[1:])


def _opening(term: str, thread: Thread) -> str:
    title = render_markdown(Document((Paragraph((Text(title_of(thread)),)),)), _DIALECT).strip()
    digest = sha1(term.encode(), usedforsecurity=False).hexdigest()
    return f"{title}\n\n<{thread.address}>\n\n<!-- sha1: {digest} -->"


def _body(comment: Comment, thread: Thread) -> str:
    name, site = Text(name_of(comment)), website_of(comment, thread)
    who = Strong((Link(site, (name,)) if site else name,))
    when = rfc3339(instant_of(comment, thread.post)).removesuffix("Z").replace("T", " ")
    head = render_markdown(Document((Paragraph((who, Text(f" · {when} UTC"))),)), _DIALECT)
    return f"{head}\n{safe_markdown(comment, thread.resolve, _DIALECT)}"


def _report(term: str, bodies: Any, thread: Thread) -> None:
    if len(term) > _LONGEST_TITLE:
        why = "giscus: the page's path is longer than the title of a discussion may be"
        thread.report(Diagnostic(Code.COMMENTS_NOT_HELD, why, len(thread.comments)))
    long = sum(len(body) > _LONGEST_BODY for body in bodies)
    if long:
        thread.report(Diagnostic(Code.COMMENTS_NOT_HELD, "giscus: longer than GitHub takes", long))


def _finish(job: CommentsJob) -> Iterator[Streamed]:
    yield from streamed(job, "discussions", "giscus.json", _OPENING, _CLOSING)


COMMENTS: Final = Comments(
    summary="giscus: a plan of GitHub discussions",
    write=_write,
    finish=_finish,
    depth=1,
    next_step="Create what {folder}/giscus.json lists with createDiscussion and addDiscussionComment, at most 80 a minute.",
)
