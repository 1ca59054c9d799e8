"""The Hugo target as the real Hugo builds it: every kind of place, name and text, in a few sites."""

import html
import random
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from install import said, tool

from target_jobs import JANE, SITE, address, comment, job_of, menu, place, post_at, site_job, term
from test_render_hugo import PIECES
from wpmigrate.content.nodes import Code, CodeBlock, Document, Paragraph, Text
from wpmigrate.contract import Attachment, Author, Placed, Post
from wpmigrate.model import MenuItem, TermRef
from wpmigrate.render.markdown import render_markdown
from wpmigrate.site.slugs import Allocator
from wpmigrate.targets.hugo import TARGET, HugoOptions

pytestmark = pytest.mark.integration
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
    place("doc", permalink="/doc/", id=13),
    place("index-2", permalink="/2020/index/", id=14),
    place("about", "page", permalink="/about/", has_children=True, id=20),
    place("team", "page", permalink="/about/team/", ancestors=("about",), has_children=True, id=21),
    place("alice", "page", permalink="/about/team/alice/", ancestors=("about", "team"), id=22),
    place("child", "page", permalink="/gone/child/", ancestors=("gone",), id=23),
    place("plain", "page", permalink="/plain/", id=24),
    place("tags", "page", permalink="/tags/", id=25),
    place("posts", "page", permalink="/posts/", has_children=True, id=26),
    place("below", "page", permalink="/posts/below/", ancestors=("posts",), id=27),
    place("portfolio", "page", permalink="/portfolio/", id=28),
    place("genre", "page", permalink="/genre/", id=29),
    place("books", "page", permalink="/books/", id=30),
    place("below-a-draft", "page", permalink="/unfinished/below-a-draft/", ancestors=("unfinished",), id=31),
    place("work", "portfolio", permalink="/portfolio/work/", id=40),
    place("neuromancer", "book", permalink="/books/neuromancer/", id=41),
    place("manual", "doc", permalink="/doc/manual/", has_children=True, id=42),
    place("chapter", "doc", permalink="/doc/manual/chapter/", ancestors=("manual",), id=43),
    place("film", "movie", permalink="/films/film/", id=44),
    place("x", "authors", permalink="/authors/x/", id=45),
]
HIDDEN = [
    place("draft", visibility="draft", id=50),
    place("future", visibility="scheduled", date="2099-01-01T00:00:00Z", permalink="/2099/future/", id=51),
    place("private", visibility="private", permalink="/2020/private/", id=52),
    place("secret", visibility="password", permalink="/2020/secret/", id=53),
    place("trashed", visibility="trash", id=54),
    place("unfinished", "page", visibility="draft", has_children=True, id=55),
]
BY_QUERY = place("query", permalink="", id=60)
NAMES = [
    "C++ & C#", "50% off", "\"quoted\" 'tag'", "한국어", "2024", "a/b", "?", "...", "C", "C++", "it's", "🎉", "Tech & Tools", "x, y",
    "(paren)", "#hash", "a:b", "CON", "-dash-", "index", "é", "İstanbul", "ΣΑΣ", "trailing.", "100%", "<b>x</b>", "a|b", "yes", "@me", "!",
    "null", "[br]", "{{< x >}}", "a b", "back\\slash", "~t", "$1", "long " * 50,
]  # fmt: skip
TERMS = [term("category", f"slug-{at}", name) for at, name in enumerate(NAMES)] + [
    term("category", "notes", "Notes", ambiguous=True, description="<p>One &amp; two</p>"),
    term("category", "notes-2", "notes", parent="slug-0", path="slug-0/notes-2", ambiguous=True),
    term("post_tag", "tag", "한국어"),
    term("post_tag", "unused", "Unused"),
    term("genre", "cyber", "Cyber Punk"),
    term("title", "odd", "Odd taxonomy"),
]
OLD_ID = re.compile(r"body-(\d+)-end")


def build(folder: Path, written: Iterable[tuple[Post, str]], options: HugoOptions | None = None, **given) -> Path:
    """Write a site as the pipeline would, build it, and answer its public folder."""
    options = options or HugoOptions()
    allocator, placed, files = Allocator(), [], []
    for post, body in written:
        path = allocator.allocate(TARGET.path(post.place, options))
        placed.append(Placed(post.place, path, address(TARGET, post.place, options, path)))
        shown = (
            [comment(101), comment(102, parent=101, depth=1), comment(103, "<p>ping</p>", type="pingback")]
            if post.place.id == 1
            else []
        )
        job = job_of(TARGET, post, body, path=path, options=options, comments=shown, authors=(JANE, BOB))
        files += list(TARGET.write(job))
    job = site_job(TARGET, items=lambda: iter(placed), options=options, authors=(JANE, BOB), **given)
    files += [*TARGET.site(job), *TARGET.scaffold(job)]
    assert len({file.path for file in files}) == len(files)
    for file in files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
    return run(folder)


def run(folder: Path) -> Path:
    done = said(tool("hugo").run("--source", folder, "--printPathWarnings", cwd=folder))
    assert "WARN" not in done, done
    return folder / "public"


def page(public: Path, permalink: str) -> str:
    at = public / permalink.strip("/")
    return (at if at.is_file() else at / "index.html").read_text("utf-8")


def posts_of(places) -> list[tuple[Post, str]]:
    return [(post_at(one), f"body-{one.id}-end **bold**") for one in places]


@pytest.fixture(scope="module")
def public(tmp_path_factory) -> Path:
    """A site with a front page, a posts page, every kind of place, and one post per tricky term."""
    folder = tmp_path_factory.mktemp("hugo")
    image = Attachment(id=7, url="https://blog.example.test/a.jpg", alt='An "alt"', caption="A <em>caption</em>")
    front = place("home", "page", permalink="/", front_page=True, id=70)
    blog = place("blog", "page", permalink="/blog/", posts_page=True, id=71)
    written = posts_of([*PUBLISHED, *HIDDEN, BY_QUERY, front, blog])
    first = written[0][0]
    written[0] = (
        post_at(first.place, title='A "title" <i> & more', old_slugs=("hallo",), featured_image=image, excerpt="An *excerpt* [x] & more",
                modified="2021-01-01T00:00:00Z", meta={"cascade": ["x"]}, terms=(TermRef("genre", "cyber", "Cyber Punk"), TermRef("title", "odd", "Odd taxonomy"))),
        "teaser body-1-end\n\n<!--more-->\n\n<aside>raw</aside> rest of it",
    )  # fmt: skip
    for at, one in enumerate(TERMS[:-4]):
        where = place(f"with-term-{at}", permalink=f"/terms/{at}/", id=1000 + at)
        written.append(
            (
                post_at(where, terms=(TermRef(one.taxonomy, one.slug, one.name, ambiguous=one.ambiguous),)),
                f"body-{1000 + at}-end",
            )
        )
    main = menu(
        "main",
        MenuItem(id=1, title="Home & all", url="/", order=1),
        MenuItem(id=2, title="About", kind="post_type", target="20", order=2),
        MenuItem(id=3, title="Notes below", kind="taxonomy", target="category/notes-2", parent=2, order=3),
        MenuItem(id=4, title="Not yet", kind="post_type", target="50", order=4),
        MenuItem(id=5, title="Elsewhere", url="https://x.example/?a=1&b", new_window=True, order=5),
    )
    return build(
        folder, written, terms=TERMS, menus=(main, menu("social", MenuItem(id=9, title="Feed", url="/index.xml")))
    )


@pytest.mark.parametrize("one", PUBLISHED, ids=lambda one: one.permalink)
def test_every_published_item_is_a_page_at_its_permalink(public: Path, one) -> None:
    assert OLD_ID.findall(page(public, one.permalink))[0] == str(one.id)


def test_an_item_that_only_a_query_names_has_a_page(public: Path) -> None:
    assert "body-60-end" in page(public, "/posts/query/")


def test_no_draft_is_public(public: Path) -> None:
    rendered = "\n".join(p.read_text("utf-8") for p in public.rglob("*.*ml"))
    for one in HIDDEN:
        assert f"body-{one.id}-end" not in rendered
        assert f"Title of {one.slug}<" not in rendered
    assert "Not yet" not in rendered


def test_the_front_page_and_the_posts_page(public: Path) -> None:
    assert "body-70-end" in page(public, "/")
    assert '<a href="/blog/">Posts</a>' in page(public, "/")
    blog = page(public, "/blog/")
    assert "body-71-end" in blog
    assert "/blog/page/2/" in blog
    assert (public / "blog/page/2/index.html").is_file()


@pytest.mark.parametrize("at", range(len(TERMS) - 4))
def test_every_term_has_its_own_page_with_its_name(public: Path, at: int) -> None:
    one = TERMS[at]
    shown = page(public, f"/category/{one.path}/")
    assert re.findall(r"<h1>(.*?)</h1>", shown) == [
        html.escape(one.name).replace("&#x27;", "&#39;").replace("&quot;", "&#34;").replace("+", "&#43;")
    ]
    assert set(re.findall(r"Title of (with-term-\d+)", shown)) == {f"with-term-{at}"}
    assert f"/category/{one.path}/" in page(public, f"/terms/{at}/")


def test_terms_of_one_name_in_two_taxonomies_and_without_posts(public: Path) -> None:
    assert "<h1>한국어</h1>" in page(public, "/tag/tag/")
    assert "<h1>Unused</h1>" in page(public, "/tag/unused/")
    assert "One &amp; two" in page(public, "/category/notes/")
    assert 'href="/genre/cyber/"' in page(public, PUBLISHED[0].permalink)
    assert "Title of" not in page(public, "/tag/unused/")
    assert "A &#34;title&#34;" in page(public, "/title/odd/")


def test_authors_have_pages_by_their_name(public: Path) -> None:
    assert "<h1>Jane Doe</h1>" in page(public, "/author/jane/")
    assert "<h1>Bob 한</h1>" in page(public, "/author/bob-한/")
    assert "Jane Doe" in page(public, PUBLISHED[2].permalink)


def test_a_post_shows_what_wordpress_showed(public: Path) -> None:
    shown = page(public, PUBLISHED[0].permalink)
    assert "<h1>A &#34;title&#34; &lt;i&gt; &amp; more</h1>" in shown
    assert "<aside>raw</aside> rest of it" in shown
    assert 'datetime="2020-01-05T08:00:00&#43;09:00"' in shown
    assert "5 January 2020" in shown or "January 5, 2020" in shown
    assert '<img src="https://blog.example.test/a.jpg" alt="An &#34;alt&#34;">' in shown
    assert "<figcaption>A caption</figcaption>" in shown
    assert [int(n) for n in re.findall(r'<article id="comment-(\d+)"', shown)] == [101, 102]
    assert re.findall(r'<li id="comment-(\d+)"', shown) == ["103"]
    assert "margin-inline-start: 1.5rem" in shown
    assert "An *excerpt* [x] &amp; more" in page(public, "/author/jane/page/5/") or "An *excerpt*" in "".join(
        p.read_text("utf-8") for p in public.rglob("index.html")
    )
    assert "url=https://blog.example.test/2020/01/hello/" in page(public, "/2020/01/hallo/")


def test_menus_are_shown(public: Path) -> None:
    home = page(public, "/")
    nav = home[home.index("<nav>") : home.index("</nav>")]
    assert re.findall(r'href="([^"]*)"', nav) == [
        "/",
        "/about/",
        "/category/slug-0/notes-2/",
        "https://x.example/?a=1&amp;b",
    ]
    assert "Home &amp; all" in nav
    assert 'href="/index.xml"' in home[home.index("<footer") :]


def test_lists_stand_where_wordpress_has_them_and_nowhere_an_item_does(public: Path) -> None:
    assert "Title of film" in page(public, "/films/")
    assert not (public / "gone/index.html").exists()
    assert not (public / "unfinished/index.html").exists()
    assert not (public / "book/index.html").exists()


@pytest.mark.parametrize("layout", ["bundle", "flat", "year", "year-month"])
def test_a_site_without_front_page_lists_its_posts_at_home(tmp_path: Path, layout) -> None:
    options = HugoOptions(layout=layout, terms="slugs")
    written = posts_of([*PUBLISHED, *HIDDEN, BY_QUERY])
    sticky = post_at(
        place("stuck", permalink="/2010/stuck/", date="2010-01-01T00:00:00Z", id=80),
        sticky=True,
        terms=(TermRef("category", "slug-6", "?"),),
    )
    public = build(tmp_path, [*written, (sticky, "body-80-end")], options, terms=TERMS)
    for one in PUBLISHED:
        assert OLD_ID.findall(page(public, one.permalink))[0] == str(one.id)
    assert "Title of stuck" in re.findall(r"<h2><a[^>]*>(.*?)</a>", page(public, "/"))[0]
    assert (public / "page/2/index.html").is_file()
    assert "Title of stuck" in page(public, "/category/slug-6/")
    assert "<h1>?</h1>" in page(public, "/category/slug-6/")


def test_an_empty_site_builds(tmp_path: Path) -> None:
    public = build(tmp_path, [])
    assert SITE.title.replace("&", "&amp;") in page(public, "/")


def test_any_text_and_title_survives(tmp_path: Path) -> None:
    """Template syntax in prose, code and titles of many posts, made by a fixed seed, comes out as it went in."""
    draw = random.Random(7)
    texts = ["".join(draw.choices(PIECES, k=draw.randint(1, 12))) for _ in range(300)]
    texts += [
        "{{< youtube abc >}}",
        "{{%% x %%}}",
        "{{</* x */>}}",
        "{{< x",
        "x >}}",
        "{{ .Title }}",
        "<!--more-->",
        "{{- 1 -}}",
        "{% if %}",
    ]
    odd = [
        "\x07\x1b",
        "a\u2028b\u2029c\x85d",
        "\ufeffbom",
        "\\",
        '"',
        "'",
        "---",
        "a: b # c",
        "\ttab",
        "two\nlines",
        "%",
        "\x7f",
        "👨‍👩‍👧‍👦",
        "e\u0301",
    ]
    written = []
    for at, text in enumerate(texts):
        nodes = (
            Paragraph((Text("start-" + text + "-end"),)),
            Paragraph((Text("c "), Code(f"x{text}x"))),
            CodeBlock(text),
        )
        title = odd[at] if at < len(odd) else text
        post = post_at(place(f"p{at}", permalink=f"/p/{at}/", id=2000 + at), title="t" + title, excerpt=text)
        written.append((post, render_markdown(Document(nodes), TARGET.dialect)))
    public = build(tmp_path, written)
    for at, text in enumerate(texts):
        shown = page(public, f"/p/{at}/")
        title = odd[at] if at < len(odd) else text
        assert plain(re.findall(r"<h1>(.*?)</h1>", shown, re.DOTALL)[0]) == "t" + title.rstrip()
        body = shown[shown.index('<div class="body">') : shown.index("</article>")]
        words = plain(body).split()
        assert dashes(" ".join(words)) == dashes(" ".join(f"start-{text}-end c x{text}x {text}".split())), at


def dashes(text: str) -> str:
    """Undo what Hugo's typographer does to two hyphens, which WordPress does too."""
    return text.replace("--", "–")


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))
