"""The site as it is written: normalised, public, the same for every target. JSON Schema comes from these structs.

Dates are RFC 3339 with offset or None. Text is decoded once. Personal data (`email`, `email_hash`, `ip`) is None unless asked for.
Structs whose name is a file of `_wpmigrate/` are that file's records.
"""

from typing import Any, Literal, TypeAlias

from msgspec import Struct

FORMAT_VERSION = 1

Visibility: TypeAlias = Literal["published", "scheduled", "draft", "private", "password", "trash"]


class Site(Struct, frozen=True, omit_defaults=True):
    """One blog. `offset` is minutes east of UTC, or `timezone` an IANA name; `front_page`/`posts_page` are item ids.

    `languages` are those of a multilingual plugin, the site's own first; empty on a site of one language.
    """

    title: str
    url: str
    description: str = ""
    language: str = ""
    generator: str = ""
    wxr_version: str = ""
    timezone: str = ""
    offset: int = 0
    front_page: int | None = None
    posts_page: int | None = None
    icon: str = ""
    languages: tuple[str, ...] = ()
    format_version: int = FORMAT_VERSION


class Author(Struct, frozen=True, omit_defaults=True):
    """`login` is the stable key posts refer to; `slug` is its file- and URL-safe form, unique in the site.

    An export tells no `url` and `bio`, but those of guest authors; `--authors` completes them.
    """

    login: str
    name: str
    slug: str
    id: int | None = None
    first_name: str = ""
    last_name: str = ""
    email: str | None = None
    url: str = ""
    bio: str = ""
    placeholder: bool = False


class Term(Struct, frozen=True, omit_defaults=True):
    """`slug` is decoded; `parent` is the slug of a term of the same taxonomy; `path` is the slugs from the root, joined by `/`.

    `ambiguous`: another term of the taxonomy has the same name, but for case, spaces and hyphens. `editions` are the languages
    of the items that use it on a site of several; an empty word is the site's own. `names` are those it has in other editions.
    """

    taxonomy: str
    slug: str
    name: str
    path: str
    id: int | None = None
    parent: str = ""
    description: str = ""
    meta: dict[str, list[Any]] = {}
    derived: bool = False
    ambiguous: bool = False
    editions: tuple[str, ...] = ()
    names: dict[str, str] = {}


class TermRef(Struct, frozen=True, omit_defaults=True):
    taxonomy: str
    slug: str
    name: str
    ambiguous: bool = False


class Attachment(Struct, frozen=True, omit_defaults=True):
    """The record of a media file; `url` is where WordPress serves the original."""

    id: int
    url: str
    title: str = ""
    slug: str = ""
    alt: str = ""
    caption: str = ""
    description: str = ""
    file: str = ""
    mime: str = ""
    width: int | None = None
    height: int | None = None
    date: str | None = None
    parent: int | None = None
    menu_order: int = 0
    author: str = ""
    permalink: str = ""


class Comment(Struct, frozen=True, omit_defaults=True):
    """A comment as WordPress shows it: `depth` 0 is a root; `content` is WordPress's own limited HTML, unparagraphed.

    `email_hash` is the MD5 of the address in lower case, by which avatars are asked for; who knows an address can test it.
    """

    id: int
    post: int
    author: str
    content: str
    date: str | None = None
    url: str = ""
    parent: int | None = None
    depth: int = 0
    type: str = "comment"
    user: str = ""
    email: str | None = None
    email_hash: str | None = None
    ip: str | None = None
    meta: dict[str, list[Any]] = {}


class Place(Struct, frozen=True, omit_defaults=True):
    """Where an item stands: the light facts from which a target derives its path, known before any body is read.

    `key` is the item's ledger id: its post id, or `#<ordinal>` where it has none or shares it. `permalink` is the decoded
    path of the public URL (`/2024/01/안녕/`), or empty for drafts and query-only links. `ancestors` are the slugs of the
    parents from the root; `slug` is decoded, NFC and safe as a file name. `file` and `address` are where the owner wants
    the item, whatever a target or a pattern would say. `edition` is the language of an item that is not in the site's own, where
    a plugin says so; `kin` is a name that an item and its translations share.
    """

    key: str
    ordinal: int
    type: str
    slug: str
    visibility: Visibility
    date: str | None = None
    permalink: str = ""
    ancestors: tuple[str, ...] = ()
    has_children: bool = False
    front_page: bool = False
    posts_page: bool = False
    id: int | None = None
    language: str = ""
    file: str = ""
    address: str = ""
    edition: str = ""
    kin: str = ""


class Seo(Struct, frozen=True, omit_defaults=True):
    """What somebody wrote for search engines and social networks, variables filled in. `primary` is taxonomy → slug.

    `redirect` is where the item's own address leads instead of to its page.
    """

    title: str = ""
    description: str = ""
    canonical: str = ""
    noindex: bool = False
    nofollow: bool = False
    image: str = ""
    keywords: tuple[str, ...] = ()
    primary: dict[str, str] = {}
    og_title: str = ""
    og_description: str = ""
    twitter_title: str = ""
    twitter_description: str = ""
    twitter_image: str = ""
    redirect: str = ""


class Translation(Struct, frozen=True, omit_defaults=True):
    """The same in another language: the ledger key of that item, its language and its old path."""

    key: str
    language: str
    permalink: str = ""


class Post(Struct, frozen=True, omit_defaults=True):
    """A post, page or custom type, without its body. `records` is what plugins keep of it, by kind.

    `authors` are logins; `excerpt` is WordPress's hand-written one.
    `old_slugs` are those whose permalink no other item has now, nor had: a redirect from there can mean only this one.
    """

    place: Place
    title: str
    authors: tuple[str, ...] = ()
    status: str = "publish"
    date: str | None = None
    modified: str | None = None
    excerpt: str = ""
    terms: tuple[TermRef, ...] = ()
    format: str = ""
    sticky: bool = False
    menu_order: int = 0
    parent: int | None = None
    template: str = ""
    featured_image: Attachment | None = None
    old_slugs: tuple[str, ...] = ()
    guid: str = ""
    link: str = ""
    comment_status: str = ""
    ping_status: str = ""
    enclosures: tuple[str, ...] = ()
    seo: Seo | None = None
    records: dict[str, Any] = {}
    translations: tuple[Translation, ...] = ()
    meta: dict[str, list[Any]] = {}


class MenuItem(Struct, frozen=True, omit_defaults=True):
    """`url` is the old one; `target` is the ledger key of the item it points at, or `taxonomy/slug`."""

    id: int
    title: str
    url: str = ""
    kind: str = "custom"
    object: str = ""
    target: str = ""
    parent: int | None = None
    order: int = 0
    description: str = ""
    attr_title: str = ""
    classes: tuple[str, ...] = ()
    xfn: str = ""
    new_window: bool = False


class Menu(Struct, frozen=True, omit_defaults=True):
    slug: str
    name: str
    id: int | None = None
    items: tuple[MenuItem, ...] = ()
