"""What one item of an export has become: plain facts, small and quick to pass from one process to another."""

from typing import Final, Literal, TypeAlias

import msgspec
from msgspec import Struct

from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.media import uses
from wpmigrate.pipeline.profiling import SEND
from wpmigrate.source.repair import Repair

Kind: TypeAlias = uses.Kind
Became: TypeAlias = Literal["converted", "written", "skipped", "failed"]


class Told(Struct, frozen=True, array_like=True):
    """A diagnostic, its code by name."""

    code: str
    detail: str
    count: int

    def diagnostic(self) -> Diagnostic:
        """Answer the diagnostic that this is of."""
        return Diagnostic(Code[self.code], self.detail, self.count)


class Part(Struct, frozen=True, array_like=True):
    """A file at `name`, or a record of the stream of that name."""

    name: str
    content: bytes
    is_record: bool = False


class Use(Struct, frozen=True, array_like=True):
    """An upload that an item leads to, and the name it was given."""

    upload: str
    url: str
    kind: Kind
    key: str
    name: str


class Proven(Struct, frozen=True, array_like=True):
    """How much of a body came through."""

    score: float
    whole: bool
    words: int
    kept: int


class Shown(Struct, frozen=True, array_like=True):
    """A comment that is shown, with its line of the neutral JSON."""

    id: str
    type: str
    line: bytes


class Parcel(Struct, frozen=True, array_like=True):
    """One item. What has `became` "converted" is written as soon as its files have found a place; the rest is settled.

    `parts` and `proofs` are by target name; the first part of each is the item's own file, if it has one. `post` is its
    line of the neutral JSON without where it was written. `skipped` holds id, type and reason of comments not shown.
    `view` and `blocks` are for a report that shows them; `lead` is the item's old address and where a plugin has it lead,
    `pages` that address and how many pages WordPress showed the item on, where they are several. `met` are the fields and
    front matter keys that were asked for and are there, as the options say them.
    """

    ordinal: int
    key: str
    type: str
    told: tuple[Told, ...]
    repairs: tuple[Repair, ...]
    became: Became
    reason: str = ""
    path: str = ""
    parts: dict[str, tuple[Part, ...]] = {}
    proofs: dict[str, Proven] = {}
    post: bytes = b""
    shown: tuple[Shown, ...] = ()
    skipped: tuple[tuple[str, str, str], ...] = ()
    shortcodes: tuple[tuple[str, str], ...] = ()
    uses: tuple[Use, ...] = ()
    view: bytes = b""
    blocks: dict[str, int] = {}
    lead: tuple[str, str] | None = None
    pages: tuple[str, int] | None = None
    met: tuple[str, ...] = ()


_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(list[Parcel])


@SEND
def sealed(parcels: list[Parcel]) -> bytes:
    """Write parcels for another process."""
    return _ENCODER.encode(parcels)


@SEND
def opened(content: bytes) -> list[Parcel]:
    """Read parcels that another process has sealed."""
    return _DECODER.decode(content)
