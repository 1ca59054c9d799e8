"""A site that lives in a folder of its host: what of it begins where, for targets that stay in the folder and those that do not."""

from pathlib import Path

import pytest

import wpmigrate
from test_redirects_run import export
from wpmigrate.site.folders import Folders
from wpmigrate.site.permalinks import folder_of

COMMENT = (
    "<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>Ann</wp:comment_author>"
    "<wp:comment_date>2020-01-06 10:00:00</wp:comment_date><wp:comment_date_gmt>2020-01-06 10:00:00</wp:comment_date_gmt>"
    "<wp:comment_approved>1</wp:comment_approved>"
    '<wp:comment_content><![CDATA[<a href="/blog/2020/01/second/">second</a> <a href="/shop/">shop</a>]]></wp:comment_content></wp:comment></item>'
)


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    path = export(tmp_path)
    text = path.read_text("utf-8").replace("https://old.example", "https://old.example/blog")
    path.write_text(text.replace("</item>", COMMENT, 1), "utf-8")
    return path


@pytest.mark.parametrize(
    ("target", "base", "found"),
    [
        ("hugo", "", "https://old.example/blog"),
        ("jekyll", "", "https://old.example"),
        ("markdown", "", "https://old.example/blog"),
        ("none", "", "https://old.example/blog"),
        ("hugo", "https://new.example", "https://new.example"),
        ("hugo", "https://new.example/notes/", "https://new.example/notes"),
        ("jekyll", "https://new.example/notes", "https://new.example/notes"),  # who says so has a site in that folder
    ],
)
def test_threads_are_known_by_where_their_pages_are(blog: Path, target: str, base: str, found: str) -> None:
    out = blog.parent / "out"
    wpmigrate.convert(blog, out, to=target, comments=["isso"], base_url=base)
    (threads,) = (out / "_wpmigrate/comments/isso").glob("*.json")
    text = threads.read_text("utf-8")
    assert f'"{folder_of(found)}/2020/01/first/"' in text
    assert f"{found}/2020/01/second/" in text
    assert "https://old.example/shop/" in text


@pytest.mark.parametrize(
    ("target", "base", "aliases", "url"),
    [
        ("hugo", "", (), "https://old.example/blog/"),
        ("hugo", "https://new.example", ("/blog/2020/01/first/",), "https://new.example/"),
        ("hugo", "https://new.example/notes", (), "https://new.example/notes/"),
        ("jekyll", "", ("/blog/2020/01/first/",), "https://old.example"),
        ("pelican", "", (), "https://old.example"),
        ("mkdocs", "", ("/blog/2020/01/first/",), "https://old.example/"),
        ("nikola", "", (), "https://old.example/blog/"),
    ],
)
def test_where_a_starter_site_begins(blog: Path, target: str, base: str, aliases: tuple[str, ...], url: str) -> None:
    out = blog.parent / "out"
    wpmigrate.convert(blog, out, to=target, scaffold=True, base_url=base)
    page = next(file for file in out.rglob("*.md") if "Item 1" in file.read_text("utf-8"))
    assert {alias for alias in ("/blog/2020/01/first/",) if f'- "{alias}"' in page.read_text("utf-8")} == set(aliases)
    settings = ("hugo.yaml", "_config.yml", "pelicanconf.py", "mkdocs.yml", "conf.py")
    (told,) = [(out / name).read_text("utf-8") for name in settings if (out / name).exists()]
    assert f'"{url}"' in told or f"'{url}'" in told
    assert ("canonifyURLs: true" in told) is (target == "hugo" and url.count("/") > 3)


def test_paths_of_two_folders() -> None:
    there = Folders("/blog", "/notes")
    assert (there.source("/?p=1"), there.target("/a/"), there.below("/a/")) == ("/blog/?p=1", "/notes/a/", "")
    assert (there.target("https://x.example/"), there.target("//x.example/")) == ("https://x.example/", "//x.example/")
    assert Folders("/blog", "/blog").below("/a/") == "/a/"
    assert Folders("/blog").below("/a/") == "/blog/a/"
    assert Folders("/blogs", "/blog").below("/a/") == ""
    assert [folder_of(url) for url in ("https://a.example", "https://a.example/b/", "x", "http://[")] == [
        "",
        "/b",
        "x",
        "",
    ]
