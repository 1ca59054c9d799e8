"""What a code means, why it happens and what to do: the pages of docs/diagnostics, which `explain` and the documentation share.

A page is a title, a paragraph that begins with what the code is (`*loss.*`, `*reason of what was skipped.*`, `*error, exit code 2.*`)
and an example.
"""

import re
import textwrap
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from msgspec import Struct

import wpmigrate
from wpmigrate.diagnostics import Code
from wpmigrate.errors import UsageError
from wpmigrate.report.printable import WIDTH

FAMILIES: Final = ("filtered-by", "post", "http", "address", "url")
"""Pages that explain every code that begins with their name and a hyphen, and has no page of its own."""

_PAGE: Final = re.compile(
    r"# (?P<title>[^\n]+)\n\n\*(?P<kinds>[^*]+)\.\* (?P<text>.+?)\n\nExample: (?P<example>.+)\n", re.DOTALL
)
_LINK: Final = re.compile(r"\[([^]]*)\]\([^)]*\)")
_SENTENCE: Final = re.compile(r"(.+?[.:])(?: [A-Z“`]|$)")
_SAID: Final = {code.slug: code.sentence for code in Code}
_GROUPS: Final = {
    "loss": "Losses: what a reader could see or use is gone, or something stands in for it",
    "change": "Changes: everything is there, but not exactly as it stood",
    "note": "Notes: good to know when you wonder why something looks the way it does",
    "reason of what was skipped": "Reasons in the ledger: left out on purpose",
    "reason of what has failed": "Reasons in the ledger: could not be read or brought",
    "error": "Errors: what stops a command, in brackets behind its sentence",
}


class Explanation(Struct, frozen=True):
    """One code. `kinds` are the severity of a diagnostic, `reason of what was skipped` and the like, or `error, exit code 2`."""

    code: str
    kinds: tuple[str, ...]
    text: str
    example: str

    @property
    def sentence(self) -> str:
        """What reports say of a diagnostic; of all else the first sentence of the text."""
        if self.code in _SAID:
            return _SAID[self.code]
        found = _SENTENCE.match(self.text)
        return found[1].rstrip(":.") + "." if found else self.text


@cache
def codes() -> tuple[str, ...]:
    """List every code that has a page, in order."""
    return tuple(sorted(page.name.removesuffix(".md") for page in _folder().iterdir() if page.name.endswith(".md")))


def explain(code: str) -> Explanation:
    """Answer what a code means; of an unknown one the nearest is suggested."""
    wanted = code.strip().strip("[]").lower()
    own = wanted if wanted in codes() else next((one for one in FAMILIES if wanted.startswith(f"{one}-")), None)
    if own is None:
        near = get_close_matches(wanted, codes(), 3)
        hint = f"Did you mean {' or '.join(near)}?" if near else "`wpmigrate explain` lists them all."
        raise UsageError(f"There is no code {code!r}. {hint}", code="unknown-code")
    return _read(own, wanted)


def every() -> Iterator[Explanation]:
    """Explain every code, in order."""
    return (_read(code, code) for code in codes())


def describe(one: Explanation, width: int = WIDTH) -> str:
    """Write one explanation as plain text."""
    paragraphs = (f"{one.code}: {'; '.join(one.kinds)}", one.text, f"Example: {one.example}")
    return (
        "\n\n".join(textwrap.fill(each, width, break_long_words=False, break_on_hyphens=False) for each in paragraphs)
        + "\n"
    )


def listing(width: int = WIDTH) -> str:
    """List every code with its first sentence: losses first, then changes, notes, reasons and errors."""
    found = list(every())
    return "\n".join(line for kind, title in _GROUPS.items() for line in _group(kind, title, found, width))


def _group(kind: str, title: str, found: list[Explanation], width: int) -> Iterator[str]:
    yield title
    for one in found:
        if any(each.startswith(kind) for each in one.kinds):
            yield _entry(one, width)
    yield ""


def _entry(one: Explanation, width: int) -> str:
    name = f"{one.code}-…" if one.code in FAMILIES else one.code
    lines = textwrap.wrap(one.sentence, width - 27, break_long_words=False, break_on_hyphens=False)
    return f"  {name:<24} " + f"\n{'':27}".join(lines)


def _read(page: str, code: str) -> Explanation:
    found = _PAGE.fullmatch((_folder() / f"{page}.md").read_text("utf-8"))
    assert found is not None, f"the page of {page} has another form"
    text, example = (" ".join(_LINK.sub(r"\1", found[part]).split()) for part in ("text", "example"))
    return Explanation(code, tuple(found["kinds"].split("; ")), text, example)


@cache
def _folder() -> Traversable:
    """Answer where the pages lie: inside of an installed package, and in docs/ of a checkout."""
    inside = files("wpmigrate") / "explanations"
    return inside if inside.is_dir() else Path(wpmigrate.__file__).parents[2] / "docs" / "diagnostics"
