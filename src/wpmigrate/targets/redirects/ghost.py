"""Ghost: `redirects.yaml`, regular expressions over the path as it was sent; both spellings of escapes stand in each."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wpmigrate.contract import OutputFile, RedirectOptions, Redirects, Rule
from wpmigrate.redirects.urls import location, source_of, spellings
from wpmigrate.render.frontmatter import render_yaml

_SPECIAL: Final = re.compile(r"([\\^$.*+?()\[\]{}|/])")
_NONE: Final = "301: {}\n"
_HEAD: Final = "# Redirects from the addresses of the old site: upload this file in Ghost, Settings, Labs, Redirects.\n"


def write_ghost(rules: Sequence[Rule], _: RedirectOptions) -> Iterator[OutputFile]:
    """Write a list for each status; a key that stands twice would be refused, so the first keeps it."""
    sections: dict[str, dict[str, str]] = {"301": {}, "302": {}}
    for rule in rules:
        section = "301" if rule.status in (301, 308) else "302"
        sections[section].setdefault(_pattern(source_of(rule.source).path), _target(rule.target))
    yield OutputFile("redirects.yaml", f"{_HEAD}{render_yaml(sections) or _NONE}".encode())


def _pattern(path: str) -> str:
    bare = path.rstrip("/")
    ways = dict.fromkeys(_SPECIAL.sub(r"\\\1", way) for way in spellings(bare)) if bare else {"": None}
    inner = next(iter(ways)) if len(ways) == 1 else f"(?:{'|'.join(ways)})"
    return f"^{inner}\\/?$"


def _target(target: str) -> str:
    """Write where a rule leads; what stands after a dollar sign there would be read as a part of the source."""
    return location(target).replace("$", "$$")


REDIRECTS: Final = Redirects(
    summary="Ghost: redirects.yaml",
    write=write_ghost,
    queries=False,
    next_step="Upload redirects.yaml in Ghost: Settings, Labs, Beta features, Redirects.",
)
