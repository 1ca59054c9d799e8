"""Exports with what plugins leave: a stanza of `fixtures/plugins` as the items that WordPress would have exported."""

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from stanzas import Stanza

_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Planted</title><link>https://seoul.example</link><language>en-US</language><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://seoul.example</wp:base_site_url><wp:base_blog_url>https://seoul.example</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[mina]]></wp:author_login></wp:author>
"""
_FIRST = 100_000


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _item(number: int, kind: str, **given: Any) -> str:
    meta = "".join(
        f"<wp:postmeta><wp:meta_key>{_cdata(key)}</wp:meta_key><wp:meta_value>{_cdata(value)}</wp:meta_value></wp:postmeta>"
        for key, value in given.get("meta", ())
    )
    terms = "".join(
        f'<category domain="{domain}" nicename="{slug}">{_cdata(slug)}</category>'
        for domain, slug in given.get("terms", ())
    )
    url = f"<wp:attachment_url>{escape(given['url'])}</wp:attachment_url>" if given.get("url") else ""
    slug = given.get("slug") or f"item-{number}"
    link = given.get("link") or f"https://seoul.example/{slug}/"
    status = "inherit" if kind == "attachment" else "publish"
    return f"""<item><title>{_cdata(given.get("title", f"Item {number}"))}</title><link>{escape(link)}</link>
<dc:creator>{_cdata("mina")}</dc:creator><content:encoded>{_cdata(given.get("content", ""))}</content:encoded>
<excerpt:encoded>{_cdata(given.get("excerpt", ""))}</excerpt:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date>2021-03-04 05:06:07</wp:post_date><wp:post_date_gmt>2021-03-04 05:06:07</wp:post_date_gmt>
<wp:post_name>{_cdata(slug)}</wp:post_name><wp:status>{status}</wp:status><wp:post_parent>{given.get("parent", 0)}</wp:post_parent>
<wp:menu_order>{given.get("menu_order", 0)}</wp:menu_order><wp:post_type>{_cdata(kind)}</wp:post_type>{url}{terms}{meta}</item>
"""


def _around(stanza: Stanza) -> Iterable[str]:
    """Yield what a stanza says is there beside its own item."""
    for one in stanza.facts.get("attachments", ()):
        alt = [("_wp_attachment_image_alt", one["alt"])] if one.get("alt") else []
        yield _item(one["id"], "attachment", url=one["url"], excerpt=one.get("caption", ""), meta=alt)
    for one in stanza.facts.get("parts", ()):
        yield _item(
            one["id"], one["type"], **{name: value for name, value in one.items() if name not in ("id", "type")}
        )
    for key, one in stanza.facts.get("references", {}).items():
        kind, _, number = key.partition(" ")
        if kind == "post":
            yield _item(int(number), one.get("type", "page"), title=one["title"], link=one.get("url", ""))


def planted(*stanzas: Stanza) -> str:
    """Write an export of stanzas; several must not name the same numbers."""
    out = [_HEAD]
    for place, stanza in enumerate(stanzas):
        field = stanza.facts.get("field")
        meta = [*stanza.facts.get("meta", {}).items(), *([(field, stanza.source)] if field else [])]
        number = 1 if len(stanzas) == 1 else _FIRST + place
        content = "" if field else stanza.source
        out += [
            _item(number, stanza.facts.get("type", "post"), title=stanza.title, content=content, meta=meta),
            *_around(stanza),
        ]
    return "".join([*out, "</channel></rss>"])
