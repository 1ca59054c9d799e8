"""What one span of a WXR file says: strings as they stood (scalars stripped), nothing decoded or resolved."""

from msgspec import Struct

from wpmigrate.source.repair import Repair

__all__ = ["AuthorRecord", "ChannelRecord", "CommentRecord", "ItemRecord", "Repair", "TermRecord", "TermUse"]


class AuthorRecord(Struct, frozen=True):
    id: int = 0
    login: str = ""
    email: str = ""
    display_name: str = ""
    first_name: str = ""
    last_name: str = ""
    url: str = ""
    bio: str = ""


class TermRecord(Struct, frozen=True):
    """A `wp:category`, `wp:tag` or `wp:term`; `parent` is a slug since WordPress 3.1 and a name before."""

    taxonomy: str
    slug: str = ""
    name: str = ""
    parent: str = ""
    description: str = ""
    id: int = 0
    meta: tuple[tuple[str, str], ...] = ()


class ChannelRecord(Struct, frozen=True):
    title: str = ""
    link: str = ""
    description: str = ""
    pub_date: str = ""
    generator: str = ""
    language: str = ""
    wxr_version: str = ""
    base_site_url: str = ""
    base_blog_url: str = ""
    image_url: str = ""
    authors: tuple[AuthorRecord, ...] = ()
    terms: tuple[TermRecord, ...] = ()
    unknown: tuple[str, ...] = ()


class TermUse(Struct, frozen=True):
    """A `<category>` of an item, after the rules of old exports: duplicates without nicename dropped, `tag` = `post_tag`."""

    taxonomy: str
    slug: str
    name: str


class CommentRecord(Struct, frozen=True):
    id: int = 0
    author: str = ""
    email: str = ""
    url: str = ""
    ip: str = ""
    date: str = ""
    date_gmt: str = ""
    content: str = ""
    approved: str = ""
    type: str = ""
    parent: int = 0
    user_id: int = 0
    meta: tuple[tuple[str, str], ...] = ()


class ItemRecord(Struct, frozen=True):
    """`content` and `excerpt` are complete to the character; every other scalar is stripped.

    An enclosure of the item is written as WordPress's own meta is: URL, length and type on a line each.
    """

    title: str = ""
    link: str = ""
    pub_date: str = ""
    creator: str = ""
    guid: str = ""
    description: str = ""
    content: str = ""
    excerpt: str = ""
    id: int = 0
    date: str = ""
    date_gmt: str = ""
    modified: str = ""
    modified_gmt: str = ""
    comment_status: str = ""
    ping_status: str = ""
    slug: str = ""
    status: str = ""
    parent: int = 0
    menu_order: int = 0
    type: str = "post"
    password: str = ""
    sticky: bool = False
    attachment_url: str = ""
    terms: tuple[TermUse, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    comments: tuple[CommentRecord, ...] = ()
    enclosures: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
