"""The Gatsby target without Gatsby: paths, addresses and front matter."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from target_jobs import DATE, JANE, address, by_path, comment, front_matter, job_of, place, post_at, site_job, term
from wpmigrate.contract import Attachment
from wpmigrate.model import TermRef
from wpmigrate.targets.gatsby import TARGET, GatsbyOptions

PLACES = [
    (place("안녕"), "bundle", "content/posts/안녕/index.md", "/posts/안녕/"),
    (place("안녕"), "year-month", "content/posts/2020/01/안녕.md", "/posts/2020/01/안녕/"),
    (place("a", permalink="/x/a.html"), "flat", "content/posts/a.md", "/x/a.html"),
    (place("team", "page", ancestors=("about",)), "bundle", "content/pages/about/team.md", "/about/team/"),
    (place("x", "posts"), "bundle", "content/type-posts/x.md", "/type-posts/x/"),
    (place("a", visibility="draft"), "flat", "content/posts/a.md", ""),
]


@pytest.mark.parametrize(("where", "layout", "path", "url"), PLACES)
def test_an_item_has_a_file_and_an_address(where, layout, path, url) -> None:
    options = GatsbyOptions(layout=layout)
    assert TARGET.path(where, options) == path
    assert address(TARGET, where, options) == url


def written(post, **given) -> dict:
    job = job_of(TARGET, post, "Body.", **given)
    return front_matter(by_path(TARGET.write(job))[job.path])[0]


def test_front_matter_says_what_wordpress_knew() -> None:
    post = post_at(
        place("a", permalink="/2020/01/a/"),
        excerpt="<b>Short</b>",
        terms=(TermRef("category", "c", "C"), TermRef("path", "p", "P")),
        featured_image=Attachment(id=7, url="https://blog.example.test/a.jpg", alt="Alt"),
        old_slugs=("b",),
    )
    fields = written(post, authors=(JANE,), fields={"slug": "x", "mood": "y"})
    assert fields.pop("date").isoformat() == DATE
    assert fields == {
        "title": "Title of a",
        "description": "Short",
        "permalink": "/2020/01/a/",
        "redirect_from": ["/2020/01/b/"],
        "authors": ["jane"],
        "categories": ["C"],
        "wp_path": ["P"],
        "image": {"url": "https://blog.example.test/a.jpg", "alt": "Alt"},
        "wp": {"date": DATE, "id": 12, "type": "post", "day": "2020-01-05"},
        "mood": "y",
    }


@pytest.mark.parametrize("visibility", ["draft", "scheduled", "private", "password", "trash"])
def test_what_is_not_published_is_a_draft(visibility) -> None:
    assert written(post_at(place("a", visibility=visibility)))["draft"] is True


def test_lists_and_comments_are_data() -> None:
    files = by_path(TARGET.site(site_job(TARGET, terms=(term("category", "c", "C", path="up/c"),), authors=(JANE,))))
    lists = json.loads(files["data/lists.json"])
    assert [(one["field"], one["word"], one["url"]) for one in lists] == [
        ("categories", "C", "/category/up/c/"),
        ("authors", "jane", "/author/jane/"),
    ]
    files = by_path(TARGET.write(job_of(TARGET, post_at(place("a")), comments=(comment(1),))))
    assert json.loads(files["data/comments/12.json"])["comments"][0]["id"] == 1


@given(st.text(), st.text(min_size=1))
def test_any_text_survives_in_front_matter(title, name) -> None:
    shown = written(post_at(place("a"), title=title, terms=(TermRef("post_tag", "s", name),)))
    assert shown["title"] == (title.strip() or "(untitled)")
    assert shown["tags"] == [name]
