import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.site.permalinks import absolute, is_home, path_of, safe_url, site_key

PATHS = [
    ("https://ex.com/2012/11/18/how-to-tls-1-3/", "https://ex.com", "/2012/11/18/how-to-tls-1-3/"),
    ("https://ex.com/2024/01/%ec%95%88%eb%85%95/", "https://ex.com", "/2024/01/안녕/"),
    ("https://ex.com/blog/a/", "https://ex.com/blog", "/a/"),
    ("https://ex.com/blog/", "https://ex.com/blog/", "/"),
    ("https://ex.com/blogger/", "https://ex.com/blog", "/blogger/"),
    ("http://www.ex.com/a", "https://ex.com", "/a"),
    ("/blog/x", "https://ex.com", "/blog/x"),
    ("https://ex.com/?p=2391", "https://ex.com", ""),
    ("https://ex.com/?page_id=3", "https://ex.com", ""),
    ("https://ex.com/index.php?p=3", "https://ex.com", ""),
    ("https://ex.com/?book=dune", "https://ex.com", ""),
    ("https://ex.com?lang=ko", "https://ex.com", ""),
    ("https://ex.com/blog/?book=dune", "https://ex.com/blog", ""),
    ("https://ex.com/a/?lang=ko", "https://ex.com", "/a/"),
    ("https://ex.com/a%2Fb/", "https://ex.com", "/a%2Fb/"),
    ("https://ex.com/%ea%b0%80%d8/", "https://ex.com", "/가/"),
    ("https://ex.com/../../etc/passwd", "https://ex.com", ""),
    ("https://ex.com/a/%2e%2e/b", "https://ex.com", ""),
    ("https://ex.com/a%00b/", "https://ex.com", ""),
    ("https://ex.com/a%5cb/", "https://ex.com", ""),
    ("https://ex.com//greek/a/", "https://ex.com", "/greek/a/"),
    ("https://ex.com//", "https://ex.com", "/"),
    ("https://[bad/", "https://ex.com", ""),
    ("https://ex.com//greek//level-2/", "https://ex.com", "/greek/level-2/"),
    ("https://ex.com/blog//other.example/", "https://ex.com/blog", "/other.example/"),
    ("https://ex.com", "https://ex.com", "/"),
    ("", "https://ex.com", ""),
]


@pytest.mark.parametrize(("link", "site", "expected"), PATHS)
def test_paths(link, site, expected):
    assert path_of(link, site) == expected


@given(st.text("htps:/.%2eab?=p&#[]\\\u202e ", max_size=60))
def test_a_path_is_empty_or_climbs_nowhere(link):
    path = path_of(link, "https://ex.com")
    assert path == "" or path.startswith("/")
    assert ".." not in path.split("/")
    assert not path.startswith("//")


def test_sites_are_the_same_whatever_the_scheme_and_www():
    assert site_key("https://www.Ex.com/") == site_key("http://ex.com:80") == "ex.com"
    assert site_key("https://ex.com/ko") != site_key("https://ex.com")
    assert site_key("/relative") == ""
    assert is_home("http://ex.com/", "https://www.ex.com")
    assert not is_home("http://ex.com/?p=1", "https://ex.com")
    assert not is_home("", "")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://ex.com/a", "https://ex.com/a"),
        ("/a?b=c:d", "/a?b=c:d"),
        ("#", "#"),
        ("mailto:a@b.c", "mailto:a@b.c"),
        ("javascript:alert(1)", ""),
        (" java\nscript:alert(1)", ""),
        ("\x01data:text/html,x", ""),
    ],
)
def test_safe_urls(url, expected):
    assert safe_url(url) == expected


def test_urls_are_completed():
    assert absolute("/wp-content/a.jpg", "https://ex.com/blog") == "https://ex.com/wp-content/a.jpg"
    assert absolute("//cdn.ex.com/a.jpg", "https://ex.com") == "https://cdn.ex.com/a.jpg"
    assert absolute("https://o.com/a.jpg", "https://ex.com") == "https://o.com/a.jpg"
    assert absolute("/a", "") == "/a"
