import csv
import io
import json
from contextlib import suppress

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import wpmigrate
from conftest import REPO
from site_records import built, index_of, post
from wpmigrate.cli import main
from wpmigrate.config import options_of
from wpmigrate.errors import UsageError
from wpmigrate.pipeline.inspecting import FirstVersions, inspect
from wpmigrate.site.index import SiteOptions
from wpmigrate.site.overrides import COLUMNS, read_overrides
from wpmigrate.site.script import foreign_language, language_field
from wpmigrate.site.sheets import Faults, read_sheet, write_sheet

LONDON = REPO / "fixtures" / "london-korean" / "export.xml"
ALL = frozenset(("private", "trash", "password"))
ITEMS = [
    post(1, title="Tom &amp; <em>Jerry</em>"),
    post(2, status="draft", link="https://blog.example.test/?p=2"),
    post(3, status="private"),
    post(4, status="trash", slug="gone__trashed"),
    post(5, password="x"),
    post(6, status="future"),
    post(7, status="odd"),
    post(8, type="attachment", status="inherit", parent=1, attachment_url="https://blog.example.test/a.png"),
    post(9, type="page", link="https://blog.example.test/about/post-9/"),
    post(0, slug="no-id", link="https://blog.example.test/no-id/"),
]


def sheet(folder, text, name="items.csv"):
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def applied(tmp_path, text, include=frozenset(), name="items.csv", **options):
    given_options = SiteOptions(include=include, **options)
    return index_of(tmp_path, ITEMS, options=given_options, overrides=sheet(tmp_path, text, name))


def refused(tmp_path, text, name="items.csv", **options):
    with pytest.raises(UsageError) as stopped:
        applied(tmp_path, text, name=name, **options)
    assert stopped.value.code == "bad-overrides"
    return stopped.value.sentence.split("\n")


def place_of(index, key):
    return next(place for place in index.places() if place.key == key)


@pytest.mark.parametrize(
    ("line", "key", "expected"),
    [
        ("slug\n1,new-one", "1", {"slug": "new-one", "address": "/new-one/", "permalink": "/post-1/"}),
        ("slug\n9,contact", "9", {"slug": "contact", "address": "/about/contact/"}),
        ("slug\n2,a-draft", "2", {"slug": "a-draft", "address": ""}),
        ("slug\n#10,named", "#10", {"slug": "named"}),
        ("slug\n1,%ED%95%9C%EA%B8%80", "1", {"slug": "한글", "address": "/한글/"}),
        ("permalink\n1,/somewhere/else", "1", {"slug": "post-1", "address": "/somewhere/else"}),
        ("slug,permalink\n1,new-one,/x/", "1", {"slug": "new-one", "address": "/x/"}),
        ("slug,permalink\n1,new-one,/post-1/", "1", {"slug": "new-one", "address": "/new-one/"}),
        ("path\n1,content/_index.md", "1", {"file": "content/_index.md", "address": ""}),
        ("date\n1,2020-02-03 04:05:06", "1", {"date": "2020-02-03T04:05:06+09:00"}),
        ("date\n1,2020-02-03T04:05:06+01:00", "1", {"date": "2020-02-03T04:05:06+01:00"}),
        ("status\n1,draft", "1", {"visibility": "draft", "permalink": ""}),
        ("status\n2,publish", "2", {"visibility": "published"}),
        ("status\n6,publish", "6", {"visibility": "published"}),
        ("status\n6,draft", "6", {"visibility": "draft"}),
    ],
)
def test_what_an_owner_may_change(tmp_path, line, key, expected):
    with applied(tmp_path, f"id,{line}\n") as index:
        place = place_of(index, key)
        assert {name: getattr(place, name) for name in expected} == expected


def test_the_second_pass_sees_the_item_as_its_owner_wants_it(tmp_path):
    text = "id,title,slug,date,status\n1,A <b> & C,new-one,2020-02-03,draft\n"
    with applied(tmp_path, text) as index:
        made, found = built(index, index.as_wanted(1, ITEMS[0]), 1)
        assert (made.title, made.place.slug, made.date, made.status) == (
            "A <b> & C", "new-one", "2020-02-03T00:00:00+09:00", "draft",
        )  # fmt: skip
        assert [one.code.slug for one in found] == []
        untouched = index.as_wanted(2, ITEMS[1])
        assert untouched is ITEMS[1]


def test_with_a_pattern_the_slug_alone_changes(tmp_path):
    with applied(tmp_path, "id,slug\n1,new-one\n", permalinks="/:slug/") as index:
        assert (place_of(index, "1").slug, place_of(index, "1").address) == ("new-one", "")


@pytest.mark.parametrize("key", ["1", "2", "8", "#10"])
def test_skip(tmp_path, key):
    with applied(tmp_path, f"id,skip\n{key},yes\n") as index:
        reasons = {d.key: d.reason for d in index.decisions() if d.outcome == "skip"}
    assert reasons[key] == "skipped-by-override"
    assert ("8" in reasons) == (key in ("1", "8"))


@pytest.mark.parametrize(("key", "include"), [("3", "private"), ("4", "trash")])
def test_what_is_kept_out_needs_its_include_too(tmp_path, key, include):
    text = f"id,status\n{key},publish\n"
    assert f"--include {include}" in refused(tmp_path, text)[0]
    with applied(tmp_path, text, include=frozenset((include,))) as index:
        assert place_of(index, key).visibility == "published"


@pytest.mark.parametrize("status", ["publish", "draft"])
def test_a_password_is_never_forgotten(tmp_path, status):
    with applied(tmp_path, f"id,status\n5,{status}\n", include=ALL) as index:
        assert place_of(index, "5").visibility == "password"


@given(
    status=st.sampled_from(["publish", "draft", "pending", "private", "trash", "odd", "future", ""]),
    password=st.sampled_from(["", "x"]),
    wished=st.sampled_from(["publish", "draft", "private", "trash", "future"]),
    include=st.frozensets(st.sampled_from(sorted(ALL))),
)
def test_no_override_publishes_what_was_not_asked_for(tmp_path_factory, status, password, wished, include):
    folder = tmp_path_factory.mktemp("o")
    path = sheet(folder, f"id,status\n1,{wished}\n")
    try:
        with index_of(
            folder,
            [post(1, status=status, password=password)],
            options=SiteOptions(include=include),
            overrides=path,
        ) as index:
            (decision,) = index.decisions()
    except UsageError:
        return
    if decision.outcome == "post" and decision.visibility == "published":
        assert not password
        assert wished in ("publish", status)
        assert status not in ("private", "trash") or status in include
        assert status != "odd"


def test_every_fault_is_named_with_its_line(tmp_path):
    text = (
        "id,slug,skip,path,date,permalink,status,titel\n"
        "1,Not A Slug,,,,,,\n"
        "2,,maybe,../x.md,,,,\n"
        "\n"
        "2,,,,,,,\n"
        ",a,,,,,,\n"
        "9,,,,someday,http://x/,,\n"
        "1,,,,,,,,extra\n"
    )
    said = refused(tmp_path, text)
    assert [line.partition(":")[0] for line in said] == [f"items.csv, line {n}" for n in (1, 2, 3, 3, 5, 6, 7, 7, 8, 8)]
    assert "no column 'titel'" in said[0]
    assert "'Not-A-Slug' would be" in said[1]


def test_every_misfit_is_named_too(tmp_path):
    text = "id,status,slug,permalink\n77,,x,\n7,publish,,\n1,pending,,\n8,,other,\n3,draft,,\n6,,,/about/post-9/\n2,,,/y/\n9,,,/y\n"
    said = refused(tmp_path, text)
    assert [line.partition(":")[0].rpartition(" ")[2] for line in said] == ["2", "3", "4", "5", "6", "9"]
    assert "no item of the export has the id 77" in said[0]
    assert "only skip can be set" in said[3]
    assert "another item here moves to /y too" in said[5]


def test_an_address_that_is_taken_is_refused(tmp_path):
    said = refused(tmp_path, "id,permalink\n1,/ABOUT/post-9\n")
    assert said == ["items.csv, line 2: at that address stands item 9, which does not move."]


def test_two_items_may_change_places(tmp_path):
    with applied(tmp_path, "id,permalink\n1,/about/post-9/\n9,/post-1/\n") as index:
        assert [place_of(index, key).address for key in "19"] == ["/about/post-9/", "/post-1/"]


def test_at_most_twenty_faults_are_told(tmp_path):
    said = refused(tmp_path, "id,skip\n" + "".join(f"{n},maybe\n" for n in range(1, 60)))
    assert len(said) == 21
    assert said[-1] == "items.csv: and 39 more."


@pytest.mark.parametrize(
    "path",
    ["/etc/x.md", "a//b.md", "a/../b.md", "a/./b", "a\\b", "con.md", "a/.htaccess", "_wpmigrate/x", "_WPMIGRATE/report.json", "a/", "a:b", "x\x00", "a/b?.md"],
)  # fmt: skip
def test_paths_that_are_none(tmp_path, path):
    with pytest.raises(UsageError) as stopped:
        read_overrides(sheet(tmp_path, f"[[item]]\nid = 1\npath = {json.dumps(path)}\n", "x.toml"))
    assert "is no path of a file" in stopped.value.sentence


@pytest.mark.parametrize("link", ["x", "//x/", "/a?b", "/a#b", "/../x", "/a\\b", "https://x.test/"])
def test_permalinks_that_are_none(tmp_path, link):
    with pytest.raises(UsageError):
        read_overrides(sheet(tmp_path, f"[[item]]\nid = 1\npermalink = {json.dumps(link)}\n", "x.toml"))


TOML = """
[[item]]
id = 1
slug = "new-one"
date = 2020-02-03T04:05:06

[[item]]
id = "#10"
skip = true
"""


def test_toml(tmp_path):
    with applied(tmp_path, TOML, name="items.toml") as index:
        assert place_of(index, "1").slug == "new-one"
        assert place_of(index, "1").date == "2020-02-03T04:05:06+09:00"
        assert [d.reason for d in index.decisions()][-1] == "skipped-by-override"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[item]]\nid = 1\n\n[[item]]\nid = 2\nslug = []\n", "items.toml, line 4: slug is no text."),
        ("[[item]]\nid = 1\ntitel = 'x'\n", "items.toml, line 1: there is no key 'titel'"),
        ("[item]\nid = 1\n", "items.toml: write [[item]], with two brackets"),
        ("[[author]]\nid = 1\n", "items.toml: 'author' is unknown here"),
        ("[[item]\n", "items.toml: this is no TOML: "),
    ],
)
def test_faults_of_toml(tmp_path, text, said):
    assert refused(tmp_path, text, name="items.toml")[0].startswith(said)


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbfid,slug\r\n1,new-one\r\n",
        b"id;slug\n1;new-one\n",
        b"ID\tSlug\r\n1\tnew-one\r\n",
        b'id,title,slug\n1,"a\nb",new-one\n',
        b"id,slug\n1,new-one",
    ],
)
def test_tables_as_spreadsheets_write_them(tmp_path, raw):
    with applied(tmp_path, raw) as index:
        assert place_of(index, "1").slug == "new-one"


def test_files_that_cannot_be_read(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path, sheet(tmp_path, b"id,slug\n1,\xff\n")):
        with pytest.raises(UsageError) as stopped:
            read_overrides(path)
        assert stopped.value.code == "sheet-unreadable"


@pytest.mark.parametrize("text", ["", "\n\n", "id\n", "slug\nx\n", '"', "id,slug\n1,\x00\n"])
def test_odd_tables_raise_nothing_but_usage_errors(tmp_path, text):
    with suppress(UsageError):
        read_overrides(sheet(tmp_path, text))


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".toml"])
@given(
    rows=st.lists(
        st.fixed_dictionaries({"id": st.integers(1, 10**6).map(str), "title": CELLS}), unique_by=lambda r: r["id"]
    )
)
def test_what_is_written_is_read_again(tmp_path_factory, suffix, rows):
    path = tmp_path_factory.mktemp("s") / f"x{suffix}"
    path.write_bytes(write_sheet(suffix, "item", ("id", "title"), rows))
    faults = Faults("x")
    lines = read_sheet(path, "item", ("id", "title"), faults)
    faults.refuse("x")
    assert [{"id": v["id"], "title": v.get("title", "")} for v in (line.values for line in lines)] == rows


def test_a_cell_is_never_a_formula():
    made = write_sheet(
        ".csv", "item", ("id", "title"), [{"id": "1", "title": "=HYPERLINK(1)"}, {"id": "2", "title": "-1"}]
    )
    cells = [row[1] for row in csv.reader(io.StringIO(made.decode("utf-8-sig")))]
    assert cells == ["title", "'=HYPERLINK(1)", "'-1"]


# --- a whole run ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".toml"])
def test_a_first_version_changes_nothing(tmp_path, suffix):
    items, people = tmp_path / f"items{suffix}", tmp_path / f"authors{suffix}"
    inspect(options_of([LONDON], "."), first=FirstVersions(items, people))
    plain, edited = tmp_path / "plain", tmp_path / "edited"
    wpmigrate.convert(LONDON, plain, to="hugo")
    wpmigrate.convert(LONDON, edited, to="hugo", overrides=items, authors=people)
    files = [{p.relative_to(d): p.read_bytes() for p in d.rglob("*") if p.is_file()} for d in (plain, edited)]
    for found in files:
        for path in [p for p in found if p.name in ("report.json", "state.sqlite")]:
            del found[path]
    assert files[0] == files[1]
    posts = (plain / "_wpmigrate" / "posts.jsonl").read_text("utf-8").splitlines()
    assert [line.values["id"] for line in read_overrides(items).lines] == [json.loads(p)["place"]["key"] for p in posts]


def test_inspect_never_replaces_a_file(tmp_path):
    path = sheet(tmp_path, "mine")
    result = CliRunner().invoke(main, ["inspect", str(LONDON), "--overrides", str(path)])
    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert path.read_text() == "mine"
    assert CliRunner().invoke(main, ["inspect", str(LONDON), "--authors", str(tmp_path / "a.xls")]).exit_code == 2


def test_inspect_writes_both_and_still_says_what_is_there(tmp_path):
    items, people = tmp_path / "items.csv", tmp_path / "authors.toml"
    result = CliRunner().invoke(main, ["inspect", str(LONDON), "--overrides", str(items), "--authors", str(people)])
    assert result.exit_code == 0
    assert "post" in result.stdout
    first = items.read_text("utf-8-sig").splitlines()
    assert first[0] == ",".join(COLUMNS)
    assert people.read_text("utf-8").startswith('[[author]]\nlogin = "')


@pytest.mark.parametrize("path", ["hugo.yaml", "data/menus.json", "redirects/csv/redirects.csv", "content/x.MD"])
def test_no_item_takes_the_place_of_another_kind_of_file(tmp_path, path):
    edits = sheet(tmp_path, f"id,path\n19,{path}\n")
    with pytest.raises(UsageError) as stopped:
        wpmigrate.convert(LONDON, tmp_path / "out", to="hugo", overrides=edits)
    assert stopped.value.sentence == f"The path {path} of item 19 in the overrides must end in .md for hugo."
    assert not (tmp_path / "out").exists()


def test_a_run_with_overrides(tmp_path):
    edits = sheet(
        tmp_path,
        "id,slug,status,skip,path,title,permalink\n"
        "19,a-new-slug,,,,A new & better title,\n"
        "21,,draft,,,,\n"
        "28,,,yes,,,\n"
        "41,,,,content/special.md,,/special/\n",
    )
    report = wpmigrate.convert(LONDON, tmp_path / "out", to="hugo", overrides=edits)
    rows = {
        (row["kind"], str(row["id"])): row
        for row in map(json.loads, (tmp_path / "out/_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines())
    }
    assert rows["item", "19"]["path"] == "content/posts/a-new-slug/index.md"
    assert rows["item", "28"]["reason"] == "skipped-by-override"
    assert rows["item", "41"]["path"] == "content/special.md"
    text = (tmp_path / "out/content/posts/a-new-slug/index.md").read_text("utf-8")
    assert 'title: "A new & better title"' in text
    assert "/a-new-slug/" in text.partition("\nurl:")[2].partition("\n")[0]
    assert "aliases:" in text
    assert 'url: "/special/"' in (tmp_path / "out/content/special.md").read_text("utf-8")
    assert "draft: true" in (tmp_path / "out" / rows["item", "21"]["path"]).read_text("utf-8")
    assert all(t.read == t.written + t.skipped + t.failed for t in report.totals.values())


def test_a_run_with_a_bad_file_writes_nothing(tmp_path):
    edits = sheet(tmp_path, "id,slug\n99999,x\n")
    result = CliRunner().invoke(main, ["convert", str(LONDON), "-o", str(tmp_path / "out"), "--overrides", str(edits)])
    assert result.exit_code == 2
    assert "items.csv, line 2: no item of the export has the id 99999." in result.stderr
    assert not (tmp_path / "out").exists()


# --- the language of an item -------------------------------------------------------------------------------------

SAMPLES = {
    "ko": "오늘은 남대문 시장에서 찹쌀떡을 샀습니다. 정말 맛있었어요.",
    "ja": "今日はとても寒いので、部屋の中で本を読んでいました。",
    "zh": "今天天气很冷我在房间里看书喝茶写信给远方的朋友们",
    "ru": "Сегодня было очень холодно, и мы читали книги дома.",
    "uk": "Сьогодні було дуже холодно, її книги лежали вдома й чекали.",
    "bg": "Днес беше много студено и четохме книги вкъщи край огъня.",
    "ar": "كان الجو باردا جدا اليوم وقرأنا الكتب في البيت",
    "fa": "امروز هوا خیلی سرد بود و در خانه کتاب پرنده و گربه خواندیم",
    "he": "היום היה קר מאוד וקראנו ספרים בבית ליד האח",
    "el": "Σήμερα έκανε πολύ κρύο και διαβάσαμε βιβλία στο σπίτι",
    "th": "วันนี้อากาศหนาวมากเราอ่านหนังสืออยู่ที่บ้าน",
    "hi": "आज बहुत ठंड थी और हमने घर पर किताबें पढ़ीं",
}


@pytest.mark.parametrize(("language", "text"), SAMPLES.items())
def test_a_script_shows_its_language(language, text):
    assert foreign_language("", f"<p>{text}</p>", "en-US") == language
    assert foreign_language(text, "", "de") == language
    assert foreign_language(text, text, language) == ""
    assert foreign_language(text, text, "") == ""


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("안녕", "A post about Seoul, written in English."),
        ("안녕하세요", ""),
        ("Plain", "words “quoted” – and more " * 20),
        ("", "한국어 문장이 하나 있고 " + "English words outnumber them by far. " * 5),
        ("", "<!-- 한국어로 된 주석은 읽는 사람이 볼 수 없으므로 세지 않습니다 정말로 --> text"),
        ("", "12345 67890 !!! " * 30),
    ],
)
def test_a_few_words_make_no_language(title, body):
    assert foreign_language(title, body, "en-US") == ""


def test_entities_and_markup_are_no_letters():
    text = "".join(f"&#{ord(char)};" for char in SAMPLES["ko"])
    assert foreign_language("", text, "en-US") == "ko"
    assert foreign_language("", f'<a href="https://example.test/{"x" * 200}">{SAMPLES["ko"]}</a>', "en") == "ko"


@pytest.mark.parametrize(
    "body", ["<" * 100_000, "<!--" * 30_000, "&#" * 50_000 + "한", "한" * 100_000, "<script>한" * 20_000]
)
def test_hostile_bodies_take_no_time(body):
    assert foreign_language("", body, "en") in ("", "ko")


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ([("_icl_lang_code", "de")], "de"),
        ([("x", "y"), ("_locale", "pt_BR")], "pt-BR"),
        ([("_locale", "not a language")], ""),
        ([("lang", "de")], ""),
    ],
)
def test_the_field_of_a_plugin(meta, expected):
    assert language_field(meta) == expected


def test_the_taxonomy_says_more_than_the_script(tmp_path):
    from wpmigrate.wxr.records import TermUse

    items = [
        post(1, title=SAMPLES["ko"], terms=(TermUse("language", "fr", "Français"),)),
        post(2, title=SAMPLES["ko"], meta=(("_icl_lang_code", "de"),)),
        post(3, title=SAMPLES["ko"]),
        post(4, title="Hello"),
    ]
    from msgspec.structs import replace

    from site_records import CHANNEL

    with index_of(tmp_path, items, channels=[replace(CHANNEL, language="en-US")]) as index:
        assert [place.language for place in index.places()] == ["fr", "de", "ko", ""]
