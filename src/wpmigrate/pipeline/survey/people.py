"""Who wrote, and which personal data an export holds: how many of each, never which."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from wpmigrate.report.inspection import AuthorMet
from wpmigrate.site.authors import is_email, without_emails
from wpmigrate.site.fields import is_private_field
from wpmigrate.site.selection import PERSONAL_TYPES
from wpmigrate.site.titles import plain_name
from wpmigrate.wxr.records import AuthorRecord, CommentRecord, ItemRecord

_AGENTS: Final = ("user_agent", "useragent", "comment_agent", "akismet_as_submitted")
_WHAT: Final = {
    "author_emails": "e-mail addresses of authors",
    "logins_that_are_emails": "logins that are e-mail addresses",
    "comment_emails": "e-mail addresses of commenters",
    "comment_ips": "IP addresses of commenters",
    "user_agents": "user agents of commenters",
    "private_comment_fields": "comment fields with personal data",
    "passwords": "passwords of items",
    "private_fields": "custom fields with personal data",
    "personal_items": "orders, form entries and other personal items",
}
"""What is counted, and how it is called."""


class PeopleTally:
    """Counts that grow while the items pass."""

    def __init__(self) -> None:
        self._comments: Counter[tuple[str, str, bool, bool]] = Counter()
        self._creators: Counter[str] = Counter()
        self._found: Counter[str] = Counter(dict.fromkeys(_WHAT, 0))
        self._records: dict[str, AuthorRecord] = {}
        self._private: dict[str, bool] = {}

    def see_authors(self, records: Iterable[AuthorRecord]) -> None:
        """Take the authors of a channel."""
        for record in records:
            self._records.setdefault(record.login, record)

    def see(self, item: ItemRecord, *, written: bool) -> None:
        """Count what one item tells of people; `written` says whether somebody wrote it."""
        if written:
            self._creators[item.creator] += 1
        if item.password:
            self._found["passwords"] += 1
        if item.type in PERSONAL_TYPES:
            self._found["personal_items"] += 1
        if item.meta:
            self._found["private_fields"] += sum([self._is_private(key) for key, _ in item.meta])
        if item.comments:
            self._see_comments(item.comments)

    def _see_comments(self, comments: Sequence[CommentRecord]) -> None:
        self._comments.update([(one.approved, one.type, one.email != "", one.ip != "") for one in comments])
        for key in [key for comment in comments if comment.meta for key, _ in comment.meta]:
            if self._is_private(key):
                self._found[
                    "user_agents" if key.lower().strip("_").endswith(_AGENTS) else "private_comment_fields"
                ] += 1

    def _is_private(self, key: str) -> bool:
        known = self._private.get(key)
        if known is None:
            known = is_private_field(key)
            if len(self._private) < 10_000:
                self._private[key] = known
        return known

    def comments(self) -> Counter[str]:
        """Count the comments by their state."""
        return self._commented(0)

    def comment_types(self) -> Counter[str]:
        """Count the comments by their type."""
        return self._commented(1)

    def _commented(self, part: Literal[0, 1]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for kind, count in self._comments.items():
            counts[kind[part]] += count
        return counts

    def personal_data(self) -> dict[str, int]:
        """Answer what was found, and how much of it."""
        records = self._records.values()
        self._found["author_emails"] = sum(bool(record.email) for record in records)
        logins = {record.login for record in records} | set(self._creators)
        self._found["comment_emails"] = sum(count for kind, count in self._comments.items() if kind[2])
        self._found["comment_ips"] = sum(count for kind, count in self._comments.items() if kind[3])
        self._found["logins_that_are_emails"] = sum(map(is_email, logins))
        return {_WHAT[name]: count for name, count in self._found.items() if count}

    def authors(self) -> tuple[AuthorMet, ...]:
        """List who wrote, the most diligent first, then those of the channel who wrote nothing."""
        names = dict.fromkeys(self._records, 0) | dict(self._creators)
        ranked = sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(self._author(login, count) for login, count in ranked if login or count)

    def _author(self, login: str, count: int) -> AuthorMet:
        record = self._records.get(login)
        name = without_emails(plain_name(record.display_name)) if record else ""
        return AuthorMet("" if is_email(login) else login, name, count, known=record is not None)
