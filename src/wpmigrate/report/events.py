"""What a run tells on stderr with `--log-format json`: one JSON object per line, each with its `event`."""

from typing import Literal, TypeAlias

from msgspec import Struct

from wpmigrate.output.rows import Totals


class ProgressEvent(Struct, frozen=True, tag_field="event", tag="progress"):
    """How far a phase is. `rate` is units a second, `remaining` seconds; the last one of a phase has `done` = `total`."""

    phase: str
    done: int
    total: int
    unit: Literal["bytes", "items", "files"]
    rate: float
    remaining: float | None = None


class DiagnosticEvent(Struct, frozen=True, tag_field="event", tag="diagnostic"):
    """All degradations of one code, once the run is over."""

    code: str
    severity: str
    count: int
    things: int
    sentence: str
    advice: str


class DoneEvent(Struct, frozen=True, tag_field="event", tag="done"):
    """The end of a run that came to its end."""

    exit_code: int
    seconds: float
    totals: dict[str, Totals]


class ErrorEvent(Struct, frozen=True, tag_field="event", tag="error"):
    """What stopped a run, or a call that cannot be meant."""

    code: str
    message: str
    exit_code: int


Event: TypeAlias = ProgressEvent | DiagnosticEvent | DoneEvent | ErrorEvent
