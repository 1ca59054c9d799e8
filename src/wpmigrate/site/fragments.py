"""The parts of pages that links from elsewhere lead to (`/about/#team`): their names must stay on the page."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final
from urllib.parse import unquote

from wpmigrate.site.permalinks import split_url
from wpmigrate.wxr.records import ItemRecord

_LINKED = re.compile(
    r"""href\s*+=\s*+(?:"([^"#<>]*)#([^"<>]+)|'([^'#<>]*)#([^'<>]+)|([^\s"'#<>]++)#([^\s"'<>]++))""", re.IGNORECASE
)
_MADE = re.compile(r"(?:comment|more|post)-[0-9]+|comments|respond|content|primary|main|top")
"""Names that WordPress and themes give, and no text."""
_LONGEST: Final = 200


def fragments_of(item: ItemRecord, site_url: str) -> Iterator[str]:
    """Yield the names of parts of other pages that an item, its comments or a menu lead to, as written and decoded."""
    host = _host(site_url)
    if item.type == "nav_menu_item":
        url = next((value for key, value in item.meta if key == "_menu_item_url"), "")
        before, _, name = url.partition("#")
        yield from _spellings(before, name, host)
    for text in (item.content, item.excerpt, *(comment.content for comment in item.comments)):
        if "#" in text and "href" in text:
            for found in _LINKED.finditer(text):
                before, name = (part for part in found.groups() if part is not None)
                if before:  # what stands on the page itself is seen there
                    yield from _spellings(before, name, host)


def _spellings(url: str, name: str, host: str) -> Iterator[str]:
    name = unescape(name)
    if name and len(name) <= _LONGEST and not _MADE.fullmatch(name) and _host(url) in ("", host):
        yield name
        if "%" in name:
            yield unquote(name)


def _host(url: str) -> str:
    if "//" not in url:
        return ""
    parts = split_url(url)
    return parts.netloc.lower().removeprefix("www.") if parts else url
