"""What an export holds, as a person reads it: in a terminal, the most important first, or as Markdown, whole."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from wpmigrate.report.inspection import UNRULED, Damage, FieldMet, Inspection, Met
from wpmigrate.report.printable import TOGETHER, WIDTH, broken, fit, printable
from wpmigrate.report.words import counted
from wpmigrate.settings.model import Suggestions

_LONGEST: Final = 2 * WIDTH - 12
"""What stands in two lines, the second of them deeper."""

_MOST: Final = 8
_MOST_PARTS: Final = 10
_MOST_SUGGESTED: Final = 4
_AS_IT_IS: Final = '"keep"'
OUTCOMES: Final = {
    "status-private": "private (--include private)",
    "status-trash": "in the trash (--include trash)",
    "password-protected": "protected by a password (--include password)",
    "unknown-status": "with a status that WordPress does not know",
    "parent-kept-out": "media of posts that are kept out",
    "personal-data": "personal: orders, form entries and the like (--personal-data with --post-type)",
    "internal-type": "of WordPress and plugins, kept for themselves (--post-type)",
    "duplicate": "a second time in the export",
    "orphan-menu-item": "of a menu, leading nowhere",
    "truncated-file": "cut off by the end of the file",
    "oversized-item": "larger than the limit",
    "unreadable-item": "not readable",
}


def describe(found: Inspection, suggested: Suggestions) -> str:
    """Say in lines of a terminal what an export holds, and what it suggests."""
    sections = (
        _head(found),
        _damage(found),
        _kept_out(found),
        _content(found),
        _plugins(found),
        _parts("Shortcodes, and what becomes of them", found.shortcodes),
        _parts("Blocks, and what becomes of them", found.blocks),
        _media(found),
        _fields(found),
        _people(found),
        _next(suggested),
    )
    texts = ("\n".join(map(broken, section)) for section in sections)
    return "\n\n".join(text for text in texts if text) + "\n"


def _head(found: Inspection) -> Iterator[str]:
    yield fit(f"{printable(found.title, 60) or '(no title)'} — {printable(found.url, 60)}", _LONGEST)
    wrote = f"{found.software.name or 'an unknown program'} {found.software.version}".strip()
    size = sum(given.bytes for given in found.inputs)
    yield f"written by {printable(wrote, 40)}, WXR {printable(found.software.wxr_version, 20) or 'without version'}, {size_of(size)}"
    if found.first:
        yield f"items from {found.first} to {found.last}; {_languages(found)}"


def _languages(found: Inspection) -> str:
    told = [
        f"{printable(one.code, 12)} ({one.told_by}{f', {one.items:,} items' if one.items else ''})"
        for one in found.languages
    ]
    return f"languages: {_few(told, 4)}" if told else "no language is told"


def _content(found: Inspection) -> Iterator[str]:
    yield "What is in it"
    for kind in found.types[:_MOST_PARTS]:
        states = _counted(kind.statuses, 5)
        what = "" if kind.kind == "standard" else f", {_KINDS[kind.kind]}"
        yield fit(f"{kind.count:>8,} {printable(kind.name, 30)}{what} ({states})", _LONGEST)
    yield from _more(found.types, _MOST_PARTS, "types")
    if found.comments:
        yield fit(f"{sum(found.comments.values()):>8,} comments ({_counted(found.comments, 5)})", _LONGEST)
    if found.terms:
        yield fit(f"{sum(found.terms.values()):>8,} terms ({_counted(found.terms, 6)})", _LONGEST)


_KINDS: Final = {
    "custom": "a type of your site",
    "internal": "kept by WordPress or a plugin for itself",
    "personal": "personal data",
}


def _kept_out(found: Inspection) -> Iterator[str]:
    kept = {reason: count for reason, count in found.outcomes.items() if reason != "written"}
    written, left = found.outcomes.get("written", 0), sum(kept.values())
    yield f"{written:,} items would be written, {left:,} kept out{' (what is in brackets brings them along)' if left else ''}"
    for reason, count in kept.items():
        yield fit(f"{count:>8,} {OUTCOMES.get(reason, printable(reason, 40))}", _LONGEST)


def _damage(found: Inspection) -> Iterator[str]:
    if found.damage:
        yield "Damage in the file" + ("" if _lost(found.damage) else ", all of it repaired")
    for one in found.damage:
        yield fit(f"{one.count:>8,} × {one.sentence} [{one.code}]", _LONGEST)
        yield fit(
            f"{'':10} at {_few([f'byte {p.offset:,} of {printable(p.input, 30)}' for p in one.places], 2)}", _LONGEST
        )


def _lost(damage: Sequence[Damage]) -> bool:
    return any(one.severity == "loss" for one in damage)


def _plugins(found: Inspection) -> Iterator[str]:
    if found.plugins:
        yield "Plugins, themes and page builders that left traces"
    for one in found.plugins[:_MOST_PARTS]:
        items = "item: " if one.items == 1 else "items:"
        yield fit(f"{one.items:>8,} {items} {one.name} ({one.kind}; {_few(one.traces, 2)})", _LONGEST)
    rest = [one.name for one in found.plugins[_MOST_PARTS:]]
    if rest:
        yield fit(f"{'':8} also {', '.join(rest)}", _LONGEST)


def _parts(label: str, parts: Sequence[Met]) -> Iterator[str]:
    """Say a line for each part, unknown ones first, and one for where it was met."""
    if parts:
        yield label
    ordered = sorted(parts, key=lambda part: not part.becomes.startswith(("unknown", "made at")))
    for part in ordered[:_MOST_PARTS]:
        becomes = part.becomes.removesuffix(UNRULED) or part.becomes
        where = f" in {counted(part.items, 'item')}" if part.count != part.items else ""
        yield fit(f"{part.count:>8,} × {printable(part.name, 40)}{where}: {becomes}", _LONGEST)
        if part.becomes.startswith("unknown") and part.examples:
            where = ", ".join(f"{one.id or 'no id'} {printable(one.title, 30)}".strip() for one in part.examples)
            more = f" and {part.items - len(part.examples)} more" if part.items > len(part.examples) else ""
            yield fit(f"{'':10} in {where}", _LONGEST - len(more)) + more
    yield from _more(ordered, _MOST_PARTS, "kinds")
    if ordered and ordered[0].becomes.endswith(UNRULED):
        name = printable(ordered[0].name, 30)
        yield f'  A rule for one stands below [shortcodes] in wpmigrate.toml: {name}{TOGETHER}={TOGETHER}"unwrap"'


def _media(found: Inspection) -> Iterator[str]:
    media = found.media
    if not media.attachments and not media.hosts:
        return
    known = f", {size_of(media.bytes)} as far as told ({media.sized:,} of them)" if media.sized else ""
    yield f"Media: {counted(media.attachments, 'file')}{known}"
    if media.kinds:
        yield fit(f"{'':8} {_counted(media.kinds, _MOST)}", _LONGEST)
    hosts = [
        f"{printable(h.host, 40) or '(no address)'} ({counted(h.attachments, 'file')}, shown {counted(h.shown, 'time')})"
        for h in media.hosts
    ]
    if hosts:
        yield fit(f"{'':8} {_few(hosts, 3)}", _LONGEST)


def _fields(found: Inspection) -> Iterator[str]:
    shown = [one for one in found.custom_fields if not one.name.startswith("_") and not one.private]
    if found.custom_fields:
        yield f"Custom fields: {len(shown)} that people fill, {len(found.custom_fields) - len(shown)} of plugins or private"
    for one in shown[:_MOST]:
        yield fit(f"{one.count:>8,} × {field_line(one)}", _LONGEST)
    yield from _more(shown, _MOST, "fields")


def field_line(one: FieldMet) -> str:
    """Say a field with a value of it."""
    example = f", such as “{printable(one.example, 50)}”" if one.example else ""
    return f"{printable(one.name, 40)} in {one.items:,} item{'' if one.items == 1 else 's'} ({_few(one.types, 3)}){example}"


def _people(found: Inspection) -> Iterator[str]:
    written = [
        f"{printable(one.name or one.login or '(nobody)', 24)} {one.items:,}" for one in found.authors if one.items
    ]
    if written:
        yield fit(f"Authors: {_few(written, _MOST)}", _LONGEST)
    if found.personal_data:
        yield "Personal data in the export; none of it is written unless you ask with --personal-data"
    for what, count in found.personal_data.items():
        yield f"{count:>8,} × {what}"


def _next(suggested: Suggestions) -> Iterator[str]:
    rules = [one for one in suggested.shortcodes if one.value != _AS_IT_IS]
    if rules or suggested.fields:
        yield "Suggested for wpmigrate.toml; `wpmigrate init EXPORT…` writes it with every option explained"
    else:
        yield "Next: `wpmigrate convert EXPORT… -o DIR --dry-run` shows what would come out, and what would be lost"
    for table, lines in (("shortcodes", rules), ("fields", suggested.fields)):
        if lines:
            yield f"  [{table}]"
        yield from (fit(f"  {one.key} = {one.value}", _LONGEST) for one in lines[:_MOST_SUGGESTED])
        if len(lines) > _MOST_SUGGESTED:
            yield f"  # and {len(lines) - _MOST_SUGGESTED} more"


def _more(rows: Sequence[object], most: int, what: str) -> Iterator[str]:
    if len(rows) > most:
        yield f"{'':8} and {len(rows) - most} more {what} (--json lists all)"


def _counted(counts: Mapping[str, int], most: int) -> str:
    return _few([f"{printable(name, 24)} {count:,}" for name, count in counts.items()], most)


def _few(words: Sequence[str], most: int) -> str:
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def size_of(number: int) -> str:
    """Say a number of bytes as people do."""
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if number >= size:
            return f"{number / size:,.1f} {unit}"
    return f"{number} bytes"
