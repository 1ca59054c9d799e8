"""A WordPress export written again: read again it is the same site, any parser takes it, and it is built as WordPress does."""

import json
import re
from pathlib import Path
from typing import Any
from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import wpmigrate
from conftest import REPO
from target_jobs import SITE, job_of, place, post_at, site_job, term
from wpmigrate.contract import Author, CommentRecord, ItemRecord, TermUse
from wpmigrate.errors import WpmigrateError
from wpmigrate.pieces.wxr import NEVER, mysql_dates
from wpmigrate.targets.wordpress import TARGET, WordPressOptions
from wpmigrate.wxr.channel import Head
from wpmigrate.wxr.items import read_item

FIXTURES = REPO / "fixtures"
SHARED = REPO.parent / "shared/data/wordpress"
EXPORTS = [
    *(path for path in [FIXTURES / "london-korean", *sorted(FIXTURES.glob("wxr-*"))] if path.is_dir()),
    *sorted(SHARED.glob("*.xml")),
]
PRIVATE = ("private", "password", "trash")


def inputs_of(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted([*path.glob("*.xml*"), *path.glob("*.zip")])


def neutral(folder: Path) -> dict[str, Any]:
    """Read the neutral JSON, without what only says how an export was built.

    Those are its version, where an item stands in the file, and the id of an item that another one had first.
    """
    found: dict[str, Any] = {}
    for path in sorted((folder / "_wpmigrate").glob("*.json*")):
        if path.stem not in ("report", "ledger"):
            text = path.read_text("utf-8")
            found[path.name] = (
                [json.loads(line) for line in text.splitlines()] if path.suffix == ".jsonl" else json.loads(text)
            )
    found["site.json"].pop("wxr_version", None)
    for at, post in enumerate(found["posts.jsonl"]):
        post["place"]["ordinal"] = at
        if post["place"]["key"].startswith("#"):
            post["place"]["key"], post["place"]["id"] = f"#{at}", None
    return found


def bodies(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in sorted(folder.rglob("*.md"))}


def parts(folder: Path) -> list[Path]:
    return sorted(folder.glob("wordpress*.xml"), key=lambda path: int("0" + "".join(filter(str.isdigit, path.stem))))


def converted(given: Any, out: Path, **options: Any) -> Path:
    wpmigrate.convert(given, out, **options)
    return out


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
@pytest.mark.parametrize("include", [(), PRIVATE], ids=["public", "all"])
def test_read_again_it_is_the_same_site(path: Path, include: tuple[str, ...], tmp_path: Path):
    options = {"include": include}
    try:
        before = converted(inputs_of(path), tmp_path / "before", **options)
    except WpmigrateError as error:
        pytest.skip(f"refused: {error.code}")
    written = converted(inputs_of(path), tmp_path / "wxr", to="wordpress", **options)
    after = converted(parts(written), tmp_path / "after", **options)
    met, again = neutral(before), neutral(after)
    if path.name == "wxr-generated-minimal":  # its dates had offsets of their own, and now tell that of the site
        assert again["site.json"].pop("offset") == 540
    if path.name == "wxr-duplicate-ids":
        for comment in (*met["comments.jsonl"], *again["comments.jsonl"]):
            comment["post"] = None
        met, again = (json.loads(re.sub(r'"id": \d+, ', "", json.dumps(one))) for one in (met, again))
    for name, records in met.items():
        assert again[name] == records, name
    assert bodies(after).keys() == bodies(before).keys()
    if path.name != "wxr-duplicate-ids":
        assert bodies(after) == bodies(before)
    twice = converted(parts(written), tmp_path / "twice", to="wordpress", **options)
    assert parts(twice)[0].read_bytes() == parts(written)[0].read_bytes()
    for file in parts(written):
        expat.ParserCreate().Parse(file.read_bytes(), True)
        etree.fromstring(file.read_bytes())


def test_in_parts_it_is_the_same_site(tmp_path: Path):
    export = FIXTURES / "london-korean/export.xml"
    before = converted(export, tmp_path / "before")
    written = converted(export, tmp_path / "wxr", to="wordpress", target_options={"megabytes": "0"})
    assert len(parts(written)) > 50
    after = converted(parts(written), tmp_path / "after")
    assert neutral(after) == neutral(before)
    assert bodies(after) == bodies(before)


# --- the same elements in the same order as WordPress's own ---------------------------------------------------------


def shape(element: Any) -> list[str]:
    """List the children of an element, what repeats once."""
    names = [child.tag.replace("{http://wordpress.org/export/1.2/}", "wp:") for child in element.iterchildren("*")]
    return [name for at, name in enumerate(names) if not at or names[at - 1] != name]


def follows(ours: list[str], theirs: set[tuple[str, ...]]) -> bool:
    """Say whether our elements come in an order that WordPress's could come in."""
    after = {(a, b) for row in theirs for at, a in enumerate(row) for b in row[at + 1 :]}
    known = {name for row in theirs for name in row}
    return set(ours) <= known and not any(
        (b, a) in after for at, a in enumerate(ours) for b in ours[at + 1 :] if a != b
    )


@pytest.mark.parametrize(
    "name", ["channel", "item", "wp:category", "wp:tag", "wp:term", "wp:author", "wp:comment", "wp:postmeta"]
)
def test_elements_stand_as_in_wordpress_s_own_exports(name: str, shared: Path, tmp_path: Path):
    export = shared / "data/wordpress/kitchen.xml"
    converted(export, tmp_path, to="wordpress")
    told = name.replace("wp:", "{http://wordpress.org/export/1.2/}")
    real = {tuple(shape(one)) for one in etree.parse(export).iter(told)}
    ours = {tuple(shape(one)) for one in etree.parse(tmp_path / "wordpress.xml").iter(told)}
    assert ours
    assert [row for row in ours if not follows(list(row), real)] == []
    everywhere = set.intersection(*map(set, real)) - {"pubDate"}
    assert [everywhere - set(row) for row in ours if everywhere - set(row)] == []


# --- what is left out ------------------------------------------------------------------------------------------------


def test_nothing_private_is_in_it(shared: Path, tmp_path: Path):
    converted(shared / "data/wordpress/kitchen.xml", tmp_path, to="wordpress")
    text = (tmp_path / "wordpress.xml").read_text("utf-8")
    tree = etree.fromstring(text.encode())
    space = {"wp": "http://wordpress.org/export/1.2/"}
    said = {name: {one.text or "" for one in tree.iterfind(f".//wp:{name}", space)} for name in (
        "status", "post_password", "author_email", "comment_author_email", "comment_author_IP", "comment_approved",
    )}  # fmt: skip
    assert said["status"] <= {"publish", "draft", "pending", "future", "inherit"}
    assert said["comment_approved"] == {"1"}
    assert said["post_password"] | said["author_email"] | said["comment_author_email"] | said["comment_author_IP"] == {
        ""
    }
    assert "akismet" not in text
    assert "_edit_lock" not in text


def test_a_password_stays_one(tmp_path: Path):
    export = FIXTURES / "london-korean/export.xml"
    converted(export, tmp_path, to="wordpress", include=["password"])
    tree = etree.parse(tmp_path / "wordpress.xml")
    assert {one.text for one in tree.iter("{http://wordpress.org/export/1.2/}post_password")} - {None}


def test_comments_keep_who_wrote_when_personal_data_are_asked_for(shared: Path, tmp_path: Path):
    converted(shared / "data/wordpress/kitchen.xml", tmp_path, to="wordpress", personal_data="include")
    text = (tmp_path / "wordpress.xml").read_text("utf-8")
    assert "<wp:comment_author_email><![CDATA[v@example.test]]>" in text
    assert "<wp:author_email><![CDATA[admin@example.test]]>" in text


# --- any text --------------------------------------------------------------------------------------------------------

TEXT = st.text(
    st.characters(
        blacklist_categories=["Cs"],
        blacklist_characters="\x00\ufffe\uffff" + "".join(map(chr, (*range(1, 9), 11, 12, *range(14, 32)))),
    )
)


@given(TEXT, TEXT, TEXT, TEXT)
def test_any_text_comes_back(title, body, value, name):
    record = ItemRecord(
        title=title.strip(),
        content=body,
        excerpt=value,
        id=12,
        status="publish",
        slug="a",
        terms=(TermUse("post_tag", "t", name.strip()), TermUse("genre", "n", name.strip())),
        meta=(("key", value.strip()),),
        comments=(
            CommentRecord(id=3, author=name.strip(), content=body.strip(), approved="1", url="http://a.example/?b&c"),
        ),
    )
    (written,) = TARGET.write(job_of(TARGET, post_at(place("a")), recorded=lambda: record))
    again = read_item(written.content.strip(), 0, Head()).item
    assert again is not None
    assert (again.title, again.content, again.excerpt) == (record.title, record.content, record.excerpt)
    assert (again.terms, again.meta, again.comments) == (record.terms, record.meta, record.comments)


@given(st.text(), st.text())
def test_any_head_is_well_formed(title, name):
    given = {
        "site": SITE.__class__(title=title, url="https://a.example"),
        "authors": (Author(login="l", name=name, slug="l"), Author(login="g", name=name, slug="g", url=title)),
        "terms": (term("category", "c", name, description=title, meta={name: [title, [title]]}),),
    }
    for file in TARGET.site(site_job(TARGET, **given)):
        etree.fromstring(file.content)


def test_terms_come_after_what_they_hang_on():
    terms = (
        term("category", "kid", "Kid", parent="child"),
        term("category", "child", "Child", parent="top"),
        term("category", "top", "Top"),
        term("post_tag", "child", "Child"),
        term("category", "a", "A", parent="b"),
        term("category", "b", "B", parent="a"),
    )
    (file,) = TARGET.site(site_job(TARGET, terms=terms))
    slugs = re.findall(r"<wp:(?:category_nicename|tag_slug)><!\[CDATA\[(\w+)", file.content.decode())
    assert slugs == ["top", "child", "kid", "child", "b", "a"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            ("2020-01-02 03:04:05", NEVER, "2020-01-02T03:04:05+09:00", False),
            ("2020-01-02 03:04:05", "2020-01-01 18:04:05"),
        ),
        (("2020-01-02 03:04:05", NEVER, "2020-01-02T03:04:05+09:00", True), ("2020-01-02 03:04:05", NEVER)),
        (("2020-01-02T03:04Z", "", "2020-01-02T03:04:00+00:00", True), ("2020-01-02 03:04:00", "2020-01-02 03:04:00")),
        (("", "", None, False), (NEVER, NEVER)),
        (
            ("0000-00-00 00:00:00", "", "0001-01-01T00:00:00+09:00", False),
            ("0001-01-01 00:00:00", "0001-01-01 00:00:00"),
        ),
    ],
)
def test_dates_are_those_of_mysql(given, expected):
    *texts, floating = given
    assert mysql_dates(*texts, floating=floating) == expected


def test_a_site_without_items_is_an_export():
    (file,) = TARGET.site(site_job(TARGET))
    assert file.path == "wordpress.xml"
    assert etree.fromstring(file.content).find("channel/title").text == SITE.title


def test_an_item_is_called_by_its_key():
    assert TARGET.path(place("a", id=7), WordPressOptions()) == "7"


# --- what an importer makes of it ------------------------------------------------------------------------------------


def test_entries_of_menus_come_after_all_that_has_an_id_to_keep(tmp_path: Path):
    """Importers give entries of menus new ids: before a post they took the post's, and blocks and galleries by id broke."""
    converted(FIXTURES / "london-korean/export.xml", tmp_path, to="wordpress")
    types = [
        one.text for one in etree.parse(tmp_path / "wordpress.xml").iter("{http://wordpress.org/export/1.2/}post_type")
    ]
    at = types.index("nav_menu_item")
    assert set(types[at:]) == {"nav_menu_item"}
    assert "nav_menu_item" not in types[:at]


def test_a_reply_to_what_is_left_out_hangs_on_no_other_comment():
    """An importer keeps a parent that it does not know, and the new site has another comment of that id."""
    comments = tuple(
        CommentRecord(id=number, parent=parent, author="a", content="b", approved="1")
        for number, parent in ((3, 0), (5, 3), (7, 2))
    )
    record = ItemRecord(id=12, status="publish", slug="a", comments=comments)
    (written,) = TARGET.write(job_of(TARGET, post_at(place("a")), recorded=lambda: record))
    parents = re.findall(rb"<wp:comment_parent>(\d+)<", written.content)
    assert parents == [b"0", b"3", b"2147483647"]
