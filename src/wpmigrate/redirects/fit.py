"""What one format cannot hold of a set of rules, and why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from wpmigrate.contract import Code, Diagnostic, RedirectOptions, Redirects, Rule
from wpmigrate.redirects.tidy import Dropped
from wpmigrate.redirects.urls import source_of

NO_QUERIES: Final = "the host cannot tell addresses by their query"
TOO_LONG: Final = "the address is longer than 2,000 bytes"
_LONGEST: Final = 2000


def fit(
    redirects: Redirects, rules: Iterable[Rule], options: RedirectOptions | None = None
) -> tuple[Sequence[Rule], Sequence[Dropped]]:
    """Part rules into those that a format holds and those that it does not."""
    limit = options.limit if options and options.limit is not None else redirects.limit
    held: list[Rule] = []
    left: list[Dropped] = []
    for rule in rules:
        reason = _against(redirects, rule)
        if not reason and limit is not None and len(held) >= limit:
            reason = f"the host takes {limit:,} rules"
        if reason:
            left.append(Dropped(rule, reason))
        else:
            held.append(rule)
    return held, left


def diagnose_left(name: str, left: Iterable[Dropped]) -> Iterator[Diagnostic]:
    """Report what a format called `name` leaves out: each reason once, with its count."""
    for reason, count in sorted(Counter(one.reason for one in left).items()):
        yield Diagnostic(Code.REDIRECT_NOT_HELD, f"{name}: {reason}", count)


def _against(redirects: Redirects, rule: Rule) -> str:
    if not redirects.queries and source_of(rule.source).query:
        return NO_QUERIES
    if max(len(rule.source.encode()), len(rule.target.encode())) > _LONGEST:
        return TOO_LONG
    return redirects.refuses(rule)
