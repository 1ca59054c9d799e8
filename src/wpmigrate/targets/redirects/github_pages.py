"""A small page at every old address, for hosts that serve files and nothing else, such as GitHub Pages."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from wpmigrate.contract import OutputFile, RedirectOptions, Redirects, Rule
from wpmigrate.redirects.urls import location, source_of

NO_FILE: Final = "no file can have this name"
NO_PAGE: Final = "a page cannot stand in for a file of this kind"
_LONGEST_NAME: Final = 255
_EXTENSION: Final = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_PAGES: Final = (".html", ".htm", ".xhtml")
_FORBIDDEN: Final = re.compile(r"%2F|[\\:*?\"<>|]|//|[. ](?:/|$)", re.IGNORECASE)
_PAGE: Final = """\
<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>{target}</title>
<link rel="canonical" href="{target}">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body><a href="{target}">{target}</a></body>
</html>
"""


def write_pages(rules: Sequence[Rule], _: RedirectOptions) -> Iterator[OutputFile]:
    """Write a page for each rule, in folders as the old addresses have them."""
    for rule in rules:
        yield OutputFile(_file(rule), _PAGE.format(target=escape(location(rule.target))).encode())


def _file(rule: Rule) -> str:
    path = source_of(rule.source).path
    return path[1:] if path.lower().endswith(_PAGES) else f"{path.strip('/')}/index.html".lstrip("/")


def _refuses(rule: Rule) -> str:
    path = source_of(rule.source).path
    if _FORBIDDEN.search(path) or max(len(name.encode()) for name in path.split("/")) > _LONGEST_NAME:
        return NO_FILE
    return NO_PAGE if _EXTENSION.search(path) and not path.lower().endswith(_PAGES) else ""


REDIRECTS: Final = Redirects(
    summary="GitHub Pages and other plain hosts: a page at every old address, no redirects by query",
    write=write_pages,
    queries=False,
    refuses=_refuses,
    next_step="Put the folders into the root of the published folder.",
)
