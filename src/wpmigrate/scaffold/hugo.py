"""A configuration for Hugo that builds a migrated site as WordPress showed it."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from wpmigrate.contract import SiteJob
from wpmigrate.scaffold.languages import language_names
from wpmigrate.scaffold.looks import LABELS, direction

Entry = dict[str, Any]


def configuration(
    job: SiteJob, taxonomies: Sequence[str], menus: dict[str, list[Entry]], shown: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Answer the content of `hugo.yaml`. `taxonomies` are the custom ones, `shown` says which languages see a menu."""
    site, base = job.site, job.base or job.site.url
    language, locale = _language(site.language)
    posts = _post_pattern(job)
    return {
        "baseURL": f"{base.rstrip('/')}/",
        # Links of bodies begin at the root of the site; one that lives in a folder of its host needs that before them.
        "canonifyURLs": True if urlsplit(base).path.strip("/") else None,
        "title": site.title.strip() or "(untitled)",
        "locale": locale,
        "defaultContentLanguage": (*site.languages, language)[0],
        "languages": _languages(job, menus, shown),
        "timeZone": site.timezone,
        "hasCJKLanguage": True,
        "taxonomies": {"category": "categories", "tag": "tags", "author": "authors"}
        | {name: name for name in taxonomies},
        "permalinks": {"posts": posts},
        "markup": {
            "goldmark": {
                # Bodies keep the HTML their authors wrote; WordPress links no bare URL and has no lists from colons.
                "renderer": {"unsafe": True},
                "extensions": {"linkify": False, "definitionList": False},
            }
        },
        "services": {"rss": {"limit": 20}},
        "menus": {} if shown else _menus(menus),
        "params": {
            "description": site.description,
            "language": locale,
            "direction": direction(language),
            "labels": LABELS,
        },
    }


def _languages(
    job: SiteJob, menus: dict[str, list[Entry]], shown: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, Any]]:
    """Answer what differs by language on a site of several, the site's own first."""
    return {
        code: {
            "weight": weight,
            "label": name,
            "locale": code,
            "direction": direction(code),
            "menus": _menus({slug: menus[slug] for slug in menus if code in shown.get(slug, ())}),
            "params": {"language": code, "languageName": name, "direction": direction(code)},
        }
        for weight, (code, name) in enumerate(language_names(job).items(), 1)
    }


def _language(tag: str) -> tuple[str, str]:
    """Answer the language Hugo formats dates in, and the whole tag."""
    locale = tag.replace("_", "-")
    language = locale.partition("-")[0].lower()
    return (language, locale) if language.isascii() and language.isalpha() else ("en", "en")


def _post_pattern(job: SiteJob) -> str:
    """Guess the permalinks of posts to come from the first one that has a date and a permalink."""
    for item in job.items():
        place = item.place
        if place.type == "post" and place.permalink and place.date:
            *above, _ = place.permalink.strip("/").split("/")
            names = dict(zip(place.date[:10].split("-"), (":year", ":month", ":day"), strict=False))
            if all(segment in names for segment in above):
                return "/".join(("", *(names[segment] for segment in above), ":slug", ""))
    return ""


def _menus(menus: dict[str, list[Entry]]) -> dict[str, list[Entry]]:
    """Answer the menus of what a visitor may see; the longest is `main` where none has that name."""
    shown = {slug: [entry for entry in entries if entry["url"]] for slug, entries in menus.items()}
    longest = max(shown, key=lambda slug: len(shown[slug]), default="")
    main = "main" if "main" in shown else longest
    return {"main" if slug == main else slug: _entries(entries) for slug, entries in shown.items()}


def _entries(entries: Sequence[Entry]) -> list[Entry]:
    known = {entry["id"] for entry in entries}
    return [
        {
            "identifier": str(entry["id"]),
            "name": entry.get("title") or entry["url"],
            "title": entry.get("attr_title"),
            "url": _without_query(entry["url"]),
            "weight": weight,
            "parent": str(entry["parent"]) if entry.get("parent") in known else None,
            "params": {"new_window": True} if entry.get("new_window") else None,
        }
        for weight, entry in enumerate(entries, 1)
    ]


def _without_query(url: str) -> str:
    """Take the query from a path: Hugo would make `/a/?b=c` of a menu the path `/a/bc`, and no file answers a query."""
    if not url.startswith("/") or url.startswith("//"):
        return url
    before, hash_sign, fragment = url.partition("#")
    return f"{before.partition('?')[0]}{hash_sign}{fragment}"
