"""The five questions of a site owner, each answered in one number and one sentence, and what is left to do by hand."""

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from msgspec import Struct

from wpmigrate.output.rows import Finding, Totals
from wpmigrate.report.details import Details
from wpmigrate.report.model import Report
from wpmigrate.report.words import counted, told, type_named

Tone = Literal["good", "warn", "bad", "plain"]

_NOTHING: Final = "nothing"
_BRING_MEDIA: Final = frozenset({"none", "wordpress"})
"""Targets that need no media files: no pages, and an import that fetches them."""
_PEOPLE: Final = {
    "item": ("item", "items"),
    "comment": ("comment", "comments"),
    "term": ("term", "terms"),
    "author": ("author", "authors"),
    "menu": ("menu", "menus"),
    "media": ("media file", "media files"),
    "shortcode": ("shortcode", "shortcodes"),
    "document": ("export file", "export files"),
}


class Answer(Struct, frozen=True):
    """One question, its number and its sentence; `anchor` is the section that says more."""

    question: str
    number: str
    sentence: str
    anchor: str
    tone: Tone = "plain"


class Step(Struct, frozen=True):
    """One thing to do: what, and the finding that asks for it where there is one."""

    text: str
    finding: Finding | None = None


def answers(details: Details, addresses: Mapping[str, int]) -> tuple[Answer, ...]:
    """Answer the five questions."""
    report = details.report
    return (
        _what_is_in_it(details),
        _what_comes_out(report),
        _what_is_lost(report),
        _what_to_do(report),
        _where_addresses_go(addresses, details),
    )


def accounted(report: Report) -> str:
    """Say the sum of the ledger in one sentence."""
    read, written, skipped, failed = (
        sum(getattr(total, name) for total in report.totals.values()) for name in Totals.__struct_fields__
    )
    would = "would be written" if report.dry_run else "written"
    return (
        f"{counted(read, 'thing')} read = {written:,} {would} + {skipped:,} left out + {failed:,} failed."
        " Nothing is unaccounted for."
    )


def kinds(report: Report) -> Iterator[tuple[str, Totals]]:
    """List the kinds with their plural and their sums."""
    for kind, total in report.totals.items():
        yield _PEOPLE.get(kind, (kind, f"{kind}s"))[1], total


def left_out(report: Report) -> Iterator[tuple[str, str, str, int]]:
    """List what was left out or failed: kind, how many in words, the reason in words, how many."""
    for kind, reasons in (*report.failures.items(), *report.skips.items()):
        for reason, number in reasons.items():
            yield kind, counted(number, *_PEOPLE.get(kind, (kind, ""))), told(reason), number


def of_severity(report: Report, severity: str) -> list[Finding]:
    """List the findings of a severity."""
    return [finding for finding in report.diagnostics if finding.severity == severity]


def steps(report: Report, next_step: str = "") -> list[Step]:
    """List what is left to do by hand, the worst first: the advice of each finding that asks for something."""
    edited = sum(file.action == "edited" for file in report.plan)
    found = [Step(finding.advice, finding) for finding in report.diagnostics if asks(finding)]
    if left := media_left(report):
        found.append(Step(left))
    if edited:
        found.append(Step(f"{counted(edited, 'file')} that you edited stayed as you left them; --force replaces them."))
    if report.stale:
        stale = counted(len(report.stale), "file")
        found.append(Step(f"{stale} of an earlier run, no longer made: delete what you do not need."))
    if report.dry_run:
        found.append(Step("Run again without --dry-run to write the files."))
    elif next_step:
        found.append(Step(f"Next: {next_step}"))
    return found


def media_left(report: Report) -> str:
    """Say what is to be done about media files that a run leaves where they are; empty where nothing is."""
    left = report.skips.get("media", {}).get("left-to-you", 0)
    if left:
        return f"{counted(left, 'media file')}: put the uploads folder where the pages point (wpmigrate explain left-to-you)."
    stays = report.types.get("item", {}).get("attachment", Totals()).written
    asked = "media" in report.totals or report.options.get("media") == "none" or _BRING_MEDIA.issuperset(report.targets)
    if not stays or asked:
        return ""
    said = "1 media file stays" if stays == 1 else f"{stays:,} media files stay"
    return f"{said} on the old site: --uploads FOLDER copies what pages use, --media download fetches it."


def asks(finding: Finding) -> bool:
    """Answer whether a finding asks its reader to do something."""
    return finding.severity != "note" and not finding.advice.lower().startswith(_NOTHING)


def _what_is_in_it(details: Details) -> Answer:
    report = details.report
    types = report.types.get("item", {})
    shown = [type_named(name, total.read) for name, total in list(types.items())[:4]]
    more = f" and {counted(len(types) - 4, 'more type')}" if len(types) > 4 else ""
    others = [
        counted(report.totals[kind].read, *_PEOPLE[kind])
        for kind in ("comment", "term", "author")
        if kind in report.totals
    ]
    sentence = "; ".join(filter(None, (f"{', '.join(shown)}{more}", ", ".join(others), _years(details))))
    return Answer(
        "What is in my site?", counted(report.totals.get("item", Totals()).read, "item"), sentence, "overview"
    )


def _years(details: Details) -> str:
    years = [year for year, _, _ in details.collected.counts() if year]
    if not years:
        return ""
    return f"from {years[0]} to {years[-1]}" if years[0] != years[-1] else f"all of {years[0]}"


def _what_comes_out(report: Report) -> Answer:
    total = report.totals.get("item", Totals())
    verb = "would be written" if report.dry_run else "written"
    proof = report.fidelity
    proven = ""
    if proof is not None and proof.bodies:
        words = f"{proof.kept:,} of {counted(proof.words, 'word')} kept"
        proven = f"{proof.whole:,} of {counted(proof.bodies, 'body', 'bodies')} proven whole; {words}."
    rest = f"{total.skipped:,} left out on purpose, {total.failed:,} failed. "
    return Answer(
        "What will come out?", f"{total.written:,} {verb}", rest + proven, "kinds", "bad" if total.failed else "good"
    )


def _what_is_lost(report: Report) -> Answer:
    losses, changes = (of_severity(report, severity) for severity in ("loss", "change"))
    lost, changed = (sum(finding.count for finding in found) for found in (losses, changes))
    number = counted(lost, "loss", "losses") if lost else "Nothing lost"
    first = f"{losses[0].sentence} " if losses else ""
    also = f"{counted(changed, 'small change')} beside." if changed else ""
    return Answer("What will be lost, and why?", number, f"{first}{also}", "losses", "bad" if lost else "good")


def _what_to_do(report: Report) -> Answer:
    asked = [finding for finding in report.diagnostics if asks(finding)]
    todo = [*(finding.advice for finding in asked), *filter(None, [media_left(report)])]
    number = counted(len(todo), "kind of thing", "kinds of things") if todo else "Nothing"
    sentence = f"First: {todo[0]}" if todo else "No finding asks for work by hand."
    return Answer("What do I have to do by hand?", number, sentence, "todo", "warn" if todo else "good")


def _where_addresses_go(addresses: Mapping[str, int], details: Details) -> Answer:
    numbered = addresses.get("numbered", 0)
    every = sum(addresses.values()) - numbered
    if not every:
        return Answer(
            "Where will my URLs go?", "No addresses", "This target has files, and no addresses of its own.", "redirects"
        )
    kept, moved = addresses.get("kept", 0), addresses.get("moved", 0)
    gone = every - kept - moved
    told = f" ({numbered:,} of them by number)" if numbered else ""
    how = (
        f"Redirects written for {', '.join(details.redirects)}."
        if details.redirects
        else "Add --redirects for your host."
    )
    sentence = f"{kept:,} stay as they are, {moved:,} redirect{told}, {gone:,} without a page. {how if moved else ''}"
    return Answer(
        "Where will my URLs go?",
        f"{counted(every, 'address', 'addresses')}",
        sentence.strip(),
        "redirects",
        "warn" if gone else "good",
    )
