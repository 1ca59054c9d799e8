"""A comparison of two runs as plain text: what it is that differs first, then what came of it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from wpmigrate.report.comparison import Changed, Comparison, Side, ThingChanged, Turn
from wpmigrate.report.printable import WIDTH, printable

MOST: Final = 15

_TURNS: Final[dict[Turn, str]] = {
    "added": "new",
    "removed": "gone",
    "outcome": "with another outcome",
    "moved": "in another place",
    "changed": "with another content",
    "diagnostics": "with other diagnostics",
}


def describe(found: Comparison) -> str:
    """Write what changed; of long lists the beginning."""
    return "".join(f"{line}\n" for line in _lines(found))


def _lines(found: Comparison) -> Iterator[str]:
    yield _side("old", found.old)
    yield _side("new", found.new)
    if found.same:
        yield "Nothing differs."
        return
    yield from _section("Inputs", [_changed(one, "bytes") for one in found.inputs])
    yield from _section("Options", [_changed(one, absent="default") for one in found.options])
    yield from _section("Totals", [_total(kind, *pair) for kind, pair in found.totals.items()])
    yield from _section("Left out or failed, by reason", [_changed(one) for one in found.reasons])
    yield from _section("Diagnostics", [_changed(one) for one in found.diagnostics])
    yield from _fidelity(found)
    for what, said in _TURNS.items():
        yield from _section(f"Things {said}", [_thing(one) for one in found.things if one.what == what])
    if not (found.old.ledger and found.new.ledger):
        yield ""
        yield "One of the two has no ledger.jsonl of its run beside it: files are compared, not single things."
        for said, paths in (
            ("new", found.files_added),
            ("gone", found.files_removed),
            ("changed", found.files_changed),
        ):
            yield from _section(f"Files {said}", [f"  {printable(path)}" for path in paths])
    elif found.files_added or found.files_removed or found.files_changed:
        yield ""
        numbers = (len(found.files_added), len(found.files_removed), len(found.files_changed))
        yield "Files: {:,} new, {:,} gone, {:,} with another content; --json lists them".format(*numbers)


def _side(name: str, side: Side) -> str:
    run = "dry run" if side.dry_run else "run"
    return printable(
        f"{name}: {side.report} ({run} of wpmigrate {side.version} for {', '.join(side.targets)}, {side.started[:16]})",
        200,
    )


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{title}: {len(lines):,}"
        yield from lines[:MOST]
    if len(lines) > MOST:
        yield f"  and {len(lines) - MOST:,} more; --json lists them all"


def _changed(one: Changed, unit: str = "", absent: str = "none") -> str:
    old, new = (_value(value, unit) if value is not None else absent for value in (one.old, one.new))
    return f"  {printable(one.name, 60)}: {old} → {new}"


def _value(value: Any, unit: str) -> str:
    words = f"{value:,} {unit}".strip() if isinstance(value, int) and not isinstance(value, bool) else _words(value)
    return printable(words, WIDTH)


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _total(kind: str, *pair: Any) -> str:
    names = ("read", "written", "skipped", "failed")
    parts = (
        f"{name} {old:,} → {new:,}"
        for name in names
        if (old := getattr(pair[0], name)) != (new := getattr(pair[1], name))
    )
    return f"  {printable(kind, 20)}: {', '.join(parts)}"


def _fidelity(found: Comparison) -> Iterable[str]:
    if found.fidelity is None:
        return ()
    old, new = (f"{one.whole:,} of {one.bodies:,} whole" if one else "not compared" for one in found.fidelity)
    return ("", f"Bodies rendered back and compared: {old} → {new}")


def _thing(one: ThingChanged) -> str:
    if one.what == "diagnostics":
        parts = (f"{sign}{codes}" for sign, codes in (("no more ", one.old), ("now ", one.new)) if codes)
        detail = "; ".join(parts)
    else:
        detail = " → ".join(part for part in (one.old, one.new) if part)
    kind = f"{one.kind} {one.id}" + (f" ({one.type})" if one.type else "")
    return f"  {printable(kind, 60)}: {printable(detail, 160)}"
