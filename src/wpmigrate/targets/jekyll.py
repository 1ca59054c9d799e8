"""Jekyll: posts and drafts in their folders, a collection for each other post type, everything else as data files.

Jekyll decides what is public by folder, date and `published`. Only posts can wait for their date or be drafts, so that all
other items that are not public yet say `published: false`. `permalink` gives every page its WordPress path.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, Final, Literal

from msgspec import Struct

from wpmigrate.content.nodes import ReadMore
from wpmigrate.contract import (
    Addresses,
    Author,
    Capabilities,
    Code,
    Diagnostic,
    Dialect,
    Job,
    OutputFile,
    Place,
    Placed,
    SiteJob,
    Target,
    Term,
)
from wpmigrate.model import TermRef
from wpmigrate.pieces.authors import author_entry
from wpmigrate.pieces.comments import comment_data, data_key
from wpmigrate.pieces.files import markdown_file, text_file, yaml_file
from wpmigrate.pieces.images import featured
from wpmigrate.pieces.lists import ARCHIVE, list_pages
from wpmigrate.pieces.menus import main_menu, menu_trees, resolved_menus
from wpmigrate.pieces.paths import dated_path, is_shown
from wpmigrate.pieces.seo import description_of, robots_of, seo_fields
from wpmigrate.pieces.terms import PLURALS, TermWords, term_url, term_word, terms_by_key
from wpmigrate.render.frontmatter import render_front_matter, render_yaml, timestamp
from wpmigrate.render.liquid import escape_liquid
from wpmigrate.render.text import render_text
from wpmigrate.scaffold.jekyll import configuration
from wpmigrate.scaffold.jekyll_layouts import FILES, HOME
from wpmigrate.scaffold.zones import shown_day

_FRONT: Final = "index.md"
# Folders and words that Jekyll gives a meaning, so that no collection can have their name.
_FOLDERS: Final = frozenset(
    (
        "categories", "collections", "data", "documents", "drafts", "html_files", "html_pages", "includes", "layouts", "pages",
        "plugins", "posts", "related_posts", "sass", "site", "static_files", "tags", "time", "wpmigrate",
    )
)  # fmt: skip
# Front matter keys that Jekyll, its usual plugins or this file give a meaning.
_FIELDS: Final = frozenset(
    (
        "author", "authors", "categories", "category", "collection", "content", "date", "defaults", "description", "dir", "draft",
        "excerpt", "excerpt_separator", "ext", "id", "image", "lang", "last_modified_at", "layout", "name", "next", "output", "robots",
        "seo", "sitemap",
        "pagination", "paginate", "path", "permalink", "previous", "published", "redirect_from", "redirect_to", "relative_path",
        "render_with_liquid", "sitemap", "slug", "tag", "tags", "taxonomy", "title", "type", "url", "word", "wp",
    )
)  # fmt: skip
_UNDATED: Final = "1970-01-01"
# Jekyll leaves out files that begin so.
_LEFT_OUT: Final = ("_", ".", "#", "~")
# What a permalink would lose: a colon begins a placeholder, dots before a slash or a dot go, and the path is decoded once.
_URL_HOT = re.compile(r"[%?#:]|\.(?=[./]|\Z)")
_POST = re.compile(r"posts/(?:.*/)?(\d{4})-(\d\d)-(\d\d)-([^/]*)")
_EXCERPT: Final = {ord(char): f"&#{ord(char)};" for char in "\\`*_[]{}|$"}


class JekyllOptions(Struct, frozen=True):
    """`layout`: all posts in one folder, or in folders of their year, or of year and month.

    `terms` stand in front matter by name or by slug. The bases are those of the site's permalink settings.
    `custom_fields` puts WordPress's custom fields under `wp.meta`.
    """

    layout: Literal["flat", "year", "year-month"] = "flat"
    terms: TermWords = "names"
    category_base: str = "category"
    tag_base: str = "tag"
    author_base: str = "author"
    custom_fields: bool = False


# --- paths ---------------------------------------------------------------------------------------------------------


def place_item(place: Place, options: JekyllOptions) -> str:
    """Propose the path of an item's file."""
    if place.front_page and place.visibility == "published":
        return _FRONT
    if place.type == "post":
        return _post_path(place, options)
    folder = "pages" if place.type == "page" else f"_{_collection(place.type)}"
    return "/".join((folder, *map(_seen, (*place.ancestors, place.slug)))) + ".md"


def _post_path(place: Place, options: JekyllOptions) -> str:
    if not is_shown(place) or (place.visibility == "scheduled" and not place.date):
        return f"_drafts/{_seen(place.slug)}.md"
    day = place.date[:10] if place.date else _UNDATED
    return f"_posts/{dated_path(place, options.layout, f'{day}-{place.slug}')}.md"


def _seen(name: str) -> str:
    """Answer a name that Jekyll does not leave out."""
    return f"p{name}" if name.startswith(_LEFT_OUT) else name


def _collection(kind: str) -> str:
    """Answer the collection of a post type; its name can only have letters, digits and dashes."""
    name = "".join(char if char.isascii() and (char.isalnum() or char in "-_") else "-" for char in kind) or "items"
    return f"type-{name}" if name.lower() in _FOLDERS else name


def _section(kind: str) -> str:
    """Answer where a post type is listed whose items have no folder in common."""
    return f"/{_collection(kind)}/"


def _item_url(item: Placed, options: JekyllOptions) -> str:  # noqa: ARG001 - the signature every target has
    if item.path == _FRONT:
        return "/"
    if item.place.permalink or not is_shown(item.place):
        return item.place.permalink
    path = item.path.removesuffix(".md").removeprefix("pages/").removeprefix("_")
    dated = _POST.fullmatch(path)
    return f"/{'/'.join(dated.groups())}/" if dated else f"/{path}/"


def _own_url(url: str) -> str:
    """Say a path so that Jekyll keeps it, as a folder unless it is a file of HTML."""
    coded = _URL_HOT.sub(lambda char: f"%{ord(char[0]):02X}", url)
    return coded if coded.endswith(("/", ".html")) else f"{coded}/"


# --- one item ------------------------------------------------------------------------------------------------------


def write_item(job: Job) -> Iterator[OutputFile]:
    """Write an item's Markdown, and its comments as a data file."""
    body, escaped = escape_liquid(job.body.strip("\n"))
    if escaped:
        job.report(Diagnostic(Code.TEMPLATE_ESCAPED, count=escaped))
    yield markdown_file(
        job.path, render_front_matter(job.with_fields(_fields(job), _FIELDS, ("published", "robots", "sitemap"))), body
    )
    if job.comments:
        yield yaml_file(f"_data/comments/{data_key(job.post.place)}.yml", comment_data(job.comments, job.resolve))


def _fields(job: Job) -> dict[str, Any]:
    post, place, image = job.post, job.post.place, job.post.featured_image
    excerpt = render_text(post.excerpt).strip() if post.excerpt else ""
    authors = [author.slug for author in job.authors]
    return {
        "layout": _layout(place),
        "title": post.title.strip() or "(untitled)",
        "date": timestamp(post.date),
        "last_modified_at": timestamp(post.modified),
        "published": False if _is_hidden(place, job.path) else None,
        "permalink": _own_url(job.url) if job.url else None,
        "redirect_from": [_own_url(path) for path in job.former],
        "author": authors[0] if authors else None,
        "authors": authors[1:] and authors,
        **terms_by_key(post.terms, job.options.terms, _keys(post.terms)),
        "description": description_of(job),
        "excerpt": escape(excerpt, quote=False).translate(_EXCERPT),
        "excerpt_separator": "<!--more-->" if not excerpt and _is_cut(job) else None,
        "image": _image(job) if image else None,
        "lang": place.language,
        "sitemap": False if robots_of(job) else None,
        **seo_fields(job),
        "wp": _wordpress_fields(job),
    }


def _layout(place: Place) -> str:
    if place.posts_page:
        return "home"
    return "page" if place.type == "page" else "post"


def _is_hidden(place: Place, path: str) -> bool:
    """Say whether only `published: false` keeps an item from readers; drafts of posts are where Jekyll keeps drafts."""
    if place.visibility == "published" or (place.visibility == "scheduled" and path.startswith("_posts/")):
        return False
    return place.visibility != "draft" or not path.startswith("_drafts/")


def _is_cut(job: Job) -> bool:
    return any(isinstance(block, ReadMore) for block in job.document.children)


def _image(job: Job) -> dict[str, Any]:
    assert job.post.featured_image is not None
    facts = featured(job.post.featured_image, job.resolve)
    return {"path": facts.pop("url"), **facts}


def _wordpress_fields(job: Job) -> dict[str, Any]:
    post, place = job.post, job.post.place
    return {
        "id": place.id,
        "type": place.type,
        "status": post.status if post.status != "publish" else None,
        "day": shown_day(post.date, job.site),
        "undated": True if not post.date else None,
        "format": post.format,
        "sticky": post.sticky or None,
        "menu_order": post.menu_order or None,
        "template": post.template if post.template != "default" else None,
        "guid": post.guid,
        "enclosures": list(post.enclosures),
        "comments": data_key(place) if job.comments else None,
        "meta": post.meta if job.options.custom_fields else None,
    }


# --- terms ---------------------------------------------------------------------------------------------------------


def _keys(terms: Sequence[Term | TermRef]) -> dict[str, str]:
    """Answer taxonomy → the front matter key of its terms."""
    return {term.taxonomy: _key(term.taxonomy) for term in terms}


def _key(taxonomy: str) -> str:
    name = taxonomy.lower()
    return PLURALS.get(name) or (f"wp-{name}" if name in _FIELDS else name)


def _word(term: Term, job: SiteJob) -> str:
    return term_word(term, job.options.terms)


def _terms(job: SiteJob) -> dict[str, dict[str, dict[str, Any]]]:
    """Answer front matter key → word → what is known of the term."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for term in job.terms:
        words = found.setdefault(_key(term.taxonomy), {})
        words[_word(term, job)] = {
            "name": term.name,
            "slug": term.slug,
            "url": _own_url(term_url(term, job.options)),
            "parent": term.parent,
            "description": render_text(term.description).strip() if term.description else "",
            "id": term.id,
        }
    return found


# --- the site ------------------------------------------------------------------------------------------------------


def write_site(job: SiteJob) -> Iterator[OutputFile]:
    """Write authors, terms and menus as data."""
    yield yaml_file("_data/authors.yml", {author.slug: _author(author, job) for author in job.authors})
    yield yaml_file("_data/terms.yml", _terms(job))
    trees = _menus(job)
    yield yaml_file(
        "_data/menus.yml", {menu.slug: {"name": menu.name, "items": trees[menu.slug]} for menu in job.menus}
    )


def _author(author: Author, job: SiteJob) -> dict[str, Any]:
    entry = author_entry(author)
    website: dict[str, Any] = {"uri": entry.pop("url")} if "url" in entry else {}
    return {**entry, **website, "url": _own_url(_author_url(author, job.options))}


def _menus(job: SiteJob) -> dict[str, list[dict[str, Any]]]:
    return menu_trees(resolved_menus(job, lambda term: term_url(term, job.options), _menu_url))


def _menu_url(item: Placed) -> str:
    return _own_url(item.url) if item.url else ""


def _author_url(author: Author, options: JekyllOptions) -> str:
    return f"/{options.author_base.strip('/')}/{author.slug}/"


# --- scaffold ------------------------------------------------------------------------------------------------------


def scaffold(job: SiteJob) -> Iterator[OutputFile]:
    """Write a configuration, plain layouts, a style sheet, and a page for each list."""
    kinds = sorted({_collection(kind) for item in job.items() if (kind := item.place.type) not in ("post", "page")})
    at_home = not any(item.path == _FRONT for item in job.items())
    taxonomies = sorted({_key(term.taxonomy) for term in job.terms} | set(PLURALS.values()))
    yield text_file(
        "_config.yml", render_yaml(configuration(job, kinds, taxonomies, main_menu(_menus(job)), at_home=at_home))
    )
    for path, text in FILES.items():
        yield text_file(path, text)
    if at_home:
        yield text_file("index.html", HOME)
    yield from _list_pages(job)


def _list_pages(job: SiteJob) -> Iterator[OutputFile]:
    """Write a page for each list."""
    options = job.options
    pages = list_pages(job, _key, lambda term: _word(term, job), lambda author: _author_url(author, options), _section)
    for page in pages:
        fields = {
            "layout": "archive" if page is ARCHIVE else "list",
            "title": page.title,
            "description": page.description,
            "taxonomy": page.key,
            "word": page.word,
            "types": [_collection(kind) for kind in page.types if page is not ARCHIVE],
            "permalink": _own_url(page.url),
        }
        name = "/".join(map(_seen, page.url.strip("/").split("/")))
        yield text_file(f"lists/{name}.html", render_front_matter(fields))


TARGET: Final = Target(
    summary="Jekyll and GitHub Pages: dated posts, drafts, collections, and comments, authors and menus as data files",
    options=JekyllOptions,
    dialect=Dialect(flavour="kramdown", heading_ids=True),
    path=place_item,
    write=write_item,
    site=write_site,
    scaffold=scaffold,
    next_step="cd {folder} && jekyll serve",
    addresses=Addresses(
        item=_item_url,
        term=term_url,
        author=_author_url,
        uploads="wp-content/uploads",
        posts="/posts/",
        feed="/feed.xml",
        section=_section,
    ),
    holds=Capabilities(
        redirects=True,
        limits=(
            "Only posts can wait for their date; a scheduled page says `published: false` until you take that away.",
            "An address is a folder (`/name/`) or a file of HTML; `/name` and `/name.php` stand at `/name/` and `/name.php/`.",
        ),
    ),
)
