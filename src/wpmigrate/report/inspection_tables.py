"""What an export holds, as tables of plain cells: the same for Markdown and for HTML."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from wpmigrate.report.inspection import Inspection, Met, MetIn
from wpmigrate.report.inspection_text import OUTCOMES, size_of

Cell = str | int


class Section(Struct, frozen=True):
    """One table under a heading; columns that hold numbers are known by their cells."""

    name: str
    title: str
    intro: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def facts(found: Inspection) -> list[tuple[str, str]]:
    """Answer what the whole export is, in a few pairs."""
    software = f"{found.software.name or 'an unknown program'} {found.software.version}".strip()
    languages = ", ".join(f"{one.code} ({one.told_by})" for one in found.languages)
    pairs = [
        ("Address", found.url),
        ("Written by", f"{software}, WXR {found.software.wxr_version or 'without version'}"),
        ("Exported", found.software.exported),
        ("Files", ", ".join(f"{one.name} ({size_of(one.bytes)})" for one in found.inputs)),
        ("Items", f"from {found.first} to {found.last}" if found.first else ""),
        ("Languages", languages),
    ]
    return [(name, value) for name, value in pairs if value]


def sections(found: Inspection) -> Iterator[Section]:
    """Yield the tables that have rows, the most important first."""
    for section in _all(found):
        if section.rows:
            yield section


def _all(found: Inspection) -> Iterator[Section]:
    kept = {reason: count for reason, count in found.outcomes.items() if reason != "written"}
    yield Section(
        "damage", "Damage", "What is damaged in the file; what is no loss was repaired.",
        ("Times", "What", "Severity", "Code", "Where first"),
        tuple(
            (d.count, d.sentence, d.severity, d.code, ", ".join(f"byte {p.offset:,} of {p.input}" for p in d.places))
            for d in found.damage
        ),
    )  # fmt: skip
    yield Section(
        "kept-out", "Kept out by default", f"{found.outcomes.get('written', 0):,} items would be written; these not.",
        ("Items", "Why"), tuple((count, OUTCOMES.get(reason, reason)) for reason, count in kept.items()),
    )  # fmt: skip
    yield Section(
        "types", "Types", "What the site consists of.", ("Items", "Type", "Kind", "By status", "Example"),
        tuple((t.count, t.name, t.kind, _listed(t.statuses), _examples([t.example])) for t in found.types),
    )  # fmt: skip
    yield Section(
        "plugins", "Plugins, themes and page builders", "Recognised by what they left in the items.",
        ("Items", "Name", "Kind", "Traces"),
        tuple((p.items, p.name, p.kind, ", ".join(p.traces)) for p in found.plugins),
    )  # fmt: skip
    yield _met("shortcodes", "Shortcodes", found.shortcodes)
    yield _met("blocks", "Blocks", found.blocks)
    yield Section(
        "fields", "Custom fields", "A private one is counted, and its value never shown.",
        ("Times", "Items", "Name", "Types", "Example"),
        tuple(
            (f.count, f.items, f.name, ", ".join(f.types), "(private)" if f.private else f.example)
            for f in found.custom_fields
        ),
    )  # fmt: skip
    yield from _media(found)
    yield from _people(found)


def _media(found: Inspection) -> Iterator[Section]:
    media = found.media
    known = f", {size_of(media.bytes)} as far as told ({media.sized:,} of them)" if media.sized else ""
    yield Section(
        "hosts", "Media", f"{media.attachments:,} files{known}.", ("Files", "Shown in bodies", "Host"),
        tuple((one.attachments, one.shown, one.host or "(no address)") for one in media.hosts),
    )  # fmt: skip
    yield _counts("kinds", "Kinds of media", ("Files", "Kind"), media.kinds)


def _people(found: Inspection) -> Iterator[Section]:
    yield Section(
        "authors", "Authors", "A login that is an e-mail address is not shown.", ("Items", "Login", "Name"),
        tuple((one.items, one.login, one.name or "(not in the export)") for one in found.authors),
    )  # fmt: skip
    yield _counts("comments", "Comments", ("Comments", "State"), found.comments)
    yield _counts("comment-types", "Types of comments", ("Comments", "Type"), found.comment_types)
    yield _counts("terms", "Terms", ("Terms", "Taxonomy"), found.terms)
    yield _counts("years", "Years", ("Items", "Year"), found.years)
    yield _counts("personal", "Personal data", ("How many", "What"), found.personal_data, _PERSONAL)


_PERSONAL: Final = "In the export; none of it is written unless you ask with --personal-data."


def _counts(name: str, title: str, columns: tuple[str, ...], counts: Mapping[str, int], intro: str = "") -> Section:
    return Section(name, title, intro, columns, tuple((count, what) for what, count in counts.items()))


def _met(name: str, title: str, parts: Sequence[Met]) -> Section:
    rows = tuple((p.count, p.items, p.name, p.becomes, _examples(p.examples)) for p in parts)
    return Section(name, title, "And what becomes of them.", ("Times", "Items", "Name", "Becomes", "Such as in"), rows)


def _examples(examples: Iterable[MetIn | None]) -> str:
    return ", ".join(f"{one.id or 'no id'} {one.title}".strip() for one in examples if one is not None)


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())
