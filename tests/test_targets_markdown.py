"""The neutral Markdown target: where files lie and what their front matter says."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from target_jobs import DATE, JANE, by_path, front_matter, job_of, place, post_at, site_job
from wpmigrate.contract import Attachment
from wpmigrate.model import TermRef
from wpmigrate.targets.markdown import TARGET, MarkdownOptions

PATHS = [
    (place("안녕"), "flat", "posts/안녕.md"),
    (place("a"), "year", "posts/2020/a.md"),
    (place("a"), "year-month", "posts/2020/01/a.md"),
    (place("a", date=None), "year-month", "posts/undated/a.md"),
    (place("a"), "bundle", "posts/a/index.md"),
    (place("about", "page"), "bundle", "pages/about.md"),
    (place("team", "page", ancestors=("about",)), "year", "pages/about/team.md"),
    (place("neuromancer", "book"), "flat", "book/neuromancer.md"),
    (place("chapter", "doc", ancestors=("manual",)), "flat", "doc/manual/chapter.md"),
    (place("x", "posts"), "flat", "type-posts/x.md"),
    (place("x", "../etc"), "flat", "---etc/x.md"),
    (place("home", "page", front_page=True), "flat", "pages/home.md"),
]


@pytest.mark.parametrize(("where", "layout", "path"), PATHS)
def test_an_item_lies_where_its_layout_says(where, layout, path) -> None:
    assert TARGET.path(where, MarkdownOptions(layout=layout)) == path


def test_front_matter_says_what_wordpress_knew() -> None:
    image = Attachment(id=7, url="https://blog.example.test/a.jpg", alt="Alt", caption="<em>Cap</em>")
    post = post_at(
        place("안녕", permalink="/2020/01/안녕/"),
        title='He said "hi": ok',
        modified="2021-02-03T04:05:06Z",
        excerpt="<p>Short &amp; <b>sweet</b></p>",
        terms=(
            TermRef("category", "tech-2", "Tech & Tools"),
            TermRef("post_tag", "2019", "2019"),
            TermRef("title", "x", "Not a title"),
        ),
        format="aside",
        sticky=True,
        featured_image=image,
        old_slugs=("hello",),
        guid="https://blog.example.test/?p=12",
        meta={"title": ["wrong"]},
    )
    files = by_path(TARGET.write(job_of(TARGET, post, "Body.\n", authors=(JANE,))))
    fields, body = front_matter(files["posts/안녕.md"])
    assert body == "Body.\n"
    assert fields == {
        "title": 'He said "hi": ok',
        "id": 12,
        "type": "post",
        "slug": "안녕",
        "date": dt.datetime.fromisoformat(DATE),
        "lastmod": dt.datetime.fromisoformat("2021-02-03T04:05:06+00:00"),
        "status": "publish",
        "authors": ["Jane Doe"],
        "categories": ["Tech & Tools"],
        "tags": ["2019"],
        "taxonomies": {"title": ["Not a title"]},
        "description": "Short & sweet",
        "image": {"url": "https://blog.example.test/a.jpg", "alt": "Alt", "caption": "Cap"},
        "permalink": "/2020/01/안녕/",
        "format": "aside",
        "sticky": True,
        "old_slugs": ["hello"],
        "wp": {"guid": "https://blog.example.test/?p=12"},
    }


@pytest.mark.parametrize(
    ("visibility", "draft"),
    [("published", None), ("draft", True), ("scheduled", True), ("private", True), ("password", True), ("trash", True)],
)
def test_only_what_is_published_is_no_draft(visibility, draft) -> None:
    post = post_at(place("a", visibility=visibility))
    fields, _ = front_matter(by_path(TARGET.write(job_of(TARGET, post)))["posts/a.md"])
    assert fields.get("draft") is draft


def test_custom_fields_stand_under_wp_and_only_when_asked_for() -> None:
    post = post_at(place("a"), meta={"draft": ["no"], "price": [{"eur": 3}]})
    asked = job_of(TARGET, post, options=MarkdownOptions(custom_fields=True))
    fields, _ = front_matter(by_path(TARGET.write(asked))["posts/a.md"])
    assert fields["wp"] == {"meta": {"draft": ["no"], "price": [{"eur": 3}]}}
    assert "draft" not in fields


def test_the_neutral_json_holds_the_site() -> None:
    assert list(TARGET.site(site_job(TARGET))) == []
    assert list(TARGET.scaffold(site_job(TARGET))) == []
    assert TARGET.holds.comments
    assert TARGET.holds.menus


@given(title=st.text(), body=st.text())
def test_title_and_body_come_back(title: str, body: str) -> None:
    job = job_of(TARGET, post_at(place("a"), title=title), body)
    text = next(iter(TARGET.write(job))).content.decode()
    fields, shown = front_matter(text)
    assert fields["title"] == (title.strip() or "(untitled)")
    assert shown.strip("\n") == body.strip("\n")
