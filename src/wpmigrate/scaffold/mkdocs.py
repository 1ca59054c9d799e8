"""A configuration for MkDocs that builds a migrated site as WordPress showed it, and the pages of its lists."""

from typing import Any, Final
from urllib.parse import urlsplit

from wpmigrate.contract import OutputFile, SiteJob
from wpmigrate.pieces.files import text_file
from wpmigrate.pieces.pages import link_to
from wpmigrate.render.frontmatter import render_front_matter
from wpmigrate.render.metalines import html_line, one_line
from wpmigrate.render.mkdocs import heading_line
from wpmigrate.scaffold.plain import LABELS, direction, locale_of, main_menu, url_taken

_LANGUAGES: Final = frozenset(
    "af ar az be bg bn ca cs cy da de el en eo es et eu fa fi fr gl he hi hr hu hy id is it ja ka kn ko lb lt lv mk mn ms my nb nl nn pl"
    " pt ro ru sa sh si sk sl sq sr sv ta te th tl tr uk ur uz vi zh".split()
)
_WHOLE_TAGS: Final = {"pt-br": "pt-BR", "zh-tw": "zh-TW", "zh-hant": "zh-Hant", "zh-hk": "zh-TW"}
_MORE: Final = "<!-- more -->"
AVATAR: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="#888">
<circle cx="12" cy="8" r="5"/><path d="M2 24a10 10 0 0 1 20 0z"/>
</svg>
"""
_EXTENSIONS: Final = ["attr_list", "footnotes", "md_in_html", "sane_lists", "tables", "pymdownx.superfences"]
_QUIET: Final = {
    "nav": {"omitted_files": "ignore", "absolute_links": "ignore", "not_found": "ignore"},
    "links": {"absolute_links": "ignore", "unrecognized_links": "ignore", "not_found": "info", "anchors": "ignore"},
}


def root_of(job: SiteJob) -> str:
    """Answer the path that the new site stands at, without a slash at its end."""
    return urlsplit(job.base or job.site.url).path.rstrip("/")


def configuration(job: SiteJob, menus: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Answer the content of `mkdocs.yml`."""
    site = job.site
    front = any(item.path == "docs/index.md" for item in job.items())
    return {
        "site_name": one_line(site.title) or "(untitled)",
        "site_url": f"{(job.base or site.url).rstrip('/')}/",
        "site_description": one_line(site.description),
        "theme": {
            "name": "material",
            "language": _language(locale_of(site)),
            "direction": direction(site),
            "font": False,
        },
        "plugins": [{"search": {"enabled": True}}, {"blog": _blog(front=front)}],
        "hooks": ["hooks.py"],
        "extra_css": ["assets/wordpress.css"],
        "markdown_extensions": _EXTENSIONS,
        "validation": _QUIET,
        "extra": {"labels": LABELS},
        # Without one, MkDocs would put every page into the navigation of every page.
        "nav": _navigation(menus.get(main_menu(menus), []), None, root_of(job)) or [{"Home": f"{root_of(job)}/"}],
    }


def _blog(*, front: bool) -> dict[str, Any]:
    """Put the list of posts on the first page, or beside the page that is there."""
    return {
        "blog_dir": "blog" if front else ".",
        "post_dir": "blog/posts",
        "authors_file": "blog/.authors.yml",
        "post_url_format": "{date}/{slug}",
        # The lists of terms, authors and types are pages, in docs/lists.
        "archive": False,
        "categories": False,
    }


def _language(tag: str) -> str:
    base = tag.partition("-")[0].lower()
    return _WHOLE_TAGS.get(tag.lower()) or (base if base in _LANGUAGES else "en")


def _navigation(entries: list[dict[str, Any]], parent: int | None, root: str) -> list[dict[str, Any]]:
    """Answer a menu as MkDocs has it: an entry with others below it is their heading, and the first of them."""
    found: list[dict[str, Any]] = []
    known = {entry["id"] for entry in entries if entry["url"]}
    for entry in entries:
        above = entry.get("parent") if entry.get("parent") in known else None
        if above != parent or not entry["url"]:
            continue
        name = html_line(entry.get("title") or entry["url"])
        path, mark, part = entry["url"].partition("#")
        link = {name: f"{root}{link_to(path)}{mark}{part}" if path.startswith("/") else entry["url"]}
        below = _navigation(entries, entry["id"], root)
        found.append({name: [link, *below]} if below else link)
    return found


def home_page(job: SiteJob) -> OutputFile:
    """Make the first page of a site that lists its posts there."""
    fields = {"title": html_line(job.site.title) or "(untitled)", "hide": ["toc"]}
    heading = heading_line(job.site.title) or "(untitled)"
    return text_file(
        "docs/index.md", f"{render_front_matter(fields)}\n# {heading}\n\n{heading_line(job.site.description)}\n"
    )


def posts_list(job: SiteJob, *, front: bool) -> OutputFile:
    """Make the page that lists all posts, by the blog plugin where that has not the first page."""
    fields = {
        "title": LABELS["posts"],
        "url": "/blog/posts/" if url_taken(job, "/blog/") else "/blog/",
        "list": None if front else "posts",
        "hide": ["toc"],
    }
    return text_file("docs/blog/index.md", f"{render_front_matter(fields)}\n# {LABELS['posts']}\n")


def list_page(key: str, entry: dict[str, Any], taken: set[str]) -> OutputFile:
    """Make the page of a term's or an author's list."""
    word = "".join(char if char.isalnum() or char in "-_" else "-" for char in key)[:60]
    name, number = word, 2
    while name.lower() in taken:
        name, number = f"{word}-{number}", number + 1
    taken.add(name.lower())
    fields = {"title": heading_line(entry["name"]) or "(untitled)", "url": entry["url"], "list": key, "hide": ["toc"]}
    return text_file(f"docs/lists/{name}.md", render_front_matter(fields))
