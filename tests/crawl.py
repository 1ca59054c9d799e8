"""A crawler over a built site: what its links and pictures lead to, as a web server of the folder would answer."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

BASE = "http://site.invalid"
_ATTRIBUTES = {"a": "href", "area": "href", "link": "href", "img": "src", "source": "src", "video": "src", "audio": "src", "iframe": "src", "script": "src"}  # fmt: skip
_REFRESH = re.compile(r"url=(.+)", re.IGNORECASE)


class Reference(Struct, frozen=True):
    """One address in one page of a site."""

    page: str
    tag: str
    url: str


class BuiltSite:
    """A folder of HTML. `base` is the address that pages of it use for themselves, if they use one."""

    def __init__(self, folder: Path, base: str = BASE) -> None:
        self.folder = folder
        self.base = base.rstrip("/")
        self._ids: dict[Path, set[str]] = {}

    def references(self) -> Iterator[Reference]:
        """Yield every address of every page."""
        for file in sorted(self.folder.rglob("*.html")):
            page = "/" + file.relative_to(self.folder).as_posix().removesuffix("index.html")
            tree = LexborHTMLParser(file.read_text("utf-8"))
            for node in tree.css(", ".join(_ATTRIBUTES)):
                url = node.attributes.get(_ATTRIBUTES[node.tag or ""])
                if url:
                    yield Reference(page, node.tag or "", url.strip())
            for node in tree.css("meta[http-equiv=refresh]"):
                found = _REFRESH.search(node.attributes.get("content") or "")
                if found:
                    yield Reference(page, "refresh", found[1].strip("'\""))

    def broken(self, reference: Reference) -> bool:
        """Answer whether an address of this site leads nowhere; those of other sites are not asked."""
        url = urljoin(f"{self.base}{reference.page}", reference.url)
        if not f"{url}/".startswith(f"{self.base}/"):
            return False
        parts = urlsplit(url)
        file = self.file_of(parts.path.removeprefix(urlsplit(self.base).path))
        if file is None:
            return True
        return bool(parts.fragment) and file.suffix == ".html" and unquote(parts.fragment) not in self._names(file)

    def file_of(self, path: str) -> Path | None:
        """Answer the file that a web server sends for a path."""
        for place in (path, f"{path.rstrip('/')}/index.html"):
            try:
                file = self.folder / unquote(place).lstrip("/")
                if file.is_file():
                    return file
            except (OSError, ValueError):
                return None
        return None

    def _names(self, file: Path) -> set[str]:
        if file not in self._ids:
            nodes = LexborHTMLParser(file.read_text("utf-8")).css("[id], a[name]")
            self._ids[file] = {
                value for node in nodes for value in (node.attributes.get("id"), node.attributes.get("name")) if value
            }
        return self._ids[file]


def host_of(url: str) -> str:
    """Answer the host of an address, or nothing."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
