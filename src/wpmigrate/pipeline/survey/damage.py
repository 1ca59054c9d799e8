"""What is damaged in an export: which kind, how often, and where first."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.report.inspection import Damage, Place
from wpmigrate.source.repair import Repair

_MOST_PLACES: Final = 3


class DamageTally:
    """Counts that grow while heads and items pass."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._places: dict[str, list[Place]] = {}

    def see(self, input_name: str, repairs: Iterable[Repair]) -> None:
        """Count what was mended in one part."""
        for repair in repairs:
            self._note(repair.code, input_name, repair.offset, repair.count)

    def see_lost(self, input_name: str, offset: int, diagnostics: Iterable[Diagnostic]) -> None:
        """Count what could not be mended whole."""
        for one in diagnostics:
            self._note(one.code.slug, input_name, offset, 1)

    def _note(self, code: str, name: str, offset: int, count: int) -> None:
        self._counts[code] += count
        places = self._places.setdefault(code, [])
        if len(places) < _MOST_PLACES:
            places.append(Place(name, offset))

    def damage(self) -> tuple[Damage, ...]:
        """List it, losses first, then by number."""
        codes = {slug: Code.of(slug) for slug in self._counts}
        ranked = sorted(self._counts.items(), key=lambda pair: (-codes[pair[0]].severity, -pair[1], pair[0]))
        return tuple(
            Damage(slug, codes[slug].severity.name.lower(), codes[slug].sentence, count, tuple(self._places[slug]))
            for slug, count in ranked
        )
