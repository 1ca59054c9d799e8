"""A project for Lektor that builds a migrated site as WordPress showed it, and the pages of its lists."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final
from urllib.parse import quote, urlsplit

from wpmigrate.contract import OutputFile, SiteJob
from wpmigrate.pieces.files import json_file, text_file
from wpmigrate.pieces.pages import page_file
from wpmigrate.render.metalines import one_line, render_meta_lines
from wpmigrate.render.mistune import escape_dashes
from wpmigrate.scaffold.lektor_theme import FILES
from wpmigrate.scaffold.plain import LABELS, date_format, direction, locale_of, main_menu, posts_page_url, url_taken

OWN_PAGES: Final = (("posts", "/posts/", ""), ("feed", "/feed.xml", "feed.xml"), ("404", "/404.html", "404.html"))
_OWN: Final = frozenset(("_model", "_template", "title", "address", "list"))
_PROJECT: Final = """\
[project]
name = {name}
url = {url}
url_style = absolute
# Files of WordPress may begin with an underscore.
included_assets = _*
"""
_MOVED: Final = """\
<!doctype html>
<html>
<head>
<meta charset="utf-8">
<title>{url}</title>
<link rel="canonical" href="{url}">
<meta http-equiv="refresh" content="0; url={url}">
<meta name="robots" content="noindex">
</head>
<body><a href="{url}">{url}</a></body>
</html>
"""


def content(path: str, lines: str, body: str = "") -> OutputFile:
    """Make a file of fields, each ended by a line of dashes, and a body."""
    body = body.strip("\n")
    return text_file(path, f"{lines}body:\n\n{escape_dashes(body)}\n" if body else lines)


def moved(old: str, new: str, job: SiteJob) -> OutputFile:
    """Make the file that stands at an old path and leads to the new one."""
    url = escape(f"{_root(job)}{quote(new, safe='/')}")
    return text_file(f"assets/{page_file(old)}", _MOVED.format(url=url))


def _root(job: SiteJob) -> str:
    return urlsplit(job.base or job.site.url).path.rstrip("/")


def starter(
    job: SiteJob,
    menus: dict[str, list[dict[str, Any]]],
    lists: Mapping[str, Any],
    before: Mapping[str, Any],
    folders: Mapping[str, str],
) -> Iterator[OutputFile]:
    """Write the project. `lists` have their new addresses, `before` their old ones, and each a folder of `folders`."""
    base = urlsplit(job.base or job.site.url)
    # Links of bodies hold the folder of a site already, so that Lektor must not know it.
    url = f"{base.scheme or 'https'}://{base.netloc or 'example.org'}/"
    name = one_line(job.site.title).strip("\"'") or "(untitled)"
    yield text_file("site.lektorproject", _PROJECT.format(name=name, url=url))
    yield json_file("databags/site.json", _facts(job, menus))
    yield from _pages(job, lists, folders)
    for key, entry in lists.items():
        if entry["url"] and before[key]["url"] != entry["url"] and not set("#?") & set(before[key]["url"]):
            yield moved(before[key]["url"], entry["url"], job)
    for path, text in FILES.items():
        yield text_file(path, text)


def _facts(job: SiteJob, menus: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    site = job.site
    return {
        "title": one_line(site.title) or "(untitled)",
        "description": one_line(site.description),
        "url": (job.base or site.url).rstrip("/"),
        "root": _root(job),
        "language": locale_of(site),
        "direction": direction(site),
        "date_format": date_format(site),
        "main_menu": main_menu(menus),
        "posts_url": posts_page_url(job),
        "labels": LABELS,
    }


def _pages(job: SiteJob, lists: Mapping[str, Any], folders: Mapping[str, str]) -> Iterator[OutputFile]:
    """Make the home page, where no item is it, the list of posts, the feed, the page for what is missing, and every list."""
    title = one_line(job.site.title) or "(untitled)"
    if not any(item.place.front_page and item.place.visibility == "published" for item in job.items()):
        yield _page("content/contents.lr", {"_model": "home", "title": title})
    for name, url, template in OWN_PAGES:
        if not url_taken(job, url) and not url_taken(job, f"{url}/"):
            fields = {"_model": "list", "_template": template, "title": LABELS["posts"], "address": url.strip("/")}
            yield _page(f"content/{folders[name]}/contents.lr", {**fields, "list": "" if template else name})
    for key, entry in lists.items():
        if entry["url"]:
            address = entry["url"].strip("/")
            if "." in address.rpartition("/")[2]:
                address = page_file(entry["url"])
            fields = {"_model": "list", "title": one_line(entry["name"]) or "(untitled)", "address": address}
            yield _page(f"content/{folders[key]}/contents.lr", {**fields, "list": one_line(key)})


def _page(path: str, fields: Mapping[str, Any]) -> OutputFile:
    return content(path, render_meta_lines(fields, _OWN, "{key}: {value}\n---"))
