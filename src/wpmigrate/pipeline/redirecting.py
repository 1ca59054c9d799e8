"""Redirects of a run: every old address that stands elsewhere now, in each format that was asked for."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.content.transforms.relink import Resolve
from wpmigrate.contract import OutputFile, RedirectOptions, Redirects, Rule
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.media.uses import Uses
from wpmigrate.pipeline.linking import Linking, Standing
from wpmigrate.pipeline.neutral import FOLDER as NEUTRAL
from wpmigrate.pipeline.placing import Chosen, Placing
from wpmigrate.redirects.fit import diagnose_left, fit
from wpmigrate.redirects.tidy import diagnose_dropped, tidy
from wpmigrate.site.folders import Folders
from wpmigrate.site.index import SiteIndex
from wpmigrate.site.sources import sources

Report: TypeAlias = Callable[[Diagnostic], None]

FOLDER = f"{NEUTRAL}/redirects"
_LONGEST: Final = 200


_LOST: Final = {
    "item": "pages",
    "attachment": "pages of attachments",
    "term": "archives of terms",
    "author": "archives of authors",
    "date": "archives of dates",
    "format": "archives of formats",
    "feed": "feeds",
}


class Told(Struct, frozen=True):
    """What items say: `leads` are old addresses with where their owner has them lead, `pages` those with the number of pages."""

    leads: Sequence[tuple[str, str]] = ()
    pages: Sequence[tuple[str, int]] = ()


def rules_of(
    index: SiteIndex,
    linking: Linking,
    placing: Placing,
    standing: Standing,
    used: Uses,
    report: Report,
    said: "Told | None" = None,
) -> Iterator[Rule]:
    """Yield a rule for each old address that the target answers, also where it is the same; report the others.

    What a plugin says of redirects, in fields or as items, comes first.
    """
    said = said or Told()
    target, resolve = standing.target, linking.resolve(standing, report)
    folders = linking.folders(target)
    told = (*(Rule(old, resolve(url, "link")) for old, url in said.leads), *_kept_by_plugins(index, resolve, report))
    for rule in told:
        yield replace(rule, source=folders.source(rule.source), target=folders.target(rule.target))
    if folders.old != folders.new:
        yield Rule(folders.source("/"), folders.target("/"))
    yield from _of_the_site(index, linking, placing, standing, used, report)
    yield from _pages(said.pages, folders, lambda path: resolve(f"{index.site().url}{path}", "link"), placing, target)
    for old, new in linking.uploads(standing, used):
        if folders.source(old) != folders.target(new):
            yield Rule(folders.source(old), folders.target(new))
    for old, new in placing.moved(target):
        if placing.is_free(target, old, new):
            yield Rule(folders.target(old), folders.target(new))
    for url, new in linking.lists(target).items():
        if url.startswith("/"):
            yield Rule(folders.source(url), folders.target(new))


def _of_the_site(
    index: SiteIndex, linking: Linking, placing: Placing, standing: Standing, used: Container[str], report: Report
) -> Iterator[Rule]:
    """Yield a rule for each old address that the new site answers, and report those that it does not."""
    lost: Counter[str] = Counter()
    target, folders = standing.target, linking.folders(standing.target)
    for source in sources(index):
        new = linking.destination(standing, source.found, used)
        if not new:
            lost[_LOST[source.found.kind]] += 1
        elif placing.is_free(target, folders.below(source.url), new):
            yield Rule(folders.source(source.url), folders.target(new))
        else:
            report(Diagnostic(Code.ADDRESS_REUSED, source.url[:_LONGEST]))
    for kind, count in sorted(lost.items()):
        report(Diagnostic(Code.ADDRESS_LOST, f"{target}: {kind}", count))


def _pages(
    pages: Iterable[tuple[str, int]], folders: Folders, new_of: Callable[[str], str], placing: Placing, target: str
) -> Iterator[Rule]:
    """Yield a rule for each page but the first of an item that WordPress showed on several."""
    for permalink, count in pages:
        new, path = new_of(permalink), permalink.rstrip("/")
        for number in range(2, count + 1):
            old = f"{path}/{number}{permalink[len(path) :]}"
            if placing.is_free(target, folders.below(old), new):
                yield Rule(folders.source(old), folders.target(new))


def _kept_by_plugins(index: SiteIndex, resolve: Resolve, report: Report) -> Iterator[Rule]:
    """Yield the rules of Safe Redirect Manager; a pattern is no address."""
    for part in index.parts("redirect_rule"):
        old, url = part.field("_redirect_rule_from"), part.field("_redirect_rule_to")
        status = part.field("_redirect_rule_status_code")
        if not old.startswith("/") or "*" in old or part.field("_redirect_rule_from_regex") == "1" or not url:
            report(Diagnostic(Code.REDIRECT_NOT_HELD, f"{old} → {url}"[:_LONGEST]))
        else:
            yield Rule(old, resolve(url, "link"), int(status) if status in ("301", "302", "307", "308") else 301)


def redirect_files(
    formats: Mapping[str, Redirects], one: Chosen, rules: Iterator[Rule], report: Report
) -> Iterator[OutputFile]:
    """Yield the rules in each format, in a folder of its name, and report what a format does not hold."""
    tidied, dropped = tidy(rules)
    for diagnostic in diagnose_dropped(dropped):
        report(diagnostic)
    for name, form in formats.items():
        options = RedirectOptions(report=report)
        held, left = fit(form, tidied, options)
        for diagnostic in diagnose_left(name, left):
            report(diagnostic)
        for file in form.write(held, options):
            yield OutputFile(f"{FOLDER}/{one.prefix}{name}/{file.path}", file.content)
