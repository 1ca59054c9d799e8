import pytest

from site_records import CHANNEL, PLAIN, URL, built, index_of, post, slugs
from wpmigrate.site.authors import build_roll, is_email
from wpmigrate.site.index import SiteOptions
from wpmigrate.wxr.records import AuthorRecord, ChannelRecord, CommentRecord, TermUse

OLD = ChannelRecord(base_blog_url=URL, wxr_version="1.0")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jane@example.test", True),
        (" jane.doe+x@mail.example.test ", True),
        ("weird user@host", False),
        ("weird user@host.test", False),
        ("jane@host", False),
        ("@example.test", False),
        ("a@b@c.test", False),
        ("jane", False),
        ("", False),
    ],
)
def test_is_email(text, expected):
    assert is_email(text) == expected


def credited(tmp_path, *items, channel=CHANNEL, options=PLAIN):
    with index_of(tmp_path, items, channels=[channel], options=options) as index:
        made = [built(index, item, ordinal) for ordinal, item in enumerate(items, start=1)]
        authors = {author.login: author for author in index.authors()}
        return [(p.authors, slugs(found)) for p, found in made], authors, list(index.diagnostics())


def test_creators_are_logins_else_display_names(tmp_path):
    made, authors, _ = credited(tmp_path, post(1), post(2, creator="Jane Doe"), post(3, creator="JANE"))
    assert made == [(("jane",), [])] * 3
    assert list(authors) == ["jane"]


def test_a_creator_with_signs_that_no_login_has_is_who_wordpress_takes_it_for(tmp_path):
    made, authors, _ = credited(tmp_path, post(1, creator=">jane"), post(2, creator="JA'NE "), post(3, creator="<>"))
    assert made[:2] == [(("jane",), [])] * 2
    assert [author for author in authors.values() if not author.placeholder] == [authors["jane"]]


def test_unknown_and_empty_creators_get_a_stable_placeholder(tmp_path):
    made, authors, _ = credited(tmp_path, post(1, creator="bob"), post(2, creator=""), post(3, creator=""))
    assert made == [
        (("bob",), ["author-missing"]), (("unknown",), ["author-missing"]), (("unknown",), ["author-missing"]),
    ]  # fmt: skip
    assert [(a.login, a.name, a.placeholder) for a in authors.values()] == [
        ("jane", "Jane Doe", False), ("bob", "bob", True), ("unknown", "Unknown author", True),
    ]  # fmt: skip


def test_without_author_blocks_creators_are_display_names(tmp_path):
    made, authors, _ = credited(tmp_path, post(1, creator="김 철수"), post(2, creator="A &amp; B"), channel=OLD)
    assert [codes for _, codes in made] == [[], []]
    assert [(a.name, a.slug, a.placeholder) for a in authors.values()] == [
        ("김 철수", "김-철수", False), ("A & B", "a-b", False),
    ]  # fmt: skip


def test_a_login_that_is_an_email_is_shown_nowhere(tmp_path):
    channel = ChannelRecord(
        base_blog_url=URL,
        authors=(
            AuthorRecord(id=1, login="jane@example.test", email="jane@example.test", display_name="Jane Doe"),
            AuthorRecord(id=2, login="bob@example.test", email="bob@example.test", display_name="bob@example.test"),
            AuthorRecord(id=3, login="x@example.test", display_name="x@example.test", first_name="Xavier"),
        ),
    )
    items = [
        post(1, creator="jane@example.test", comments=(CommentRecord(id=1, approved="1", user_id=1),)),
        post(2, creator="bob@example.test"),
        post(3, creator="gone@example.test"),
    ]
    made, authors, findings = credited(tmp_path, *items, channel=channel)
    assert [logins for logins, _ in made] == [("jane-doe",), ("bob",), ("gone",)]
    assert [(a.login, a.name) for a in authors.values()] == [
        ("jane-doe", "Jane Doe"), ("bob", "bob"), ("xavier", "Xavier"), ("gone", "gone"),
    ]  # fmt: skip
    assert "@" not in f"{authors}{made}{findings}"
    assert [(kind, key) for kind, key, one in findings if one.code.slug == "author-login-hidden"] == [
        ("author", "jane-doe"), ("author", "bob"), ("author", "xavier"), ("author", "gone"),
    ]  # fmt: skip


def test_emails_only_when_asked_for(tmp_path):
    _, authors, _ = credited(tmp_path, post(1), options=SiteOptions(personal_data=True))
    assert authors["jane"].email == "jane@example.test"


def test_co_authors(tmp_path):
    uses = (TermUse("author", "cap-bob", "Bob"), TermUse("author", "cap-jane", "jane"), TermUse("category", "x", "X"))
    made, authors, _ = credited(tmp_path, post(1, terms=uses), post(2, creator="", terms=uses))
    assert [logins for logins, _ in made] == [("jane", "bob"), ("bob", "jane")]
    assert authors["bob"].name == "Bob"
    assert not authors["bob"].placeholder


def test_guest_authors_have_their_own_item(tmp_path):
    meta = (("cap-user_login", "guest"), ("cap-display_name", "Guest Writer"), ("cap-user_email", "g@example.test"))
    guest = post(9, type="guest-author", slug="cap-guest", meta=meta, creator="nobody")
    item = post(1, terms=(TermUse("author", "cap-guest", "guest"),))
    with index_of(tmp_path, [item, guest]) as index:
        # Co-Authors Plus shows whom its terms name, and not the user who happened to save the post.
        assert built(index, item, 1)[0].authors == ("guest",)
        assert [(a.login, a.name, a.email) for a in index.authors()][1:] == [("guest", "Guest Writer", None)]


def test_a_taxonomy_of_that_name_adds_to_who_wrote(tmp_path):
    item = post(1, terms=(TermUse("author", "poet", "Poet"),))
    with index_of(tmp_path, [item]) as index:
        assert built(index, item, 1)[0].authors == ("jane", "poet")


def test_those_only_kept_out_items_name_are_not_listed(tmp_path):
    with index_of(tmp_path, [post(1), post(2, creator="mole", status="private")]) as index:
        assert [a.login for a in index.authors()] == ["jane"]


def test_the_later_of_two_entries_counts_and_slugs_are_unique():
    records = [
        AuthorRecord(id=1, login="a.b", display_name="Old"),
        AuthorRecord(id=2, login="a-b", display_name="Other"),
        AuthorRecord(id=1, login="a.b", display_name="R&amp;D"),
    ]
    roll = build_roll(records, ["Old"], [], personal_data=False)
    assert [(a.login, a.name, a.slug) for a in roll.authors] == [("a.b", "R&D", "a-b"), ("a-b", "Other", "a-b-2")]
    assert roll.keys["user", "1"] == "a.b"


def test_many_of_the_same_name_take_linear_time():
    roll = build_roll([], [f"x@{n}.test" for n in range(3000)], [], personal_data=False)
    assert len({a.login for a in roll.authors}) == 3000


def test_an_address_inside_a_name_is_not_published() -> None:
    roll = build_roll([], ["Zed <zed@mail.example>", "Ann (ann@mail.example)"], [], personal_data=False)
    assert [author.name for author in roll.authors] == ["Zed", "Ann"]
    assert not any("@" in author.login + author.slug for author in roll.authors)
    assert roll.keys["creator", "Zed <zed@mail.example>"] == roll.authors[0].login
