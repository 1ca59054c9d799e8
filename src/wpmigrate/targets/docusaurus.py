"""Docusaurus: posts for its blog, pages for its pages, and comments, lists and menus as data for a few components.

A file of Markdown says for itself that it is no MDX, to which a brace is code. The blog stands at the root of the site, so that
`slug` can be the whole old permalink.
"""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

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
    Post,
    SiteJob,
    Target,
)
from wpmigrate.model import TermRef
from wpmigrate.pieces.authors import author_entry
from wpmigrate.pieces.comments import comment_data, data_key, web_url
from wpmigrate.pieces.facts import title_of, wordpress_facts
from wpmigrate.pieces.files import json_file, markdown_file, text_file, yaml_file
from wpmigrate.pieces.images import featured
from wpmigrate.pieces.listings import list_data
from wpmigrate.pieces.menus import menu_trees, resolved_menus
from wpmigrate.pieces.pages import address_of, author_url
from wpmigrate.pieces.paths import Layout, dated_path, type_folder
from wpmigrate.pieces.seo import seo_fields, seo_of, teaser_of
from wpmigrate.pieces.terms import PLURALS, TermWords, term_url, terms_by_key
from wpmigrate.render.docusaurus import as_read, escape_docusaurus, held, picture, route_of, without_titles
from wpmigrate.render.frontmatter import render_front_matter, timestamp
from wpmigrate.render.text import render_text
from wpmigrate.scaffold.docusaurus import site_facts
from wpmigrate.scaffold.docusaurus_theme import FILES

_BLOG: Final = "blog/"
_PAGES: Final = "src/pages/"
_FRONT: Final = "src/pages/index.md"
# Characters that mean something in the path of a file to webpack; and files that begin with an underscore are left out.
_NO_NAME: Final = {ord(char): "-" for char in "#?%!"}
# Front matter keys that Docusaurus or this file give a meaning.
_FIELDS: Final = frozenset(
    (
        "archive", "author", "author_image_url", "author_title", "author_url", "authorImageURL", "authors", "authorTitle",
        "authorURL", "categories", "date", "description", "displayed_sidebar", "draft", "hide_table_of_contents", "id", "image",
        "keywords", "last_update", "links", "mdx", "pagination_label", "redirect_from", "sidebar_label", "slug", "tags", "terms",
        "thread", "title", "title_meta", "toc_max_heading_level", "toc_min_heading_level", "unlisted", "wp", "wrapperClassName",
    )
)  # fmt: skip


class DocusaurusOptions(Struct, frozen=True):
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


def place_item(place: Place, options: DocusaurusOptions) -> str:
    """Propose the path of an item's file: posts by the layout, everything else by its hierarchy."""
    if place.front_page:
        return _FRONT
    if place.type == "post":
        path = f"{_BLOG}{dated_path(place, options.layout, _seen(place.slug))}.md"
    else:
        folder = () if place.type == "page" else (type_folder(place.type, {}),)
        path = _PAGES + "/".join(map(_seen, (*folder, *place.ancestors, place.slug))) + ".md"
    return path.translate(_NO_NAME)


def _seen(name: str) -> str:
    """Answer a name that Docusaurus does not leave out, nor takes for the page of a folder."""
    return f"p{name}" if name.startswith("_") or name.lower() in ("index", "readme") else name


def _item_url(item: Placed, options: DocusaurusOptions) -> str:  # noqa: ARG001 - the signature every target has
    path = item.path.removeprefix(_PAGES).removesuffix(".md").removesuffix("/index")
    return address_of(item.place, path)


# --- one item ------------------------------------------------------------------------------------------------------


def write_item(job: Job) -> Iterator[OutputFile]:
    """Write an item's Markdown, and its comments as a data file."""
    fields = held(job.with_fields(_fields(job), _FIELDS, ("draft", "mdx", "robots")))
    yield markdown_file(job.path, render_front_matter(fields), without_titles(job.body))
    if job.comments:
        yield json_file(f"data/comments/{data_key(job.post.place)}.json", comment_data(job.comments, job.resolve))


def _fields(job: Job) -> dict[str, Any]:
    post, place, image = job.post, job.post.place, job.post.featured_image
    words = terms_by_key(post.terms, job.options.terms, {term.taxonomy: _key(term.taxonomy) for term in post.terms})
    words.pop("tags", None)
    facts = featured(image, job.resolve) if image else None
    return {
        "title": title_of(post),
        "slug": route_of(job.url) if job.url else None,
        "date": timestamp(post.date or (_when_undated(post) if place.type == "post" else None)),
        "last_update": {"date": timestamp(post.modified)},
        "description": teaser_of(job),
        "draft": True if place.visibility != "published" else None,
        "authors": [author.slug for author in job.authors],
        "tags": [_tag(term, job.options) for term in post.terms if _key(term.taxonomy) == "tags"],
        **words,
        "image": quote(facts["url"], safe="/:?&=%#@+,;~!$'()*") if facts else None,
        "redirect_from": list(job.former),
        "mdx": {"format": "md"},
        "keywords": list(seo_of(job).keywords),
        **seo_fields(job),
        "wp": {**wordpress_facts(job), "image": facts},
    }


def _when_undated(post: Post) -> str:
    """Answer a date for a post without one: Docusaurus would ask Git, and stop where there is none."""
    return post.modified or "1970-01-01T00:00:00Z"


def _tag(term: TermRef, options: DocusaurusOptions) -> dict[str, str]:
    """Name a tag; two of one name are two by their addresses."""
    return {
        "label": (term.name if options.terms == "names" else "") or term.slug,
        "permalink": route_of(f"/{term.slug}/"),
    }


def _key(taxonomy: str) -> str:
    """Answer the front matter key of a taxonomy's terms."""
    return PLURALS.get(taxonomy) or (f"wp-{taxonomy}" if taxonomy in _FIELDS else taxonomy)


# --- the site ------------------------------------------------------------------------------------------------------


def write_site(job: SiteJob) -> Iterator[OutputFile]:
    """Write the authors of the blog, and lists and menus as data."""
    yield yaml_file("blog/authors.yml", {author.slug: _author(author) for author in job.authors})
    yield json_file("data/lists.json", [{**entry, "route": route_of(entry["url"])} for entry in list_data(job, _key)])
    trees = menu_trees(resolved_menus(job, lambda term: term_url(term, job.options), lambda item: item.url))
    yield json_file(
        "data/menus.json", {menu.slug: {"name": menu.name, "items": trees[menu.slug]} for menu in job.menus}
    )


def _author(author: Author) -> dict[str, Any]:
    entry = author_entry(author)
    return {
        "name": author.name or author.login,
        "url": web_url(entry.get("url", "")),
        "email": entry.get("email"),
        "page": {"permalink": route_of(f"/{author.slug}/")},
        "description": render_text(author.bio).strip() if author.bio else "",
    }


def scaffold(job: SiteJob) -> Iterator[OutputFile]:
    """Write a configuration, two plugins and a few components."""
    front = any(item.place.front_page and item.place.visibility == "published" for item in job.items())
    yield json_file("data/site.json", site_facts(job, front=front))
    for path, text in FILES.items():
        yield text_file(path, text)


TARGET: Final = Target(
    summary="Docusaurus: a blog and pages in plain Markdown, authors, tags, and comments, lists and menus as data files",
    options=DocusaurusOptions,
    dialect=Dialect(
        escape=escape_docusaurus,
        as_read=as_read,
        image=picture,
        first_level=False,
        read_more=lambda _: "<!-- truncate -->",
    ),
    path=place_item,
    write=write_item,
    site=write_site,
    scaffold=scaffold,
    next_step="cd {folder} && npm install && npm start",
    addresses=Addresses(
        item=_item_url,
        term=term_url,
        author=author_url,
        uploads="static/wp-content/uploads",
        posts="/posts/",
        feed="/rss.xml",
    ),
    holds=Capabilities(
        scheduled=False,
        redirects=True,
        limits=(
            "It publishes what lies in the future, so posts with a date to come are drafts.",
            "Its blog knows posts alone: items of other types are pages, with their date, terms and comments.",
            "An address is a folder (`/name/`) or a file of HTML; `/name` and `/name.php` stand at `/name/` and `/name.php/`.",
        ),
    ),
)
