"""Apache's `.htaccess`: mod_rewrite sees the path decoded, so that one pattern stands for every spelling of it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wpmigrate.contract import OutputFile, RedirectOptions, Redirects, Rule
from wpmigrate.redirects.urls import location, merged, source_of, value_spellings

SLASH: Final = "Apache refuses an escaped slash in a path"
QUESTION: Final = "Apache refuses an escaped question mark in a path"
LONG_NAME: Final = "Apache refuses a name of more than 255 bytes in a path"
_LONGEST_NAME: Final = 255
_SPECIAL: Final = re.compile(r"([\\^$.*+?()\[\]{}|])")
_REFERENCE: Final = re.compile(r"([\\$%])")
_HEAD: Final = """\
# Redirects from the addresses of the old site, for the root of the new one.
<IfModule mod_rewrite.c>
RewriteEngine On
"""


def write_apache(rules: Sequence[Rule], _: RedirectOptions) -> Iterator[OutputFile]:
    """Write `.htaccess`; the rules that name most of a query come first."""
    parted = sorted(rules, key=lambda rule: -len(source_of(rule.source).query))
    lines = (line for rule in parted for line in _lines(rule))
    yield OutputFile(".htaccess", "".join((_HEAD, *lines, "</IfModule>\n")).encode())


def _lines(rule: Rule) -> Iterator[str]:
    source = source_of(rule.source)
    for name, value in source.query:
        ways = "|".join(dict.fromkeys(_escaped(way) for way in value_spellings(value)))
        yield f'RewriteCond %{{QUERY_STRING}} "(?:^|&){_escaped(name)}=(?:{ways})(?:&|$)"\n'
    bare = merged(source.path).strip("/")
    pattern = f"^{_escaped(bare)}/?$" if bare else "^$"
    flags = f"R={rule.status},L,NE{',QSD' if source.query else ''}"
    target = _REFERENCE.sub(r"\\\1", location(rule.target))
    yield f'RewriteRule "{pattern}" "{target}" [{flags}]\n'


def _escaped(text: str) -> str:
    # mod_rewrite cuts its line itself: it takes no backslash away, and knows no quote inside of quotes.
    return _SPECIAL.sub(r"\\\1", text).replace('"', r"\x22")


def _refuses(rule: Rule) -> str:
    path = source_of(rule.source).path
    if "%2f" in path.lower():
        return SLASH
    if max(len(name.encode()) for name in path.split("/")) > _LONGEST_NAME:
        return LONG_NAME
    return QUESTION if "?" in path else ""


REDIRECTS: Final = Redirects(
    summary="Apache: .htaccess with mod_rewrite",
    write=write_apache,
    refuses=_refuses,
    next_step="Put .htaccess into the root of the site, or its lines before those of the .htaccess that is there.",
)
