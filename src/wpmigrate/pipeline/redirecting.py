"""Redirects of a run: every old address that stands elsewhere now, in each format that was asked for."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from wpmigrate.contract import OutputFile, RedirectOptions, Redirects, Rule
from wpmigrate.diagnostics import Diagnostic
from wpmigrate.pipeline.linking import Linking
from wpmigrate.pipeline.placing import Chosen
from wpmigrate.redirects.fit import diagnose_left, fit
from wpmigrate.redirects.tidy import diagnose_dropped, tidy
from wpmigrate.site.index import SiteIndex
from wpmigrate.site.sources import sources

Report: TypeAlias = Callable[[Diagnostic], None]

FOLDER = "redirects"


def rules_of(index: SiteIndex, linking: Linking, target: str) -> Iterator[Rule]:
    """Yield a rule for each old address that the target answers, also where it is the same."""
    for source in sources(index):
        new = linking.destination(target, source.found)
        if new:
            yield Rule(source.url, new)
    for url, new in linking.lists(target).items():
        if url.startswith("/"):
            yield Rule(url, new)


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
            yield OutputFile(f"{one.prefix}{FOLDER}/{name}/{file.path}", file.content)
