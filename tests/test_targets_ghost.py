"""Ghost: rows that its database takes whatever the texts, cards where its importer would lose something, true addresses."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wpmigrate
from conftest import REPO
from target_jobs import JANE, SITE, job_of, menu, place, post_at, site_job, term
from wpmigrate.content.nodes import (
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Document,
    Embed,
    Emphasis,
    Figure,
    HardBreak,
    Heading,
    HtmlBlock,
    HtmlContainer,
    HtmlSpan,
    Image,
    Link,
    List,
    ListItem,
    Media,
    Paragraph,
    Strikethrough,
    Table,
    TableCell,
    Text,
    ThematicBreak,
)
from wpmigrate.contract import Attachment, Author, Diagnostic
from wpmigrate.model import MenuItem, Seo, TermRef
from wpmigrate.pieces.ghost_people import tag_rows, user_rows
from wpmigrate.pieces.limits import is_web_address, units, within
from wpmigrate.render.ghost import BEGIN, END, cards_html
from wpmigrate.targets.ghost import TARGET, GhostOptions

BLOG = REPO / "fixtures/london-korean/export.xml"
# From Ghost's own schema: the longest each column takes, in the units of JavaScript.
LIMITS = {
    "posts": {"title": 255, "slug": 191, "custom_excerpt": 300, "feature_image": 2000, "comment_id": 50},
    "posts_meta": {
        "meta_title": 300, "meta_description": 500, "og_title": 300, "og_description": 500, "og_image": 2000,
        "twitter_title": 300, "twitter_description": 500, "twitter_image": 2000, "feature_image_alt": 191,
        "feature_image_caption": 65535,
    },
    "tags": {"name": 191, "slug": 191, "description": 500},
    "users": {"name": 191, "slug": 191, "email": 191, "bio": 250, "website": 2000},
}  # fmt: skip
EMAIL = re.compile(r"[^@\s]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", re.IGNORECASE)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
INSTANT = re.compile(r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z")


def faults(data: dict[str, Any]) -> list[str]:
    """Answer what Ghost would abort an import for, or drop a row in silence."""
    found = []
    for table, limits in LIMITS.items():
        for row in data.get(table, ()):
            found += [
                f"{table}.{name} too long" for name, most in limits.items() if units(str(row.get(name) or "")) > most
            ]
            found += [
                f"{table}.{name} empty"
                for name in ("title", "name", "slug", "email")
                if name in row and not row[name].strip()
            ]
    for table in ("posts", "tags", "users"):
        slugs = [row["slug"] for row in data.get(table, ())]
        found += [f"{table}: {slug!r} is no slug" for slug in slugs if not SLUG.fullmatch(slug)]
        found += [f"{table}: a slug twice"] if len(set(slugs)) < len(slugs) else []
    emails = [row["email"].lower() for row in data.get("users", ())]
    found += [
        f"no e-mail: {email}" for email in emails if not EMAIL.fullmatch(email) or len(email.partition("@")[0]) > 64
    ]
    found += ["an e-mail twice"] if len(set(emails)) < len(emails) else []
    found += ["a comma first"] if any(row["name"].startswith(",") for row in data.get("tags", ())) else []
    found += [
        "hidden by its name" for row in data.get("tags", ()) if row["name"].startswith("#") and "visibility" not in row
    ]
    for row in data.get("posts", ()):
        found += [] if row["status"] in ("published", "draft", "scheduled") else ["no status"]
        found += [name for name in ("created_at", "updated_at") if not INSTANT.fullmatch(row[name])]
        found += ["no date"] if row["status"] != "draft" and not INSTANT.fullmatch(row["published_at"]) else []
    ids = {table: {row["id"] for row in data.get(table, ())} for table in ("posts", "tags", "users")}
    for table, column, name in (("posts_tags", "tag_id", "tags"), ("posts_authors", "author_id", "users")):
        found += [
            f"{table} dangles"
            for row in data.get(table, ())
            if row[column] not in ids[name] or row["post_id"] not in ids["posts"]
        ]
    return found


def data_of(file: Any) -> dict[str, Any]:
    told = json.loads(file.read_text("utf-8") if isinstance(file, Path) else file.content)
    assert told["meta"]["version"] == "5.0.0"
    return told["data"]


def imported(*jobs: Any, **site: Any) -> dict[str, Any]:
    """Run jobs through the target as the pipeline does."""
    streams: dict[str, list[bytes]] = {}
    for job in jobs:
        for record in TARGET.write(job):
            streams.setdefault(record.stream, []).append(record.content)
    (file,) = TARGET.site(site_job(TARGET, records=lambda stream: streams.get(stream, ()), **site))
    return data_of(file)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("parts", [1, 4])
def test_the_bundled_blog(parts: int, tmp_path: Path):
    wpmigrate.convert(BLOG, tmp_path, to="ghost", target_options={"megabytes": "20" if parts == 1 else "0"})
    files = list(tmp_path.glob("ghost*.json"))
    assert len(files) == 1 if parts == 1 else len(files) > 40
    data = [data_of(file) for file in files]
    assert [fault for one in data for fault in faults(one)] == []
    posts = [post for one in data for post in one["posts"]]
    wanted = lines(tmp_path / "_wpmigrate/posts.jsonl")
    assert sorted(post["id"] for post in posts) == sorted(post["place"]["key"] for post in wanted)
    assert len({post["slug"] for post in posts}) == len(posts)
    shown = {post["place"]["key"]: post["place"]["visibility"] for post in wanted}
    assert all((post["status"] == "published") == (shown[post["id"]] == "published") for post in posts)


def test_the_kitchen_is_within_the_limits(shared: Path, tmp_path: Path):
    kitchen = shared / "data/wordpress/kitchen.xml"
    wpmigrate.convert(kitchen, tmp_path, to="ghost", include=["private", "password", "trash"], redirects=["ghost"])
    data = data_of(tmp_path / "ghost.json")
    assert faults(data) == []
    assert (tmp_path / "_wpmigrate/redirects/ghost/redirects.yaml").is_file()
    hidden = {
        post["place"]["key"]
        for post in lines(tmp_path / "_wpmigrate/posts.jsonl")
        if post["place"]["visibility"] not in ("published", "scheduled")
    }
    assert {post["status"] for post in data["posts"] if post["id"] in hidden} == {"draft"}


def test_addresses_are_those_of_the_posts(tmp_path: Path):
    wpmigrate.convert(BLOG, tmp_path, to="ghost")
    (data,) = [data_of(file) for file in tmp_path.glob("ghost*.json")]
    there = (
        {f"/{row['slug']}/" for row in data["posts"]}
        | {f"/tag/{row['slug']}/" for row in data["tags"]}
        | {f"/author/{row['slug']}/" for row in data["users"]}
    )
    links = {link for row in data["posts"] for link in re.findall(r'"__GHOST_URL__(/[^"#?]*)', row["html"])}
    assert links
    assert links - there <= {"/", "/rss/"}


# --- limits ----------------------------------------------------------------------------------------------------------

TEXT = st.text(max_size=400) | st.text("a 가🎉,#<&\n", max_size=3000)


@given(TEXT, TEXT, TEXT, TEXT, st.text(max_size=80))
def test_any_text_is_within_the_limits(title, excerpt, name, about, email):
    where = place("slug" if not name.strip() else name.strip()[:150], id=7)
    image = Attachment(id=1, url="https://blog.example.test/" + "x" * (len(title) * 9), alt=about, caption=about)
    terms = [term("category", f"c{at}", text, description=about) for at, text in enumerate((name, title, about))]
    people = [
        Author(login=f"l{at}", name=text, slug=slug, email=email, url=url, bio=about)
        for at, (text, slug, url) in enumerate(
            ((name, "a", about), (title, "a", "https://a.example/"), (about, name or "x", "http://x"))
        )
    ]
    post = post_at(
        where,
        title=title,
        excerpt=excerpt,
        terms=tuple(TermRef("category", one.slug, one.name) for one in terms),
        featured_image=image,
        seo=Seo(title=title, description=about, image=name),
    )
    data = imported(job_of(TARGET, post, authors=people), terms=terms, authors=people)
    assert faults(data) == []
    assert len(data["posts_tags"]) == len({row["tag_id"] for row in data["posts_tags"]}) >= 1


@given(
    st.lists(
        st.tuples(st.sampled_from(["category", "post_tag", "genre"]), st.text(max_size=6), st.text(max_size=6)),
        max_size=8,
    )
)
def test_every_term_is_a_tag_and_no_two_are_mixed_up(named):
    terms = [term(kind, f"{slug}-{at}" if slug == "" else slug, name) for at, (kind, slug, name) in enumerate(named)]
    unique = list({(one.taxonomy, one.slug): one for one in terms}.values())
    rows, ids = tag_rows(unique, ())
    assert faults({"tags": rows}) == []
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows)
    for one in unique:
        row = by_id[ids[f"{one.taxonomy}/{one.slug}"]]
        wished = one.name.strip().lstrip(",").strip()
        assert not wished or wished.startswith("#") or row["name"].casefold() == within(wished, 191).casefold()


def test_a_category_and_a_tag_of_one_name_are_one_tag():
    rows, ids = tag_rows(
        [
            term("post_tag", "news", "news"),
            term("category", "news", "News"),
            term("post_tag", "뉴스", "뉴스"),
            term("genre", "nyuseu", "Other"),
        ],
        ["#book"],
    )
    assert [(row["name"], row["slug"]) for row in rows] == [
        ("News", "news"),
        ("뉴스", "nyuseu"),
        ("Other", "nyuseu-2"),
        ("#book", "hash-book"),
    ]
    assert ids["post_tag/news"] == ids["category/news"] == "category/news"
    assert rows[-1]["visibility"] == "internal"


def test_an_e_mail_is_kept_where_it_is_one():
    people = [
        Author(login=x, name=x, slug=x, email=e)
        for x, e in (("a", "A@b.example"), ("b", "a@B.example"), ("c", "no mail"), ("d", None))
    ]
    assert [row["email"] for row in user_rows(people)] == [
        "a@b.example",
        "b-2@authors.invalid",
        "c-3@authors.invalid",
        "d-4@authors.invalid",
    ]


def test_categories_come_first_and_types_are_hidden_tags():
    refs = (TermRef("genre", "g", "G"), TermRef("post_tag", "t", "T"), TermRef("category", "c", "C"))
    terms = [term(one.taxonomy, one.slug, one.name) for one in refs]
    post = post_at(place("a", "book", language="ko"), terms=refs, format="audio", sticky=True)
    data = imported(job_of(TARGET, post, authors=(JANE,)), terms=terms, authors=(JANE,))
    names = {row["id"]: row["name"] for row in data["tags"]}
    assert [names[row["tag_id"]] for row in data["posts_tags"]] == ["C", "T", "G", "#book", "#format-audio", "#lang-ko"]
    assert data["posts"][0]["featured"] is True
    none = imported(job_of(TARGET, post, options=GhostOptions(internal_tags=False)), terms=terms)
    assert [row["tag_id"] for row in none["posts_tags"]] == ["category/c", "post_tag/t", "genre/g"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"visibility": "published"}, ("published", "2020-01-04T23:00:00.000Z")),
        ({"visibility": "scheduled", "date": "2099-01-01T00:00:00+00:00"}, ("scheduled", "2099-01-01T00:00:00.000Z")),
        ({"visibility": "scheduled", "date": None}, ("draft", None)),
        ({"visibility": "published", "date": None}, ("published", "1970-01-01T00:00:00.000Z")),
        ({"visibility": "published", "date": "0001-01-01T00:00:00+09:00"}, ("published", "1970-01-01T00:00:00.000Z")),
        ({"visibility": "draft", "date": None}, ("draft", None)),
        *(
            ({"visibility": state}, ("draft", "2020-01-04T23:00:00.000Z"))
            for state in ("draft", "private", "password", "trash")
        ),
    ],
)
def test_nothing_becomes_more_public(given, expected):
    (row,) = imported(job_of(TARGET, post_at(place("a", **given))))["posts"]
    assert (row["status"], row["published_at"]) == expected


def test_what_is_cut_is_said():
    told: list[Diagnostic] = []
    list(TARGET.write(job_of(TARGET, post_at(place("a"), title="t" * 256, excerpt="e" * 301), report=told.append)))
    assert [one.detail for one in told] == [
        "ghost: more than 255 characters of the title",
        "ghost: more than 300 characters of the excerpt",
    ]


@pytest.mark.parametrize(
    ("slug", "name"),
    [("안녕-post", "annyeong-post"), ("rss", "rss-post"), ("Upper", "upper"), ("🎉", "post-12"), ("a_b.c", "a-b-c")],
)
def test_a_slug_is_what_ghost_leaves_alone(slug, name):
    assert TARGET.path(place(slug), GhostOptions()) == name


# --- cards -----------------------------------------------------------------------------------------------------------


def para(*nodes: Any) -> Paragraph:
    return Paragraph(nodes or (Text("t"),))


PICTURE = Image("/a.png", "alt")
NATIVE: list[Block] = [
    para(Text("a"), Emphasis((Text("b"),)), Code("c"), HardBreak(), Link("/x", (Text("d"),)), HtmlSpan("<sup>", (Text("2"),), "</sup>")),
    para(PICTURE),
    Heading(2, (Text("h"),), "h"),
    ThematicBreak(),
    CodeBlock("x", "php"),
    BlockQuote((para(), para())),
    List((ListItem((para(), List((ListItem((para(),)),), ordered=True, start=3))),)),
    Figure((para(PICTURE),), (Text("cap"),)),
    Embed("https://x.example/"),
]  # fmt: skip
CARDS: list[Block] = [
    para(Text("a"), PICTURE),
    para(Link("/x", (PICTURE,))),
    para(Link("/x", (Text("d"),), "title")),
    para(HtmlSpan("<mark>", (Text("m"),), "</mark>")),
    BlockQuote((para(), List((ListItem((para(),)),)))),
    List((ListItem((para(), para())),), tight=False),
    List((ListItem((para(),), checked=True),)),
    List((ListItem((para(), CodeBlock("x"))),)),
    Figure((para(PICTURE, PICTURE),)),
    Figure((para(Link("/a.png", (PICTURE,))),)),
    Figure((para(PICTURE),), (Text("a"), HardBreak(), Text("b"))),
    Table((), ((TableCell((Text("c"),)),),), ("right",)),
    Media("video", ("/v.mp4",), '<video src="/v.mp4"></video>'),
    Embed("https://x.example/", html='<iframe src="https://x.example/"></iframe>'),
    HtmlContainer("<details>", (para(),), "</details>"),
    HtmlBlock("<form><input></form>"),
]


@pytest.mark.parametrize("block", NATIVE, ids=lambda block: type(block).__name__)
def test_what_the_editor_has_a_node_for_stays_text(block):
    assert BEGIN not in cards_html(Document((block,)))
    assert cards_html(Document((block,)), all_cards=True).startswith(BEGIN)


@pytest.mark.parametrize("block", CARDS, ids=lambda block: type(block).__name__)
def test_what_it_has_no_node_for_is_a_card(block):
    html = cards_html(Document((para(), block, block, para())))
    assert html.count(BEGIN) == html.count(END) == 1
    assert html.startswith("<p>t</p>\n")
    assert html.endswith("\n<p>t</p>")


def test_a_card_is_whole_elements():
    assert cards_html(Document((HtmlBlock("a &lt; b <b>c</b>"),))) == f"{BEGIN}\n<div>a &lt; b <b>c</b></div>\n{END}"
    assert cards_html(Document((HtmlBlock("<div>open"),))) == f"{BEGIN}\n<div>open</div>\n{END}"
    assert (
        cards_html(Document((HtmlBlock("</div></div><p>x</p>"),))) == f"{BEGIN}\n<div><div></div><p>x</p></div>\n{END}"
    )
    assert cards_html(Document((HtmlBlock("<style>a{}</style>"),))) == f"{BEGIN}\n<style>a{{}}</style>\n{END}"
    assert cards_html(Document((HtmlBlock(f"<div>{END}</div>"),))).count(END) == 1
    assert cards_html(Document((HtmlBlock("  "),))) == ""


def test_a_heading_that_is_linked_to_keeps_its_name():
    heading = Heading(2, (Text("h"),), "my-h")
    assert 'id="my-h"' in cards_html(Document((heading, para(Link("#my-h", (Text("x"),)))))).split(END)[0]
    assert cards_html(Document((heading,))).startswith("<h2")


def test_two_lists_stay_two():
    one = List((ListItem((para(),)),))
    assert cards_html(Document((one, one))).count(BEGIN) == 1


def test_what_is_struck_through_is_spelled_as_the_editor_does():
    assert cards_html(Document((para(Strikethrough((Text("x"),))),))) == "<p><s>x</s></p>"


# --- the rest --------------------------------------------------------------------------------------------------------


def test_addresses_from_the_root_are_of_the_site():
    body = Document(
        (
            para(Link("/안녕/", (Text("a"),)), Link("https://x.example/", (Text("b"),))),
            HtmlBlock('<video src="/content/images/v.mp4"></video>'),
        )
    )
    (row,) = imported(job_of(TARGET, post_at(place("a")), document=body))["posts"]
    assert '"__GHOST_URL__/안녕/"' in row["html"]
    assert '"__GHOST_URL__/content/images/v.mp4"' in row["html"]
    assert '"https://x.example/"' in row["html"]


def test_a_picture_is_spelt_as_its_file_is():
    """Ghost renames what is no ASCII, in its folder and in the text, and finds it there by the letters alone."""
    url = "/content/images/2008/%EB%AC%B4%EB%8C%80%20a%25.jpg"
    body = Document((para(Link("/%EA%B0%80/", (Text("a"),)), Image(url, "b")),))
    (row,) = imported(job_of(TARGET, post_at(place("a")), document=body))["posts"]
    assert '"__GHOST_URL__/content/images/2008/무대%20a%25.jpg"' in row["html"]
    assert '"__GHOST_URL__/%EA%B0%80/"' in row["html"]


def test_the_settings_are_those_of_the_largest_menu():
    entries = (
        MenuItem(id=1, title="Home", url="/"),
        MenuItem(id=2, title="Below", url="/x/", parent=1),
        MenuItem(id=3, title="Out", url="https://x.example/"),
    )
    (file,) = TARGET.scaffold(site_job(TARGET, menus=(menu("footer", entries[0]), menu("main", *entries))))
    told = {row["key"]: row["value"] for row in data_of(file)["settings"]}
    assert json.loads(told["navigation"]) == [
        {"label": "Home", "url": "/"},
        {"label": "Out", "url": "https://x.example/"},
    ]
    assert told["title"] == SITE.title


@given(st.text(), st.integers(2, 60))
def test_a_text_is_cut_within_its_limit(text, limit):
    cut = within(text, limit)
    assert units(cut) <= limit
    assert cut == " ".join(text.split()) or cut.endswith("…")


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://a.example/x?y#z", True),
        ("http://a.example:80", True),
        ("http://x", False),
        ("https://a_b.example/", False),
        ("https://a.example/ x", False),
        ("ftp://a.example", False),
        ("https://-a.example", False),
        ("https://a.example/http://b", False),
    ],
)
def test_a_web_address_is_strict(url, is_one):
    assert is_web_address(url, 2000) is is_one


def test_what_was_written_for_search_engines_has_ghosts_names():
    post = post_at(place("a"), seo=Seo(title="Own title", description="Own words", og_title="For friends"))
    (row,) = imported(job_of(TARGET, post))["posts_meta"]
    told = {name: row[name] for name in ("meta_title", "meta_description", "og_title")}
    assert told == {"meta_title": "Own title", "meta_description": "Own words", "og_title": "For friends"}
