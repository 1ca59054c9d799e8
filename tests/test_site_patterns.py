"""Patterns of permalinks, expanded and refused."""

import pytest

from wpmigrate.errors import UsageError
from wpmigrate.model import Place
from wpmigrate.site.patterns import check_pattern, expand

PLACE = Place("12", 3, "post", "안녕", "published", date="2024-01-05T09:08:07+09:00", id=12)
CHILD = Place("13", 4, "page", "team", "published", id=13, ancestors=("about", "us"))


@pytest.mark.parametrize(
    ("pattern", "place", "expected"),
    [
        ("/:year/:month/:slug/", PLACE, "/2024/01/안녕/"),
        ("/:year/:month/:day/:hour-:minute-:second.html:id", PLACE, "/2024/01/05/09-08-07.html12"),
        ("/blog/:type/:id", PLACE, "/blog/post/12"),
        ("/:parents/:slug/", CHILD, "/about/us/team/"),
        ("/:parents/:slug/", PLACE, "/안녕/"),
        ("/:year/:month/:slug/", CHILD, "/team/"),
        ("/:id/", Place("#9", 9, "post", "x", "published"), "/o9/"),
    ],
)
def test_expand(pattern: str, place: Place, expected: str) -> None:
    assert check_pattern(pattern) == pattern
    assert expand(pattern, place) == expected


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("/:year/:title/", ":title is no token"),
        (":slug", "a path such as"),
        ("/a b/:slug", "a path such as"),
        ("/../:slug", "a path such as"),
        ("/x?:slug", "a path such as"),
        ("/:year/:month/", "the same address"),
    ],
)
def test_a_pattern_that_cannot_work_is_refused(pattern: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        check_pattern(pattern)


def test_keep_is_no_pattern() -> None:
    assert check_pattern("keep") == "keep"
