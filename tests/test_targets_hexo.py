"""The Hexo target without Hexo: where files lie, clock times, and what Hexo would take for its own."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from target_jobs import JANE, SITE, address, by_path, comment, front_matter, job_of, place, post_at, site_job, term
from wpmigrate.content.nodes import Document, HardBreak, Image, Paragraph, SoftBreak, Text
from wpmigrate.contract import Attachment, Diagnostic
from wpmigrate.model import Site, TermRef
from wpmigrate.render.markdown import render_markdown
from wpmigrate.scaffold.zones import clock_time
from wpmigrate.targets.hexo import TARGET, HexoOptions

PATHS = [
    (place("안녕"), "flat", "source/_posts/안녕.md"),
    (place("안녕"), "year-month", "source/_posts/2020/01/안녕.md"),
    (place("_x"), "flat", "source/_posts/x_x.md"),
    (place("a", visibility="scheduled"), "flat", "source/_drafts/a.md"),
    (place("a", visibility="private"), "year", "source/_drafts/2020/a.md"),
    (place("about", "page"), "flat", "source/about/index.md"),
    (place("team", "page", ancestors=("_data",)), "flat", "source/x_data/team/index.md"),
    (place("team", "page", visibility="draft"), "flat", "source/_drafts/team/index.md"),
    (place("x", "book"), "flat", "source/book/x/index.md"),
    (place("x", "_posts"), "flat", "source/type-_posts/x/index.md"),
]


@pytest.mark.parametrize(("where", "layout", "path"), PATHS)
def test_an_item_lies_where_hexo_sees_it(where, layout, path) -> None:
    assert TARGET.path(where, HexoOptions(layout=layout)) == path


ADDRESSES = [
    (place("a", permalink="/x/a"), "/x/a"),
    (place("a", permalink="/100%/"), "/100-/"),
    (place("a", permalink="/what?/"), "/what-/"),
    (place("a"), "/posts/a/"),
    (place("team", "page", ancestors=("about",)), "/about/team/"),
    (place("home", "page", front_page=True), "/"),
    (place("a", visibility="draft"), ""),
]


@pytest.mark.parametrize(("where", "url"), ADDRESSES)
def test_every_public_item_has_an_address(where, url) -> None:
    assert address(TARGET, where, HexoOptions(layout="year")) == url


def written(post, body="", **given) -> dict:
    job = job_of(TARGET, post, body, **given)
    return front_matter(by_path(TARGET.write(job))[job.path])[0]


def test_front_matter_says_what_wordpress_knew() -> None:
    above = {"pansori": (TermRef("category", "music", "Music"),)}
    post = post_at(
        place("안녕", permalink="/2020/01/안녕"),
        excerpt="Short <b>&amp; sweet</b>",
        terms=(
            TermRef("category", "pansori", "Pansori"),
            TermRef("post_tag", "x", "constructor"),
            TermRef("slug", "y", "Y"),
        ),
        featured_image=Attachment(id=7, url="https://blog.example.test/a.jpg", alt="Alt"),
        comment_status="closed",
        old_slugs=("hello",),
    )
    fields = written(
        post, authors=(JANE,), above=lambda one: above.get(one.slug, ()), fields={"path": "x", "mood": "y"}
    )
    assert {key: fields[key] for key in fields if key not in ("wp", "title")} == {
        "date": "2020-01-05 08:00:00" if SITE.timezone else "2020-01-04 23:00:00",
        "permalink": "/2020/01/안녕/",
        "alias": ["/2020/01/hello/"],
        "author": "Jane Doe",
        "authors": ["jane"],
        "categories": [["Music", "Pansori"]],
        "tags": ["constructor (term)"],
        "wp-slug": ["Y"],
        "description": "Short & sweet",
        "excerpt": "Short &amp; sweet",
        "photos": ["https://blog.example.test/a.jpg"],
        "comments": False,
        "mood": "y",
    }
    assert fields["wp"]["date"] == "2020-01-05T08:00:00+09:00"
    assert fields["wp"]["image"]["alt"] == "Alt"


TIMES = [
    (Site("T", "u", timezone="Asia/Seoul"), "2020-01-05T08:00:00+09:00", "2020-01-05 08:00:00"),
    (Site("T", "u", offset=540), "2020-01-05T01:00:00+02:00", "2020-01-05 08:00:00"),
    (Site("T", "u", offset=330), "2020-01-05T08:00:00+05:30", "2020-01-05 02:30:00"),
    (Site("T", "u", offset=-60), "0001-01-01T00:00:00+00:00", "0001-01-01 00:00:00"),
    (Site("T", "u"), None, ""),
]


@pytest.mark.parametrize(("site", "date", "said"), TIMES)
def test_a_date_is_the_clock_time_of_the_zone_in_the_configuration(site, date, said) -> None:
    assert clock_time(date, site) == said


def test_nunjucks_is_switched_off_only_where_a_text_shows_it() -> None:
    found: list[Diagnostic] = []
    assert written(post_at(place("a")), "`{% x %}` {{ y", report=found.append)["disableNunjucks"] is True
    assert [(one.code.slug, one.count) for one in found] == [("template-escaped", 2)]
    assert "disableNunjucks" not in written(post_at(place("a")), "{ % }")


def test_no_line_end_and_no_escape_becomes_something_else() -> None:
    text = Paragraph((Text("a"), SoftBreak(), Text("b\nc"), HardBreak(), Text(": d"), Image("/x y.png", "2*3")))
    shown = render_markdown(Document((text,)), TARGET.dialect)
    assert shown == 'a b c\\\n&#58; d<img src="/x y.png" alt="2&#42;3">\n'


def test_lists_and_comments_are_data() -> None:
    files = by_path(TARGET.site(site_job(TARGET, terms=(term("post_tag", "x", "__proto__"),), authors=(JANE,))))
    lists = json.loads(files["source/_data/lists.json"])
    assert [(one["field"], one["word"], one["name"], one["url"]) for one in lists] == [
        ("tags", "__proto__ (term)", "__proto__", "/tag/x/"),
        ("authors", "jane", "Jane Doe", "/author/jane/"),
    ]
    files = by_path(TARGET.write(job_of(TARGET, post_at(place("a")), comments=(comment(1),))))
    assert json.loads(files["source/_data/comments/12.json"])["comments"][0]["id"] == 1


@given(st.text(), st.text(), st.dictionaries(st.text(min_size=1), st.text(min_size=1), max_size=3))
def test_any_text_survives_in_front_matter(title, name, fields) -> None:
    shown = written(post_at(place("a"), title=title, terms=(TermRef("post_tag", "s", name),)), fields=fields)
    assert shown["title"] == (title.strip() or "(untitled)")
    assert shown["tags"] == [name]
    assert all(shown[key] == value for key, value in fields.items() if key not in ("title", "date", "tags", "wp"))
