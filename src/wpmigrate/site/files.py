"""Links to uploaded files, wherever WordPress, a network of blogs or WordPress.com puts them."""

import re
from collections.abc import Iterator
from typing import Final

from wpmigrate.model import Attachment
from wpmigrate.site.found import Found
from wpmigrate.site.hosts import Address, Root, read_address, root_of, segments_of
from wpmigrate.site.lookups import Lookups
from wpmigrate.site.originals import is_image_server, sources_of

_UPLOADS: Final = "/wp-content/uploads/"
_BLOG_FILES = re.compile(r"/wp-content/blogs\.dir/[0-9]{1,9}/files/")
_DATED = re.compile(r"[0-9]{4}/[0-9]{2}/.")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{2,5}\Z")
_COM: Final = ".wordpress.com"
_COM_FILES: Final = ".files.wordpress.com"


class Files:
    """Knows the folders that a site's uploads lie in."""

    def __init__(self, lookups: Lookups, roots: tuple[Root, ...]) -> None:
        grounds = lookups.grounds()
        networks = (root_of(url) for url in grounds.networks)
        self._lookups = lookups
        self._roots = roots + tuple(root for root in networks if root and f".{root.host}" != _COM)
        self._names = {root.host.removesuffix(_COM) for root in roots if root.host.endswith(_COM)}
        self._folders = grounds.uploads
        self._longest_first = sorted(grounds.uploads, key=len, reverse=True)

    def find(self, address: Address) -> Found | None:
        """Answer the file that a link leads to, or None where it is no upload."""
        segments = segments_of(address.path)
        below = self._below(address.host, segments)
        if address.path.endswith("/") or not (below or (segments and _EXTENSION.search(segments[-1]))):
            return None
        folders = self._folders[:7] if below else ()
        keys = dict.fromkeys((f"{address.host}/{'/'.join(segments)}", *(f"{folder}{below}" for folder in folders)))
        known = self._lookups.upload(name for key in keys for name in sources_of(key))
        if known is None:
            return Found("upload", upload=below) if below else None
        key, ordinal, record = known
        return Found("upload", key, ordinal, self._path(record) or below)

    def path_of(self, ordinal: int) -> str:
        """Answer the path of an attachment's file below the uploads folder."""
        record = self._lookups.file(ordinal)
        return self._path(record) if record else ""

    def _path(self, record: Attachment) -> str:
        address = read_address(record.url, Address())
        return (self._below(address.host, segments_of(address.path)) if address else "") or record.file

    def _below(self, host: str, segments: list[str]) -> str:
        """Answer the path below the uploads folder, or an empty string outside of it."""
        path = "/" + "/".join(segments)
        folder = next((one for one in self._longest_first if f"{host}{path}".startswith(one)), "")
        if folder:
            return f"{host}{path}"[len(folder) :]
        if host.endswith(_COM_FILES) and host.removesuffix(_COM_FILES) in self._names:
            return path[1:]
        return next((rest for root in self._roots if root.host == host for rest in _marked(path, root)), "")


def behind_image_server(address: Address) -> Address:
    """Answer the address that an image server shows a copy of, or the same address."""
    inner = read_address(f"https:/{address.path}", Address()) if is_image_server(address.host) else None
    return inner or address


def _marked(path: str, root: Root) -> Iterator[str]:
    """Yield what follows the folders that WordPress keeps uploads in, below a root."""
    home = "".join(f"/{segment}" for segment in root.folder)
    if not path.startswith(f"{home}/"):
        return
    before, _, after = path[len(home) :].partition(_UPLOADS)
    if after:
        yield after
    blog = _BLOG_FILES.search(before)
    if blog:
        yield before[blog.end() :]
    files = before.removeprefix("/files/")
    if files != before and _DATED.match(files):
        yield files
