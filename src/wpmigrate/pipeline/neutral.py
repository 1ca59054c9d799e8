"""The neutral JSON of every run, under `_wpmigrate/`: what was written, for any platform, and nothing that is kept out.

Big collections are JSON Lines and stream to a spool; small ones are JSON. `TYPES` names the record of each file.
"""

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, Self

import msgspec

from wpmigrate.contract import OutputFile
from wpmigrate.model import Attachment, Author, Comment, Menu, Post, Site, Term
from wpmigrate.output.apply import Output
from wpmigrate.output.plan import PlannedFile
from wpmigrate.output.spool import Spool, json_line

FOLDER = "_wpmigrate"
LINES = frozenset(("posts", "comments", "attachments", "ledger"))


class WrittenPost(Post, frozen=True, omit_defaults=True, kw_only=True):
    """A post and the file that holds its body: `path`, or `paths` by target when there are several."""

    path: str = ""
    paths: dict[str, str] = msgspec.field(default_factory=dict)


TYPES: dict[str, Any] = {
    "site": Site,
    "authors": list[Author],
    "terms": list[Term],
    "menus": list[Menu],
    "posts": WrittenPost,
    "comments": Comment,
    "attachments": Attachment,
}


def path_of(name: str) -> str:
    """Answer where the collection `name` lies in the output folder."""
    return f"{FOLDER}/{name}.{'jsonl' if name in LINES else 'json'}"


def written_post(post: bytes, paths: dict[str, str]) -> bytes:
    """Join the line of a post with where it was written."""
    where = {"path": next(iter(paths.values()))} if len(paths) == 1 else {"paths": paths}
    return post[:-1] + b"," + json_line(where)[1:]


class Neutral:
    """The JSON Lines of one run: opened in pass 2, put into the output at its end."""

    def __init__(self) -> None:
        self._spools = {name: Spool() for name in ("posts", "comments", "attachments")}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for spool in self._spools.values():
            spool.close()

    def add(self, name: str, records: Iterable[Any]) -> None:
        """Append records to one of the JSON Lines files."""
        for record in records:
            self._spools[name].write(record)

    def add_lines(self, name: str, lines: Iterable[bytes]) -> None:
        """Append records that are JSON already."""
        for line in lines:
            self._spools[name].write_line(line)

    def finish(self, output: Output, small: dict[str, Any]) -> Iterator[PlannedFile]:
        """Put every file into the output: the small collections by name, and the spools; answer what became of each."""
        for name, value in small.items():
            content = msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
            yield output.put(OutputFile(path_of(name), content))
        for name, spool in self._spools.items():
            yield output.put_spool(path_of(name), spool)
