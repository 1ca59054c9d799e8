"""Staticman: one file for each comment, as its sample configuration writes them, for themes of Jekyll and Hugo."""

import re
from collections.abc import Iterator
from typing import Any, Final, Literal

from msgspec import Struct

from wpmigrate.contract import Comment, Comments, CommentsJob, Dialect, OutputFile, Post, Thread
from wpmigrate.pieces.comment_facts import (
    id_of,
    instant_of,
    milliseconds,
    name_of,
    page_key,
    parent_id,
    website_of,
    with_milliseconds,
)
from wpmigrate.pieces.comment_text import UNSEEN, safe_markdown
from wpmigrate.pieces.files import text_file
from wpmigrate.render.dialect import Place
from wpmigrate.render.frontmatter import render_json, render_yaml
from wpmigrate.render.hugo import escape_shortcodes

_FOLDERS: Final = {"jekyll": "_data/comments", "hugo": "data/comments"}
_SHORTCODE: Final = re.compile(r"\{\{(?=[<%])")


def _escape(text: str, place: Place) -> str:
    """Disarm shortcodes, which Hugo's `markdownify` runs; in code by a character that nobody sees, whichever Hugo it is."""
    return _SHORTCODE.sub(f"{{{{{UNSEEN}", text) if place == "code" else escape_shortcodes(text, place)


_DIALECTS: Final = {"jekyll": Dialect(flavour="kramdown"), "hugo": Dialect(escape=_escape)}
_ENDINGS: Final = {"yaml": ("yml", render_yaml), "json": ("json", render_json)}


class StaticmanOptions(Struct, frozen=True):
    """`layout` says whose data folder and Markdown it is, `format` what is in the files (as `format` in staticman.yml)."""

    layout: Literal["jekyll", "hugo"] = "jekyll"
    format: Literal["yaml", "json"] = "yaml"


def _write(thread: Thread) -> Iterator[OutputFile]:
    layout = thread.options.layout
    ending, render = _ENDINGS[thread.options.format]
    for comment in thread.comments:
        moment = max(milliseconds(instant_of(comment, thread.post)), 0)
        name = f"entry{moment:013d}-{id_of(comment.id, thread.post)}.{ending}"
        fields = _fields(comment, thread, _DIALECTS[layout])
        yield text_file(f"{_FOLDERS[layout]}/{_folder(thread.post)}/{name}", render(fields))


def _folder(post: Post) -> str:
    """Name a page's folder: themes look for a post's slug, but Jekyll finds no data by one that is not ASCII."""
    slug = post.place.slug
    plain = post.place.type == "post" and slug.isascii() and slug.replace("-", "").replace("_", "").isalnum()
    return slug if plain and not slug.startswith("wp-") else f"wp-{page_key(post)}"


def _fields(comment: Comment, thread: Thread, dialect: Dialect) -> dict[str, Any]:
    return {
        "_id": id_of(comment.id, thread.post),
        "_parent": parent_id(comment, thread.post),
        "name": name_of(comment),
        "email": comment.email_hash or "",
        "url": website_of(comment, thread),
        "message": safe_markdown(comment, thread.resolve, dialect, html=thread.options.layout == "jekyll"),
        "date": with_milliseconds(instant_of(comment, thread.post)),
    }


def _finish(_: CommentsJob) -> Iterator[OutputFile]:
    """Write nothing more: each comment has its file."""
    yield from ()


COMMENTS: Final = Comments(
    summary="Staticman: a data file for each comment",
    write=_write,
    finish=_finish,
    options=StaticmanOptions,
    next_step="Copy the folders below {folder} into the site.",
)
