"""What a namespace means: any version of WXR, http or https, and prefixes that were never declared."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from lxml import etree

_WXR = re.compile(r"https?://wordpress\.org/export/(?:(?!excerpt/)[\w.]+/)?(excerpt/)?", re.ASCII)
_OTHERS = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "https://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "https://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/2005/Atom": "atom",
    "http://www.disqus.com/": "dsq",
    "http://wellformedweb.org/CommentAPI/": "wfw",
}
_UNDECLARED = "urn:undeclared:"
_LITERAL = {
    "wp": "http://wordpress.org/export/1.2/",
    "wxr": "http://wordpress.org/export/1.2/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_FAMILIES = {"wxr": "wp"}
_URI = re.compile(r"[!#-;=?-~]+", re.ASCII)
_KNOWN_AT_MOST = 4096

KEYS: dict[str, str] = {}
"""Names found so far, for those who ask a million times; `key` fills it."""


def family(uri: str) -> str:
    """Answer the usual prefix of what `uri` names, or an empty string."""
    wxr = _WXR.fullmatch(uri)
    if wxr:
        return "excerpt" if wxr[1] else "wp"
    return _OTHERS.get(uri) or (uri.removeprefix(_UNDECLARED) if uri.startswith(_UNDECLARED) else "")


def bind(declared: Iterable[tuple[str, str]]) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Bind every prefix of WXR: as declared, else by its literal name. Answer the bindings and what had to be assumed."""
    # A default namespace is left out: RSS has none, and what a producer declares there is never a field of WXR.
    bound = {prefix: uri if _is_uri(uri) else undeclared(prefix) for prefix, uri in declared if prefix}
    meant = {family(uri) for uri in bound.values()}
    assumed = []
    for prefix, uri in _LITERAL.items():
        name = _FAMILIES.get(prefix, prefix)
        if name not in meant:
            bound[prefix] = uri
            assumed.append(prefix)
    return tuple(bound.items()), tuple(assumed)


@lru_cache(maxsize=64)
def _is_uri(uri: str) -> bool:
    """Say whether the parser takes a name for one: it refuses every item that stands under another."""
    if not _URI.fullmatch(uri):
        return False
    try:
        etree.fromstring(f'<x xmlns:p="{uri.replace("&", "&amp;")}"/>')
    except etree.XMLSyntaxError:
        return False
    return True


def undeclared(prefix: str) -> str:
    """Make a namespace for a prefix that has none."""
    return _LITERAL.get(prefix, _UNDECLARED + prefix)


def meanings(namespaces: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Map each prefix of a document to the usual prefix of what it means."""
    return {prefix: _meaning(uri, prefix) for prefix, uri in namespaces}


def _meaning(uri: str, prefix: str | None) -> str:
    """Answer a usual prefix; one of WXR on a namespace that is none of its own, where another has that, is a stranger."""
    return family(uri) or (f"?{prefix}" if prefix in _LITERAL else prefix or "")


def key(tag: str, prefix: str | None) -> str:
    """Answer the usual name of an element: `wp:post_id`, whatever prefix and version its document uses."""
    uri, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    meant = _meaning(uri, prefix)
    name = f"{meant}:{local}" if meant else local
    if len(KEYS) < _KNOWN_AT_MOST:
        KEYS[tag] = name
    return name
