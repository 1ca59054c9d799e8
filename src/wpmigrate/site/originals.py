"""Which uploaded picture a URL shows: the sizes WordPress cuts, and the copies that image servers make of it."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from wpmigrate.site.hosts import host_key

_PHOTON = re.compile(r"i[0-9]\.wp\.com", re.IGNORECASE)
_SIZE = re.compile(r"-[0-9]{1,5}x[0-9]{1,5}(?=\.[A-Za-z0-9]{2,5}\Z)")
_MADE = re.compile(r"-(?:scaled|rotated)(?=\.[A-Za-z0-9]{2,5}\Z)")
_EDITED = re.compile(r"-e[0-9]{9,14}(?=\.[A-Za-z0-9]{2,5}\Z)")
_COPY = re.compile("|".join(made.pattern for made in (_SIZE, _MADE, _EDITED)))
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{2,5}\Z")
_RESIZING: Final = frozenset(
    "w h resize fit ssl strip quality crop zoom lb ulb brightness contrast filter width height is-pending-load".split()
)
"""What image servers take in a query; any other query may name another picture."""


def key_of(url: str) -> str:
    """Answer what names an upload whatever the scheme and `www.`: its host and its decoded path."""
    parts = _split(url)
    return _key(parts.netloc, parts.path) if parts is not None and parts.netloc else ""


def host_of(url: str) -> str:
    """Answer the host of a URL, without `www.`."""
    return key_of(url).partition("/")[0]


def is_copy(url: str) -> bool:
    """Answer whether a URL may show a copy of an upload rather than the upload itself."""
    path = url.partition("?")[0]
    return path != url or _COPY.search(path) is not None or "wp.com/" in path


def has_extension(url: str) -> bool:
    """Answer whether the path of a URL ends as a file does; where it does not, there is nothing that a copy is made of."""
    last = url.partition("?")[0].partition("#")[0].strip().rpartition("/")[2]
    return "." in last or "%" in last


def is_image_server(host: str) -> bool:
    """Answer whether a host shows copies of pictures of other hosts, named by its paths."""
    return _PHOTON.fullmatch(host) is not None


def origin_of(url: str) -> str:
    """Answer the address behind a copy of an image server, without the query that asks for a size."""
    parts = _split(url)
    if parts is None:
        return url
    if _PHOTON.fullmatch(parts.netloc) and _EXTENSION.search(parts.path):
        return f"https:/{parts.path}"
    if not parts.query:
        return url
    asked = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    return url.partition("?")[0] if asked <= _RESIZING and _EXTENSION.search(parts.path) else url


def candidates(url: str) -> Iterator[str]:
    """Yield the keys of the uploads that `url` may be a copy of, the likeliest first; the first is its own."""
    key = key_of(origin_of(url))
    if key:
        yield from sources_of(key)


def sources_of(key: str) -> Iterator[str]:
    """Yield the keys of the uploads that the one with `key` may be made from, itself first."""
    yield key
    whole = _SIZE.sub("", key)
    unscaled = _MADE.sub("", whole)
    for bare in dict.fromkeys((whole, unscaled, _EDITED.sub("", unscaled))):
        stem, dot, extension = bare.rpartition(".")
        yield from (bare, *(f"{stem}-{made}{dot}{extension}" for made in ("scaled", "rotated")))


def _key(host: str, path: str) -> str:
    decoded = unquote(path)
    return host_key(host) + (decoded if decoded.isascii() else unicodedata.normalize("NFC", decoded))


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url.strip())
    except ValueError:  # a bracketed host that is no address
        return None
