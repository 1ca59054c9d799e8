"""Where the time of a run went, for `convert --profile`: as JSON, and as a table."""

from typing import Final

import msgspec
from msgspec import Struct

FORMAT_VERSION: Final = 1  # 1: the first


class Spent(Struct):
    """What one stage took. `seconds` are those of the clock on the wall, `cpu` those of a core."""

    calls: int = 0
    seconds: float = 0.0
    cpu: float = 0.0


class Stage(Struct, frozen=True):
    """One stage: what it took in the process that was started, and in all its workers together."""

    name: str
    what: str
    main: Spent
    workers: Spent

    @property
    def cpu(self) -> float:
        """What it took of all cores."""
        return self.main.cpu + self.workers.cpu


class Profile(Struct, frozen=True, kw_only=True):
    """A run by stages, none of which holds the time of another. `seconds` are those of the whole run."""

    format_version: int = FORMAT_VERSION
    tool: str = "wpmigrate"
    version: str
    jobs: int
    workers: int
    seconds: float
    stages: tuple[Stage, ...]

    @property
    def cpu(self) -> float:
        """What all stages took of all cores."""
        return sum(stage.cpu for stage in self.stages)


def encode(profile: Profile) -> bytes:
    """Write a profile as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(profile), indent=2) + b"\n"


def table(profile: Profile) -> str:
    """Write a profile as a table of text, its stages in the order of a run."""
    lines = [
        f"{profile.seconds:.2f} s, {profile.cpu:.2f} CPU s, {profile.jobs} jobs, {profile.workers} workers",
        "",
        f"{'':10}{'calls':>9}{'CPU s':>10}{'share':>8}{'main':>10}{'workers':>10}   what it does",
    ]
    for stage in profile.stages:
        calls, cpu = stage.main.calls + stage.workers.calls, stage.cpu
        share = cpu / profile.cpu if profile.cpu else 0
        lines.append(
            f"{stage.name:10}{calls:9}{cpu:10.3f}{share:8.1%}{stage.main.cpu:10.3f}{stage.workers.cpu:10.3f}   {stage.what}"
        )
    return "\n".join(lines) + "\n"
