"""Hugo: page bundles or files, sections, taxonomies with their term pages, comments and authors as data files.

What the real Hugo does decides the layout. A leaf bundle swallows whatever lies below it, and a post type may have the
name of a page, so only items that nothing can lie below are leaf bundles. `url` gives every page its WordPress path.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

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
from wpmigrate.pieces.files import json_file, markdown_file, text_file
from wpmigrate.pieces.images import featured
from wpmigrate.pieces.lists import taken_urls
from wpmigrate.pieces.menus import resolved_menus, shown_in
from wpmigrate.pieces.paths import dated_path
from wpmigrate.pieces.seo import description_of, robots_of, seo_fields, seo_of, social_image
from wpmigrate.pieces.terms import PLURALS, edition_path
from wpmigrate.render.frontmatter import Style, render_front_matter, render_yaml, timestamp
from wpmigrate.render.hugo import ESCAPES, as_read, embed, escape_shortcodes
from wpmigrate.render.text import render_text
from wpmigrate.scaffold.hugo import configuration
from wpmigrate.scaffold.hugo_layouts import FILES

_FRONT: Final = "content/_index.md"
_POSTS: Final = "content/posts/_index.md"
# Folders of the content tree that have a meaning of their own.
_FOLDERS: Final = frozenset(("authors", "categories", "posts", "tags"))
# Front matter keys that Hugo or this file gives a meaning.
_FIELDS: Final = _FOLDERS | frozenset(
    (
        "_build", "aliases", "author", "build", "cascade", "date", "description", "draft", "expirydate", "headless",
        "images", "iscjklanguage", "keywords", "kind", "lang", "lastmod", "layout", "linktitle", "markup", "menu", "menus",
        "modified", "outputs", "params", "path", "robots", "seo", "pubdate", "publishdate", "published", "resources", "sitemap", "slug",
        "summary", "title", "translationkey", "type", "unpublishdate", "url", "weight", "wp",
    )
)  # fmt: skip
_NO_FOLDER: Final = frozenset('/\\:*?"<>|')
_LONGEST_NAME: Final = 180
_MARKDOWN: Final = {ord(char): f"\\{char}" for char in "\\`*_[]<>#&~|{}$"}


class HugoOptions(Struct, frozen=True):
    """`layout`: each post a page bundle (a folder for its images), or a file: flat, by year, or by year and month.

    `terms` stand in front matter by name or by slug. The bases are those of the site's permalink settings.
    `custom_fields` puts WordPress's custom fields under `wp.meta`.
    """

    layout: Literal["bundle", "flat", "year", "year-month"] = "bundle"
    terms: Literal["names", "slugs"] = "names"
    category_base: str = "category"
    tag_base: str = "tag"
    author_base: str = "author"
    custom_fields: bool = False
    front_matter: Style = "yaml"


# --- paths ---------------------------------------------------------------------------------------------------------


def place_item(place: Place, options: HugoOptions) -> str:
    """Propose the path of an item's file."""
    if place.front_page or (place.edition and place.type == "page" and place.permalink == f"/{place.edition}/"):
        return _in_edition(_FRONT, place.edition)
    if place.posts_page:
        return _in_edition(_POSTS, place.edition)
    return _in_edition(_own_path(place, options), place.edition)


def _in_edition(path: str, edition: str) -> str:
    """Say a path for a language: the site's own has no mark."""
    return f"{path.removesuffix('.md')}.{edition}.md" if edition else path


def _own_path(place: Place, options: HugoOptions) -> str:
    first, *rest = (*place.ancestors, place.slug)
    if place.type == "page":
        folders = [f"page-{first}" if first.lower() in _FOLDERS else first, *rest]
    else:
        by_date = place.type == "post" and options.layout != "bundle"
        first = dated_path(place, options.layout, first) if by_date else first
        folders = [_section(place.type), first, *rest]
    folder = "/".join(("content", *folders))
    if place.has_children:
        return f"{folder}/_index.md"
    if options.layout == "bundle" and len(folders) > 1:
        return f"{folder}/index.md"
    above, _, name = folder.rpartition("/")
    # What stands between dots may be a language to Hugo.
    return f"{above}/{name.replace('.', '-')}.md"


def _section(kind: str) -> str:
    if kind == "post":
        return "posts"
    name = "".join(char if char.isalnum() or char in "-_" else "-" for char in kind).lower() or "items"
    return f"type-{name}" if name in _FOLDERS else name


def _url(place: Place, path: str) -> str:
    """Answer where an item is shown: at its permalink, else where its file lies; nowhere yet for a draft."""
    if place.permalink or place.visibility not in ("published", "scheduled"):
        return place.permalink
    bare = path.removeprefix("content/").removesuffix(".md")
    if place.edition:
        bare = f"{place.edition}/{bare.removesuffix(f'.{place.edition}')}"
    return f"/{bare.removesuffix('index').rstrip('/_').lower()}/"


def _own_url(permalink: str) -> str:
    """Say a path so that Hugo keeps it: a colon would begin a token, a bare percent sign stops it with a panic."""
    return permalink.replace("%", "%25").replace("\\", "/").replace(":", "\\:")


# --- one item ------------------------------------------------------------------------------------------------------


def write_item(job: Job) -> Iterator[OutputFile]:
    """Write an item's Markdown, and its comments as a data file."""
    fields = render_front_matter(
        job.with_fields(_fields(job), _FIELDS, ("draft", "robots", "sitemap")), job.options.front_matter
    )
    body = job.body.strip("\n")
    escaped = sum(map(body.count, ESCAPES)) if "{" in body else 0
    if escaped:
        job.report(Diagnostic(Code.TEMPLATE_ESCAPED, count=escaped))
    yield markdown_file(job.path, fields, body)
    if job.comments:
        yield json_file(f"data/comments/{data_key(job.post.place)}.json", comment_data(job.comments, job.resolve))


def _fields(job: Job) -> dict[str, Any]:
    post, place = job.post, job.post.place
    excerpt = render_text(post.excerpt).strip() if post.excerpt else ""
    path = job.path.removesuffix(f".{place.edition}.md") + ".md" if place.edition else job.path
    branch = path.endswith("/_index.md")
    own = path not in (_FRONT, _POSTS)
    is_page = place.type == "page" and own
    return {
        "title": post.title.strip() or "(untitled)",
        "date": timestamp(post.date),
        "lastmod": timestamp(post.modified),
        "draft": place.visibility not in ("published", "scheduled") or None,
        "type": "page" if is_page else None,
        "layout": "single" if branch and own else None,
        "url": _own_url(job.url) if path != _FRONT and job.url else None,
        "translationKey": place.kin if job.site.languages else None,
        "slug": None if place.permalink or place.visibility == "published" else place.slug,
        "aliases": list(job.former),
        "weight": post.menu_order or None if is_page else None,
        "authors": [author.slug for author in job.authors],
        **_terms(post.terms, job.options),
        "description": description_of(job),
        "summary": excerpt.translate(_MARKDOWN),
        "images": _pictures(job),
        "keywords": list(seo_of(job).keywords),
        "sitemap": {"disable": True} if robots_of(job) else None,
        **seo_fields(job),
        "wp": _wordpress_fields(job),
    }


def _pictures(job: Job) -> list[str]:
    """List the pictures that stand for an item: first the one for social networks."""
    featured_one = job.post.featured_image
    shown = job.resolve(featured_one.url, "image") if featured_one else ""
    return list(dict.fromkeys(filter(None, (social_image(job), shown))))


def _terms(terms: Sequence[TermRef], options: HugoOptions) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for term in terms:
        found.setdefault(_plural(term.taxonomy), []).append(_label(term, options))
    return found


def _wordpress_fields(job: Job) -> dict[str, Any]:
    post, place, image = job.post, job.post.place, job.post.featured_image
    return {
        "id": place.id,
        "type": place.type,
        "status": post.status if post.status != "publish" else None,
        "format": post.format,
        "sticky": post.sticky or None,
        "template": post.template if post.template != "default" else None,
        "language": place.language,
        "guid": post.guid,
        "image": featured(image, job.resolve) if image else None,
        "enclosures": list(post.enclosures),
        "comments": data_key(place) if job.comments else None,
        "meta": post.meta if job.options.custom_fields else None,
    }


# --- terms and authors ---------------------------------------------------------------------------------------------


def _plural(taxonomy: str) -> str:
    """Answer the front matter key and content folder of a taxonomy."""
    name = taxonomy.lower()
    return PLURALS.get(name) or (f"wp-{name}" if name in _FIELDS else name)


def _label(term: Term | TermRef, options: HugoOptions) -> str:
    """Answer the word that stands for a term in front matter; its page has the folder that Hugo derives from it."""
    if options.terms == "slugs":
        return term.slug
    label = f"{term.name} ({term.slug})" if term.ambiguous else term.name
    return label if _can_be_folder(label) else term.slug


def _can_be_folder(label: str) -> bool:
    return (
        bool(label)
        and not set(label) & _NO_FOLDER
        and label.isprintable()
        and label[0] not in "._#~ "
        and label[-1] not in ".~ "
        and len(label.encode("utf-8", "replace")) <= _LONGEST_NAME
    )


def _folder(label: str) -> str:
    """Derive a term's folder as Hugo does, character by character."""
    return "".join(char.lower()[:1] for char in label).replace(" ", "-")


def _term_url(term: Term, options: HugoOptions) -> str:
    bases = {"category": options.category_base, "post_tag": options.tag_base}
    return f"{edition_path(term)}/{bases.get(term.taxonomy, term.taxonomy).strip('/')}/{term.path}/"


def _term_pages(job: SiteJob) -> Iterator[OutputFile]:
    taken = taken_urls(job, {_term_url(term, job.options) for term in job.terms})
    made: dict[str, Term] = {}
    for term in job.terms:
        path = f"content/{_plural(term.taxonomy)}/{_folder(_label(term, job.options))}/_index.md"
        if path in made:
            job.report(Diagnostic(Code.TERMS_MERGED, f"{term.taxonomy}: {made[path].slug}, {term.slug}"))
            continue
        made[path] = term
        for edition in term.editions or ("",):
            one = replace(term, editions=(edition,), name=term.names.get(edition, term.name))
            fields = _term_fields(one, _term_url(one, job.options), taken)
            yield text_file(_in_edition(path, edition), render_front_matter(fields))


def _term_fields(term: Term, url: str, taken: set[str]) -> dict[str, Any]:
    return {
        "title": term.name,
        "url": _own_url(url) if url not in taken else None,
        "description": render_text(term.description).strip() if term.description else "",
        "wp": {"id": term.id, "slug": term.slug, "parent": term.parent},
    }


def _author_pages(job: SiteJob) -> Iterator[OutputFile]:
    urls = {author.slug: _author_url(author, job.options) for author in job.authors}
    taken = taken_urls(job, set(urls.values()))
    for author in job.authors:
        url = urls[author.slug]
        fields = {
            "title": author.name,
            "url": _own_url(url) if url not in taken else None,
            "description": render_text(author.bio).strip() if author.bio else "",
        }
        path = f"content/authors/{_folder(author.slug)}/_index.md"
        yield text_file(path, render_front_matter(fields))
        for edition in job.site.languages[1:]:
            own = {**fields, "url": _own_url(f"/{edition}{url}")}
            yield text_file(_in_edition(path, edition), render_front_matter(own))


# --- the site ------------------------------------------------------------------------------------------------------


def write_site(job: SiteJob) -> Iterator[OutputFile]:
    """Write authors and menus as data, a page for each term and author, and hide sections that would take an item's path."""
    yield json_file("data/authors.json", {author.slug: author_entry(author) for author in job.authors})
    menus = _menus(job)
    yield json_file(
        "data/menus.json", {menu.slug: {"name": menu.name, "items": menus[menu.slug]} for menu in job.menus}
    )
    yield from _term_pages(job)
    yield from _author_pages(job)
    yield from _section_pages(job)


class _Sections(Struct):
    """The top folders of the content tree: `own` have a file of an item's, `lists` hold posts of a type, or terms."""

    own: set[str]
    lists: dict[str, str]
    pages: set[str]


def _sections(job: SiteJob) -> _Sections:
    found = _Sections(set(), {_plural(term.taxonomy): "" for term in job.terms}, set())
    for item in job.items():
        top, _, rest = item.path.lower().removeprefix("content/").partition("/")
        if rest in ("", "_index.md"):
            found.own.add(top.removesuffix(".md"))
        elif item.place.type == "page":
            found.pages.add(top)
        elif item.place.type != "post" and not found.lists.get(top):
            found.lists[top] = item.list_folder()
    return found


def _section_pages(job: SiteJob) -> Iterator[OutputFile]:
    """Give the list of a post type WordPress's path; hide a list that stands where an item does or that WordPress has not."""
    sections = _sections(job)
    names = _FOLDERS | sections.lists.keys()
    urls = {name: f"/{base if base and base not in names else name}/" for name, base in sections.lists.items()}
    urls |= {name: f"/{name}/" for name in _FOLDERS}
    taken = taken_urls(job, set(urls.values()))
    for name in sorted((names | sections.pages) - sections.own):
        url = urls.get(name, "")
        if not url or url in taken:
            fields: dict[str, Any] = {"title": name, "build": {"render": "never", "list": "never"}}
        elif url != f"/{name}/":
            fields = {"title": url.strip("/").replace("-", " ").capitalize(), "url": _own_url(url)}
        else:
            continue
        for edition in ("", *job.site.languages[1:]):
            if edition and "build" not in fields:
                continue  # Hugo lists what there is in a language by itself
            yield text_file(_in_edition(f"content/{name}/_index.md", edition), render_front_matter(fields))


# --- scaffold ------------------------------------------------------------------------------------------------------


def scaffold(job: SiteJob) -> Iterator[OutputFile]:
    """Write a configuration, plain layouts and a style sheet."""
    taxonomies = sorted({_plural(term.taxonomy) for term in job.terms} - _FOLDERS)
    yield text_file("hugo.yaml", render_yaml(configuration(job, taxonomies, _menus(job), shown_in(job))))
    yield from (text_file(path, text) for path, text in FILES.items())


def _menus(job: SiteJob) -> dict[str, list[dict[str, Any]]]:
    return resolved_menus(job, lambda term: _term_url(term, job.options), lambda item: item.url)


def _item_url(item: Placed, options: HugoOptions) -> str:  # noqa: ARG001 - the signature every target has
    if item.path == _in_edition(_FRONT, item.place.edition):
        return f"/{item.place.edition}/" if item.place.edition else "/"
    return _url(item.place, item.path)


def _author_url(author: Author, options: HugoOptions) -> str:
    return f"/{options.author_base.strip('/')}/{author.slug}/"


def _list_url(kind: str) -> str:
    return f"/{_section(kind)}/"


TARGET: Final = Target(
    summary="Hugo: page bundles with YAML front matter, taxonomies, menus, and comments as data files",
    options=HugoOptions,
    dialect=Dialect(escape=escape_shortcodes, as_read=as_read, embed=embed, heading_ids=True),
    path=place_item,
    write=write_item,
    site=write_site,
    scaffold=scaffold,
    holds=Capabilities(languages=True),
    setting="markup.goldmark.renderer.unsafe must be true in its configuration",
    next_step="hugo server --source {folder}",
    addresses=Addresses(
        item=_item_url,
        term=_term_url,
        author=_author_url,
        posts="/posts/",
        feed="/index.xml",
        list_feed="index.xml",
        section=_list_url,
        in_folder=True,
    ),
)
