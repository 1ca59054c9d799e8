"""What the tests of Pelican, MkDocs, Nikola and Lektor have in common: a site of every kind of place, made, built and read."""

import re
from collections.abc import Callable, Iterable
from html import unescape
from pathlib import Path
from typing import Any

from hostile import check_hostile, hostile_export
from rendered import build_input, check_site

import wpmigrate
from crawl import BuiltSite
from target_jobs import JANE, address, comment, job_of, menu, place, post_at, site_job, term
from wpmigrate.contract import Author, OutputFile, Place, Placed, Record, Target
from wpmigrate.model import MenuItem, TermRef
from wpmigrate.site.slugs import Allocator

Build = Callable[[Path], Path]
BOB = Author(login="bob", name="Bob, 한", slug="bob-한")
PUBLISHED = [
    place("hello", permalink="/2020/01/hello/", id=1),
    place("hello", permalink="/2021/02/hello/", id=2),
    place("안녕-세계", permalink="/2020/01/안녕-세계/", id=3),
    place("page", permalink="/old/page.html", id=5),
    place("c", permalink="/c#/", id=6),
    place("100", permalink="/100%/", id=7),
    place("upper", permalink="/2020/UPPER/", id=8),
    place("bare", permalink="/2020/bare", id=9),
    place("v1.2", permalink="/v1.2/", id=10),
    place("🎉", permalink="/2020/🎉/", id=12),
    place("query", id=13),
    place("about", "page", permalink="/about/", has_children=True, id=20),
    place("team", "page", permalink="/about/team/", ancestors=("about",), has_children=True, id=21),
    place("앨리스", "page", permalink="/about/team/앨리스/", ancestors=("about", "team"), id=22),
    place("tags", "page", permalink="/tags/", id=25),
    place("below-a-draft", "page", permalink="/unfinished/below-a-draft/", ancestors=("unfinished",), id=31),
    place("neuromancer", "book", permalink="/books/neuromancer/", id=41),
    place("cyber", permalink="/tag/taken/", id=42),
]
HIDDEN = [
    place("draft", visibility="draft", id=50),
    place("future", visibility="scheduled", date="2099-01-01T00:00:00Z", permalink="/2099/future/", id=51),
    place("private", visibility="private", permalink="/2020/private/", id=52),
    place("secret", "page", visibility="password", permalink="/2020/secret/", id=53),
    place("trashed", "book", visibility="trash", id=54),
    place("unfinished", "page", visibility="draft", has_children=True, id=55),
]
TERMS = [
    term("category", "c-plus", "C++ & <C#>", path="c/c-plus", parent="c", description="<p>One &amp; two</p>"),
    term("category", "c", "C"),
    term("category", "notes", "Notes", ambiguous=True),
    term("category", "notes-2", "notes", ambiguous=True),
    term("post_tag", "태그", "a, b; c"),
    term("post_tag", "taken", "taken"),
    term("post_tag", "unused", "Unused"),
    term("genre", "cyber", "Cyber 'Punk'"),
]
FRONT = place("home", "page", permalink="/", front_page=True, id=70)
BLOG = place("blog", "page", permalink="/news/", posts_page=True, id=71)
ENTRIES = menu(
    "main",
    MenuItem(id=1, title="Home & all", url="/", order=1),
    MenuItem(id=2, title="About", kind="post_type", target="20", order=2),
    MenuItem(id=3, title="Notes below", kind="taxonomy", target="category/notes-2", parent=2, order=3),
    MenuItem(id=4, title="Not yet", kind="post_type", target="50", order=4),
    MenuItem(id=5, title="Below it", url="/2020/bare", parent=4, order=5),
)
OWN = re.compile(r"body-(\d+)-end")


def made_site(target: Target, folder: Path, places: Iterable[Place], **given: Any) -> None:
    """Write a site as the pipeline would."""
    options, allocator = target.options(), Allocator()
    placed, files, records = [], [], []
    for one in places:
        path = allocator.allocate(target.path(one, options))
        placed.append(Placed(one, path, address(target, one, options, path)))
        refs = tuple(TermRef(t.taxonomy, t.slug, t.name, ambiguous=t.ambiguous) for t in TERMS if t.slug != "unused")
        post = post_at(one, terms=refs if one.id == 1 else (), old_slugs=("hallo",) if one.id == 1 else ())
        shown = (comment(101), comment(102, parent=101, depth=1), comment(103, "<p>ping</p>", type="pingback"))
        job = job_of(
            target, post, f"body-{one.id}-end **bold**", path=path, authors=(JANE, BOB), comments=shown if one.id == 1 else ()
        )  # fmt: skip
        for made in target.write(job):
            (records if isinstance(made, Record) else files).append(made)
    job = site_job(
        target,
        items=lambda: iter(placed),
        authors=(JANE, BOB),
        terms=TERMS,
        menus=(ENTRIES,),
        records=lambda stream: (one.content for one in records if one.stream == stream),
        **given,
    )
    write_files(folder, [*files, *target.site(job), *target.scaffold(job)])


def write_files(folder: Path, files: list[OutputFile]) -> None:
    assert len({file.path for file in files}) == len(files)
    for file in files:
        there = folder / file.path
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(file.content)


def page(public: Path, url: str) -> str:
    at = public / url.strip("/")
    return (at if at.is_file() else at / "index.html").read_text("utf-8")


def check_places(target: Target, public: Path, places: Iterable[Place]) -> None:
    """Every published item is at the address that the target says, and nothing else is shown anywhere."""
    options = target.options()
    for one in places:
        url = address(target, one, options)
        assert OWN.findall(page(public, url))[0] == str(one.id), url
    rendered = "\n".join(file.read_text("utf-8", "replace") for file in public.rglob("*.*") if file.is_file())
    for one in HIDDEN:
        assert f"body-{one.id}-end" not in rendered, one.slug
        assert f"Title of {one.slug}<" not in rendered, one.slug


def check_lists(target: Target, public: Path) -> None:
    """Every term and author has a list with its name; a list gives way to an item."""
    options = target.options()
    where = target.addresses
    assert where is not None
    for one in TERMS:
        shown = page(public, where.term(one, options))
        if one.slug == "taken":
            assert "body-42-end" in shown
            continue
        assert ("Title of hello" in shown) == (one.slug != "unused"), one.slug
    named = unescape(page(public, "/category/c/c-plus/"))
    assert "C++ & <C#>" in named
    assert "One & two" in named
    for author in (JANE, BOB):
        assert "Title of neuromancer" in page(public, where.author(author, options))
    assert "Title of neuromancer" in page(public, "/books/")
    assert "Title of hello" in page(public, where.posts)
    assert "Title of hello" in page(public, where.feed)


def check_post(public: Path, url: str = "/2020/01/hello/") -> None:
    shown = unescape(page(public, url))
    for word in (
        "Jane Doe",
        "Bob, 한",
        "Notes",
        "a, b; c",
        "Cyber",
        'id="comment-101"',
        'id="comment-103"',
        "<strong>bold",
    ):
        assert word in shown, word
    assert "margin-inline-start: 1.5rem" in shown
    assert "Home & all" in shown
    assert "Below it" in shown
    assert "Not yet" not in shown


def broken(public: Path) -> list[str]:
    site = BuiltSite(public, "https://blog.example.test")
    return sorted({one.url for one in site.references() if site.broken(one) and "/wp-content/" not in one.url})


def check_export(name: str, target: str, folder: Path, build: Build, **shows: Any) -> list[str]:
    """Convert an export with its starter theme, build it, and answer what it shows otherwise than WordPress did."""
    export, truth, _ = build_input(name, target, folder)
    return check_site(export, truth, build(folder), **shows)


def check_texts(target: str, folder: Path, build: Build, **shows: Any) -> list[str]:
    """Put the hostile texts through one build."""
    hostile_export(folder / "hostile.xml")
    assert wpmigrate.convert(folder / "hostile.xml", folder / "site", to=target, scaffold=True).exit_code == 0
    return check_hostile(build(folder / "site"), **shows)
