"""Rules from many places made one set: each source once, no rule that leads to itself, no chain, no ring."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.contract import Code, Diagnostic, Rule
from wpmigrate.redirects.urls import Key, Query, is_absolute, key_of, location, source_of

TAKEN: Final = "another rule has this source"
SAME: Final = "it leads to itself"
RING: Final = "it leads in a ring"
ODD_SOURCE: Final = "its source is no address"
ODD_TARGET: Final = "its target is no address"
ODD_STATUS: Final = "its status is not one of a redirect"

_STATUSES: Final = frozenset({301, 302, 303, 307, 308})
_UNSENDABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]|/\.{1,2}(?:/|$)")


class Dropped(Struct, frozen=True):
    """A rule that is not written, and why."""

    rule: Rule
    reason: str


def tidy(rules: Iterable[Rule]) -> tuple[Sequence[Rule], Sequence[Dropped]]:
    """Keep one rule for each source, the first, with a target that no other rule takes further; sorted by source.

    A rule that leads to itself says that the address stays: later rules with its source are dropped too.
    """
    kept: dict[Key, Rule] = {}
    dropped: list[Dropped] = []
    for rule in rules:
        reason = _odd(rule)
        key = key_of(source_of(rule.source)) if not reason else ("", ())
        if reason or key in kept:
            dropped.append(Dropped(rule, reason or TAKEN))
        else:
            kept[key] = rule
    leading = {key: rule for key, rule in kept.items() if not _stays(key, rule)}
    dropped += [Dropped(rule, SAME) for key, rule in kept.items() if key not in leading]
    ends = _ends(leading)
    dropped += [Dropped(rule, RING) for key, rule in leading.items() if ends[key] is None]
    straight = ((key, rule, ends[key]) for key, rule in leading.items())
    done = [(key, rule if end == rule.target else replace(rule, target=end)) for key, rule, end in straight if end]
    # What lay two steps away may be the source's own address again, with other pairs in its query.
    dropped += [Dropped(rule, SAME) for key, rule in done if _stays(key, rule)]
    return sorted((rule for key, rule in done if not _stays(key, rule)), key=_order), dropped


def diagnose_dropped(dropped: Iterable[Dropped]) -> Iterator[Diagnostic]:
    """Report what is lost; a source that has a rule already, or that stays where it is, is not."""
    for one in dropped:
        if one.reason == RING:
            yield Diagnostic(Code.REDIRECT_RING, one.rule.source)
        elif one.reason not in (TAKEN, SAME):
            yield Diagnostic(Code.REDIRECT_NOT_HELD, f"{one.reason}: {one.rule.source[:200]!r}")


def _odd(rule: Rule) -> str:
    if rule.status not in _STATUSES:
        return ODD_STATUS
    if not rule.source.startswith("/") or rule.source.startswith("//") or _UNSENDABLE.search(rule.source):
        return ODD_SOURCE
    local = rule.target.startswith("/") and not rule.target.startswith("//")
    if not (local or is_absolute(rule.target)) or _UNSENDABLE.search(rule.target):
        return ODD_TARGET
    return ODD_TARGET if is_absolute(rule.target) and not location(rule.target).partition("//")[2] else ""


def _order(rule: Rule) -> tuple[str, Query, str]:
    path, query = key_of(source_of(rule.source))
    return path, query, rule.source


def _stays(key: Key, rule: Rule) -> bool:
    """Say whether a request for the target would match the rule again; hosts ignore pairs that a rule does not name."""
    asked = _asked(rule.target)
    return asked is not None and asked[0] == key[0] and set(key[1]) <= set(asked[1])


def _asked(target: str) -> Key | None:
    return None if is_absolute(target) else key_of(source_of(target))


def _ends(rules: Mapping[Key, Rule]) -> Mapping[Key, str | None]:
    """Follow every target to where it ends; None stands for a ring."""
    ends: dict[Key, str | None] = {}
    for start in rules:
        trail: dict[Key, None] = {}
        at: Key | None = start
        end: str | None = None
        while at is not None and at not in trail and at not in ends:
            trail[at] = None
            end = rules[at].target
            at = _next(end, rules)
        if at is not None:
            end = ends.get(at)
        ends.update(dict.fromkeys(trail, end))
    return ends


def _next(target: str, rules: Mapping[Key, Rule]) -> Key | None:
    asked = _asked(target)
    if asked is None:
        return None
    path, query = asked
    candidates = ((path, query), *((path, (pair,)) for pair in query), (path, ()))
    return next((key for key in candidates if key in rules), None)
