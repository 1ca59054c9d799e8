"""What a download is asked for, how it may behave, and what came of it."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias

from msgspec import Struct

from wpmigrate import __version__
from wpmigrate.media.guard import Resolve, resolve

Outcome: TypeAlias = Literal["fetched", "kept", "failed", "refused", "not-tried"]


class Wanted(Struct, frozen=True):
    """One file to download: its URL on the old site, and its path under the uploads folder, which says its kind."""

    url: str
    upload: str


class Fetched(Struct, frozen=True):
    """What came of one wanted file.

    `path` is a finished file, of `fetched` and `kept` alone. `url` is where the last hop ended, `reason` a slug that is
    empty for `fetched` and `kept`, `attempts` the number of requests of this run (redirects not counted).
    """

    wanted: Wanted
    outcome: Outcome
    path: Path | None = None
    bytes: int = 0
    sha256: str = ""
    content_type: str = ""
    reason: str = ""
    status: int = 0
    attempts: int = 0
    url: str = ""

    def open(self) -> BinaryIO:
        """Open the finished file."""
        assert self.path is not None
        return self.path.open("rb")


class Progress(Struct, frozen=True):
    """How far a run has come. `total` and `remaining` (seconds) are None while nobody can know them."""

    done: int
    total: int | None
    bytes: int
    rate: float
    remaining: float | None


class FetchOptions(Struct, frozen=True):
    """How to download. `folder` holds partial and finished files and the memory of failures (`.wpmigrate/downloads`).

    `standing` answers where a wanted file stands in the output from an earlier run, if it does. `offline` opens no
    socket and writes nothing: what is not kept is `not-tried`.
    """

    folder: Path
    standing: Callable[[Wanted], Path | None] = lambda _: None
    offline: bool = False
    retry_failed: bool = False
    progress: Callable[[Progress], None] = lambda _: None
    allow_hosts: tuple[str, ...] = ()
    ca_file: Path | None = None
    user_agent: str = f"Mozilla/5.0 (compatible; wpmigrate/{__version__}; site migration)"
    threads: int = 4
    per_host: int = 2
    delay: float = 0.1
    retries: int = 3
    redirects: int = 5
    backoff: float = 1.0
    longest_wait: float = 120.0
    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    grace_seconds: float = 60.0
    slowest: int = 1024
    file_seconds: float = 3600.0
    run_seconds: float | None = None
    file_bytes: int = 2 << 30
    run_bytes: int | None = None
    host_failures: int = 5
    resolve: Resolve = resolve
    chance: Callable[[], float] = random.random
