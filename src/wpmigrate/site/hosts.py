"""Web addresses as browsers read them: whose host it is, which path, and what relative links mean."""

import re
import unicodedata
from functools import lru_cache
from typing import Final
from urllib.parse import unquote, unquote_to_bytes

from msgspec import Struct

_EDGES: Final = "".join(map(chr, range(0x21)))
_BREAKS = re.compile(r"[\t\r\n]")
# WordPress escapes ampersands in feeds, and editors escape them once more.
_AMPERSAND = re.compile(r"&(?:amp;|#0{0,6}38;|#[xX]0{0,6}26;)+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,40}):")
_WEB: Final = frozenset(("http", "https"))
_DOTS: Final = {".": ".", "%2e": ".", "..": "..", ".%2e": "..", "%2e.": "..", "%2e%2e": ".."}
_LONGEST_HOST: Final = 300
_LONGEST_LABEL: Final = 63


class Address(Struct, frozen=True):
    """Where a link leads: `host` as `host_key` answers it, a path without dots, query and fragment as they stood."""

    host: str = ""
    path: str = "/"
    query: str = ""
    fragment: str = ""


class Root(Struct, frozen=True):
    """A place below which a site lives."""

    host: str
    folder: tuple[str, ...] = ()


def read_address(url: str, base: Address) -> Address | None:
    """Read a link that stands on the page `base`; None is no web page: mail, code, an empty link, a mere `#fragment`."""
    text = _cleaned(url)
    if not text or text.startswith("#"):
        return None
    rest, _, fragment = text.partition("#")
    rest, asks, query = rest.partition("?")
    scheme = _SCHEME.match(rest)
    if scheme is not None and scheme[1].lower() not in _WEB:
        rest = rest[scheme.end() :]
        return Address(f"{scheme[0]}{rest[2:]}") if rest.startswith("//") else None
    rest = rest[scheme.end() :].replace("\\", "/") if scheme else rest.replace("\\", "/")
    if scheme or rest.startswith("//"):
        netloc, slash, path = rest.lstrip("/").partition("/")
        return Address(host_key(netloc), _without_dots(slash + path), query, fragment) if netloc else None
    if rest.startswith("/"):
        return Address(base.host, _without_dots(rest), query, fragment)
    if not rest:
        return Address(base.host, base.path, query if asks else base.query, fragment)
    return Address(base.host, _without_dots(f"{base.path.rpartition('/')[0]}/{rest}"), query, fragment)


def host_key(netloc: str) -> str:
    """Answer what names a host however it is spelled: no user, `www.` or usual port, in lower case, and Unicode if IDN."""
    return _host_key(netloc) if len(netloc) <= _LONGEST_HOST else netloc


def root_of(url: str) -> Root | None:
    """Read where a site lives from its own address, or from its mere host."""
    address = read_address(url if "//" in url else f"//{url}", Address())
    return Root(address.host, tuple(segments_of(address.path))) if address and address.host else None


def segments_of(path: str) -> list[str]:
    """Part a path into decoded segments; doubled slashes part nothing."""
    return [decoded(segment) for segment in path.split("/") if segment]


def decoded(segment: str) -> str:
    """Decode one segment to NFC; a slash that was escaped stays so, because it parts nothing."""
    if "%" in segment:
        try:
            segment = unquote(segment, errors="strict")
        except UnicodeDecodeError:
            segment = unquote_to_bytes(segment).decode("utf-8", "ignore")
        segment = segment.replace("/", "%2F")
    return segment if segment.isascii() else unicodedata.normalize("NFC", segment)


def segments_below(address: Address, root: Root) -> list[str] | None:
    """Answer the decoded path of an address below a site's own, or None where it is no part of that site."""
    if address.host != root.host:
        return None
    segments, above = segments_of(address.path), len(root.folder)
    return segments[above:] if tuple(segments[:above]) == root.folder else None


def encodable(text: str) -> str:
    """Replace the halves of characters that no encoding can hold."""
    return text if text.isascii() else text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _cleaned(url: str) -> str:
    """Drop what browsers drop, and mend ampersands."""
    text = _BREAKS.sub("", url.strip(_EDGES))
    text = _AMPERSAND.sub("&", text) if "&" in text else text
    return encodable(text)


def _without_dots(path: str) -> str:
    if "/." not in path and "/%2" not in path:
        return path or "/"
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        dots = _DOTS.get(segment.lower(), "")
        if not dots:
            kept.append(segment)
        elif dots == ".." and kept:
            kept.pop()
    if segments[-1].lower() in _DOTS:
        kept.append("")
    return "/" + "/".join(kept)


@lru_cache(maxsize=1024)
def _host_key(netloc: str) -> str:
    host = netloc.rpartition("@")[2].lower()
    if not host.isascii() or "%" in host:
        host = unicodedata.normalize("NFKC", unquote(host)).lower().replace("。", ".")
    host = host.removesuffix(":").removesuffix(":80").removesuffix(":443").rstrip(".").removeprefix("www.")
    return ".".join(_label(part) for part in host.split(".")) if "xn--" in host else host


def _label(text: str) -> str:
    """Answer a label of a host in Unicode."""
    if not text.startswith("xn--") or len(text) > _LONGEST_LABEL:
        return text
    try:
        return unicodedata.normalize("NFKC", text[4:].encode("ascii").decode("punycode")).lower()
    except (UnicodeError, ValueError):
        return text
