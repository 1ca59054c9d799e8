"""The figures of a session, as they were measured: what tables and plots are made from."""

from collections.abc import Callable, Sequence
from statistics import median

from msgspec import Struct

from benchmarks.exports import Made
from benchmarks.measuring import Cost


class Found(Struct, frozen=True):
    """What of an export stands in an output."""

    posts: int
    comments: int
    files: int


class Row(Struct, frozen=True):
    """One tool: all its runs, and what it kept. `missing` says why it could not be installed."""

    name: str
    title: str
    costs: Sequence[Cost]
    found: Found | None = None
    note: str = ""
    missing: str = ""

    @property
    def good(self) -> list[Cost]:
        """The runs that came to their end."""
        return [cost for cost in self.costs if cost.ending == "done"]

    @property
    def trouble(self) -> str:
        """Why there are no figures, or an empty word."""
        if self.missing:
            return f"could not be installed: {self.missing}"
        return next((_trouble(cost) for cost in self.costs if cost.ending != "done"), "")

    def middle(self, of: Callable[[Cost], float]) -> float:
        """Answer the median of a figure over the runs."""
        return median(map(of, self.good))


def _trouble(cost: Cost) -> str:
    return f"timed out after {cost.wall:.0f} s" if cost.ending == "timed out" else f"failed: {cost.why}"


class Session(Struct, frozen=True, kw_only=True):
    """Everything measured in one go. `profile` is what `convert --profile` wrote, as JSON."""

    day: str
    machine: dict[str, str]
    version: str
    made: Made
    runs: int
    interval: float
    timeout: float
    rows: Sequence[Row]
    profile: dict[str, object] | None = None
