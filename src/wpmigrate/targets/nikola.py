"""Nikola: posts and pages with lines of metadata in a comment, comments, terms and menus as data files that the theme reads.

Nikola builds drafts and private posts too, and only leaves them out of its lists: so whatever is not public lies in a folder
that it does not read. A slug may hold a whole path, which gives every item its old address.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal, TypeAlias

import msgspec
from msgspec import Struct

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
    Record,
    SiteJob,
    Target,
    Term,
)
from wpmigrate.pieces.comments import comment_data, data_key
from wpmigrate.pieces.files import json_file, text_file
from wpmigrate.pieces.images import featured
from wpmigrate.pieces.menus import raised, resolved_menus
from wpmigrate.pieces.pages import address_of, author_url, link_to, listed, page_file, term_key
from wpmigrate.pieces.paths import dated_path, type_folder
from wpmigrate.pieces.seo import seo_lines, teaser_of
from wpmigrate.pieces.terms import TermWords, term_url, terms_by_key
from wpmigrate.render.metalines import json_line, one_line, render_meta_lines
from wpmigrate.render.nikola import ESCAPES, escape_shortcodes
from wpmigrate.scaffold.nikola import configuration, list_page, posts_list
from wpmigrate.scaffold.nikola_theme import FILES

NikolaLayout: TypeAlias = Literal["flat", "year", "year-month"]

_FOLDERS: Final = {"post": "posts", "page": "pages"}
_TYPES: Final = _FOLDERS | {
    f"/{name}": name
    for name in (
        "cache",
        "data",
        "drafts",
        "files",
        "galleries",
        "images",
        "lists",
        "listings",
        "output",
        "plugins",
        "themes",
    )
}
# Keys whose lines are finished text; every other string that is no plain line is said as JSON.
_OWN: Final = frozenset(
    (
        "title", "slug", "date", "updated", "author", "category", "tags", "description", "previewimage", "status", "type",
        "pretty_url", "wp_terms", "wp_authors", "wp_image_alt", "wp_image_caption",
    )
)  # fmt: skip
# What Nikola gives a meaning beside these.
_MEANT: Final = frozenset(
    (
        "compiler", "data", "enclosure", "filters", "guid", "has_math", "hidetitle", "hyphenate", "keywords", "link", "nocomments",
        "password", "path", "priority", "save_as", "section", "template", "url_type",
    )
)  # fmt: skip


class NikolaOptions(Struct, frozen=True):
    """`layout` of posts: all in one folder, or a folder per year or per month.

    `terms` stand in `category` and `tags` by name or by slug. The bases are those of the site's permalink settings.
    `custom_fields` puts WordPress's custom fields into `wp_meta`.
    """

    layout: NikolaLayout = "flat"
    terms: TermWords = "names"
    category_base: str = "category"
    tag_base: str = "tag"
    author_base: str = "author"
    custom_fields: bool = False


class _Taken:
    """The names that a custom field cannot have, in any capitals."""

    def __contains__(self, name: object) -> bool:
        word = str(name).lower()
        return word in _OWN or word in _MEANT or word.startswith(("_", "wp_"))


def place_item(place: Place, options: NikolaOptions) -> str:
    """Propose the path of an item's file; what is not public lies where Nikola does not look."""
    folder = _FOLDERS.get(place.type) or type_folder(place.type, _TYPES)
    name = dated_path(place, options.layout) if place.type == "post" else place.slug
    hidden = () if place.visibility == "published" else ("drafts",)
    return "/".join((*hidden, folder, *place.ancestors, f"{name}.md"))


def _item_url(item: Placed, options: NikolaOptions) -> str:  # noqa: ARG001 - the signature every target has
    place, path = item.place, item.path.removesuffix(".md")
    url = address_of(place, path.removeprefix("pages/") if place.type == "page" else path)
    # Its site map looks for the file of what is left of them.
    return url.replace("#", "-").replace("?", "-")


# --- one item ------------------------------------------------------------------------------------------------------


def write_item(job: Job) -> Iterator[OutputFile | Record]:
    """Write an item's Markdown, its comments as a data file, and which old paths must lead to it."""
    lines = render_meta_lines(job.with_fields(_fields(job), _Taken()), _OWN, ".. {key}: {value}")
    escaped = sum(map(job.body.count, ESCAPES)) if "{" in job.body or "&#123;" in job.body else 0
    if escaped:
        job.report(Diagnostic(Code.TEMPLATE_ESCAPED, count=escaped))
    body = job.body.strip("\n")
    shown = f"{body}\n\n{{{{% post-list %}}}}{{{{% /post-list %}}}}" if job.post.place.posts_page else body
    yield text_file(job.path, f"<!--\n{lines}-->\n\n{shown}\n")
    if job.comments:
        yield json_file(f"data/comments/{data_key(job.post.place)}.json", comment_data(job.comments, job.resolve))
    if job.post.place.visibility == "published":
        for old in job.former:
            yield Record("former", msgspec.json.encode([old, job.url]))


def _fields(job: Job) -> dict[str, Any]:
    post, place = job.post, job.post.place
    words = terms_by_key(post.terms, job.options.terms)
    image = job.post.featured_image
    facts = featured(image, job.resolve) if image else {}
    return {
        "title": one_line(post.title) or "(untitled)",
        **_address(job),
        "date": post.date or post.modified or "1970-01-01T00:00:00Z",
        "updated": post.modified,
        "author": _joined([author.name for author in job.authors]),
        "category": one_line(next(iter(words.get("categories", ())), "")),
        "tags": _joined(words.get("tags", ())),
        "description": one_line(teaser_of(job)),
        "previewimage": link_to(facts.get("url", "")),
        "status": ("featured" if post.sticky else None) if place.visibility == "published" else "draft",
        "type": "text",
        **_wordpress_fields(job),
        "wp_image_alt": one_line(facts.get("alt", "")),
        "wp_image_caption": one_line(facts.get("caption", "")),
    }


def _address(job: Job) -> dict[str, str]:
    """Say the whole path as the slug; a path that names a file is no folder."""
    if not job.url:
        return {"slug": job.post.place.slug}
    path, html = page_file(job.url), ".html"
    if path == "index.html":
        return {"slug": "index"}
    if path.endswith(f"/index{html}"):
        return {"slug": path.removesuffix(f"/index{html}")}
    return {"slug": path.removesuffix(html), "pretty_url": "False"}


def _joined(words: Sequence[str]) -> str:
    """Say a list: Nikola parts it at commas, and knows no escape."""
    return ", ".join(one_line(word).replace(",", "\N{FULLWIDTH COMMA}") for word in words)


def _wordpress_fields(job: Job) -> dict[str, Any]:
    post, place = job.post, job.post.place
    return {
        **seo_lines(job),
        "wp_id": place.id,
        "wp_type": place.type,
        "wp_status": post.status if post.status != "publish" else None,
        "wp_format": post.format,
        "wp_order": post.menu_order or None,
        "wp_template": post.template if post.template != "default" else None,
        "wp_language": place.language,
        "wp_guid": post.guid,
        "wp_terms": json_line([term_key(term.taxonomy, term.slug) for term in post.terms]) if post.terms else None,
        "wp_authors": json_line([author.slug for author in job.authors]) if job.authors else None,
        "wp_enclosures": list(post.enclosures),
        "wp_comments": data_key(place) if job.comments else None,
        "wp_meta": post.meta if job.options.custom_fields else None,
    }


# --- the site ------------------------------------------------------------------------------------------------------


def write_site(job: SiteJob) -> Iterator[OutputFile]:
    """Write terms, authors, menus and redirects as data."""
    yield json_file("data/lists.json", dict(listed(job)))
    menus = _menus(job)
    yield json_file(
        "data/menus.json", {menu.slug: {"name": menu.name, "items": menus[menu.slug]} for menu in job.menus}
    )
    former = dict(msgspec.json.decode(record, type=tuple[str, str]) for record in job.records("former"))
    sayable = {old: new for old, new in former.items() if not set("#?") & set(old)}
    yield json_file("data/redirects.json", [[page_file(old), link_to(new)] for old, new in sayable.items()])


def scaffold(job: SiteJob) -> Iterator[OutputFile]:
    """Write a configuration, a plain theme, and a page for the list of every term and author."""
    yield text_file("conf.py", configuration(job, _menus(job)))
    yield from posts_list(job)
    taken: set[str] = set()
    for key, entry in listed(job):
        if entry["url"]:
            yield list_page(key, entry, taken)
    for path, text in FILES.items():
        yield text_file(path, text)


def _menus(job: SiteJob) -> dict[str, list[dict[str, Any]]]:
    return raised(resolved_menus(job, lambda term: _term_url(term, job.options), lambda item: item.url))


def _term_url(term: Term, options: NikolaOptions) -> str:
    return term_url(term, options)


def _author_url(author: Author, options: NikolaOptions) -> str:
    return author_url(author, options)


TARGET: Final = Target(
    summary="Nikola: posts and pages with their old addresses, terms, menus, redirects and comments as data files",
    options=NikolaOptions,
    holds=Capabilities(
        scheduled=False,
        redirects=True,
        limits=(
            "What is not public lies in drafts/, which Nikola does not read: it would build drafts and private posts.",
            "An address with # or ? has - there.",
            "A post has one category in Nikola; all of them stand in `wp_terms`, and the theme lists by those.",
        ),
    ),
    dialect=Dialect(
        flavour="python-markdown",
        escape=escape_shortcodes,
        heading_ids=True,
        read_more=lambda _: "<!-- TEASER_END -->",
    ),
    path=place_item,
    write=write_item,
    site=write_site,
    scaffold=scaffold,
    next_step="cd {folder} && nikola build",
    addresses=Addresses(
        item=_item_url,
        term=_term_url,
        author=_author_url,
        uploads="files/wp-content/uploads",
        posts="/posts/",
        feed="/rss.xml",
        in_folder=True,
    ),
)
