"""The media of a run: every used upload, from where a person has it or from the old site to where the pages point."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from wpmigrate.config import Options
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.media.asking import Fetched, FetchOptions, Wanted
from wpmigrate.media.gather import Outcome, gather
from wpmigrate.media.uploads import Uploads, open_uploads
from wpmigrate.media.uses import Used, Uses
from wpmigrate.output.plan import PlannedFile
from wpmigrate.output.state import FOLDER
from wpmigrate.pipeline.linking import UPLOADS
from wpmigrate.pipeline.placing import Chosen
from wpmigrate.pipeline.profiling import MEDIA
from wpmigrate.pipeline.reading import Progress
from wpmigrate.pipeline.writing import Writing
from wpmigrate.site.permalinks import absolute


@MEDIA
def bring_media(options: Options, uses: Uses, writing: Writing, progress: Progress) -> None:
    """Write every used upload for every target, and settle each: those at hand first, the rest downloaded where asked."""
    for number, used in enumerate(uses):
        writing.ledger.saw("media", used.upload, used.kind, order=number)
    if options.media == "link":
        _leave(uses, writing)
        return
    with _stored(options.uploads) as stored:
        if options.media == "download":
            _download(_gather_some(uses, stored, writing), options, writing, progress)
        elif stored is not None:
            _gather(uses, stored, writing)


@contextmanager
def _stored(paths: Sequence[str]) -> Iterator[Uploads | None]:
    if not paths:
        yield None
        return
    with open_uploads(paths) as stored:
        yield stored


def _leave(uses: Iterable[Used], writing: Writing) -> None:
    for used in uses:
        writing.ledger.settle("media", used.upload, "skipped", reason="left-to-you")


def _gather_some(uses: Iterable[Used], stored: Uploads | None, writing: Writing) -> Sequence[Used]:
    """Bring what is at hand, and answer the rest."""
    at_hand: list[Used] = []
    rest: list[Used] = []
    for used in uses:
        (at_hand if stored is not None and stored.find(used.upload) else rest).append(used)
    if stored is not None:
        _gather(at_hand, stored, writing)
    return rest


def _gather(uses: Iterable[Used], stored: Uploads, writing: Writing) -> None:
    for number, one in enumerate(writing.around.chosen.values()):
        settle = _settle(writing, first=number == 0)
        gather(uses, stored, writing.met.names, _putting(one, writing), _reporting(writing), settle)


def _putting(one: Chosen, writing: Writing) -> Callable[[str, Callable[[], BinaryIO]], PlannedFile]:
    folder = _folder(one)
    return lambda path, open_stream: writing.output.put_stream(f"{folder}{path}", open_stream)


def _folder(one: Chosen) -> str:
    where = one.target.addresses
    return f"{one.prefix}{where.uploads if where else UPLOADS}/"


def _reporting(writing: Writing) -> Callable[[Used, Diagnostic], None]:
    return lambda used, diagnostic: writing.ledger.degrade("media", used.upload, diagnostic)


def _settle(writing: Writing, *, first: bool) -> Callable[[str, Outcome, str, str], None]:
    """Settle each upload once: with several targets by what became of it for the first."""

    def settle(upload: str, outcome: Outcome, path: str, reason: str) -> None:
        if first:
            writing.ledger.settle("media", upload, outcome, path=path, reason=reason)

    return settle


# --- downloads ----------------------------------------------------------------------------------------------------


def _download(uses: Sequence[Used], options: Options, writing: Writing, progress: Progress) -> None:
    """Fetch what nobody has at hand; a run that is stopped keeps what came."""
    from wpmigrate.media.fetch import Fetcher  # noqa: PLC0415 - runs without downloads must not wait for urllib3

    site = writing.around.index.site().url
    users = {used.upload: used for used in uses}
    wanted = [Wanted(absolute(used.url, site), used.upload) for used in users.values()]
    asked = FetchOptions(
        folder=options.output / FOLDER / "downloads",
        standing=lambda one: _standing(one, options, writing),
        allow_hosts=options.allow_hosts,
        retry_failed=options.retry_failed,
        offline=options.dry_run,
        progress=lambda told: progress("Downloading", told.done, told.total or len(wanted)),
    )
    with Fetcher(asked) as fetcher:
        for got in fetcher.fetch_all(wanted):
            _bring(users[got.wanted.upload], got, writing)
            if got.path is not None and got.outcome == "fetched":
                writing.output.flush()
                fetcher.drop(got)
        if fetcher.interrupted:
            raise KeyboardInterrupt


def _standing(one: Wanted, options: Options, writing: Writing) -> Path | None:
    """Answer where an earlier run has put a file."""
    first = next(iter(writing.around.chosen.values()))
    path = options.output / f"{_folder(first)}{writing.met.names.place(one.upload)}"
    return path if path.is_file() else None


def _bring(used: Used, got: Fetched, writing: Writing) -> None:
    if got.path is None:
        outcome: Outcome = "skipped" if got.outcome == "not-tried" else "failed"
        if outcome == "failed":
            detail = f"{used.upload} ({got.reason}), first used by {', '.join(used.users[:1])}"
            writing.ledger.degrade("media", used.upload, Diagnostic(Code.MEDIA_NOT_FETCHED, detail))
        writing.ledger.settle("media", used.upload, outcome, reason=got.reason)
        return
    name = writing.met.names.place(used.upload)
    planned = [_putting(one, writing)(name, got.open) for one in writing.around.chosen.values()]
    writing.ledger.settle("media", used.upload, "written", path=planned[0].path)
