"""What one call of `parse_body` shares with the reusable blocks that it meets: what is wanted, and what was found."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from wpmigrate.content.depth import LIMIT as DEEPEST
from wpmigrate.content.parts import Facts
from wpmigrate.content.rules import NO_RULES, Rules
from wpmigrate.content.safety import sanitise
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.registry import Handlers

if TYPE_CHECKING:
    from wpmigrate.content.nodes import FootnoteDefinition
    from wpmigrate.content.parsed import ShortcodeUse

Report = Callable[[Diagnostic], None]

_TOLD: Final = (
    (Code.SHORTCODE_KEPT, "kept", False),
    (Code.SHORTCODE_STRIPPED, "stripped", False),
    (Code.SHORTCODE_LEFT_OUT, "stripped", True),
)
_MAX_REUSED_CHARACTERS: Final = 4_000_000


class Wishes(Struct, frozen=True):
    """How a body shall be read. Other pages lead to its `anchors`."""

    shortcodes: Literal["keep", "strip"] = "keep"
    embeds: Literal["target", "link", "frame"] = "target"
    rules: Rules = NO_RULES
    depth: int = DEEPEST
    safe: bool = False
    anchors: frozenset[str] = frozenset()


class Run:
    """One call: what every part of the body is read with, and what is said of all of them together."""

    def __init__(self, body: str, handlers: Handlers, facts: Facts, report: Report, wishes: Wishes) -> None:
        self.handlers, self.facts, self.report, self.wishes = handlers, facts, report, wishes
        self.removed: Counter[str] = Counter()
        self.uses: list[ShortcodeUse] = []
        self.notes: list[FootnoteDefinition] = []
        self.dollars = "[latexpage]" in body
        self.reusable_left = _MAX_REUSED_CHARACTERS

    def report_outcomes(self) -> None:
        """Report what became of shortcodes, and what was removed, each kind once."""
        for code, outcome, ruled in _TOLD:
            named = (use.name for use in self.uses if (use.outcome, use.ruled) == (outcome, ruled))
            for name, count in Counter(named).items():
                self.report(Diagnostic(code, name, count))
        for name, count in sorted(self.removed.items()):
            self.report(Diagnostic(Code.HTML_SANITISED, name, count))

    def sanitised(self, html: str) -> str:
        """Answer HTML without what could run, where that is asked for."""
        return sanitise(html, self.removed) if self.wishes.safe else html
