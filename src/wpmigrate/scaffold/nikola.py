"""A configuration for Nikola that builds a migrated site as WordPress showed it, and the pages of its lists."""

from collections.abc import Iterator
from typing import Any, Final

from wpmigrate.contract import OutputFile, SiteJob
from wpmigrate.pieces.files import text_file
from wpmigrate.render.metalines import one_line, render_meta_lines
from wpmigrate.scaffold.plain import LABELS, direction, locale_of, main_menu, url_taken
from wpmigrate.scaffold.zones import zone_name

_LANGUAGES: Final = frozenset(
    "af ar az bg bn br bs ca cs cz da de el en eo es et eu fa fi fr fur gl he hi hr hu ia id it ja ko lt lv mi ml mr nb nl oc pa pl"
    " pt ro ru sk sl sq sr sv ta te th tr uk ur vi".split()
)
_WHOLE_TAGS: Final = {"pt-br": "pt_br", "zh-cn": "zh_cn", "zh-tw": "zh_tw", "zh-hk": "zh_tw", "zh": "zh_cn"}
_POSTS: Final = "/posts/"
_HEAD: Final = '''\
"""The settings of this site, made from what WordPress knew. Change what you like: this file is yours."""

import json
from pathlib import Path


def data(name):
    file = Path(__file__).parent / "data" / f"{name}.json"
    return json.loads(file.read_text("utf-8")) if file.exists() else {}


'''
_TAIL: Final = """\
TRANSLATIONS = {DEFAULT_LANG: ""}
NAVIGATION_LINKS = {DEFAULT_LANG: NAVIGATION}
REDIRECTIONS = [tuple(rule) for rule in data("redirects")]
# The theme reads lists and menus through these, comments out of their files.
GLOBAL_CONTEXT = {"wp_lists": data("lists"), "wp_menus": data("menus"), "wp_main_menu": MAIN_MENU, "wp_labels": LABELS}
"""
_SETTINGS: Final = {
    "COMPILERS": {"markdown": [".md"]},
    "MARKDOWN_EXTENSIONS": [
        "markdown.extensions.fenced_code",
        "markdown.extensions.extra",
        "markdown.extensions.sane_lists",
    ],
    "THEME": "wordpress",
    "URL_TYPE": "absolute",
    "PRETTY_URLS": True,
    "STRIP_INDEXES": True,
    "USE_BUNDLES": False,
    "USE_SLUGIFY": False,
    "USE_TAG_METADATA": False,
    "WARN_ABOUT_TAG_METADATA": False,
    "MULTIPLE_AUTHORS_PER_POST": True,
    "DATE_FORMAT": "long",
    "INDEX_TEASERS": True,
    "COPY_SOURCES": False,
    "SHOW_SOURCELINK": False,
    "GENERATE_ATOM": False,
    "FEED_TEASERS": False,
    "LOGGING_LEVEL": "WARNING",
    # The lists of terms, authors and types are pages, in lists/.
    "DISABLED_PLUGINS": [
        "classify_archive", "classify_authors", "classify_categories", "classify_sections", "classify_tags", "render_galleries",
        "render_listings",
    ],
    "LABELS": LABELS,
}  # fmt: skip


def configuration(job: SiteJob, menus: dict[str, list[dict[str, Any]]]) -> str:
    """Answer the text of `conf.py`."""
    settings = {**_settings(job, menus), **_SETTINGS}
    return _HEAD + "".join(f"{name} = {value!r}\n" for name, value in settings.items()) + _TAIL


def _settings(job: SiteJob, menus: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    site = job.site
    main = main_menu(menus)
    title = one_line(site.title) or "(untitled)"
    folders = _folders(job)
    return {
        "BLOG_TITLE": title,
        "BLOG_AUTHOR": title,
        "BLOG_DESCRIPTION": one_line(site.description) or title,
        "BLOG_EMAIL": "",
        "SITE_URL": f"{(job.base or site.url).rstrip('/')}/",
        "DEFAULT_LANG": _language(locale_of(site)),
        "LANGUAGE": locale_of(site),
        "TEXT_DIRECTION": direction(site),
        "TIMEZONE": zone_name(site),
        # Folder by folder, the deepest first: a file in one that is not named here gets the folder into its address.
        "POSTS": tuple((f"{folder}/*.md", "", "post.tmpl") for folder in folders if _top(folder) == "posts"),
        "PAGES": tuple((f"{folder}/*.md", "", "page.tmpl") for folder in folders if _top(folder) != "posts"),
        "INDEX_PATH": index_path(job),
        "RSS_PATH": "",
        "NAVIGATION": _navigation(menus.get(main, [])),
        "MAIN_MENU": main,
    }


def _top(folder: str) -> str:
    return folder.partition("/")[0]


def _folders(job: SiteJob) -> list[str]:
    found = {item.path.rpartition("/")[0] for item in job.items() if item.place.visibility == "published"}
    return sorted(found | {"posts", "pages", "lists"}, key=lambda folder: (-folder.count("/"), folder))


def index_path(job: SiteJob) -> str:
    """Answer where Nikola lists the posts: at the root, or beside the page that stands there."""
    if not any(item.place.front_page for item in job.items()):
        return ""
    return "archive" if url_taken(job, _POSTS) else _POSTS.strip("/")


def _language(tag: str) -> str:
    base = tag.partition("-")[0].lower()
    return _WHOLE_TAGS.get(tag.lower()) or _WHOLE_TAGS.get(base) or (base if base in _LANGUAGES else "en")


def _navigation(entries: list[dict[str, Any]]) -> tuple[Any, ...]:
    """Answer a menu as Nikola has it: two levels, an entry with others below it is the first of them."""
    shown = {entry["id"]: entry for entry in entries if entry["url"]}
    links: dict[int, list[tuple[str, str]]] = {}
    for entry in shown.values():
        top, met = entry, {entry["id"]}
        while top.get("parent") in shown and top["parent"] not in met:
            top = shown[top["parent"]]
            met.add(top["id"])
        links.setdefault(top["id"], []).append((entry["url"], one_line(entry.get("title") or entry["url"])))
    return tuple((tuple(below), below[0][1]) if len(below) > 1 else below[0] for below in links.values())


def posts_list(job: SiteJob) -> Iterator[OutputFile]:
    """Make the page that lists all posts, where Nikola's own list stands at the root."""
    if not index_path(job) and not url_taken(job, _POSTS):
        yield _page("lists/posts.md", LABELS["posts"], _POSTS, "posts")


def list_page(key: str, entry: dict[str, Any], taken: set[str]) -> OutputFile:
    """Make the page of a term's or an author's list."""
    word = "".join(char if char.isalnum() or char in "-_" else "-" for char in key)[:60]
    name, number = word, 2
    while name.lower() in taken:
        name, number = f"{word}-{number}", number + 1
    taken.add(name.lower())
    return _page(f"lists/{name}.md", entry["name"], entry["url"], key)


def _page(path: str, title: str, url: str, key: str) -> OutputFile:
    fields = {
        "title": one_line(title) or "(untitled)",
        "slug": url.strip("/"),
        "date": "1970-01-01T00:00:00Z",
        "wp_list": one_line(key),
    }
    return text_file(
        path, f"<!--\n{render_meta_lines(fields, fields, '.. {key}: {value}')}-->\n\n{{{{% wp_list %}}}}\n"
    )
