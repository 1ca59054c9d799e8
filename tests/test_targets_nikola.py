"""The Nikola target without Nikola: paths, metadata lines, addresses, data files and configuration."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from target_jobs import DATE, JANE, by_path, comment, job_of, menu, place, post_at, site_job, term
from wpmigrate.contract import Attachment, OutputFile, Record
from wpmigrate.model import MenuItem, TermRef
from wpmigrate.render.nikola import escape_shortcodes
from wpmigrate.targets.nikola import TARGET, NikolaOptions

HALF = re.compile("[\ud800-\udfff]")
LINE = re.compile(r"\.\. ([A-Za-z0-9_-]+): (.+)")
PATHS = [
    (place("안녕"), "flat", "posts/안녕.md"),
    (place("a"), "year-month", "posts/2020/01/a.md"),
    (place("a", visibility="draft"), "year", "drafts/posts/2020/a.md"),
    (place("a", visibility="scheduled"), "flat", "drafts/posts/a.md"),
    (place("team", "page", ancestors=("about",)), "flat", "pages/about/team.md"),
    (place("team", "page", visibility="private", ancestors=("about",)), "flat", "drafts/pages/about/team.md"),
    (place("x", "book"), "flat", "book/x.md"),
    (place("x", "files"), "flat", "type-files/x.md"),
]


@pytest.mark.parametrize(("where", "layout", "path"), PATHS)
def test_an_item_lies_where_nikola_reads_it_or_must_not(where, layout, path) -> None:
    assert TARGET.path(where, NikolaOptions(layout=layout)) == path


def lines_of(text: str) -> tuple[dict[str, str], str]:
    """Read metadata as Nikola does: what stands before the first empty line, and the rest."""
    head, _, body = text.partition("\n\n")
    opening, *lines, closing = head.split("\n")
    assert (opening, closing) == ("<!--", "-->")
    found = [LINE.fullmatch(line) for line in lines]
    assert all(found), lines
    return {one[1]: one[2] for one in found}, body


def written(post, body="", **given) -> tuple[dict[str, str], str]:
    job = job_of(TARGET, post, body, **given)
    files = [one for one in TARGET.write(job) if isinstance(one, OutputFile)]
    return lines_of(by_path(files)[job.path])


def test_metadata_says_what_wordpress_knew() -> None:
    post = post_at(
        place("안녕", permalink="/2020/01/안녕/"),
        title='He said\n"hi": <b> & more -->',
        modified="2021-02-03T04:05:06Z",
        excerpt="<p>*short*</p>",
        terms=(TermRef("category", "a", "A"), TermRef("category", "b", "B"), TermRef("post_tag", "t", "x, y")),
        sticky=True,
        featured_image=Attachment(id=7, url="https://blog.example.test/a b.jpg", alt="An\nalt", caption="<i>Cap</i>"),
        meta={"k": ["v\nw"]},
    )
    fields, body = written(
        post, "Body.", authors=(JANE,), comments=(comment(1),), options=NikolaOptions(custom_fields=True)
    )
    assert body == "Body.\n"
    assert fields == {
        "title": 'He said "hi": <b> & more -->',
        "slug": "2020/01/안녕",
        "date": DATE,
        "updated": "2021-02-03T04:05:06Z",
        "author": "Jane Doe",
        "category": "A",
        "tags": "x\N{FULLWIDTH COMMA} y",
        "description": "*short*",
        "previewimage": "https://blog.example.test/a%20b.jpg",
        "status": "featured",
        "type": "text",
        "wp_id": "12",
        "wp_type": "post",
        "wp_terms": '["category/a","category/b","post_tag/t"]',
        "wp_authors": '["jane"]',
        "wp_comments": "12",
        "wp_meta": '{"k":["v\\nw"]}',
        "wp_image_alt": "An alt",
        "wp_image_caption": "Cap",
    }


ADDRESSES = [
    ("/old/page.html", {"slug": "old/page", "pretty_url": "False"}),
    ("/2020/bare", {"slug": "2020/bare"}),
    ("/2020/index/", {"slug": "2020/index"}),
]


@pytest.mark.parametrize(("permalink", "said"), ADDRESSES)
def test_the_slug_is_the_whole_path(permalink, said) -> None:
    fields, _ = written(post_at(place("a", permalink=permalink)))
    assert {key: fields[key] for key in fields.keys() & {"slug", "pretty_url"}} == said


def test_the_front_page_and_the_posts_page() -> None:
    assert written(post_at(place("home", "page", permalink="/", front_page=True)))[0]["slug"] == "index"
    fields, body = written(post_at(place("blog", "page", permalink="/blog/", posts_page=True)), "Text.")
    assert (fields["slug"], body) == ("blog", "Text.\n\n{{% post-list %}}{{% /post-list %}}\n")


def test_an_empty_body_is_not_the_metadata() -> None:
    assert written(post_at(place("a")))[1] == "\n"


def test_former_addresses_become_redirects_of_what_is_public() -> None:
    old = post_at(place("a", permalink="/2020/a/"), old_slugs=("b",))
    records = [one for one in TARGET.write(job_of(TARGET, old)) if isinstance(one, Record)]
    job = site_job(TARGET, records=lambda _: (one.content for one in records))
    assert json.loads(by_path(TARGET.site(job))["data/redirects.json"]) == [["2020/b/index.html", "/2020/a/"]]


SHORTCODES = [
    ("{{% x %}}", "text", "{&#123;% x %}}"),
    ("{{{% x", "text", "{{&#123;% x"),
    ("ends {{", "text", "ends {&#123;"),
    ("% begins", "text", "% begins"),
    ("{% begins", "text", "&#123;% begins"),
    ("{{%20x", "url", "{%7B%20x"),
    ('<b title="{{% x">', "html", '<b title="{&#123;% x">'),
    ("`{{ x }}`", "code", "`{{ x }}`"),
    ("`{{% x`", "code", "<code>&#123;&#123;&#37; x</code>"),
    ("```\n{{% <b>\n```", "code", "<pre><code>&#123;&#123;% &lt;b&gt;\n</code></pre>"),
    ("a\x01b", "code", "a\ufffdb"),
]


@pytest.mark.parametrize(("text", "where", "safe"), SHORTCODES)
def test_shortcodes_are_disarmed(text, where, safe) -> None:
    assert escape_shortcodes(text, where) == safe


def test_the_configuration_reads_the_deepest_folders_first() -> None:
    entries = menu(
        "top",
        MenuItem(id=1, title="A", url="/", order=1),
        MenuItem(id=2, title="Below", target="category/c", parent=1, order=2),
        MenuItem(id=3, title="Deep", url="https://x.example/", parent=2, order=3),
    )
    places = [
        place("a", permalink="/2020/01/a/"),
        place("team", "page", permalink="/about/team/", ancestors=("about",), id=13),
        place("d", visibility="draft", id=14),
    ]
    options = NikolaOptions(layout="year")
    job = site_job(TARGET, places, options=options, menus=(entries,), terms=(term("category", "c", "C", path="up/c"),))
    files = by_path(TARGET.scaffold(job))
    found: dict = {"__file__": __file__}
    exec(files["conf.py"], found)
    assert [folder for folder, *_ in found["POSTS"]] == ["posts/2020/*.md", "posts/*.md"]
    assert [folder for folder, *_ in found["PAGES"]] == ["pages/about/*.md", "lists/*.md", "pages/*.md"]
    below = (("/", "A"), ("/category/up/c/", "Below"), ("https://x.example/", "Deep"))
    assert found["NAVIGATION_LINKS"] == {"en": ((below, "A"),)}
    assert (found["INDEX_PATH"], found["SITE_URL"]) == ("", "https://blog.example.test/")
    assert lines_of(files["lists/posts.md"])[0]["slug"] == "posts"
    assert lines_of(files["lists/category-c.md"])[0]["slug"] == "category/up/c"


@given(title=st.text(), name=st.text(), slug=st.text(), kind=st.text(max_size=20), meta=st.text(), key=st.text())
def test_nothing_is_lost_of_odd_words(title, name, slug, kind, meta, key) -> None:
    post = post_at(place("a", kind), title=title, terms=(TermRef(kind, slug, name),), meta={"m": [meta]})
    fields, _ = written(post, options=NikolaOptions(custom_fields=True), fields={key: meta})
    assert json.loads(fields["wp_meta"]) == {"m": [HALF.sub("\ufffd", meta)]}
    assert json.loads(fields["wp_terms"]) == [HALF.sub("\ufffd", f"{kind}/{slug}")]
    by_path(TARGET.scaffold(site_job(TARGET, terms=(term(kind or "x", slug, name),))))
