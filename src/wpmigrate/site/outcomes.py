"""What would become of each item, and which terms there are, without the rest of the index: for who only wants to know."""

from typing import Any, Final

import msgspec

from wpmigrate.site.builder import IndexBuilder
from wpmigrate.site.gathering import identity_of
from wpmigrate.site.menus import read_entry
from wpmigrate.site.schema import fits
from wpmigrate.site.selection import Verdict, judge
from wpmigrate.wxr.records import ItemRecord, TermUse

_KNOWN_AT_MOST: Final = 20_000


class OutcomeBuilder(IndexBuilder):
    """An index of outcomes and terms alone: no slugs, no addresses, no bodies. Settled by the very same rules."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._defined: set[TermUse] = set()

    def enter(self, ordinal: int, item: ItemRecord) -> Verdict:
        """Take what the outcome of an item hangs on; answer what its own fields say of it."""
        verdict = judge(item.type, item.status, item.password, self._options, item.link)
        self._gathering.found.rows["items"].append(
            (
                ordinal, 0, 0, 0, 0, fits(item.id), item.type, item.status, "", item.title, item.link, "",
                fits(item.parent), item.date, item.date_gmt, item.pub_date,
                item.modified_gmt or item.modified or item.date_gmt or item.date, item.creator, "", identity_of(item),
                verdict.outcome, verdict.visibility, verdict.reason, "", "", False,
            )
        )  # fmt: skip
        unknown = tuple(use for use in item.terms if use not in self._defined)
        if unknown:
            self._enter_uses(ordinal, unknown)
        if item.type == "nav_menu_item":
            self._gathering.found.rows["entries"].append((ordinal, msgspec.json.encode(read_entry(item))))
        self._flush_batch()
        return verdict

    def _enter_uses(self, ordinal: int, uses: tuple[TermUse, ...]) -> None:
        before = len(self._gathering.found.rows["uses"])
        for use in uses:
            self._gathering.add_uses(ordinal, (use,))
            if len(self._gathering.found.rows["uses"]) == before and len(self._defined) < _KNOWN_AT_MOST:
                self._defined.add(use)
            before = len(self._gathering.found.rows["uses"])
