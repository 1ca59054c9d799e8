"""Neutral Markdown with YAML front matter: for reading, for scripts, and for generators without a target of their own."""

from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from wpmigrate.contract import Capabilities, Job, OutputFile, Place, SiteJob, Target
from wpmigrate.pieces.files import markdown_file
from wpmigrate.pieces.images import featured
from wpmigrate.pieces.paths import Layout, dated_path, type_folder
from wpmigrate.pieces.seo import seo_fields, teaser_of
from wpmigrate.pieces.terms import terms_by_key
from wpmigrate.render.dialect import COMMONMARK
from wpmigrate.render.frontmatter import Style, render_front_matter, timestamp

_FOLDERS: Final = {"post": "posts", "page": "pages"}


class MarkdownOptions(Struct, frozen=True):
    """`layout` of posts: all in one folder, a folder per year or per month, or a folder of its own for each (bundle).

    `custom_fields` puts WordPress's custom fields under `wp.meta`; they stand in the neutral JSON either way.
    """

    layout: Layout = "flat"
    custom_fields: bool = False
    front_matter: Style = "yaml"


def place_item(place: Place, options: MarkdownOptions) -> str:
    """Propose the path of an item's file: posts by the layout, everything else by its hierarchy."""
    folder = type_folder(place.type, _FOLDERS)
    name = dated_path(place, options.layout) if place.type == "post" else place.slug
    return "/".join((folder, *place.ancestors, f"{name}.md"))


def write_item(job: Job) -> Iterator[OutputFile]:
    """Write one item: front matter, an empty line, the body."""
    fields = render_front_matter(job.with_fields(_fields(job), (), ("draft", "robots")), job.options.front_matter)
    yield markdown_file(job.path, fields, job.body)


def _fields(job: Job) -> dict[str, Any]:
    post, place, image = job.post, job.post.place, job.post.featured_image
    names = terms_by_key(post.terms)
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
        "description": teaser_of(job),
        "image": featured(image, job.resolve) if image else None,
        "permalink": place.permalink,
        "format": post.format,
        "sticky": post.sticky or None,
        "language": place.language,
        "menu_order": post.menu_order or None,
        "template": post.template if post.template != "default" else None,
        "old_slugs": list(post.old_slugs),
        "comments": len(job.comments) or None,
        **seo_fields(job),
        "wp": {"guid": post.guid, "meta": post.meta if job.options.custom_fields else None},
    }


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
