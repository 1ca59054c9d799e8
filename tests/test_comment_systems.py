"""Each comment system's files: what its importer asks of them, and that nothing a commenter wrote comes alive."""

import json
import re
import time
from typing import Any
from xml.etree import ElementTree as ET

import cmarkgfm
import jsonschema
import pytest
import yaml
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st

from comment_jobs import KOREAN, KOREAN_SENT, SYSTEMS, ids_of, made, made_of, only, post_of, rows, thread_of, two
from comment_schemas import SCHEMAS
from hostile_comments import hostile_texts, live, seen
from target_jobs import SITE, comment
from wpmigrate import registry
from wpmigrate.pieces.comment_text import EMPTY
from wpmigrate.render.comments import render_comment
from wpmigrate.targets.comments import disqus

JSON_SYSTEMS = ("artalk", "commento", "isso", "remark42", "twikoo", "waline")
HTML_FIELDS = {"remark42": "text", "twikoo": "comment", "commento": "html"}
MARKDOWN_FIELDS = {"artalk": "content", "commento": "markdown", "waline": "comment", "remark42": "orig"}
WP = "{http://wordpress.org/export/1.0/}"
DSQ = "{http://disqus.com}"
INTERNAL = "{http://disqus.com/disqus-internals}"
HOSTILE = [comment(number, text) for number, text in enumerate(hostile_texts(), 1)]


@pytest.mark.parametrize("system", SYSTEMS)
def test_no_comments_no_files(system: str) -> None:
    assert made(system, []) == {}


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_a_person_does_next_is_said(system: str) -> None:
    target = registry.comments(system)
    assert "{folder}" in target.next_step
    assert target.summary


# --- where a system looks a page up -------------------------------------------------------------------------------

KEYS = {
    "artalk": ("page_key", KOREAN_SENT),
    "commento": ("url", KOREAN_SENT),
    "twikoo": ("url", KOREAN_SENT),
    "waline": ("url", KOREAN),
}


@pytest.mark.parametrize(("system", "key"), list(KEYS.items()))
def test_a_page_is_found_as_a_browser_names_it(system: str, key: tuple[str, str]) -> None:
    assert {row[key[0]] for row in rows(system, made_of(system, two()))} == {key[1]}


def test_the_other_systems_know_a_page_by_its_address() -> None:
    address = f"{SITE.url}{KOREAN_SENT}"
    assert {row["locator"]["url"] for row in rows("remark42", made_of("remark42", two()))} == {address}
    files = made_of("isso", two())
    assert [one["id"] for one in json.loads(files["isso.json"])] == [KOREAN_SENT]
    assert [one.text for one in ET.fromstring(files["isso.xml"]).iter("link")] == [address]
    item = ET.fromstring(only(made_of("disqus", two()))).find("channel/item")
    assert item.findtext("link") == item.findtext("{http://www.disqus.com/}thread_identifier") == address
    thread = ET.fromstring(only(made_of("cusdis", two()))).find(f"{DSQ}thread")
    assert thread.findtext(f"{DSQ}id") == KOREAN_SENT
    assert thread.findtext(f"{DSQ}link") == address
    assert json.loads(only(made_of("giscus", two())))["discussions"][0]["title"] == KOREAN_SENT[1:]


@pytest.mark.parametrize(
    ("url", "path", "term"),
    [("/", "/", "index"), ("/a/b.html", "/a/b.html", "a/b"), ("/v1.2/", "/v1.2/", "v1.2/"), ("/v1.2", "/v1.2", "v1")],
)
def test_giscus_leaves_out_the_ending(url: str, path: str, term: str) -> None:
    files = made_of("giscus", two(), url=url, address=f"{SITE.url}{path}")
    assert json.loads(only(files))["discussions"][0]["title"] == term


def test_waline_decodes_as_javascript_does() -> None:
    files = made_of("waline", two(), url="/a?b#c/100%/", address=f"{SITE.url}/a%3Fb%23c/100%25/")
    assert rows("waline", files)[0]["url"] == "/a%3Fb%23c/100%/"


@pytest.mark.parametrize(("identifier", "expected"), [("path", KOREAN_SENT), ("id", "12")])
def test_disqus_knows_a_page_as_the_site_calls_it(identifier: str, expected: str) -> None:
    files = made_of("disqus", two(), options=disqus.DisqusOptions(identifier=identifier))
    assert f"<dsq:thread_identifier>{expected}</dsq:thread_identifier>" in only(files)


# --- names, ids, dates, threads -----------------------------------------------------------------------------------


@pytest.mark.parametrize("system", JSON_SYSTEMS)
def test_records_are_what_the_importer_declares(system: str) -> None:
    files = made_of(system, two())
    names = [name for name in files if not name.endswith(".xml")]
    for name in names:
        found = files[name].splitlines() if system == "remark42" else [files[name]]
        for text in found:
            jsonschema.validate(json.loads(text), SCHEMAS[system], cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("system", SYSTEMS)
def test_nobody_is_without_a_name_and_no_text_is_empty(system: str) -> None:
    texts = "".join(made_of(system, [comment(1, "<script>x</script>", author="  ")]).values())
    assert "Anonymous" in texts
    assert EMPTY in texts


@pytest.mark.parametrize("system", SYSTEMS)
def test_ids_are_unique_though_two_sites_number_alike(system: str) -> None:
    threads = [
        thread_of(two(), system, post=post_of(number), url=f"/{number}/", address=f"{SITE.url}/{number}/")
        for number in (1, 2)
    ]
    threads.append(thread_of([comment(-1), comment(-2)], system, post=post_of(3), url="/3/", address=f"{SITE.url}/3/"))
    pairs = ids_of(system, made(system, threads))
    assert len(pairs) == 6
    ids = [own for own, _ in pairs]
    assert len(set(ids)) == (6 if system != "isso" else 2)  # Isso's are those of one page
    answered = [parent for _, parent in pairs if parent]
    assert len(answered) == 2
    assert set(answered) <= set(ids)


@pytest.mark.parametrize("system", ["waline", "twikoo"])
def test_a_branch_knows_its_root(system: str) -> None:
    chain = [comment(1), comment(2, parent=1, depth=1), comment(3, parent=2, depth=2), comment(4)]
    found = rows(system, made_of(system, chain))
    assert [(row.get("pid"), row.get("rid")) for row in found] == [
        (None, None),
        ("wp-12-1", "wp-12-1"),
        ("wp-12-2", "wp-12-1"),
        (None, None),
    ]


DATES = {
    "artalk": "2020-01-04 23:00:00 +0000",
    "commento": "2020-01-04T23:00:00Z",
    "cusdis": "2020-01-04T23:00:00Z",
    "disqus": "2020-01-04 23:00:00",
    "giscus": "2020-01-04 23:00:00 UTC",
    "isso": "2020-01-04 23:00:00",
    "remark42": "2020-01-04T23:00:00Z",
    "staticman": "2020-01-04T23:00:00.000Z",
    "twikoo": "1578178800000",
    "waline": "2020-01-04T23:00:00.000Z",
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_instant_is_in_utc(system: str) -> None:
    texts = made_of(system, [comment(1, date="2020-01-05T08:00:00+09:00")])
    assert all(DATES[system] in text for text in texts.values())


@pytest.mark.parametrize("date", [None, "0001-01-01T00:00:00+09:00"])
@pytest.mark.parametrize("system", SYSTEMS)
def test_a_comment_without_a_date_has_its_page_s(system: str, date: str | None) -> None:
    texts = made_of(system, [comment(1, date=date)])
    assert all(DATES[system] in text for text in texts.values())


# --- personal data ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_was_not_asked_for_is_nowhere(system: str) -> None:
    text = "".join(made_of(system, two(email=None, email_hash=None, ip=None)).values())
    assert "gravatar" not in text
    assert not re.findall(r"[\w.]+@(?!wordpress\.invalid)[\w.]+", text)
    assert not re.findall(r"\b(?!0\.0\.0\.0)\d+\.\d+\.\d+\.\d+\b", text)


@pytest.mark.parametrize("system", ["artalk", "commento", "disqus", "isso", "twikoo", "waline"])
def test_an_address_comes_along_where_asked_for(system: str) -> None:
    assert "reader@x.example" in "".join(made_of(system, two()).values())


@pytest.mark.parametrize("system", ["remark42", "twikoo", "commento", "staticman"])
def test_a_hash_alone_is_for_avatars(system: str) -> None:
    text = "".join(made_of(system, two(email=None, ip=None)).values())
    assert "0" * 32 in text
    assert "reader@" not in text


def test_commento_gets_one_commenter_for_each_name_and_address() -> None:
    named = {"email": "a@x.example"}
    comments = [comment(1, author="A", **named), comment(2, author="A", **named), comment(3, author="B", **named)]
    found = json.loads(only(made_of("commento", [*comments, comment(4, author="C"), comment(5, author="D")])))
    emails = [one["email"] for one in found["commenters"]]
    assert [one["name"] for one in found["commenters"]] == ["A", "B", "C", "D"]
    assert emails[0] == "a@x.example"
    assert len(set(emails)) == 4
    assert {one["commenterHex"] for one in found["comments"]} == {one["commenterHex"] for one in found["commenters"]}


# --- texts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("system", "field"), HTML_FIELDS.items())
def test_hostile_html_is_dead(system: str, field: str) -> None:
    found = rows(system, made_of(system, HOSTILE))
    assert len(found) == len(HOSTILE)
    for row, given_one in zip(found, HOSTILE, strict=True):
        assert not list(live(row[field])), given_one.content
        assert seen(row[field]) == (seen(render_comment(given_one.content)) or EMPTY) or "<img" in row[field]


def as_html(markdown: str) -> str:
    return cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_HARDBREAKS)


@pytest.mark.parametrize(("system", "field"), MARKDOWN_FIELDS.items())
def test_hostile_markdown_is_dead_and_whole(system: str, field: str) -> None:
    for row, given_one in zip(rows(system, made_of(system, HOSTILE)), HOSTILE, strict=True):
        html = as_html(row[field])
        assert not list(live(html)), given_one.content
        assert seen(html) == (seen(render_comment(given_one.content)) or EMPTY) or "<img" in html


def test_hostile_texts_are_dead_in_the_other_systems() -> None:
    posts = ET.fromstring(only(made_of("cusdis", HOSTILE))).findall(f"{DSQ}post")
    messages = [one.findtext(f"{DSQ}message") for one in posts if one.findtext(f"{DSQ}isDeleted") == "false"]
    contents = [one.text for one in ET.fromstring(only(made_of("disqus", HOSTILE))).iter(f"{WP}comment_content")]
    plan = json.loads(only(made_of("giscus", HOSTILE)))["discussions"][0]["comments"]
    jekyll = [yaml.safe_load(text)["message"] for text in made_of("staticman", HOSTILE).values()]
    assert len(messages) == len(contents) == len(plan) == len(jekyll) == len(HOSTILE)
    for html in (*messages, *contents, *(as_html(one["body"]) for one in plan), *map(as_html, jekyll)):
        assert not list(live(html))


@pytest.mark.parametrize("system", SYSTEMS)
def test_names_titles_and_sites_are_no_markup(system: str) -> None:
    bad = '"><script>alert(1)</script>]]>&<!--\x0b'
    comments = [comment(1, author=bad, url=f"https://x.example/{bad}"), comment(2, url="javascript:alert(1)")]
    files = made_of(system, comments, post=post_of(9, title=bad))
    for name, text in files.items():
        assert "javascript:" not in text
        if name.endswith((".xml", "disqus-1.xml")):
            tree = ET.fromstring(text)
            assert not any("script" in str(node.tag) for node in tree.iter())
    if system == "giscus":
        page = json.loads(only(files))["discussions"][0]
        assert not list(live("".join(map(as_html, [page["body"], *(one["body"] for one in page["comments"])]))))


def test_github_is_told_of_nobody() -> None:
    body = json.loads(only(made_of("giscus", [comment(1, "@octocat see #12, mail@x.example", author="@me")])))
    text = body["discussions"][0]["comments"][0]["body"]
    assert not re.search(r"@[a-z0-9]|#[0-9]", re.sub(r"\(mailto:[^)]*\)|<[^>]*>", "", text))


def test_links_lead_where_the_new_site_has_them() -> None:
    linked = [comment(1, '<a href="https://old.example/x/">x</a>')]
    for system in SYSTEMS:
        texts = made_of(system, linked, resolve=lambda _, __: "https://new.example/y/").values()
        assert all("https://new.example/y/" in text and "old.example" not in text for text in texts), system


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4), st.sampled_from(SYSTEMS))
def test_any_text_and_name_makes_files_that_can_be_read(texts: list[str], system: str) -> None:
    comments = [comment(number, text, author=text) for number, text in enumerate(texts, 1)]
    files = made_of(system, comments, post=post_of(9, title="".join(texts))) if comments else {}
    for name, text in files.items():
        if name.endswith(".xml"):
            ET.fromstring(text)
        elif name.endswith(".yml"):
            yaml.safe_load(text)
    if system in JSON_SYSTEMS and comments:
        assert len(rows(system, files)) == len(comments)


@pytest.mark.parametrize(
    "text", ["<b>" * 1900, "<blockquote>" * 900 + "x", "<ul><li>" * 900, "[" * 20_000, "`" * 9999, "<i>a</i>" * 900]
)
def test_hostile_nesting_stops_no_system(text: str) -> None:
    begun = time.process_time()
    for system in SYSTEMS:
        assert made_of(system, [comment(1, text)])
    assert time.process_time() - begun < 20


# --- what only one system asks ------------------------------------------------------------------------------------


def test_isso_s_markdown_has_no_html_no_entity_and_no_backslash_break() -> None:
    texts = [row["text"] for row in rows("isso", made_of("isso", HOSTILE))]
    for text in texts:
        outside = re.sub(r"(`+).*?\1", "", text, flags=re.DOTALL)
        assert not re.search(r"(?<!\\)<(?!https?:|mailto:)[a-z/!]", outside, re.IGNORECASE), text


def test_disqus_files_are_small_and_hold_each_comment_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disqus, "LARGEST", 4000)
    comments = [comment(number, f"text {number} " * 20) for number in range(1, 60)]
    files = made("disqus", [thread_of(comments[:40], "disqus"), thread_of(comments[40:], "disqus", post=post_of(2))])
    assert len(files) > 5
    assert list(files) == [f"disqus-{number}.xml" for number in range(1, len(files) + 1)]
    found = [one.text for text in files.values() for one in ET.fromstring(text).iter(f"{WP}comment_id")]
    assert found == [str(number) for number in range(1, 60)]
    assert max(len(text.encode()) for text in files.values()) < 4000 + 600


def test_disqus_fields_are_all_there() -> None:
    tree = ET.fromstring(only(made_of("disqus", two())))
    fields = "id author author_email author_url author_IP date_gmt content approved parent"
    for one in tree.iter(f"{WP}comment"):
        assert [child.tag for child in one] == [f"{WP}comment_{name}" for name in fields.split()]
        assert one.findtext(f"{WP}comment_author_email")


def test_what_disqus_may_refuse_is_told() -> None:
    heard: list[Any] = []
    made_of("disqus", [comment(1, "ㅋㅋ"), comment(2, "long enough")], report=heard.append)
    assert [(one.code.slug, one.count) for one in heard] == [("comments-not-held", 1)]


def test_what_github_does_not_take_is_told() -> None:
    heard: list[Any] = []
    address = f"{SITE.url}/{'a' * 300}/"
    made_of("giscus", [comment(1, "x" * 70_000)], report=heard.append, address=address)
    assert [one.code.slug for one in heard] == ["comments-not-held"] * 2


@pytest.mark.parametrize("count", [1, 2])
def test_cusdis_never_meets_one_page_or_comment_alone(count: int) -> None:
    tree = ET.fromstring(only(made_of("cusdis", [comment(number) for number in range(1, count + 1)])))
    assert len(tree.findall(f"{DSQ}thread")) == 2
    assert len(tree.findall(f"{DSQ}post")) == count + 1
    kept = {
        one.get(f"{INTERNAL}id") for one in tree.findall(f"{DSQ}thread") if one.findtext(f"{DSQ}isDeleted") == "false"
    }
    shown = [one for one in tree.findall(f"{DSQ}post") if one.find(f"{DSQ}thread").get(f"{INTERNAL}id") in kept]
    assert len(shown) == count


@pytest.mark.parametrize(
    ("slug", "kind", "folder"),
    [("hello", "post", "hello"), ("안녕", "post", "wp-12"), ("about", "page", "wp-12"), ("wp-12", "post", "wp-12")],
)
def test_staticman_s_folder_is_one_that_jekyll_finds(slug: str, kind: str, folder: str) -> None:
    post = post_of(12, slug)
    post = type(post)(place=type(post.place)(**{**_fields(post.place), "type": kind}), title="t", date=post.date)
    (path,) = made_of("staticman", [comment(1)], post=post)
    assert path == f"_data/comments/{folder}/entry1578178800000-wp-12-1.yml"


def _fields(struct: object) -> dict[str, object]:
    return {name: getattr(struct, name) for name in struct.__struct_fields__}


def test_staticman_writes_for_hugo_and_as_json() -> None:
    options = registry.comments("staticman").options(layout="hugo", format="json")
    files = made_of("staticman", [comment(1, "a <sub>b</sub>")], options=options)
    (path, text), *_ = files.items()
    assert path.startswith("data/comments/wp-12/entry")
    assert path.endswith(".json")
    assert json.loads(text)["message"] == "a b"


def test_staticman_s_texts_hold_no_shortcode_that_hugo_runs() -> None:
    options = registry.comments("staticman").options(layout="hugo")
    texts = [yaml.safe_load(text)["message"] for text in made_of("staticman", HOSTILE, options=options).values()]
    assert len(texts) == len(HOSTILE)
    assert not [text for text in texts if re.search(r"\{\{[<%]", text)]
