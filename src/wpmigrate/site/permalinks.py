"""Permalinks: the decoded path of an item's public URL, relative to where the blog lives."""

import re
from typing import Final
from urllib.parse import SplitResult, unquote, unquote_to_bytes, urlsplit

_UNCLEAN = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
_ORDINARY = re.compile(r"(?:/[A-Za-z0-9_-]+)+/?")
_SLASHES = re.compile(r"/{2,}")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,40}):")
_SCHEMES: Final = frozenset(("http", "https", "mailto", "tel"))
_HOMES: Final = frozenset(("", "/", "/index.php"))
_NUMBERED: Final = ("p=", "page_id=", "attachment_id=", "post_type=", "preview=", "cat=", "page=")


def site_key(url: str) -> str:
    """Answer what names a blog whatever the scheme and `www.`: its host and the folder it lives in."""
    parts = split_url(url)
    if parts is None or not parts.netloc:
        return ""
    host = parts.netloc.rpartition("@")[2].lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    return host + parts.path.rstrip("/")


def path_of(link: str, site_url: str) -> str:
    """Answer the path of a public URL below the blog's own, or an empty string where only a query names the item."""
    rest = link[len(site_url) :] if site_url and link.startswith(site_url) else ""
    if rest and _ORDINARY.fullmatch(rest):
        return rest
    parts = split_url(link)
    if parts is None or not (parts.path or parts.netloc) or parts.query.startswith(_NUMBERED):
        return ""
    path = _SLASHES.sub("/", f"/{parts.path}")  # `//a/` would be the address of another host
    folder = folder_of(site_url)
    if folder and (path == folder or path.startswith(f"{folder}/")):
        path = path[len(folder) :] or "/"
    if parts.query and path in _HOMES:  # `?book=dune` on a site without permalinks, `?lang=ko` beside the front page
        return ""
    segments = [_decoded(segment) for segment in path.split("/")]
    return "" if any(_unsafe(segment) for segment in segments) else "/".join(segments)


def folder_of(url: str) -> str:
    """Answer the folder of its host that a site of this address lives in, without a slash at its end: mostly none."""
    parts = split_url(url)
    return parts.path.rstrip("/") if parts else ""


def is_home(link: str, site_url: str) -> bool:
    """Say whether `link` is the blog's own address."""
    parts = split_url(link)
    return parts is not None and not parts.query and site_key(link) == site_key(site_url) != ""


def absolute(url: str, site_url: str) -> str:
    """Complete a URL that begins at the host or at the scheme."""
    base = split_url(site_url) if url.startswith("/") else None
    if base is None or not base.netloc:
        return url
    return f"{base.scheme}:{url}" if url.startswith("//") else f"{base.scheme}://{base.netloc}{url}"


def safe_url(url: str) -> str:
    """Answer a URL that only leads somewhere, or an empty string for one that could run code."""
    bare = _INVISIBLE.sub("", url)
    scheme = _SCHEME.match(bare)
    return url if scheme is None or scheme[1].lower() in _SCHEMES else ""


def split_url(url: str) -> SplitResult | None:
    """Part an address, or answer None for one that is none."""
    try:
        return urlsplit(url.strip())
    except ValueError:  # a bracketed host that is no address
        return None


def _decoded(segment: str) -> str:
    """Decode one segment; a slash that was escaped stays so, because it parts nothing."""
    if "%" not in segment:
        return segment
    try:
        text = unquote(segment, errors="strict")
    except UnicodeDecodeError:
        text = unquote_to_bytes(segment).decode("utf-8", "ignore")
    return text.replace("/", "%2F")


def _unsafe(segment: str) -> bool:
    return segment in (".", "..") or _UNCLEAN.search(segment) is not None
