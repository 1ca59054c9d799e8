"""Small exports of posts with comments, made on the spot."""

from pathlib import Path

SITE = "https://old.example"
MAIL = "Reader.One@mail.example"
COMMENT = """<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author><![CDATA[{name}]]></wp:comment_author>
<wp:comment_author_email>{mail}</wp:comment_author_email><wp:comment_author_url></wp:comment_author_url>
<wp:comment_author_IP>198.51.100.{last}</wp:comment_author_IP><wp:comment_date>{date}</wp:comment_date>
<wp:comment_date_gmt>{date}</wp:comment_date_gmt><wp:comment_content><![CDATA[{text}]]></wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_type>{type}</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent>
<wp:comment_user_id>0</wp:comment_user_id></wp:comment>"""
ITEM = """<item><title>{title}</title><link>{link}</link><dc:creator>jane</dc:creator><content:encoded><![CDATA[x]]></content:encoded>
<wp:post_id>{id}</wp:post_id><wp:post_date>2020-01-05 10:00:00</wp:post_date><wp:post_date_gmt>2020-01-05 10:00:00</wp:post_date_gmt>
<wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status><wp:post_type>{type}</wp:post_type>{comments}</item>"""


def said(number: int, text: str = "Text.", parent: int = 0, kind: str = "comment", name: str = "Ann") -> str:
    date = f"2020-01-06 {number // 60 % 24:02d}:{number % 60:02d}:00"
    given_text = text.replace("]]>", "]]]]><![CDATA[>")
    return COMMENT.format(
        id=number, text=given_text, parent=parent, type=kind, name=name, mail=MAIL, date=date, last=number % 250
    )


def entry(number: int, path: str, *comments: str, **given_fields: str) -> str:
    fields = {"status": "publish", "type": "post", "slug": f"item-{number}", "link": f"{SITE}{path}"} | given_fields
    return ITEM.format(id=number, title=f"Item {number}", comments="".join(comments), **fields)


def export(folder: Path, *items: str, site: str = SITE) -> Path:
    path = folder / "export.xml"
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Jars</title>'
        f"<link>{site}</link><wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>{site}</wp:base_site_url>"
        f"<wp:base_blog_url>{site}</wp:base_blog_url><wp:author><wp:author_id>1</wp:author_id><wp:author_login>jane</wp:author_login>"
        f"<wp:author_email>jane@old.example</wp:author_email></wp:author>{''.join(items)}</channel></rss>",
        "utf-8",
    )
    return path
