"""Zola: sections, taxonomies and aliases of its own, and comments, authors and menus as data that templates load.

Zola makes a folder of every address, takes a dot in a file's name for a language, lists only what lies in a section, and
stops where a taxonomy is not declared or two things stand at one address.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from msgspec import Struct

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
    TermRef,
)
from wpmigrate.pieces.authors import author_entry
from wpmigrate.pieces.comments import comment_data, data_key
from wpmigrate.pieces.facts import title_of, wordpress_facts
from wpmigrate.pieces.files import json_file, markdown_file, text_file
from wpmigrate.pieces.images import featured
from wpmigrate.pieces.lists import taken_urls
from wpmigrate.pieces.menus import flat_menus, menu_trees, resolved_menus
from wpmigrate.pieces.pages import address_of
from wpmigrate.pieces.paths import Layout, dated_path, type_folder
from wpmigrate.pieces.seo import seo_fields, teaser_of
from wpmigrate.pieces.terms import PLURALS, TermWords, term_word, terms_by_key
from wpmigrate.render.frontmatter import render_front_matter, timestamp
from wpmigrate.render.text import render_text
from wpmigrate.render.toml import render_toml
from wpmigrate.render.zola import ESCAPES, as_read, escape_zola, read_more
from wpmigrate.scaffold.zola import configuration
from wpmigrate.scaffold.zola_templates import FILES

_CONTENT: Final = "content"
_FRONT: Final = "content/_index.md"
_FOLDERS: Final = {"post": "posts", "page": "pages"}
_POSTS: Final = "content/posts"
# All that Zola knows at the top of a page; everything else lies below `extra`.
_KEYS: Final = frozenset(
    (
        "title", "description", "date", "updated", "weight", "draft", "slug", "path", "aliases", "authors", "in_search_index",
        "template", "render", "taxonomies", "extra",
    )
)  # fmt: skip
_SECTION_KEYS: Final = _KEYS - {"date", "updated", "slug", "path", "authors", "taxonomies", "weight"} | {
    "sort_by",
    "paginate_by",
}
_TABLES: Final = ("taxonomies", "extra")
_NO_NAME: Final = frozenset('/\\:*?"<>|#%')
_LONGEST_NAME: Final = 180
_PER_PAGE: Final = 10


class ZolaOptions(Struct, frozen=True):
    """`layout` of posts: all in one folder, a folder per year or per month, or a folder of its own for each (bundle).

    `terms` stand in front matter by name or by slug. `custom_fields` puts WordPress's custom fields under `extra.wp.meta`.
    """

    layout: Layout = "flat"
    terms: TermWords = "names"
    custom_fields: bool = False
    front_matter: Literal["toml", "yaml"] = "toml"


# --- paths ---------------------------------------------------------------------------------------------------------


def place_item(place: Place, options: ZolaOptions) -> str:
    """Propose the path of an item's file; what stands after a dot would be a language."""
    if place.front_page and place.visibility == "published":
        return _FRONT
    name = dated_path(place, options.layout) if place.type == "post" else place.slug
    path = "/".join((_folder(place.type), *place.ancestors, name))
    return f"{_CONTENT}/{path.replace('.', '-')}.md"


def _folder(kind: str) -> str:
    return type_folder(kind, _FOLDERS).lower()


def _item_url(item: Placed, options: ZolaOptions) -> str:  # noqa: ARG001 - the signature every target has
    path = item.path.removeprefix(f"{_CONTENT}/").removesuffix(".md").removesuffix("/index")
    url = address_of(item.place, path.removeprefix("pages/"))
    for ending in (".html", ".htm"):
        if url.endswith(ending):
            return f"{url.removesuffix(ending)}/"
    return url  # Zola ends it with a slash


# --- one item ------------------------------------------------------------------------------------------------------


def write_item(job: Job) -> Iterator[OutputFile]:
    """Write an item's Markdown, and its comments as a data file."""
    body = job.body.strip("\n")
    escaped = sum(map(body.count, ESCAPES)) if "{" in body or "&#123;" in body else 0
    if escaped:
        job.report(Diagnostic(Code.TEMPLATE_ESCAPED, count=escaped))
    is_section = job.path == _FRONT
    known = _SECTION_KEYS if is_section else _KEYS
    fields = _fields(job)
    told = job.with_fields(_sorted_out(fields, known), _KEYS | fields["extra"].keys(), ("draft", "path"))
    yield markdown_file(job.path, _front_matter(_sorted_out(told, known), job.options.front_matter), body)
    if job.comments:
        yield json_file(f"data/comments/{data_key(job.post.place)}.json", comment_data(job.comments, job.resolve))


def _fields(job: Job) -> dict[str, Any]:
    post, place, image = job.post, job.post.place, job.post.featured_image
    shows_posts = "blog.html" if place.posts_page else None
    return {
        "title": title_of(post),
        "description": teaser_of(job),
        # Whatever has a date is in the feed, where WordPress has no pages.
        "date": timestamp(post.date) if place.type != "page" else None,
        "updated": timestamp(post.modified),
        "draft": True if place.visibility != "published" else None,
        "weight": post.menu_order if place.type == "page" and post.menu_order > 0 else None,
        "path": job.url,
        "aliases": [_alias(old) for old in job.former],
        "authors": [author.name for author in job.authors],
        "template": "index.html" if job.path == _FRONT else shows_posts,
        "taxonomies": {**_words(job), "authors": [author.slug for author in job.authors]},
        "extra": {
            "lang": place.language,
            **seo_fields(job),
            "image": featured(image, job.resolve) if image else None,
            "wp": {"date": timestamp(post.date) if place.type == "page" else None, **wordpress_facts(job)},
        },
    }


def _alias(old: str) -> str:
    return old if old.endswith(("/", ".html", ".htm")) else f"{old}/"


def _sorted_out(fields: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """Put below `extra` what is no key of Zola's own."""
    own = {key: value for key, value in fields.items() if key in known}
    more = {key: value for key, value in fields.items() if key not in known}
    extra = own.get("extra", {})
    return {**own, "extra": {**extra, **more} if isinstance(extra, Mapping) else more}


def _front_matter(fields: Mapping[str, Any], style: Literal["toml", "yaml"]) -> str:
    """Write front matter; in TOML what is a map comes last, each in a table of its own."""
    if style == "yaml":
        return render_front_matter(fields)
    top = render_toml({key: value for key, value in fields.items() if key not in _TABLES})
    tables = ((key, render_toml(fields[key])) for key in _TABLES if isinstance(fields.get(key), Mapping))
    return "".join(("+++\n", top, *(f"\n[{key}]\n{text}" for key, text in tables if text), "+++\n"))


# --- terms ---------------------------------------------------------------------------------------------------------


def _words(job: Job) -> dict[str, list[str]]:
    keys = {term.taxonomy: _key(term.taxonomy) for term in job.post.terms}
    words = {term_word(term, job.options.terms): _word(term, job.options) for term in job.post.terms}
    found = terms_by_key(job.post.terms, job.options.terms, keys)
    return {key: [words[word] for word in told] for key, told in found.items()}


def _key(taxonomy: str) -> str:
    """Answer the name of a taxonomy, which is the folder of its lists too."""
    name = taxonomy.lower()
    return PLURALS.get(name) or (f"wp-{name}" if name in ("authors", "categories", "tags", "posts", "pages") else name)


def _word(term: Term | TermRef, options: ZolaOptions) -> str:
    """Answer the word that stands for a term, which must be able to be a folder."""
    word = term_word(term, options.terms)
    can_be = (
        word.strip()
        and not set(word) & _NO_NAME
        and word.isprintable()
        and word[0] not in ". "
        and word[-1] not in ". "
        and len(word.encode("utf-8", "replace")) <= _LONGEST_NAME
    )
    return word if can_be else term.slug


def _term_url(term: Term, options: ZolaOptions) -> str:
    return f"/{_key(term.taxonomy)}/{_word(term, options)}/"


def _author_url(author: Author, options: ZolaOptions) -> str:  # noqa: ARG001 - the signature every target has
    return f"/authors/{author.slug}/"


# --- the site ------------------------------------------------------------------------------------------------------


def write_site(job: SiteJob) -> Iterator[OutputFile]:
    """Write a file for every section, and authors, terms and menus as data."""
    yield from _sections(job)
    yield json_file("data/authors.json", {author.slug: author_entry(author) for author in job.authors})
    yield json_file("data/terms.json", _terms(job))
    trees = menu_trees(resolved_menus(job, lambda term: _term_url(term, job.options), lambda item: item.url))
    names = {menu.slug: menu.name for menu in job.menus}
    yield json_file("data/menus.json", [{"name": names[slug], "items": items} for slug, items in flat_menus(trees)])


def _terms(job: SiteJob) -> dict[str, dict[str, Any]]:
    """Answer taxonomy → word → what is known of a term; those that share a word are told of."""
    found: dict[str, dict[str, Any]] = {}
    for term in job.terms:
        group, word = found.setdefault(_key(term.taxonomy), {}), _word(term, job.options)
        if word in group:
            job.report(Diagnostic(Code.TERMS_MERGED, f"{term.taxonomy}: {group[word]['slug']}, {term.slug}"))
            continue
        told = render_text(term.description).strip() if term.description else ""
        about = {"name": term.name, "slug": term.slug, "id": term.id, "parent": term.parent, "description": told}
        group[word] = {key: value for key, value in about.items() if value}
    return found


def _sections(job: SiteJob) -> Iterator[OutputFile]:
    """Write the sections that no item is: those of posts and types have lists, all others only hold what lies in them."""
    folders: dict[str, list[Placed]] = {_CONTENT: [], _POSTS: []}
    front = False
    for item in job.items():
        front = front or item.path == _FRONT
        for folder in _above(item.path):
            folders.setdefault(folder, []).append(item)
    taken = taken_urls(job, [_section_url(folder) for folder in folders])
    for folder, items in folders.items():
        if folder != _CONTENT or not front:
            fields = _section_fields(folder, items, taken, job)
            yield text_file(f"{folder}/_index.md", _front_matter(fields, job.options.front_matter))


def _above(path: str) -> Iterator[str]:
    """List the folders above a file; that of a bundle is the page itself."""
    parts = path.removesuffix("/index.md").split("/")[:-1]
    return ("/".join(parts[:depth]) for depth in range(2, len(parts) + 1))


def _section_url(folder: str) -> str:
    return f"/{folder.removeprefix(_CONTENT).strip('/')}/"


def _section_fields(folder: str, items: Sequence[Placed], taken: set[str], job: SiteJob) -> dict[str, Any]:
    if folder == _CONTENT:
        return {"title": job.site.title, "sort_by": "date", "paginate_by": _PER_PAGE, "template": "index.html"}
    listed = folder.count("/") == 1 and folder != f"{_CONTENT}/pages" and _section_url(folder) not in taken
    name = folder.rpartition("/")[2]
    if not listed:
        inner = None if folder == f"{_CONTENT}/pages" else True  # or home would list what are no posts
        return {"title": name, "sort_by": "date", "render": False, "transparent": inner}
    types = [item for item in items if item.place.type != "post"]
    old = {f"/{base}/" for item in types if (base := item.list_folder())} - {_section_url(folder)}
    return {
        "title": name.replace("-", " ").capitalize(),
        "sort_by": "date",
        "paginate_by": _PER_PAGE,
        "transparent": True if folder == _POSTS else None,
        "aliases": sorted(old - taken_urls(job, old)),
    }


def scaffold(job: SiteJob) -> Iterator[OutputFile]:
    """Write a configuration, plain templates and a style sheet."""
    names = list(dict.fromkeys(("categories", "tags", "authors", *(_key(term.taxonomy) for term in job.terms))))
    yield text_file("config.toml", configuration(job, names))
    for path, text in FILES.items():
        yield text_file(path, text)


TARGET: Final = Target(
    summary="Zola: sections and taxonomies with TOML front matter, and comments, authors and menus as data files",
    options=ZolaOptions,
    dialect=Dialect(escape=escape_zola, as_read=as_read, read_more=read_more, heading_ids=True),
    path=place_item,
    write=write_item,
    site=write_site,
    scaffold=scaffold,
    next_step="zola --root {folder} serve",
    addresses=Addresses(
        item=_item_url,
        term=_term_url,
        author=_author_url,
        posts="/posts/",
        feed="/atom.xml",
        list_feed="atom.xml",
        section=lambda kind: f"/{_folder(kind)}/",
    ),
    holds=Capabilities(
        scheduled=False,
        redirects=True,
        limits=(
            "Its output was checked by a parser of our own, not by Zola, which no package registry has.",
            "A scheduled post is a draft with its date, because Zola shows what is dated to come.",
            "An address is always a folder: `/a.html` and `/a` stand at `/a/`, and `/a.html` leads there.",
            "Lists of terms and authors stand where Zola has them (`/categories/News/`, `/authors/jane/`), without their hierarchy.",
            "Every taxonomy must be declared in its configuration, which the starter theme does.",
            "An item at the address of a list of Zola's (`/tags/`, `/authors/`) stops its build.",
        ),
    ),
)
