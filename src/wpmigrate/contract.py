"""What add-ins see: targets get a Job, handlers get a Shortcode or a Block and a Context. Both are pure."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from wpmigrate.content.nodes import Block as BlockNode
from wpmigrate.content.nodes import Document, Inline, Node
from wpmigrate.content.parts import Block, BlockHandler, Context, Shortcode, ShortcodeHandler
from wpmigrate.content.transforms.relink import Resolve
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.model import Attachment, Author, Comment, Menu, Place, Post, Site, Term
from wpmigrate.output.plan import OutputFile
from wpmigrate.render.dialect import Dialect

__all__ = [
    "Addresses", "Attachment", "Author", "Block", "BlockHandler", "BlockNode", "Capabilities", "Code", "Comment", "Context",
    "Diagnostic", "Dialect", "Document", "Inline", "Job", "Menu", "NoOptions", "Node", "OutputFile", "Place", "Placed",
    "Post", "RedirectOptions", "Redirects", "Rule", "Shortcode", "ShortcodeHandler", "Site", "SiteJob", "Target", "Term",
]  # fmt: skip


# --- targets ------------------------------------------------------------------------------------------------------


class NoOptions(Struct, frozen=True):
    """Options of a target that has none."""


class Capabilities(Struct, frozen=True):
    """What a platform can hold; what it cannot is compared with the site and reported, never dropped in silence."""

    posts: bool = True
    pages: bool = True
    drafts: bool = True
    scheduled: bool = True
    comments: bool = True
    menus: bool = True
    raw_html: bool = True
    redirects: bool = False


class Placed(Struct, frozen=True):
    """An item, the path of its file, and its address on the new site, collisions resolved."""

    place: Place
    path: str
    url: str = ""

    def list_folder(self) -> str:
        """Answer the top folder of the address, where WordPress lists a post type; nothing where a pattern moved the item."""
        folder, _, deeper = self.url.strip("/").partition("/")
        was = (self.place.permalink or self.url).strip("/").partition("/")[0]
        return folder if deeper and folder == was else ""


class Addresses(Struct, frozen=True):
    """Where things stand on the new site, as paths from its root; an empty one has no page there.

    `uploads` is the folder of the target's tree that used media are put into, `uploads_url` where visitors find it.
    `section` answers where the list of a post type stands whose items have no folder in common any more.
    """

    item: Callable[[Placed, Any], str]
    term: Callable[[Term, Any], str]
    author: Callable[[Author, Any], str]
    uploads: str = "static/wp-content/uploads"
    uploads_url: str = "/wp-content/uploads"
    home: str = "/"
    feed: str = ""
    section: Callable[[str], str] = lambda _: ""


class Job(Struct, frozen=True):
    """One item to write. `body` is its Markdown in the target's dialect; `comments` are shown ones in display order.

    `path` is the file allocated for it (from `Target.path`, made unique), `url` its address on the new site where the target
    has addresses, and `former` the paths of the old site that must lead there. `authors` belong to `post.authors`, in order.
    `fields` are the custom fields that front matter shall have, by their names there. `resolve` answers where an address of
    the old site leads now; body and document have it done already.
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

    def with_fields(self, front_matter: Mapping[str, Any], taken: Container[str] = ()) -> dict[str, Any]:
        """Answer front matter with the custom fields that were asked for, but none that would mean something else."""
        own = {name: value for name, value in self.fields.items() if name not in front_matter and name not in taken}
        for name in self.fields.keys() - own.keys():
            self.report(Diagnostic(Code.FIELD_NAME_TAKEN, name))
        return {**front_matter, **own}


class SiteJob(Struct, frozen=True):
    """The files of the site as a whole. `items` and `attachments` stream: call them again for another pass."""

    site: Site
    authors: Sequence[Author]
    terms: Sequence[Term]
    menus: Sequence[Menu]
    items: Callable[[], Iterable[Placed]]
    attachments: Callable[[], Iterable[Attachment]]
    options: Any
    report: Callable[[Diagnostic], None]
    resolve: Resolve = lambda url, _: url


class Target(Struct, frozen=True):
    """One platform. Each module in targets/ exports exactly one, named TARGET.

    `path` proposes the relative POSIX path of an item's file from light facts alone, so that every path and URL is known
    before any body is read; the pipeline makes it unique. `write` yields the files of one item (the one at `job.path`,
    and others such as its comments), so that items can be written in parallel; `site` the files of the whole site;
    `scaffold` the few files that make the generator build at once. All four are pure. `next_step` is what a person does
    after a run; `{folder}` in it is the folder of the target's files. `addresses` says where things stand on the new site;
    without it links lead from file to file.
    """

    summary: str
    path: Callable[[Place, Any], str]
    write: Callable[[Job], Iterator[OutputFile]]
    site: Callable[[SiteJob], Iterator[OutputFile]]
    scaffold: Callable[[SiteJob], Iterator[OutputFile]]
    dialect: Dialect
    holds: Capabilities = Capabilities()
    options: type = NoOptions
    next_step: str = ""
    addresses: Addresses | None = None


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
