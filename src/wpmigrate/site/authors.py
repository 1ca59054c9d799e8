"""Authors: from the channel, from the items that name one, and placeholders for those who are gone."""

import re
from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.model import Author
from wpmigrate.site.permalinks import safe_url
from wpmigrate.site.slugs import Allocator, word_slug
from wpmigrate.site.titles import plain_name
from wpmigrate.wxr.records import AuthorRecord, ItemRecord, TermRecord, TermUse

KeyKind: TypeAlias = Literal["creator", "coauthor", "user", "merged"]
_NOBODY: Final = "unknown"
_NO_LOGIN: Final = re.compile(r"[^\w .@-]")  # signs that WordPress takes out of every login
_MOLONGUI: Final = re.compile(r"(?:user|guest)-[0-9]{1,12}")


class Roll(Struct, frozen=True):
    """The authors of a site, and under which words items and comments refer to them; `merged` ones became another."""

    authors: list[Author]
    keys: dict[tuple[KeyKind, str], str]
    findings: list[tuple[str, Diagnostic]]
    merged: tuple[tuple[Author, str], ...] = ()


def is_email(text: str) -> bool:
    """Say whether a login is an e-mail address, which is nobody's to publish."""
    local, _, host = text.strip().partition("@")
    return bool(local) and "." in host.strip(".") and "@" not in host and not any(c.isspace() for c in text.strip())


def without_emails(name: str) -> str:
    """Drop the e-mail addresses that stand in a name, as in `Zed <zed@mail.example>`."""
    return " ".join(word for word in name.split() if not is_email(word.strip("<>()[],;"))) if "@" in name else name


def build_roll(
    records: Iterable[AuthorRecord],
    creators: Iterable[str],
    coauthors: Iterable[tuple[str, str]],
    *,
    personal_data: bool,
) -> Roll:
    """Resolve everyone who is named: by login, then by display name; the rest are created or stand in as placeholders."""
    book = _Book(personal_data=personal_data)
    for record in records:
        book.enter(record)
    told = bool(book.authors)
    for creator in creators:
        book.keys["creator", creator] = book.find(creator) or book.create(creator, placeholder=told or not creator)
    for nicename, name in coauthors:
        login = nicename.removeprefix("cap-")
        found = book.find(login) or book.find(name) or book.create(login, name=name, placeholder=False)
        book.keys["coauthor", nicename] = found
    return Roll(list(book.authors.values()), book.keys, book.findings)


class _Book:
    def __init__(self, *, personal_data: bool) -> None:
        self.authors: dict[str, Author] = {}
        self.keys: dict[tuple[KeyKind, str], str] = {}
        self.findings: list[tuple[str, Diagnostic]] = []
        self._by_word: dict[str, str] = {}
        self._logins, self._slugs = Allocator(), Allocator()
        self._personal_data = personal_data

    def enter(self, record: AuthorRecord) -> None:
        """Enter an author of the channel; a later entry of the same login replaces the earlier one's details."""
        shown = _shown_name(record)
        known = self._by_word.get(_word("login", record.login)) if record.login else None
        login = known or self._public_login(record.login, shown, record.id)
        author = Author(
            login=login,
            name=shown or login,
            slug=self.authors[login].slug if known else self._free_slug(login),
            id=record.id or None,
            first_name=_public(record.first_name),
            last_name=_public(record.last_name),
            email=(record.email or None) if self._personal_data else None,
            url=safe_url(record.url.strip()),
            bio=record.bio.strip(),
        )
        self.authors[login] = author
        self._remember(login, record.login, shown, record.display_name)
        if record.id:
            self.keys["user", str(record.id)] = login

    def find(self, word: str) -> str | None:
        """Find an author by login, by the slug of it, or by display name; then as WordPress would read a login."""
        said = plain_name(word)
        tries = [(kind, said) for kind in ("login", "slug", "name")] + [("login", _NO_LOGIN.sub("", said).strip())]
        return next((found for kind, one in tries if one and (found := self._by_word.get(_word(kind, one)))), None)

    def create(self, word: str, *, placeholder: bool, name: str = "") -> str:
        """Make an author from what an item says of one."""
        word = plain_name(word)
        if not word and not name:
            login, shown = self._public_login(_NOBODY, "", 0), "Unknown author"
        else:
            shown = _shown_name(AuthorRecord(login=word, display_name=name or word))
            login = self._public_login(word, shown, 0)
        self.authors[login] = Author(login=login, name=shown, slug=self._free_slug(login), placeholder=placeholder)
        self._remember(login, word, shown, name)
        return login

    def _remember(self, login: str, *words: str) -> None:
        raw, *names = words
        for kind, word in (("login", raw), ("slug", word_slug(raw, "")), *(("name", plain_name(n)) for n in names)):
            if word:
                self._by_word.setdefault(_word(kind, word), login)

    def _public_login(self, login: str, shown: str, number: int) -> str:
        hidden = without_emails(login) != login
        wished = login if login and not hidden else word_slug(shown, f"author-{number}" if number else "author")
        public = self._logins.allocate_name(wished)
        if hidden:
            self.findings.append((public, Diagnostic(Code.AUTHOR_LOGIN_HIDDEN)))
        return public

    def _free_slug(self, login: str) -> str:
        return self._slugs.allocate_name(word_slug(login, "author"))


def with_details(record: AuthorRecord, meta: Iterable[tuple[str, str]]) -> AuthorRecord:
    """Read a guest author of Co-Authors Plus from the fields of its item."""
    fields = {key.removeprefix("cap-"): value for key, value in meta if key.startswith("cap-")}
    return replace(
        record,
        login=fields.get("user_login", record.login),
        display_name=fields.get("display_name", record.display_name),
        first_name=fields.get("first_name", ""),
        last_name=fields.get("last_name", ""),
        email=fields.get("user_email", ""),
        url=_whole(fields.get("website", "").strip()),
        bio=fields.get("description", ""),
    )


def molongui_uses(meta: Iterable[tuple[str, str]]) -> tuple[TermUse, ...]:
    """Answer the authors that Molongui gives a post, such as `user-3` and `guest-12`, as if they were terms."""
    told = dict.fromkeys(value for key, value in meta if key == "_molongui_author" and _MOLONGUI.fullmatch(value))
    return tuple(TermUse("author", f"molongui-{value}", "") for value in told)


def molongui_guest(item: ItemRecord) -> AuthorRecord:
    """Read a guest author of Molongui from its item."""
    start = "_molongui_guest_author_"
    fields = {key.removeprefix(start): value for key, value in item.meta if key.startswith(start)}
    return AuthorRecord(
        login=item.slug or fields.get("display_name", item.title),
        display_name=fields.get("display_name") or item.title,
        first_name=fields.get("first_name", ""),
        last_name=fields.get("last_name", ""),
        email=fields.get("mail", ""),
        url=_whole(fields.get("web", "").strip()),
        bio=item.content,
    )


def from_term(term: TermRecord) -> AuthorRecord | None:
    """Read a guest author of PublishPress Authors from its term; those who are users stand among the authors."""
    told = dict(term.meta)
    if term.taxonomy != "author" or not told or told.get("user_id", "0") not in ("", "0"):
        return None
    return AuthorRecord(
        login=term.slug.removeprefix("cap-"),
        display_name=term.name,
        first_name=told.get("first_name", ""),
        last_name=told.get("last_name", ""),
        email=told.get("user_email", ""),
        url=_whole(told.get("user_url", "").strip()),
        bio=told.get("description", ""),
    )


def _whole(url: str) -> str:
    """Answer a web address with its scheme, as WordPress completes it where it is shown."""
    return url if not url or ":" in url.partition("/")[0] or url.startswith(("/", "#", "?")) else f"http://{url}"


def _shown_name(record: AuthorRecord) -> str:
    """Answer the name to print: WordPress's default display name is the login, and that may be an e-mail address."""
    shown = plain_name(record.display_name)
    public = without_emails(shown)
    if public:
        return public
    full = f"{_public(record.first_name)} {_public(record.last_name)}".strip()
    return full or (shown or record.login).partition("@")[0].strip()


def _public(name: str) -> str:
    return without_emails(plain_name(name))


def _word(kind: str, word: str) -> str:
    return f"{kind}\n{word.casefold()}"
