"""What an export holds, from pass 1 alone."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from wpmigrate import registry
from wpmigrate.config import Options
from wpmigrate.errors import UsageError
from wpmigrate.output.apply import write_file
from wpmigrate.pipeline.parts_met import PartsMet
from wpmigrate.pipeline.reading import Progress, Reading, read_index, refuse_empty
from wpmigrate.report.inspection import FORMAT_VERSION, Inspection
from wpmigrate.report.model import Input
from wpmigrate.site import author_sheet, overrides
from wpmigrate.site.sheets import FORMATS, write_sheet
from wpmigrate.source.opening import open_inputs
from wpmigrate.wxr.items import ReadItem
from wpmigrate.wxr.records import ItemRecord


class _Tally:
    """Counts that grow while the items pass."""

    def __init__(self) -> None:
        self.types: dict[str, Counter[str]] = {}
        self.years: Counter[str] = Counter()
        self.comments: Counter[str] = Counter()
        self.authors: Counter[str] = Counter()
        self.parts = PartsMet(registry.handlers())
        self.fields: Counter[str] = Counter()
        self.repairs: Counter[str] = Counter()

    def see(self, read: ReadItem) -> None:
        self.repairs.update({repair.code: repair.count for repair in read.repairs})
        if read.item is not None:
            self._item(read.item)

    def _item(self, item: ItemRecord) -> None:
        self.types.setdefault(item.type, Counter())[item.status or "(none)"] += 1
        self.comments.update(_STATES.get(comment.approved, comment.approved) for comment in item.comments)
        self.fields.update(key for key, _ in item.meta if not key.startswith("_"))
        if item.type in ("attachment", "nav_menu_item"):
            return
        self.authors[item.creator or "(none)"] += 1
        if item.date[:4].isdigit() and item.date[:4] != "0000":
            self.years[item.date[:4]] += 1
        self.parts.see(item)


_STATES = {"1": "approved", "0": "unapproved"}


class FirstVersions(Struct, frozen=True):
    """Where to write first versions of the files that a person edits, if at all."""

    overrides: Path | None = None
    authors: Path | None = None


_NONE = FirstVersions()


def inspect(options: Options, progress: Progress = lambda *_: None, first: FirstVersions = _NONE) -> Inspection:
    """Read an export once and say what it holds; nothing is written but `first`."""
    _refuse_replacing(first)
    tally = _Tally()
    with TemporaryDirectory(prefix="wpmigrate-") as folder, open_inputs(options.inputs) as source:
        reading = read_index(source, Path(folder), options, progress, tally.see)
        try:
            refuse_empty(reading)
            _write_first(first, reading)
            return _inspection(reading, tally)
        finally:
            reading.index.close()


def _refuse_replacing(first: FirstVersions) -> None:
    if (
        first.overrides is not None
        and first.authors is not None
        and first.overrides.resolve() == first.authors.resolve()
    ):
        raise UsageError(f"{first.authors} cannot hold both items and authors: name two files.", code="file-exists")
    for path in (first.overrides, first.authors):
        if path is not None and path.suffix.lower() not in FORMATS:
            raise UsageError(f"{path}: such a file is a {', '.join(FORMATS)} file.", code="sheet-format")
        if path is not None and path.exists():
            raise UsageError(f"{path} is there already, and may be edited: name another file.", code="file-exists")


def _write_first(first: FirstVersions, reading: Reading) -> None:
    index = reading.index
    if first.overrides is not None:
        rows = overrides.first_rows(index.listing())
        write_file(first.overrides, write_sheet(first.overrides.suffix, overrides.SECTION, overrides.COLUMNS, rows))
    if first.authors is not None:
        people = author_sheet.first_rows(index.authors())
        write_file(first.authors, write_sheet(first.authors.suffix, author_sheet.SECTION, author_sheet.COLUMNS, people))


def _inspection(reading: Reading, tally: _Tally) -> Inspection:
    index = reading.index
    site = index.site()
    outcomes = Counter(d.reason or ("written" if d.outcome != "fail" else "failed") for d in index.decisions())
    return Inspection(
        format_version=FORMAT_VERSION,
        inputs=tuple(Input(given.name, given.bytes, given.sha256) for given in reading.source.inputs),
        title=site.title,
        url=site.url,
        generator=site.generator,
        wxr_version=site.wxr_version,
        years=dict(sorted(tally.years.items())),
        items={kind: _ranked(states) for kind, states in sorted(tally.types.items())},
        comments=_ranked(tally.comments),
        authors=_ranked(tally.authors),
        terms=_ranked(Counter(term.taxonomy for term in index.terms())),
        blocks=tally.parts.blocks(),
        shortcodes=tally.parts.shortcodes(),
        custom_fields=_ranked(tally.fields),
        outcomes=_ranked(outcomes),
        repairs=_ranked(tally.repairs),
    )


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
