"""What somebody wrote for search engines and social networks, as front matter says it.

`description` and `robots` are words that most platforms and themes know; what no platform has a key for stands below `seo`.
"""

from collections.abc import Mapping
from typing import Any, Final

from wpmigrate.contract import Job, Seo
from wpmigrate.render.text import render_text

KEYS: Final = frozenset(("robots", "seo"))
_NOTHING: Final = Seo()
_PICTURES: Final = ("image", "twitter_image")
_TEXTS: Final = ("title", "og_title", "og_description", "twitter_title", "twitter_description")


def seo_of(job: Job) -> Seo:
    """Answer what plugins for search engines say of an item."""
    return job.post.seo or _NOTHING


def description_of(job: Job) -> str:
    """Answer what an item is about: what was written for search engines, else its excerpt, as plain text."""
    return seo_of(job).description or _excerpt(job)


def teaser_of(job: Job) -> str:
    """Answer the excerpt, else what was written for search engines: for platforms that show the one and tell the other by one key."""
    return _excerpt(job) or seo_of(job).description


def _excerpt(job: Job) -> str:
    return render_text(job.post.excerpt).strip() if job.post.excerpt else ""


def robots_of(job: Job) -> str | None:
    """Answer the words for robots, where they must keep away: without them an item would become more public."""
    seo = seo_of(job)
    return ", ".join(name for name in ("noindex", "nofollow") if getattr(seo, name)) or None


def seo_fields(job: Job) -> dict[str, Any]:
    """Answer `robots`, and below `seo` what else there is; addresses lead to the new site."""
    seo = job.post.seo
    return {} if seo is None else {"robots": robots_of(job), "seo": _facts(seo, job)}


def seo_lines(job: Job) -> dict[str, str]:
    """Answer the same as lines of metadata, for platforms whose metadata holds no maps."""
    told = seo_fields(job)
    lines = {"wp_robots": told.get("robots") or ""}
    for name, value in (told.get("seo") or {}).items():
        words = ", ".join(
            value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else (value,)
        )
        lines[f"wp_seo_{name}"] = " ".join(words.split())
    return {name: line for name, line in lines.items() if line}


def social_image(job: Job) -> str:
    """Answer the picture that social networks show, on the new site."""
    image = seo_of(job).image
    return job.resolve(image, "image") if image else ""


def _facts(seo: Seo, job: Job) -> dict[str, Any]:
    canonical = job.resolve(seo.canonical, "link") if seo.canonical else ""
    facts: dict[str, Any] = {name: getattr(seo, name) for name in _TEXTS}
    facts |= {name: job.resolve(getattr(seo, name), "image") for name in _PICTURES if getattr(seo, name)}
    facts["description"] = seo.description if _excerpt(job) else ""
    facts["canonical"] = "" if canonical in (job.url, job.post.link) else canonical
    facts["keywords"] = list(seo.keywords)
    facts["primary"] = seo.primary
    facts["redirect"] = job.resolve(seo.redirect, "link") if seo.redirect else ""
    return {name: value for name, value in facts.items() if value}
