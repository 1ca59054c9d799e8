"""The tables of the HTML report: their columns, and their rows from what a run knows at its end.

A row is a list of JSON values in the order of the columns; a cell of kind `post` is the item's place in the export (0: none).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from msgspec import Struct

from wpmigrate.output.rows import Degradation, Row
from wpmigrate.report.details import Details, blocks, broken_links, shortcodes
from wpmigrate.report.html_data import Packed, pack
from wpmigrate.report.printable import visible
from wpmigrate.report.words import told

Kind = Literal[
    "text",
    "code",
    "path",
    "address",
    "number",
    "bytes",
    "post",
    "title",
    "date",
    "score",
    "outcome",
    "severity",
    "findings",
]
Cells = Sequence[Any]

_LONGEST: Final = 500
_LEDGER: Final = "--report FILE.csv"
_PLACEHOLDER: Final = "stands in for an author who is not in the export"
_DERIVED: Final = "made from the items that use it"


class Column(Struct, frozen=True):
    """One column. A filter lists its values; a hidden one is found by the search and shown where the row is opened."""

    name: str
    label: str
    kind: Kind = "text"
    filter: bool = False
    hidden: bool = False


class Table(Struct, frozen=True):
    """A table of a page. `lead` says what it shows, `empty` what no row means, `rest` where all rows are besides."""

    name: str
    title: str
    lead: str
    columns: tuple[Column, ...]
    packed: Packed
    empty: str = "There are none."
    rest: str = _LEDGER


def posts(details: Details, room: int) -> Table:
    """List the written items."""
    columns = (
        Column("post", "Title", "title"),
        Column("type", "Type", filter=True),
        Column("status", "Status", filter=True),
        Column("date", "Date", "date"),
        Column("authors", "Author"),
        Column("score", "Fidelity", "score"),
        Column("severity", "Worst finding", "severity", filter=True, hidden=True),
        Column("findings", "What came out poorer", "findings"),
        Column("old", "Address, old → new", "address"),
        Column("new", "New address", "code", hidden=True),
        Column("path", "File", "code", hidden=True),
        Column("id", "Id", "code", hidden=True),
        Column("title", "Title", hidden=True),
    )
    lead = "Every item that has a file, with the share of its body that its Markdown, rendered back, shows. Open one to compare both sides."
    return Table("posts", "Posts and pages", lead, columns, pack(_posts(details), room), "No item is written.")


def _posts(details: Details) -> Iterator[Cells]:
    names = {author.login: author.name for author in details.authors}
    for place, row in details.ledger.placed("item"):
        one = details.collected.at(place) if row.outcome == "written" else None
        if one is not None:
            authors = ", ".join(names.get(login, login) for login in one.authors.split("\n") if login)
            worst = row.degradations[0].severity if row.degradations else ""
            found = _findings(row.degradations)
            texts = _clean(one.old), _clean(one.new), _clean(one.path), _clean(one.key), _clean(one.title)
            yield (
                place, one.type, one.visibility, one.date[:10], _clean(authors), one.fidelity, worst, found, *texts
            )  # fmt: skip


def ledger(details: Details, room: int) -> Table:
    """List every row of the ledger."""
    columns = (
        Column("kind", "Kind", filter=True),
        Column("id", "Id", "code"),
        Column("type", "Type", filter=True),
        Column("outcome", "Outcome", "outcome", filter=True),
        Column("reason", "Reason", filter=True),
        Column("post", "Post", "post"),
        Column("path", "Where", "path"),
        Column("score", "Fidelity", "score"),
        Column("severity", "Worst finding", "severity", filter=True, hidden=True),
        Column("findings", "What came out poorer", "findings"),
    )
    lead = "One row for each thing of the export: where it was written, why it was left out, or how it failed."
    rows = (_ledger(place, row, details) for place, row in details.ledger.placed())
    return Table("ledger", "The ledger", lead, columns, pack(rows, room))


def _ledger(place: int, row: Row, details: Details) -> Cells:
    where = row.path or ", ".join(row.paths.values())
    post = place if row.kind in ("item", "comment", "shortcode") and details.collected.at(place) else 0
    worst = row.degradations[0].severity if row.degradations else ""
    return (
        row.kind, _clean(str(row.id)), _clean(row.type), row.outcome, told(row.reason), post, _clean(where), row.fidelity, worst,
        _findings(row.degradations),
    )  # fmt: skip


def links(details: Details, room: int) -> Table:
    """List the links that lead nowhere."""
    columns = (
        Column("url", "Link", "path"),
        Column("why", "Why it breaks", filter=True),
        Column("post", "In", "post"),
    )
    why = {"broken-link": "nothing of the export answers it", "link-to-unpublished": "leads to what no visitor may see"}
    rows = ((_clean(one.url), why[one.code], one.place) for one in broken_links(details))
    lead = "Links inside of your site that lead nowhere; they stay as they were, and break when the old site goes."
    return Table("links", "Broken links", lead, columns, pack(rows, room), "No link of the site is broken.")


_STATES: Final = {
    "kept": "stays as it is",
    "moved": "redirect",
    "gone": "no page any more",
    "taken": "something else stands there",
}


def redirects(details: Details, room: int) -> tuple[Table, Counter[str]]:
    """List the old addresses that lead elsewhere now or nowhere, and count all, those that move as `numbered` too."""
    several = len(details.report.targets) > 1
    columns = (
        Column("old", "Old address", "path"),
        Column("new", "New address", "path"),
        Column("kind", "What it is", filter=True),
        Column("state", "What happens", filter=True),
        *((Column("target", "Target", filter=True),) if several else ()),
    )
    counts: Counter[str] = Counter()
    packed = pack(_addresses(details, counts, several=several), room)
    lead = (
        "Old addresses that do not stay as they are. The files of --redirects hold every redirect for your host; the pages of"
        " the target hold what it can."
    )
    return Table(
        "redirects", "Redirects", lead, columns, packed, "Every old address stays as it is.", "--redirects csv"
    ), counts


def _addresses(details: Details, counts: Counter[str], *, several: bool) -> Iterator[Cells]:
    """Yield what people know first, then what goes by a number: there is one of these for every page."""
    for numbered in (False, True):
        for one in details.addresses():
            if one.old.startswith("/?") is not numbered:
                continue
            counts[one.state] += 1
            counts["numbered"] += numbered and one.state == "moved"
            if one.state != "kept":
                target = (one.target,) if several else ()
                yield (_clean(one.old), _clean(one.new), one.kind, _STATES[one.state], *target)


def media(details: Details, room: int) -> Table:
    """List the media: those that pages use, then those of the library that none does."""
    columns: tuple[Column, ...] = (
        Column("file", "File", "path"),
        Column("kind", "Kind", filter=True),
        Column("size", "Pixels"),
        Column("uses", "Used by", "number"),
        Column("outcome", "Outcome", "outcome", filter=True),
        Column("where", "Where, or why not", "text"),
        Column("findings", "What came out poorer", "findings"),
    )
    lead = "Files of the media library, how many posts and pages use each, and what becomes of it."
    if not _brought(details):  # nobody has counted which of them pages use
        columns = tuple(column for column in columns if column.name != "uses")
        lead = "Files of the media library. They stay on the old site: --uploads or --media download brings those that pages use."
    return Table(
        "media",
        "Media",
        lead,
        columns,
        pack(_media(details), room),
        "The export names no media.",
        "_wpmigrate/attachments.jsonl",
    )


def _brought(details: Details) -> bool:
    return "media" in details.report.totals


def _media(details: Details) -> Iterator[Cells]:
    brought = _brought(details)
    uses = iter(details.uses)
    for _, row in details.ledger.placed("media"):
        used = next(uses)
        where = _clean(row.path) or told(row.reason)
        yield _clean(used.upload), used.kind, "", used.count, row.outcome, where, _findings(row.degradations)
    for one in details.attachments():
        if not one.file or not details.used(one.file):
            pixels = f"{one.width} × {one.height}" if one.width and one.height else ""
            kind = one.mime.partition("/")[0] or "file"
            uses_of_it = (0,) if brought else ()
            yield _clean(one.file or one.url), kind, pixels, *uses_of_it, "on the old site", "", []


def pieces(details: Details, room: int) -> Table:
    """List the shortcodes and blocks, and what became of them."""
    columns = (
        Column("kind", "Kind", filter=True),
        Column("name", "Name", "code"),
        Column("count", "Times", "number"),
        Column("items", "Items", "number"),
        Column("became", "What became of it", filter=True),
        Column("post", "First in", "post"),
    )
    found = sorted((*shortcodes(details), *blocks(details)), key=lambda one: (one.became == "converted", -one.items))
    rows = ((one.kind, _clean(one.name), one.count, one.items, one.became, one.first) for one in found)
    lead = "What WordPress or a plugin made while a visitor looked. What is “kept as it stood” shows its source on the new site:"
    lead += " a rule for each, below [shortcodes] of wpmigrate.toml, unwraps it, strips it, or puts a template in its place."
    return Table("pieces", "Shortcodes and blocks", lead, columns, pack(rows, room), "No body holds any.")


def repairs(details: Details, room: int) -> Table:
    """List the damage that was repaired."""
    columns = (
        Column("code", "Repair", "code", filter=True),
        Column("input", "File", "code"),
        Column("offset", "Byte", "bytes"),
        Column("count", "Times", "number"),
        Column("item", "Item", "code"),
        Column("detail", "Detail"),
    )
    rows = (
        (one.code, _clean(one.input), one.offset, one.count, _clean(one.item), _clean(one.detail))
        for one in details.report.repairs
    )
    lead = "Damage in the export that was mended before it was read; the byte counts from the beginning of the unpacked file."
    return Table(
        "repairs", "Repairs", lead, columns, pack(rows, room), "The export is undamaged.", "_wpmigrate/report.json"
    )


def authors(details: Details, room: int) -> Table:
    """List the authors."""
    columns = (
        Column("name", "Name"),
        Column("login", "Login", "code"),
        Column("slug", "Slug", "code"),
        Column("items", "Items written", "number"),
        Column("note", "Note"),
    )
    counts = details.collected.by_author()
    rows = (
        (_clean(one.name), _clean(one.login), _clean(one.slug), counts[one.login], _PLACEHOLDER if one.placeholder else "")
        for one in details.authors
    )  # fmt: skip
    return Table(
        "authors", "Authors", "Who wrote what is written.", columns, pack(rows, room), rest="_wpmigrate/authors.json"
    )


def terms(details: Details, room: int) -> Table:
    """List the terms."""
    columns = (
        Column("taxonomy", "Taxonomy", filter=True),
        Column("name", "Name"),
        Column("slug", "Slug", "code"),
        Column("path", "Path", "code"),
        Column("note", "Note"),
    )
    rows = (
        (_clean(one.taxonomy), _clean(one.name), _clean(one.slug), _clean(one.path), _DERIVED if one.derived else "")
        for one in details.terms()
    )  # fmt: skip
    return Table(
        "terms",
        "Terms",
        "Categories, tags and all other terms.",
        columns,
        pack(rows, room),
        rest="_wpmigrate/terms.json",
    )


def _findings(degradations: Sequence[Degradation]) -> list[list[Any]]:
    return [[one.code, _clean(one.detail), one.count] for one in degradations]


def _clean(text: str) -> str:
    return visible(text[:_LONGEST])


def sizes(tables: Mapping[str, Table]) -> int:
    """Answer how many bytes some tables take in a page."""
    return sum(table.packed.size for table in tables.values())
