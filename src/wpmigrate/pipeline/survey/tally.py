"""All that is counted of an export while its items pass."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from wpmigrate import registry
from wpmigrate.pipeline.survey.bodies import NOTHING, BodyTally
from wpmigrate.pipeline.survey.damage import DamageTally
from wpmigrate.pipeline.survey.examples import example_of
from wpmigrate.pipeline.survey.fields import FieldTally
from wpmigrate.pipeline.survey.languages import LanguageTally
from wpmigrate.pipeline.survey.media import MediaTally
from wpmigrate.pipeline.survey.people import PeopleTally
from wpmigrate.pipeline.survey.traces import TraceTally
from wpmigrate.report.inspection import Kind, MetIn, TypeMet
from wpmigrate.site.selection import INTERNAL_TYPES, PERSONAL_TYPES, Verdict
from wpmigrate.wxr.channel import Head
from wpmigrate.wxr.records import ItemRecord

_NOT_WRITTEN: Final = frozenset(("attachment", "nav_menu_item"))
_STANDARD: Final = frozenset(("post", "page", "attachment", "nav_menu_item", "wp_block", "wp_navigation", "revision"))


class Tally:
    """One part for each kind of question."""

    def __init__(self) -> None:
        self.types: dict[str, Counter[str]] = {}
        self.years: Counter[str] = Counter()
        self.first = self.last = ""
        self.bodies = BodyTally(registry.handlers())
        self.traces = TraceTally()
        self.people = PeopleTally()
        self.fields = FieldTally()
        self.media = MediaTally()
        self.languages = LanguageTally()
        self.damage = DamageTally()
        self._examples: dict[str, MetIn] = {}

    def see_head(self, name: str, head: Head) -> None:
        """Take what a channel tells."""
        self.people.see_authors(head.channel.authors)
        self.traces.see_terms(head.channel.terms)
        self.languages.see_channel(head.channel)
        self.damage.see(name, head.repairs)

    def see(self, item: ItemRecord, verdict: Verdict) -> None:
        """Count one item; only what is published may be shown as an example."""
        public = verdict.visibility == "published" and verdict.outcome == "post"
        if item.type not in self.types:
            self.types[item.type] = Counter()
        self.types[item.type][item.status or "(none)"] += 1
        if public and item.type not in self._examples:
            self._examples[item.type] = example_of(item)
        written = item.type not in _NOT_WRITTEN
        seen = NOTHING
        if written:
            self._see_date(item.date)
            seen = self.bodies.see(item, public=public)
            self.media.see_shown(seen.hosts)
        elif item.type == "attachment":
            self.media.see_attachment(item)
        self.traces.see(item, seen)
        self.people.see(item, written=written)
        self.languages.see(item)
        if item.meta:
            self.fields.see(item, public=public)

    def _see_date(self, date: str) -> None:
        year = date[:4]
        if year.isdigit() and year != "0000":
            self.years[year] += 1
            day = date[:10]
            self.first = min(self.first or day, day)
            self.last = max(self.last, day)

    def types_met(self) -> Sequence[TypeMet]:
        """List the post types, the most frequent first."""
        rows = sorted(self.types.items(), key=lambda pair: (-pair[1].total(), pair[0]))
        return [
            TypeMet(name, _kind(name), states.total(), ranked(states), self._examples.get(name))
            for name, states in rows
        ]


def _kind(name: str) -> Kind:
    if name in PERSONAL_TYPES:
        return "personal"
    return "standard" if name in _STANDARD else "internal" if name in INTERNAL_TYPES else "custom"


def ranked(counts: Counter[str]) -> dict[str, int]:
    """Answer name → count, the most frequent first."""
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
