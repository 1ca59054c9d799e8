"""What the owner of a site wants done with a shortcode: keep it, strip it, unwrap its content, or put a text in its place."""

import html
import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Final, Literal, TypeAlias

from msgspec import Struct

Kind: TypeAlias = Literal["keep", "strip", "unwrap", "template", "markdown"]

CONTENT: Final = "content"
_OPEN: Final = re.compile(r"\[([A-Za-z0-9_-]+)", re.ASCII)
_HOLE: Final = re.compile(r"(?<!\{)\{([A-Za-z0-9_-]+)\}(?!\})", re.ASCII)
"""A place in a template; what stands in two braces belongs to the platform."""
_UNSAFE: Final = re.compile(
    r"[\x00-\x20]*(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:|[\x00-\x20]*data:", re.IGNORECASE
)
_ENTITIES: Final = str.maketrans({'"': "&quot;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;"})


class Rule(Struct, frozen=True):
    """One wish. `text` is HTML for a template, and what goes out as it stands for Markdown."""

    kind: Kind
    text: str = ""


class Rules(Struct, frozen=True):
    """Wishes by name; a name with `*` stands for several, and a whole name goes before it."""

    table: Mapping[str, Rule] = {}

    def of(self, name: str, *, known: bool = False) -> Rule | None:
        """Answer the rule of a shortcode; a pattern has no say over what has a converter of its own."""
        found = self.table.get(name)
        if found is not None or known:
            return found
        return next(
            (rule for pattern, rule in self.table.items() if "*" in pattern and fnmatchcase(name, pattern)), None
        )

    def met(self, text: str) -> frozenset[str]:
        """Name the shortcodes of a text that a rule speaks of."""
        if not self.table:
            return frozenset()
        return frozenset(name for name in set(_OPEN.findall(text)) if self.of(name) is not None)


NO_RULES: Final = Rules()


def fill_html(template: str, attributes: Mapping[str, str], content: str) -> str:
    """Fill a template of HTML: values are escaped for text and attributes alike, the content stays what it is."""

    def fill(hole: re.Match[str]) -> str:
        if hole[1] == CONTENT:
            return content
        value = html.unescape(attributes.get(hole[1].lower(), ""))
        return "" if _UNSAFE.match(value) else html.escape(value)

    return _HOLE.sub(fill, template)


def fill_markdown(template: str, attributes: Mapping[str, str]) -> list[str]:
    """Fill a template that goes out as it stands; answer the pieces between which the content stands.

    What could end a quoted value, a tag or a shortcode of the platform is written as the reference of HTML that shows it.
    """

    def fill(hole: re.Match[str]) -> str:
        value = html.unescape(attributes.get(hole[1].lower(), ""))
        return "" if _UNSAFE.match(value) else " ".join(value.split()).translate(_ENTITIES)

    return [_HOLE.sub(fill, piece) for piece in template.split(f"{{{CONTENT}}}")]
