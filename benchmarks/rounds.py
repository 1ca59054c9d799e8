"""One session: every tool in turn, again and again, so that what else the machine does falls on all alike."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from benchmarks.exports import COMMENT, POST, Made, write_export
from benchmarks.installing import InstallError, install
from benchmarks.measuring import Cost, Limits, measure
from benchmarks.peers import Tool, command_of, environment, furnish
from benchmarks.results import Found, Row


class Bench:
    """Where inputs, tools and outputs lie while tools are compared, and who is told how it goes."""

    def __init__(self, folder: Path, tell: Callable[[str], None], timeout: float, interval: float) -> None:
        self._folder, self._tell, self._timeout, self._interval = folder, tell, timeout, interval
        self._logs = folder / "logs"
        self._logs.mkdir(parents=True, exist_ok=True)

    def export(self, posts: int) -> tuple[Path, Made]:
        """Answer an export of that many posts, made unless it is there."""
        file = self._folder / f"export-{posts}.xml"
        told = file.with_suffix(".json")
        if not told.exists():
            self._tell(f"making {file.name}")
            told.write_bytes(msgspec.json.encode(write_export(file, posts)))
        made = msgspec.json.decode(told.read_bytes(), type=Made)
        return file, made

    def compare(self, tools: Sequence[Tool], export: Path, runs: int) -> list[Row]:
        """Run every tool so often, in another order each time. One that fails or takes too long is not asked again."""
        folders = dict(self._installed(tools))
        costs: dict[str, list[Cost]] = {tool.name: [] for tool in tools}
        found: dict[str, Found] = {}
        for number in range(runs):
            first = number % len(tools)
            for tool in (*tools[first:], *tools[:first]):
                folder = folders[tool.name]
                if isinstance(folder, str) or any(cost.ending != "done" for cost in costs[tool.name]):
                    continue
                cost = self._run(tool, folder, export, found)
                costs[tool.name].append(cost)
                self._tell(f"{number + 1}/{runs}  {tool.title:36} {_said(cost)}")
        return [
            Row(tool.name, tool.title, costs[tool.name], found.get(tool.name), tool.note, _missing(folders[tool.name]))
            for tool in tools
        ]

    def _installed(self, tools: Sequence[Tool]) -> Iterator[tuple[str, Path | str]]:
        for tool in tools:
            try:
                self._tell(f"installing {tool.title}") if tool.packages else None
                yield tool.name, install(tool, self._folder / "tools")
            except (InstallError, OSError) as error:
                self._tell(str(error))
                yield tool.name, str(error)

    def _run(self, tool: Tool, folder: Path, export: Path, found: dict[str, Found]) -> Cost:
        out = self._folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        furnish(tool, folder, out)
        log = self._logs / f"{tool.name.replace(' ', '')}.log"
        command, env = command_of(tool, folder, export), environment(tool, folder)
        cost = measure(command, out, log, env, Limits(self._timeout, self._interval, tool.done.encode()))
        if tool.pages and tool.name not in found:
            found[tool.name] = count(out, tool.pages)
        shutil.rmtree(out)
        return cost


def _said(cost: Cost) -> str:
    return f"{cost.wall:8.2f} s {cost.cpu:8.2f} CPU s {cost.peak / 1e6:7.0f} MB  {cost.ending} {cost.why}"


def _missing(folder: Path | str) -> str:
    return folder if isinstance(folder, str) else ""


def count(out: Path, pages: str) -> Found:
    """Count the posts of an export that are found in the pages of an output, and the comments that are found anywhere in it."""
    posts, comments, files = set[bytes](), set[bytes](), 0
    for file in out.glob(pages):
        posts.update(POST.findall(file.read_bytes()))
    for file in out.rglob("*"):
        if file.is_file() and not file.is_symlink() and "node_modules" not in file.parts:
            comments.update(COMMENT.findall(file.read_bytes()))
            files += 1
    return Found(len(posts), len(comments), files)
