"""The spellings of an address: what a request for it looks like, and how it stands in a Location."""

import re
from typing import Final, TypeAlias
from urllib.parse import quote, urlsplit

from msgspec import Struct

Query: TypeAlias = tuple[tuple[str, str], ...]
Key: TypeAlias = tuple[str, Query]

_QUERY: Final = re.compile(r"\?(?=[A-Za-z0-9_.\[\]-]+=)")
_SLASH: Final = re.compile(r"%2F", re.IGNORECASE)
_SLASHES: Final = re.compile(r"//+")
_ESCAPE: Final = re.compile(r"%[0-9A-F]{2}")
_ASCII: Final = re.compile(r"[\x00-\x7f]+")
_SPACE: Final = re.compile(r"[\s\ufeff]")
_UNSENDABLE: Final = frozenset("#&+%")
_ABSOLUTE: Final = re.compile(r"https?://", re.IGNORECASE)
# What browsers leave as it stands in a path; the rest of ASCII they escape (WHATWG URL, path percent-encode set).
_LEFT: Final = "/!$&'()*+,-.:;=@[]_|~"
_LEFT_IN_VALUE: Final = "/!$()*,-.:;=?@[]_|~"
# What no host of ours gives a meaning of its own in a target.
_PLAIN: Final = "/-._~@,"
_PLAIN_IN_URL: Final = "/-._~@,%?#&=+;!"


class Source(Struct, frozen=True):
    """The old address of a rule: its decoded path and the names and values of its query."""

    path: str
    query: Query = ()


def source_of(text: str) -> Source:
    """Part a source; a question mark that no `name=` follows belongs to the path."""
    found = _QUERY.search(text)
    if found is None:
        return Source(text)
    pairs = (part.partition("=") for part in text[found.end() :].split("&") if part)
    return Source(text[: found.start()] or "/", tuple((name, value) for name, _, value in pairs))


def key_of(source: Source) -> Key:
    """Answer what two sources have in common when one request matches both: slash at the end and order aside."""
    return decoded(source.path).rstrip("/") or "/", tuple(sorted(set(source.query)))


def decoded(path: str) -> str:
    """Answer a path with its escaped slashes as slashes, as a server sees it."""
    return _SLASH.sub("/", path)


def merged(path: str) -> str:
    """Answer a path with one slash for several, as most servers read it."""
    return _SLASHES.sub("/", path)


def twin(path: str) -> str:
    """Answer the path with the slash at its end added or taken away; the root has none."""
    if path == "/":
        return path
    return path.rstrip("/") if path.endswith("/") else f"{path}/"


def spellings(path: str) -> tuple[str, ...]:
    """List how a request may spell a path: escapes in upper case, in lower case (as WordPress links), and none."""
    upper = _quoted(path, _LEFT)
    raw = _ASCII.sub(lambda run: _quoted(run[0], _LEFT), path)
    return tuple(dict.fromkeys((upper, _lowered(upper), upper if _SPACE.search(raw) else raw)))


def value_spellings(value: str) -> tuple[str, ...]:
    """List how a request may spell a value of a query."""
    full, browser = quote(value, safe=""), quote(value, safe=_LEFT_IN_VALUE)
    plus = full.replace("%20", "+")
    raw = full if _SPACE.search(value) or not _UNSENDABLE.isdisjoint(value) else value
    return tuple(dict.fromkeys((full, browser, plus, _lowered(full), _lowered(browser), _lowered(plus), raw)))


def location(target: str) -> str:
    """Spell a target in ASCII, so that it says the same in every format."""
    if not _ABSOLUTE.match(target):
        return _quoted(target, _PLAIN)
    try:
        parts = urlsplit(target)
        host = parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.netloc
    except ValueError:  # a bracketed host that is no address, or a label that IDNA refuses
        return quote(target, safe=_PLAIN_IN_URL + ":[]")
    rest = target[target.index("//") + 2 + len(parts.netloc) :]
    return f"{parts.scheme}://{quote(host, safe=':@[]')}{quote(rest, safe=_PLAIN_IN_URL)}"


def is_absolute(target: str) -> bool:
    """Say whether a target names a host of its own."""
    return _ABSOLUTE.match(target) is not None


def _quoted(path: str, safe: str) -> str:
    return "%2F".join(quote(part, safe=safe) for part in _SLASH.split(path))


def _lowered(spelling: str) -> str:
    return _ESCAPE.sub(lambda escape: escape[0].lower(), spelling)
