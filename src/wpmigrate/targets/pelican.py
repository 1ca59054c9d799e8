"""Pelican: articles and pages with lines of metadata, comments, terms and menus as data files that the theme reads.

Pelican's metadata is not YAML: one line a key, nothing quoted. It publishes what lies in the future, and puts drafts on
the web, unlisted: so whatever is not public says `status: skip`, which it leaves out.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

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
    SiteJob,
    Target,
    Term,
)
from wpmigrate.pieces.comments import comment_data, data_key
from wpmigrate.pieces.files import json_file, markdown_file, text_file
from wpmigrate.pieces.images import featured
from wpmigrate.pieces.menus import raised, resolved_menus
from wpmigrate.pieces.pages import address_of, author_url, link_to, listed, page_file, term_key
from wpmigrate.pieces.paths import Layout, dated_path, type_folder
from wpmigrate.pieces.seo import seo_lines, teaser_of
from wpmigrate.pieces.terms import TermWords, term_url, terms_by_key
from wpmigrate.render.metalines import html_line, json_line, one_line, render_meta_lines
from wpmigrate.render.pelican import ESCAPES, escape_links, summary_line
from wpmigrate.scaffold.pelican import configuration, list_page
from wpmigrate.scaffold.pelican_theme import FILES

_FOLDERS: Final = {"post": "posts", "page": "pages"}
_TAKEN_FOLDERS: Final = {**_FOLDERS, "/lists": "lists", "/uploads": "wp-content"}
_BOUNDS: Final = ";,"
# Keys whose lines are finished text; every other string that is no plain line is said as JSON.
_OWN: Final = frozenset(
    (
        "title", "slug", "date", "modified", "category", "tags", "authors", "status", "url", "save_as", "summary", "image",
        "image_alt", "image_caption", "wp_terms", "wp_authors",
    )
)  # fmt: skip
# What Pelican's content has beside these: a field of that name would stop the build, or mean something else.
_MEANT: Final = frozenset(
    (
        "allowed_statuses", "author", "content", "date_format", "default_status", "default_template", "filename",
        "get_content", "get_relative_source_path", "get_siteurl", "get_static_links", "get_summary", "get_url_setting",
        "in_default_lang", "is_valid", "lang", "locale_date", "locale_modified", "mandatory_properties", "metadata",
        "override_save_as", "override_url", "private", "refresh_metadata_intersite_links", "relative_dir",
        "relative_source_path", "settings", "source_path", "template", "timezone", "translation", "translations",
        "url_format", "reader",
    )
)  # fmt: skip


class PelicanOptions(Struct, frozen=True):
    """`layout` of posts: all in one folder, a folder per year or per month, or a folder of its own for each (bundle).

    `terms` stand in `category` and `tags` by name or by slug. The bases are those of the site's permalink settings.
    `custom_fields` puts WordPress's custom fields into `wp_meta`.
    """

    layout: Layout = "flat"
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


def place_item(place: Place, options: PelicanOptions) -> str:
    """Propose the path of an item's file: posts by the layout, everything else by its hierarchy."""
    folder = _FOLDERS.get(place.type) or type_folder(place.type, _TAKEN_FOLDERS)
    name = dated_path(place, options.layout) if place.type == "post" else place.slug
    return "/".join(("content", folder, *place.ancestors, f"{name}.md"))


def _item_url(item: Placed, options: PelicanOptions) -> str:  # noqa: ARG001 - the signature every target has
    place, path = item.place, item.path.removeprefix("content/").removesuffix(".md").removesuffix("/index")
    return address_of(place, path.removeprefix("pages/") if place.type == "page" else path)


# --- one item ------------------------------------------------------------------------------------------------------


def write_item(job: Job) -> Iterator[OutputFile]:
    """Write an item's Markdown, and its comments as a data file."""
    lines = render_meta_lines(job.with_fields(_fields(job), _Taken(), ("status", "wp_robots")), _OWN)
    escaped = sum(map(job.body.count, ESCAPES))
    if escaped:
        job.report(Diagnostic(Code.TEMPLATE_ESCAPED, count=escaped))
    yield markdown_file(job.path, lines, job.body)
    if job.comments:
        yield json_file(f"data/comments/{data_key(job.post.place)}.json", comment_data(job.comments, job.resolve))


def _fields(job: Job) -> dict[str, Any]:
    post, place = job.post, job.post.place
    words = terms_by_key(post.terms, job.options.terms)
    public = place.visibility == "published"
    return {
        "title": html_line(post.title) or "(untitled)",
        "slug": place.slug,
        "date": post.date or post.modified or "1970-01-01T00:00:00Z",
        "modified": post.modified,
        "status": None if public else "skip",
        "url": link_to(job.url.lstrip("/")) or "./" if job.url else None,
        "save_as": page_file(job.url) if job.url else None,
        "category": one_line(next(iter(words.get("categories", ())), "")),
        "tags": _joined(words.get("tags", ())),
        "authors": _joined([author.name for author in job.authors]),
        "summary": summary_line(teaser_of(job)) if teaser_of(job) else "",
        **_image_fields(job),
        **_wordpress_fields(job),
    }


def _joined(words: Sequence[str]) -> str:
    """Say a list: Pelican parts it at semicolons where there is one, else at commas."""
    lines = [one_line(word).replace(";", "\N{FULLWIDTH SEMICOLON}") for word in words]
    return "; ".join(lines) + ";" if any("," in line for line in lines) else ", ".join(lines)


def _image_fields(job: Job) -> dict[str, Any]:
    image = job.post.featured_image
    facts = featured(image, job.resolve) if image else {}
    return {
        "image": link_to(facts.get("url", "")),
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
        "wp_terms": json_line([term_key(term.taxonomy, term.slug) for term in post.terms]) if post.terms else None,
        "wp_authors": json_line([author.slug for author in job.authors]) if job.authors else None,
        "wp_enclosures": list(post.enclosures),
        "wp_comments": data_key(place) if job.comments else None,
        "wp_meta": post.meta if job.options.custom_fields else None,
    }


# --- the site ------------------------------------------------------------------------------------------------------


def write_site(job: SiteJob) -> Iterator[OutputFile]:
    """Write terms, authors and menus as data."""
    yield json_file("data/lists.json", dict(listed(job)))
    menus = _menus(job)
    yield json_file(
        "data/menus.json", {menu.slug: {"name": menu.name, "items": menus[menu.slug]} for menu in job.menus}
    )


def scaffold(job: SiteJob) -> Iterator[OutputFile]:
    """Write a configuration, a plain theme, and a page for the list of every term and author."""
    yield text_file("pelicanconf.py", configuration(job, _menus(job), _folders(job)))
    taken: set[str] = set()
    for key, entry in listed(job):
        if entry["url"]:
            yield list_page(key, entry, taken)
    for path, text in FILES.items():
        yield text_file(path, text)


def _folders(job: SiteJob) -> list[str]:
    """List the folders of pages: those of every type but posts."""
    tops = {item.path.split("/")[1] for item in job.items() if item.place.type != "post"}
    return sorted(tops | {"pages", "lists"})


def _menus(job: SiteJob) -> dict[str, list[dict[str, Any]]]:
    return raised(resolved_menus(job, lambda term: _term_url(term, job.options), lambda item: item.url))


def _term_url(term: Term, options: PelicanOptions) -> str:
    return term_url(term, options)


def _author_url(author: Author, options: PelicanOptions) -> str:
    return author_url(author, options)


TARGET: Final = Target(
    summary="Pelican: articles and pages with their old addresses, terms, menus and comments as data files",
    options=PelicanOptions,
    holds=Capabilities(
        scheduled=False,
        limits=(
            "Drafts, pending and scheduled items say `status: skip`: Pelican would publish them.",
            "An article has one category in Pelican; all of them stand in `wp_terms`, and the theme lists by those.",
        ),
    ),
    dialect=Dialect(flavour="python-markdown", escape=escape_links, heading_ids=True),
    path=place_item,
    write=write_item,
    site=write_site,
    scaffold=scaffold,
    next_step="cd {folder} && pelican content",
    addresses=Addresses(
        item=_item_url,
        term=_term_url,
        author=_author_url,
        uploads="content/wp-content/uploads",
        posts="/posts/",
        feed="/feeds/all.rss.xml",
    ),
)
