"""Obsidian: a vault of notes named after their titles, with flat properties, and links that lead from note to note.

Obsidian has no server and no themes, so a note says everything itself: comments have a note of their own, menus one for all. The
vault is what Quartz and Obsidian Publish take too.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal
from urllib.parse import quote

from msgspec import Struct

from wpmigrate.contract import Capabilities, Comment, Dialect, Job, Menu, OutputFile, Place, SiteJob, Target, TermRef
from wpmigrate.model import MenuItem
from wpmigrate.pieces.comments import comment_html, data_key, web_url
from wpmigrate.pieces.facts import title_of
from wpmigrate.pieces.files import json_file, markdown_file, text_file
from wpmigrate.pieces.images import featured
from wpmigrate.pieces.paths import dated_path, type_folder
from wpmigrate.pieces.seo import seo_fields, teaser_of
from wpmigrate.pieces.terms import PLURALS, term_word
from wpmigrate.render.escape import escape_text, link_target
from wpmigrate.render.frontmatter import Timestamp, render_front_matter
from wpmigrate.render.obsidian import embed, escape_obsidian, note_name, tag_of

_FOLDERS: Final = {"post": "posts", "page": "pages"}
_OWN: Final = frozenset(("comments", "menus", "uploads"))
# Properties that Obsidian, Quartz or this file give a meaning.
_FIELDS: Final = frozenset(
    (
        "alias", "aliases", "authors", "categories", "comments", "cover", "created", "cssclass", "cssclasses", "date", "description",
        "draft", "enableToc", "image", "image_alt", "image_caption", "lang", "modified", "permalink", "position", "publish", "published",
        "socialImage", "sticky", "tag", "tag_names", "tags", "title", "updated",
    )
)  # fmt: skip


class ObsidianOptions(Struct, frozen=True):
    """`names` of notes: after titles, or slugs. `layout` of posts: all in one folder, or a folder per year or per month.

    `quartz` makes a vault that Quartz publishes: the front page is `index.md`, and old addresses are among the aliases.
    `custom_fields` makes properties of WordPress's custom fields, each `wp_` and its name.
    """

    names: Literal["titles", "slugs"] = "titles"
    layout: Literal["flat", "year", "year-month"] = "flat"
    quartz: bool = False
    custom_fields: bool = False


# --- paths ---------------------------------------------------------------------------------------------------------


def place_by_title(place: Place, title: str, options: ObsidianOptions) -> str:
    """Propose the path of a note: its name is its title."""
    if options.quartz and place.front_page and place.visibility == "published":
        return "index.md"
    name = note_name(title, place.slug) if options.names == "titles" else place.slug
    folder = type_folder(place.type, _FOLDERS)
    path = dated_path(place, options.layout, name) if place.type == "post" else name
    return "/".join((f"type-{folder}" if folder.lower() in _OWN else folder, *place.ancestors, f"{path}.md"))


def place_item(place: Place, options: ObsidianOptions) -> str:
    """Propose the path of a note whose title is not known."""
    return place_by_title(place, "", options)


# --- one item ------------------------------------------------------------------------------------------------------


def write_item(job: Job) -> Iterator[OutputFile]:
    """Write an item as a note, and its comments as another."""
    taken = _FIELDS | {f"wp_{name}" for name in ("id", "type", "status")}
    told = job.with_fields(_fields(job), taken, ("draft", "publish", "robots"))
    flat = {key: list(map(_flat, value)) if isinstance(value, list) else _flat(value) for key, value in told.items()}
    yield markdown_file(job.path, render_front_matter(flat), job.body)
    if job.comments:
        yield _comments(job)


def _fields(job: Job) -> dict[str, Any]:
    post, place, image = job.post, job.post.place, job.post.featured_image
    picture = featured(image, job.resolve) if image else {}
    public = place.visibility == "published"
    title = title_of(post)
    return {
        "title": title,
        "aliases": _aliases(job, title),
        "date": _clock(post.date),
        "updated": _clock(post.modified),
        "draft": None if public else True,
        "publish": None if public else False,
        "permalink": place.permalink,
        "authors": [author.name for author in job.authors],
        **_terms(job),
        "description": teaser_of(job),
        "image": picture.get("url"),
        "image_alt": picture.get("alt"),
        "image_caption": picture.get("caption"),
        "lang": place.language,
        **seo_fields(job),
        "sticky": post.sticky or None,
        "comments": f"[[{_comments_path(place)}]]" if job.comments else None,
        **{f"wp_{name}": value for name, value in _wordpress_facts(job).items()},
    }


def _wordpress_facts(job: Job) -> dict[str, Any]:
    """Answer what only WordPress knew, without a map in it: Obsidian shows none."""
    post, place = job.post, job.post.place
    meta = post.meta if job.options.custom_fields else {}
    return {
        "id": place.id,
        "type": place.type,
        "status": post.status if post.status != "publish" else None,
        "date": post.date,
        "format": post.format,
        "menu_order": post.menu_order or None,
        "template": post.template if post.template != "default" else None,
        "guid": post.guid,
        "enclosures": list(post.enclosures),
        **{f"meta_{name}": [_flat(value) for value in values] for name, values in meta.items()},
    }


def _flat(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _clock(date: str | None) -> str:
    """Say a date as a reader saw it: Obsidian knows no offsets."""
    return Timestamp(date[:19]) if date else ""


def _aliases(job: Job, title: str) -> list[str]:
    """List the other names of a note: its title where its file cannot have it, and for Quartz its old addresses."""
    name = job.path.rpartition("/")[2].removesuffix(".md")
    old = [path.strip("/") for path in job.former] if job.options.quartz else []
    return ([title] if title != name else []) + [path for path in old if path]


def _terms(job: Job) -> dict[str, list[str]]:
    """Answer tags as Obsidian takes them with the names they had, and other terms by the path of their names."""
    found: dict[str, list[str]] = {}
    for term in job.post.terms:
        if term.taxonomy == "post_tag":
            tag = tag_of(term_word(term), term.slug)
            found.setdefault("tags", []).append(tag)
            if tag != term.name:
                found.setdefault("tag_names", []).append(term.name)
        else:
            found.setdefault(_key(term.taxonomy), []).append("/".join(_names(job, term)))
    return found


def _names(job: Job, term: TermRef) -> list[str]:
    return [term_word(one) for one in (*job.above(term), term)]


def _key(taxonomy: str) -> str:
    return PLURALS.get(taxonomy) or (
        f"wp_{taxonomy}" if taxonomy in _FIELDS or taxonomy.startswith("wp_") else taxonomy
    )


# --- comments ------------------------------------------------------------------------------------------------------


def _comments_path(place: Place) -> str:
    return f"comments/{data_key(place)}"


def _comments(job: Job) -> OutputFile:
    """Write the comments of an item as a note: each in a quote, answers in quotes within."""
    back = "../" * _comments_path(job.post.place).count("/") + job.path
    head = {
        "title": f"Comments: {title_of(job.post)}",
        "publish": None if job.post.place.visibility == "published" else False,
    }
    about = f"[{_text(title_of(job.post))}]({quote(back)})"
    quotes = [_quote(comment, job) for comment in job.comments]
    return markdown_file(
        f"{_comments_path(job.post.place)}.md", render_front_matter(head), "\n\n".join([about, *quotes])
    )


def _quote(comment: Comment, job: Job) -> str:
    url = job.resolve(comment.url, "link") if web_url(comment.url) else ""
    author = f"[{_text(comment.author)}]({link_target(url)})" if url else f"**{_text(comment.author)}**"
    date = f" · {comment.date[:16].replace('T', ' ')}" if comment.date else ""
    html = "\n".join(line for line in comment_html(comment, job.resolve).split("\n") if line.strip())
    marks = "> " * (min(comment.depth, 9) + 1)
    lines = [f"{author}{date}", "", *f"<div>{escape_obsidian(html, 'html')}</div>".split("\n")]
    return "\n".join(f"{marks}{line}".rstrip() for line in lines)


def _text(text: str) -> str:
    """Say a name as text, whatever it holds."""
    return escape_obsidian(escape_text(" ".join(text.split()), brackets=True), "text")


# --- the site ------------------------------------------------------------------------------------------------------


def write_site(job: SiteJob) -> Iterator[OutputFile]:
    """Write a note with the menus, as nested lists of links."""
    if job.menus:
        wanted = {item.target for menu in job.menus for item in menu.items}
        paths = {
            item.place.key: item.path
            for item in job.items()
            if item.place.key in wanted and item.place.visibility == "published"
        }
        parts = [part for menu in job.menus for part in (f"## {_text(menu.name)}", _menu(menu, paths, job)) if part]
        yield text_file("menus.md", "\n\n".join(parts) + "\n")


def _menu(menu: Menu, paths: dict[str, str], job: SiteJob) -> str:
    return "\n".join(_entries(menu.items, None, "", paths, job))


def _entries(
    items: Sequence[MenuItem], parent: int | None, indent: str, paths: dict[str, str], job: SiteJob
) -> Iterator[str]:
    known = {item.id for item in items}
    for item in items:
        if item.parent != parent and not (parent is None and item.parent not in known):
            continue
        title = _text(item.title or item.url) or "-"
        at = quote(paths[item.target]) if item.target in paths else ""
        url = at or (link_target(job.resolve(item.url, "link")) if item.url and not item.target else "")
        yield f"{indent}- {f'[{title}]({url})' if url else title}"
        yield from _entries(items, item.id, f"{indent}    ", paths, job)


def scaffold(_: SiteJob) -> Iterator[OutputFile]:
    """Write the settings by which Obsidian goes on as this vault begins: relative Markdown links, and one folder of attachments."""
    settings = {"attachmentFolderPath": "uploads", "newLinkFormat": "relative", "useMarkdownLinks": True}
    yield json_file(".obsidian/app.json", {**settings, "alwaysUpdateLinks": True})


TARGET: Final = Target(
    summary="Obsidian: a vault of notes with properties, tags and links from note to note; for Quartz and Publish too",
    options=ObsidianOptions,
    dialect=Dialect(escape=escape_obsidian, embed=embed, soft_break=" "),
    path=place_item,
    path_by_title=place_by_title,
    write=write_item,
    site=write_site,
    scaffold=scaffold,
    next_step="open {folder} as a vault in Obsidian",
    holds=Capabilities(
        scheduled=False,
        limits=(
            "Obsidian was not run: names, properties and links were checked by a reader of our own.",
            "Every note is readable in a vault, drafts too; `draft` and `publish` keep them out of Quartz and of Publish.",
            "Dates have no offset; `wp_date` has it. Descriptions of terms and biographies stand in the neutral JSON.",
        ),
    ),
)
