"""A configuration for Pelican that builds a migrated site as WordPress showed it, and the pages of its lists."""

from collections.abc import Sequence
from typing import Any, Final

from wpmigrate.contract import OutputFile, SiteJob
from wpmigrate.pieces.files import text_file
from wpmigrate.pieces.pages import link_to, page_file
from wpmigrate.render.metalines import html_line, one_line, render_meta_lines
from wpmigrate.scaffold.plain import (
    LABELS,
    date_format,
    direction,
    locale_of,
    main_menu,
    posts_page_url,
    url_taken,
)
from wpmigrate.scaffold.zones import zone_name

_POSTS: Final = "/posts/"
_HEAD: Final = '''\
"""The settings of this site, made from what WordPress knew. Change what you like: this file is yours."""

import json
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).parent

'''
_TAIL: Final = """
# Lists, menus and comments are data: the theme reads them through these.


def data(name):
    file = HERE / "data" / f"{name}.json"
    return json.loads(file.read_text("utf-8")) if file.exists() else {}


@lru_cache(maxsize=None)
def keys(text):
    return json.loads(text) if text else []


def in_lists(item):
    \"\"\"Answer the terms of an item.\"\"\"
    return [LISTS[key] for key in keys(getattr(item, "wp_terms", "")) if key in LISTS]


def by(item):
    \"\"\"Answer the authors of an item.\"\"\"
    known = [LISTS[f"author/{slug}"] for slug in keys(getattr(item, "wp_authors", "")) if f"author/{slug}" in LISTS]
    return known or [{"name": author.name, "url": ""} for author in getattr(item, "authors", [])]


def under(items, key):
    \"\"\"Answer the items of one list, the newest first.\"\"\"
    kind, _, slug = key.partition("/")
    belongs = {
        "author": lambda item: slug in keys(getattr(item, "wp_authors", "")),
        "archive": lambda item: item.url.startswith(f"{slug}/") and not hasattr(item, "wp_list"),
    }.get(kind, lambda item: key in keys(getattr(item, "wp_terms", "")))
    found = [item for item in items if belongs(item) and hasattr(item, "date")]
    return sorted(found, key=lambda item: item.date, reverse=True)


def thread(item):
    \"\"\"Answer the comments and mentions of an item.\"\"\"
    key = getattr(item, "wp_comments", "")
    return data(f"comments/{key}") if key else {}


ROOT = urlsplit(SITEURL).path.rstrip("/")
LISTS = data("lists")
MENUS = data("menus")
JINJA_FILTERS = {"in_lists": in_lists, "by": by, "under": under, "thread": thread}
"""

_SETTINGS: Final = {
    "PATH": "content",
    "ARTICLE_PATHS": ["posts"],
    "STATIC_PATHS": ["wp-content"],
    "THEME": "theme",
    # Posts of one slug are told apart by their addresses.
    "ARTICLE_TRANSLATION_ID": None,
    "PAGE_TRANSLATION_ID": None,
    "USE_FOLDER_AS_CATEGORY": False,
    "SLUGIFY_USE_UNICODE": True,
    # Posts to come; those of WordPress have an address of their own.
    "ARTICLE_URL": "{date:%Y}/{date:%m}/{slug}/",
    "ARTICLE_SAVE_AS": "{date:%Y}/{date:%m}/{slug}/index.html",
    "PAGE_URL": "{slug}/",
    "PAGE_SAVE_AS": "{slug}/index.html",
    # The lists of terms and authors are pages, in content/lists.
    "CATEGORY_SAVE_AS": "",
    "TAG_SAVE_AS": "",
    "AUTHOR_SAVE_AS": "",
    "DIRECT_TEMPLATES": ["index", "archives", "404"],
    "DEFAULT_PAGINATION": 10,
    "PAGINATED_TEMPLATES": {"index": None, "archives": None},
    "PAGINATION_PATTERNS": [
        (1, "{base_name}/", "{base_name}/index.html"),
        (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
    ],
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "FEED_ALL_RSS": "feeds/all.rss.xml",
    "CATEGORY_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "TRANSLATION_FEED_ATOM": None,
    "MARKDOWN": {
        "extension_configs": {
            "markdown.extensions.extra": {},
            "markdown.extensions.sane_lists": {},
            "markdown.extensions.meta": {},
        },
        "output_format": "html5",
    },
    "LABELS": LABELS,
}


def configuration(job: SiteJob, menus: dict[str, list[dict[str, Any]]], folders: Sequence[str]) -> str:
    """Answer the text of `pelicanconf.py`. `folders` are those of pages."""
    settings = _settings(job, menus, folders)
    return _HEAD + "".join(f"{name} = {value!r}\n" for name, value in settings.items()) + _TAIL


def _settings(job: SiteJob, menus: dict[str, list[dict[str, Any]]], folders: Sequence[str]) -> dict[str, Any]:
    site = job.site
    front = any(item.place.front_page for item in job.items())
    posts = posts_page_url(job)
    main = main_menu(menus)
    return {
        "SITENAME": one_line(site.title) or "(untitled)",
        "SITEURL": (job.base or site.url).rstrip("/"),
        "SITESUBTITLE": one_line(site.description),
        "AUTHOR": one_line(site.title) or "(untitled)",
        "TIMEZONE": zone_name(site),
        "DEFAULT_LANG": locale_of(site),
        "DIRECTION": direction(site),
        "DEFAULT_DATE_FORMAT": date_format(site),
        "PAGE_PATHS": list(folders),
        "INDEX_SAVE_AS": "" if front else "index.html",
        "ARCHIVES_SAVE_AS": "" if url_taken(job, _POSTS) else "posts/index.html",
        "POSTS_URL": posts,
        "MENUITEMS": [
            (entry.get("title", entry["url"]), entry["url"]) for entry in menus.get(main, ()) if entry["url"]
        ],
        "MAIN_MENU": main,
        **_SETTINGS,
    }


def list_page(key: str, entry: dict[str, Any], taken: set[str]) -> OutputFile:
    """Make the page of a term's or an author's list."""
    word = "".join(char if char.isalnum() or char in "-_" else "-" for char in key)[:60]
    name, number = word, 2
    while name.lower() in taken:
        name, number = f"{word}-{number}", number + 1
    taken.add(name.lower())
    url = entry["url"].strip("/")
    fields = {
        "title": html_line(entry["name"]) or "(untitled)",
        "slug": f"list-{name}",
        "date": "1970-01-01T00:00:00Z",
        "url": f"{link_to(url)}/",
        "save_as": page_file(f"/{url}/"),
        "template": "list",
        "wp_list": one_line(key),
    }
    return text_file(f"content/lists/{name}.md", render_meta_lines(fields, fields))
