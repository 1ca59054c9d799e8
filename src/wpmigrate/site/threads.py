"""Comment threads as WordPress shows them: who is shown, in which order, how deep."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import md5
from itertools import count
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.model import Comment
from wpmigrate.site.fields import decoded_fields
from wpmigrate.site.index import SiteIndex
from wpmigrate.site.options import SiteOptions
from wpmigrate.site.titles import plain_name
from wpmigrate.wxr.dates import parse_date
from wpmigrate.wxr.records import CommentRecord, ItemRecord

_DEEPEST: Final = 10
_APPROVED: Final = frozenset(("1", "approve", "approved"))
_INTERNAL_TYPES: Final = frozenset(("note", "order_note", "webhook_delivery", "action_log"))
_REASONS: Final = {
    "spam": "comment-spam",
    "trash": "comment-trash",
    "post-trashed": "comment-post-trashed",
}

Report = Callable[[Diagnostic], None]


class Threads(Struct, frozen=True):
    """The comments of one item. `skipped` holds id, type and reason of those that are not shown."""

    shown: tuple[Comment, ...] = ()
    skipped: tuple[tuple[str, str, str], ...] = ()


class Standing(Struct, frozen=True):
    """A comment's place in the thread: its parent there, or None at the top."""

    id: int
    parent: int | None
    depth: int


def thread_comments(item: ItemRecord, index: SiteIndex, options: SiteOptions, report: Report) -> Threads:
    """Sort an item's comments into those that are shown, threaded, and those that are not."""
    if not item.comments:
        return Threads()
    shown: dict[int, CommentRecord] = {}
    skipped: list[tuple[str, str, str]] = []
    for number, record in _numbered(item.comments, report):
        reason = _reason(record)
        if reason:
            skipped.append((str(record.id), record.type or "comment", reason))
        else:
            shown[number] = record
    ordered = sorted(shown, key=lambda number: (_moment(shown[number]), number))
    standings = arrange([(number, max(shown[number].parent, 0)) for number in ordered], report)
    comments = tuple(_comment(one, shown[one.id], item, index, options) for one in standings)
    return Threads(comments, tuple(skipped))


def shown_records(item: ItemRecord) -> Iterator[CommentRecord]:
    """List the comments that are shown, as they stand, each with an id of its own."""
    for number, record in _numbered(item.comments, lambda _: None):
        if not _reason(record):
            yield replace(record, id=number)


def arrange(comments: list[tuple[int, int]], report: Report) -> list[Standing]:
    """Thread (id, parent) pairs, given in order of date, exactly as WordPress's walker displays them.

    Replies to what is not shown come after all others, flat, each with its own replies flat as well.
    """
    if not any(parent for _, parent in comments):
        return [Standing(number, None, 0) for number, _ in comments]
    known = {number for number, _ in comments}
    children: dict[int, list[int]] = {}
    for number, parent in comments:
        children.setdefault(parent, []).append(number)
    orphaned = [number for number, parent in comments if parent and parent not in known]
    parents = _uncut(comments, children, orphaned, report)
    standings = [Standing(*one) for one in _climb(children, parents)]
    met = {one.id for one in standings}
    rest = (number for replies in children.values() for number in replies if number not in met)
    return standings + [Standing(number, parents[number], 0) for number in rest]


def _climb(children: dict[int, list[int]], parents: dict[int, int | None]) -> Iterator[tuple[int, int | None, int]]:
    """Walk the real threads, parents before their replies; beyond the deepest level replies stay on it."""
    stack = [(number, 0) for number in reversed(children.get(0, ()))]
    while stack:
        number, depth = stack.pop()
        yield number, parents[number], depth
        below = min(depth + 1, _DEEPEST - 1)
        stack.extend((reply, below) for reply in reversed(children.get(number, ())))


def _uncut(
    comments: list[tuple[int, int]], children: dict[int, list[int]], orphaned: list[int], report: Report
) -> dict[int, int | None]:
    """Answer each comment's parent, none where it is not shown; in a ring, none for the first."""
    parents: dict[int, int | None] = {}
    told = dict(comments)
    cut: list[int] = []
    roots = [number for number, parent in comments if not parent]
    for start in (*roots, *orphaned, *(number for number, _ in comments)):
        if start in parents:
            continue
        parents[start] = None
        if told[start] in told and told[start]:
            cut.append(start)
        _follow(start, children, parents)
    if orphaned:
        report(Diagnostic(Code.COMMENT_PARENT_MISSING, _listed(orphaned), len(orphaned)))
    if cut:
        report(Diagnostic(Code.COMMENT_CYCLE, _listed(cut), len(cut)))
    return parents


def _follow(start: int, children: dict[int, list[int]], parents: dict[int, int | None]) -> None:
    stack = [start]
    while stack:
        number = stack.pop()
        for reply in children.get(number, ()):
            if reply not in parents:
                parents[reply] = number
                stack.append(reply)


def _numbered(comments: Iterable[CommentRecord], report: Report) -> Iterator[tuple[int, CommentRecord]]:
    """Give comments without an id of their own a negative one, which no other comment has; one they have stays."""
    met: set[int] = set()
    for place, record in enumerate(comments, start=1):
        number = record.id
        if number in met:
            report(Diagnostic(Code.DUPLICATE_ID, f"comment {number}"))
        if number in met or not number:
            number = next(free for free in count(-place, -1) if free not in met)
        met.add(number)
        yield number, record


def _reason(record: CommentRecord) -> str:
    if record.type in _INTERNAL_TYPES:
        return "comment-internal"
    return "" if record.approved in _APPROVED else _REASONS.get(record.approved, "comment-unapproved")


def _moment(record: CommentRecord) -> str:
    """Answer the sort key: GMT as MySQL compares it, so that a zero date comes first."""
    moment = parse_date(record.date_gmt)
    if moment is not None and moment.tzinfo is not None:
        moment = moment.replace(tzinfo=None)
    return moment.isoformat() if moment else ""


def _comment(one: Standing, record: CommentRecord, item: ItemRecord, index: SiteIndex, options: SiteOptions) -> Comment:
    user = index.user(record.user_id)
    personal = options.personal_data
    date, _ = index.clock.resolve(record.date, record.date_gmt)
    return Comment(
        id=one.id,
        post=item.id,
        author=plain_name(record.author) or (user.name if user else "Anonymous"),
        content=record.content,
        date=date,
        url=_website(record.url),
        parent=one.parent,
        depth=one.depth,
        type=record.type or "comment",
        user=user.login if user else "",
        email=(record.email or None) if personal else None,
        email_hash=_hashed(record.email) if personal or options.hash_emails else None,
        ip=(record.ip or None) if personal else None,
        meta=decoded_fields(record.meta, personal_data=personal, hidden=False).kept,
    )


def _hashed(email: str) -> str | None:
    """Answer what avatar services call the MD5 of an address."""
    plain = email.strip().lower()
    return md5(plain.encode("utf-8", "replace"), usedforsecurity=False).hexdigest() if plain else None


def _website(url: str) -> str:
    """Answer a commenter's site; the form asks for a web address, so anything else leads nowhere."""
    return url if url.lower().startswith(("http://", "https://")) else ""


def _listed(numbers: list[int]) -> str:
    first = ", ".join(str(number) for number in numbers[:10])
    return f"{first} …" if len(numbers) > 10 else first
