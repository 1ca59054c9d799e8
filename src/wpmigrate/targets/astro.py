"""Astro: content collections of Markdown, and comments, lists and menus as data that the starter theme's one route reads.

Astro names an entry after its file, keeps one of two with the same name, and derives addresses from names: so the starter
theme takes the whole path of a file for the name, and the address from `permalink`.
"""

from collections.abc import Iterator
from typing import Any, Final, Literal

from msgspec import Struct

from wpmigrate.contract import Addresses, Capabilities, Dialect, Job, OutputFile, Place, Placed, SiteJob, Target
from wpmigrate.pieces.authors import author_entry
from wpmigrate.pieces.comments import comment_data, data_key
from wpmigrate.pieces.facts import is_hidden, title_of, wordpress_facts
from wpmigrate.pieces.files import json_file, markdown_file, text_file
from wpmigrate.pieces.images import featured
from wpmigrate.pieces.listings import list_data
from wpmigrate.pieces.menus import menu_trees, resolved_menus, shown_in
from wpmigrate.pieces.pages import address_of, author_url
from wpmigrate.pieces.paths import Layout, dated_path, type_folder
from wpmigrate.pieces.seo import seo_fields, teaser_of
from wpmigrate.pieces.terms import PLURALS, TermWords, term_url, terms_by_key
from wpmigrate.render.astro import escape_astro, relative_picture
from wpmigrate.render.frontmatter import render_front_matter, timestamp
from wpmigrate.scaffold.astro import site_facts
from wpmigrate.scaffold.astro_theme import FILES

_CONTENT: Final = "src/content/"
_FOLDERS: Final = {"post": "posts", "page": "pages"}
# Front matter keys that Astro, its templates or this file give a meaning.
_FIELDS: Final = frozenset(
    (
        "archive", "authors", "body", "categories", "collection", "description", "digest", "draft", "filePath", "id", "image", "lang",
        "layout", "permalink", "pubDate", "redirect_from", "rendered", "robots", "seo", "slug", "tags", "title", "updatedDate", "wp",
    )
)  # fmt: skip
# What ends a path where Astro makes an address of a file's name.
_NO_NAME: Final = {ord(char): "-" for char in "#?%"}


class AstroOptions(Struct, frozen=True):
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
    front_matter: Literal["yaml", "toml"] = "yaml"


def place_item(place: Place, options: AstroOptions) -> str:
    """Propose the path of an item's file: posts by the layout, everything else by its hierarchy."""
    name = dated_path(place, options.layout) if place.type == "post" else place.slug
    path = "/".join((type_folder(place.type, _FOLDERS), *place.ancestors, f"{name}.md"))
    return f"{_CONTENT}{path.translate(_NO_NAME)}"


def _item_url(item: Placed, options: AstroOptions) -> str:  # noqa: ARG001 - the signature every target has
    path = item.path.removeprefix(_CONTENT).removesuffix(".md").removesuffix("/index")
    return address_of(item.place, path.removeprefix("pages/"))


# --- one item ------------------------------------------------------------------------------------------------------


def write_item(job: Job) -> Iterator[OutputFile]:
    """Write an item's Markdown, and its comments as a data file."""
    fields = render_front_matter(
        job.with_fields(_fields(job), _FIELDS, _kept(job.post.place)), job.options.front_matter
    )
    yield markdown_file(job.path, fields, job.body)
    if job.comments:
        yield json_file(f"src/data/comments/{data_key(job.post.place)}.json", comment_data(job.comments, job.resolve))


def _kept(place: Place) -> tuple[str, ...]:
    """Answer the keys without which an item would be shown, or too early."""
    return ("draft", "robots", "pubDate") if place.visibility == "scheduled" else ("draft", "robots")


def _fields(job: Job) -> dict[str, Any]:
    post, place, image = job.post, job.post.place, job.post.featured_image
    return {
        "title": title_of(post),
        "description": teaser_of(job),
        "pubDate": timestamp(post.date),
        "updatedDate": timestamp(post.modified),
        "draft": is_hidden(place) or None,
        "permalink": job.url,
        "redirect_from": list(job.former),
        "authors": [author.slug for author in job.authors],
        **terms_by_key(post.terms, job.options.terms, {term.taxonomy: _key(term.taxonomy) for term in post.terms}),
        "image": featured(image, job.resolve) if image else None,
        "lang": place.language,
        **seo_fields(job),
        "wp": wordpress_facts(job),
    }


def _key(taxonomy: str) -> str:
    """Answer the front matter key of a taxonomy's terms."""
    return PLURALS.get(taxonomy) or (f"wp-{taxonomy}" if taxonomy in _FIELDS else taxonomy)


# --- the site ------------------------------------------------------------------------------------------------------


def write_site(job: SiteJob) -> Iterator[OutputFile]:
    """Write authors, lists and menus as data."""
    yield json_file("src/data/authors.json", {author.slug: author_entry(author) for author in job.authors})
    yield json_file("src/data/lists.json", list_data(job, _key, by_language=True))
    trees = menu_trees(resolved_menus(job, lambda term: term_url(term, job.options), lambda item: item.url))
    shown = shown_in(job)
    told = {slug: {"languages": list(languages)} for slug, languages in shown.items()}
    yield json_file(
        "src/data/menus.json",
        {menu.slug: {"name": menu.name, **told.get(menu.slug, {}), "items": trees[menu.slug]} for menu in job.menus},
    )


def scaffold(job: SiteJob) -> Iterator[OutputFile]:
    """Write a configuration, a schema, one route for every address, and plain components."""
    folders = {type_folder(item.place.type, _FOLDERS).translate(_NO_NAME) for item in job.items()}
    yield json_file("src/data/site.json", site_facts(job, sorted(folders | set(_FOLDERS.values()))))
    for path, text in FILES.items():
        yield text_file(path, text)


TARGET: Final = Target(
    summary="Astro: content collections with a schema, and comments, terms and menus as data files",
    options=AstroOptions,
    dialect=Dialect(escape=escape_astro, image=relative_picture),
    path=place_item,
    write=write_item,
    site=write_site,
    scaffold=scaffold,
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
        languages=True,
        redirects=True,
        limits=(
            "Astro itself knows no drafts and no dates to come: the starter theme leaves both out, a theme of your own has to.",
            "An address is a folder (`/name/`) or a file of HTML; `/name` and `/name.php` stand at `/name/` and `/name.php/`.",
        ),
    ),
)
