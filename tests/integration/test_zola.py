"""The Zola target by a reader of our own, because no registry has Zola: its front matter, its sections, and every text."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from handmade import MENUS, TERMS, whole_site, write_site
from hostile import check_hostile, hostile_export
from rendered import build_input, check_site
from stand_in import NO_COMMENTS, Shown, write_pages

import wpmigrate
from wpmigrate.render.zola import _INLINE, as_read
from wpmigrate.targets.zola import TARGET, ZolaOptions

PAGE_KEYS = {
    "title", "description", "date", "updated", "weight", "draft", "slug", "path", "aliases", "authors", "in_search_index",
    "template", "render", "taxonomies", "extra",
}  # fmt: skip
SECTION_KEYS = {
    "title", "description", "draft", "sort_by", "weight", "template", "page_template", "paginate_by", "render", "transparent",
    "aliases", "generate_feeds", "in_search_index", "redirect_to", "extra",
}  # fmt: skip
BODIED = re.compile(r"\{%\s*\w+\s*\([^)]*\)\s*%\}.*\{%\s*end\s*%\}", re.DOTALL)


def read(file: Path) -> tuple[dict[str, Any], str]:
    head, fence, body = file.read_text("utf-8").removeprefix("+++\n").partition("\n+++\n")
    assert fence, file
    return tomllib.loads(head), body


def check_files(folder: Path) -> Iterator[Shown]:
    """Read a site as Zola does; answer what each page that is no draft shows."""
    config = tomllib.loads((folder / "config.toml").read_text("utf-8"))
    declared = {one["name"] for one in config["taxonomies"]}
    terms = json.loads((folder / "data/terms.json").read_text("utf-8"))
    people = json.loads((folder / "data/authors.json").read_text("utf-8"))
    paths: list[str] = []
    for file in sorted((folder / "content").rglob("*.md")):
        fields, body = read(file)
        assert (file.parent / "_index.md").is_file() or file.name == "index.md", file
        assert "." not in file.stem, file
        assert not _INLINE.search(body), file
        assert not BODIED.search(body), file
        is_section = file.name == "_index.md"
        assert not fields.keys() - (SECTION_KEYS if is_section else PAGE_KEYS), file
        words = fields.get("taxonomies", {})
        assert not words.keys() - declared, file
        if is_section:
            where = file.parent.relative_to(folder / "content").as_posix().removeprefix(".")
            paths += [f"/{where}/".replace("//", "/")] if fields.get("render", True) else []
        elif not fields.get("draft"):
            assert fields["path"].startswith("/")
            paths.append(f"{fields['path'].rstrip('/')}/")
        paths += fields.get("aliases", []) if not fields.get("draft") else []
        if not fields.get("draft") and "wp" in fields.get("extra", {}):
            yield shown(fields, body, folder, terms, people)
    assert len(paths) == len(set(paths)), sorted(path for path in paths if paths.count(path) > 1)


def shown(fields: dict[str, Any], body: str, folder: Path, terms: dict[str, Any], people: dict[str, Any]) -> Shown:
    extra, words = fields["extra"], fields.get("taxonomies", {})
    key = extra["wp"].get("comments")
    names = [terms[kind][word]["name"] for kind, told in words.items() if kind != "authors" for word in told]
    return Shown(
        path=fields.get("path", "/"),
        title=fields["title"],
        body=as_read(body),
        date=fields["date"].isoformat() if "date" in fields else "",
        description=fields.get("description", ""),
        names=[*names, *(people[slug]["name"] for slug in words.get("authors", ()))],
        image=extra.get("image", {}).get("url", ""),
        thread=json.loads((folder / f"data/comments/{key}.json").read_text("utf-8")) if key else NO_COMMENTS,
    )


@pytest.mark.parametrize("name", ["blog", "kitchen"])
def test_the_files_say_all_of_the_export(name: str, tmp_path: Path) -> None:
    export, truth, _ = build_input(name, "zola", tmp_path / "site")
    public = write_pages(check_files(tmp_path / "site"), tmp_path / "public")
    assert check_site(export, truth, public) == []


def test_hostile_texts_stand_as_they_were(tmp_path: Path) -> None:
    hostile_export(tmp_path / "hostile.xml")
    wpmigrate.convert(tmp_path / "hostile.xml", tmp_path / "site", to="zola", scaffold=True)
    assert check_hostile(write_pages(check_files(tmp_path / "site"), tmp_path / "public")) == []


@pytest.mark.parametrize("layout", ["flat", "year-month", "bundle"])
@pytest.mark.parametrize("front", [True, False])
def test_every_kind_of_item_has_a_page_of_its_own(layout: Any, front: bool, tmp_path: Path) -> None:
    site = write_site(TARGET, tmp_path, whole_site(front=front), ZolaOptions(layout=layout), terms=TERMS, menus=MENUS)
    pages = {one.path: one.body for one in check_files(tmp_path)}
    for one in site.placed:
        shows = f"body-{one.place.id}-end"
        if one.place.visibility == "published":
            assert shows in pages[one.url], one
        else:
            assert not any(shows in body for body in pages.values()), one
