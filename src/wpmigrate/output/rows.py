"""What the ledger holds, as records of ledger.jsonl and of report.json."""

from typing import Literal, TypeAlias

from msgspec import Struct

Outcome: TypeAlias = Literal["written", "skipped", "failed"]


class Degradation(Struct, frozen=True, omit_defaults=True):
    """One way in which a written thing is poorer than it was."""

    code: str
    severity: str
    detail: str = ""
    count: int = 1


class Row(Struct, frozen=True, omit_defaults=True):
    """One line of ledger.jsonl. `id` is a number where it is WordPress's own, else a string (`#12`, `category/news`).

    `path` is the file that holds the thing, relative to the output folder; with several targets `paths` has one for each.
    `fidelity` is the share of what a body showed that its Markdown shows, 1.0 for all; the lowest of several targets.
    """

    kind: str
    id: int | str
    outcome: Outcome
    type: str = ""
    path: str = ""
    paths: dict[str, str] = {}
    reason: str = ""
    fidelity: float | None = None
    degradations: tuple[Degradation, ...] = ()


class Fidelity(Struct, frozen=True):
    """How many bodies were proven and found whole, and how many of their words came through."""

    bodies: int = 0
    whole: int = 0
    words: int = 0
    kept: int = 0


class Totals(Struct, frozen=True):
    """`read` is always written + skipped + failed."""

    read: int = 0
    written: int = 0
    skipped: int = 0
    failed: int = 0


class Example(Struct, frozen=True, omit_defaults=True):
    kind: str
    id: int | str
    path: str = ""
    detail: str = ""


class Remains(Struct, frozen=True):
    """A shortcode or block that the new site cannot show as the old one did: what it is reported as, how often, in how many things."""

    name: str
    code: str
    count: int
    things: int


class Finding(Struct, frozen=True):
    """All degradations of one code: `count` of them, in so many `things`."""

    code: str
    severity: str
    sentence: str
    advice: str
    count: int
    things: int
    examples: tuple[Example, ...] = ()
