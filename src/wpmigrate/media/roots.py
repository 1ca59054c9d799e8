"""Where the uploads folder lies in an archive or a folder: found by looking at the names in it."""

import re
from collections import Counter
from functools import lru_cache
from typing import Final

_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}", re.ASCII)
_MONTH: Final = re.compile(r"0[1-9]|1[0-2]")
_DEEPEST: Final = 10
_MOST: Final = 1000

# Lower is surer. A site has wp-content/uploads on top; an uploads folder has its years there.
_SITE, _YEARS_ON_TOP, _CONTENT, _SITE_BELOW, _UPLOADS_WITH_YEARS, _YEARS, _UPLOADS = range(7)


class RootFinder:
    """Watch all names of a place, then say which of its folders is the uploads folder."""

    def __init__(self) -> None:
        self._met: Counter[tuple[int, str]] = Counter()
        self._tops: set[str] = set()

    def see(self, name: str) -> None:
        """Take one name into account."""
        folder, _, _ = name.rpartition("/")
        if len(self._tops) < 2:
            self._tops.add(name.partition("/")[0] if folder else "")
        for candidate in _candidates(folder):
            if candidate in self._met or len(self._met) < _MOST:
                self._met[candidate] += 1

    def roots(self) -> tuple[str, ...]:
        """Answer the prefixes under which uploads lie, each empty or with a slash at its end, the surest first."""
        if not self._met:
            (top,) = self._tops if len(self._tops) == 1 else ("",)
            return ("", f"{top}/") if top else ("",)
        rank, prefix = min(self._met, key=self._order)
        return (prefix, "") if rank >= _YEARS and prefix else (prefix,)

    def _order(self, candidate: tuple[int, str]) -> tuple[int, int, int, str]:
        rank, prefix = candidate
        return rank, prefix.count("/"), -self._met[candidate], prefix


@lru_cache(maxsize=4096)
def _candidates(folder: str) -> tuple[tuple[int, str], ...]:
    parts = folder.split("/")[:_DEEPEST]
    found = []
    for at, part in enumerate(parts):
        if part.lower() == "uploads":
            prefix = "/".join(parts[: at + 1]) + "/"
            found.append((_rank(parts, at), prefix))
        elif _dated(parts, at):
            prefix = "/".join(parts[:at])
            found.append((_YEARS, f"{prefix}/") if prefix else (_YEARS_ON_TOP, ""))
    return tuple(found)


def _rank(parts: list[str], at: int) -> int:
    if at and parts[at - 1].lower() == "wp-content":
        return _SITE if at == 1 else _SITE_BELOW
    if not at:
        return _CONTENT
    return _UPLOADS_WITH_YEARS if _dated(parts, at + 1) else _UPLOADS


def _dated(parts: list[str], at: int) -> bool:
    return at + 1 < len(parts) and bool(_YEAR.fullmatch(parts[at]) and _MONTH.fullmatch(parts[at + 1]))
