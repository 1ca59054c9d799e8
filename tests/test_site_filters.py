import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wpmigrate
from conftest import REPO
from site_records import CHANNEL, built, index_of, post
from wpmigrate.config import options_of
from wpmigrate.errors import UsageError
from wpmigrate.pipeline.reading import read_index
from wpmigrate.site.fields import chosen_fields, field_rules
from wpmigrate.site.filters import checked
from wpmigrate.site.index import SiteOptions
from wpmigrate.site.options import Filters
from wpmigrate.source.opening import open_inputs
from wpmigrate.wxr.records import AuthorRecord, ChannelRecord, CommentRecord, TermUse

LONDON = REPO / "fixtures" / "london-korean" / "export.xml"
JAZZ, BLUES = TermUse("genre", "jazz", "Jazz &amp; more"), TermUse("genre", "blues", "Blues")
NEWS, SEOUL = TermUse("category", "news", "News"), TermUse("category", "%EC%84%9C%EC%9A%B8", "서울")
RED = TermUse("tag", "red", "Red")
ITEMS = [
    post(1, terms=(NEWS, JAZZ)),
    post(2, terms=(SEOUL, RED), creator="bob", date="2023-12-31 23:30:00", date_gmt="2023-12-31 14:30:00"),
    post(3, type="page", status="draft", terms=(NEWS, RED), date="2024-02-01 08:00:00", date_gmt=""),
    post(4, status="future", date="2025-01-01 00:00:00", date_gmt="2024-12-31 15:00:00"),
    post(5, terms=(BLUES, TermUse("author", "cap-bob", "bob"))),
    post(6, status="draft", date="0000-00-00 00:00:00", date_gmt="0000-00-00 00:00:00"),
    post(7, status="private", terms=(NEWS,), creator="bob"),
    post(0, slug="no-id", creator="jane", terms=(NEWS,)),
]


def kept(tmp_path, items=ITEMS, options=None, **filters):
    with index_of(tmp_path, items, options=options or SiteOptions(filters=Filters(**filters))) as index:
        return [d.key for d in index.decisions() if d.outcome == "post"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["1", "2", "3", "4", "5", "6", "#8"]),
        ({"statuses": ("publish",)}, ["1", "2", "5", "#8"]),
        ({"statuses": ("published", "scheduled")}, ["1", "2", "4", "5", "#8"]),
        ({"statuses": ("draft",)}, ["3", "6"]),
        ({"statuses": ("private",)}, []),
        ({"since": "2024"}, ["1", "3", "4", "5", "#8"]),
        ({"since": "2024-01-06"}, ["3", "4"]),
        ({"until": "2023"}, ["2"]),
        ({"until": "2024-02"}, ["1", "2", "3", "5", "#8"]),
        ({"since": "2025-01-01", "until": "2025-01-01"}, ["4"]),
        ({"authors": ("BOB",)}, ["2", "5"]),
        ({"authors": ("Jane Doe",)}, ["1", "3", "4", "5", "6", "#8"]),
        ({"authors": ("bob", "jane")}, ["1", "2", "3", "4", "5", "6", "#8"]),
        ({"categories": ("news",)}, ["1", "3", "#8"]),
        ({"categories": ("서울",)}, ["2"]),
        ({"categories": ("%ec%84%9c%ec%9a%b8", "NEWS")}, ["1", "2", "3", "#8"]),
        ({"tags": ("red",)}, ["2", "3"]),
        ({"terms": ("genre:jazz", "genre:blues")}, ["1", "5"]),
        ({"terms": ("genre:Jazz & more",)}, ["1"]),
        ({"terms": ("tag:red",)}, ["2", "3"]),
        ({"categories": ("news",), "tags": ("red",)}, ["3"]),
        ({"categories": ("news",), "statuses": ("publish",)}, ["1", "#8"]),
        ({"ids": ("5", "#8", "7")}, ["5", "#8"]),
        ({"limit": 2}, ["1", "2"]),
        ({"limit": 2, "authors": ("bob",)}, ["2", "5"]),
        ({"limit": 1, "categories": ("news",), "since": "2024-01-10"}, ["3"]),
        ({"limit": 99}, ["1", "2", "3", "4", "5", "6", "#8"]),
    ],
)
def test_any_of_one_kind_and_all_kinds_together(tmp_path, filters, expected):
    assert kept(tmp_path, **filters) == expected


def test_the_local_date_is_the_one_that_is_written(tmp_path):
    late = [post(1, date="2023-12-31 23:30:00", date_gmt="2023-12-31 14:30:00")]
    there = SiteOptions(timezone="Pacific/Auckland", filters=Filters(since="2024"))
    assert kept(tmp_path, late, there) == ["1"]
    assert kept(tmp_path, late, since="2024") == []


def test_reasons_name_the_option(tmp_path):
    filters = Filters(statuses=("publish",), categories=("news",), until="2024", limit=1)
    with index_of(tmp_path, ITEMS, options=SiteOptions(filters=filters)) as index:
        reasons = {d.key: d.reason for d in index.decisions()}
    assert reasons == {
        "1": "", "2": "filtered-by-category", "3": "filtered-by-status", "4": "filtered-by-category",
        "5": "filtered-by-category", "6": "filtered-by-category", "7": "status-private", "#8": "filtered-by-limit",
    }  # fmt: skip


def test_attachments_follow_and_menus_lose_the_entry(tmp_path):
    fields = (("_menu_item_type", "post_type"), ("_menu_item_object", "post"), ("_menu_item_object_id", "1"))
    items = [
        post(1),
        post(2),
        post(3, type="attachment", status="inherit", parent=1, attachment_url="https://blog.example.test/a.png"),
        post(4, type="attachment", status="inherit", parent=2, attachment_url="https://blog.example.test/b.png"),
        post(5, type="attachment", status="inherit", attachment_url="https://blog.example.test/c.png"),
        post(6, type="nav_menu_item", meta=fields, terms=(TermUse("nav_menu", "main", "Main"),)),
    ]
    with index_of(tmp_path, items, options=SiteOptions(filters=Filters(ids=("2",)))) as index:
        assert [(d.key, d.outcome, d.reason) for d in index.decisions()] == [
            ("1", "skip", "filtered-by-id"), ("2", "post", ""), ("3", "skip", "parent-kept-out"),
            ("4", "attachment", ""), ("5", "attachment", ""), ("6", "skip", "menu-target-kept-out"),
        ]  # fmt: skip


def test_terms_and_authors_of_what_is_left_out_are_not_derived(tmp_path):
    options = SiteOptions(filters=Filters(categories=("news",), statuses=("publish",)))
    with index_of(tmp_path, ITEMS, options=options) as index:
        assert [(t.taxonomy, t.slug) for t in index.terms()] == [("category", "news"), ("genre", "jazz")]
        assert [a.login for a in index.authors()] == ["jane"]


@pytest.mark.parametrize(
    ("filters", "unmet"),
    [
        ({"categories": ("news", "nwes")}, ["--category nwes"]),
        ({"tags": ("news",)}, ["--tag news"]),
        ({"terms": ("genre:polka", "genre:jazz")}, ["--term genre:polka"]),
        ({"authors": ("bob", "rob")}, ["--author rob"]),
        ({"ids": ("7", "70")}, ["--id 70"]),
        ({"statuses": ("draft", "private")}, ["--status private"]),
        ({"statuses": ("publish",), "categories": ("서울",), "authors": ("jane",), "ids": ("2",)}, []),
    ],
)
def test_what_no_item_has_is_reported(tmp_path, filters, unmet):
    with index_of(tmp_path, ITEMS, options=SiteOptions(filters=Filters(**filters))) as index:
        found = [d.detail for _, _, d in index.diagnostics() if d.code.slug == "filter-met-nothing"]
    assert found == unmet


@pytest.mark.parametrize(
    "filters",
    [
        {"since": "yesterday"}, {"until": "2024-13"}, {"since": "2024-1-1"}, {"until": "2024-01-40"},
        {"terms": ("jazz",)}, {"terms": (":jazz",)}, {"terms": ("genre:",)}, {"limit": 0},
        {"since": "2024-06", "until": "2024-05"}, {"since": "2025", "until": "2024-05-01"},
    ],
)  # fmt: skip
def test_what_can_never_mean_anything_is_refused(filters):
    with pytest.raises(UsageError) as stopped:
        checked(Filters(**filters))
    assert stopped.value.code == "bad-filter"


def test_a_period_may_be_narrower_than_its_end():
    assert checked(Filters(since="2024-05-31", until="2024"))
    assert checked(Filters(since="2024", until="2024-05-31"))


NAMES = st.lists(st.sampled_from(["publish", "draft", "private", "trash", "future"]), max_size=3)


@given(
    statuses=NAMES,
    ids=st.lists(st.sampled_from(["1", "2", "3", "4", "#5"]), max_size=3),
    limit=st.none() | st.integers(1, 4),
    passwords=st.lists(st.sampled_from(["", "x"]), min_size=4, max_size=4),
    states=st.lists(st.sampled_from(["publish", "draft", "private", "trash", "odd"]), min_size=4, max_size=4),
)
def test_no_filter_makes_anything_more_public(tmp_path_factory, statuses, ids, limit, passwords, states):
    folder = tmp_path_factory.mktemp("sieve")
    items = [post(n, status=s, password=p) for n, (s, p) in enumerate(zip(states, passwords, strict=True), 1)]
    filters = Filters(statuses=tuple(statuses), ids=tuple(ids), limit=limit)
    with index_of(folder, items) as plain:
        before = {d.key: d for d in plain.decisions()}
    with index_of(folder, items, options=SiteOptions(filters=filters)) as index:
        for decision in index.decisions():
            assert decision.visibility == before[decision.key].visibility
            assert decision.outcome in ("skip", before[decision.key].outcome)


def test_a_merged_author_still_names_what_they_wrote(tmp_path):
    channel = ChannelRecord(
        base_blog_url=CHANNEL.link,
        authors=(AuthorRecord(login="jane", display_name="Jane"), AuthorRecord(login="jd", display_name="J. D.")),
    )
    sheet = tmp_path / "authors.csv"
    sheet.write_text("login,merge_into\njd,jane\n", "utf-8")
    items = [post(1), post(2, creator="jd"), post(3, creator="bob")]
    options = SiteOptions(filters=Filters(authors=("J. D.",)))
    with index_of(tmp_path, items, channels=[channel], options=options, authors=sheet) as index:
        assert [d.key for d in index.decisions() if d.outcome == "post"] == ["1", "2"]


# --- a whole run ------------------------------------------------------------------------------------------------


def rows(out):
    return [json.loads(line) for line in (out / "_wpmigrate" / "ledger.jsonl").read_text("utf-8").splitlines()]


def test_a_filtered_run_balances_and_says_why(tmp_path):
    report = wpmigrate.convert(LONDON, tmp_path, to="markdown", categories="music", until="2012", statuses=["publish"])
    whole = wpmigrate.convert(LONDON, tmp_path / "whole", to="markdown", dry_run=True)
    for kind in ("item", "comment"):
        assert report.totals[kind].read == whole.totals[kind].read
        assert report.totals[kind].written < whole.totals[kind].written
    ledger = rows(tmp_path)
    written = [row["id"] for row in ledger if row["kind"] == "item" and row["outcome"] == "written" and "path" in row]
    assert written
    reasons = {row.get("reason") for row in ledger if row["kind"] == "item" and row["outcome"] == "skipped"}
    assert {"filtered-by-category", "filtered-by-until"} <= reasons
    assert {r["reason"] for r in ledger if r["kind"] == "comment" and r["outcome"] == "skipped"} >= {
        "post-filtered-by-category"
    }


FILTERS = REPO / "fixtures" / "filters" / "cases.json"
CASES = json.loads(FILTERS.read_text("utf-8"))


def choice(**options):
    """Say what a run with these options would write of the bundled blog, and why it leaves out the rest."""
    with TemporaryDirectory() as folder, open_inputs([str(LONDON)]) as source:
        reading = read_index(source, Path(folder), options_of([LONDON], ".", **options), lambda *_: None)
        decisions = list(reading.index.decisions())
        titles = {place.key: title for place, _, title in reading.index.listing()}
        reading.index.close()
    return titles, dict(sorted(Counter(d.reason for d in decisions if d.outcome == "skip").items()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(case["options"]))
def test_each_filter_on_the_bundled_blog(case, accept):
    written, skipped = choice(**case["options"])
    if accept:
        case |= {"written": written, "skipped": skipped}
        FILTERS.write_text(json.dumps(CASES, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert (written, skipped) == (case["written"], case["skipped"])


def test_every_filter_has_its_case():
    assert {name for case in CASES for name in case["options"]} == {
        "post_types", "statuses", "since", "until", "written_by", "categories", "tags", "terms", "ids", "limit",
    }  # fmt: skip


def test_the_library_takes_one_word_and_numbers(tmp_path):
    with wpmigrate.read(LONDON, ids=[19, 21], post_types="post") as export:
        assert [item.post.place.key for item in export] == ["19", "21"]
    with wpmigrate.read(LONDON, ids=19) as export:
        assert [item.post.place.id for item in export] == [19]
    with wpmigrate.read(LONDON, limit=3) as export:
        assert len(list(export)) == 3


def test_unknown_and_bad_options_are_usage_errors():
    for given_options in ({"limit": 0}, {"limit": "many"}, {"since": "soon"}, {"fields": ":x"}):
        with pytest.raises(UsageError), wpmigrate.read(LONDON, **given_options):
            pass


# --- custom fields ----------------------------------------------------------------------------------------------

META = {
    "rating": [4],
    "_event_date": ["2024-05-01"],
    "_event_place": ["Room 1", "Room 2"],
    "acf_color": ["red"],
    "fb:app": ["x"],
    "map": [{"lat": 1}],
    "empty": [],
}


@pytest.mark.parametrize(
    ("given_rules", "expected"),
    [
        (["rating"], {"rating": 4}),
        (["rating:stars"], {"stars": 4}),
        (["_event_*:*"], {"date": "2024-05-01", "place": ["Room 1", "Room 2"]}),
        (["_event_*:when_*"], {"when_date": "2024-05-01", "when_place": ["Room 1", "Room 2"]}),
        (["*_color"], {"acf_color": "red"}),
        (["*_*t_*"], {"_event_date": "2024-05-01", "_event_place": ["Room 1", "Room 2"]}),
        (["fb:app:facebook"], {"facebook": "x"}),
        (["map"], {"map": {"lat": 1}}),
        (["rating:a", "acf_color:a"], {"a": 4}),
        (["nothing", "empty", "ratin", "rating?"], {}),
    ],
)
def test_chosen_fields(given_rules, expected):
    assert chosen_fields(META, field_rules(given_rules)) == expected


def test_all_fields():
    assert chosen_fields(META, field_rules(["*"])).keys() == META.keys() - {"empty"}


@pytest.mark.parametrize("text", ["", ":alias", "name:", "name:*", "a*b*:*-*"])
def test_a_rule_that_says_nothing_is_refused(text):
    with pytest.raises(UsageError) as stopped:
        field_rules([text])
    assert stopped.value.code == "bad-field"


@given(st.text("ab*", max_size=8), st.text("ab", max_size=8))
def test_stars_match_as_in_a_shell(pattern, key):
    from fnmatch import fnmatchcase

    chosen = chosen_fields({key: [1]}, field_rules([pattern])) if pattern else {}
    assert bool(chosen) == (bool(pattern) and fnmatchcase(key, pattern))


# --- what terms, formats and orders become ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def london():
    with wpmigrate.read(LONDON) as export:
        yield export, {item.post.place.key: item.post for item in export}


def test_term_hierarchy_and_descriptions_arrive(london):
    terms = {(t.taxonomy, t.slug): t for t in london[0].terms}
    assert terms["category", "pansori"].parent == "music"
    assert terms["category", "pansori"].path == "music/pansori"
    assert terms["category", "pansori"].description == "Drum, fan, voice."
    assert terms["category", "영화-리뷰"].path == "film/영화-리뷰"
    assert {t.taxonomy for t in london[0].terms} >= {"category", "post_tag", "venue"}


def test_sticky_formats_templates_and_orders_arrive(london):
    posts = london[1].values()
    assert sum(p.sticky for p in posts) == 2
    assert {p.format for p in posts} == {"", "aside", "audio", "gallery", "link", "quote", "status", "video"}
    assert [p.template for p in posts if p.template] == ["page-no-title"]
    assert sorted(p.menu_order for p in posts if p.menu_order) == [1, 1, 2, 2, 3, 4]


def test_korean_items_of_an_english_site_say_so(london):
    languages = {p.place.slug: p.place.language for p in london[1].values()}
    assert languages["소개"] == "ko"
    assert languages["hello"] == ""


def test_term_meta_arrives(tmp_path):
    from wpmigrate.wxr.records import TermRecord

    meta = (("color", "red"), ("order", 'a:2:{i:0;s:1:"a";i:1;s:1:"b";}'))
    channel = ChannelRecord(base_blog_url=CHANNEL.link, terms=(TermRecord("genre", "jazz", "Jazz", id=3, meta=meta),))
    item = post(1, terms=(JAZZ,), comments=(CommentRecord(id=1, approved="1"),))
    with index_of(tmp_path, [item], channels=[channel]) as index:
        assert index.terms()[0].meta == {"color": ["red"], "order": [["a", "b"]]}
        assert built(index, item, 1)[0].terms[0].slug == "jazz"
