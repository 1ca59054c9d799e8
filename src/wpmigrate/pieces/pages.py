"""Pages as a static host finds them: the file that answers a path, and the lists that may stand where WordPress has them."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from msgspec.structs import replace

from wpmigrate.contract import Author, Place, SiteJob, Term
from wpmigrate.pieces.authors import author_entry
from wpmigrate.pieces.paths import is_shown
from wpmigrate.pieces.terms import term_url
from wpmigrate.render.text import render_text

_ENDINGS: Final = (".html", ".htm", ".xhtml")
_NO_LINK: Final = re.compile(r'[\x00-\x20%#?"<>\\^`{|}\x7f]')


def page_file(url: str) -> str:
    """Answer the file from which a host serves a path: one that it names, else the index of its folder."""
    path = url.strip("/")
    return path if path.lower().endswith(_ENDINGS) else f"{path}/index.html".lstrip("/")


def link_to(url: str) -> str:
    """Say a path as a link, with escapes only for what would end or change it."""
    return _NO_LINK.sub(lambda found: f"%{ord(found[0]):02X}", url)


def address_of(place: Place, path: str) -> str:
    """Answer where an item is shown: at its permalink, else where its file lies (`path`); nowhere yet for a draft."""
    if place.front_page:
        return "/"
    return place.permalink if place.permalink or not is_shown(place) else f"/{path.strip('/')}/"


def author_url(author: Author, options: Any) -> str:
    """Answer where WordPress lists an author."""
    return f"/{options.author_base.strip('/')}/{author.slug}/"


def term_key(taxonomy: str, slug: str) -> str:
    """Name a term among all terms of a site."""
    return f"{taxonomy}/{slug}"


def listed(
    job: SiteJob, spell: Callable[[str], str] = str, *, by_language: bool = False
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Answer key → facts of every list: of a term, an author, or the items of a post type, whose key is `archive/<folder>`.

    `url` is as `spell` says it, and empty where an item, or another list, stands already. `by_language` parts a list by the
    languages of its items: the key of one in another language than the site's own ends in `@` and that language.
    """
    found = (*_terms(job, by_language=by_language), *_authors(job, by_language=by_language), *_archives(job))
    entries = [(key, {**entry, "url": spell(entry["url"])}) for key, entry in found]
    wanted = {_folded(entry["url"]) for _, entry in entries}
    taken = {url for item in job.items() if (url := _folded(item.url)) in wanted}
    for key, entry in entries:
        url = _folded(entry["url"])
        yield key, {**entry, "url": "" if url in taken else entry["url"]}
        taken.add(url)


def _terms(job: SiteJob, *, by_language: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    for term in job.terms:
        key = term_key(term.taxonomy, term.slug)
        if not by_language or not term.editions:
            yield key, _term(term, job)
        for edition in term.editions if by_language else ():
            one = replace(term, editions=(edition,), name=term.names.get(edition, term.name))
            yield _in(key, edition), {**_term(one, job), "lang": edition or job.site.languages[0]}


def _in(key: str, edition: str) -> str:
    return f"{key}@{edition}" if edition else key


def _term(term: Term, job: SiteJob) -> dict[str, Any]:
    return {
        "kind": term.taxonomy,
        "name": term.name,
        "slug": term.slug,
        "url": term_url(term, job.options),
        "id": term.id,
        "parent": term.parent,
        "description": render_text(term.description).strip() if term.description else "",
    }


def _authors(job: SiteJob, *, by_language: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    languages = job.site.languages if by_language else ()
    for author in job.authors:
        about = author_entry(author)
        facts = {
            "kind": "author",
            "name": author.name,
            "slug": author.slug,
            "url": author_url(author, job.options),
            "id": author.id,
            "website": about.get("url", ""),
            "description": render_text(author.bio).strip() if author.bio else "",
        }
        yield f"author/{author.slug}", {**facts, "lang": languages[0]} if languages else facts
        for language in languages[1:]:
            yield (
                _in(f"author/{author.slug}", language),
                {**facts, "lang": language, "url": f"/{language}{facts['url']}"},
            )


def _archives(job: SiteJob) -> Iterator[tuple[str, dict[str, Any]]]:
    """List the folders that the items of post types share."""
    own = (item.url for item in job.items() if item.place.type not in ("post", "page"))
    parts = (url.strip("/").partition("/") for url in own)
    for folder in dict.fromkeys(folder for folder, _, deeper in parts if deeper):
        name = folder.replace("-", " ").capitalize()
        yield f"archive/{folder}", {"kind": "archive", "name": name, "slug": folder, "url": f"/{folder}/"}


def _folded(url: str) -> str:
    return f"{url.rstrip('/').lower()}/"
