"""The Lektor target without Lektor: paths, fields, data bags, old addresses, and what its Markdown is."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from target_jobs import JANE, address, by_path, comment, job_of, place, post_at, site_job, term
from wpmigrate.contract import Attachment, Record
from wpmigrate.model import TermRef
from wpmigrate.render.mistune import reads, served
from wpmigrate.targets.lektor import TARGET, LektorOptions

HALF = re.compile("[\ud800-\udfff]")
OPTIONS = LektorOptions()
PATHS = [
    (place("안녕"), "content/post-annyeong/contents.lr"),
    (place("team", "page", ancestors=("about",)), "content/page-about-team/contents.lr"),
    (place("x", "book"), "content/book-x/contents.lr"),
    (place("x", "list"), "content/type-list-x/contents.lr"),
    (place("home", "page", permalink="/", front_page=True), "content/contents.lr"),
]


@pytest.mark.parametrize(("where", "path"), PATHS)
def test_an_item_lies_right_below_the_root(where, path) -> None:
    assert TARGET.path(where, OPTIONS) == path


def fields_of(text: str) -> dict[str, str]:
    """Read a file as Lektor does: a line of dashes ends a field, and one of more loses a dash."""
    found, key, lines = {}, "", []
    for line in [*text.split("\n"), "---"]:
        if line.rstrip() == "---":
            if key:
                value = "\n".join(one[1:] if re.fullmatch(r"\s*-{3,}\s*", one) else one for one in lines)
                found[key] = value.removeprefix("\n").strip("\n")
            key, lines = "", []
        elif key:
            lines.append(line)
        elif ":" in line:
            key, _, first = line.partition(":")
            lines = [first.strip(" \t")]
    return found


def written(post, body="", **given) -> dict[str, str]:
    job = job_of(TARGET, post, body, **given)
    return fields_of(by_path(one for one in TARGET.write(job) if not isinstance(one, Record))[job.path])


def test_fields_say_what_wordpress_knew() -> None:
    post = post_at(
        place("안녕", permalink="/2020/01/안녕/"),
        title='---\n"hi"',
        terms=(TermRef("category", "a", "A, B"), TermRef("category", "d", "-----"), TermRef("post_tag", "t", "x: y")),
        featured_image=Attachment(id=7, url="/wp-content/uploads/A.JPG", alt="An\nalt"),
        meta={"k": ["v\nw"]},
        sticky=True,
    )
    found = written(
        post, "a\n\n---\n\n-----\n", authors=(JANE,), comments=(comment(1),), options=LektorOptions(custom_fields=True)
    )
    address = found.pop("address")
    assert re.fullmatch(r"2020/01/annyeong-[0-9a-f]{4}", address)
    assert found == {
        "_model": "post",
        "title": '--- "hi"',
        "date": "2020-01-05 08:00:00 +0900",
        "categories": "A, B\n-----",
        "tags": "x: y",
        "authors": "Jane Doe",
        "image": "/wp-content/uploads/A.jpg",
        "image_alt": "An alt",
        "wp_id": "12",
        "wp_type": "post",
        "wp_sticky": "true",
        "wp_terms": "category/a\ncategory/d\npost_tag/t",
        "wp_authors": "jane",
        "wp_comments": "12",
        "wp_meta": '{"k":["v\\nw"]}',
        "body": "a\n\n---\n\n-----",
    }


@pytest.mark.parametrize("visibility", ["draft", "scheduled", "private", "password", "trash"])
def test_what_is_not_public_is_hidden(visibility) -> None:
    assert written(post_at(place("a", visibility=visibility)))["_hidden"] == "yes"
    assert "_hidden" not in written(post_at(place("a")))
    assert written(post_at(place("a", visibility=visibility)), only={"title": "title"})["_hidden"] == "yes"


URLS = [
    ("/c#/", "c#"),
    ("/old/page.html", "old/page.html"),
    ("/v1.2/", "v1.2/index.html"),
    ("/2020/UPPER/", "2020/UPPER"),
]


@pytest.mark.parametrize(("permalink", "said"), URLS)
def test_an_ascii_address_stays(permalink, said) -> None:
    assert written(post_at(place("a", permalink=permalink)))["address"] == said


def test_a_file_at_an_old_address_leads_to_the_new_one() -> None:
    where = place("안녕", permalink="/2020/안녕/")
    records = [one for one in TARGET.write(job_of(TARGET, post_at(where))) if isinstance(one, Record)]
    job = site_job(TARGET, [where], records=lambda _: (one.content for one in records))
    assert f"url={address(TARGET, where, OPTIONS)}" in by_path(TARGET.site(job))["assets/2020/안녕/index.html"]


def test_two_names_of_the_same_letters_have_two_addresses() -> None:
    one, two = (TARGET.addresses.term(term("post_tag", slug, slug), OPTIONS) for slug in ("事實", "适时"))
    assert one.isascii()
    assert one != two


def test_lists_have_pages_where_no_item_stands() -> None:
    job = site_job(
        TARGET,
        [place("x", permalink="/tag/t/"), place("n", "book", permalink="/books/n/", id=13)],
        terms=(term("category", "c", "C & D", path="up/c"), term("post_tag", "t", "T")),
        authors=(JANE,),
    )
    lists = json.loads(by_path(TARGET.site(job))["databags/lists.json"])
    assert {key: one["url"] for key, one in lists.items()} == {
        "category/c": "/category/up/c/", "post_tag/t": "", "author/jane": "/author/jane/", "archive/books": "/books/",
    }  # fmt: skip
    pages = {path for path in by_path(TARGET.scaffold(job)) if path.startswith("content/list-")}
    names = ("posts", "feed", "404", "category-c", "author-jane", "archive-books")
    assert pages == {f"content/list-{name}/contents.lr" for name in names}


MARKDOWN = ["a **b** *c* `d` [e](/f/)", "a\\*b  \nc", "## a", "- a\n- *b*", "```php\n---\n```", "| a | b |\n| --- | --- |\n| c | d |", "> a\n>\n> b"]  # fmt: skip
OTHER = ["*1. a*", "*-*", "a_b_ c", "<b>a</b> *c*", "<p>@a</p>", "see https://a.example", "[a](//b.example)", "3. a\n4. b", "**a \\** b**", "a\tb", "```\n\na\n```", "[a](/b:c/)"]  # fmt: skip


@pytest.mark.parametrize("block", MARKDOWN)
def test_what_both_read_alike_is_markdown(block) -> None:
    assert reads(block)


@pytest.mark.parametrize("block", OTHER)
def test_what_its_renderer_reads_otherwise_is_none(block) -> None:
    assert not reads(block)


@given(title=st.text(), name=st.text(), slug=st.text(), kind=st.text(max_size=20), meta=st.text(), key=st.text())
def test_nothing_is_lost_of_odd_words(title, name, slug, kind, meta, key) -> None:
    post = post_at(place("a", kind), title=title, terms=(TermRef(kind, slug, name),), meta={"m": [meta]})
    fields = written(post, options=LektorOptions(custom_fields=True), fields={key: meta})
    assert fields["title"]
    assert json.loads(fields["wp_meta"]) == {"m": [HALF.sub("\ufffd", meta)]}
    by_path(TARGET.site(site_job(TARGET, terms=(term(kind or "x", slug, name),))))


def test_only_files_of_this_site_have_small_endings() -> None:
    mine, theirs = '<img src="/blog/wp-content/uploads/A.JPG">', '<a href="https://b.example/wp-content/uploads/A.JPG">'
    assert served(mine + theirs) == mine.replace("JPG", "jpg") + theirs
