"""The report as Markdown, short enough for a pull request or a wiki.

Whatever comes from the export stands in code spans: there no platform reads markup, links, mentions or issue numbers.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from wpmigrate.output.rows import Example, Totals
from wpmigrate.report.details import Details, address_counts
from wpmigrate.report.model import Report
from wpmigrate.report.overview import Answer, accounted, answers, kinds, left_out, of_severity, steps
from wpmigrate.report.printable import printable

MOST: Final = 20
_TICKS: Final = re.compile(r"`+")
_OPTION: Final = re.compile(r"(?<![\w`])--[a-z][a-z-]+(?: [A-Z]+)?")


def write_markdown(details: Details) -> str:
    """Write the report as CommonMark with one table."""
    report = details.report
    sections = (
        _head(report),
        _answers(answers(details, address_counts(details))),
        _table(report),
        _losses(details),
        _steps(details),
        _left_out(report),
        _poorer(report),
        _repairs(report),
    )
    return "\n\n".join(text for section in sections if (text := "\n".join(section))) + "\n"


def code(text: str, columns: int = 100) -> str:
    """Answer text of an export as a code span on one line."""
    line = printable(text, columns)
    if not line:
        return "(nothing)"
    fence = "`" * (max(map(len, _TICKS.findall(line)), default=0) + 1)
    room = " " if "`" in (line[0], line[-1]) else ""
    return f"{fence}{room}{line}{room}{fence}"


def _head(report: Report) -> Iterator[str]:
    yield f"# Migration report: {code(report.site.title, 60) if report.site else 'no site'}"
    yield ""
    if report.site:
        yield f"{code(report.site.url, 80)} → {', '.join(map(code, report.targets))}"
        yield ""
    done = "A dry run: nothing was written." if report.dry_run else "The files are written."
    yield f"{done} {accounted(report)} ({report.tool} {report.version})"


def _answers(found: tuple[Answer, ...]) -> Iterator[str]:
    for answer in found:
        yield f"- **{answer.question}** {answer.number}. {_own(answer.sentence)}".rstrip()


def _table(report: Report) -> Iterator[str]:
    if report.totals:
        yield "| | read | written | left out | failed |"
        yield "|---|--:|--:|--:|--:|"
        yield from (_line(name, total) for name, total in kinds(report))


def _line(name: str, total: Totals) -> str:
    return f"| {name} | {total.read:,} | {total.written:,} | {total.skipped:,} | {total.failed:,} |"


def _losses(details: Details) -> Iterator[str]:
    losses = of_severity(details.report, "loss")
    yield "## What is lost"
    yield ""
    if not losses:
        yield "Nothing."
    for loss in losses[:MOST]:
        yield f"- **{loss.count:,} ×** {_own(loss.sentence)} _{_own(loss.advice)}_ ({_code(loss)})"
        yield from (f"  - {_example(example, details)}" for example in loss.examples)
    yield from _more(len(losses))


def _steps(details: Details) -> Iterator[str]:
    found = steps(details.report, details.next_step)
    if found:
        yield "## What is left to do"
        yield ""
    for step in found[:MOST]:
        which = (
            f" {step.finding.count:,} × {_own(step.finding.sentence)} ({_code(step.finding)})" if step.finding else ""
        )
        yield f"- [ ] **{_own(step.text)}**{which}"
    yield from _more(len(found))


def _left_out(report: Report) -> Iterator[str]:
    found = list(left_out(report))
    if found:
        yield "## Left out, and why"
        yield ""
    for _, many, words, _ in found[:MOST]:
        yield f"- {many}: {_own(words)}"
    yield from _more(len(found))


def _poorer(report: Report) -> Iterator[str]:
    found = [*of_severity(report, "change"), *of_severity(report, "note")]
    if found:
        yield "## Small changes and notes"
        yield ""
    for finding in found[:MOST]:
        yield f"- {finding.count:,} × {_own(finding.sentence)} ({_code(finding)})"
    yield from _more(len(found))


def _repairs(report: Report) -> Iterator[str]:
    if report.repairs:
        yield "## Repaired in the input"
        yield ""
    for repair in islice(report.repairs, MOST):
        yield f"- {_code(repair)} at byte {repair.offset:,} of {code(repair.input, 60)}"
    yield from _more(len(report.repairs))


def _example(example: Example, details: Details) -> str:
    told = details.collected.named(str(example.id)) if example.kind == "item" else None
    named = f"{code(told.title, 60)} " if told and told.title else ""
    detail = f": {code(example.detail, 80)}" if example.detail else ""
    return f"{named}({example.kind} {code(str(example.id), 40)}){detail}"


def _code(one: object) -> str:
    return code(str(getattr(one, "code", "")))


def _own(sentence: str) -> str:
    """Show our own sentences as they are: options in code, markup and what stands in quotes of names escaped."""
    escaped = re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", sentence)
    return _OPTION.sub(lambda match: f"`{match[0]}`", escaped)


def _more(number: int) -> Iterator[str]:
    if number > MOST:
        yield f"- and {number - MOST:,} more, which the HTML report lists"
