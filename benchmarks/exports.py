"""A WordPress export of any number of posts, the same bytes for the same seed, in which every text can be found again.

    python -m benchmarks.exports 10000 export.xml

The first paragraph of each post and each comment begins with a word that stands nowhere else (`POST`, `COMMENT`), so that what
a converter has kept can be counted in its output, whatever form it writes.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

import msgspec
from msgspec import Struct

from benchmarks.bodies import body, picture
from benchmarks.words import ENGLISH, FRENCH, KOREAN, SITE, Prose

SEED: Final = 20240601
POST: Final = re.compile(rb"zqp(\d{7})x")
COMMENT: Final = re.compile(rb"zqc(\d{7})x")

_FIRST_DAY: Final = datetime(2008, 1, 1, 9)  # noqa: DTZ001 - WordPress writes local time without a zone
_MINUTES: Final = 8_000_000
_CATEGORIES: Final = ("News", "Travel", "일상", "Recipes & Food", "Déjà vu")
_HEAD: Final = f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
	xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:wp="http://wordpress.org/export/1.2/"
>
<channel>
	<title>A blog of any size</title>
	<link>{SITE}</link>
	<description>Han and Thames</description>
	<pubDate>Sat, 01 Jun 2024 00:00:00 +0000</pubDate>
	<language>ko-KR</language>
	<wp:wxr_version>1.2</wp:wxr_version>
	<wp:base_site_url>{SITE}</wp:base_site_url>
	<wp:base_blog_url>{SITE}</wp:base_blog_url>
"""


class Made(Struct, frozen=True):
    """What stands in an export. `approved` are comments that WordPress showed."""

    posts: int
    items: int
    comments: int
    approved: int
    bytes: int
    seed: int


def write_export(file: Path, posts: int, seed: int = SEED) -> Made:
    """Write an export of that many posts and pages, with their comments and pictures."""
    maker = _Maker(posts, seed)
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(maker.pieces())
    return Made(posts, maker.items, maker.comments, maker.approved, file.stat().st_size, seed)


class _Maker:
    """Counts what it makes on the way."""

    def __init__(self, posts: int, seed: int) -> None:
        self._posts = posts
        self._random = Random(seed)  # noqa: S311 - nothing secret
        self._english, self._korean = Prose(self._random, ENGLISH, FRENCH), Prose(self._random, KOREAN)
        self._categories = [(f"category-{n}", f"{self._random.choice(_CATEGORIES)} {n}") for n in range(40)]
        self._tags = [(f"tag-{n}", f"{self._random.choice(ENGLISH + KOREAN)} {n}") for n in range(400)]
        self._id = 10
        self.items = self.comments = self.approved = 0

    def pieces(self) -> Iterator[str]:
        yield _HEAD
        yield from self._terms()
        for number in range(self._posts):
            yield from self._post(number)
        yield "</channel>\n</rss>\n"

    def _terms(self) -> Iterator[str]:
        for n in range(1, 6):
            yield _element(
                "author", author_id=n, author_login=f"user{n}", author_email=f"user{n}@example.org", author_display_name=f"작성자 {n}"
            )  # fmt: skip
        for n, (slug, name) in enumerate(self._categories):
            above = self._categories[n // 3][0] if n % 3 and n > 3 else ""
            yield _element("category", term_id=n + 1, category_nicename=slug, category_parent=above, cat_name=name)
        for n, (slug, name) in enumerate(self._tags):
            yield _element("tag", term_id=n + 100, tag_slug=slug, tag_name=name)
        yield "	<generator>https://wordpress.org/?v=6.5</generator>\n"

    def _post(self, number: int) -> Iterator[str]:
        random = self._random
        prose = self._korean if random.random() < 0.35 else self._english
        day = _FIRST_DAY + timedelta(minutes=number * _MINUTES // self._posts + number % 7)
        title = prose.plain()[:-1]
        if random.random() < 0.1:
            title = title.replace(" ", ": ", 1) + ' "quoted" & <b>#1</b>'
        words = (
            ["%EA%B8%80"] if prose is self._korean and random.random() < 0.5 else random.choices(ENGLISH[30:100], k=4)
        )
        slug = "-".join((*words, str(number)))
        kind = "page" if random.random() < 0.1 else "post"
        post, thumbnail = self._next(), self._next() if random.random() < 0.6 else 0
        terms: Sequence[tuple[str, str, str]] = ()
        if kind == "post":
            chosen = [("category", *one) for one in random.sample(self._categories, random.randint(1, 2))]
            terms = [*chosen, *(("post_tag", *one) for one in random.sample(self._tags, random.randint(0, 4)))]
        metas = [*self._metas(number, thumbnail, title, prose)]
        yield self._item(
            post, day, title, slug, kind,
            status=random.choices(("publish", "draft", "private"), (92, 6, 2))[0],
            content=body(prose, number=number, mark=f"zqp{number:07}x"),
            excerpt=prose.plain() if random.random() < 0.2 else "",
            inner="".join((*map(_category, terms), *map(_meta, metas), *self._comments(day, prose))),
        )  # fmt: skip
        if thumbnail:
            yield self._attachment(thumbnail, post, day)

    def _metas(self, number: int, thumbnail: int, title: str, prose: Prose) -> Iterator[tuple[str, str]]:
        yield "_edit_last", "1"
        if thumbnail:
            yield "_thumbnail_id", str(thumbnail)
        if self._random.random() < 0.5:
            yield "_yoast_wpseo_metadesc", prose.plain()
            yield "_yoast_wpseo_title", title
        if self._random.random() < 0.2:
            yield "custom_field", f'a:2:{{s:3:"foo";s:3:"bar";i:0;i:{number};}}'

    def _comments(self, day: datetime, prose: Prose) -> Iterator[str]:
        random, ids = self._random, list[int]()
        for _ in range(random.choice((0, 0, 1, 2, 3, 4, 5, 6, 8, 11))):
            parent = random.choice(ids) if ids and random.random() < 0.45 else 0
            self.comments += 1
            ids.append(self.comments)
            state = random.choices(("1", "0", "spam"), (90, 7, 3))[0]
            self.approved += state == "1"
            when = day + timedelta(minutes=random.randrange(100_000))
            said = f"zqc{self.comments:07}x {prose.paragraph(1, 3)}"
            if random.random() < 0.3:
                said += f"\n\n{prose.paragraph(1, 2)}"
            yield _element(
                "comment", comment_id=self.comments, comment_author=prose.words(1),
                comment_author_email=f"reader{self.comments}@example.net",
                comment_author_url=f"https://example.net/{self.comments}" if random.random() < 0.4 else "",
                comment_author_IP=f"192.0.2.{self.comments % 255}", comment_date=when, comment_date_gmt=when, comment_content=said,
                comment_approved=state, comment_type="pingback" if random.random() < 0.05 else "comment",
                comment_parent=parent, comment_user_id=0,
            )  # fmt: skip

    def _attachment(self, number: int, parent: int, day: datetime) -> str:
        url = picture(number)
        file = url.partition("/uploads/")[2]
        sizes = f'a:4:{{s:5:"width";i:1200;s:6:"height";i:800;s:4:"file";s:{len(file)}:"{file}";s:5:"sizes";a:0:{{}}}}'
        metas = (
            ("_wp_attached_file", file),
            ("_wp_attachment_metadata", sizes),
            ("_wp_attachment_image_alt", self._random.choice(ENGLISH)),
        )
        inner = f"<wp:attachment_url>{_cdata(url)}</wp:attachment_url>\n{''.join(map(_meta, metas))}"
        name = f"picture-{number}"
        return self._item(number, day, name, name, "attachment", status="inherit", parent=parent, inner=inner)

    def _item(
        self, number: int, day: datetime, title: str, slug: str, kind: str, *, status: str, inner: str,
        content: str = "", excerpt: str = "", parent: int = 0,
    ) -> str:  # fmt: skip
        self.items += 1
        utc = day - timedelta(hours=9)
        wp = _lines(
            post_id=number, post_date=day, post_date_gmt=utc, post_modified=day, post_modified_gmt=utc,
            comment_status="open", ping_status="open", post_name=slug, status=status, post_parent=parent, menu_order=0,
            post_type=kind, post_password="", is_sticky=0,
        )  # fmt: skip
        return (
            f"<item>\n<title>{_cdata(title)}</title>\n<link>{SITE}/{day:%Y/%m}/{slug}/</link>\n"
            f"<pubDate>{utc:%a, %d %b %Y %H:%M:%S} +0000</pubDate>\n<dc:creator>{_cdata(f'user{1 + number % 5}')}</dc:creator>\n"
            f'<guid isPermaLink="false">{SITE}/?p={number}</guid>\n<description></description>\n'
            f"<content:encoded>{_cdata(content)}</content:encoded>\n<excerpt:encoded>{_cdata(excerpt)}</excerpt:encoded>\n"
            f"{wp}{inner}</item>\n"
        )

    def _next(self) -> int:
        self._id += 1
        return self._id


def _cdata(text: object) -> str:
    return f"<![CDATA[{str(text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def _lines(**fields: object) -> str:
    bare = (
        f"<wp:{name}>{value if isinstance(value, int) else _cdata(value)}</wp:{name}>\n"
        for name, value in fields.items()
    )
    return "".join(bare)


def _element(element: str, **fields: object) -> str:
    return f"<wp:{element}>\n{_lines(**fields)}</wp:{element}>\n"


def _category(term: tuple[str, str, str]) -> str:
    domain, slug, name = term
    return f'<category domain="{domain}" nicename="{slug}">{_cdata(name)}</category>\n'


def _meta(meta: tuple[str, str]) -> str:
    return _element("postmeta", meta_key=meta[0], meta_value=meta[1])


if __name__ == "__main__":
    made = write_export(Path(sys.argv[2]), int(sys.argv[1]))
    sys.stdout.write(f"{msgspec.json.encode(made).decode()}\n")
