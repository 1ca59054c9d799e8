"""Lists that WordPress has beside those of terms and authors, and what stands in the way of them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from msgspec import Struct

from wpmigrate.contract import Author, SiteJob, Term
from wpmigrate.pieces.terms import term_url
from wpmigrate.render.text import render_text


def taken_urls(job: SiteJob, urls: Iterable[str]) -> set[str]:
    """Answer those of `urls` that are the path of an item, which no list may take."""
    wanted = {_claim(url): url for url in urls}
    return {wanted[claim] for item in job.items() if item.url and (claim := _claim(item.url)) in wanted}


def _claim(url: str) -> str:
    return f"{url.rstrip('/').lower()}/"


def type_lists(job: SiteJob, section: Callable[[str], str]) -> dict[str, list[str]]:
    """Answer the path of each list of a post type's items → the types in it: the folder that WordPress has them in.

    `section` says where a type is listed whose items a pattern has moved.
    """
    found: dict[str, list[str]] = {}
    kinds: dict[str, bool] = {}
    for item in job.items():
        kind = item.place.type
        if not item.url or kind in ("post", "page"):
            continue
        folder = item.list_folder()
        kinds[kind] = kinds.get(kind, False) or folder != ""
        if folder and kind not in found.setdefault(f"/{folder}/", []):
            found[f"/{folder}/"].append(kind)
    for kind, has_folder in kinds.items():
        if not has_folder:
            found.setdefault(section(kind), []).append(kind)
    return found


class ListPage(Struct, frozen=True):
    """A page that lists items: those of a term (`key` of its taxonomy and `word`), of an author (`word`), or of `types`."""

    url: str
    title: str
    description: str = ""
    key: str = ""
    word: str = ""
    types: tuple[str, ...] = ()


ARCHIVE: Final = ListPage("/posts/", "Posts", types=("post",))
"""All posts."""


def list_pages(
    job: SiteJob,
    key_of: Callable[[str], str],
    word_of: Callable[[Term], str],
    author_url: Callable[[Author], str],
    section: Callable[[str], str],
) -> Iterator[ListPage]:
    """Answer the list of all posts, and of every term, author and post type, but for one whose address an item has, or a list before it."""
    pages = [ARCHIVE, *_term_pages(job, key_of, word_of), *_author_pages(job, author_url), *_type_pages(job, section)]
    taken = taken_urls(job, (page.url for page in pages))
    for page in pages:
        if page.url not in taken:
            taken.add(page.url)
            yield page


def _term_pages(job: SiteJob, key_of: Callable[[str], str], word_of: Callable[[Term], str]) -> Iterator[ListPage]:
    for term in job.terms:
        about = render_text(term.description).strip() if term.description else ""
        yield ListPage(term_url(term, job.options), term.name, about, key_of(term.taxonomy), word_of(term))


def _author_pages(job: SiteJob, author_url: Callable[[Author], str]) -> Iterator[ListPage]:
    for author in job.authors:
        yield ListPage(author_url(author), author.name, author.bio, word=author.slug)


def _type_pages(job: SiteJob, section: Callable[[str], str]) -> Iterator[ListPage]:
    for url, types in type_lists(job, section).items():
        yield ListPage(url, url.strip("/").replace("-", " ").capitalize(), types=tuple(types))
