"""Words that are addresses in storage, such as s3://bucket/exports/blog.xml.gz, and what may be said of them."""

import re
from typing import Final

_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://\S")
_IN_TEXT: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://[^\s'\"<>]+")
_PASSWORD: Final = re.compile(r"^([^:]+://[^/@]*?):[^/]*@")
_WEB: Final = ("http", "https")


def is_url(word: str) -> bool:
    """Say whether a word is an address in storage, and no path of this machine."""
    return _URL.match(word) is not None


def scheme_of(url: str) -> str:
    """Answer what kind of storage an address is of."""
    return url.partition("://")[0].lower()


def is_web(url: str) -> bool:
    """Say whether an address is one of the web, where a `?` is no pattern and nothing can be listed."""
    return scheme_of(url) in _WEB


def without_query(url: str) -> str:
    """Answer the address of a file of the web without its query, which may be a signature."""
    return re.split(r"[?#]", url, maxsplit=1)[0] if is_web(url) else url


def told(url: str) -> str:
    """Write an address for people: without password and signature."""
    return _PASSWORD.sub(r"\1@", without_query(url)) if is_url(url) else url


def redacted(text: str) -> str:
    """Write a text of others for people: each address in it as it may be told."""
    return _IN_TEXT.sub(lambda found: told(found[0]), text)


def leaf(url: str) -> str:
    """Answer the last name of an address."""
    return without_query(url).rstrip("/").rpartition("/")[2]


def above(url: str) -> str:
    """Answer the address of the folder that something is in."""
    return without_query(url).rstrip("/").rpartition("/")[0]


def below(url: str, path: str) -> str:
    """Answer the address of `path` in a folder."""
    return f"{url.rstrip('/')}/{path}"
