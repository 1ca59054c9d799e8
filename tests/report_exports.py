"""Exports for tests of the report: hostile ones, one with secrets, and one as large as you like."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from conftest import REPO
from exports import RSS

sys.path.insert(0, str(REPO / "tests" / "integration"))

from hostile_texts import HTML, MARKDOWN, UNICODE, URLS

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", "\t=1+1", " =1+1", "＝1+1", "＋1", "－1", "＠SUM(1)", '=HYPERLINK("http://x.example")',
    "%0A=1", "|calc", "\n=1", '"=1"', "=1;=2", "=1,=2",
)  # fmt: skip
SCRIPTS = (
    "<script>xss(1)</script>", "</script><script>xss(2)</script>", "<img src=x onerror=xss(3)>", '"><img src=x onerror=xss(4)>', "'><svg onload=xss(5)>",
    "</title><script>xss(6)</script>", "</style><script>xss(7)</script>", "</dialog><script>xss(8)</script>", "--><script>xss(9)</script>", "<!--<script>",
    "<iframe src=javascript:xss(10)>", "<a href=javascript:xss(11)>x</a>", "javascript:xss(12)", "{{ 7*7 }}", "{% for x in y %}", "${xss(13)}", "`${xss(14)}`", "\\u003cscript\\u003exss(15)\\u003c/script\\u003e",
    "&lt;script&gt;xss(16)&lt;/script&gt;", "&#60;img src=x onerror=xss(17)&#62;", "<base href=https://evil.example/>", "<meta http-equiv=refresh content='0;url=https://evil.example'>", "<link rel=stylesheet href=https://evil.example/x.css>",
    "<form action=https://evil.example><button>x", "<object data=https://evil.example>", "<math><mtext></form><form><mglyph><style></math><img src onerror=xss(18)>", "<details open ontoggle=xss(19)>", "x' onmouseover='xss(20)", 'x" autofocus onfocus="xss(21)',
    "[x](javascript:xss(22))", "![x](https://evil.example/p.png)", "<https://evil.example>", "[x]: https://evil.example", "`<script>xss(23)</script>`", "``` \n<script>xss(24)</script>", "@everyone #1 GH-1", "https://evil.example/auto", "www.evil.example", "x@evil.example",
    "a | b | <script>xss(25)</script>", "\\`<script>xss(26)</script>\\`", "` <img src=x onerror=xss(27)> `", "line\nbreak\n\n# heading\n\n<script>xss(28)</script>", "\u202e\u2066reversed", "\u2028<script>xss(29)</script>", "x\x00y\x07z\x1b[31m",
)  # fmt: skip


def hostile_strings() -> list[str]:
    """Answer some 330 texts that a page, a Markdown renderer or a spreadsheet may take for its own."""
    return list(dict.fromkeys((*SCRIPTS, *FORMULAS, *HTML, *MARKDOWN, *URLS, *UNICODE)))


def cdata(text: str) -> str:
    clean = "".join(char for char in text if char >= " " or char in "\t\n")
    return f"<![CDATA[{clean.replace(']]>', ']]]]><![CDATA[>')}]]>"


def post(
    number: int, title: str, body: str, *, slug: str = "", author: str = "mina", extra: str = "", **fields: str
) -> str:
    told = {"type": "post", "status": "publish", "password": "", "date": "2019-04-05 06:07:08", **fields}
    return (
        f"<item><title>{cdata(title)}</title><link>https://blog.example/{number}/{escape(slug or 'p')}/</link><dc:creator>{cdata(author)}</dc:creator>"
        f"<content:encoded>{cdata(body)}</content:encoded><wp:post_id>{number}</wp:post_id><wp:post_name>{cdata(slug or f'p-{number}')}</wp:post_name>"
        f"<wp:post_date>{told['date']}</wp:post_date><wp:post_date_gmt>{told['date']}</wp:post_date_gmt><wp:status>{told['status']}</wp:status>"
        f"<wp:post_password>{cdata(told['password'])}</wp:post_password><wp:post_type>{cdata(told['type'])}</wp:post_type>{extra}</item>\n"
    )


def comment(number: int, author: str, text: str, *, approved: str = "1", email: str = "", ip: str = "") -> str:
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>{cdata(author)}</wp:comment_author><wp:comment_author_email>{cdata(email)}</wp:comment_author_email>"
        f"<wp:comment_author_url></wp:comment_author_url><wp:comment_author_IP>{cdata(ip)}</wp:comment_author_IP><wp:comment_date>2019-05-0{number % 9 + 1} 10:00:00</wp:comment_date>"
        f"<wp:comment_date_gmt>2019-05-0{number % 9 + 1} 10:00:00</wp:comment_date_gmt><wp:comment_content>{cdata(text)}</wp:comment_content>"
        f"<wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type></wp:comment_type><wp:comment_parent>0</wp:comment_parent></wp:comment>"
    )


def author(login: str, name: str) -> str:
    return f"<wp:author><wp:author_login>{cdata(login)}</wp:author_login><wp:author_display_name>{cdata(name)}</wp:author_display_name></wp:author>"


def write_export(
    file: Path, items: Iterator[str] | Sequence[str], *, title: str = "Han & Thames", more: str = ""
) -> Path:
    with file.open("w", encoding="utf-8", errors="replace") as out:
        out.write(
            f'<?xml version="1.0" encoding="UTF-8" ?>\n{RSS.decode()}<channel><title>{cdata(title)}</title><link>https://blog.example</link>'
        )
        out.write(
            f"<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://blog.example</wp:base_blog_url>{more}\n"
        )
        out.writelines(items)
        out.write("</channel></rss>\n")
    return file


def hostile_export(file: Path) -> Path:
    """Write every hostile text as a title, slug, term, author, file name, comment author, link and body."""
    texts = hostile_strings()
    authors = "".join(author(text, text) for text in texts[:60])
    return write_export(file, _hostile(texts), title=SCRIPTS[3], more=authors)


def _hostile(texts: list[str]) -> Iterator[str]:
    for number, text in enumerate(texts, 1):
        attribute = escape(text, {'"': "&quot;", "\x00": ""})
        body = f'<p>{text}</p>\n<p><a href="{attribute}">{escape(text)}</a> <img src="/wp-content/uploads/{attribute}.jpg" alt="{attribute}"></p>\n[x-{number} a="{attribute}"]'
        extra = (
            f'<category domain="category" nicename="{attribute}">{cdata(text)}</category>{comment(number, text, text)}'
        )
        yield post(number, escape(text), body, slug=text, author=text, extra=extra)
        yield post(
            10_000 + number, text, "", slug=text, type="attachment", status="inherit",
            extra=f"<wp:attachment_url>{cdata(f'https://blog.example/wp-content/uploads/{text}.png')}</wp:attachment_url>",
        )  # fmt: skip
        yield post(20_000 + number, text, text, slug=text, type=text)


SECRET = "zanzibar"
"""Stands in everything that must be kept out, and nowhere else."""


def secret_export(file: Path) -> Path:
    """Write one public post, and every kind of thing that is kept out."""
    hidden = comment(5, SECRET, SECRET, approved="0", email=f"{SECRET}@x.example", ip="10.9.8.7")
    shown = comment(6, "Tam", "fine", email=f"{SECRET}@y.example", ip="10.9.8.6")
    return write_export(
        file,
        (
            post(1, "Public", '<p>See <a href="https://blog.example/nowhere/">this</a>.</p>', extra=shown + hidden),
            post(
                2, f"{SECRET} private", SECRET, slug=f"{SECRET}-a", status="private", extra=comment(7, SECRET, SECRET)
            ),
            post(3, f"{SECRET} trash", SECRET, slug=f"{SECRET}-b", status="trash"),
            post(4, f"{SECRET} password", SECRET, slug=f"{SECRET}-c", password=SECRET),
            post(8, f"{SECRET} order", SECRET, slug=f"{SECRET}-d", type="shop_order"),
        ),
    )


WORDS = "kimchi river drum song night market tea lantern bridge rain festival radio letter garden winter story".split()


def large_export(file: Path, number: int) -> Path:
    """Write as many posts as asked, with comments, shortcodes, links that break and a few bodies that come out poorer."""
    return write_export(file, _large(number))


def _large(number: int) -> Iterator[str]:
    for place in range(1, number + 1):
        words = " ".join(WORDS[(place * step) % len(WORDS)] for step in range(1, 9))
        body = "\n\n".join(
            f"{words.capitalize()} {place} {step}, <b>{WORDS[(place + step) % 16]}</b>." for step in range(6)
        )
        body += f'\n\n<a href="https://blog.example/gone/{place}/">gone</a>' if place % 7 == 0 else ""
        body += "\n\n[countdown to='2030']" if place % 11 == 0 else ""
        body += "\n\n<!-- wp:latest-posts /-->" if place % 13 == 0 else ""
        extra = "".join(comment(place * 3 + step, "Tam", words) for step in range(place % 3))
        date = f"{2004 + place * 20 // (number + 1)}-{place % 12 + 1:02}-{place % 28 + 1:02} 08:00:00"
        yield post(
            place, f"{words.title()} {place}", body, date=date, type="page" if place % 20 == 0 else "post", extra=extra
        )
