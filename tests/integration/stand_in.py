"""Pages made of a target's files where its software cannot be run: only what the files themselves say is shown.

A reader of one platform answers `Shown` for each file; `write_pages` makes the HTML that `check_site` and `check_hostile` read.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import pyromark

# The renderer of Zola itself, with what it switches on; Obsidian reads the same but for the attributes of headings.
OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
)
NO_COMMENTS: dict[str, Any] = {"comments": [], "mentions": []}


class Shown(NamedTuple):
    """What one file says; `body` is Markdown as the platform's own pass hands it on."""

    path: str
    title: str
    body: str
    date: str = ""
    description: str = ""
    names: Sequence[str] = ()
    image: str = ""
    thread: dict[str, Any] = NO_COMMENTS


def write_pages(shown: Iterable[Shown], folder: Path) -> Path:
    """Write a page for each file at its address."""
    for one in shown:
        at = folder / one.path.strip("/") / "index.html"
        assert not at.exists(), f"two pages at {one.path}"
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_text(page_of(one), "utf-8", "replace")
    return folder


def page_of(one: Shown) -> str:
    day = datetime.fromisoformat(one.date).strftime("%B %-d, %Y") if one.date else ""
    names = "".join(f"<li><a>{escape(name)}</a></li>" for name in one.names)
    people = "".join(
        f"<div><b>{escape(comment['author'])}</b>{comment['html']}</div>"
        for kind in ("comments", "mentions")
        for comment in one.thread[kind]
    )
    return (
        f"<!doctype html><title>{escape(one.title)}</title><meta name=description content='{escape(one.description)}'><body><article>"
        f"<h1>{escape(one.title)}</h1><time datetime='{one.date}'>{day}</time><img src='{escape(one.image)}' alt=''>"
        f"{pyromark.html(one.body, options=OPTIONS)}<ul>{names}</ul></article>{people}"
    )
