"""Bare URLs that stand alone on a line or in a paragraph: WordPress shows there what the URL leads to."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from wpmigrate.content.markup import Markup

_ALONE = re.compile(r"^[ \t\f\v]*(https?://[^\s<>\"]+)[ \t\f\v]*$", re.MULTILINE | re.IGNORECASE | re.ASCII)
_PARAGRAPH = re.compile(r"<p(?: [^<>]*)?>\s*(https?://[^\s<>\"]+)\s*</p>", re.IGNORECASE | re.ASCII)
_URL = re.compile(r"://[^\s<>\"]++", re.ASCII)
_END = re.compile(r"[ \t\f\v]*+(?:\n|\Z)|\s*+</p>", re.IGNORECASE | re.ASCII)
"""What follows a URL that stands alone: looked at first, because few do."""
_AMPERSAND = re.compile("&(?:amp|#0*38);", re.IGNORECASE)


def find_bare_urls(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, url) of each URL that stands alone, outside tags, comments and code, in order."""
    if not any(_END.match(text, url.end()) for url in _URL.finditer(text)):
        return
    # a set, because one that is alone in its paragraph can be alone on its line too
    alone = sorted({(match.span(1), match[1]) for pattern in (_ALONE, _PARAGRAPH) for match in pattern.finditer(text)})
    markup = iter(Markup(text)) if alone else iter(())
    area = next(markup, None)
    for (start, end), url in alone:
        while area is not None and area[1] <= start:
            area = next(markup, None)
        if area is None or area[0] > start:
            yield start, end, url


def clean_url(url: str) -> str:
    """Undo the one escape that HTML has for URLs, and no other: `&copy=1` is no sign."""
    return _AMPERSAND.sub("&", url.strip())


def find_provider(url: str, providers: Mapping[str, str]) -> str:
    """Answer the provider of a URL: by host and first part of the path, by host, or by a host above it; or nothing."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.path.strip("/") + parts.query:
        return ""
    first = parts.path.strip("/").partition("/")[0]
    if provider := providers.get(f"{host}/{first}"):
        return provider
    while "." in host:
        if provider := providers.get(host):
            return provider
        host = host.partition(".")[2]
    return ""
