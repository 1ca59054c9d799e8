"""Caddy: `map` from the decoded path, and from that with the values a rule names, to the new address."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from wpmigrate.contract import OutputFile, RedirectOptions, Redirects, Rule
from wpmigrate.redirects.urls import Source, decoded, location, source_of, twin

UNSAYABLE: Final = "its address has characters that a Caddyfile cannot quote"
QUERY: Final = "its query has a name that a Caddyfile cannot hold"
EMPTY: Final = "Caddy cannot tell a name without a value from no name"
_Table: TypeAlias = tuple[tuple[str, ...], int]
_NAME: Final = re.compile(r"[A-Za-z0-9_.-]+")
_HEAD: Final = """\
# Redirects from the addresses of the old site: import this file inside of the site's block.
"""


def write_caddy(rules: Sequence[Rule], _: RedirectOptions) -> Iterator[OutputFile]:
    """Write a snippet to import into a site's block."""
    tables: dict[_Table, dict[str, str]] = defaultdict(dict)
    for rule in rules:
        source = source_of(rule.source)
        names = tuple(sorted({name for name, _ in source.query}))
        for key in _keys(source):
            tables[names, rule.status].setdefault(key, location(rule.target))
    ordered = sorted(tables.items(), key=lambda one: (-len(one[0][0]), one[0]))
    blocks = (_block(at, names, status, table) for at, ((names, status), table) in enumerate(ordered, 1))
    yield OutputFile("redirects.caddy", "\n".join((_HEAD, *blocks)).encode())


def _keys(source: Source) -> Iterator[str]:
    asked = "&".join(f"{name}={value}" for name, value in sorted(source.query))
    for way in dict.fromkeys((decoded(source.path), decoded(twin(source.path)))):
        yield f"{way}?{asked}" if asked else way


def _block(at: int, names: Sequence[str], status: int, table: Mapping[str, str]) -> str:
    asked = "&".join(f"{name}={{http.request.uri.query.{name}}}" for name in names)
    found = f"{{wordpress_redirect_{at}}}"
    rows = "".join(f'    {_quoted(key)} "{target}"\n' for key, target in table.items())
    return (
        f'map "{{http.request.uri.path}}{"?" if asked else ""}{asked}" {found} {{\n{rows}    default ""\n}}\n'
        f'@wordpress_redirect_{at} not vars {found} ""\n'
        f"redir @wordpress_redirect_{at} {found} {status}\n"
    )


def _quoted(text: str) -> str:
    if "\\" in text:
        return f"`{text}`"
    return '"' + text.replace('"', '\\"') + '"'


def _refuses(rule: Rule) -> str:
    source = source_of(rule.source)
    if ("\\" in rule.source and "`" in rule.source) or "{$" in rule.source:
        return UNSAYABLE
    if any(not value for _, value in source.query):
        return EMPTY
    names = [name for name, _ in source.query]
    return "" if all(_NAME.fullmatch(name) for name in names) and len(set(names)) == len(names) else QUERY


REDIRECTS: Final = Redirects(
    summary="Caddy: a snippet to import",
    write=write_caddy,
    refuses=_refuses,
    next_step="Write `import redirects.caddy` into the block of your site in the Caddyfile.",
)
