"""A small site with everything that makes files: posts, pages, pictures, comments, terms, menus, redirects."""

from pathlib import Path

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Torture</title><link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://old.example</wp:base_site_url><wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>ann</wp:author_login><wp:author_display_name>Ann</wp:author_display_name></wp:author>
<wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>news</wp:category_nicename><wp:cat_name>News</wp:cat_name></wp:category>
"""
_ITEM = """<item><title>Post {n} — 글</title><link>https://old.example/2020/{month:02}/post-{n}/</link><dc:creator>ann</dc:creator>
<content:encoded><![CDATA[First of {n}{edited}

<a href="https://old.example/2020/01/post-1/">one</a> [caption width="9"]<img src="https://old.example/wp-content/uploads/2020/01/{n}.jpg"> Cat[/caption]
{words}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>{n}</wp:post_id><wp:post_date>2020-{month:02}-03 04:05:06</wp:post_date><wp:post_date_gmt>2020-{month:02}-03 04:05:06</wp:post_date_gmt>
<wp:post_name>post-{n}</wp:post_name><wp:status>{status}</wp:status><wp:post_type>{type}</wp:post_type>
<category domain="category" nicename="news"><![CDATA[News]]></category>
<wp:comment><wp:comment_id>{n}</wp:comment_id><wp:comment_author>Bob</wp:comment_author><wp:comment_date_gmt>2021-01-01 00:00:00</wp:comment_date_gmt>
<wp:comment_content>Said of {n}</wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type></wp:comment></item>
"""


def write_export(
    file: Path, posts: int, *, edited: frozenset[int] = frozenset(), without: frozenset[int] = frozenset()
) -> Path:
    """Write an export of `posts` items; those in `edited` have another text, those in `without` are not there."""
    with file.open("w", encoding="utf-8") as out:
        out.write(_HEAD)
        for n in range(1, posts + 1):
            if n in without:
                continue
            out.write(
                _ITEM.format(
                    n=n,
                    month=n % 12 + 1,
                    edited=" edited" * (n in edited),
                    words="word " * (n % 50),
                    status="draft" if n % 9 == 0 else "publish",
                    type="page" if n % 7 == 0 else "post",
                )
            )
        out.write("</channel></rss>\n")
    return file
