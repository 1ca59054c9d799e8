"""What add-ins see: targets get a Job, handlers get a Shortcode or a Block and a Context. Both are pure."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from wpmigrate.content.nodes import Block as BlockNode
from wpmigrate.content.nodes import Document, Inline, Node
from wpmigrate.content.parts import (
    About,
    Block,
    BlockHandler,
    BodyHandler,
    Context,
    FactHandler,
    Facts,
    PageHandler,
    RecordHandler,
    Shortcode,
    ShortcodeHandler,
)
from wpmigrate.content.transforms.relink import Resolve
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.model import Attachment, Author, Comment, Menu, Place, Post, Seo, Site, Term, TermRef, Translation
from wpmigrate.output.plan import OutputFile
from wpmigrate.render.dialect import Dialect
from wpmigrate.traces import WITHHELD, Noise, Part, Plugin, Reference
from wpmigrate.wxr.records import CommentRecord, ItemRecord, TermUse

__all__ = [
    "WITHHELD",
    "About",
    "Addresses",
    "Attachment",
    "Author",
    "Block",
    "BlockHandler",
    "BlockNode",
    "BodyHandler",
    "Capabilities",
    "Code",
    "Comment",
    "CommentRecord",
    "Comments",
    "CommentsJob",
    "Context",
    "Diagnostic",
    "Dialect",
    "Document",
    "FactHandler",
    "Facts",
    "Inline",
    "ItemRecord",
    "Job",
    "Menu",
    "NoOptions",
    "Node",
    "Noise",
    "OtherJob",
    "OutputFile",
    "PageHandler",
    "Part",
    "Place",
    "Placed",
    "Plugin",
    "Post",
    "Record",
    "RecordHandler",
    "RedirectOptions",
    "Redirects",
    "Reference",
    "Rule",
    "Seo",
    "Shortcode",
    "ShortcodeHandler",
    "Site",
    "SiteJob",
    "Streamed",
    "Target",
    "Term",
    "TermRef",
    "TermUse",
    "Thread",
    "Translation",
]  # fmt: skip


# --- targets ------------------------------------------------------------------------------------------------------


class NoOptions(Struct, frozen=True):
    """Options of a target that has none."""


class Capabilities(Struct, frozen=True):
    """What a platform can hold; what it cannot is compared with the site and reported, never dropped in silence.

    `taxonomies` are those beside categories and tags; `languages` says that each item of a multilingual site stands in its
    own. `limits` says in words what else it cannot hold.
    """

    posts: bool = True
    pages: bool = True
    drafts: bool = True
    scheduled: bool = True
    comments: bool = True
    menus: bool = True
    taxonomies: bool = True
    raw_html: bool = True
    languages: bool = False
    redirects: bool = False
    limits: tuple[str, ...] = ()


class Placed(Struct, frozen=True):
    """An item, the path of its file, and its address on the new site, collisions resolved."""

    place: Place
    path: str
    url: str = ""

    def list_folder(self) -> str:
        """Answer the top folder of the address, where WordPress lists a post type; nothing where a pattern moved the item.

        Without a permalink, that is the folder of its type.
        """
        folder, _, deeper = self.url.strip("/").partition("/")
        was = self.place.permalink.strip("/").partition("/")[0] or self.place.type
        return folder if deeper and folder == was else ""


class Addresses(Struct, frozen=True):
    """Where things stand on the new site, as paths from its root; an empty one has no page there.

    `uploads` is the folder of the target's tree that used media are put into, `uploads_url` where visitors find it.
    `posts` lists all posts, `feed` is their feed, and `list_feed` what the feed of a term or author is called below it.
    `section` answers where the list of a post type stands whose items have no folder in common any more. `in_folder`:
    the site stands in the folder that its address names (`/blog` of `https://a.example/blog`), else at the root of a host.
    """

    item: Callable[[Placed, Any], str]
    term: Callable[[Term, Any], str]
    author: Callable[[Author, Any], str]
    uploads: str = "static/wp-content/uploads"
    uploads_url: str = "/wp-content/uploads"
    home: str = "/"
    posts: str = "/"
    feed: str = ""
    list_feed: str = ""
    section: Callable[[str], str] = lambda _: ""
    in_folder: bool = False


class Record(Struct, frozen=True):
    """One item's part of files that hold many: `SiteJob.records` answers all parts of a stream, in document order."""

    stream: str
    content: bytes


class Streamed(Struct, frozen=True):
    """A file that may be too large to hold: each call of `parts` answers all its bytes, piece by piece."""

    path: str
    parts: Callable[[], Iterable[bytes]]


class Job(Struct, frozen=True):
    """One item to write. `body` is its Markdown in the target's dialect; `comments` are shown ones in display order.

    `path` is the file allocated for it (from `Target.path`, made unique), `url` its address on the new site where the target
    has addresses, and `former` the paths of the old site that must lead there. `authors` belong to `post.authors`, in order.
    `fields` are the custom fields that front matter shall have, by their names there; `only` are the front matter keys that
    were asked for, by the names they shall have (empty: all). `resolve` answers where an address of the old site leads now;
    body and document have it done already, `source` (the body as it stands in the export) has not. `met` is told those of
    `only` that the front matter had. `record` is the item as
    it stands in the export, less what is nobody's to publish, which `recorded` answers; `base` is the address of the new
    site, without a slash at its end. `above` answers the terms above one of `post.terms`, from the root.
    """

    site: Site
    post: Post
    path: str
    url: str
    former: Sequence[str]
    body: str
    document: Document
    authors: Sequence[Author]
    comments: Sequence[Comment]
    options: Any
    report: Callable[[Diagnostic], None]
    resolve: Resolve = lambda url, _: url
    fields: Mapping[str, Any] = {}
    only: Mapping[str, str] = {}
    met: set[str] = set()
    source: str = ""
    above: Callable[[TermRef], Sequence[TermRef]] = lambda _: ()
    recorded: Callable[[], ItemRecord] = ItemRecord
    base: str = ""

    @property
    def record(self) -> ItemRecord:
        """The item as it stands in the export, made for those targets only that ask for it."""
        return self.recorded()

    def with_fields(
        self, front_matter: Mapping[str, Any], taken: Container[str] = (), kept: Sequence[str] = ()
    ) -> dict[str, Any]:
        """Answer front matter as it was asked for: with custom fields, but none that would mean something else; or some keys.

        `kept` stay whatever was asked for: without them an item would become more public.
        """
        own = {name: value for name, value in self.fields.items() if name not in front_matter and name not in taken}
        for name in self.fields.keys() - own.keys():
            self.report(Diagnostic(Code.FIELD_NAME_TAKEN, name))
        found = _chosen({**front_matter, **own}, self.only)
        self.met.update(name for name, alias in self.only.items() if found[alias] is not None)
        return found | {name: front_matter[name] for name in kept if front_matter.get(name) is not None}


def _chosen(front_matter: dict[str, Any], only: Mapping[str, str]) -> dict[str, Any]:
    """Answer the keys that were asked for, by their new names; a dot leads into a map."""
    if not only:
        return front_matter
    found: dict[str, Any] = {}
    for name, alias in only.items():
        value: Any = front_matter
        for part in (name,) if name in front_matter else name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        found[alias] = value
    return found


class OtherJob(Struct, frozen=True):
    """What is no page but belongs to the site: a media file (`attachment`), an entry of a menu, or a block that bodies share."""

    site: Site
    record: ItemRecord
    attachment: Attachment | None
    options: Any


class SiteJob(Struct, frozen=True):
    """The files of the site as a whole. `items`, `attachments` and `records` stream: call them again for another pass.

    `records` answers the parts that `Target.write` and `Target.other` made for one stream. `internal` are the terms of
    WordPress's own bookkeeping, such as languages. `base` is the address of the new site, without a slash at its end.
    """

    site: Site
    authors: Sequence[Author]
    terms: Sequence[Term]
    menus: Sequence[Menu]
    items: Callable[[], Iterable[Placed]]
    attachments: Callable[[], Iterable[Attachment]]
    options: Any
    report: Callable[[Diagnostic], None]
    resolve: Resolve = lambda url, _: url
    records: Callable[[str], Iterable[bytes]] = lambda _: ()
    base: str = ""
    internal: Sequence[Term] = ()


def leave_others(_: OtherJob) -> Iterator[Record]:
    """Write nothing of what is no page."""
    yield from ()


class Target(Struct, frozen=True):
    """One platform. Each module in targets/ exports exactly one, named TARGET.

    `path` proposes the relative POSIX path of an item's file from light facts alone, so that every path and URL is known
    before any body is read; the pipeline makes it unique. `path_by_title` stands in for it on platforms that name a file after
    its title, and gets that too. `write` yields the files of one item (the one at `job.path`,
    and others such as its comments), so that items can be written in parallel; `site` the files of the whole site;
    `scaffold` the few files that make the generator build at once. All four are pure. `next_step` is what a person does
    after a run; `{folder}` in it is the folder of the target's files. `addresses` says where things stand on the new site;
    without it links lead from file to file.

    A platform that takes many items in one file names that file in `into`; `write` yields records then that `site` makes
    files of, and `path` the name of an item in that file, which is made unique as paths are, or nothing for an item that the
    options leave out. `other` yields records of what is no page. `setting` is what a person's own configuration must say so
    that HTML in bodies is shown; it is reported where bodies hold some and there is no scaffold. `bodies` is false for a
    target that has no items at all.
    """

    summary: str
    path: Callable[[Place, Any], str]
    write: Callable[[Job], Iterator[OutputFile | Record]]
    site: Callable[[SiteJob], Iterator[OutputFile]]
    scaffold: Callable[[SiteJob], Iterator[OutputFile]]
    dialect: Dialect
    holds: Capabilities = Capabilities()
    options: type = NoOptions
    next_step: str = ""
    addresses: Addresses | None = None
    into: str = ""
    setting: str = ""
    bodies: bool = True
    path_by_title: Callable[[Place, str, Any], str] | None = None
    other: Callable[[OtherJob], Iterator[Record]] = leave_others


# --- comment systems ----------------------------------------------------------------------------------------------


class Thread(Struct, frozen=True):
    """The comments of one page that a system takes, in display order; mentions of other sites are not among them.

    `url` is the decoded path of the page on the new site, its folder included, `address` the whole address, as a browser
    sends it. A comment's `depth` is at most what the system holds; deeper ones answer the last comment above them that it can.
    `resolve` answers whole addresses, because many systems show comments in a frame of another host.
    """

    site: Site
    post: Post
    url: str
    address: str
    comments: Sequence[Comment]
    options: Any
    report: Callable[[Diagnostic], None]
    resolve: Resolve = lambda url, _: url


class CommentsJob(Struct, frozen=True):
    """The files of a comment system, made of the parts that `Comments.write` yielded; `base` is the new site's address."""

    site: Site
    base: str
    options: Any
    report: Callable[[Diagnostic], None]
    records: Callable[[str], Iterable[bytes]]


class Comments(Struct, frozen=True):
    """One comment system. Each module in targets/comments/ exports exactly one, named COMMENTS.

    `write` yields files, or records that `finish` makes files of. `depth` is how many levels of replies the system holds
    (None: any). `next_step` is how the files are imported; `{folder}` in it is the folder they are in.
    """

    summary: str
    write: Callable[[Thread], Iterator[OutputFile | Record]]
    finish: Callable[[CommentsJob], Iterator[OutputFile | Streamed]]
    options: type = NoOptions
    depth: int | None = None
    next_step: str = ""


# --- redirects ----------------------------------------------------------------------------------------------------


class Rule(Struct, frozen=True):
    """One redirect.

    `source` is a decoded path of the old site, with a query where only that names the thing (`/?p=12`); an escaped slash
    stays `%2F` in it. `target` is a decoded path of the new site, or an absolute URL.
    """

    source: str
    target: str
    status: int = 301


def _unheard(_: Diagnostic) -> None:
    """Let a report go by, where nobody listens."""


class RedirectOptions(Struct, frozen=True):
    """`limit` stands in for the format's own; `report` hears what a file could not say."""

    limit: int | None = None
    report: Callable[[Diagnostic], None] = _unheard


def _holds_all(_: Rule) -> str:
    """Find nothing that speaks against a rule."""
    return ""


class Redirects(Struct, frozen=True):
    """One format of redirects. Each module in targets/redirects/ exports exactly one, named REDIRECTS.

    `write` yields the files for rules that are tidy and fit (redirects/tidy.py, redirects/fit.py). `queries` says whether
    a rule may have a query, `limit` how many rules the host takes, `refuses` why a rule cannot be said (empty: it can).
    `next_step` is where the files go.
    """

    summary: str
    write: Callable[[Sequence[Rule], RedirectOptions], Iterator[OutputFile]]
    queries: bool = True
    limit: int | None = None
    refuses: Callable[[Rule], str] = _holds_all
    next_step: str = ""
