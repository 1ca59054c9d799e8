"""Gatsby: Markdown with YAML front matter, and comments, lists and menus as data from which the starter theme makes its pages.

Gatsby derives a type of each field from all files, so values of one name have one type here; it knows no drafts and no dates
to come, and has pages only where a program makes them: the starter theme's, from `permalink`.
"""

from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from wpmigrate.contract import Addresses, Capabilities, Dialect, Job, OutputFile, Place, Placed, SiteJob, Target
from wpmigrate.pieces.authors import author_entry
from wpmigrate.pieces.comments import comment_data, data_key
from wpmigrate.pieces.facts import title_of, wordpress_facts
from wpmigrate.pieces.files import json_file, markdown_file, text_file
from wpmigrate.pieces.images import featured
from wpmigrate.pieces.listings import list_data
from wpmigrate.pieces.menus import menu_trees, resolved_menus
from wpmigrate.pieces.pages import address_of, author_url
from wpmigrate.pieces.paths import Layout, dated_path, type_folder
from wpmigrate.pieces.seo import description_of, seo_fields
from wpmigrate.pieces.terms import PLURALS, TermWords, term_url, terms_by_key
from wpmigrate.render.frontmatter import render_front_matter, timestamp
from wpmigrate.scaffold.astro import site_facts
from wpmigrate.scaffold.gatsby_theme import FILES

_CONTENT: Final = "content/"
_FOLDERS: Final = {"post": "posts", "page": "pages"}
# Front matter keys that Gatsby, its plugins or this file give a meaning.
_FIELDS: Final = frozenset(
    (
        "authors", "categories", "date", "description", "draft", "excerpt", "image", "lang", "path", "permalink", "redirect_from",
        "robots", "seo",
        "slug",
        "tags", "template", "title", "updated", "wp",
    )
)  # fmt: skip


class GatsbyOptions(Struct, frozen=True):
    """`layout` of posts: all in one folder, a folder per year or per month, or a folder of its own for each (bundle).

    `terms` stand in front matter by name or by slug. The bases are those of the site's permalink settings.
    `custom_fields` puts WordPress's custom fields under `wp.meta`.
    """

    layout: Layout = "bundle"
    terms: TermWords = "names"
    category_base: str = "category"
    tag_base: str = "tag"
    author_base: str = "author"
    custom_fields: bool = False


def place_item(place: Place, options: GatsbyOptions) -> str:
    """Propose the path of an item's file: posts by the layout, everything else by its hierarchy."""
    name = dated_path(place, options.layout) if place.type == "post" else place.slug
    return "/".join((f"{_CONTENT}{type_folder(place.type, _FOLDERS)}", *place.ancestors, f"{name}.md"))


def _item_url(item: Placed, options: GatsbyOptions) -> str:  # noqa: ARG001 - the signature every target has
    path = item.path.removeprefix(_CONTENT).removesuffix(".md").removesuffix("/index")
    return address_of(item.place, path.removeprefix("pages/"))


def write_item(job: Job) -> Iterator[OutputFile]:
    """Write an item's Markdown, and its comments as a data file."""
    yield markdown_file(
        job.path,
        render_front_matter(job.with_fields(_fields(job), _FIELDS, ("draft", "permalink", "robots"))),
        job.body,
    )
    if job.comments:
        yield json_file(f"data/comments/{data_key(job.post.place)}.json", comment_data(job.comments, job.resolve))


def _fields(job: Job) -> dict[str, Any]:
    post, place, image = job.post, job.post.place, job.post.featured_image
    return {
        "title": title_of(post),
        "description": description_of(job),
        "date": timestamp(post.date),
        "updated": timestamp(post.modified),
        "draft": True if place.visibility != "published" else None,
        "permalink": job.url,
        "redirect_from": list(job.former),
        "authors": [author.slug for author in job.authors],
        **terms_by_key(post.terms, job.options.terms, {term.taxonomy: _key(term.taxonomy) for term in post.terms}),
        "image": featured(image, job.resolve) if image else None,
        "lang": place.language,
        **seo_fields(job),
        "wp": {"date": post.date, **wordpress_facts(job)},
    }


def _key(taxonomy: str) -> str:
    """Answer the front matter key of a taxonomy's terms."""
    return PLURALS.get(taxonomy) or (f"wp_{taxonomy}" if taxonomy in _FIELDS else taxonomy)


def write_site(job: SiteJob) -> Iterator[OutputFile]:
    """Write authors, lists and menus as data."""
    yield json_file("data/authors.json", {author.slug: author_entry(author) for author in job.authors})
    yield json_file("data/lists.json", list_data(job, _key))
    trees = menu_trees(resolved_menus(job, lambda term: term_url(term, job.options), lambda item: item.url))
    yield json_file(
        "data/menus.json", {menu.slug: {"name": menu.name, "items": trees[menu.slug]} for menu in job.menus}
    )


def scaffold(job: SiteJob) -> Iterator[OutputFile]:
    """Write a configuration, the program that makes a page for every address, and plain components."""
    yield json_file("data/site.json", site_facts(job, sorted(_FOLDERS.values())))
    for path, text in FILES.items():
        yield text_file(path, text)


TARGET: Final = Target(
    summary="Gatsby: Markdown for gatsby-transformer-remark, and comments, terms and menus as data files",
    options=GatsbyOptions,
    dialect=Dialect(),
    path=place_item,
    write=write_item,
    site=write_site,
    scaffold=scaffold,
    next_step="cd {folder} && npm install && npm run develop",
    addresses=Addresses(
        item=_item_url,
        term=term_url,
        author=author_url,
        posts="/posts/",
        feed="/feed.xml",
    ),
    holds=Capabilities(
        scheduled=False,
        redirects=True,
        limits=(
            "Gatsby itself knows no drafts: the starter theme leaves them out, a theme of your own has to.",
            "A scheduled post is a draft with its date.",
            "An address is a folder (`/name/`) or a file of HTML; `/name` and `/name.php` stand at `/name/` and `/name.php/`.",
        ),
    ),
)
