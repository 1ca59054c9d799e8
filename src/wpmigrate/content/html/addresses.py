"""Where an image really is: lazy loaders move it out of `src`, and put a stand-in there."""

import re
from collections.abc import Callable, Mapping

from wpmigrate.content.html.backgrounds import in_style
from wpmigrate.content.html.urls import clean_url

LAZY = (
    "data-lazy-src", "data-src", "data-original", "data-original-src", "data-wpfc-original-src", "data-lazy", "data-ll-src",
    "data-cfsrc", "data-ezsrc", "data-opt-src", "data-pagespeed-lazy-src", "data-lazyload", "data-echo", "data-img-src",
)  # fmt: skip
"""Attributes that only a lazy loader writes, so that they win over `src`."""

_ANY_LAZY = frozenset(LAZY)
_WHOLE = ("data-orig-file", "data-large-file", "data-full-url", "data-image-src")
_SETS = ("data-lazy-srcset", "data-srcset", "data-original-set", "data-ezsrcset", "srcset")
_PLACEHOLDER = re.compile(
    r"(?:^data:|/(?:blank|grey|gray|spacer|placeholder|transparent|trans|lazy|loading|pixel|clear|1x1)[^/]*\Z)",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(r"(\S*[^\s,])(?:\s+([0-9]+(?:\.[0-9]+)?)[wxh])?")
_SHOWN = ("src", "alt", "title", "width", "height", "align", "id", "class", "usemap", "longdesc")

Attributes = Mapping[str, str | None]
Restore = Callable[[str], str]


def address(attributes: Attributes, restore: Restore) -> str:
    """Find where an image really is."""
    if not _ANY_LAZY.isdisjoint(attributes) and (lazy := _first(attributes, LAZY, restore)):
        return lazy
    src = clean_url(restore(attributes.get("src") or ""))
    if src and not _PLACEHOLDER.search(src):
        return src
    return _first(attributes, _WHOLE, restore) or widest(attributes, restore) or _behind(attributes, restore) or src


def _behind(attributes: Attributes, restore: Restore) -> str:
    """Answer the background of a transparent image."""
    style = attributes.get("style") or ""
    return next((clean_url(url) for name, url in in_style(restore(style)) if name.startswith("background")), "")


def _first(attributes: Attributes, names: tuple[str, ...], restore: Restore) -> str:
    for name in names:
        url = clean_url(restore(attributes.get(name) or "")) if name in attributes else ""
        if ("/" in url or "." in url) and not url.startswith("data:"):
            return url
    return ""


def widest(attributes: Attributes, restore: Restore) -> str:
    """Answer the largest candidate of a `srcset`; of several that do not say, the last."""
    for name in _SETS:
        candidates = _CANDIDATE.findall(restore(attributes.get(name) or "")) if name in attributes else []
        found = [(float(size[:9] or 0), place, url) for place, (url, size) in enumerate(candidates)]
        urls = [entry for entry in found if not entry[2].startswith("data:") and "/" in entry[2] + "/"]
        if urls:
            return clean_url(max(urls)[2])
    return ""


def settled(attributes: Attributes, restore: Restore, original: Callable[[str], str]) -> Attributes:
    """Answer the attributes of an image that stays HTML: one address, and nothing that a lazy loader needs."""
    src = original(address(attributes, restore))
    kept = {name: value for name, value in attributes.items() if name in _SHOWN}
    return {**kept, "src": src} if src else kept
