"""Authors as the owner of a site wants them: renamed, completed, and several made one."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.model import Author
from wpmigrate.site.authors import KeyKind, Roll
from wpmigrate.site.permalinks import safe_url
from wpmigrate.site.sheets import Faults, Line, read_sheet
from wpmigrate.site.slugs import safe_segment

SECTION: Final = "author"
COLUMNS: Final = ("login", "name", "slug", "email", "url", "bio", "merge_into")
_CODE: Final = "bad-authors"
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>\\]+(?:[/?#][^\s\"<>\\]*)?", re.IGNORECASE)
_BREAK = re.compile(r"\s*[\r\n]+\s*")
_TEXTS: Final = ("name", "slug", "url", "bio")


class AuthorSheet(Struct, frozen=True):
    """A file of authors, whose every line can be read; whether it fits the export is seen when that has been."""

    name: str
    lines: tuple[Line, ...]


def read_authors(path: Path) -> AuthorSheet:
    """Read a file of authors, and refuse it with all of its faults."""
    faults = Faults(path.name)
    lines = read_sheet(path, SECTION, COLUMNS, faults)
    faults.refuse(_CODE)
    return AuthorSheet(path.name, tuple(lines))


def told_authors(people: Mapping[str, Mapping[str, str]]) -> AuthorSheet:
    """Make a sheet of what settings say of authors."""
    lines = (Line(0, {"login": login, **said}) for login, said in people.items())
    return AuthorSheet("[authors]", tuple(lines))


def edit_roll(roll: Roll, everyone: Roll, sheet: AuthorSheet, *, personal_data: bool) -> Roll:
    """Answer the authors as `sheet` has them, or refuse it. `everyone` knows those too that no written item names."""
    faults = Faults(sheet.name)
    known = {author.login: author for author in everyone.authors}
    hints = _hints(known)
    lines = {line.values["login"]: line for line in sheet.lines}
    for login, line in lines.items():
        if login in known:
            _check(line, known[login], faults)
        else:
            faults.add(
                line.number, f"the export has no author with the login {login!r}{hints.get(login.casefold(), '')}."
            )
    into = _merges(lines, hints, known, faults)
    faults.refuse(_CODE)
    here = {author.login: author for author in roll.authors}
    here |= {login: known[login] for login in map(into.get, list(here)) if login and login not in here}
    kept = [
        _edited(author, lines[login].values, personal_data=personal_data) if login in lines else author
        for login, author in here.items()
        if login not in into
    ]
    _refuse_twins(kept, lines, faults)
    faults.refuse(_CODE)
    return replace(
        roll,
        authors=kept,
        keys={key: into.get(login, login) for key, login in roll.keys.items()} | _former(here, into),
        merged=tuple((author, into[login]) for login, author in here.items() if login in into),
    )


def _former(here: Mapping[str, Author], into: Mapping[str, str]) -> dict[tuple[KeyKind, str], str]:
    """Answer the words that old addresses name merged authors by, also those who wrote nothing."""
    return {
        ("merged", word): into[login]
        for login, author in here.items()
        if login in into
        for word in (author.slug, login)
    }


def first_rows(authors: Iterable[Author]) -> Iterator[dict[str, str]]:
    """Answer the rows of a first version: each author as they would be written, ready to be edited."""
    for author in authors:
        yield {
            "login": author.login,
            "name": author.name,
            "slug": author.slug,
            "email": author.email or "",
            "url": author.url,
            "bio": author.bio,
        }


def _edited(author: Author, given: Mapping[str, str], *, personal_data: bool) -> Author:
    changes = {column: given[column] for column in _TEXTS if given.get(column)}
    if "name" in changes:
        changes["name"] = _BREAK.sub(" ", changes["name"])
    email = given.get("email") if personal_data else None
    named = author.placeholder and given.get("name", author.name) != author.name
    return replace(author, **changes, email=email or author.email, placeholder=author.placeholder and not named)


def _hints(known: Mapping[str, Author]) -> dict[str, str]:
    """Answer what to add where a word is no login but, in other letters, somebody's login, slug or name."""
    hints: dict[str, str] = {}
    for words in zip(*((a.login, a.slug, a.name) for a in known.values()), strict=True):
        for word, login in zip(words, known, strict=True):
            hints.setdefault(word.casefold(), f"; {login!r} may be meant")
    return hints


def _check(line: Line, author: Author, faults: Faults) -> None:
    """Note what no author can have; what the export says already is none of that."""
    for column, check in _CHECKS.items():
        value = line.values.get(column, "")
        said = check(value) if value and value != getattr(author, column).strip() else ""
        if said:
            faults.add(line.number, said)


def _merges(
    lines: Mapping[str, Line], hints: Mapping[str, str], known: Mapping[str, Author], faults: Faults
) -> dict[str, str]:
    """Answer who becomes whom in the end; a ring of them has no end."""
    wished = {login: line.values.get("merge_into", "") for login, line in lines.items()}
    wished = {login: target for login, target in wished.items() if target and target != login}
    ends: dict[str, str] = {}
    for login in wished:
        trail: dict[str, None] = {}
        at = login
        while at in wished and at not in ends and at not in trail:
            trail[at] = None
            at = wished[at]
        end = ends.get(at, at)
        if at in trail:
            faults.add(lines[login].number, f"{login!r} would be merged into itself: {' into '.join([*trail, at])}.")
        elif end not in known:
            hint = hints.get(end.casefold(), "")
            faults.add(lines[login].number, f"the export has no author with the login {end!r} to merge into{hint}.")
        ends |= dict.fromkeys(trail, end)
    return ends


def _refuse_twins(authors: Iterable[Author], lines: Mapping[str, Line], faults: Faults) -> None:
    met: dict[str, str] = {}
    for author in authors:
        owner = met.setdefault(author.slug.casefold(), author.login)
        if owner != author.login:
            told = lines.get(author.login) or lines.get(owner)
            faults.add(
                told.number if told else 0, f"{owner!r} and {author.login!r} would share the slug {author.slug!r}."
            )


def _check_slug(value: str) -> str:
    return (
        "" if safe_segment(value, "") == value else f"{value!r} is no slug; {safe_segment(value, 'name')!r} would be."
    )


def _check_url(value: str) -> str:
    whole = _WEB_ADDRESS.fullmatch(value) and safe_url(value)
    return "" if whole else f"{value!r} is no address of a web page."


_CHECKS: Final[Mapping[str, Callable[[str], str]]] = {"slug": _check_slug, "url": _check_url}
