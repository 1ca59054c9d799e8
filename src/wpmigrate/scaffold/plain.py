"""What starter themes of every platform share: words, a style sheet, the direction of a language, the main menu."""

from typing import Any, Final

from wpmigrate.contract import Site, SiteJob
from wpmigrate.scaffold import looks
from wpmigrate.scaffold.looks import LABELS, STYLE

__all__ = [
    "LABELS",
    "STYLE",
    "date_format",
    "direction",
    "locale_of",
    "main_menu",
    "posts_page_url",
    "url_taken",
]

Entry = dict[str, Any]

_DATES: Final = {"en": "%B %-d, %Y", "ko": "%Y년 %-m월 %-d일", "ja": "%Y年%-m月%-d日", "zh": "%Y年%-m月%-d日"}


def locale_of(site: Site) -> str:
    """Answer the language of a site as HTML says it."""
    return site.language.replace("_", "-") or "en"


def direction(site: Site) -> str:
    """Answer the direction of a site's language."""
    return looks.direction(locale_of(site))


def date_format(site: Site) -> str:
    """Answer how a site's language writes a day, for `strftime`; a form that all understand where a month would need a name."""
    return _DATES.get(locale_of(site).partition("-")[0].lower(), "%Y-%m-%d")


def main_menu(menus: dict[str, list[Entry]]) -> str:
    """Answer the slug of the menu that stands at the top: `main`, else the longest."""
    shown = {slug: sum(bool(entry["url"]) for entry in entries) for slug, entries in menus.items()}
    return "main" if "main" in shown else max(shown, key=lambda slug: shown[slug], default="")


def posts_page_url(job: SiteJob) -> str:
    """Answer where the page stands that lists the posts, if the site has one."""
    return next((item.url for item in job.items() if item.place.posts_page), "")


def url_taken(job: SiteJob, url: str) -> bool:
    """Say whether an item stands where a list would."""
    return any(f"{item.url.rstrip('/').lower()}/" == url for item in job.items())
