"""What a run would do to the output folder, file by file, decided before anything is touched."""

from msgspec import Struct


class OutputFile(Struct, frozen=True):
    """One file a target makes: a relative POSIX path and its bytes (UTF-8, LF)."""

    path: str
    content: bytes
