"""Tags and users of a Ghost import, within what its database takes: one row too long undoes the whole import."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from wpmigrate.contract import Author, Term
from wpmigrate.pieces.limits import is_email_address, is_web_address, within
from wpmigrate.render.text import render_text
from wpmigrate.site.slugs import Allocator, ascii_word

NAME: Final = 191
SLUG: Final = 180
_DESCRIPTION: Final = 500
_BIO: Final = 250
_WEBSITE: Final = 2000
_LOCAL: Final = 56
_NOWHERE: Final = "authors.invalid"
_TAXONOMIES: Final = {"category": 0, "post_tag": 1}


def tag_key(taxonomy: str, slug: str) -> str:
    """Answer what names a tag inside of an import."""
    return f"{taxonomy}/{slug}"


def tag_slug(term: Term) -> str:
    """Answer the slug a term's tag has, if no other term's has it."""
    return ascii_word(term.slug, f"tag-{term.id}" if term.id else "tag", SLUG)


def tag_rows(terms: Sequence[Term], internal: Iterable[str]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Answer the tags of a site, and term key → id of its tag.

    Ghost has one kind of tag: a category and a tag of the same name and slug are one; others keep apart by a number.
    """
    slugs = Allocator()
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    ids: dict[str, str] = {}
    for term in sorted(terms, key=lambda one: _TAXONOMIES.get(one.taxonomy, 2)):
        name, wished = tag_name(term), tag_slug(term)
        key = tag_key(term.taxonomy, term.slug)
        row = rows.get((wished, name.casefold()))
        if row is None:
            about = within(render_text(term.description), _DESCRIPTION) if term.description else ""
            row = {"id": key, "name": name, "slug": slugs.allocate_name(wished), "description": about or None}
            rows[wished, name.casefold()] = row
        ids[key] = row["id"]
    hidden = [_hidden_tag(name, slugs) for name in sorted(set(internal))]
    ids |= {row["id"]: row["id"] for row in hidden}
    return [*rows.values(), *hidden], ids


def _hidden_tag(name: str, slugs: Allocator) -> dict[str, Any]:
    slug = slugs.allocate_name(f"hash-{ascii_word(name[1:], 'tag', SLUG)}")
    return {"id": name, "name": within(name, NAME), "slug": slug, "visibility": "internal"}


def tag_name(term: Term) -> str:
    """Answer a name that Ghost takes as one: a sign before it would hide the tag, a comma would part it."""
    name = term.name.strip().lstrip(",").strip()
    shown = f"\uff03{name[1:]}" if name.startswith("#") else name
    return within(shown, NAME) or within(term.slug.lstrip(",#"), NAME) or "tag"


def user_rows(authors: Sequence[Author]) -> list[dict[str, Any]]:
    """Answer the users of a site. Ghost knows people by their e-mail: those whose address is not told get one that cannot be."""
    rows: list[dict[str, Any]] = []
    slugs, emails = Allocator(), Allocator()
    for author in authors:
        slug = slugs.allocate_name(user_slug(author))
        told = (author.email or "").strip().lower()
        own = told if is_email_address(told, NAME) and emails.allocate_name(told) == told else ""
        row = {
            "id": author.login,
            "name": within(author.name, NAME) or within(author.login, NAME) or slug,
            "slug": slug,
            "email": own or emails.allocate_name(f"{slug[:_LOCAL]}-{len(rows) + 1}@{_NOWHERE}"),
            "bio": within(render_text(author.bio), _BIO) if author.bio else None,
            "website": author.url if is_web_address(author.url, _WEBSITE) else None,
        }
        rows.append({key: value for key, value in row.items() if value})
    return rows


def user_slug(author: Author) -> str:
    """Answer the slug of a user's page."""
    return ascii_word(author.slug, f"author-{author.id}" if author.id else "author", SLUG)
