"""What an export holds, as `wpmigrate inspect` says it."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from wpmigrate.report.model import Input
from wpmigrate.report.printable import WIDTH, fit, printable

MOST = 12
FORMAT_VERSION = 2  # 2: blocks and shortcodes say where they were met, and what becomes of them


class MetIn(Struct, frozen=True):
    """An item that holds a block or shortcode."""

    id: int | None
    title: str
    link: str


class Met(Struct, frozen=True):
    """A type of block, or a shortcode: how often it was met, in how many items, what becomes of it, and the first items."""

    name: str
    count: int
    items: int
    becomes: str
    examples: tuple[MetIn, ...]


class Inspection(Struct, frozen=True):
    """What an export holds. Every mapping is name → count, the most frequent first."""

    format_version: int
    inputs: tuple[Input, ...]
    title: str
    url: str
    generator: str
    wxr_version: str
    years: dict[str, int]
    items: dict[str, dict[str, int]]
    comments: dict[str, int]
    authors: dict[str, int]
    terms: dict[str, int]
    blocks: tuple[Met, ...]
    shortcodes: tuple[Met, ...]
    custom_fields: dict[str, int]
    outcomes: dict[str, int]
    repairs: dict[str, int]


def describe(found: Inspection) -> str:
    """Say in lines what an export holds."""
    lines = [f"{printable(found.title) or '(no title)'} — {printable(found.url)}"]
    lines += [
        f"written by {printable(found.generator) or 'an unknown program'}, WXR {printable(found.wxr_version) or 'without version'}"
    ]
    lines += [""]
    for kind, states in found.items.items():
        lines.append(f"{sum(states.values()):>7} {printable(kind)} ({_listed(states)})")
    for label, counts in _sections(found):
        if counts:
            lines.append(f"{label}: {_listed(counts)}")
    lines += [*_met("Blocks", found.blocks), *_met("Shortcodes", found.shortcodes)]
    return "\n".join(lines)


def _met(label: str, parts: Sequence[Met]) -> Iterator[str]:
    """Say a line for each part, and one for where it was met."""
    if parts:
        yield ""
        yield f"{label}, and what becomes of them"
    for part in parts:
        yield fit(f"{part.count:>7} × {printable(part.name)}: {part.becomes}", WIDTH)
        where = ", ".join(f"{one.id or 'no id'} {printable(one.title, 30)}".strip() for one in part.examples)
        more = f" and {part.items - len(part.examples)} more" if part.items > len(part.examples) else ""
        yield fit(f"          in {where}", WIDTH - len(more)) + more


def _sections(found: Inspection) -> list[tuple[str, Mapping[str, int]]]:
    return [
        ("comments", found.comments),
        ("years", found.years),
        ("authors", found.authors),
        ("terms", found.terms),
        ("custom fields", found.custom_fields),
        ("would become", found.outcomes),
        ("damage repaired", found.repairs),
    ]


def _listed(counts: Mapping[str, int]) -> str:
    shown = [f"{printable(name)} {count}" for name, count in list(counts.items())[:MOST]]
    more = len(counts) - MOST
    return ", ".join(shown) + (f", and {more} more" if more > 0 else "")
