"""A site with one of everything a link can mean, for the tests of links and of redirect sources."""

from pathlib import Path

from site_records import index_of, post
from wpmigrate.site.index import SiteIndex
from wpmigrate.wxr.records import AuthorRecord, ChannelRecord, ItemRecord, TermRecord, TermUse

URL = "https://ex.com"
TERMS = (
    TermRecord("category", "music", "Music", id=5),
    TermRecord("category", "pansori", "Pansori", "music", id=6),
    TermRecord("post_tag", "한국어", "한국어", id=7),
    TermRecord("genre", "sci-fi", "Sci-Fi", id=8),
    TermRecord("genre", "cyberpunk", "Cyberpunk", "sci-fi", id=9),
    TermRecord("topic", "rivers", "Rivers", id=10),
    TermRecord("post_format", "post-format-aside", "Aside", id=11),
)
AUTHORS = (
    AuthorRecord(id=1, login="jane", email="jane@ex.com", display_name="Jane Doe"),
    AuthorRecord(id=2, login="Weird.User", display_name="W"),
)


def channel(url: str = URL, **fields: object) -> ChannelRecord:
    given = {"title": "Blog", "link": url, "base_blog_url": url, "base_site_url": url, "wxr_version": "1.2"}
    return ChannelRecord(**{**given, "terms": TERMS, "authors": AUTHORS, **fields})


def picture(number: int, file: str, url: str = URL, **fields: object) -> ItemRecord:
    slug = file.rpartition("/")[2].partition(".")[0]
    at = f"{url}/wp-content/uploads/{file}"
    given = {
        "type": "attachment",
        "status": "inherit",
        "slug": slug,
        "link": f"{url}/{slug}/",
        "guid": at,
        "attachment_url": at,
        "meta": (("_wp_attached_file", file),),
    }
    return post(number, **{**given, **fields})


def items(url: str = URL) -> list[ItemRecord]:
    def one(number: int, path: str, slug: str, **fields: object) -> ItemRecord:
        given = {"link": f"{url}{path}", "guid": f"{url}/?p={number}", "slug": slug}
        return post(number, **{**given, **fields})

    korean = "%ec%95%88%eb%85%95"
    old = (("_wp_old_slug", "hi-there"), ("_wp_old_slug", "%ec%98%9b"))
    return [
        one(7, "/2024/01/hello/", "hello", meta=old),
        one(8, f"/2024/01/{korean}/", korean, terms=(TermUse("category", "pansori", "Pansori"),)),
        one(9, "/2023/12/nfd/", "nfd", date="2023-12-31 23:59:00", date_gmt="2023-12-31 14:59:00"),
        one(20, "/about/", "about", type="page", guid=f"{url}/?page_id=20"),
        one(21, "/about/team/", "team", type="page", parent=20, guid=f"{url}/?page_id=21"),
        one(22, "/blog/", "blog", type="page", guid=f"{url}/?page_id=22"),
        one(30, "/?p=30", "", status="draft"),
        one(31, "/2024/01/secret/", "secret", status="private"),
        one(40, "/books/dune/", "dune", type="book", guid=f"{url}/?post_type=book&#038;p=40"),
        one(41, "/2024/02/twin/", "twin", date="2024-02-01 00:00:00", guid=f"{url}/2005/03/twin-of-old/"),
        one(42, "/twin/", "twin", type="page", parent=0, guid=f"{url}/?page_id=42"),
        picture(50, "2024/01/sunset.jpg", url, parent=7, link=f"{url}/2024/01/hello/sunset/"),
        picture(51, "2024/01/huge-scaled.jpg", url, slug="huge", link=f"{url}/huge/"),
        picture(52, "2024/01/사진.png", url),
        picture(53, "2024/01/hidden.png", url, parent=31, link=f"{url}/2024/01/secret/hidden/"),
    ]


def site(folder: Path, url: str = URL, *, extra: tuple[ItemRecord, ...] = (), **fields: object) -> SiteIndex:
    return index_of(folder, [*items(url), *extra], channels=[channel(url, **fields)])
