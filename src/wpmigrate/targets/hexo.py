"""Hexo: posts and drafts, pages with their permalinks, and comments, lists and menus as data for the starter theme.

Hexo reads dates as clock times of the time zone in its configuration, ignores names that begin with `_`, and takes `:year`
in a pattern of permalinks from the zone of the machine: so every item says its whole permalink.
"""

from collections.abc import Iterator
from typing import Any, Final, Literal

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
from wpmigrate.pieces.paths import dated_path, type_folder
from wpmigrate.pieces.seo import description_of, seo_fields, seo_of
from wpmigrate.pieces.terms import PLURALS, TermWords, term_url, term_word, terms_by_key
from wpmigrate.render.astro import decodable
from wpmigrate.render.frontmatter import render_front_matter
from wpmigrate.render.hexo import escape_hexo, openers, picture
from wpmigrate.render.html import escape_html
from wpmigrate.scaffold.hexo import configuration, theme_facts
from wpmigrate.scaffold.hexo_theme import FILES
from wpmigrate.scaffold.zones import clock_time

_FOLDERS: Final = {"post": "_posts", "page": ""}
_POSTS, _DRAFTS, _PAGES = "source/_posts", "source/_drafts", "source"
_OBJECT: Final = frozenset(
    (
        "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__", "__proto__", "constructor", "hasOwnProperty",
        "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString", "valueOf",
    )
)  # fmt: skip
# Front matter keys that Hexo, its plugins or this file give a meaning.
_FIELDS: Final = frozenset(
    (
        "_content", "_id", "alias", "aliases", "asset_dir", "author", "authors", "categories", "category", "comments", "content",
        "date", "description", "disableNunjucks", "engine", "excerpt", "full_source", "id", "keywords", "lang", "language", "layout",
        "link", "markdown", "more", "next", "path", "permalink", "photo", "photos", "prev", "published", "raw", "redirect",
        "setCategories", "setTags", "site", "slug", "source", "tag", "tags", "title", "updated", "wp", "__page",
        "__permalink", "__post", "save", "remove", "update", "replace", "populate", "toObject", "toString", "constructor", "notPublished",
    )
)  # fmt: skip


class HexoOptions(Struct, frozen=True):
    """`layout` of posts: all in one folder, or a folder per year or per month.

    `terms` stand in front matter by name or by slug. The bases are those of the site's permalink settings.
    `custom_fields` puts WordPress's custom fields under `wp.meta`.
    """

    layout: Literal["flat", "year", "year-month"] = "flat"
    terms: TermWords = "names"
    category_base: str = "category"
    tag_base: str = "tag"
    author_base: str = "author"
    custom_fields: bool = False


# --- paths ---------------------------------------------------------------------------------------------------------


def place_item(place: Place, options: HexoOptions) -> str:
    """Propose the path of an item's file: Hexo knows drafts by their folder, and pages by theirs."""
    if place.type == "post":
        return f"{_POSTS if _is_public(place) else _DRAFTS}/{_seen(dated_path(place, options.layout))}.md"
    parts = (type_folder(place.type, _FOLDERS), *place.ancestors, place.slug)
    folder = "/".join(_seen(part) for part in parts if part)
    return f"{_PAGES if _is_public(place) else _DRAFTS}/{folder}/index.md"


def _is_public(place: Place) -> bool:
    """Say whether visitors may see an item: Hexo would show what is scheduled before its date."""
    return place.visibility == "published"


def _seen(path: str) -> str:
    """Rename what Hexo would not see: names that begin with `_`."""
    return "/".join(f"x{name}" if name.startswith("_") else name for name in path.split("/"))


def _item_url(item: Placed, options: HexoOptions) -> str:  # noqa: ARG001 - the signature every target has
    folder, name = item.path.removeprefix("source/").removesuffix(".md").removesuffix("/index"), ""
    if folder.startswith(("_posts/", "_drafts/")):
        name = folder.partition("/")[2].rpartition("/")[2]
    url = address_of(item.place, f"posts/{name}" if name and item.place.type == "post" else name or folder)
    # Hexo loses a page whose address it cannot decode, and takes what follows a question mark for a query.
    return (url if decodable(url) == url else url.replace("%", "-")).replace("?", "-")


def _permalink(url: str) -> str:
    """Say an address so that Hexo makes a file of it that a host finds: a folder, unless it names one of HTML."""
    return url if url.lower().endswith(("/", ".html", ".htm")) else f"{url}/"


# --- one item ------------------------------------------------------------------------------------------------------


def write_item(job: Job) -> Iterator[OutputFile]:
    """Write an item's Markdown, and its comments as a data file."""
    shown = openers(job.body)
    if shown:
        job.report(Diagnostic(Code.TEMPLATE_ESCAPED, count=shown))
    fields = {**_fields(job), "disableNunjucks": True if shown else None}
    yield markdown_file(
        job.path, render_front_matter(job.with_fields(fields, _FIELDS, ("disableNunjucks", "robots"))), job.body
    )
    if job.comments:
        yield json_file(
            f"source/_data/comments/{data_key(job.post.place)}.json", comment_data(job.comments, job.resolve)
        )


def _fields(job: Job) -> dict[str, Any]:
    post, place, image = job.post, job.post.place, job.post.featured_image
    excerpt = excerpt_of(post)
    return {
        "title": title_of(post),
        "date": clock_time(post.date, job.site),
        "updated": clock_time(post.modified, job.site),
        "permalink": _permalink(job.url) if job.url else None,
        "alias": [_permalink(old) for old in job.former if "?" not in old],
        "layout": "page" if place.type == "page" and not _is_public(place) else None,
        "author": ", ".join(author.name for author in job.authors),
        "authors": [author.slug for author in job.authors],
        **_terms(job),
        "description": description_of(job),
        "excerpt": escape_html(excerpt),
        "photos": [job.resolve(image.url, "image")] if image else None,
        "lang": place.language,
        "keywords": list(seo_of(job).keywords),
        **seo_fields(job),
        "comments": False if post.comment_status == "closed" else None,
        "wp": {
            "date": post.date,
            "image": featured(image, job.resolve) if image else None,
            **wordpress_facts(job),
        },
    }


def _terms(job: Job) -> dict[str, Any]:
    """Answer the terms by key: a category is the list of those above it and itself."""
    words = job.options.terms
    keys = {term.taxonomy: _key(term.taxonomy) for term in job.post.terms}
    found: dict[str, Any] = {
        key: [_said(word) for word in told] for key, told in terms_by_key(job.post.terms, words, keys).items()
    }
    if "categories" in found:
        own = [term for term in job.post.terms if term.taxonomy == "category"]
        found["categories"] = [[_said(term_word(one, words)) for one in (*job.above(term), term)] for term in own]
    return found


def _said(word: str) -> str:
    """Say the word of a term: Hexo stops at names that every object of JavaScript has."""
    return f"{word} (term)" if word in _OBJECT else word


def _key(taxonomy: str) -> str:
    """Answer the front matter key of a taxonomy's terms."""
    return PLURALS.get(taxonomy) or (f"wp-{taxonomy}" if taxonomy in _FIELDS else taxonomy)


# --- the site ------------------------------------------------------------------------------------------------------


def write_site(job: SiteJob) -> Iterator[OutputFile]:
    """Write authors, lists and menus as data."""
    yield json_file("source/_data/authors.json", {author.slug: author_entry(author) for author in job.authors})
    yield json_file("source/_data/lists.json", [{**one, "word": _said(one["word"])} for one in list_data(job, _key)])
    trees = menu_trees(resolved_menus(job, lambda term: term_url(term, job.options), lambda item: item.url))
    yield json_file(
        "source/_data/menus.json", {menu.slug: {"name": menu.name, "items": trees[menu.slug]} for menu in job.menus}
    )


def scaffold(job: SiteJob) -> Iterator[OutputFile]:
    """Write a configuration and a plain theme that has a page for every list."""
    yield text_file("_config.yml", configuration(job))
    yield text_file("themes/plain/_config.yml", theme_facts(job))
    for path, text in FILES.items():
        yield text_file(path, text)


TARGET: Final = Target(
    summary="Hexo: posts, pages and drafts with their permalinks, and comments, terms and menus as data files",
    options=HexoOptions,
    dialect=Dialect(escape=escape_hexo, image=picture, footnotes=False, soft_break=" "),
    path=place_item,
    write=write_item,
    site=write_site,
    scaffold=scaffold,
    next_step="cd {folder} && npm install && npx hexo server",
    addresses=Addresses(
        item=_item_url,
        term=term_url,
        author=author_url,
        uploads="source/wp-content/uploads",
        posts="/posts/",
        feed="/feed.xml",
    ),
    holds=Capabilities(
        scheduled=False,
        redirects=True,
        limits=(
            "A scheduled post is a draft with its date, because Hexo shows what is dated to come.",
            "A draft of a page is a draft of a post to Hexo: move its file out of source/_drafts to publish it.",
            "An address is a folder (`/name/`) or a file of HTML; `/name` and `/name.php` stand at `/name/` and `/name.php/`.",
            "Footnotes are links and a list, because Hexo's Markdown has none.",
        ),
    ),
)
