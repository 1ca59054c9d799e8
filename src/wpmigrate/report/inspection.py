"""What an export holds, as `wpmigrate inspect` says it."""

from collections.abc import Mapping

from msgspec import Struct

from wpmigrate.report.model import Input
from wpmigrate.report.printable import printable

MOST = 12
FORMAT_VERSION = 1


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
    blocks: dict[str, int]
    shortcodes: dict[str, int]
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
    return "\n".join(lines)


def _sections(found: Inspection) -> list[tuple[str, Mapping[str, int]]]:
    return [
        ("comments", found.comments),
        ("years", found.years),
        ("authors", found.authors),
        ("terms", found.terms),
        ("blocks", found.blocks),
        ("shortcodes", found.shortcodes),
        ("custom fields", found.custom_fields),
        ("would become", found.outcomes),
        ("damage repaired", found.repairs),
    ]


def _listed(counts: Mapping[str, int]) -> str:
    shown = [f"{printable(name)} {count}" for name, count in list(counts.items())[:MOST]]
    more = len(counts) - MOST
    return ", ".join(shown) + (f", and {more} more" if more > 0 else "")
