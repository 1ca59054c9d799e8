"""Sites made by hand for the real software: every kind of place, name, term and text, written as the pipeline would.

built = write_site(TARGET, folder, options, ...)    then run the software on the folder
"""

import html
import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from target_jobs import JANE, address, comment, job_of, menu, place, post_at, site_job, term
from wpmigrate import registry
from wpmigrate.content.nodes import Code, CodeBlock, Document, Paragraph, ReadMore, Text
from wpmigrate.content.parse import parse_body
from wpmigrate.contract import Attachment, Author, Placed, Post, Target, Term
from wpmigrate.model import MenuItem, TermRef
from wpmigrate.render.markdown import render_markdown
from wpmigrate.site.slugs import Allocator

BOB = Author(login="bob", name="Bob 한", slug="bob-한")
PUBLISHED = [
    place("hello", permalink="/2020/01/hello/", id=1),
    place("hello", permalink="/2021/02/hello/", id=2),
    place("안녕-세계", permalink="/2020/01/안녕-세계/", id=3),
    place("v1.2", permalink="/v1.2/", id=4),
    place("page", permalink="/old/page.html", id=5),
    place("c", permalink="/c#/", id=6),
    place("100", permalink="/2020/01/a:b/", id=7),
    place("upper", permalink="/2020/UPPER/", id=8),
    place("bare", permalink="/2020/bare", id=9),
    place("nfd", permalink="/2020/nfd-\u1112\u1161\u11ab/", id=10),
    place("its", permalink="/2020/it's/", id=11),
    place("🎉", permalink="/2020/🎉/", id=12),
    place("percent", permalink="/2020/100%25/", id=13),
    place("index-2", permalink="/2020/index/", id=14),
    place("dots", permalink="/2020/a..b./c/", id=15),
    place("php", permalink="/2020/old.php", id=16),
    place("braces", permalink="/2020/{{x}}/{%y%}/", id=17),
    place("title", permalink="/2020/:title/", id=18),
    place("what", permalink="/2020/what?/", id=19),
    place("about", "page", permalink="/about/", has_children=True, id=20),
    place("team", "page", permalink="/about/team/", ancestors=("about",), has_children=True, id=21),
    place("alice", "page", permalink="/about/team/alice/", ancestors=("about", "team"), id=22),
    place("child", "page", permalink="/gone/child/", ancestors=("gone",), id=23),
    place("_plain", "page", permalink="/_plain/", id=24),
    place("tags", "page", permalink="/tags/", id=25),
    place("news", "page", permalink="/category/taken/", ancestors=("category",), id=26),
    place("node_modules", "page", permalink="/node_modules/", id=27),
    place("Gemfile", "page", permalink="/Gemfile/", id=28),
    place("below-a-draft", "page", permalink="/unfinished/below-a-draft/", ancestors=("unfinished",), id=31),
    place("work", "portfolio", permalink="/portfolio/work/", id=40),
    place("manual", "doc", permalink="/doc/manual/", has_children=True, id=42),
    place("chapter", "doc", permalink="/doc/manual/chapter/", ancestors=("manual",), id=43),
    place("film", "movie", permalink="/films/film/", id=44),
    place("x", "posts", permalink="/posts-type/x/", id=45),
    place("y", "data", permalink="/data/y/", id=46),
    place("z", "all", permalink="/all/z/", id=47),
]
HIDDEN = [
    place("draft", visibility="draft", id=50),
    place("future", visibility="scheduled", date="2099-01-01T00:00:00Z", permalink="/2099/future/", id=51),
    place("private", visibility="private", permalink="/2020/private/", id=52),
    place("secret", visibility="password", permalink="/2020/secret/", id=53),
    place("trashed", visibility="trash", id=54),
    place("unfinished", "page", visibility="draft", has_children=True, id=55),
    place("later", "page", visibility="scheduled", date="2099-01-01T00:00:00Z", permalink="/later/", id=56),
    place("hidden-work", "portfolio", visibility="private", permalink="/portfolio/hidden-work/", id=57),
    place("later-work", "portfolio", visibility="scheduled", date="2099-01-01T00:00:00Z", id=58),
    place("undated", visibility="draft", date=None, id=59),
]
BY_QUERY = place("query", permalink="", id=60)
UNDATED = place("no-date", permalink="/no-date/", date=None, id=61)
STICKY = place("stuck", permalink="/2010/stuck/", date="2010-01-01T00:00:00Z", id=80)
NAMES = [
    "C++ & C#", "50% off", "\"quoted\" 'tag'", "한국어", "2024", "a/b", "?", "...", "C", "it's", "🎉", "x, y", "(paren)", "#hash", "a:b",
    "-dash-", "index", "İstanbul", "trailing.", "<b>x</b>", "a|b", "yes", "@me", "!", "null", "[br]", "{{ x }}", "{% x %}", "a  b",
    "back\\slash", "~t", "$1", "long " * 50, "all", "posts", "007", "1e5", "true", "nil", "constructor", "__proto__", "007.0",
]  # fmt: skip
TAGS = (
    "all",
    "posts",
    "home",
    "constructor",
    "__proto__",
    "toString",
    "size",
    "first",
    "2019",
    "a b",
    "c++",
    "a/b",
    "true",
    "listed",
)
TERMS = [term("category", f"slug-{at}", name) for at, name in enumerate(NAMES)] + [
    term("category", "notes", "Notes", ambiguous=True, description="<p>One &amp; two</p>"),
    term("category", "notes-2", "notes", parent="slug-0", path="slug-0/notes-2", ambiguous=True),
    *(term("post_tag", f"tag-{at}", name) for at, name in enumerate(TAGS)),
    term("post_tag", "tag", "한국어"),
    term("post_tag", "unused", "Unused"),
    term("genre", "cyber", "Cyber Punk"),
    term("title", "odd", "Odd taxonomy"),
    term("category", "taken", "Taken"),
]
WITH_POSTS = len(NAMES) + 2 + len(TAGS)  # each of the first terms has a post of its own
MENUS = (
    menu(
        "main",
        MenuItem(id=1, title="Home & all", url="/", order=1),
        MenuItem(id=2, title="About", kind="post_type", target="20", order=2),
        MenuItem(id=3, title="Notes below", kind="taxonomy", target="category/notes-2", parent=2, order=3),
        MenuItem(id=4, title="Not yet", kind="post_type", target="50", order=4),
        MenuItem(
            id=5, title="Below what is hidden", url="https://x.example/?a=1&b", parent=4, new_window=True, order=5
        ),
    ),
    menu("social-한", MenuItem(id=9, title="Feed", url="/feed.xml")),
)
PIECES = (
    "{{", "}}", "{%", "%}", "{#", "#}", "{", "}", "{{-", "{%-", "-%}", "{% raw %}", "{% endraw %}", "{% if %}", "{{ x }}", "{{ 'a' }}", '{{ "{{" }}',
    "{% comment %}", "{:.a}", "{::nomarkdown}", "$$", "<%", "%>", "<!--more-->", "<!-- x -->", "a", " ", "한", "`", "\\", "|", "<b>", "&lt;", "&", "*", "_",
    "[x](y)", "![", "#", "1.", "- ", "'", '"', "---", "\n", "^", "~", ":", "=", "//", "(", ")", "[^1]", "@", "%", "+", ">",
)  # fmt: skip
ODD_TITLES = (
    "\x07\x1b", "a\u2028b\u2029c\x85d", "\ufeffbom", "\\", '"', "'", "---", "a: b # c", "\ttab", "two\nlines", "%", "\x7f", "👨‍👩‍👧‍👦", "e\u0301", "2019",
    "yes", "null", "~", "0x10", "1e3", "2020-01-01", "[x]", "{x: y}", "!!str", "&a", "*a", "|", ">", "@", "`", "<script>alert(1)</script>",
)  # fmt: skip
Body = str | Callable[[Any], str]


@dataclass
class Built:
    """A written site: the folder, each item with its file and its address, and where lists are."""

    folder: Path
    placed: list[Placed]
    target: Target
    options: Any

    def url_of(self, number: int) -> str:
        return next(one.url for one in self.placed if one.place.id == number)

    def term_url(self, one: Term) -> str:
        assert self.target.addresses is not None
        return self.target.addresses.term(one, self.options)


def write_site(
    target: Target, folder: Path, written: Iterable[tuple[Post, str]], options: Any = None, **given: Any
) -> Built:
    """Write items and the scaffold as the pipeline would; the item with id 1 has comments."""
    options = options or target.options()
    allocator, placed, files = Allocator(), [], []
    for post, body in written:
        path = allocator.allocate(target.path(post.place, options))
        placed.append(Placed(post.place, path, address(target, post.place, options, path)))
        answers = comments() if post.place.id == 1 else []
        more = Document((ReadMore(""),)) if "<!--more-->" in body.split("\n") else Document(())
        job = job_of(
            target, post, body, path=path, options=options, comments=answers, authors=(JANE, BOB), document=more
        )
        files += list(target.write(job))
    job = site_job(target, items=lambda: iter(placed), options=options, authors=(JANE, BOB), **given)
    files += [*target.site(job), *target.scaffold(job)]
    assert len({file.path for file in files}) == len(files)
    for file in files:
        at = folder / file.path
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_bytes(file.content)
    return Built(folder, placed, target, options)


def comments() -> list[Any]:
    return [
        comment(101, "First {{ x }} {% if %} \x7f"),
        comment(102, parent=101, depth=1, author="A <b> & {{ y }}"),
        comment(103, "<p>ping</p>", type="pingback"),
    ]


def posts_of(places: Iterable[Any]) -> list[tuple[Post, str]]:
    return [(post_at(one), f"body-{one.id}-end **bold**") for one in places]


def whole_site(*, front: bool) -> list[tuple[Post, str]]:
    """Answer every kind of item: with a front page and a posts page, or with posts at home."""
    written = posts_of([*PUBLISHED, *HIDDEN, BY_QUERY, UNDATED])
    written[0] = (rich_post(written[0][0].place), "teaser body-1-end\n\n<!--more-->\n\n<aside>raw</aside> rest of it")
    written.append((post_at(STICKY, sticky=True), "body-80-end"))
    for at, one in enumerate(TERMS[:WITH_POSTS]):
        where = place(f"with-term-{at}", permalink=f"/terms/{at}/", id=1000 + at)
        ref = TermRef(one.taxonomy, one.slug, one.name, ambiguous=one.ambiguous)
        written.append((post_at(where, terms=(ref,)), f"body-{1000 + at}-end"))
    if front:
        home = place("home", "page", permalink="/", front_page=True, id=70)
        blog = place("blog", "page", permalink="/blog/", posts_page=True, id=71)
        written += posts_of((home, blog))
    return written


def rich_post(where: Any) -> Post:
    image = Attachment(
        id=7, url="https://blog.example.test/a.jpg", alt='An "alt" {{ x }}', caption="A <em>caption</em>"
    )
    return post_at(
        where,
        title='A "title" <i> {{ x }} & more',
        old_slugs=("hallo", "옛"),
        featured_image=image,
        modified="2021-01-01T00:00:00Z",
        meta={"cascade": ["x"]},
        terms=(TermRef("genre", "cyber", "Cyber Punk"), TermRef("title", "odd", "Odd taxonomy")),
    )


def hostile_texts(count: int = 300, seed: int = 7) -> list[str]:
    """Answer texts of template syntax and Markdown by chance, and some by hand."""
    draw = random.Random(seed)
    texts = ["".join(draw.choices(PIECES, k=draw.randint(1, 12))) for _ in range(count)]
    whole = [
        "{{ .Title }}",
        "{% if %}",
        "{% raw %}",
        "{% endraw %}",
        "{{{{",
        "{{{%",
        "{{ unclosed",
        "{% unclosed",
        "{{ x | y }}",
    ]
    return texts + whole


def hostile_site(target: Target, texts: Sequence[str]) -> list[tuple[Post, str]]:
    """Answer a post for each text: in its title, its excerpt, its prose and its code."""
    written = []
    for at, text in enumerate(texts):
        nodes = (
            Paragraph((Text(f"start-{text}-end"),)),
            Paragraph((Text("c "), Code(f"x{text}x"))),
            CodeBlock(text),
        )
        post = post_at(place(f"p{at}", permalink=f"/p/{at}/", id=2000 + at), title=title_of(at, text), excerpt=text)
        written.append((post, render_markdown(Document(nodes), target.dialect)))
    return written


def title_of(at: int, text: str) -> str:
    return f"t{ODD_TITLES[at] if at < len(ODD_TITLES) else text}"


def markdown_of(markup: str, target: Target) -> str:
    """Answer the Markdown of a body as the pipeline writes it."""
    parsed = parse_body(markup, handlers=registry.handlers(), report=lambda _: None)
    return render_markdown(parsed.document, target.dialect)


def page_of(public: Path, url: str) -> str:
    """Answer what a host shows at an address."""
    at = public / url.strip("/")
    return (at if at.is_file() else at / "index.html").read_text("utf-8")


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def first_heading(markup: str) -> str:
    return plain(re.findall(r"<h1[^>]*>(.*?)</h1>", markup, re.DOTALL)[0])


def body_words(markup: str) -> str:
    """Answer the words of the body of a page of a starter theme, without what typographers change."""
    body = markup[markup.index('<div class="body">') : markup.index("</article>")]
    return unstyled(" ".join(plain(body).split()))


def unstyled(text: str) -> str:
    """Undo what typographers do to quotes, dashes and dots, in the text and in what is wanted of it."""
    for styled, typed in (
        ("“", '"'),
        ("”", '"'),
        ("‘", "'"),
        ("’", "'"),
        ("…", "..."),
        ("–", "--"),
        ("—", "---"),
        ("«", "<<"),
        ("»", ">>"),
    ):
        text = text.replace(styled, typed)
    return " ".join(text.split())


def wanted_words(text: str) -> str:
    return unstyled(f"start-{text}-end c x{text}x {text}")
