"""MkDocs with Material and its blog: posts, pages, authors, and data files that a hook of the starter site shows.

Material refuses a quoted date, an author that it does not know, and empty lists. A page cannot be a draft in MkDocs: what is
not public lies in `docs/.drafts`, a folder that no build reads.
"""

from collections.abc import Iterator
from typing import Any, Final

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
    SiteJob,
    Target,
    Term,
)
from wpmigrate.pieces.comments import comment_data, data_key
from wpmigrate.pieces.files import json_file, markdown_file, text_file
from wpmigrate.pieces.images import featured
from wpmigrate.pieces.menus import raised, resolved_menus
from wpmigrate.pieces.pages import address_of, author_url, listed, term_key
from wpmigrate.pieces.paths import Layout, dated_path, type_folder
from wpmigrate.pieces.seo import seo_fields, teaser_of
from wpmigrate.pieces.terms import TermWords, term_url, terms_by_key
from wpmigrate.render.frontmatter import Timestamp, render_front_matter, render_yaml, timestamp
from wpmigrate.render.metalines import html_line
from wpmigrate.render.mkdocs import attribute_line, escape_contents, heading_line
from wpmigrate.render.text import render_text
from wpmigrate.scaffold.mkdocs import AVATAR, configuration, home_page, list_page, posts_list, root_of
from wpmigrate.scaffold.mkdocs_hooks import FILES

# Folders and file names below docs/ that MkDocs, or this file, gives a meaning.
_TAKEN_FOLDERS: Final = frozenset(("blog", "lists", "templates", "wp-content", "assets"))
_TYPES: Final = {f"/{name}": name for name in _TAKEN_FOLDERS}
_POSTS_PAGE: Final = "docs/blog/index.md"
_FIELDS: Final = frozenset(
    (
        "aliases", "authors", "categories", "comments", "date", "description", "draft", "hide", "icon", "links",
        "list", "pin", "readtime", "revision_date", "search", "slug", "social", "status", "subtitle", "tags", "template",
        "title", "url", "wp",
    )
)  # fmt: skip


class MkdocsOptions(Struct, frozen=True):
    """`layout` of posts: all in one folder, a folder per year or per month, or a folder of its own for each (bundle).

    `terms` stand in front matter by name or by slug. The bases are those of the site's permalink settings.
    `custom_fields` puts WordPress's custom fields under `wp.meta`.
    """

    layout: Layout = "flat"
    terms: TermWords = "names"
    category_base: str = "category"
    tag_base: str = "tag"
    author_base: str = "author"
    custom_fields: bool = False


# --- paths ---------------------------------------------------------------------------------------------------------


def place_item(place: Place, options: MkdocsOptions) -> str:
    """Propose the path of an item's file."""
    if place.front_page and place.visibility == "published":
        return "docs/index.md"
    if place.posts_page and place.visibility == "published":
        return _POSTS_PAGE
    if place.type == "post":
        return f"docs/blog/posts/{dated_path(place, options.layout, _name(place.slug))}.md"
    top, names = ("docs" if place.visibility == "published" else "docs/.drafts"), [*place.ancestors, place.slug]
    if place.type == "page":
        names[0] = f"page-{names[0]}" if names[0].lower() in _TAKEN_FOLDERS else names[0]
    else:
        top = f"{top}/{type_folder(place.type, _TYPES)}"
    return "/".join((top, *names[:-1], f"{_name(names[-1])}.md"))


def _name(slug: str) -> str:
    """MkDocs takes a README for the index of its folder."""
    return f"{slug}-2" if slug == "README" else slug


def _item_url(item: Placed, options: MkdocsOptions) -> str:  # noqa: ARG001 - the signature every target has
    return address_of(item.place, item.path.removeprefix("docs/").removesuffix(".md").removesuffix("index"))


# --- one item ------------------------------------------------------------------------------------------------------


def write_item(job: Job) -> Iterator[OutputFile]:
    """Write an item's Markdown, and its comments as a data file."""
    yield markdown_file(
        job.path, render_front_matter(job.with_fields(_fields(job), _FIELDS, ("draft", "robots"))), job.body
    )
    if job.comments:
        yield json_file(f"data/comments/{data_key(job.post.place)}.json", comment_data(job.comments, job.resolve))


def _fields(job: Job) -> dict[str, Any]:
    post, place = job.post, job.post.place
    words = terms_by_key(post.terms, job.options.terms)
    date = timestamp(post.date or post.modified) or Timestamp("1970-01-01T00:00:00Z")
    return {
        "title": heading_line(post.title) or "(untitled)",
        "date": {"created": date, "updated": timestamp(post.modified)},
        "draft": place.visibility != "published" or None,
        "pin": post.sticky or None,
        "authors": [author.slug for author in job.authors],
        "categories": words.get("categories"),
        "tags": words.get("tags"),
        "slug": place.slug,
        "url": job.url,
        "aliases": [*job.former, *(["/blog/"] if job.path == _POSTS_PAGE and job.url != "/blog/" else [])],
        "description": attribute_line(teaser_of(job)),
        **seo_fields(job),
        "wp": _wordpress_fields(job),
    }


def _wordpress_fields(job: Job) -> dict[str, Any]:
    post, place, image = job.post, job.post.place, job.post.featured_image
    return {
        "id": place.id,
        "type": place.type,
        "status": post.status if post.status != "publish" else None,
        "format": post.format,
        "order": post.menu_order or None,
        "template": post.template if post.template != "default" else None,
        "language": place.language,
        "guid": post.guid,
        "terms": [term_key(term.taxonomy, term.slug) for term in post.terms],
        "image": featured(image, job.resolve) if image else None,
        "enclosures": list(post.enclosures),
        "comments": data_key(place) if job.comments else None,
        "meta": post.meta if job.options.custom_fields else None,
    }


# --- the site ------------------------------------------------------------------------------------------------------


def write_site(job: SiteJob) -> Iterator[OutputFile]:
    """Write the authors that Material wants to know, and lists and menus as data."""
    lists = dict(listed(job))
    authors = {author.slug: _profile(author, lists[f"author/{author.slug}"]["url"], job) for author in job.authors}
    if authors:
        yield text_file("docs/blog/.authors.yml", render_yaml({"authors": authors}))
        yield text_file("docs/assets/author.svg", AVATAR)
    yield json_file("data/lists.json", lists)
    menus = _menus(job)
    yield json_file(
        "data/menus.json", {menu.slug: {"name": menu.name, "items": menus[menu.slug]} for menu in job.menus}
    )


def _profile(author: Author, url: str, job: SiteJob) -> dict[str, Any]:
    """Say of an author what Material demands; it shows these as HTML."""
    return {
        "name": html_line(author.name) or author.slug,
        "description": html_line(render_text(author.bio)) if author.bio else "Author",
        "avatar": "assets/author.svg",
        "url": f"{root_of(job)}{url}" if url else author.url,
    }


def scaffold(job: SiteJob) -> Iterator[OutputFile]:
    """Write a configuration, a hook that gives pages their addresses, and a page for the list of every term and author."""
    yield text_file("mkdocs.yml", render_yaml(configuration(job, _menus(job))))
    paths = {item.path for item in job.items()}
    if "docs/index.md" not in paths:
        yield home_page(job)
    if _POSTS_PAGE not in paths:
        yield posts_list(job, front="docs/index.md" in paths)
    taken: set[str] = set()
    for key, entry in listed(job):
        if entry["url"]:
            yield list_page(key, entry, taken)
    for path, text in FILES.items():
        yield text_file(path, text)


def _menus(job: SiteJob) -> dict[str, list[dict[str, Any]]]:
    return raised(resolved_menus(job, lambda term: _term_url(term, job.options), lambda item: item.url))


def _term_url(term: Term, options: MkdocsOptions) -> str:
    return term_url(term, options)


def _author_url(author: Author, options: MkdocsOptions) -> str:
    return author_url(author, options)


TARGET: Final = Target(
    summary="MkDocs with Material and its blog plugin: posts, pages, authors, and data files that a hook shows",
    options=MkdocsOptions,
    holds=Capabilities(
        scheduled=False,
        limits=(
            "A page or an item of another type that is not public lies in docs/.drafts, which MkDocs does not read.",
            "A post has an address of its own only by the hook of the starter site.",
        ),
    ),
    dialect=Dialect(
        flavour="python-markdown", escape=escape_contents, heading_ids=True, read_more=lambda _: "<!-- more -->"
    ),
    path=place_item,
    write=write_item,
    site=write_site,
    scaffold=scaffold,
    next_step="cd {folder} && mkdocs serve",
    setting="markdown_extensions must have attr_list, footnotes, md_in_html, sane_lists and tables in its configuration",
    addresses=Addresses(
        item=_item_url,
        term=_term_url,
        author=_author_url,
        uploads="docs/wp-content/uploads",
        posts="/blog/",
        feed="/feed.xml",
    ),
)
