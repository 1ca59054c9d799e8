"""VitePress: pages of Markdown whose HTML Vue compiles, and comments, lists and menus as data for the starter theme.

VitePress publishes every file of Markdown, so what is not public lies in its own folder, where it looks for none. An address is
the path of a file, so the configuration rewrites each path to the old permalink.
"""

from collections.abc import Iterator
from html import escape
from typing import Any, Final

from msgspec import Struct

from wpmigrate.contract import (
    Addresses,
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
)
from wpmigrate.pieces.authors import author_entry
from wpmigrate.pieces.comments import comment_data, data_key
from wpmigrate.pieces.facts import excerpt_of, title_of, wordpress_facts
from wpmigrate.pieces.files import json_file, markdown_file, text_file
from wpmigrate.pieces.images import featured
from wpmigrate.pieces.listings import list_data
from wpmigrate.pieces.menus import menu_trees, resolved_menus
from wpmigrate.pieces.pages import address_of, author_url
from wpmigrate.pieces.paths import Layout, dated_path, type_folder
from wpmigrate.pieces.seo import description_of, robots_of, seo_fields
from wpmigrate.pieces.terms import PLURALS, TermWords, term_url, terms_by_key
from wpmigrate.render.frontmatter import render_front_matter, timestamp
from wpmigrate.render.rendered import render_commonmark
from wpmigrate.render.vitepress import as_read, escape_vitepress, picture
from wpmigrate.render.vue import held, is_template, wrapped
from wpmigrate.scaffold.vitepress import site_facts
from wpmigrate.scaffold.vitepress_theme import FILES

_DRAFTS: Final = ".vitepress/drafts/"
_DATA: Final = ".vitepress/data"
_FOLDERS: Final = {"post": "posts", "page": "pages"}
# No type has the name of a folder that is there for something else; none has a slash in its name.
_TAKEN_FOLDERS: Final = {**_FOLDERS, "/lists": "lists", "/public": "public"}
# Folders that VitePress leaves out wherever they are, and characters that mean something in the path of a file.
_LEFT_OUT: Final = frozenset(("node_modules", "dist"))
_NO_NAME: Final = {ord(char): "-" for char in "#?%[]"}
# Front matter keys that VitePress, its own theme or this file give a meaning.
_FIELDS: Final = frozenset(
    (
        "archive", "aside", "authors", "categories", "date", "description", "editLink", "excerpt",
        "externalLinks", "features", "footer", "head", "hero",
        "image", "isHome", "lang", "lastUpdated", "layout", "list", "markdownStyles", "navbar", "next", "outline", "pageClass", "params",
        "permalink", "prev", "redirect_from", "sidebar", "tags", "title", "titleTemplate", "wp",
    )
)  # fmt: skip


class VitePressOptions(Struct, frozen=True):
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


def place_item(place: Place, options: VitePressOptions) -> str:
    """Propose the path of an item's file: posts by the layout, everything else by its hierarchy; drafts where none is built."""
    folder = _FOLDERS.get(place.type) or type_folder(place.type, _TAKEN_FOLDERS)
    name = dated_path(place, options.layout) if place.type == "post" else place.slug
    path = "/".join((_built(folder), *map(_built, place.ancestors), f"{name}.md")).translate(_NO_NAME)
    return path if place.visibility == "published" else f"{_DRAFTS}{path}"


def _built(folder: str) -> str:
    return f"{folder}-" if folder in _LEFT_OUT else folder


def _item_url(item: Placed, options: VitePressOptions) -> str:  # noqa: ARG001 - the signature every target has
    if item.place.visibility != "published":
        return item.place.permalink
    return address_of(item.place, item.path.removesuffix(".md").removesuffix("/index").removeprefix("pages/"))


# --- one item ------------------------------------------------------------------------------------------------------


def write_item(job: Job) -> Iterator[OutputFile]:
    """Write an item's Markdown, and its comments as a data file."""
    fields = held(job.with_fields(_fields(job), _FIELDS))
    yield markdown_file(job.path, render_front_matter(fields), _body(job))
    if job.comments:
        yield json_file(f"{_DATA}/comments/{data_key(job.post.place)}.json", comment_data(job.comments, job.resolve))


def _body(job: Job) -> str:
    """Answer the Markdown, or all of it as one piece of HTML where Vue would not compile what it becomes."""
    if not job.body or is_template(render_commonmark(job.body), escaped=True):
        return job.body
    job.report(Diagnostic(Code.BODY_AS_HTML))
    return wrapped(f"<div>{render_commonmark(as_read(job.body))}</div>")


def _fields(job: Job) -> dict[str, Any]:
    post, place, image = job.post, job.post.place, job.post.featured_image
    excerpt = excerpt_of(post)
    return {
        "title": title_of(post),
        "description": escape(description_of(job)),  # VitePress puts it into an attribute as it stands
        "excerpt": excerpt,
        "date": timestamp(post.date),
        "lastUpdated": timestamp(post.modified),
        "draft": True if place.visibility != "published" else None,
        "permalink": job.url,
        "redirect_from": list(job.former),
        "authors": [author.slug for author in job.authors],
        **terms_by_key(post.terms, job.options.terms, {term.taxonomy: _key(term.taxonomy) for term in post.terms}),
        "image": featured(image, job.resolve) if image else None,
        "lang": place.language,
        "head": [["meta", {"name": "robots", "content": robots_of(job)}]] if robots_of(job) else None,
        **seo_fields(job),
        "wp": wordpress_facts(job),
    }


def _key(taxonomy: str) -> str:
    """Answer the front matter key of a taxonomy's terms."""
    return PLURALS.get(taxonomy) or (f"wp-{taxonomy}" if taxonomy in _FIELDS else taxonomy)


# --- the site ------------------------------------------------------------------------------------------------------


def write_site(job: SiteJob) -> Iterator[OutputFile]:
    """Write authors, lists, menus, and the address of each file, as data."""
    yield json_file(f"{_DATA}/authors.json", {author.slug: author_entry(author) for author in job.authors})
    yield json_file(f"{_DATA}/lists.json", list_data(job, _key))
    trees = menu_trees(resolved_menus(job, lambda term: term_url(term, job.options), lambda item: item.url))
    menus = {menu.slug: {"name": menu.name, "items": trees[menu.slug]} for menu in job.menus}
    yield json_file(f"{_DATA}/menus.json", menus)
    public = (item for item in job.items() if item.place.visibility == "published")
    yield json_file(f"{_DATA}/addresses.json", {item.path: item.url for item in public})


def scaffold(job: SiteJob) -> Iterator[OutputFile]:
    """Write a configuration and a plain theme."""
    folders = {item.path.partition("/")[0] for item in job.items() if item.place.visibility == "published"}
    yield json_file(f"{_DATA}/site.json", site_facts(job, sorted(folders | set(_FOLDERS.values()))))
    for path, text in FILES.items():
        yield text_file(path, text)


TARGET: Final = Target(
    summary="VitePress: Markdown that Vue compiles, old permalinks by rewrites, comments, terms and menus as data files",
    options=VitePressOptions,
    dialect=Dialect(escape=escape_vitepress, as_read=as_read, image=picture, footnotes=False),
    path=place_item,
    write=write_item,
    site=write_site,
    scaffold=scaffold,
    setting="vue.template.transformAssetUrls.includeAbsolute must be false and ignoreDeadLinks true in its configuration",
    next_step="cd {folder} && npm install && npm run dev",
    addresses=Addresses(
        item=_item_url,
        term=term_url,
        author=author_url,
        uploads="public/wp-content/uploads",
        posts="/posts/",
        feed="/feed.xml",
    ),
    holds=Capabilities(
        scheduled=False,
        redirects=True,
        limits=(
            "Drafts, and posts whose date is to come, lie in `.vitepress/drafts/`, where nothing is built; move a file out to publish it.",
            "An address is a folder (`/name/`) or a file of HTML; `/name` and `/name.php` stand at `/name/` and `/name.php/`.",
        ),
    ),
)
