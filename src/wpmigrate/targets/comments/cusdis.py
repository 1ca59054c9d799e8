"""Cusdis: what Disqus exports, the only thing it imports.

Its ids are those of the whole server, so that they are made of the page's address. It fails where there is one page, or one
comment, alone: something deleted, which it leaves out, keeps that company.
"""

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Final

from wpmigrate.contract import Comment, Comments, CommentsJob, Record, Streamed, Thread
from wpmigrate.pieces.comment_facts import (
    digest_of,
    id_of,
    instant_of,
    name_of,
    pathname,
    post_instant,
    rfc3339,
    title_of,
)
from wpmigrate.pieces.comment_text import safe_html
from wpmigrate.pieces.streams import around, cdata, element

_OPENING: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
"""
_CLOSING: Final = "</disqus>\n"
_GONE: Final = digest_of("cusdis", "deleted")[:24]
_AUTHOR: Final = "<author><name>-</name><isAnonymous>true</isAnonymous></author>"
_COMPANY: Final = f"""\
<thread dsq:id="{_GONE}"><id>{_GONE}</id><link>{_GONE}</link><title>{_GONE}</title><isDeleted>true</isDeleted></thread>
<post dsq:id="{_GONE}"><message>-</message><createdAt>1970-01-01T00:00:00Z</createdAt><isDeleted>true</isDeleted>\
<isSpam>false</isSpam>{_AUTHOR}<thread dsq:id="{_GONE}"/></post>
"""


def _write(thread: Thread) -> Iterator[Record]:
    page = _page(thread)
    parts = (
        element("id", pathname(thread)),
        element("link", thread.address),
        cdata("title", title_of(thread)),
        element("createdAt", rfc3339(post_instant(thread.post))),
        _AUTHOR,
        element("isClosed", "true" if thread.post.comment_status == "closed" else "false"),
        element("isDeleted", "false"),
    )
    yield Record("threads", f'<thread dsq:id="{page}">{"".join(parts)}</thread>'.encode())
    for comment in thread.comments:
        yield Record("posts", _post(comment, page, thread).encode())


def _page(thread: Thread) -> str:
    return digest_of("cusdis", thread.address)[:24]


def _id(number: int, thread: Thread) -> str:
    return digest_of("cusdis", thread.address, id_of(number, thread.post))[:24]


def _post(comment: Comment, page: str, thread: Thread) -> str:
    parts = (
        cdata("message", safe_html(comment, thread.resolve)),
        element("createdAt", rfc3339(instant_of(comment, thread.post))),
        element("isDeleted", "false"),
        element("isSpam", "false"),
        f"<author>{cdata('name', name_of(comment))}<isAnonymous>true</isAnonymous></author>",
        f'<thread dsq:id="{page}"/>',
        f'<parent dsq:id="{_id(comment.parent, thread)}"/>' if comment.parent is not None else "",
    )
    return f'<post dsq:id="{_id(comment.id, thread)}">{"".join(parts)}</post>'


def _finish(job: CommentsJob) -> Iterator[Streamed]:
    if next(iter(job.records("threads")), None) is not None:
        yield Streamed("cusdis.xml", partial(_parts, job))


def _parts(job: CommentsJob) -> Iterator[bytes]:
    yield from around(job, "threads", _OPENING, "\n")
    yield from around(job, "posts", "", "\n")
    alone = any(sum(1 for _ in islice(job.records(stream), 2)) < 2 for stream in ("threads", "posts"))
    yield (_COMPANY if alone else "").encode()
    yield _CLOSING.encode()


COMMENTS: Final = Comments(
    summary="Cusdis: XML as Disqus exports it",
    write=_write,
    finish=_finish,
    next_step="Import {folder}/cusdis.xml in Cusdis's dashboard, and approve the comments there.",
)
