"""Comments of a run for comment systems: each page's thread, as deep as a system holds it, under the page's new address."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, Final, TypeAlias
from urllib.parse import quote, urljoin, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.content.transforms.relink import Resolve, Use
from wpmigrate.contract import Comment, Comments, CommentsJob, OutputFile, Post, Record, Site, Streamed, Thread
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.pipeline.neutral import FOLDER as NEUTRAL
from wpmigrate.pipeline.placing import Chosen

Report: TypeAlias = Callable[[Diagnostic], None]

FOLDER: Final = f"{NEUTRAL}/comments"
_MENTIONS: Final = frozenset(("pingback", "trackback"))
_SAFE: Final = "/!$&'()*+,;=:@~-._"
_SLASH: Final = "%2F"
_WHOLE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#")


class System(Struct, frozen=True):
    """A comment system of this run, with its options."""

    name: str
    comments: Comments
    options: Any


class Commenting(Struct, frozen=True):
    """What the threads of a run are written for. `bases` are the addresses of each target's site, without a slash at the end."""

    systems: Sequence[System]
    site: Site
    bases: Mapping[str, str]

    def thread(
        self, one: Chosen, post: Post, url: str, comments: Sequence[Comment], resolve: Resolve, report: Report
    ) -> Iterator[OutputFile | Record]:
        """Yield what each system gets of one page's comments: under its new address, else its old one."""
        if not comments or not self.systems:
            return
        written = [comment for comment in comments if comment.type not in _MENTIONS]
        path = url or post.place.permalink
        no_page = "the page is not published" if post.place.visibility != "published" else ""
        no_page = no_page or ("" if path else "the page has no path of its own")
        lead = resolve if one.target.addresses is not None else _as_it_is
        base = self.bases[one.name]
        whole = cache(partial(_absolute, lead, base, f"{base}{_spelled(path)}"))
        for system in self.systems:
            if no_page:
                _refuse(system, no_page, len(comments), report)
                continue
            if len(written) < len(comments):
                _refuse(system, "links that other sites announced", len(comments) - len(written), report)
            thread = self._thread(system, post, base, path, written, whole, report)
            for part in system.comments.write(thread) if written else ():
                yield _placed(part, system, one)

    def elsewhere(self, comments: Sequence[Comment], report: Report) -> None:
        """Report comments on what has no page of its own on the new site."""
        for system in self.systems if comments else ():
            _refuse(system, "the page of an attachment", len(comments), report)

    def finish(
        self, one: Chosen, records: Callable[[str], Iterator[bytes]], report: Report
    ) -> Iterator[OutputFile | Streamed]:
        """Yield the files that hold the threads of many pages."""
        for system in self.systems:
            own = partial(_of, records, system)
            job = CommentsJob(self.site, self.bases[one.name], system.options, report, own)
            for file in system.comments.finish(job):
                yield replace(file, path=f"{folder_of(system.name, one)}/{file.path}")

    def _thread(
        self,
        system: System,
        post: Post,
        base: str,
        path: str,
        comments: list[Comment],
        resolve: Resolve,
        report: Report,
    ) -> Thread:
        parts = urlsplit(base)
        held, raised = as_deep_as(comments, system.comments.depth)
        if raised:
            report(Diagnostic(Code.REPLIES_RAISED, system.name, raised))
        return Thread(
            site=self.site,
            post=post,
            url=f"{parts.path}{path}",
            address=f"{base}{_spelled(path)}",
            comments=held,
            options=system.options,
            report=report,
            resolve=resolve,
        )


def _absolute(resolve: Resolve, base: str, page: str, url: str, use: Use) -> str:
    """Answer the whole address that a link of a comment leads to on the new site."""
    led = resolve(url, use)
    if not led or _WHOLE.match(led):
        return led
    below = led.startswith("/") and resolve is not _as_it_is  # an old address begins at its host, a new one at its site
    return f"{base}{led}" if below else urljoin(page, led)


def _as_it_is(url: str, _: Use) -> str:
    """Leave an address of the old site, where the new one has none."""
    return url


def _spelled(path: str) -> str:
    """Spell a decoded path as a browser sends it; a slash that was escaped stays so."""
    return _SLASH.join(quote(part, safe=_SAFE) for part in path.split(_SLASH))


def folder_of(system: str, one: Chosen) -> str:
    """Answer the folder of a system's files, for one target of the run."""
    return f"{FOLDER}/{one.prefix}{system}"


def as_deep_as(comments: Sequence[Comment], depth: int | None) -> tuple[list[Comment], int]:
    """Hang replies that are too deep on the last comment above them that is not, and count all that moved.

    Every parent is one of the comments before it afterwards: a reply to what is left out is a root.
    """
    found: dict[int, Comment] = {}
    raised = 0
    for comment in comments:
        parent = found.get(comment.parent) if comment.parent is not None else None
        level = parent.depth + 1 if parent is not None else 0
        while parent is not None and depth is not None and level > depth:
            parent = found.get(parent.parent) if parent.parent is not None else None
            level = parent.depth + 1 if parent is not None else 0
        number = parent.id if parent is not None else None
        raised += number != comment.parent
        found[comment.id] = replace(comment, parent=number, depth=level)
    return list(found.values()), raised


def _refuse(system: System, why: str, count: int, report: Report) -> None:
    report(Diagnostic(Code.COMMENTS_NOT_HELD, f"{system.name}: {why}", count))


def _placed(part: OutputFile | Record, system: System, one: Chosen) -> OutputFile | Record:
    if isinstance(part, Record):
        return Record(_stream(system, part.stream), part.content)
    return OutputFile(f"{folder_of(system.name, one)}/{part.path}", part.content)


def _of(records: Callable[[str], Iterator[bytes]], system: System, stream: str) -> Iterator[bytes]:
    return records(_stream(system, stream))


def _stream(system: System, stream: str) -> str:
    return f"comments {system.name} {stream}"
