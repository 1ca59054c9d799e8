"""Whether a built site shows an export, whole and nothing else: by its content, whatever the theme.

differences = check_site(export, truth, folder_of_html, permalinks=False, comments=False)
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

import exports
import wpmigrate
from crawl import BuiltSite
from expected import Expected, Item, expected_of, export_of, letters, picture, pieces_of, squeeze, text_of, texts

READABLE = {".html", ".htm", ".xml", ".json", ".txt", ".js", ".mjs", ".css", ".md", ".rss", ".atom", ".csv", ".webmanifest"}  # fmt: skip
HEADINGS = "h1, h2, h3"
NAMED = "a, li, span, dd, td, small, button, p, div, em, strong, b, i, code"
LONGEST_NAME = 300
# Signs of a template that failed or of markup that was not read: never more of them on a page than in its item.
MARKS = (
    "{{", "}}", "{%", "%}", "{#", "<%", "**", "](", "```", "~~", "&nbsp;", "&amp;", "&lt;", "\\", "[object Object]", "undefined", "Invalid Date",
    "NaN", "Traceback", "Liquid error", "ZgotmplZ", "<no value>", "HAHAHUGO", "<!--more", "{:.", "{filename}", "None",
)  # fmt: skip
OMITTED = "raw HTML omitted"
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%Y년 %m월 %d일", "%d/%m/%Y", "%m/%d/%Y")  # fmt: skip
TAG = re.compile(r"<[^>]*>")


class Shows(NamedTuple):
    """What a platform can show. `lost` names, by item, letters of pieces that are known not to come along."""

    permalinks: bool = True
    comments: bool = True
    titles: bool = True
    pictures: bool = True
    code: bool = True
    tables: bool = True
    dated: tuple[str, ...] = ("post",)
    taxonomies: tuple[str, ...] = ("category", "post_tag")
    types: tuple[str, ...] | None = None
    marks: tuple[str, ...] = MARKS
    lost: Mapping[int, tuple[str, ...]] = {}


class Page:
    """One HTML file of a site, as a reader sees it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.raw = file.read_text("utf-8", "replace")
        self.tree = LexborHTMLParser(self.raw)

    @cached_property
    def is_redirect(self) -> bool:
        return any(
            (node.attributes.get("http-equiv") or "").lower() == "refresh" for node in self.tree.css("meta[http-equiv]")
        )

    @cached_property
    def text(self) -> str:
        return "".join(texts(self.tree.body)) if self.tree.body else ""

    @cached_property
    def letters(self) -> str:
        return letters(self.text)

    @cached_property
    def title(self) -> str:
        node = self.tree.css_first("title")
        return letters(node.text()) if node else ""

    @cached_property
    def headings(self) -> set[str]:
        return {letters(node.text()) for node in self.tree.css(HEADINGS)}

    @cached_property
    def names(self) -> set[str]:
        """Answer the short texts that stand by themselves: names of terms are among them."""
        found = (node.text() for node in self.tree.css(NAMED))
        return {
            squeeze(part).strip("#,;·|[]()")
            for text in found
            if len(text) < LONGEST_NAME
            for part in (text, *re.split(r"[,;·|\n]", text))
        }

    @cached_property
    def pictures(self) -> list[str]:
        return [picture(node.attributes.get("src") or "") for node in self.tree.css("img")]

    @cached_property
    def dates(self) -> set[str]:
        nodes = self.tree.css("[datetime], meta[content]")
        told = (node.attributes.get("datetime") or node.attributes.get("content") or "" for node in nodes)
        return {one for one in told if re.match(r"\d{4}-\d\d-\d\d", one)}

    def titled(self, item: Item) -> bool:
        """Answer whether a heading or the title of the page is that of an item."""
        wanted = letters(item.title)
        return not wanted or wanted in self.headings or self.title.startswith(wanted)


def is_site_file(file: Path) -> bool:
    """Answer whether a path is a file of the site: a folder may be called x.html, and packages of npm may lie beside."""
    return file.is_file() and "node_modules" not in file.parts


class Site:
    """The pages of a built site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        every = (Page(file) for file in sorted(folder.rglob("*.html")) if is_site_file(file))
        self.pages = {page.file: page for page in every if not page.is_redirect}
        self._paths = BuiltSite(folder)

    def at(self, permalink: str) -> Page | None:
        file = self._paths.file_of(urlsplit(permalink).path)
        return self.pages.get(file) if file else None

    def showing(self, item: Item) -> list[Page]:
        """Answer the pages that have the title and most of the text of an item, the one of it alone first."""
        pieces = [*pieces_of(item.html)] or [letters(item.title)]
        scored = [
            (sum(piece in page.letters for piece in pieces), page) for page in self.pages.values() if page.titled(item)
        ]
        most = max((score for score, _ in scored), default=0)
        best = [page for score, page in scored if score == most and most]
        return sorted(best, key=lambda page: (not page.title.startswith(letters(item.title)), len(page.letters)))

    def readable(self) -> Iterator[Path]:
        for file in sorted(self.folder.rglob("*")):
            if file.suffix.lower() in READABLE and is_site_file(file):
                yield file


def build_input(name: str, to: str, folder: Path, **options: Any) -> tuple[Path, dict[str, Any], Any]:
    """Convert one of the exports for a platform, with its starter theme; answer the export, its truth and the report."""
    export, truth = export_of(name)
    report = wpmigrate.convert(export, folder, to=to, **{"scaffold": True, **options})
    assert report.exit_code == 0, report
    return export, truth, report


def check_site(export: Path, truth: Mapping[str, Any], folder: Path, **shows: Any) -> list[str]:
    """Answer every difference between an export and a folder of HTML made of it; `shows` are the fields of `Shows`."""
    expected, wanted, site = expected_of(export, truth), Shows(**shows), Site(folder)
    found = assigned(expected, wanted, site)
    differences = [word for item, page in found for word in check_item(item, page, wanted)]
    differences += doubled(found, site, wanted)
    differences += check_marks(expected, found, site, wanted)
    return [*differences, *check_private(expected, site)]


def assigned(expected: Expected, wanted: Shows, site: Site) -> list[tuple[Item, Page | None]]:
    """Pair each item with its page."""
    items = [item for item in expected.items if wanted.types is None or item.type in wanted.types]
    if wanted.permalinks:
        return [(item, site.at(item.permalink)) for item in items]
    taken: set[Path] = set()
    pairs = []
    for item in sorted(items, key=lambda item: -len(item.html)):  # short texts stand on many pages: those last
        page = next((page for page in site.showing(item) if page.file not in taken), None)
        taken |= {page.file} if page else set()
        pairs.append((item, page))
    return pairs


def check_item(item: Item, page: Page | None, wanted: Shows) -> Iterator[str]:
    """Yield what an item lacks on its page."""
    if page is None:
        yield f"{item.label}: no page{f' at {item.permalink}' if wanted.permalinks else ''}"
        return
    for check, is_asked in CHECKS.items():
        if is_asked(item, wanted):
            yield from (f"{item.label}: {word} ({page.file.name})" for word in check(item, page, wanted))


def check_title(item: Item, page: Page, wanted: Shows) -> Iterator[str]:
    if not page.titled(item):
        yield "the title is in no heading"


def check_text(item: Item, page: Page, wanted: Shows) -> Iterator[str]:
    known = wanted.lost.get(item.id, ())
    for piece in pieces_of(item.html):
        if piece not in page.letters and piece not in known:
            yield f"lost text {piece[:80]}"


def check_date(item: Item, page: Page, wanted: Shows) -> Iterator[str]:
    if not any(is_moment(told, item) for told in page.dates) and not is_day(page.text, item.day):
        yield f"the date {item.moment.isoformat()} is not shown, but {sorted(page.dates)[:4]}"


def is_moment(told: str, item: Item) -> bool:
    """Answer whether a date of a page, with or without time and zone, is that of an item."""
    try:
        read = datetime.fromisoformat(told.strip())
    except ValueError:
        return False
    if len(told.strip()) == 10:
        return read.date() == item.day.date()
    return read == item.moment if read.tzinfo else read == item.day


def is_day(text: str, day: datetime) -> bool:
    written = {day.strftime(form) for form in DAYS}
    written |= {re.sub(r"\b0(?=\d\b|\d[일월])", "", one) for one in written}
    return any(one in text for one in written)


def check_terms(item: Item, page: Page, wanted: Shows) -> Iterator[str]:
    for taxonomy, name in item.terms:
        if taxonomy in wanted.taxonomies and squeeze(name).strip("#,;·|[]()") not in page.names:
            yield f"{taxonomy} {name!r} is not shown"


def check_pictures(item: Item, page: Page, wanted: Shows) -> Iterator[str]:
    sources = (node.attributes.get("src") or "" for node in LexborHTMLParser(item.html).css("img"))
    for name, count in Counter(picture(source) for source in sources).items():
        shown = sum(name in one for one in page.pictures)
        if shown < count:
            yield f"picture {name} is shown {shown} times, not {count}"


def check_code(item: Item, page: Page, wanted: Shows) -> Iterator[str]:
    for tag in ("pre", "code"):
        shown = [squeeze(node.text()) for node in page.tree.css(f"{tag}, code")]
        for node in LexborHTMLParser(item.html).css(f"{tag}:not(.wp-block-verse)"):  # a poem is no code
            if not any(squeeze(node.text()) in one for one in shown):
                yield f"<{tag}> is not shown: {node.text()[:80]!r}"


def check_tables(item: Item, page: Page, wanted: Shows) -> Iterator[str]:
    before, after = (tables(tree) for tree in (LexborHTMLParser(item.html), page.tree))
    for cells, count in before.items():
        if after[cells] < count:
            yield f"a table of {cells} cells is shown {after[cells]} times, not {count}; there are {dict(after)}"


def tables(tree: LexborHTMLParser) -> Counter[int]:
    """Count tables by their cells that hold something: a head that Markdown demands is no difference."""
    return Counter(
        sum(bool(cell.text().strip() or cell.css_first("img")) for cell in table.css("td, th"))
        for table in tree.css("table")
    )


def check_comments(item: Item, page: Page, wanted: Shows) -> Iterator[str]:
    for comment in item.comments:
        if comment.author not in page.letters:
            yield f"the author of comment {comment.id} is not shown: {comment.author}"
        for piece in comment.pieces:
            if piece not in page.letters:
                yield f"lost text of comment {comment.id}: {piece[:60]}"


CHECKS: dict[Callable[[Item, Page, Shows], Iterator[str]], Callable[[Item, Shows], bool]] = {
    check_title: lambda item, wanted: wanted.titles,
    check_text: lambda item, wanted: True,
    check_date: lambda item, wanted: item.type in wanted.dated,
    check_terms: lambda item, wanted: bool(wanted.taxonomies),
    check_pictures: lambda item, wanted: wanted.pictures,
    check_code: lambda item, wanted: wanted.code,
    check_tables: lambda item, wanted: wanted.tables,
    check_comments: lambda item, wanted: wanted.comments,
}


def doubled(found: list[tuple[Item, Page | None]], site: Site, wanted: Shows) -> Iterator[str]:
    """Yield items that have two pages, and pages that two items share."""
    owners = defaultdict(list)
    for item, page in found:
        if page:
            owners[page.file].append(item.label)
    yield from (f"{file.name} is the page of {' and of '.join(two)}" for file, two in owners.items() if len(two) > 1)
    for item, page in found:
        pieces, title = pieces_of(item.html), letters(item.title)
        if not page or not title or not pieces:
            continue
        others = [
            other.file.relative_to(site.folder).as_posix()
            for other in site.pages.values()
            if other.file not in owners and title in other.headings and other.title.startswith(title)
            if all(piece in other.letters for piece in pieces)
        ]
        if others:
            yield f"{item.label} is doubled in {others}"


def check_marks(expected: Expected, found: list[tuple[Item, Page | None]], site: Site, wanted: Shows) -> Iterator[str]:
    """Yield signs of templates and markup that no item has written."""
    own = {page.file: item for item, page in found if page}
    for file, page in site.pages.items():
        where = file.relative_to(site.folder).as_posix()
        if OMITTED in page.raw:
            yield f"{where}: HTML was left out"
        allowed = expected.text
        for mark in wanted.marks:
            if mark not in page.text:
                continue
            told = allowed.count(mark)
            if file in own:
                told = f"{own[file].title}\n{text_of(own[file].html)}".count(mark)
                told += told_elsewhere(own[file], mark, expected)
            if page.text.count(mark) > told:
                yield f"{where}: {mark} is shown {page.text.count(mark)} times, not {told}"


def told_elsewhere(item: Item, mark: str, expected: Expected) -> int:
    """Count a sign in what stands around an item: comments, names of terms, titles of neighbours and menus."""
    titles = "\n".join(one.title for one in expected.items)
    names = "\n".join(name for one in expected.items for _, name in one.terms)
    return f"{titles}\n{names}".count(mark)


def check_private(expected: Expected, site: Site) -> Iterator[str]:
    """Yield every private text that stands in a file of any kind."""
    for file in site.readable():
        raw = file.read_text("utf-8", "replace")
        where = file.relative_to(site.folder).as_posix()
        shown = "\0".join(letters(form) for form in forms(raw, file.suffix))
        yield from (
            f"{where} shows {source}: {piece[:60]}" for piece, source in expected.private.items() if piece in shown
        )
        yield from (f"{where} shows {source}" for secret, source in expected.secrets.items() if secret in unescape(raw))


def forms(raw: str, suffix: str) -> Iterator[str]:
    """Yield the texts that a file may hold: HTML, HTML escaped in XML, and strings of JSON and JavaScript."""
    yield raw
    once = unescape(TAG.sub(" ", raw))
    yield once
    yield unescape(TAG.sub(" ", unescape(once) if suffix in {".xml", ".rss", ".atom"} else once))
    yield TAG.sub("", unescape(raw))
    if "\\u" in raw:
        yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), raw)
    if suffix == ".json":
        try:
            yield TAG.sub("", json.dumps(json.loads(raw), ensure_ascii=False))
        except ValueError:
            return


def check_robots(target: str, folder: Path, build: Callable[[Path], Path]) -> None:
    """Find what the old site told search engines of a post on its page, and on no other."""
    hidden = b"<wp:postmeta><wp:meta_key>_yoast_wpseo_meta-robots-noindex</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:postmeta>"
    shown = b"<wp:status>publish</wp:status><wp:post_date>2021-03-04 05:06:07</wp:post_date>"
    (folder / "export.xml").write_bytes(
        exports.document(exports.item(1, extra=shown + hidden), exports.item(2, extra=shown))
    )
    assert wpmigrate.convert(folder / "export.xml", folder / "site", to=target, scaffold=True).exit_code == 0
    marked = [
        path
        for path in build(folder / "site").rglob("*.html")
        if path.is_file() and 'name="robots"' in path.read_text("utf-8")
    ]
    assert ["p-1" in str(path) for path in marked] == [True]
