import json

import pytest
from click.testing import CliRunner

import wpmigrate
from conftest import REPO
from site_records import CHANNEL, built, index_of, post
from wpmigrate.cli import main
from wpmigrate.errors import UsageError
from wpmigrate.site.author_sheet import COLUMNS, first_rows
from wpmigrate.site.index import SiteOptions
from wpmigrate.site.options import Filters
from wpmigrate.wxr.records import AuthorRecord, ChannelRecord, CommentRecord, TermUse

LONDON = REPO / "fixtures" / "london-korean" / "export.xml"
HEAD = ChannelRecord(
    base_blog_url=CHANNEL.link,
    authors=(
        AuthorRecord(id=1, login="jane", email="jane@example.test", display_name="Jane Doe"),
        AuthorRecord(id=2, login="jd", display_name="J. D."),
        AuthorRecord(id=3, login="admin", display_name="admin"),
    ),
)
REPLY = CommentRecord(id=5, author="admin", content="Yes", approved="1", user_id=3, date="2024-01-06 00:00:00")
ITEMS = [
    post(1),
    post(2, creator="jd", comments=(REPLY,)),
    post(3, creator="gone"),
    post(4, terms=(TermUse("author", "cap-jd", "J. D."), TermUse("author", "cap-guest", "A Guest"))),
]


def sheet(folder, text, name="authors.csv"):
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def applied(tmp_path, text, name="authors.csv", options=None):
    path = sheet(tmp_path, text, name)
    return index_of(tmp_path, ITEMS, channels=[HEAD], options=options or SiteOptions(), authors=path)


def refused(tmp_path, text, name="authors.csv"):
    with pytest.raises(UsageError) as stopped:
        applied(tmp_path, text, name)
    assert stopped.value.code == "bad-authors"
    return stopped.value.sentence.split("\n")


def authors_of(index, ordinal):
    return built(index, ITEMS[ordinal - 1], ordinal)[0].authors


def test_authors_are_renamed_and_completed(tmp_path):
    text = 'login,name,slug,url,bio\njane,Jane D.,jane-d,https://jane.example.test/,"Writes, and reads."\nadmin,,,,\n'
    with applied(tmp_path, text) as index:
        jane, _, admin, *_ = index.authors()
        assert (jane.login, jane.name, jane.slug, jane.url, jane.bio) == (
            "jane", "Jane D.", "jane-d", "https://jane.example.test/", "Writes, and reads.",
        )  # fmt: skip
        assert (admin.name, admin.slug) == ("admin", "admin")
        assert authors_of(index, 1) == ("jane",)


def test_merged_authors_write_as_the_one_they_became(tmp_path):
    with applied(tmp_path, "login,merge_into\njd,admin\nadmin,jane\n") as index:
        assert [a.login for a in index.authors()] == ["jane", "gone", "guest"]
        assert [a.login for a in index.merged_authors()] == ["jd", "admin"]
        assert [authors_of(index, n) for n in (1, 2, 3, 4)] == [("jane",), ("jane",), ("gone",), ("jane", "guest")]
        assert index.user(3).login == "jane"


def test_a_placeholder_with_a_name_is_none_any_more(tmp_path):
    with applied(tmp_path, "login,name\ngone,Gonzo\n") as index:
        made, found = built(index, ITEMS[2], 3)
        assert made.authors == ("gone",)
        assert "author-missing" not in [one.code.slug for one in found]
        assert next(a for a in index.authors() if a.login == "gone").name == "Gonzo"


@pytest.mark.parametrize("personal", [False, True])
def test_an_address_of_a_person_needs_to_be_asked_for(tmp_path, personal):
    text = "login,email\njd,jd@example.test\n"
    with applied(tmp_path, text, options=SiteOptions(personal_data=personal)) as index:
        emails = {a.login: a.email for a in index.authors()}
    assert emails["jd"] == ("jd@example.test" if personal else None)
    assert emails["jane"] == ("jane@example.test" if personal else None)


def test_filters_may_leave_an_author_out_of_the_run_but_not_out_of_the_file(tmp_path):
    options = SiteOptions(filters=Filters(ids=("1", "2")))
    with applied(tmp_path, "login,name,merge_into\ngone,Gonzo,\njd,,gone\n", options=options) as index:
        assert [a.login for a in index.authors()] == ["jane", "admin", "gone"]
        assert authors_of(index, 2) == ("gone",)
        assert not next(a for a in index.authors() if a.login == "gone").placeholder


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("login,name\nnobody,X\n", ["line 2: the export has no author with the login 'nobody'."]),
        ("login,merge_into\njd,nobody\n", ["line 2: the export has no author with the login 'nobody' to merge into."]),
        (
            "login,merge_into\njd,admin\nadmin,jd\n",
            ["line 2: 'jd' would be merged into itself: jd into admin into jd."],
        ),
        ("login,slug\njd,jane\n", ["line 2: 'jane' and 'jd' would share the slug 'jane'."]),
        ("login,slug,url\njd,a b,javascript:x\njd,,\n", [
            "line 2: 'a b' is no slug; 'a-b' would be.", "line 2: 'javascript:x' is no address of a web page.",
            "line 3: login jd stands here for the second time.",
        ]),
        ("name\nx\n", [
            "line 1: the column 'login' is missing; the columns are login, name, slug, email, url, bio, merge_into.",
            "line 2: there is no login.",
        ]),
        ("login,nick\njd,x\n", [
            "line 1: there is no column 'nick'; the columns are login, name, slug, email, url, bio, merge_into.",
        ]),
    ],
)  # fmt: skip
def test_every_fault_is_named(tmp_path, text, said):
    assert refused(tmp_path, text) == [f"authors.csv, {one}" for one in said]


def test_a_slug_may_be_taken_over_from_who_is_merged(tmp_path):
    with applied(tmp_path, "login,slug,merge_into\njane,,jd\njd,jane,\n") as index:
        assert next((a.login, a.slug) for a in index.authors()) == ("jd", "jane")


def test_merging_many_takes_linear_time(tmp_path):
    people = tuple(AuthorRecord(login=f"a{n}") for n in range(3000))
    text = "login,merge_into\n" + "".join(f"a{n},a{n + 1}\n" for n in range(2999))
    channel = ChannelRecord(base_blog_url=CHANNEL.link, authors=people)
    items = [post(1, creator="a0")]
    with index_of(tmp_path, items, channels=[channel], authors=sheet(tmp_path, text)) as index:
        assert [a.login for a in index.authors()] == ["a2999"]
        assert built(index, items[0], 1)[0].authors == ("a2999",)


def test_toml(tmp_path):
    text = '[[author]]\nlogin = "jd"\nmerge_into = "jane"\n\n[[author]]\nlogin = "jane"\nbio = """\nTwo\nlines"""\n'
    with applied(tmp_path, text, "authors.toml") as index:
        assert index.authors()[0].bio == "Two\nlines"
        assert [a.login for a in index.merged_authors()] == ["jd"]


def test_guest_authors_have_a_page_and_a_bio(tmp_path):
    meta = (
        ("cap-user_login", "guest"), ("cap-display_name", "Guest"), ("cap-website", "https://guest.example.test"),
        ("cap-description", "Came once."),
    )  # fmt: skip
    guest = post(9, type="guest-author", slug="cap-guest", meta=meta)
    item = post(1, terms=(TermUse("author", "cap-guest", "guest"),))
    with index_of(tmp_path, [item, guest]) as index:
        assert [(a.url, a.bio) for a in index.authors()] == [("", ""), ("https://guest.example.test", "Came once.")]
    bad = post(9, type="guest-author", slug="cap-guest", meta=(*meta[:2], ("cap-website", "javascript:x")))
    with index_of(tmp_path, [item, bad]) as index:
        assert [a.url for a in index.authors()] == ["", ""]


def test_the_first_version_repeats_what_is(tmp_path):
    with index_of(tmp_path, ITEMS, channels=[HEAD]) as index:
        rows = list(first_rows(index.authors()))
    assert [row["login"] for row in rows] == ["jane", "jd", "admin", "gone", "guest"]
    assert rows[0] == {"login": "jane", "name": "Jane Doe", "slug": "jane", "email": "", "url": "", "bio": ""}


def test_the_ledger_accounts_for_merged_authors(tmp_path):
    first = tmp_path / "authors.csv"
    assert CliRunner().invoke(main, ["inspect", str(LONDON), "--authors", str(first)]).exit_code == 0
    lines = first.read_text("utf-8-sig").splitlines()
    assert lines[0] == ",".join(COLUMNS)
    logins = [line.partition(",")[0] for line in lines[1:]]
    edits = sheet(tmp_path, f"login,merge_into,bio\n{logins[1]},{logins[0]},\n{logins[0]},,Both of us.\n", "mine.csv")
    report = wpmigrate.convert(LONDON, tmp_path / "out", to="hugo", authors=edits)
    rows = map(json.loads, (tmp_path / "out/_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines())
    authors = {row["id"]: row for row in rows if row["kind"] == "author"}
    assert authors.keys() == set(logins)
    assert (authors[logins[1]]["outcome"], authors[logins[1]]["reason"]) == ("skipped", "merged")
    assert authors[logins[0]]["outcome"] == "written"
    assert report.totals["author"].read == len(logins)
    assert report.totals["author"].skipped == 1
    written = json.loads((tmp_path / "out/_wpmigrate/authors.json").read_text("utf-8"))
    assert [a["login"] for a in written] == [login for login in logins if login != logins[1]]
    assert written[0]["bio"] == "Both of us."
    named = {
        a
        for line in (tmp_path / "out/_wpmigrate/posts.jsonl").read_text("utf-8").splitlines()
        for a in json.loads(line)["authors"]
    }
    assert logins[1] not in named
