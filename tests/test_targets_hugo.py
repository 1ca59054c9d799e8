"""The Hugo target without Hugo: paths, front matter, data files, term pages, sections and configuration."""

import datetime as dt
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from target_jobs import DATE, JANE, by_path, comment, front_matter, job_of, menu, place, post_at, site_job, term
from wpmigrate.contract import Attachment, Diagnostic, Site
from wpmigrate.model import MenuItem, TermRef
from wpmigrate.targets.hugo import TARGET, HugoOptions

PATHS = [
    (place("안녕"), "bundle", "content/posts/안녕/index.md"),
    (place("안녕"), "flat", "content/posts/안녕.md"),
    (place("v1.en"), "flat", "content/posts/v1-en.md"),
    (place("hello"), "year", f"content/posts/{DATE[:4]}/hello.md"),
    (place("v1.en"), "year-month", f"content/posts/{DATE[:4]}/{DATE[5:7]}/v1-en.md"),
    (place("hello", date=None), "year", "content/posts/undated/hello.md"),
    (place("about", "page"), "year", "content/about.md"),
    (place("neuromancer", "book"), "year-month", "content/book/neuromancer.md"),
    (place("about", "page"), "bundle", "content/about.md"),
    (place("about", "page", has_children=True), "bundle", "content/about/_index.md"),
    (place("about", "page", has_children=True), "flat", "content/about/_index.md"),
    (place("team", "page", ancestors=("about",)), "bundle", "content/about/team/index.md"),
    (place("team", "page", ancestors=("about",)), "flat", "content/about/team.md"),
    (place("posts", "page"), "bundle", "content/page-posts.md"),
    (place("x", "page", ancestors=("Tags",)), "bundle", "content/page-Tags/x/index.md"),
    (place("home", "page", front_page=True), "bundle", "content/_index.md"),
    (place("blog", "page", posts_page=True), "flat", "content/posts/_index.md"),
    (place("neuromancer", "book"), "bundle", "content/book/neuromancer/index.md"),
    (place("manual", "doc", has_children=True), "bundle", "content/doc/manual/_index.md"),
    (place("chapter", "doc", ancestors=("manual",)), "bundle", "content/doc/manual/chapter/index.md"),
    (place("x", "tags"), "bundle", "content/type-tags/x/index.md"),
    (place("x", "../.."), "bundle", "content/-----/x/index.md"),
    (place("x", ""), "flat", "content/items/x.md"),
]


@pytest.mark.parametrize(("where", "layout", "path"), PATHS)
def test_an_item_lies_where_hugo_shows_it(where, layout, path) -> None:
    assert TARGET.path(where, HugoOptions(layout=layout)) == path


def written(post, body="", **given) -> tuple[dict, str]:
    job = job_of(TARGET, post, body, **given)
    files = by_path(TARGET.write(job))
    assert next(iter(files)) == job.path
    return front_matter(files[job.path])


def test_front_matter_says_what_wordpress_knew() -> None:
    post = post_at(
        place("안녕", permalink="/2020/01/안녕/", language="ko"),
        title='He said "hi": ok',
        modified="2021-02-03T04:05:06Z",
        excerpt="<p>Short &amp; <b>*sweet*</b></p>",
        terms=(
            TermRef("category", "tech-2", "Tech & Tools"),
            TermRef("post_tag", "2019", "2019"),
            TermRef("title", "x", "No title"),
        ),
        format="aside",
        sticky=True,
        menu_order=3,
        template="wide.php",
        featured_image=Attachment(id=7, url="https://blog.example.test/a.jpg", alt="Alt", caption="<em>Cap</em>"),
        old_slugs=("hello", "안녕", "a/b"),
        guid="https://blog.example.test/?p=12",
        enclosures=("https://blog.example.test/a.mp3",),
        meta={"cascade": ["breaks the build"]},
    )
    fields, body = written(post, "Body.", authors=(JANE,), comments=(comment(1),))
    assert body == "Body.\n"
    assert fields == {
        "title": 'He said "hi": ok',
        "date": dt.datetime.fromisoformat(DATE),
        "lastmod": dt.datetime.fromisoformat("2021-02-03T04:05:06+00:00"),
        "url": "/2020/01/안녕/",
        "aliases": ["/2020/01/hello/"],
        "authors": ["jane"],
        "categories": ["Tech & Tools"],
        "tags": ["2019"],
        "wp-title": ["No title"],
        "description": "Short & *sweet*",
        "summary": "Short \\& \\*sweet\\*",
        "images": ["https://blog.example.test/a.jpg"],
        "wp": {
            "id": 12,
            "type": "post",
            "format": "aside",
            "sticky": True,
            "template": "wide.php",
            "language": "ko",
            "guid": "https://blog.example.test/?p=12",
            "image": {"url": "https://blog.example.test/a.jpg", "alt": "Alt", "caption": "Cap"},
            "enclosures": ["https://blog.example.test/a.mp3"],
            "comments": "12",
        },
    }


def test_a_page_says_that_it_is_one_and_how_it_is_shown() -> None:
    fields, _ = written(post_at(place("about", "page", permalink="/about/", has_children=True), menu_order=2))
    assert (fields["type"], fields["layout"], fields["weight"]) == ("page", "single", 2)
    front, _ = written(post_at(place("home", "page", permalink="/", front_page=True), menu_order=2))
    assert not {"type", "layout", "weight", "url"} & front.keys()
    blog, _ = written(post_at(place("blog", "page", permalink="/blog/", posts_page=True)))
    assert blog["url"] == "/blog/"
    assert not {"type", "layout"} & blog.keys()


URLS = [
    ("/2020/01/a:b/", "published", "/2020/01/a\\:b/"),
    ("/100%/", "published", "/100%25/"),
    ("/old/page.html", "published", "/old/page.html"),
    ("", "published", "/posts/a/"),
    ("", "draft", None),
]


@pytest.mark.parametrize(("permalink", "visibility", "url"), URLS)
def test_url_is_the_permalink_as_hugo_keeps_it(permalink, visibility, url) -> None:
    fields, _ = written(post_at(place("a", permalink=permalink, visibility=visibility)))
    assert fields.get("url") == url


@pytest.mark.parametrize(
    ("visibility", "draft"),
    [("published", None), ("scheduled", None), ("draft", True), ("private", True), ("password", True), ("trash", True)],
)
def test_only_what_is_or_will_be_published_is_no_draft(visibility, draft) -> None:
    fields, _ = written(post_at(place("a", visibility=visibility)))
    assert fields.get("draft") is draft


OLD = [
    ("/2020/a/", "a", "b", ["/2020/b/"]),
    ("/2020/a.html", "a", "b", ["/2020/b.html"]),
    ("/2020/nfd-\u1112\u1161\u11ab/", "nfd-한", "b", ["/2020/b/"]),
    ("/archives/12", "a", "b", []),
    ("", "a", "b", []),
    ("/a/", "a", "x?y", []),
]


@pytest.mark.parametrize(("permalink", "slug", "old", "aliases"), OLD)
def test_an_old_slug_becomes_an_alias(permalink, slug, old, aliases) -> None:
    fields, _ = written(post_at(place(slug, permalink=permalink), old_slugs=(old,)))
    assert fields.get("aliases", []) == aliases


def test_comments_are_a_data_file_named_by_an_ascii_id() -> None:
    shown = (
        comment(1, "one\n\ntwo", url="javascript:x"),
        comment(2, parent=1, depth=1),
        comment(3, type="trackback", date=None),
    )
    files = by_path(TARGET.write(job_of(TARGET, post_at(place("안녕")), comments=shown)))
    threads = json.loads(files["data/comments/12.json"])
    assert [one["id"] for one in threads["comments"]] == [1, 2]
    assert threads["comments"][0] == {
        "id": 1, "parent": None, "depth": 0, "type": "comment", "author": "Reader", "url": "", "date": DATE,
        "html": "<p>one</p>\n<p>two</p>",
    }  # fmt: skip
    assert [one["id"] for one in threads["mentions"]] == [3]
    without_id = by_path(TARGET.write(job_of(TARGET, post_at(place("x", key="#7", ordinal=7)), comments=shown)))
    assert "data/comments/o7.json" in without_id
    assert "data/comments/12.json" not in by_path(TARGET.write(job_of(TARGET, post_at(place("x")))))


def test_escaped_template_syntax_is_reported() -> None:
    found: list[Diagnostic] = []
    written(post_at(place("a")), "{&#123;< x >}} `{{</* y */>}}` {{ z }}", report=found.append)
    assert [(one.code.slug, one.count) for one in found] == [("template-escaped", 2)]
    written(post_at(place("a")), "{{ plain }}", report=found.append)
    assert len(found) == 1


LABELS = [
    ("Tech & Tools", False, "Tech & Tools", "tech-&-tools"),
    ("한국어", False, "한국어", "한국어"),
    ("a/b", False, "the-slug", "the-slug"),
    ("?", False, "the-slug", "the-slug"),
    ("...", False, "the-slug", "the-slug"),
    ("Notes", True, "Notes (the-slug)", "notes-(the-slug)"),
    ("İΣ", False, "İΣ", "iσ"),
    ("x" * 300, False, "the-slug", "the-slug"),
]


@pytest.mark.parametrize(("name", "ambiguous", "label", "folder"), LABELS)
def test_a_term_has_one_label_in_posts_and_its_page_the_folder_hugo_looks_in(name, ambiguous, label, folder) -> None:
    fields, _ = written(post_at(place("a"), terms=(TermRef("category", "the-slug", name, ambiguous=ambiguous),)))
    assert fields["categories"] == [label]
    one = term("category", "the-slug", name, path="up/the-slug", description="<p>D</p>", ambiguous=ambiguous)
    files = by_path(TARGET.site(site_job(TARGET, terms=(one,))))
    page, _ = front_matter(files[f"content/categories/{folder}/_index.md"])
    assert page == {"title": name, "url": "/category/up/the-slug/", "description": "D", "wp": {"slug": "the-slug"}}


def test_terms_may_stand_by_slug() -> None:
    options = HugoOptions(terms="slugs")
    fields, _ = written(post_at(place("a"), terms=(TermRef("post_tag", "c-2", "C#"),)), options=options)
    assert fields["tags"] == ["c-2"]
    files = by_path(TARGET.site(site_job(TARGET, terms=(term("post_tag", "c-2", "C#"),), options=options)))
    assert front_matter(files["content/tags/c-2/_index.md"])[0]["title"] == "C#"


def test_terms_that_would_share_a_page_are_reported() -> None:
    found: list[Diagnostic] = []
    job = site_job(TARGET, terms=(term("category", "c", "C"), term("category", "c-2", "c")), report=found.append)
    by_path(TARGET.site(job))
    assert [(one.code.slug, one.detail) for one in found] == [("terms-merged", "category: c, c-2")]


def test_a_list_never_takes_the_path_of_an_item() -> None:
    places = [
        place("tags", permalink="/tags/", id=1),
        place("x", permalink="/author/jane/", id=2),
        place("y", permalink="/genre/cyber/", id=3),
        place("child", "page", permalink="/gone/child/", ancestors=("gone",), id=4),
        place("n", "book", permalink="/books/n/", id=5),
        place("book", "page", permalink="/book/", id=6),
        place("f", "film", permalink="/films/f/", id=7),
    ]
    files = by_path(TARGET.site(site_job(TARGET, places, authors=(JANE,), terms=(term("genre", "cyber", "Cyber"),))))
    pages = {path: front_matter(text)[0] for path, text in files.items() if path.endswith(".md")}
    hidden = {path for path, fields in pages.items() if fields.get("build") == {"render": "never", "list": "never"}}
    assert hidden == {"content/tags/_index.md", "content/gone/_index.md"}
    assert "url" not in pages["content/authors/jane/_index.md"]
    assert "url" not in pages["content/genre/cyber/_index.md"]
    assert pages["content/film/_index.md"] == {"title": "Films", "url": "/films/"}
    assert "content/book/_index.md" not in pages


ITEMS = (
    MenuItem(id=1, title="Home", url="https://blog.example.test", order=1),
    MenuItem(id=2, title="Page", target="20", order=2, attr_title="Go"),
    MenuItem(id=3, title="Term", target="category/a", parent=2, order=3),
    MenuItem(id=4, title="Draft", target="21", order=4),
    MenuItem(id=5, title="Below the draft", url="https://x.example/", parent=4, order=5, new_window=True),
    MenuItem(id=6, title="Mock", url="https://blog.example.testing/", order=6),
    MenuItem(id=7, title="Broken", url="https://blog.example.test/gone/", order=7),
    MenuItem(
        id=8, title="File", url="https://blog.example.test/?attachment_id=30", object="attachment", target="30", order=8
    ),
)


def test_menus_have_the_new_paths_and_hide_what_no_visitor_may_see() -> None:
    places = [place("p", "page", permalink="/p/", id=20), place("d", "page", visibility="draft", id=21)]
    job = site_job(
        TARGET,
        places,
        menus=(menu("top", *ITEMS),),
        terms=(term("category", "a", "A", path="up/a"),),
        resolve=lambda url, _: {"https://blog.example.test": "/?lang=ko#top"}.get(url, url),
    )
    entries = json.loads(by_path(TARGET.site(job))["data/menus.json"])["top"]["items"]
    assert [entry["url"] for entry in entries] == [
        "/?lang=ko#top",
        "/p/",
        "/category/up/a/",
        "",
        "https://x.example/",
        "https://blog.example.testing/",
        "https://blog.example.test/gone/",
        "https://blog.example.test/?attachment_id=30",
    ]
    config = yaml.safe_load(by_path(TARGET.scaffold(job))["hugo.yaml"])["menus"]["main"]
    assert [(entry["identifier"], entry["name"], entry.get("parent")) for entry in config] == [
        ("1", "Home", None), ("2", "Page", None), ("3", "Term", "2"), ("5", "Below the draft", None), ("6", "Mock", None),
        ("7", "Broken", None), ("8", "File", None),
    ]  # fmt: skip
    assert config[1]["title"] == "Go"
    assert config[0]["url"] == "/#top"
    assert config[3]["params"] == {"new_window": True}


def test_the_configuration_is_of_this_site() -> None:
    site = Site(title="ع: x", url="https://x.example/blog", language="ar-EG", timezone="Africa/Cairo")
    job = site_job(TARGET, [place("a", permalink="/2020/01/a/")], site=site, terms=(term("genre", "c", "C"),))
    config = yaml.safe_load(by_path(TARGET.scaffold(job))["hugo.yaml"])
    assert config["baseURL"] == "https://x.example/blog/"
    assert (config["title"], config["locale"], config["timeZone"]) == ("ع: x", "ar-EG", "Africa/Cairo")
    assert config["params"]["direction"] == "rtl"
    assert config["taxonomies"] == {"category": "categories", "tag": "tags", "author": "authors", "genre": "genre"}
    assert config["permalinks"] == {"posts": "/:year/:month/:slug/"}
    assert config["markup"]["goldmark"]["renderer"] == {"unsafe": True}


def test_authors_are_data_without_what_nobody_asked_for() -> None:
    files = by_path(TARGET.site(site_job(TARGET, authors=(JANE,))))
    assert json.loads(files["data/authors.json"]) == {"jane": {"id": 2, "name": "Jane Doe"}}
    assert front_matter(files["content/authors/jane/_index.md"])[0] == {"title": "Jane Doe", "url": "/author/jane/"}
    told = {"url": "https://jane.example/", "bio": "Writes <em>and</em> reads."}
    files = by_path(TARGET.site(site_job(TARGET, authors=(replace(JANE, **told),))))
    assert json.loads(files["data/authors.json"])["jane"] == {"id": 2, "name": "Jane Doe", **told}
    page = front_matter(files["content/authors/jane/_index.md"])[0]
    assert page == {"title": "Jane Doe", "url": "/author/jane/", "description": "Writes and reads."}


@given(title=st.text(), name=st.text(), slug=st.text(), kind=st.text(max_size=20), permalink=st.text())
def test_nothing_raises_on_odd_words(title, name, slug, kind, permalink) -> None:
    where = place("a", kind, permalink=permalink)
    post = post_at(where, title=title, old_slugs=(slug,), terms=(TermRef(kind, "s", name),))
    fields, _ = written(post)
    assert fields["title"] == (title.strip() or "(untitled)")
    by_path(TARGET.site(site_job(TARGET, [where], terms=(term(kind or "x", "s", name),))))
