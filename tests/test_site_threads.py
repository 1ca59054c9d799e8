import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_records import CHANNEL, PLAIN, index_of, post, slugs
from wpmigrate.site.index import SiteOptions
from wpmigrate.site.threads import Threads, arrange, thread_comments
from wpmigrate.wxr.records import CommentRecord

# (id, parent) in order of date → (id, parent shown, depth): what WordPress 6.7's own walker answers for the same.
TREES = [
    ([(1, 0), (2, 1), (3, 0)], [(1, None, 0), (2, 1, 1), (3, None, 0)]),
    ([(3, 2), (1, 0), (2, 1)], [(1, None, 0), (2, 1, 1), (3, 2, 2)]),
    ([(2, 9), (1, 0), (3, 2)], [(1, None, 0), (2, None, 0), (3, 2, 0)]),
    ([(1, 2), (2, 1), (3, 0)], [(3, None, 0), (1, None, 0), (2, 1, 0)]),
    ([(1, 1)], [(1, None, 0)]),
    ([], []),
]


@pytest.mark.parametrize(("given_pairs", "expected"), TREES)
def test_trees(given_pairs, expected):
    assert [(s.id, s.parent, s.depth) for s in arrange(given_pairs, lambda _: None)] == expected


def test_replies_beyond_the_tenth_level_stay_on_it():
    chain = [(n, n - 1) for n in range(1, 30)]
    assert [s.depth for s in arrange(chain, lambda _: None)] == [*range(10), *([9] * 19)]


@given(st.lists(st.tuples(st.integers(1, 15), st.integers(0, 18)), unique_by=lambda pair: pair[0]))
def test_nobody_is_lost_and_no_ring_is_left(pairs):
    found = []
    shown = arrange(pairs, found.append)
    assert sorted(s.id for s in shown) == sorted(number for number, _ in pairs)
    parents = {s.id: s.parent for s in shown}
    told = dict(pairs)
    for number, parent in parents.items():
        assert parent in (None, told[number])
        at, steps = number, 0
        while at is not None:
            at, steps = parents[at], steps + 1
            assert steps <= len(pairs)
    orphans = [n for n, p in pairs if p and p not in told]
    assert ("comment-parent-missing" in slugs(found)) == bool(orphans)


def test_a_long_chain_and_a_wide_ring_take_linear_time():
    count = 40_000
    assert len(arrange([(n, n - 1) for n in range(1, count)], lambda _: None)) == count - 1
    assert len(arrange([(n, n % count + 1) for n in range(1, count + 1)], lambda _: None)) == count


def comment(number, **fields):
    given_fields = {
        "id": number, "author": f"A{number}", "email": "v@example.test", "ip": "192.0.2.7", "approved": "1",
        "date": "2024-06-01 09:00:00", "date_gmt": "2024-06-01 00:00:00", "content": f"text {number}",
    }  # fmt: skip
    return CommentRecord(**{**given_fields, **fields})


def threads(tmp_path, *comments, options=PLAIN) -> tuple[Threads, list]:
    item = post(7, comments=comments)
    found = []
    with index_of(tmp_path, [item], options=options) as index:
        return thread_comments(item, index, options, found.append), found


def test_only_approved_comments_are_shown(tmp_path):
    states = ["1", "0", "spam", "trash", "post-trashed", "", "odd"]
    made, _ = threads(tmp_path, *(comment(n, approved=s) for n, s in enumerate(states, 1)), comment(9, type="note"))
    assert [c.id for c in made.shown] == [1]
    assert made.skipped == (
        ("2", "comment", "comment-unapproved"),
        ("3", "comment", "comment-spam"),
        ("4", "comment", "comment-trash"),
        ("5", "comment", "comment-post-trashed"),
        ("6", "comment", "comment-unapproved"),
        ("7", "comment", "comment-unapproved"),
        ("9", "note", "comment-internal"),
    )


def test_order_is_by_gmt_then_id_and_a_zero_date_is_first(tmp_path):
    made, _ = threads(
        tmp_path,
        comment(3, date_gmt="2024-01-02 00:00:00"),
        comment(2, date_gmt="2024-01-02 00:00:00"),
        comment(1, date_gmt="2024-01-03 00:00:00"),
        comment(4, date_gmt="0000-00-00 00:00:00"),
    )
    assert [c.id for c in made.shown] == [4, 2, 3, 1]
    assert made.shown[0].date == "2024-06-01T09:00:00+09:00"


def test_names_and_addresses(tmp_path):
    made, _ = threads(
        tmp_path,
        comment(1, author="Reading &laquo; Blog &amp;amp;", type="pingback", url="https://ex.com/?a=1&b=2"),
        comment(2, author="", url="javascript:alert(1)"),
        comment(3, author="", user_id=1),
        comment(4, author="Jane", user_id=1),
        comment(5, user_id=999),
    )
    shown = [(c.author, c.user, c.url, c.type) for c in made.shown]
    assert shown == [
        ("Reading « Blog &amp;", "", "https://ex.com/?a=1&b=2", "pingback"),
        ("Anonymous", "", "", "comment"),
        ("Jane Doe", "jane", "", "comment"),
        ("Jane", "jane", "", "comment"),
        ("A5", "", "", "comment"),
    ]
    assert not any(c.email or c.ip for c in made.shown)


def test_personal_data_only_when_asked_for(tmp_path):
    made, _ = threads(tmp_path, comment(1), options=SiteOptions(personal_data=True))
    assert (made.shown[0].email, made.shown[0].ip) == ("v@example.test", "192.0.2.7")


def test_fields_of_comments(tmp_path):
    meta = (
        ("rating", "5"),
        ("akismet_result", "false"),
        ("_wp_trash_meta_time", "1"),
        ("_x", "1"),
        ("tags", 'a:1:{i:0;s:1:"x";}'),
    )
    made, _ = threads(tmp_path, comment(1, meta=meta), options=SiteOptions(personal_data=True))
    assert made.shown[0].meta == {"rating": ["5"], "tags": [["x"]]}


def test_comments_without_an_id_of_their_own_are_kept_apart(tmp_path):
    made, found = threads(tmp_path, comment(0), comment(0), comment(5), comment(5, parent=5), comment(6, parent=-1))
    assert len({c.id for c in made.shown}) == 5
    assert sum(c.parent == 5 for c in made.shown) == 1
    assert slugs(found) == ["duplicate-id"]
    assert CHANNEL.authors[0].email not in str(made)
