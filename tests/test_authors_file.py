import csv
import json

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

import wpmigrate
from conftest import REPO
from site_records import CHANNEL, built, index_of, post
from wpmigrate.cli import main
from wpmigrate.errors import UsageError
from wpmigrate.site.author_sheet import COLUMNS, SECTION, first_rows
from wpmigrate.site.index import SiteOptions
from wpmigrate.site.links import Found, Resolver
from wpmigrate.site.options import Filters
from wpmigrate.site.sheets import write_sheet
from wpmigrate.site.sources import sources
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
        ("login,slug,url\njd,a b,javascript:x\njane,,https://a b/\nadmin,,https://\n", [
            "line 2: 'a b' is no slug; 'a-b' would be.", "line 2: 'javascript:x' is no address of a web page.",
            "line 3: 'https://a b/' is no address of a web page.", "line 4: 'https://' is no address of a web page.",
        ]),
        ("login,name\njd,A\njd,A\n", ["line 3: login jd stands here for the second time."]),
        ("login,merge_into\nJD,\nadmin,Jane Doe\n", [
            "line 2: the export has no author with the login 'JD'; 'jd' may be meant.",
            "line 3: the export has no author with the login 'Jane Doe' to merge into; 'jane' may be meant.",
        ]),
        ("login,merge_into\njd,admin\nadmin,jane\njane,admin\n", [
            "line 2: 'jd' would be merged into itself: jd into admin into jane into admin.",
        ]),
        ("\n\nname\nx\n", [
            "line 3: the column 'login' is missing; the columns are login, name, slug, email, url, bio, merge_into.",
        ]),
        ("", ["line 1: the column 'login' is missing; the columns are login, name, slug, email, url, bio, merge_into."]),
        ('login,bio\njd,"two\nlines"\nnobody,\n', ["line 4: the export has no author with the login 'nobody'."]),
        ('login,name\njd,"never closed\njane,X\n', ["line 3: this is no CSV: unexpected end of data."]),
        ("login,nick\njd,x\n", [
            "line 1: there is no column 'nick'; the columns are login, name, slug, email, url, bio, merge_into.",
        ]),
    ],
)  # fmt: skip
def test_every_fault_is_named(tmp_path, text, said):
    assert refused(tmp_path, text) == [f"authors.csv, {one}" for one in said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[authors]]\nlogin = "jd"\n', ["authors.toml: 'authors' is unknown here; write a [[author]] for each."]),
        ('[author]\nlogin = "jd"\n', ["authors.toml: write [[author]], with two brackets, for each."]),
        ("[[author]]\nlogin = jd\n", ["authors.toml: this is no TOML: Invalid value (at line 2, column 9)."]),
        ("[[author]]\nlogin = " + "9" * 5000, ["authors.toml: this is no TOML: a number has too many digits."]),
        ('[[author]]\nlogin = "jd"\nname = 0x' + "f" * 5000, ["authors.toml, line 1: name is no text."]),
    ],
)
def test_faults_of_toml(tmp_path, text, said):
    assert refused(tmp_path, text, "authors.toml") == said


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbflogin,name\r\njd,J \xed\x95\x9c\r\n",
        "login;name\njd;J 한\n".encode(),
        "sep=;\r\nlogin;name\r\njd;J 한\r\n".encode(),
        '\n"login","name"\n"jd","J 한"\n'.encode(),
        "login;name\rjd;J 한\r".encode(),
        "\ufefflogin\tname\r\njd\tJ 한\r\n".encode("utf-16-le"),
        "\ufefflogin,name\njd,J 한\n".encode("utf-16-be"),
        "login,Name ,\njd, J 한,,\n".encode(),
        'login,name\njd,"J\n한"\n'.encode(),
    ],
)
def test_files_as_spreadsheets_write_them(tmp_path, content):
    path = tmp_path / "authors.csv"
    path.write_bytes(content)
    with index_of(tmp_path, ITEMS, channels=[HEAD], authors=path) as index:
        assert [(a.login, a.name) for a in index.authors()][:2] == [("jane", "Jane Doe"), ("jd", "J 한")]


@pytest.mark.parametrize(
    "content", ["login,name\njd,J\n".encode("utf-16-le"), b"login,name\njd,J\xe4\n", b"PK\x03\x04\0"]
)
def test_what_is_no_text_is_refused(tmp_path, content):
    path = tmp_path / "authors.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="is not UTF-8") as stopped:
        index_of(tmp_path, ITEMS, channels=[HEAD], authors=path)
    assert stopped.value.code == "sheet-unreadable"


AWKWARD = (
    "=1+1",
    "'=x",
    "''-x",
    "+x",
    "-x",
    "@x",
    "＝x",
    "'x",
    'a "b", c; d',
    "Ünal 한",
    "001",
    "yes",
    "a/b",
    "n\u00a0b",
)


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".toml", ".CSV"])
def test_an_unchanged_first_version_changes_nothing(tmp_path, suffix):
    meta = (
        ("cap-user_login", "=guest"), ("cap-display_name", "Guest"), ("cap-website", "/about/"),
        ("cap-description", 'Came,\r\n\r\n=once; "left"\n\ttwice.'),
    )  # fmt: skip
    people = tuple(AuthorRecord(id=n, login=word, display_name=word) for n, word in enumerate(AWKWARD, 1))
    channel = ChannelRecord(base_blog_url=CHANNEL.link, authors=people)
    items = [post(1, creator="'=x"), post(2, creator=""), post(9, type="guest-author", slug="cap-g", meta=meta)]
    with index_of(tmp_path, items, channels=[channel]) as index:
        before = index.authors()
    path = tmp_path / f"first{suffix}"
    path.write_bytes(write_sheet(suffix, SECTION, COLUMNS, first_rows(before)))
    if suffix == ".csv":
        cells = [cell for row in csv.reader(path.read_text("utf-8-sig").splitlines()) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "＝"))]
    (tmp_path / "again").mkdir()
    with index_of(tmp_path / "again", items, channels=[channel], authors=path) as index:
        assert index.authors() == before
        assert index.merged_authors() == []


def test_old_addresses_of_merged_authors_lead_to_whom_they_became(tmp_path):
    channel = replace(HEAD, authors=(*HEAD.authors, AuthorRecord(id=4, login="Idle.Hand")))
    text = sheet(tmp_path, "login,slug,merge_into\njd,,jane\nIdle.Hand,,jane\njane,jane-d,\n")
    items = [*ITEMS, post(5, creator="jane", terms=(TermUse("author", "cap-jd", ""), TermUse("author", "jane", "")))]
    with index_of(tmp_path, items, channels=[channel], authors=text) as index:
        resolver = Resolver(index)
        for url in (
            "/author/jd/",
            "/author/idle-hand/feed/",
            "/?author=2",
            "/?author=4",
            "/?author_name=jd",
            "/author/jane/",
        ):
            assert resolver.resolve(url) == Found("author", "jane-d", feed="feed" in url), url
        led = {one.url: one.found.key for one in sources(index) if one.found.kind == "author"}
        assert {"/author/jd/", "/author/idle-hand/", "/author/jane/"} <= {url for url in led if led[url] == "jane-d"}
        assert built(index, items[4], 5)[0].authors == ("jane",)


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
    bare = post(9, type="guest-author", slug="cap-guest", meta=(*meta[:2], ("cap-website", " guest.example.test/a:b")))
    with index_of(tmp_path, [item, bare]) as index:
        assert [a.url for a in index.authors()] == ["", "http://guest.example.test/a:b"]
    bad = post(9, type="guest-author", slug="cap-guest", meta=(*meta[:2], ("cap-website", "javascript:x")))
    with index_of(tmp_path, [item, bad]) as index:
        assert [a.url for a in index.authors()] == ["", ""]


def test_the_first_version_repeats_what_is(tmp_path):
    with index_of(tmp_path, ITEMS, channels=[HEAD]) as index:
        rows = list(first_rows(index.authors()))
    assert [row["login"] for row in rows] == ["jane", "jd", "admin", "gone", "guest"]
    assert rows[0] == {"login": "jane", "name": "Jane Doe", "slug": "jane", "email": "", "url": "", "bio": ""}


def test_first_versions_of_items_and_of_authors_need_two_files(tmp_path):
    both = str(tmp_path / "both.csv")
    result = CliRunner().invoke(main, ["inspect", str(LONDON), "--authors", both, "--overrides", both])
    assert result.exit_code == 2
    assert "name two files" in result.output
    assert not list(tmp_path.iterdir())


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
