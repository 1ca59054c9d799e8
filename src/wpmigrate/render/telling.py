"""Attributes that name a file or a page and show nothing of it: they may get lost, but not unsaid."""

import re
from collections.abc import Iterator, Mapping

from wpmigrate.content.html.backgrounds import PICTURES, in_style
from wpmigrate.content.html.embeds import flash_video
from wpmigrate.content.html.urls import clean_url, is_safe

TELLING = re.compile(
    r"url\(|//|(?:^|\s)(?:action|background|cite|classid|codebase|data(?:-[\w-]*)?|formaction|href|longdesc|poster|src|xlink:href)=",
    re.IGNORECASE,
)
"""Found in the attributes of each tag that may name something here; most tags do not."""

_NAMING = frozenset("action background cite classid codebase data formaction longdesc xlink:href".split())
_ELSEWHERE: Mapping[str, frozenset[str]] = {
    "href": frozenset(("a",)),
    "src": frozenset("iframe video audio embed param".split()),
    "poster": frozenset(("video",)),
}
"""Attributes that name something on each element but these, where it is shown or linked."""

_VOCABULARIES = (
    "item",
    "xmlns",
    "vocab",
    "prefix",
    "typeof",
    "property",
    "resource",
    "about",
    "rel",
    "class",
    "profile",
)
_SHOWN_TEXT = frozenset("alt title aria-label placeholder content value summary".split())
_VALUES: Mapping[str, str] = {"meta": "content", "param": "value"}
_ABSOLUTE = re.compile(r"(?:https?:)?//[^\s/]+\.[^\s]+", re.IGNORECASE)


def named(tag: str, given: Mapping[str, str]) -> Iterator[str]:
    """Yield the addresses that the attributes of an element name, beside those that it shows or links."""
    if tag in PICTURES:
        yield from filter(None, (given.get("longdesc", ""),))
        return
    for name, value in given.items():
        if name == "style":
            yield from (url for _, url in in_style(value) if url[:1] != "#")
        elif _names(tag, name, value.strip()):
            url = clean_url(value)
            if is_safe(url) and not url.startswith("#") and not flash_video(url):
                yield url


def _names(tag: str, name: str, value: str) -> bool:
    if not value or tag in _ELSEWHERE.get(name, ()):
        return False
    if name in _NAMING or name in _ELSEWHERE:
        return True
    if name in _SHOWN_TEXT and _VALUES.get(tag) != name:
        return False
    return not name.startswith(_VOCABULARIES) and bool(_ABSOLUTE.fullmatch(value))
