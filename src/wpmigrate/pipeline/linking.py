"""Where an address of the old site leads now, for one target: pages by what the index knows, uploads by where they are put."""

import posixpath
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import TypeAlias
from urllib.parse import quote, unquote, urljoin

from msgspec import Struct

from wpmigrate.content.transforms.relink import Resolve, Use
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.media.naming import Names
from wpmigrate.media.uses import Kind, Used
from wpmigrate.pipeline.placing import Chosen, Placing
from wpmigrate.site.folders import Folders
from wpmigrate.site.index import SiteIndex
from wpmigrate.site.links import Bases, Found, Resolver
from wpmigrate.site.permalinks import absolute, folder_of, path_of

Report: TypeAlias = Callable[[Diagnostic], None]

_LONGEST = 200
_SAFE = "/!$&'()*+,;=:@~-._"
_ODD = re.compile(r"(?:\A|/)\.{0,2}(?:/|\Z)")
_WHOLE = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2})")
_KINDS: Mapping[Use, Kind] = {"link": "file", "image": "image", "media": "video"}


UPLOADS = "uploads"
"""The folder of used media in a target whose links lead from file to file."""


class Met(Struct, frozen=True):
    """Who is told of an upload that something leads to, and the names that uploads have been given there."""

    add: Callable[[str, str, Kind, str], None]
    names: Names


class Standing(Struct, frozen=True):
    """Where a page stands that holds links: its target, who is told of uploads, its old permalink, file and ledger key."""

    target: str
    met: Met
    permalink: str = ""
    path: str = ""
    key: str = ""


class Linking:
    """The addresses of a run. `media`: used uploads are brought along, and so have new addresses. `base`: the new site's own."""

    def __init__(
        self,
        index: SiteIndex,
        placing: Placing,
        chosen: Mapping[str, Chosen],
        *,
        media: bool,
        hosts: Sequence[str] = (),
        base: str = "",
    ) -> None:
        self._placing = placing
        self._chosen = chosen
        self._media = media
        self._resolver = Resolver(index, bases=_bases(chosen), hosts=hosts)
        site = index.site()
        front = index.lookups.numbered(site.front_page) if site.front_page else None
        self._site, self._home = site.url, front.ordinal if front else 0
        self._base = (base or site.url).rstrip("/")
        self._folders = Folders(folder_of(site.url), folder_of(self._base))
        self._index = index

    def folders(self, target: str) -> Folders:
        """Answer which folders of their hosts the old site and the new one live in."""
        where = self._chosen[target].target.addresses
        return self._folders if where and where.in_folder else Folders(self._folders.old)

    def base(self, target: str) -> str:
        """Answer the address that the new site begins at, without a slash at its end."""
        where = self._chosen[target].target.addresses
        at_root = where is not None and not where.in_folder
        return self._base.removesuffix(self._folders.new) if at_root else self._base

    def resolve(self, standing: Standing, report: Report) -> Resolve:
        """Answer how the addresses of one page are led; what leads nowhere is told to `report`, once for each address."""
        told: set[str] = set()
        met: dict[str, Found] = {}
        led: dict[str, str] = {}  # what is no upload: each use of one of those counts

        def lead(url: str, use: Use) -> str:
            if url in led:
                return led[url]
            found = met.get(url)
            if found is None:
                found = met[url] = self._resolver.resolve(url, standing.permalink)
            new = self._new(url, use, found, standing)
            if new is None and url not in told:
                told.add(url)
                code = Code.BROKEN_LINK if found.visible else Code.LINK_TO_UNPUBLISHED
                report(Diagnostic(code, url[:_LONGEST]))
            if new is None:  # a site in a folder may move to a root, where a path is another one
                new = self._foreign(url, standing) if self._folders.old and url.startswith("/") else url
            if found.kind not in ("upload", "attachment"):
                led[url] = new
            return new

        return lead

    def destination(self, standing: Standing, found: Found, used: Container[str]) -> str:
        """Answer where an old address leads on the new site, or an empty string where nothing answers it there.

        The page of a picture that no body uses, and that is not brought along so, leads to the post it hangs on. A date or
        a format leads to the list of posts: static sites have no archives of these.
        """
        target = standing.target
        where = self._chosen[target].target.addresses
        if where is None:
            return ""
        match found.kind:
            case "item":
                return self._placing.where(target, found.ordinal)[1] if found.visible else ""
            case "attachment":
                return self._attachment_page(standing, found, used)
            case "date" | "format":
                return "" if found.feed else where.posts
            case _:
                return unquote(self._listed(found, standing) or "")

    def _attachment_page(self, standing: Standing, found: Found, used: Container[str]) -> str:
        if self._media and found.upload and found.upload in used:
            return unquote(self._upload(found, standing))
        parent = self._index.lookups.parent_of(found.ordinal)
        return self._placing.where(standing.target, parent.ordinal)[1] if parent and parent.shown else ""

    def uploads(self, standing: Standing, used: Iterable[Used]) -> Iterator[tuple[str, str]]:
        """Yield the old path and the new one of each upload that is brought along, as they are below their sites."""
        for one in used:
            old = f"/wp-content/uploads/{unquote(one.upload)}"
            if self._media and not set(old) & set("?#"):
                yield old, unquote(self._upload(Found("upload", upload=one.upload), standing))

    def lists(self, target: str) -> Mapping[str, str]:
        """Answer where the lists of post types stand now, by their old addresses."""
        return self._placing.archives(target)

    def _new(self, url: str, use: Use, found: Found, standing: Standing) -> str | None:
        """Answer the new address, the old one where it is right, or None where it leads nowhere."""
        match found.kind:
            case "other":
                return url
            case "foreign":
                return self._foreign(url, standing)
            case "upload" | "attachment":
                return self._medium(url, use, found, standing)
            case "item":
                new = self._item(found, standing) if found.visible else None
                # what a file of many items leaves out stays where it is
                stays = found.visible and bool(self._chosen[standing.target].target.into)
                return url if new is None and stays else new
            case "unknown":
                return self._archive(url, standing)
            case _:
                listed = self._listed(found, standing)
                return f"{listed}{found.fragment}" if listed else None

    def _item(self, found: Found, standing: Standing) -> str | None:
        path, url = self._placing.where(standing.target, found.ordinal)
        if not path:
            return None
        return f"{_escaped(url) or _relative(path, standing.path)}{found.query}{found.fragment}"

    def _foreign(self, url: str, standing: Standing) -> str:
        """Answer a link to another site; one that began at the host, beside the folder of this site, needs that host now."""
        if _WHOLE.match(url) or not self._site:
            return url
        try:
            return urljoin(f"{self._site}{quote(standing.permalink, safe=_SAFE)}", url.strip())
        except ValueError:  # one of the two is no address
            return url

    def _listed(self, found: Found, standing: Standing) -> str | None:
        where = self._chosen[standing.target].target.addresses
        if where is None:
            return self._front(standing) if found.kind == "home" else None
        if found.kind == "feed":
            return where.feed if not found.key else None
        if found.kind == "home":
            return where.home
        address = _escaped(self._placing.listed(standing.target, found.kind, found.key))
        return posixpath.join(address, where.list_feed) if found.feed and address else address

    def _front(self, standing: Standing) -> str | None:
        """Answer the file of the front page, the home of a site that has no lists."""
        path = self._placing.where(standing.target, self._home)[0] if self._home else ""
        return _relative(path, standing.path) if path else None

    def _archive(self, url: str, standing: Standing) -> str | None:
        """Answer the list of a post type, which no export names: the folder that the addresses of its items share."""
        whole = absolute(unescape(url), self._site)
        asked = whole.partition("#")[0].partition("?")[2]
        name = f"?{asked}" if asked.startswith("post_type=") else f"{path_of(whole, self._site).rstrip('/')}/"
        return self._placing.archives(standing.target).get(name)

    def _medium(self, url: str, use: Use, found: Found, standing: Standing) -> str | None:
        if not found.upload or not found.visible:
            return None
        if not self._media:
            return url
        standing.met.add(found.upload, url, _KINDS[use], standing.key)
        return self._upload(found, standing)

    def _upload(self, found: Found, standing: Standing) -> str:
        name = standing.met.names.place(found.upload)
        where = self._chosen[standing.target].target.addresses
        if where is None:
            return _relative(f"{UPLOADS}/{name}", standing.path)
        return f"{where.uploads_url}/{quote(name, safe=_SAFE)}"


def _bases(chosen: Mapping[str, Chosen]) -> Bases:
    """Answer the words before lists of terms and authors, which a target's options may tell."""
    told = {
        name: getattr(one.options, f"{name}_base", "") for one in chosen.values() for name in Bases.__struct_fields__
    }
    return Bases(**{name: word for name, word in told.items() if word})


def _relative(path: str, standing: str) -> str:
    """Answer the address of a file as seen from the file a link stands in."""
    folder = standing.rpartition("/")[0]
    if _ODD.search(path) or (folder and _ODD.search(folder)):
        return quote(posixpath.relpath(path, folder or "."), safe=_SAFE)
    here, there = folder.split("/") if folder else [], path.split("/")
    shared = next((at for at, pair in enumerate(zip(here, there, strict=False)) if pair[0] != pair[1]), None)
    if shared is None:
        shared = min(len(here), len(there))
    return quote("/".join([".."] * (len(here) - shared) + there[shared:]) or ".", safe=_SAFE)


def _escaped(path: str) -> str:
    """Escape what would end a path; all else stays as people read it."""
    return path.replace("%", "%25").replace("?", "%3F").replace("#", "%23")
