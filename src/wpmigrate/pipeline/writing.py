"""Pass 2, the effects: every item in export order to the output and into the ledger, then the files of the site."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from math import floor
from typing import Any

from msgspec import Struct, structs

from wpmigrate.contract import Capabilities, OtherJob, OutputFile, Post, Record, Redirects, SiteJob, Streamed
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.errors import WpmigrateError
from wpmigrate.model import Comment
from wpmigrate.output.apply import Output
from wpmigrate.output.ledger import Ledger
from wpmigrate.output.parts import stream_of
from wpmigrate.output.plan import PlannedFile
from wpmigrate.output.records import Records
from wpmigrate.output.rows import Fidelity
from wpmigrate.pipeline.converting import Converted, Surroundings, convert_item
from wpmigrate.pipeline.keys import CommentKeys
from wpmigrate.pipeline.linking import Standing
from wpmigrate.pipeline.neutral import Neutral, path_of, written_post
from wpmigrate.pipeline.placing import Placing, not_held
from wpmigrate.pipeline.reading import Progress, Reading, items
from wpmigrate.pipeline.redirecting import redirect_files, rules_of
from wpmigrate.render.fidelity import Proof
from wpmigrate.site.public_record import other_record
from wpmigrate.site.selection import Decision
from wpmigrate.site.threads import thread_comments
from wpmigrate.wxr.items import ReadItem
from wpmigrate.wxr.records import ItemRecord, Repair

_STATES = {"edited": Code.EDITED_FILE_KEPT, "foreign": Code.FOREIGN_FILE_KEPT}
_UNPLACEABLE = frozenset(("clash", "name-too-long"))
_LONGEST_DETAIL = 200
_COMMENT_TYPES = frozenset(("comment", "pingback", "trackback", "note", "review", "order_note"))
_ELSEWHERE = {"attachment": "attachments", "menu": "menus"}


class FoundRepair(Struct, frozen=True):
    """A repair and the input and item it was made in."""

    repair: Repair
    input: str
    item: str


class Writing:
    """One run's second pass: state that outlives a call is what the ledger, the output and the neutral JSON hold."""

    def __init__(
        self,
        reading: Reading,
        placing: Placing,
        around: Surroundings,
        output: Output,
        ledger: Ledger,
        neutral: Neutral,
    ) -> None:
        self.reading = reading
        self.placing = placing
        self.around = around
        self.output = output
        self.ledger = ledger
        self.neutral = neutral
        self.repairs: list[FoundRepair] = []
        self.fidelity = Fidelity()
        self._comment_keys = CommentKeys()
        self._records = Records()
        self._with_html = 0
        self._leads: list[tuple[str, str]] = []

    def close(self) -> None:
        """Let go of the scratch database and of what waits in spools."""
        self._comment_keys.close()
        self._records.close()

    def items(self, progress: Progress) -> None:
        """Write every item, its comments and its shortcodes, or say why not."""
        total = self.reading.counts["item"]
        for decision, read in items(self.reading):
            self.ledger.saw("item", decision.key, decision.type, order=decision.ordinal)
            self._found(decision, read)
            if read.item is None:
                self.ledger.settle("item", decision.key, "failed", reason=read.diagnostics[0].code.slug)
            elif decision.outcome == "post":
                self._post(read.item, decision)
            else:
                self._other(read.item, decision)
            progress("Writing", decision.ordinal, total)

    def _found(self, decision: Decision, read: ReadItem) -> None:
        repairs, found = read.repairs, read.diagnostics
        if decision.outcome == "skip":  # not a word of what is kept out, be it the name of an element
            repairs = tuple(structs.replace(one, detail="") for one in repairs)
            found = tuple(structs.replace(one, detail="") for one in found)
        if repairs:
            name = self.reading.input_of(decision.ordinal)
            self.repairs += [FoundRepair(repair, name, decision.key) for repair in repairs]
        self._degrade("item", decision.key, (*map(_mended, repairs), *found))

    def _post(self, item: ItemRecord, decision: Decision) -> None:
        paths = self.placing.paths(decision.ordinal)
        if not paths:
            self.ledger.settle("item", decision.key, "skipped", reason="not-held")
            self._comments_kept_out(item, decision, "not-held")
            return
        try:
            converted = convert_item(item, decision, paths, self.around)
        except Exception as error:  # noqa: BLE001 - one bad item never stops a run; it is counted and named
            self._degrade(
                "item", decision.key, [Diagnostic(Code.HANDLER_FAILED, f"{type(error).__name__}: {error}"[:200])]
            )
            self.ledger.settle("item", decision.key, "failed", reason="conversion-failed")
            self._comments_kept_out(item, decision, "post-failed")
            return
        self._converted(converted, decision)

    def _converted(self, converted: Converted, decision: Decision) -> None:
        self._degrade("item", decision.key, converted.diagnostics)
        self._with_html += any(one.code is Code.RAW_HTML for one in converted.diagnostics)
        report = self._reporter(decision.key)
        written: dict[str, str] = {}
        unplaced = False
        for name, files in converted.files.items():
            one = self.around.chosen[name]
            if not one.target.bodies:
                self._others(name, files, report)
                continue
            own = None if one.target.into else files[0]
            planned = self._put(own, report) if isinstance(own, OutputFile) else None
            unplaced = unplaced or (own is not None and planned is None)
            if own is None or (planned is not None and planned.action != "foreign"):
                written[name] = planned.path if planned is not None else f"{one.prefix}{one.target.into}"
                self._others(name, files if own is None else files[1:], report)
        asked = any(self.around.chosen[name].target.bodies for name in converted.files)
        why = "path-taken" if asked else "not-asked"
        if not written and unplaced:
            self.ledger.settle("item", decision.key, "failed", reason=Code.UNPLACED.slug)
        elif not written:
            self.ledger.settle("item", decision.key, "skipped", reason=why)
        else:
            proofs = [converted.proofs[name] for name in written if name in converted.proofs]
            self.fidelity = _added(self.fidelity, proofs)
            self.ledger.settle("item", decision.key, "written", fidelity=_lowest(proofs), **_where(written))
            self.neutral.add("posts", [written_post(converted.post, written)])
            self._lead(converted.post)
        self._shortcodes(converted, decision, written)
        shown = bool(written) or not asked
        self._threads(converted.threads.shown, converted.threads.skipped, decision, written=shown)

    def _lead(self, post: Post) -> None:
        """Note where an item's own address leads, if a plugin says that it does."""
        if post.seo is not None and post.seo.redirect and post.place.permalink:
            self._leads.append((post.place.permalink, post.seo.redirect))

    def _others(self, target: str, files: Iterable[OutputFile | Record], report: Callable[[Diagnostic], None]) -> None:
        for file in files:
            if isinstance(file, OutputFile):
                self._put(file, report)
            else:
                self._records.add(f"{target} {file.stream}", file.content)

    def _other(self, item: ItemRecord, decision: Decision) -> None:
        self._offer(item, decision)
        home = _ELSEWHERE.get(decision.outcome)
        if home is None:
            self.ledger.settle("item", decision.key, "skipped", reason=decision.reason)
            self._comments_kept_out(item, decision, decision.reason)
            return
        self.ledger.settle("item", decision.key, "written", path=path_of(home))
        threads = thread_comments(item, self.around.index, self.around.site_options, self._reporter(decision.key))
        self.around.commenting.elsewhere(threads.shown, self._reporter(decision.key))
        self._threads(threads.shown, threads.skipped, decision, written=True)

    def _offer(self, item: ItemRecord, decision: Decision) -> None:
        """Offer what is no page to the targets that have a use for it: media files, menus, and blocks that bodies share."""
        offered = other_record(item, decision, self.around.index)
        if offered is None:
            return
        record, attachment = offered
        for name, one in self.around.chosen.items():
            job = OtherJob(self.around.index.site(), record, attachment, one.options)
            self._others(name, one.target.other(job), self._reporter(decision.key))

    def _threads(
        self, shown: Sequence[Comment], skipped: Iterable[tuple[str, str, str]], decision: Decision, *, written: bool
    ) -> None:
        for comment in shown:
            key = self._saw_comment(str(comment.id), comment.type, decision)
            if written:
                self.ledger.settle("comment", key, "written", path=path_of("comments"))
            else:
                self.ledger.settle("comment", key, "skipped", reason="path-taken")
        if written:
            self.neutral.add("comments", shown)
        for number, kind, reason in skipped:
            self.ledger.settle("comment", self._saw_comment(number, _known(kind), decision), "skipped", reason=reason)

    def _comments_kept_out(self, item: ItemRecord, decision: Decision, reason: str) -> None:
        for comment in item.comments:
            key = self._saw_comment(str(comment.id), _known(comment.type), decision)
            self.ledger.settle("comment", key, "skipped", reason=f"post-{reason}" if "post" not in reason else reason)

    def _saw_comment(self, number: str, kind: str, decision: Decision) -> str:
        key = self._comment_keys.key(number, decision.key)
        self.ledger.saw("comment", key, kind, order=decision.ordinal)
        return key

    def _shortcodes(self, converted: Converted, decision: Decision, written: dict[str, str]) -> None:
        for number, use in enumerate(converted.shortcodes, 1):
            key = f"{decision.key}/{number}"
            self.ledger.saw("shortcode", key, use.name, order=decision.ordinal)
            if written and use.outcome != "stripped":
                kept = "" if use.outcome == "written" else use.outcome
                self.ledger.settle("shortcode", key, "written", reason=kept, **_where(written))
            else:
                self.ledger.settle("shortcode", key, "skipped", reason=use.outcome if written else "path-taken")

    def site(self, *, scaffold: bool) -> None:
        """Write the files of the site as a whole: each target's, then the neutral JSON; settle terms, authors, documents."""
        index = self.around.index
        for kind, thing, diagnostic in index.diagnostics():
            if kind == "item":
                self._degrade(kind, thing, [diagnostic])
        self._settle_small()
        self._documents()
        for name, one in self.around.chosen.items():
            job = SiteJob(
                site=index.site(),
                authors=index.authors(),
                terms=index.terms(),
                menus=index.menus() if one.target.holds.menus else (),
                items=lambda name=name: self.placing.placed(name),  # type: ignore[misc]
                attachments=index.attachments,
                options=one.options,
                report=self._reporter_of_site,
                resolve=self.around.linking.resolve(Standing(name), self._reporter_of_site),
                records=self._reader(name),
                base=self.around.commenting.base,
                internal=index.internal_terms(),
            )
            self._not_held(name, one.target.holds)
            if one.target.setting and self._with_html and not scaffold:
                self._reporter_of_site(
                    Diagnostic(Code.SETTING_NEEDED, f"{name}: {one.target.setting}", self._with_html)
                )
            for file in chain(one.target.site(job), one.target.scaffold(job) if scaffold else ()):
                self._put(OutputFile(one.prefix + file.path, file.content), self._reporter_of_site)
        self.neutral.add("attachments", index.attachments())
        small = {"site": index.site(), "authors": index.authors(), "terms": index.terms(), "menus": index.menus()}
        for planned in self.neutral.finish(self.output, small):
            self._report_kept(planned, self._reporter_of_site)

    def comments(self) -> None:
        """Write the files of comment systems that hold the threads of many pages, for each target."""
        for name, one in self.around.chosen.items():
            for file in self.around.commenting.finish(one, self._reader(name), self._reporter_of_site):
                self._put(file, self._reporter_of_site)

    def _reader(self, target: str) -> Callable[[str], Iterator[bytes]]:
        return lambda stream: self._records.read(f"{target} {stream}")

    def redirects(self, formats: Mapping[str, Redirects]) -> None:
        """Write the redirects of each target in each format, once it is known which media are used."""
        around, report = self.around, self._reporter_of_site
        for target, one in around.chosen.items() if formats else ():
            if one.target.addresses is None:
                report(Diagnostic(Code.NOT_HELD, f"{target}: redirects, as its pages have no addresses of their own"))
                continue
            rules = rules_of(around.index, around.linking, around.placing, target, report, self._leads)
            for file in redirect_files(formats, one, rules, report):
                self._put(file, report)

    def _settle_small(self) -> None:
        index = self.around.index
        for order, author in enumerate(index.authors()):
            self.ledger.saw("author", author.login, "placeholder" if author.placeholder else "author", order=order)
            self.ledger.settle("author", author.login, "written", path=path_of("authors"))
        for order, author in enumerate(index.merged_authors(), len(index.authors())):
            self.ledger.saw("author", author.login, "placeholder" if author.placeholder else "author", order=order)
            self.ledger.settle("author", author.login, "skipped", reason="merged")
        for order, term in enumerate(index.terms()):
            key = f"{term.taxonomy}/{term.slug}"
            self.ledger.saw("term", key, term.taxonomy, order=order)
            self.ledger.settle("term", key, "written", path=path_of("terms"))
        for order, term in enumerate(index.internal_terms()):
            if term.taxonomy != "nav_menu":
                key = f"{term.taxonomy}/{term.slug}"
                self.ledger.saw("term", key, term.taxonomy, order=order)
                self.ledger.settle("term", key, "skipped", reason="internal-taxonomy")
        for order, menu in enumerate(index.menus()):
            self.ledger.saw("menu", menu.slug, "menu", order=order)
            self.ledger.settle("menu", menu.slug, "written", path=path_of("menus"))
        for kind, thing, diagnostic in index.diagnostics():
            if kind != "item":
                self._degrade(kind, thing, [diagnostic])

    def _documents(self) -> None:
        for number, head in self.reading.heads.items():
            key = str(number)
            self.ledger.saw("document", key, f"wxr {head.channel.wxr_version or 'without version'}", order=number)
            self.ledger.settle("document", key, "written", path=path_of("site"))
            self.repairs += [FoundRepair(r, self.reading.input_of_document(number), "") for r in head.repairs]
            self._degrade("document", key, (*map(_mended, head.repairs), *head.diagnostics))
        for found in self.reading.source.repairs:
            self.repairs.append(FoundRepair(found.repair, found.name, ""))
            documents = [number for number, file in self.reading.files.items() if file == found.file]
            self._degrade("document", str(min(documents, default=0)), [_mended(found.repair)])

    def _not_held(self, target: str, capabilities: Capabilities) -> None:
        for what, count in not_held(capabilities, self.around.index, self.reading.counts["comment"]):
            self._reporter_of_site(Diagnostic(Code.NOT_HELD, f"{target}: {what}", count))

    def _put(self, file: OutputFile | Streamed, report: Callable[[Diagnostic], None]) -> PlannedFile | None:
        """Put one file, and tell `report` when it is not written; None when there is no place for it at all."""
        try:
            if isinstance(file, Streamed):
                planned = self.output.put_stream(file.path, partial(stream_of, file.parts))
            else:
                planned = self.output.put(file)
        except WpmigrateError as error:
            if error.code not in _UNPLACEABLE:
                raise
            report(Diagnostic(Code.UNPLACED, file.path[:_LONGEST_DETAIL]))
            return None
        self._report_kept(planned, report)
        return planned

    @staticmethod
    def _report_kept(planned: PlannedFile, report: Callable[[Diagnostic], None]) -> None:
        if planned.action in _STATES:
            report(Diagnostic(_STATES[planned.action], planned.path))

    def _reporter_of_site(self, diagnostic: Diagnostic) -> None:
        self._degrade("document", str(min(self.reading.heads)), [diagnostic])

    def _reporter(self, key: str) -> Callable[[Diagnostic], None]:
        return lambda diagnostic: self._degrade("item", key, [diagnostic])

    def _degrade(self, kind: str, key: str, diagnostics: Iterable[Diagnostic]) -> None:
        for diagnostic in diagnostics:
            self.ledger.degrade(kind, key, diagnostic)


def _added(total: Fidelity, proofs: Iterable[Proof]) -> Fidelity:
    for proof in proofs:
        total = Fidelity(
            total.bodies + 1, total.whole + proof.whole, total.words + proof.words, total.kept + proof.kept
        )
    return total


def _lowest(proofs: Sequence[Proof]) -> float | None:
    """Answer the lowest score, rounded down, so that only a whole body has 1."""
    return floor(min(proof.score for proof in proofs) * 10_000) / 10_000 if proofs else None


def _mended(repair: Repair) -> Diagnostic:
    return Diagnostic(Code.of(repair.code), repair.detail, repair.count)


def _where(written: dict[str, str]) -> dict[str, Any]:
    return {"path": next(iter(written.values()))} if len(written) == 1 else {"paths": written}


def _known(kind: str) -> str:
    """Answer the type of a comment that is kept out: a word of WordPress's, never one of the comment's own."""
    return kind if kind in _COMMENT_TYPES else "comment"
