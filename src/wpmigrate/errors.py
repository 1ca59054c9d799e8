"""What stops a run. One sentence each: what is wrong, where, what to do.

WpmigrateError                exit 1   an internal error
├── UsageError                exit 2   the call or the configuration
├── InputError                exit 4   an input that cannot be read or is refused
├── OutputError               exit 5   a target folder that cannot be written or is locked
└── LedgerError               exit 1   the ledger does not balance

A poorer item never raises: that is a Diagnostic (diagnostics.py), and the run goes on.
"""

from typing import ClassVar


class WpmigrateError(Exception):
    """Stop the run with one sentence and an exit code."""

    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str, *, code: str = "internal") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


class UsageError(WpmigrateError):
    """Refuse the call or the configuration."""

    exit_code = 2


class InputError(WpmigrateError):
    """Refuse an input: it cannot be read, or it is not what it should be."""

    exit_code = 4


class OutputError(WpmigrateError):
    """Stop because the output folder cannot be written."""

    exit_code = 5


class LedgerError(WpmigrateError):
    """Stop because read is not written + skipped + failed: a bug of ours, never the user's."""
