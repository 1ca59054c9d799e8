"""Eleventy: Markdown below `content/`, global data for what belongs to the site, and nothing public that was not.

Eleventy has no drafts of its own and knows no future, so that everything that is not public yet says that no file is written
of it. All data of a page share one name space with the site's: front matter keeps clear of every name that means something.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from msgspec import Struct

from wpmigrate.content.nodes import ReadMore
from wpmigrate.contract import (
    Addresses,
    Author,
    Capabilities,
    Code,
    Diagnostic,
    Dialect,
    Job,
    OutputFile,
    Place,
    Placed,
    SiteJob,
    Target,
    Term,
)
from wpmigrate.model import TermRef
from wpmigrate.pieces.authors import author_entry
from wpmigrate.pieces.comments import comment_data, data_key
from wpmigrate.pieces.files import json_file, markdown_file, text_file
from wpmigrate.pieces.images import featured
from wpmigrate.pieces.lists import list_pages
from wpmigrate.pieces.menus import main_menu, menu_trees, resolved_menus
from wpmigrate.pieces.paths import Layout, dated_path, is_shown, type_folder
from wpmigrate.pieces.seo import seo_fields, teaser_of
from wpmigrate.pieces.terms import PLURALS, TermWords, term_url, term_word
from wpmigrate.render.frontmatter import render_front_matter, render_json, timestamp
from wpmigrate.render.text import render_text
from wpmigrate.scaffold.eleventy import FILES, HOME, package, site_data
from wpmigrate.scaffold.zones import shown_day

_FRONT: Final = "content/index.md"
_FOLDERS: Final = {"post": "posts", "page": "pages"}
# Front matter keys that Eleventy, its plugins, the starter theme or this file give a meaning.
_FIELDS: Final = frozenset(
    (
        "aliases", "author", "authors", "categories", "collections", "comments", "content", "date", "description",
        "draft", "dynamicpermalink", "eleventy", "eleventycomputed", "eleventyexcludefromcollections",
        "eleventyimport", "eleventynavigation", "env", "image", "lang", "layout", "layoutcontent", "list", "lists",
        "modified", "override", "page", "pagination", "permalink", "pkg", "redirect", "renderdata", "site", "tag",
        "tags", "templateclass", "templateengineoverride", "title", "wordpress", "wp",
    )
)  # fmt: skip
# Every tag is a collection: none may have the name of another one, or of what JavaScript finds in every object.
_COLLECTIONS: Final = frozenset(
    (
        "__proto__", "all", "constructor", "hasOwnProperty", "home", "listed", "posts", "prototype", "redirects", "toString", "valueOf",
    )
)  # fmt: skip
_UNDATED: Final = "1970-01-01T00:00:00Z"
_TEMPLATE = re.compile(r"\{[{%#]")
_LINK_HOT = re.compile(r"[%?#]")
# Eleventy reads nothing in folders of this name.
_LEFT_OUT: Final = ("node_modules",)


class EleventyOptions(Struct, frozen=True):
    """`layout`: all posts in one folder, in folders of their year, or of year and month, or each in a folder of its own.

    `terms` stand in front matter by name or by slug. The bases are those of the site's permalink settings.
    `custom_fields` puts WordPress's custom fields under `wp.meta`.
    """

    layout: Layout = "flat"
    terms: TermWords = "names"
    front_matter: Literal["yaml", "json"] = "yaml"
    category_base: str = "category"
    tag_base: str = "tag"
    author_base: str = "author"
    custom_fields: bool = False


# --- paths ---------------------------------------------------------------------------------------------------------


def place_item(place: Place, options: EleventyOptions) -> str:
    """Propose the path of an item's file."""
    if place.front_page and place.visibility == "published":
        return _FRONT
    folder = type_folder(place.type, _FOLDERS)
    if place.type == "post":
        return f"content/{folder}/{dated_path(place, options.layout)}.md"
    above = (f"p-{name}" if name in _LEFT_OUT else name for name in (folder, *place.ancestors))
    return f"content/{'/'.join((*above, place.slug))}.md"


def _section(kind: str) -> str:
    """Answer where a post type is listed whose items have no folder in common."""
    return f"/{type_folder(kind, _FOLDERS)}/"


def _item_url(item: Placed, options: EleventyOptions) -> str:  # noqa: ARG001 - the signature every target has
    if item.path == _FRONT:
        return "/"
    if item.place.permalink or not is_shown(item.place):
        return item.place.permalink
    path = item.path.removeprefix("content/").removeprefix("pages/").removesuffix(".md").removesuffix("/index")
    return f"/{path}/"


def _own_url(url: str) -> str:
    """Answer the permalink of a path: a folder, unless it is a file of HTML."""
    return url if url.endswith(("/", ".html")) else f"{url}/"


def _link(url: str) -> str:
    """Say a path as a link: with escapes for what would end it."""
    return _LINK_HOT.sub(lambda char: f"%{ord(char[0]):02X}", url)


def _author_url(author: Author, options: EleventyOptions) -> str:
    return f"/{options.author_base.strip('/')}/{author.slug}/"


_KEPT: Final = ("permalink", "dynamicPermalink", "eleventyExcludeFromCollections", "draft", "templateEngineOverride")
"""What keeps an item from readers, and its text from being run, whatever keys were asked for."""


# --- one item ------------------------------------------------------------------------------------------------------


def write_item(job: Job) -> Iterator[OutputFile]:
    """Write an item's Markdown, and its comments as a data file."""
    templates = len(_TEMPLATE.findall(job.body))
    if templates:
        job.report(Diagnostic(Code.TEMPLATE_ESCAPED, count=templates))
    fields = job.with_fields(_fields(job, override=templates > 0), _Taken(), _KEPT)
    yield markdown_file(job.path, _front_matter(fields, job.options), job.body)
    if job.comments:
        data = comment_data(job.comments, job.resolve)
        yield json_file(f"_data/wordpress/comments/{data_key(job.post.place)}.json", data)


class _Taken:
    """The names that front matter cannot have; Eleventy takes some for its own whatever follows them."""

    def __contains__(self, name: object) -> bool:
        return str(name).lower() in _FIELDS or str(name).startswith("override:")


def _front_matter(fields: Mapping[str, Any], options: EleventyOptions) -> str:
    return f"---json\n{render_json(fields)}---\n" if options.front_matter == "json" else render_front_matter(fields)


def _fields(job: Job, *, override: bool) -> dict[str, Any]:
    post, place, image = job.post, job.post.place, job.post.featured_image
    public = place.visibility == "published" and job.url != ""
    return {
        "title": post.title.strip() or "(untitled)",
        "date": timestamp(post.date or (_UNDATED if public else None)),
        "modified": timestamp(post.modified),
        "permalink": _own_url(job.url) if public else False,
        "dynamicPermalink": False if public and "{" in job.url else None,
        "eleventyExcludeFromCollections": None if public else True,
        "draft": None if public else True,
        "templateEngineOverride": "md" if override else None,
        "aliases": [_own_url(path) for path in job.former] if public else [],
        "authors": [author.slug for author in job.authors],
        **_terms(post.terms, job.options),
        "description": teaser_of(job),
        "image": featured(image, job.resolve) if image else None,
        "lang": place.language,
        **seo_fields(job),
        "wp": _wordpress_fields(job, public=public),
    }


def _wordpress_fields(job: Job, *, public: bool) -> dict[str, Any]:
    post, place = job.post, job.post.place
    return {
        "id": place.id,
        "type": place.type,
        "status": post.status if post.status != "publish" else None,
        "permalink": job.url if not public else None,
        "day": shown_day(post.date, job.site),
        "undated": True if not post.date else None,
        "posts_page": place.posts_page or None,
        "cut": any(isinstance(block, ReadMore) for block in job.document.children) or None,
        "format": post.format,
        "sticky": post.sticky or None,
        "menu_order": post.menu_order or None,
        "template": post.template if post.template != "default" else None,
        "guid": post.guid,
        "enclosures": list(post.enclosures),
        "comments": data_key(place) if job.comments else None,
        "meta": post.meta if job.options.custom_fields else None,
    }


# --- terms ---------------------------------------------------------------------------------------------------------


def _terms(terms: Sequence[TermRef], options: EleventyOptions) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for term in terms:
        found.setdefault(_key(term.taxonomy), []).append(_word(term, options))
    return found


def _key(taxonomy: str) -> str:
    """Answer the front matter key of a taxonomy's terms."""
    name = taxonomy.lower()
    return PLURALS.get(name) or (f"wp-{name}" if name in _Taken() else name)


def _word(term: Term | TermRef, options: EleventyOptions) -> str:
    word = term_word(term, options.terms)
    return f"{word} ({term.slug})" if term.taxonomy == "post_tag" and word in _COLLECTIONS else word


def _term_entry(term: Term, job: SiteJob) -> dict[str, Any]:
    return {
        "key": _key(term.taxonomy),
        "word": _word(term, job.options),
        "name": term.name,
        "slug": term.slug,
        "url": _link(term_url(term, job.options)),
        "parent": term.parent,
        "description": render_text(term.description).strip() if term.description else "",
        "id": term.id,
    }


# --- the site ------------------------------------------------------------------------------------------------------


def write_site(job: SiteJob) -> Iterator[OutputFile]:
    """Write authors, terms and menus as data; terms as an array, which Eleventy does not copy for every page."""
    authors = {author.slug: _author(author, job) for author in job.authors}
    yield json_file("_data/wordpress/authors.json", authors)
    yield json_file("_data/wordpress/terms.json", [_term_entry(term, job) for term in job.terms])
    trees = _menus(job)
    menus = {menu.slug: {"name": menu.name, "items": trees[menu.slug]} for menu in job.menus}
    yield json_file("_data/wordpress/menus.json", menus)


def _author(author: Author, job: SiteJob) -> dict[str, Any]:
    entry = author_entry(author)
    website = {"website": entry.pop("url")} if "url" in entry else {}
    return {**entry, **website, "url": _link(_author_url(author, job.options))}


def _menus(job: SiteJob) -> dict[str, list[dict[str, Any]]]:
    return menu_trees(
        resolved_menus(job, lambda term: _link(term_url(term, job.options)), lambda item: _link(item.url))
    )


# --- scaffold ------------------------------------------------------------------------------------------------------


def scaffold(job: SiteJob) -> Iterator[OutputFile]:
    """Write a configuration, plain layouts, a style sheet, and the data that pages of lists are made from."""
    taxonomies = sorted({_key(term.taxonomy) for term in job.terms} | set(PLURALS.values()))
    yield json_file("package.json", package(job))
    yield json_file("_data/site.json", site_data(job, taxonomies, main_menu(_menus(job))))
    yield json_file("_data/lists.json", list(_lists(job)))
    for path, text in FILES.items():
        yield text_file(path, text)
    folders = {item.path.split("/")[1] for item in job.items() if item.path.count("/") > 1} | set(_FOLDERS.values())
    for folder in sorted(folders):
        layout = "page" if folder == "pages" else "post"
        yield json_file(f"content/{folder}/{folder}.11tydata.json", {"layout": f"layouts/{layout}.njk"})
    if any(item.path == _FRONT for item in job.items()):
        yield json_file("content/index.11tydata.json", {"layout": "layouts/page.njk"})
    else:
        yield text_file("content/index.njk", HOME)


def _lists(job: SiteJob) -> Iterator[dict[str, Any]]:
    pages = list_pages(
        job, _key, lambda term: _word(term, job.options), lambda author: _author_url(author, job.options), _section
    )
    for page in pages:
        yield {
            "permalink": _own_url(page.url),
            "title": page.title,
            "description": page.description,
            "listed": [f"type/{kind}" for kind in page.types] or [f"{page.key or 'author'}/{page.word}"],
        }


TARGET: Final = Target(
    summary="Eleventy: Markdown with front matter, and comments, authors, terms and menus as data files",
    options=EleventyOptions,
    dialect=Dialect(plain_alts=True),
    path=place_item,
    write=write_item,
    site=write_site,
    scaffold=scaffold,
    next_step="cd {folder} && npm install && npx @11ty/eleventy --serve",
    addresses=Addresses(
        item=_item_url,
        term=term_url,
        author=_author_url,
        uploads="public/wp-content/uploads",
        posts="/posts/",
        feed="/feed.xml",
        section=_section,
    ),
    holds=Capabilities(
        scheduled=False,
        limits=(
            "Eleventy has no drafts and no future: what is not public yet says `permalink: false` until you take that away.",
            "An address is a folder (`/name/`) or a file of HTML; `/name` and `/name.php` stand at `/name/` and `/name.php/`.",
        ),
    ),
)
