"""Neutral Markdown with YAML front matter: for reading, for scripts, and for generators without a target of their own."""

from collections.abc import Iterator
from typing import Any, Final, Literal

from msgspec import Struct

from wpmigrate.contract import Capabilities, Job, OutputFile, Place, Post, SiteJob, Target
from wpmigrate.render.dialect import COMMONMARK
from wpmigrate.render.frontmatter import render_front_matter, timestamp
from wpmigrate.render.text import render_text
from wpmigrate.scaffold.images import featured

_FOLDERS: Final = {"post": "posts", "page": "pages"}
_DATE_PARTS: Final = {"flat": 0, "bundle": 0, "year": 1, "year-month": 2}
_UNDATED: Final = "undated"
_TAXONOMIES: Final = {"category": "categories", "post_tag": "tags"}


class MarkdownOptions(Struct, frozen=True):
    """`layout` of posts: all in one folder, a folder per year or per month, or a folder of its own for each (bundle).

    `custom_fields` puts WordPress's custom fields under `wp.meta`; they stand in the neutral JSON either way.
    """

    layout: Literal["flat", "year", "year-month", "bundle"] = "flat"
    custom_fields: bool = False


def place_item(place: Place, options: MarkdownOptions) -> str:
    """Propose the path of an item's file: posts by the layout, everything else by its hierarchy."""
    folders = [_folder(place.type)]
    depth = _DATE_PARTS[options.layout] if place.type == "post" else 0
    if depth:
        folders += place.date.split("-")[:depth] if place.date else [_UNDATED]
    folders += place.ancestors
    name = f"{place.slug}/index.md" if options.layout == "bundle" and place.type == "post" else f"{place.slug}.md"
    return "/".join((*folders, name))


def _folder(kind: str) -> str:
    safe = "".join(char if char.isalnum() or char in "-_" else "-" for char in kind)
    name = _FOLDERS.get(kind) or safe or "items"
    return f"type-{name}" if kind not in _FOLDERS and name.lower() in _FOLDERS.values() else name


def write_item(job: Job) -> Iterator[OutputFile]:
    """Write one item: front matter, an empty line, the body."""
    fields = render_front_matter(job.with_fields(_fields(job)))
    body = job.body.strip("\n")
    yield OutputFile(job.path, (f"{fields}\n{body}\n" if body else fields).encode("utf-8", "replace"))


def _fields(job: Job) -> dict[str, Any]:
    post, place, image = job.post, job.post.place, job.post.featured_image
    names = _term_names(post)
    return {
        "title": post.title.strip() or "(untitled)",
        "id": place.id,
        "type": place.type,
        "slug": place.slug,
        "date": timestamp(post.date),
        "lastmod": timestamp(post.modified),
        "status": post.status,
        "draft": place.visibility != "published" or None,
        "authors": [author.name for author in job.authors],
        "categories": names.pop("categories", None),
        "tags": names.pop("tags", None),
        "taxonomies": names,
        "description": render_text(post.excerpt).strip() if post.excerpt else "",
        "image": featured(image, job.resolve) if image else None,
        "permalink": place.permalink,
        "format": post.format,
        "sticky": post.sticky or None,
        "language": place.language,
        "menu_order": post.menu_order or None,
        "template": post.template if post.template != "default" else None,
        "old_slugs": list(post.old_slugs),
        "comments": len(job.comments) or None,
        "wp": {"guid": post.guid, "meta": post.meta if job.options.custom_fields else None},
    }


def _term_names(post: Post) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for term in post.terms:
        names.setdefault(_TAXONOMIES.get(term.taxonomy, term.taxonomy), []).append(term.name)
    return names


def _nothing(_: SiteJob) -> Iterator[OutputFile]:
    """Write nothing: the neutral JSON of every run holds the site, its menus and its comments."""
    yield from ()


TARGET: Final = Target(
    summary="Neutral Markdown with YAML front matter, readable by people and scripts",
    options=MarkdownOptions,
    holds=Capabilities(scheduled=False),
    dialect=COMMONMARK,
    path=place_item,
    write=write_item,
    site=_nothing,
    scaffold=_nothing,
)
