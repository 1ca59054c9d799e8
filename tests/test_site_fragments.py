"""Names of parts of pages that links from elsewhere lead to."""

import pytest

from site_records import post
from wpmigrate.site.fragments import fragments_of
from wpmigrate.wxr.records import CommentRecord


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ('<a href="https://ex.com/a/#team">x</a>', ["team"]),
        ("<a href='http://www.ex.com/a/#team'>x</a>", ["team"]),
        ("<a class=x href=/a/#team>x</a>", ["team"]),
        ('<a href="../b/#a&amp;b">x</a>', ["a&b"]),
        ('<a href="/a/#%EC%95%88">x</a>', ["%EC%95%88", "안"]),
        ('<a href="#team">on this page</a>', []),
        ('<a href="https://other.example/#team">elsewhere</a>', []),
        ('<a href="/a/#comment-12">x</a><a href="/a/#respond">x</a><a href="/a/#more-7">x</a>', []),
        ('<a href="/a/#">x</a> &#8217; #tag', []),
        ('<a href="https://ex.com:x[/#a">no address</a>', []),
    ],
)  # fmt: skip
def test_links_of_a_body(content: str, found: list[str]) -> None:
    assert list(fragments_of(post(1, content=content), "https://ex.com")) == found


def test_excerpts_comments_and_menus() -> None:
    comment = CommentRecord(id=1, content='<a href="/a/#c">x</a>')
    both = post(1, excerpt='<a href="/a/#e">x</a>', comments=(comment,))
    assert list(fragments_of(both, "https://ex.com")) == ["e", "c"]
    for url, found in (("/a/#m", ["m"]), ("#m", ["m"]), ("https://other.example/#m", []), ("/a/", [])):
        entry = post(2, type="nav_menu_item", meta=(("_menu_item_url", url),))
        assert list(fragments_of(entry, "https://ex.com")) == found
