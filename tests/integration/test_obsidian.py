"""The Obsidian target by a reader of our own: names, properties, tags, links from note to note, and every text."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyromark
import pytest
import yaml
from hostile import check_hostile, hostile_export
from rendered import build_input, check_site
from selectolax.lexbor import LexborHTMLParser
from stand_in import OPTIONS, Shown, write_pages

import wpmigrate
from wpmigrate.render.frontmatter import timestamp

NO_NAME = set('*"\\/<>:|?#^[]')
TAG = re.compile(r"[\w/-]*[^\W\d][\w/-]*|[\w/-]*[-_][\w/-]*")
# What Obsidian makes something of, where no backslash stands before it.
OWN = re.compile(r"(?<!\\)(?:\\\\)*(?:!?\[\[|%%|==|\$)|(?:^|\s)#[\w/-]|\s\^[A-Za-z0-9-]+$", re.MULTILINE)
CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1$|(`+)(?!`).+?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)
VIDEO = re.compile(r"!\[\]\((https://www\.youtube\.com/[^)]+)\)")
SHOWS = {"permalinks": False, "dated": ("post", "page"), "taxonomies": ("category",)}


def check_files(folder: Path) -> Iterator[Shown]:
    """Read a vault as Obsidian does; answer what each note that is no draft shows."""
    names: set[str] = set()
    for file in sorted(folder.rglob("*.md")):
        path = file.relative_to(folder).as_posix()
        assert not NO_NAME & set(file.stem), path
        assert path.casefold() not in names, path
        names.add(path.casefold())
        fields, body = read(file)
        assert not any(isinstance(value, dict) for value in fields.values()), path
        assert all(TAG.fullmatch(tag) for tag in fields.get("tags", ())), fields
        check_links(folder, file, body)
        if not fields.get("draft") and not path.startswith(("comments/", "menus.md")):
            yield shown(folder, path, fields, body)


def read(file: Path) -> tuple[dict[str, Any], str]:
    head, fence, body = file.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
    return (yaml.safe_load(head), body) if fence else ({}, head)


def check_links(folder: Path, file: Path, body: str) -> None:
    """Find a file behind every link and picture that leads into the vault."""
    tree = LexborHTMLParser(pyromark.html(body, options=OPTIONS))
    for node in tree.css("a[href], img[src]"):
        url = node.attributes.get("href") or node.attributes.get("src") or ""
        parts = urlsplit(url)
        if parts.scheme or url.startswith(("//", "/", "#")) or not parts.path.endswith(".md"):
            continue
        assert (file.parent / unquote(parts.path)).resolve().is_file(), (file, url)
        assert (file.parent / unquote(parts.path)).resolve().is_relative_to(folder.resolve()), (file, url)


def shown(folder: Path, path: str, fields: dict[str, Any], body: str) -> Shown:
    tags = [*fields.get("tag_names", ()), *fields.get("tags", ())]
    terms = [name.rpartition("/")[2] for name in fields.get("categories", ())]
    return Shown(
        path=f"/{path.removesuffix('.md')}/",
        title=fields["title"],
        body=VIDEO.sub(r"<\1>", body),
        date=timestamp(fields.get("wp_date")) or "",
        description=fields.get("description", ""),
        names=[*terms, *tags, *fields.get("authors", ())],
        image=fields.get("image", ""),
        thread=thread(folder, fields.get("comments", "")),
    )


def thread(folder: Path, link: str) -> dict[str, Any]:
    """Answer the note of comments as one, which is HTML to whoever looks for its texts."""
    if not link:
        return {"comments": [], "mentions": []}
    _, body = read(folder / f"{link.strip('[]')}.md")
    quotes = body.partition("\n\n")[2]
    return {"comments": [{"author": "", "html": pyromark.html(quotes, options=OPTIONS)}], "mentions": []}


@pytest.mark.parametrize("name", ["blog", "kitchen"])
def test_the_notes_say_all_of_the_export(name: str, tmp_path: Path) -> None:
    export, truth, _ = build_input(name, "obsidian", tmp_path / "vault")
    public = write_pages(check_files(tmp_path / "vault"), tmp_path / "public")
    assert check_site(export, truth, public, **SHOWS) == []


def test_hostile_texts_stand_as_they_were(tmp_path: Path) -> None:
    hostile_export(tmp_path / "hostile.xml")
    wpmigrate.convert(tmp_path / "hostile.xml", tmp_path / "vault", to="obsidian", scaffold=True)
    pages = list(check_files(tmp_path / "vault"))
    for one in pages:
        prose = CODE.sub("", re.sub(r"<!--.*?-->", "", one.body))
        assert not OWN.search(prose), (one.path, OWN.search(prose), prose[:400])
    assert check_hostile(write_pages(pages, tmp_path / "public")) == []
