"""The facts of a site that the starter theme for Astro reads."""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from wpmigrate.contract import Site, SiteJob
from wpmigrate.scaffold.languages import language_names
from wpmigrate.scaffold.looks import LABELS, direction
from wpmigrate.scaffold.plain import locale_of, posts_page_url
from wpmigrate.scaffold.zones import zone_name

_PER_PAGE: Final = 10


def site_facts(job: SiteJob, collections: Sequence[str]) -> dict[str, Any]:
    """Answer the content of `site.json`; `collections` are the folders of the content."""
    facts = {"collections": list(collections), "perPage": _PER_PAGE, "postsPage": posts_page_url(job)}
    languages = {"languages": language_names(job)} if job.site.languages else {}
    return {**told_of(job.site, job.base), **facts, **languages}


def told_of(site: Site, base: str) -> dict[str, Any]:
    """Answer what the head and foot of every page say."""
    return {
        "title": site.title.strip() or "(untitled)",
        "description": site.description,
        "url": origin(base or site.url),
        "language": locale_of(site),
        "direction": direction(site.language),
        "timeZone": zone_name(site),
        "labels": LABELS,
    }


def origin(url: str) -> str:
    """Answer scheme and host: every address of the new site begins at its root."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "https://example.org"
