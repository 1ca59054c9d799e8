"""The head of an export: the site, its authors, and its terms, those above others first."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from wpmigrate.contract import Author, ItemRecord, Menu, Site, Term
from wpmigrate.pieces.wxr import NEVER, cdata, element, fields
from wpmigrate.site.slugs import encode_slug
from wpmigrate.site.titles import stored_name
from wpmigrate.wxr.php import serialize

OPENING: Final = """\
<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is a WordPress eXtended RSS file: import it with Tools, Import, WordPress. -->
<rss version="2.0"
\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/"
>
<channel>
"""
CLOSING: Final = "</channel>\n</rss>\n"
_KINDS: Final = {
    "category": ("wp:category", "wp:category_nicename", "wp:category_parent", "wp:cat_name", "wp:category_description"),
    "post_tag": ("wp:tag", "wp:tag_slug", "", "wp:tag_name", "wp:tag_description"),
    "": ("wp:term", "wp:term_slug", "wp:term_parent", "wp:term_name", "wp:term_description"),
}


def channel_elements(site: Site) -> Iterator[str]:
    """Write what the channel says of the site itself."""
    yield element("title", stored_name(site.title))
    yield element("link", site.url)
    yield element("description", stored_name(site.description))
    yield element("language", site.language)
    yield element("wp:wxr_version", "1.2")
    yield element("wp:base_site_url", site.url)
    yield element("wp:base_blog_url", site.url)


def closing_elements(site: Site) -> Iterator[str]:
    """Write what follows authors and terms."""
    if site.generator:
        yield element("generator", site.generator)
    if site.icon:
        yield f"<image>\n{element('url', site.icon)}\n{element('title', site.title)}\n{element('link', site.url)}\n</image>"


# --- authors -------------------------------------------------------------------------------------------------------


def part_authors(authors: Sequence[Author]) -> tuple[list[Author], list[Author]]:
    """Part authors into users, and guests, of whom an export tells more, and who come after all users."""
    named = [author for author in authors if not author.placeholder]
    guests = next((at for at, one in enumerate(named) if one.id is None and (one.url or one.bio)), len(named))
    users = named[:guests] + [one for one in named[guests:] if one.id is not None]
    return users, [one for one in named[guests:] if one.id is None]


def author_element(author: Author) -> str:
    """Write a user."""
    parts = (
        element("wp:author_id", author.id or 0),
        cdata("wp:author_login", author.login),
        cdata("wp:author_email", author.email or ""),
        cdata("wp:author_display_name", stored_name(author.name)),
        cdata("wp:author_first_name", stored_name(author.first_name)),
        cdata("wp:author_last_name", stored_name(author.last_name)),
    )
    return f"<wp:author>{''.join(parts)}</wp:author>"


def guest_record(author: Author) -> ItemRecord:
    """Write a guest author as the plug-in for co-authors keeps them."""
    told = {
        "cap-user_login": author.login,
        "cap-display_name": stored_name(author.name),
        "cap-first_name": stored_name(author.first_name),
        "cap-last_name": stored_name(author.last_name),
        "cap-user_email": author.email or "",
        "cap-website": author.url,
        "cap-description": author.bio,
    }
    return ItemRecord(
        title=stored_name(author.name),
        slug=f"cap-{encode_slug(author.slug)}",
        status="publish",
        type="guest-author",
        date=NEVER,
        date_gmt=NEVER,
        meta=tuple((key, value) for key, value in told.items() if value),
    )


# --- terms ---------------------------------------------------------------------------------------------------------


def term_elements(terms: Iterable[Term], menus: Iterable[Menu]) -> Iterator[str]:
    """Write terms and menus; terms that only items tell of are told by those again."""
    for term in _parents_first([term for term in terms if not term.derived]):
        yield _term(term)
    for menu in menus:
        yield _term(Term(taxonomy="nav_menu", slug=menu.slug, name=menu.name, path=menu.slug, id=menu.id))


def _parents_first(terms: Sequence[Term]) -> Iterator[Term]:
    """Order terms so that none comes before the one it hangs on: importers look for that one at once."""
    known = {(term.taxonomy, term.slug): term for term in terms}
    met: set[tuple[str, str]] = set()
    for term in terms:
        chain = [term]
        while (above := known.get((term.taxonomy, chain[-1].parent))) is not None and above not in chain:
            chain.append(above)
        for one in reversed(chain):
            if (key := (one.taxonomy, one.slug)) not in met:
                met.add(key)
                yield one


def _term(term: Term) -> str:
    kind, slug, parent, name, description = _KINDS.get(term.taxonomy, _KINDS[""])
    meta = ((key, serialize(value)) for key, values in term.meta.items() for value in values)
    told = "" if term.taxonomy == "author" else term.description  # addresses of co-authors, to be found by them
    lines = [
        element("wp:term_id", term.id or 0),
        cdata("wp:term_taxonomy", term.taxonomy) if kind == "wp:term" else "",
        cdata(slug, encode_slug(term.slug)),
        cdata(parent, encode_slug(term.parent)) if parent else "",
        cdata(name, stored_name(term.name)),
        cdata(description, told) if told else "",
        fields("wp:termmeta", meta).rstrip("\n"),
    ]
    return f"<{kind}>\n" + "\n".join(filter(None, lines)) + f"\n</{kind}>"
