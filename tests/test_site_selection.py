import pytest

from site_records import index_of, post
from wpmigrate.site.index import SiteOptions
from wpmigrate.site.selection import judge

ALL = SiteOptions(include=frozenset(("private", "trash", "password")))

CASES = [
    ("post", "publish", "", "post", "published", ""),
    ("page", "static", "", "post", "published", ""),
    ("post", "draft", "", "post", "draft", ""),
    ("post", "pending", "", "post", "draft", ""),
    ("post", "auto-draft", "", "post", "draft", ""),
    ("post", "", "", "post", "draft", ""),
    ("post", "future", "", "post", "scheduled", ""),
    ("post", "private", "", "skip", "private", "status-private"),
    ("post", "trash", "", "skip", "trash", "status-trash"),
    ("post", "publish", "x", "skip", "password", "password-protected"),
    ("post", "draft", "x", "skip", "password", "password-protected"),
    ("post", "private", "x", "skip", "private", "status-private"),
    ("post", "inherit", "", "skip", "private", "unknown-status"),
    ("post", "secret", "", "skip", "private", "unknown-status"),
    ("portfolio", "publish", "", "post", "published", ""),
    ("revision", "inherit", "", "skip", "private", "internal-type"),
    ("wp_block", "publish", "", "skip", "published", "internal-type"),
    ("user_request", "request-completed", "", "skip", "private", "internal-type"),
    ("shop_order", "wc-completed", "", "skip", "private", "personal-data"),
    ("feedback", "publish", "", "skip", "published", "personal-data"),
    ("attachment", "inherit", "", "attachment", "published", ""),
    ("attachment", "", "", "attachment", "published", ""),
    ("attachment", "private", "", "skip", "private", "status-private"),
    ("attachment", "trash", "", "skip", "trash", "status-trash"),
    ("nav_menu_item", "publish", "", "menu", "published", ""),
    ("nav_menu_item", "draft", "", "skip", "draft", "orphan-menu-item"),
]


@pytest.mark.parametrize(("kind", "status", "password", "outcome", "visibility", "reason"), CASES)
def test_by_default_nothing_becomes_more_public(kind, status, password, outcome, visibility, reason):
    verdict = judge(kind, status, password, SiteOptions())
    assert (verdict.outcome, verdict.visibility, verdict.reason) == (outcome, visibility, reason)


@pytest.mark.parametrize(
    ("status", "password", "outcome", "visibility"),
    [
        ("private", "", "post", "private"),
        ("trash", "", "post", "trash"),
        ("publish", "x", "post", "password"),
        ("secret", "", "skip", "private"),
    ],
)
def test_what_is_asked_for_keeps_its_visibility(status, password, outcome, visibility):
    verdict = judge("post", status, password, ALL)
    assert (verdict.outcome, verdict.visibility) == (outcome, visibility)


def test_chosen_types():
    chosen = SiteOptions(post_types=("book", "wp_block", "feedback"))
    assert judge("book", "publish", "", chosen).outcome == "post"
    assert judge("wp_block", "publish", "", chosen).outcome == "post"
    assert judge("post", "publish", "", chosen).reason == "type-not-selected"
    assert judge("revision", "inherit", "", chosen).reason == "internal-type"
    assert judge("feedback", "publish", "", chosen).reason == "personal-data"
    asked = SiteOptions(post_types=("feedback",), personal_data=True)
    assert judge("feedback", "publish", "", asked).outcome == "post"


@pytest.mark.parametrize(
    ("kind", "status", "link", "reason"),
    [
        ("crm_contact", "publish", "https://a.example/?post_type=crm_contact&p=7", "type-without-pages"),
        ("crm_contact", "publish", "https://a.example/?post_type=crm_contact&#038;p=7", "type-without-pages"),
        ("crm_contact", "draft", "https://a.example/?post_type=crm_contact&p=7", ""),
        ("book", "publish", "https://a.example/?book=dune", ""),
        ("book", "publish", "https://a.example/books/?post_type=book", ""),
        ("book", "publish", "https://a.example/?post_type=film&p=7", ""),
        ("post", "publish", "https://a.example/?p=7", ""),
    ],
)
def test_a_type_without_addresses_is_for_the_dashboard(kind, status, link, reason):
    assert judge(kind, status, "", SiteOptions(), link).reason == reason
    assert judge(kind, status, "", SiteOptions(post_types=(kind,)), link).outcome == "post"


def attachment(number, parent, **fields):
    return post(number, type="attachment", status="inherit", parent=parent, **fields)


@pytest.mark.parametrize(
    ("parent", "expected"),
    [
        (post(1), ("attachment", "published", "")),
        (post(1, status="draft"), ("attachment", "draft", "")),
        (post(1, status="private"), ("skip", "private", "parent-kept-out")),
        (post(1, status="trash"), ("skip", "trash", "parent-kept-out")),
        (post(1, password="x"), ("skip", "password", "parent-kept-out")),
        (post(1, status="odd"), ("skip", "private", "parent-kept-out")),
        (post(1, type="feedback"), ("skip", "published", "parent-kept-out")),
        (post(1, type="wp_block"), ("attachment", "published", "")),
        (post(1, type="wp_block", status="private"), ("skip", "private", "parent-kept-out")),
        (post(5), ("attachment", "published", "")),
    ],
)
def test_attachments_are_as_public_as_their_parent(tmp_path, parent, expected):
    items = [attachment(2, 1), attachment(3, 2), parent]
    with index_of(tmp_path, items) as index:
        decisions = {d.key: d for d in index.decisions()}
        for key in ("2", "3"):
            assert (decisions[key].outcome, decisions[key].visibility, decisions[key].reason) == expected
        shown = expected[0] == "attachment"
        assert [a.id for a in index.attachments()] == ([2, 3] if shown else [])
        assert (index.attachment(2) is not None) == shown
        assert [a.id for a in index.attached(1)] == ([2] if shown else [])


def test_attachments_of_each_other_and_of_themselves_are_written(tmp_path):
    with index_of(tmp_path, [attachment(1, 2), attachment(2, 1), attachment(3, 3)]) as index:
        assert [d.outcome for d in index.decisions()] == ["attachment"] * 3


def test_asked_for_parents_show_their_attachments(tmp_path):
    with index_of(tmp_path, [post(1, status="private"), attachment(2, 1)], options=ALL) as index:
        assert [(d.outcome, d.visibility) for d in index.decisions()] == [
            ("post", "private"),
            ("attachment", "private"),
        ]


@pytest.mark.parametrize("status", ["private", "hidden", "trash"])
def test_topics_are_as_public_as_their_forum(tmp_path, status):
    forums = [post(1, type="forum", status=status), post(2, type="forum", parent=1), post(3, type="forum")]
    topics = [post(4, type="topic", parent=1), post(5, type="topic", parent=2), post(6, type="topic", parent=3)]
    with index_of(tmp_path, [*topics, *forums, post(7, parent=1)]) as index:
        found = {d.key: d.reason or d.outcome for d in index.decisions()}
    assert [found[key] for key in ("2", "4", "5")] == ["parent-kept-out"] * 3
    assert [found[key] for key in ("3", "6", "7")] == ["post"] * 3
