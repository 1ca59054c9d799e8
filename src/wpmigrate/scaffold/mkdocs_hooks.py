"""The hook of a MkDocs site: addresses, featured images, terms, comments, lists, redirects and the feed, from data files."""

from typing import Final

_HOOKS: Final = '''\
"""Gives every page its old address, and shows what WordPress knew of it. Front matter and data/ say what; this file is yours."""

import json
import re
from datetime import timezone
from email.utils import format_datetime
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote, urlsplit

from mkdocs.plugins import event_priority
from mkdocs.utils.meta import get_data

DATA = Path(__file__).parent / "data"
ITEMS, BY_FILE, LISTS, LABELS = [], {}, {}, {}
PAGE = "<!doctype html><meta charset=utf-8><title>{0}</title><link rel=canonical href='{0}'><meta http-equiv=refresh content='0; url={0}'>"


def data(name):
    file = DATA / f"{name}.json"
    return json.loads(file.read_text("utf-8")) if file.exists() else {}


def destination(url):
    """Answer the file from which a host serves a path."""
    path = url.strip("/")
    return path if path.lower().endswith((".html", ".htm", ".xhtml")) else f"{path}/index.html".lstrip("/")


@event_priority(-100)
def on_files(files, config):
    """Move each page to the address that its front matter says, after the blog has placed its posts."""
    ITEMS.clear()
    BY_FILE.clear()
    LISTS.update(data("lists"))
    LABELS.update(config.extra["labels"])
    root = urlsplit(config.site_url).path.rstrip("/")
    for file in files:
        is_post = hasattr(file.page, "excerpt")  # the blog hides its posts until the navigation is made
        if not file.is_documentation_page() or not (is_post or file.inclusion.is_included()):
            continue
        meta = getattr(file.page, "meta", None) or get_data(file.content_string)[1]
        if meta.get("draft"):
            continue
        if meta.get("url"):
            file.dest_uri = destination(meta["url"])
            for name in ("url", "abs_dest_path"):
                file.__dict__.pop(name, None)
            file.url = quote(file.dest_uri.removesuffix("index.html")) or "./"
            if file.page:
                file.page._set_canonical_url(config.site_url)
        if "wp" in meta:
            link = f"{root}/{'' if file.url == './' else file.url}"
            item = {"meta": meta, "wp": meta["wp"], "link": link, "date": meta["date"]["created"], "html": ""}
            BY_FILE[file.src_uri] = item
            ITEMS.append(item)
    ITEMS.sort(key=lambda item: item["date"], reverse=True)
    return files


@event_priority(100)
def on_page_content(html, page, config, files):
    """Put around a page what WordPress showed there."""
    root = urlsplit(config.site_url).path.rstrip("/")
    meta, wp = page.meta, page.meta.get("wp", {})
    if page.file.src_uri in BY_FILE:
        BY_FILE[page.file.src_uri]["html"] = html
    parts = [f"<h1>{meta['title']}</h1>"] if "title" in meta and ("wp" in meta or "list" in meta) else []
    if image := wp.get("image"):
        caption = f"<figcaption>{escape(image['caption'])}</figcaption>" if image.get("caption") else ""
        parts.append(f'<figure><img src="{escape(image["url"])}" alt="{escape(image.get("alt", ""))}">{caption}</figure>')
    parts.append(html)
    parts += terms(wp, root)
    if "comments" in wp:
        parts += thread(data(f"comments/{wp['comments']}"))
    if "list" in meta:
        parts += listing(meta["list"])
    return "\\n".join(parts)


def named(entry, root, rel=""):
    """Answer a name, as a link where it has one."""
    url = entry.get("url", "")
    if not url:
        return escape(entry["name"])
    return f'<a href="{escape(root + quote(url) if url.startswith("/") else url)}"{rel}>{escape(entry["name"])}</a>'


def terms(wp, root):
    """Answer a line for each taxonomy of an item."""
    groups = {}
    for key in wp.get("terms", []):
        if key in LISTS:
            groups.setdefault(LISTS[key]["kind"], []).append(named(LISTS[key], root))
    names = {"category": LABELS["categories"], "post_tag": LABELS["tags"]}
    return [f'<p class="terms">{escape(names.get(kind, kind))}: {", ".join(links)}</p>' for kind, links in groups.items()]


def thread(found):
    """Answer the comments of an item, and the mentions of other sites."""
    parts = []
    if comments := found.get("comments"):
        parts.append(f'<h2 id="comments">{LABELS["comments"]} ({len(comments)})</h2>')
    for one in found.get("comments", []):
        by = named({"name": one["author"], "url": one.get("url")}, "", ' rel="nofollow ugc"')
        date = one.get("date") or ""
        head = f'<p>{by} <a href="#comment-{one["id"]}"><time datetime="{date}">{date[:10] or "#"}</time></a></p>'
        indent = min(6, 1.5 * one["depth"])
        parts.append(
            f'<article id="comment-{one["id"]}" class="comment" style="margin-inline-start: {indent}rem">{head}{one["html"]}</article>'
        )
    if mentions := found.get("mentions"):
        rows = (
            f'<li id="comment-{one["id"]}">{named({"name": one["author"], "url": one.get("url")}, "")} {one["html"]}</li>'
            for one in mentions
        )
        parts.append(f'<h2>{LABELS["mentions"]}</h2><ul>{"".join(rows)}</ul>')
    return parts


def listing(key):
    """Answer the items of a list, the newest first."""
    kind, _, slug = key.partition("/")
    belongs = {
        "posts": lambda item: item["wp"]["type"] == "post",
        "author": lambda item: slug in item["meta"].get("authors", []),
        "archive": lambda item: item["meta"].get("url", "").startswith(f"/{slug}/"),
    }.get(kind, lambda item: key in item["wp"].get("terms", []))
    about = LISTS.get(key, {}).get("description", "")
    rows = (
        f'<li><a href="{item["link"]}">{item["meta"]["title"]}</a> <time datetime="{item["date"]}">{item["date"]:%Y-%m-%d}</time></li>'
        for item in ITEMS
        if belongs(item)
    )
    return [f"<p>{escape(about)}</p>"] * bool(about) + [f"<ul>{''.join(rows)}</ul>"]


@event_priority(-100)
def on_post_page(output, page, config):
    """Tell search engines what the old site told them."""
    robots = page.meta.get("robots")
    return output.replace("</head>", f'<meta name="robots" content="{escape(str(robots))}"></head>', 1) if robots else output


def on_post_build(config):
    """Write redirects from former addresses, and the feed."""
    site = Path(config.site_dir)
    for item in ITEMS:
        for old in item["meta"].get("aliases", []):
            file = site / destination(old)
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(PAGE.format(escape(item["link"])), "utf-8")
    (site / "feed.xml").write_text(re.sub("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "\\ufffd", feed(config)), "utf-8")


def feed(config):
    host = "{0.scheme}://{0.netloc}".format(urlsplit(config.site_url))
    entries = "".join(
        f"<item><title>{escape(unescape(item['meta']['title']))}</title><link>{host}{item['link']}</link><guid>{host}{item['link']}</guid>"
        f"<pubDate>{format_datetime(item['date'].astimezone(timezone.utc))}</pubDate><description>{escape(item['html'])}</description></item>\\n"
        for item in [item for item in ITEMS if item["wp"]["type"] == "post"][:20]
    )
    about = escape(config.site_description or config.site_name)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\\n<rss version="2.0"><channel><title>{escape(config.site_name)}</title>'
        f"<link>{config.site_url}</link><description>{about}</description>\\n{entries}</channel></rss>\\n"
    )
'''

_STYLE: Final = """\
.comment { border-top: .05rem solid var(--md-default-fg-color--lightest); }
.md-typeset iframe { aspect-ratio: 16 / 9; width: 100%; border: 0; }
.md-typeset h1, .md-typeset p { overflow-wrap: anywhere; }
:lang(ko), :lang(ja), :lang(zh) { word-break: keep-all; line-break: strict; }
"""

FILES: Final = {
    "hooks.py": _HOOKS,
    "requirements.txt": "mkdocs-material>=9.6,<10\n",
    "docs/assets/wordpress.css": _STYLE,
}
