"""A configuration for Jekyll that builds a migrated site as WordPress showed it."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from wpmigrate.contract import SiteJob
from wpmigrate.scaffold.looks import LABELS, direction
from wpmigrate.scaffold.zones import zone_name

_PER_PAGE: Final = 10
# Jekyll knows the months of English only.
_DATES: Final = {"en": "%-d %B %Y", "en-US": "%B %-d, %Y"}
# Files for hosts, such as `--redirects` writes them.
_HOSTS: Final = (".htaccess", "_redirects", "_headers")
# Endings of media whose name may begin with an underscore, as cameras have it; Jekyll leaves such files out.
_MEDIA: Final = ("jpg", "JPG", "jpeg", "JPEG", "png", "PNG", "gif", "webp", "mp3", "mp4", "MOV", "pdf")


def configuration(
    job: SiteJob, kinds: Sequence[str], taxonomies: Sequence[str], menu: str, *, at_home: bool
) -> dict[str, Any]:
    """Answer the content of `_config.yml`; `menu` is the one for the head of the pages, `at_home` lists the posts there."""
    site, language = job.site, job.site.language.replace("_", "-") or "en"
    return {
        "title": site.title.strip() or "(untitled)",
        "description": site.description,
        "url": _origin(job.base or site.url),
        "lang": language,
        "direction": direction(language),
        "timezone": zone_name(site),
        "permalink": _post_pattern(job),
        "collections": {kind: {"output": True, "permalink": f"/{kind}/:path/"} for kind in kinds},
        "plugins": ["jekyll-feed", "jekyll-paginate", "jekyll-redirect-from"],
        "paginate": _PER_PAGE if at_home else None,
        "paginate_path": "/page/:num/" if at_home else None,
        "include": [*_HOSTS, *(f"_*.{ending}" for ending in _endings(job))],
        "date_format": _DATES.get(language) or _DATES.get(language[:2], "%Y-%m-%d"),
        "main_menu": menu,
        "other_types": kinds,
        "taxonomies": taxonomies,
        "labels": LABELS,
    }


def _origin(url: str) -> str:
    """Answer scheme and host: every address of the new site begins at its root."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _post_pattern(job: SiteJob) -> str:
    """Guess the permalinks of posts to come from the first one that has a date and a permalink."""
    for item in job.items():
        place = item.place
        if place.type == "post" and place.permalink and place.date:
            *above, _ = place.permalink.strip("/").split("/")
            names = dict(zip(place.date[:10].split("-"), (":year", ":month", ":day"), strict=False))
            if all(segment in names for segment in above):
                return "/".join(("", *(names[segment] for segment in above), ":title", ""))
    return "/:year/:month/:day/:title/"


def _endings(job: SiteJob) -> Iterator[str]:
    yield from _MEDIA
    names = (one.url.rpartition("/")[2] for one in job.attachments())
    found = {name.rpartition(".")[2] for name in names if name.startswith("_")}
    yield from sorted(ending for ending in found - set(_MEDIA) if ending.isalnum())
