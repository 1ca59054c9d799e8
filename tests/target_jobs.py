"""Jobs for targets, built by hand: what the pipeline would give them, without an export."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from wpmigrate.content.nodes import Document
from wpmigrate.contract import (
    Author,
    Comment,
    Diagnostic,
    Job,
    Menu,
    OutputFile,
    Place,
    Placed,
    Post,
    Site,
    SiteJob,
    Target,
    Term,
)
from wpmigrate.site.places import former_paths

SITE = Site(title="Hanok & Thames", url="https://blog.example.test", description="한국 in London", language="en-GB")
JANE = Author(login="jane", name="Jane Doe", slug="jane", id=2)
DATE = "2020-01-05T08:00:00+09:00"


def place(slug: str, kind: str = "post", **given: Any) -> Place:
    """A published item; `key` and `ordinal` come from `id`."""
    number = given.pop("id", 12)
    defaults: dict[str, Any] = {
        "key": str(number),
        "ordinal": number,
        "id": number,
        "type": kind,
        "slug": slug,
        "visibility": "published",
        "date": DATE,
    }
    return Place(**defaults | given)


def post_at(where: Place, **given: Any) -> Post:
    return Post(place=where, **{"title": f"Title of {where.slug}", "date": where.date, **given})


def address(target: Target, place: Place, options: Any, path: str = "") -> str:
    """Answer where an item stands on the new site, as the pipeline would."""
    path = path or target.path(place, options)
    return target.addresses.item(Placed(place, path), options) if target.addresses else ""


def job_of(target: Target, post: Post, body: str = "", **given: Any) -> Job:
    options = given.pop("options", target.options())
    url = address(target, post.place, options, given.get("path", ""))
    defaults: dict[str, Any] = {
        "site": SITE,
        "post": post,
        "path": target.path(post.place, options),
        "url": url,
        "former": former_paths(post, url),
        "body": body,
        "document": Document(()),
        "authors": (),
        "comments": (),
        "options": options,
        "report": list[Diagnostic]().append,
    }
    return Job(**defaults | given)


def site_job(target: Target, places: Sequence[Place] = (), **given: Any) -> SiteJob:
    options = given.pop("options", target.options())
    placed = [Placed(one, target.path(one, options), address(target, one, options)) for one in places]
    defaults: dict[str, Any] = {
        "site": SITE,
        "authors": (),
        "terms": (),
        "menus": (),
        "items": lambda: iter(placed),
        "attachments": lambda: iter(()),
        "options": options,
        "report": list[Diagnostic]().append,
    }
    return SiteJob(**defaults | given)


def by_path(files: Any) -> dict[str, str]:
    """Answer path → text, after checking what every target promises of its files."""
    found: dict[str, str] = {}
    for file in files:
        assert isinstance(file, OutputFile)
        parts = PurePosixPath(file.path).parts
        assert parts
        assert not file.path.startswith("/")
        assert ".." not in parts
        assert file.path not in found
        assert b"\r" not in file.content
        found[file.path] = file.content.decode("utf-8")
    return found


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Part a file into its fields, as PyYAML reads them, and its body."""
    import yaml

    head, fence, body = text.removeprefix("---\n").partition("\n---\n")
    if not fence:
        head, fence, body = "", "", text
    return yaml.safe_load(head) or {}, body.removeprefix("\n")


def comment(number: int, content: str = "Nice.", **given: Any) -> Comment:
    return Comment(id=number, post=12, **{"author": "Reader", "content": content, "date": DATE, **given})


def term(taxonomy: str, slug: str, name: str, **given: Any) -> Term:
    return Term(taxonomy=taxonomy, slug=slug, name=name, **{"path": slug, **given})


def menu(slug: str, *items: Any) -> Menu:
    return Menu(slug=slug, name=slug.capitalize(), items=items)
