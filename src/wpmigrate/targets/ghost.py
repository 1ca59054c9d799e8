"""Ghost: import files for its labs page, each one transaction there, so that no row may be longer than its database takes.

Ghost has posts and pages at the root of the site, in ASCII, and one kind of tag. Redirects lead there from all old
addresses (`--redirects ghost`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal, TypeAlias
from urllib.parse import unquote

import msgspec
from msgspec import Raw, Struct

from wpmigrate.content.transforms.relink import relink_html
from wpmigrate.contract import (
    Addresses,
    Author,
    Capabilities,
    Code,
    Diagnostic,
    Job,
    OutputFile,
    Place,
    Placed,
    Record,
    Seo,
    SiteJob,
    Target,
    Term,
)
from wpmigrate.pieces.absolute import absolute
from wpmigrate.pieces.files import json_bytes
from wpmigrate.pieces.ghost_people import tag_key, tag_rows, tag_slug, user_rows, user_slug
from wpmigrate.pieces.limits import is_web_address, units, within
from wpmigrate.pieces.menus import resolved_menus
from wpmigrate.pieces.parts import MEGABYTE, batches, part_path
from wpmigrate.pieces.seo import seo_of
from wpmigrate.render.dialect import COMMONMARK
from wpmigrate.render.ghost import cards_html
from wpmigrate.render.text import render_text
from wpmigrate.site.slugs import ascii_word

IMPORT: Final = "ghost.json"
SETTINGS: Final = "ghost-settings.json"
_POSTS: Final = "posts"
_INTERNAL: Final = "internal"
_SITE: Final = "__GHOST_URL__"
_UPLOADS: Final = "/content/images"
_ENCODED: Final = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")
_UNTITLED: Final = "(Untitled)"
_LONGEST_SLUG: Final = 170
_TEXTS: Final = {
    "meta_title": 300, "meta_description": 500, "og_title": 300, "og_description": 500, "twitter_title": 300,
    "twitter_description": 500, "feature_image_alt": 191,
}  # fmt: skip
_ADDRESS: Final = 2000
_CAPTION: Final = 60_000
_TITLE: Final = 255
_EXCERPT: Final = 300
# Paths that Ghost answers itself.
_TAKEN: Final = frozenset(
    ("ghost", "rss", "amp", "tag", "author", "page", "p", "r", "content", "assets", "public", "members", "email", "new", "unsubscribe")
)  # fmt: skip
_STATES: Final = {"published": "published", "scheduled": "scheduled"}
_FIRST: Final = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST_YEAR: Final = 1000

_Parts: TypeAlias = tuple[Raw, str, list[str], list[str], Raw]
"""A post, its id, the keys of its tags, the logins of its authors, and its meta."""


class GhostOptions(Struct, frozen=True):
    """`megabytes` is how large one import file may be. `cards`: HTML that Ghost's editor has no word for becomes cards, or all.

    `internal_tags` marks items of other types, formats and languages by tags that no visitor sees, such as `#book`.
    """

    megabytes: int = 20
    cards: Literal["needed", "all"] = "needed"
    internal_tags: bool = True


def name_item(place: Place, _: GhostOptions) -> str:
    """Name an item by its slug, which is its address too."""
    slug = ascii_word(place.slug, f"{place.type}-{place.id}" if place.id else "untitled", _LONGEST_SLUG)
    return f"{slug}-{'page' if place.type == 'page' else 'post'}" if slug in _TAKEN else slug


# --- one item ------------------------------------------------------------------------------------------------------


def write_item(job: Job) -> Iterator[Record]:
    """Write a post or page, what it belongs to, and what search engines are told."""
    internal = list(_internal(job)) if job.options.internal_tags else []
    for name in internal:
        yield Record(_INTERNAL, name.encode("utf-8", "replace"))
    tags = [tag_key(term.taxonomy, term.slug) for term in sorted(job.post.terms, key=_kind)]
    post = _post(job)
    parts = [post, post["id"], [*tags, *internal], [author.login for author in job.authors], _meta(job)]
    yield Record(_POSTS, json_bytes(parts))


def _kind(term: Any) -> int:
    """Categories come first: Ghost calls the first tag of a post its primary one."""
    return {"category": 0, "post_tag": 1}.get(term.taxonomy, 2)


def _internal(job: Job) -> Iterator[str]:
    post = job.post
    if post.place.type not in ("post", "page"):
        yield f"#{post.place.type}"
    if post.format:
        yield f"#format-{post.format}"
    if post.place.language:
        yield f"#lang-{post.place.language}"


def _post(job: Job) -> dict[str, Any]:
    post, place, image = job.post, job.post.place, job.post.featured_image
    status = _STATES.get(place.visibility, "draft") if post.date else ("published" if _is_public(place) else "draft")
    date = _instant(post.date)
    picture = _whole(job.resolve(image.url, "image"), "image") if image else ""
    return {
        "id": place.key,
        "title": _cut(job, "title", post.title, _TITLE) or _UNTITLED,
        "slug": job.path,
        "html": relink_html(cards_html(job.document, all_cards=job.options.cards == "all"), _whole),
        "type": "page" if place.type == "page" else "post",
        "status": status,
        "visibility": "public",
        "featured": post.sticky,
        "feature_image": picture if len(picture) <= _ADDRESS and picture else None,
        "custom_excerpt": _cut(job, "excerpt", render_text(post.excerpt), _EXCERPT) or None if post.excerpt else None,
        "created_at": date,
        "updated_at": _instant(post.modified or post.date),
        "published_at": date if status != "draft" or post.date else None,
        "comment_id": place.key[:50],
    }


def _whole(url: str, use: Any = None) -> str:
    """Complete an address; a picture's is spelt as its file is, because Ghost renames both, and knows it by that alone."""
    led = absolute(_SITE)(url, use)
    if not led.startswith(f"{_SITE}{_UPLOADS}/"):
        return led
    return _ENCODED.sub(lambda found: unquote(found[0], errors="replace"), led)


def _is_public(place: Place) -> bool:
    return place.visibility == "published"


def _cut(job: Job, what: str, text: str, limit: int) -> str:
    """Answer a text as long as Ghost takes it, and report what is cut."""
    held = within(text, limit)
    if units(held) < units(" ".join(text.split())):
        job.report(Diagnostic(Code.NOT_HELD, f"ghost: more than {limit} characters of the {what}"))
    return held


def _instant(date: str | None) -> str:
    """Write a date in UTC, as JavaScript does; the calendar of its database begins in the year 1000."""
    try:
        moment = datetime.fromisoformat(date).astimezone(UTC) if date else _FIRST
    except OverflowError:
        moment = _FIRST
    return f"{moment if moment.year >= _EARLIEST_YEAR else _FIRST:%Y-%m-%dT%H:%M:%S}.000Z"


def _meta(job: Job) -> dict[str, Any] | None:
    image, told = job.post.featured_image, _told(seo_of(job))
    if image and image.alt:
        told["feature_image_alt"] = image.alt
    found: dict[str, Any] = {name: within(told[name], limit) for name, limit in _TEXTS.items() if told.get(name)}
    for name in ("og_image", "twitter_image"):
        led = _whole(job.resolve(told[name], "image"), "image") if told.get(name) else ""
        if led.startswith(_SITE) or is_web_address(led, _ADDRESS):
            found[name] = led
    caption = render_text(image.caption).strip() if image and image.caption else ""
    if caption:
        found["feature_image_caption"] = _escaped(within(caption, _CAPTION // 5))
    return found or None


def _told(seo: Seo) -> dict[str, str]:
    """Answer what was written for search engines, by Ghost's names."""
    return {ghost: text for ghost, ours in _SEO.items() if (text := getattr(seo, ours))}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_SEO: Final = {
    "meta_title": "title", "meta_description": "description", "og_title": "og_title", "og_description": "og_description",
    "og_image": "image", "twitter_title": "twitter_title", "twitter_description": "twitter_description",
    "twitter_image": "twitter_image", "canonical_url": "canonical",
}  # fmt: skip


# --- the site ------------------------------------------------------------------------------------------------------


def write_site(job: SiteJob) -> Iterator[OutputFile]:
    """Write the import files, each with all tags and users, which Ghost takes once."""
    internal = {record.decode() for record in job.records(_INTERNAL)}
    tags, ids = tag_rows(job.terms, internal)
    people = user_rows(job.authors)
    head = {"tags": tags, "users": people, "roles": [{"id": "1", "name": "Author"}], "roles_users": _roles(people)}
    limit = max(job.options.megabytes * MEGABYTE - len(json_bytes(head)), 1)
    number = 0
    for number, run in enumerate(batches(job.records(_POSTS), limit), 1):
        yield OutputFile(part_path(IMPORT, number), _file(head | _tables(run, ids)))
    if not number:
        yield OutputFile(IMPORT, _file(head | _tables([], ids)))


def _roles(people: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    return [{"id": str(at), "user_id": one["id"], "role_id": "1"} for at, one in enumerate(people, 1)]


def _tables(run: Iterable[bytes], ids: dict[str, str]) -> dict[str, list[Any]]:
    tables: dict[str, list[Any]] = {name: [] for name in ("posts", "posts_tags", "posts_authors", "posts_meta")}
    for record in run:
        post, key, tags, authors, meta = msgspec.json.decode(record, type=_Parts)
        tables["posts"].append(post)
        rows = dict.fromkeys(ids[tag] for tag in tags if tag in ids)
        tables["posts_tags"] += [{"post_id": key, "tag_id": tag, "sort_order": at} for at, tag in enumerate(rows)]
        tables["posts_authors"] += [
            {"post_id": key, "author_id": login, "sort_order": at} for at, login in enumerate(authors)
        ]
        told = msgspec.json.decode(meta)
        if told:
            tables["posts_meta"].append({"post_id": key, **told})
    return tables


def _file(data: Mapping[str, Iterable[Any]]) -> bytes:
    """Write an import with each row on a line of its own."""
    tables = (f'"{name}":[\n'.encode() + b",\n".join(map(json_bytes, rows)) + b"\n]" for name, rows in data.items())
    # `exported_on` is only shown; a date of today would make two runs differ.
    return b'{"meta":{"exported_on":0,"version":"5.0.0"},"data":{\n' + b",\n".join(tables) + b"\n}}\n"


def write_settings(job: SiteJob) -> Iterator[OutputFile]:
    """Write the site's name and its largest menu as an import of settings."""
    menus = resolved_menus(job, lambda term: _term_url(term, job.options), lambda item: item.url)
    entries = max(menus.values(), key=len, default=[])
    links = [
        {"label": within(entry["title"], 150), "url": entry["url"]}
        for entry in entries
        if not entry.get("parent") and entry["url"].startswith(("/", "http"))
    ]
    told = {"title": within(job.site.title, 150), "description": within(job.site.description, 200)}
    rows = [{"key": key, "value": value} for key, value in told.items() if value]
    if links:
        rows.append({"key": "navigation", "value": json_bytes(links).decode()})
    yield OutputFile(SETTINGS, _file({"settings": rows}))


# --- addresses -----------------------------------------------------------------------------------------------------


def _item_url(item: Placed, _: Any) -> str:
    return f"/{item.path}/" if item.place.visibility in _STATES else ""


def _term_url(term: Term, _: Any) -> str:
    return f"/tag/{tag_slug(term)}/"


def _author_url(author: Author, _: Any) -> str:
    return f"/author/{user_slug(author)}/"


TARGET: Final = Target(
    summary="Ghost: import files with posts, pages, tags and users, HTML cards where its editor has no word",
    options=GhostOptions,
    dialect=COMMONMARK,
    holds=Capabilities(
        comments=False,
        limits=(
            "The hierarchy of terms and pages, custom fields, page templates and read-more marks.",
            "Private and password-protected items are drafts.",
            "Menus but the top of the largest one, with --scaffold.",
        ),
    ),
    path=name_item,
    into=IMPORT,
    write=write_item,
    site=write_site,
    scaffold=write_settings,
    next_step="Import {folder}/ghost*.json in Ghost, Settings, Import/Export, Universal import; add --redirects ghost.",
    addresses=Addresses(
        item=_item_url,
        term=_term_url,
        author=_author_url,
        uploads=_UPLOADS[1:],
        uploads_url=_UPLOADS,
        feed="/rss/",
        list_feed="rss/",
    ),
)
