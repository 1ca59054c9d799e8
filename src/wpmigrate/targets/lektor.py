"""Lektor: a tree of contents.lr whose fields say everything, comments, terms and menus as data bags that the templates read.

Lektor puts a page below the address of the folder above it, and builds nothing below one that is hidden: so every item lies
right below the root, and `address` is its whole path. It refuses an address that is not ASCII: there the page stands at one
in Latin letters, and a file at the old one leads to it.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec
from msgspec import Struct

from wpmigrate.contract import (
    Addresses,
    Author,
    Capabilities,
    Dialect,
    Job,
    OutputFile,
    Place,
    Placed,
    Record,
    SiteJob,
    Target,
    Term,
)
from wpmigrate.pieces.comments import comment_data, data_key
from wpmigrate.pieces.files import json_file
from wpmigrate.pieces.images import featured
from wpmigrate.pieces.menus import raised, resolved_menus
from wpmigrate.pieces.pages import address_of, author_url, link_to, listed, page_file, term_key
from wpmigrate.pieces.paths import type_folder
from wpmigrate.pieces.seo import seo_lines, teaser_of
from wpmigrate.pieces.terms import TermWords, term_url, terms_by_key
from wpmigrate.render.metalines import one_line, render_meta_lines
from wpmigrate.render.mistune import escape_dashes, escape_lektor, reads, served
from wpmigrate.scaffold.lektor import OWN_PAGES, content, moved, starter
from wpmigrate.site.slugs import Allocator, ascii_path, ascii_word

_ROOT: Final = "content/contents.lr"
_NAMES: Final = {"post": "post", "page": "page", "/lists": "list"}
_LONGEST: Final = 120
# Keys whose lines are finished text; every other string that is no plain line is said as JSON.
_OWN: Final = frozenset(
    (
        "_model", "_hidden", "title", "address", "date", "modified", "categories", "tags", "authors", "summary", "image", "image_alt",
        "image_caption", "wp_terms", "wp_authors",
    )
)  # fmt: skip
_DASHED: Final = re.compile(r"^([A-Za-z0-9_-]+: )(?=-{3,}$)", re.MULTILINE)


class LektorOptions(Struct, frozen=True):
    """`terms` stand in `categories` and `tags` by name or by slug. The bases are those of the site's permalink settings.

    `custom_fields` puts WordPress's custom fields into `wp_meta`.
    """

    terms: TermWords = "names"
    category_base: str = "category"
    tag_base: str = "tag"
    author_base: str = "author"
    custom_fields: bool = False


class _Taken:
    """The names that a custom field cannot have, in any capitals."""

    def __contains__(self, name: object) -> bool:
        word = str(name).lower()
        return word in _OWN or word == "body" or word.startswith(("_", "wp_"))


def place_item(place: Place, options: LektorOptions) -> str:  # noqa: ARG001 - the signature every target has
    """Propose the path of an item's file: a folder right below the root, named after its type, its parents and its slug."""
    if place.front_page and place.visibility == "published":
        return _ROOT
    name = ascii_word("-".join((type_folder(place.type, _NAMES), *place.ancestors, place.slug)), "item", _LONGEST)
    return f"content/{'type-' if name.startswith('list') else ''}{name}/contents.lr"


def _item_url(item: Placed, options: LektorOptions) -> str:  # noqa: ARG001 - the signature every target has
    place = item.place
    return ascii_path(address_of(place, "/".join((*place.ancestors, item.path.split("/")[1]))))


# --- one item ------------------------------------------------------------------------------------------------------


def write_item(job: Job) -> Iterator[OutputFile | Record]:
    """Write an item's fields and Markdown, its comments as a data bag, and which old paths must lead to it."""
    lines = render_meta_lines(
        job.with_fields(_fields(job), _Taken(), ("_hidden", "wp_robots")), _OWN, "{key}: {value}\n---", rest="wp_fields"
    )
    yield content(job.path, _DASHED.sub(r"\1-", lines.replace(": \n", ":\n")), job.body)
    place = job.post.place
    if job.comments:
        yield json_file(f"databags/comments-{data_key(place)}.json", comment_data(job.comments, job.resolve))
    if place.visibility == "published":
        for old in job.former:
            yield Record("former", msgspec.json.encode([old, job.url]))


def _fields(job: Job) -> dict[str, Any]:
    post, place = job.post, job.post.place
    words = terms_by_key(post.terms, job.options.terms)
    return {
        "_model": "post" if place.type == "post" else "page",
        "_hidden": None if place.visibility == "published" else "yes",
        "title": one_line(post.title) or "(untitled)",
        "address": lektor_address(job.url) if job.url else None,
        "date": _moment(post.date or post.modified or "1970-01-01T00:00:00+00:00"),
        "modified": _moment(post.modified) if post.modified else None,
        "categories": _several(words.get("categories", ())),
        "tags": _several(words.get("tags", ())),
        "authors": _several([author.name for author in job.authors]),
        "summary": one_line(teaser_of(job)),
        **_image_fields(job),
        **_wordpress_fields(job),
    }


def lektor_address(url: str) -> str:
    """Say a path as Lektor takes it: one whose last segment has a dot is the name of a file to it."""
    return page_file(url) if "." in url.strip("/").rpartition("/")[2] else url.strip("/")


def _moment(date: str) -> str:
    """Say a date as Lektor reads it."""
    found = datetime.fromisoformat(date)
    zone = f"{found:%z}" or "+0000"
    return f"{found:%Y-%m-%d %H:%M:%S} {zone[:5]}"


def _several(words: Sequence[str]) -> str:
    """Say a list: a line for each."""
    lines = "\n".join(filter(None, map(one_line, words)))
    return f"\n\n{escape_dashes(lines)}" if lines else ""


def _image_fields(job: Job) -> dict[str, Any]:
    image = job.post.featured_image
    facts = featured(image, job.resolve) if image else {}
    return {
        "image": served(link_to(facts.get("url", ""))),
        "image_alt": one_line(facts.get("alt", "")),
        "image_caption": one_line(facts.get("caption", "")),
    }


def _wordpress_fields(job: Job) -> dict[str, Any]:
    post, place = job.post, job.post.place
    return {
        **seo_lines(job),
        "wp_id": place.id,
        "wp_type": place.type,
        "wp_status": post.status if post.status != "publish" else None,
        "wp_format": post.format,
        "wp_sticky": post.sticky or None,
        "wp_order": post.menu_order or None,
        "wp_template": post.template if post.template != "default" else None,
        "wp_language": place.language,
        "wp_guid": post.guid,
        "wp_terms": _several([term_key(term.taxonomy, term.slug) for term in post.terms]),
        "wp_authors": _several([author.slug for author in job.authors]),
        "wp_enclosures": list(post.enclosures),
        "wp_comments": data_key(place) if job.comments else None,
        "wp_meta": post.meta if job.options.custom_fields else None,
    }


# --- the site ------------------------------------------------------------------------------------------------------


def write_site(job: SiteJob) -> Iterator[OutputFile]:
    """Write terms, authors and menus as data bags, and a file at each old path that leads to where its item stands."""
    yield json_file("databags/lists.json", dict(listed(job, ascii_path)))
    menus = _menus(job)
    yield json_file(
        "databags/menus.json", {menu.slug: {"name": menu.name, "items": menus[menu.slug]} for menu in job.menus}
    )
    found: dict[str, OutputFile] = {}
    for record in job.records("former"):
        old, new = msgspec.json.decode(record, type=tuple[str, str])
        if not set("#?") & set(old):
            found[page_file(old).lower()] = moved(old, new, job)
    yield from found.values()


def scaffold(job: SiteJob) -> Iterator[OutputFile]:
    """Write a project with models and plain templates, and a page for the list of every term and author."""
    lists, names = dict(listed(job, ascii_path)), Allocator()
    keys = (*(name for name, _, _ in OWN_PAGES), *lists)
    folders = {key: names.allocate_name(f"list-{ascii_word(key, 'list', _LONGEST)}") for key in keys}
    yield from starter(job, _menus(job), lists, dict(listed(job)), folders)


def _menus(job: SiteJob) -> dict[str, list[dict[str, Any]]]:
    return raised(resolved_menus(job, lambda term: _term_url(term, job.options), lambda item: item.url))


def _term_url(term: Term, options: LektorOptions) -> str:
    return ascii_path(term_url(term, options))


def _author_url(author: Author, options: LektorOptions) -> str:
    return ascii_path(author_url(author, options))


TARGET: Final = Target(
    summary="Lektor: pages with their old addresses, terms, menus, redirects and comments as data bags",
    options=LektorOptions,
    holds=Capabilities(
        scheduled=False,
        redirects=True,
        limits=(
            "Lektor builds only ASCII addresses: any other page stands at one in Latin letters, and a file at its old address leads there.",
            "Every item lies right below the root, because Lektor would put its folder into its address.",
            "Drafts, pending, scheduled and private items have `_hidden: yes`: Lektor would publish them.",
            "Lektor serves uploaded files with endings in small letters.",
        ),
    ),
    dialect=Dialect(flavour="python-markdown", escape=escape_lektor, reads=reads, footnotes=False),
    path=place_item,
    write=write_item,
    site=write_site,
    scaffold=scaffold,
    next_step="cd {folder} && lektor build",
    addresses=Addresses(
        item=_item_url,
        term=_term_url,
        author=_author_url,
        uploads="assets/wp-content/uploads",
        posts="/posts/",
        feed="/feed.xml",
    ),
)
