"""Pass 2, the pure half: one item in, and what has become of it out, for whoever writes it."""

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias

from msgspec import structs

from wpmigrate.contract import OtherJob, OutputFile, Post, Record, leave_others
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.faults import is_of_the_machine
from wpmigrate.media.naming import Names
from wpmigrate.output.spool import json_line
from wpmigrate.pipeline.converting import Converted, Surroundings, convert_item
from wpmigrate.pipeline.linking import Met
from wpmigrate.pipeline.neutral import path_of
from wpmigrate.pipeline.parcels import Kind, Parcel, Part, Proven, Shown, Told, Use
from wpmigrate.pipeline.placing import Chosen
from wpmigrate.pipeline.profiling import PACK
from wpmigrate.pipeline.reading import Reading
from wpmigrate.render.fidelity import Proof
from wpmigrate.report.collected import packed
from wpmigrate.site.public_record import other_record
from wpmigrate.site.selection import Decision
from wpmigrate.site.threads import Threads, thread_comments
from wpmigrate.source.repair import Repair
from wpmigrate.wxr.items import ReadItem
from wpmigrate.wxr.records import ItemRecord

Report: TypeAlias = Callable[[Diagnostic], None]

_COMMENT_TYPES: Final = frozenset(("comment", "pingback", "trackback", "note", "review", "order_note"))
_SILENT: Final = ReadItem(ItemRecord())
_ELSEWHERE: Final = {"attachment": "attachments", "menu": "menus"}


@PACK
def pack(decision: Decision, read: ReadItem, around: Surroundings, names: Names | None = None) -> Parcel:
    """Convert one item for every target of the run. `names` are those that uploads have already been given.

    Without them each upload gets the name it would have alone: who joins the parcels looks whether that holds.
    """
    repairs, found = read.repairs, read.diagnostics
    if decision.outcome == "skip":  # not a word of what is kept out, be it the name of an element
        repairs = tuple(structs.replace(one, detail="") for one in repairs)
        found = tuple(structs.replace(one, detail="") for one in found)
    told = [*map(mended, repairs), *found]
    if read.item is None:
        became: dict[str, Any] = {"became": "failed", "reason": read.diagnostics[0].code.slug}
    elif decision.outcome == "post":
        became = _post(read.item, decision, around, names or Names(), told)
    else:
        became = _other(read.item, decision, around, told.append)
    return _parcel(decision, told, repairs, became)


def pack_again(decision: Decision, reading: Reading, around: Surroundings, names: Names | None = None) -> Parcel:
    """Read one item once more, if there is anything to learn from it, and convert it."""
    silent = decision.mute and decision.outcome != "post" and not _asking(around)
    return pack(decision, _SILENT if silent else reading.again(decision), around, names)


def pack_lost(decision: Decision, read: ReadItem, found: Diagnostic) -> Parcel:
    """Account for an item that nobody lives to convert."""
    told = [*map(mended, read.repairs), *read.diagnostics, found]
    became: dict[str, Any] = {"became": "failed", "reason": found.code.slug}
    if read.item is not None:
        became["skipped"] = _kept_out(read.item, "post-failed")
    return _parcel(decision, told, read.repairs, became)


def mended(repair: Repair) -> Diagnostic:
    """Answer a repair as what it is to its item."""
    return Diagnostic(Code.of(repair.code), repair.detail, repair.count)


def _parcel(
    decision: Decision, told: Iterable[Diagnostic], repairs: tuple[Repair, ...], became: dict[str, Any]
) -> Parcel:
    facts = tuple(Told(one.code.name, one.detail, one.count) for one in told)
    return Parcel(decision.ordinal, decision.key, decision.type, facts, repairs, **became)


def _post(
    item: ItemRecord, decision: Decision, around: Surroundings, names: Names, told: list[Diagnostic]
) -> dict[str, Any]:
    paths = around.placing.paths(decision.ordinal)
    if not paths:
        return {"became": "skipped", "reason": "not-held", "skipped": _kept_out(item, "not-held")}
    uses: dict[tuple[str, str, Kind, str], None] = {}
    met = Met(lambda *use: uses.setdefault(use), names)
    try:
        converted = convert_item(item, decision, paths, around, met)
        became = _converted(converted)
    except Exception as error:
        if is_of_the_machine(error):
            raise
        told.append(Diagnostic(Code.HANDLER_FAILED, f"{type(error).__name__}: {error}"[:200]))
        return {"became": "failed", "reason": "conversion-failed", "skipped": _kept_out(item, "post-failed")}
    told += converted.diagnostics
    return became | {"uses": tuple(Use(*use, names.place(use[0])) for use in uses)}


def _converted(converted: Converted) -> dict[str, Any]:
    return {
        "became": "converted",
        "parts": {name: tuple(map(_part, files)) for name, files in converted.files.items()},
        "proofs": {name: _proven(proof) for name, proof in converted.proofs.items()},
        "post": json_line(converted.post),
        "view": packed(converted.view) if converted.view is not None else b"",
        "blocks": dict(converted.blocks),
        "lead": _lead(converted.post),
        "pages": _pages(converted),
        "met": converted.met,
        "shortcodes": tuple((use.name, use.outcome) for use in converted.shortcodes),
        **_comments(converted.threads),
    }


def _lead(post: Post) -> tuple[str, str] | None:
    """Answer an item's own address and where it leads, if a plugin says that it does."""
    if post.seo is None or not post.seo.redirect or not post.place.permalink:
        return None
    return post.place.permalink, post.seo.redirect


def _pages(converted: Converted) -> tuple[str, int] | None:
    """Answer the address of an item whose second page stood at `/address/2/`, and the number of its pages."""
    place = converted.post.place
    shown = converted.breaks and place.visibility == "published" and place.permalink
    return (place.permalink, converted.breaks + 1) if shown else None


def _part(made: OutputFile | Record) -> Part:
    if isinstance(made, Record):
        return Part(made.stream, made.content, is_record=True)
    return Part(made.path, made.content)


def _proven(proof: Proof) -> Proven:
    return Proven(proof.score, proof.whole, proof.words, proof.kept)


def _comments(threads: Threads) -> dict[str, Any]:
    return {
        "shown": tuple(Shown(str(comment.id), comment.type, json_line(comment)) for comment in threads.shown),
        "skipped": tuple((number, _known(kind), reason) for number, kind, reason in threads.skipped),
    }


def _kept_out(item: ItemRecord, reason: str) -> tuple[tuple[str, str, str], ...]:
    why = reason if "post" in reason else f"post-{reason}"
    return tuple((str(comment.id), _known(comment.type), why) for comment in item.comments)


def _other(item: ItemRecord, decision: Decision, around: Surroundings, report: Report) -> dict[str, Any]:
    offered = {"parts": _offer(item, decision, around)}
    home = _ELSEWHERE.get(decision.outcome)
    if home is None:
        kept_out = _kept_out(item, decision.reason)
        return {"became": "skipped", "reason": decision.reason, "skipped": kept_out, **offered}
    threads = thread_comments(item, around.index, around.site_options, report)
    around.commenting.elsewhere(threads.shown, report)
    return {"became": "written", "path": path_of(home), **_comments(threads), **offered}


def _offer(item: ItemRecord, decision: Decision, around: Surroundings) -> dict[str, tuple[Part, ...]]:
    """Offer what is no page to the targets that have a use for it: media files, menus, and blocks that bodies share."""
    asking = _asking(around)
    offered = other_record(item, decision, around.index) if asking else None
    if offered is None:
        return {}
    record, attachment = offered
    jobs = ((name, one, OtherJob(around.index.site(), record, attachment, one.options)) for name, one in asking)
    made = ((name, tuple(map(_part, one.target.other(job)))) for name, one, job in jobs)
    return {name: parts for name, parts in made if parts}


def _asking(around: Surroundings) -> list[tuple[str, Chosen]]:
    return [(name, one) for name, one in around.chosen.items() if one.target.other is not leave_others]


def _known(kind: str) -> str:
    """Answer the type of a comment that is kept out: a word of WordPress's, never one of the comment's own."""
    return kind if kind in _COMMENT_TYPES else "comment"
