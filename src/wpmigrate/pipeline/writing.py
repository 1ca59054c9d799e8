"""Pass 2, the effects: every item in export order to the output and into the ledger, then the files of the site."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from math import floor
from typing import Any

from msgspec import Struct

from wpmigrate.contract import Capabilities, OutputFile, Redirects, SiteJob, Streamed
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.errors import WpmigrateError
from wpmigrate.media.naming import Names
from wpmigrate.media.uses import Uses
from wpmigrate.output.apply import Output
from wpmigrate.output.ledger import Ledger
from wpmigrate.output.parts import stream_of
from wpmigrate.output.plan import PlannedFile
from wpmigrate.output.records import Records
from wpmigrate.output.rows import Fidelity
from wpmigrate.pipeline.converting import Surroundings, as_options
from wpmigrate.pipeline.keys import CommentKeys
from wpmigrate.pipeline.linking import Met, Standing
from wpmigrate.pipeline.neutral import Neutral, path_of, written_post
from wpmigrate.pipeline.packing import mended, pack_again
from wpmigrate.pipeline.parcels import Parcel, Part, Proven
from wpmigrate.pipeline.placing import Chosen, Placing, not_held
from wpmigrate.pipeline.profiling import FILES, LEDGER, SITE
from wpmigrate.pipeline.reading import Progress, Reading
from wpmigrate.pipeline.redirecting import Told, redirect_files, rules_of
from wpmigrate.report.collected import Collected
from wpmigrate.wxr.records import Repair

_STATES = {"edited": Code.EDITED_FILE_KEPT, "foreign": Code.FOREIGN_FILE_KEPT}
_UNPLACEABLE = frozenset(("clash", "name-too-long"))
_LONGEST_DETAIL = 200
_RAW_HTML = Code.RAW_HTML.name


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
        uses: Uses,
        collected: Collected | None = None,
    ) -> None:
        self.reading = reading
        self.placing = placing
        self.around = around
        self.output = output
        self.ledger = ledger
        self.neutral = neutral
        self.uses = uses
        self.collected = collected
        self.met = Met(uses.add, Names())
        self.repairs: list[FoundRepair] = []
        self.fidelity = Fidelity()
        self._comment_keys = CommentKeys()
        self._records = Records()
        self._with_html = 0
        self._leads: list[tuple[str, str]] = []
        self._pages: list[tuple[str, int]] = []

    def close(self) -> None:
        """Let go of the scratch database and of what waits in spools."""
        self._comment_keys.close()
        self._records.close()

    def items(self, parcels: Iterable[Parcel], progress: Progress) -> None:
        """Write every item, its comments and its shortcodes, or say why not."""
        total = self.reading.counts["item"]
        missing = dict.fromkeys(as_options((rule.name for rule in self.around.fields), self.around.only))
        for parcel in parcels:
            for option in parcel.met:
                missing.pop(option, None)
            self._item(parcel if self._named(parcel) else self._again(parcel))
            progress("Writing", min(parcel.ordinal, total), total)
        for option in missing:
            self._reporter_of_site(Diagnostic(Code.FILTER_MET_NOTHING, option))

    def _named(self, parcel: Parcel) -> bool:
        """Say whether its uploads have the names that they have in this run, in which the first of two keeps its own."""
        return all(self.met.names.place(use.upload) == use.name for use in parcel.uses)

    def _again(self, parcel: Parcel) -> Parcel:
        decision = next(self.around.index.decisions(parcel.ordinal, parcel.ordinal))
        return pack_again(decision, self.reading, self.around, self.met.names)

    @LEDGER
    def _item(self, parcel: Parcel) -> None:
        key = parcel.key
        self.ledger.saw("item", key, parcel.type, order=parcel.ordinal)
        if parcel.repairs:
            name = self.reading.input_of(parcel.ordinal)
            self.repairs += [FoundRepair(repair, name, key) for repair in parcel.repairs]
        self._degrade("item", key, (told.diagnostic() for told in parcel.told))
        for use in parcel.uses:
            self.met.add(use.upload, use.url, use.kind, use.key)
        if parcel.became == "converted":
            self._converted(parcel)
            return
        self.ledger.settle("item", key, parcel.became, path=parcel.path, reason=parcel.reason)
        for name, parts in parcel.parts.items():
            self._others(name, parts, self._reporter(key))
        self._comments(parcel, written=parcel.became == "written")

    def _converted(self, parcel: Parcel) -> None:
        self._with_html += any(told.code == _RAW_HTML for told in parcel.told)
        report = self._reporter(parcel.key)
        written: dict[str, str] = {}
        unplaced = False
        for name, parts in parcel.parts.items():
            one = self.around.chosen[name]
            if not one.target.bodies:
                self._others(name, parts, report)
                continue
            own = None if one.target.into or parts[0].is_record else parts[0]
            planned = self._put(OutputFile(own.name, own.content), report) if own is not None else None
            unplaced = unplaced or (own is not None and planned is None)
            if own is None or (planned is not None and planned.action != "foreign"):
                written[name] = planned.path if planned is not None else f"{one.prefix}{one.target.into}"
                self._others(name, parts if own is None else parts[1:], report)
        asked = any(self.around.chosen[name].target.bodies for name in parcel.parts)
        self._settle(parcel, written, "path-taken" if asked else "not-asked", unplaced=unplaced)
        self._shortcodes(parcel, written)
        self._comments(parcel, written=bool(written) or not asked)

    def _settle(self, parcel: Parcel, written: dict[str, str], why: str, *, unplaced: bool) -> None:
        if not written and unplaced:
            self.ledger.settle("item", parcel.key, "failed", reason=Code.UNPLACED.slug)
        elif not written:
            self.ledger.settle("item", parcel.key, "skipped", reason=why)
        else:
            proofs = [parcel.proofs[name] for name in written if name in parcel.proofs]
            self.fidelity = _added(self.fidelity, proofs)
            self.ledger.settle("item", parcel.key, "written", fidelity=_lowest(proofs), **_where(written))
            self.neutral.add_lines("posts", [written_post(parcel.post, written)])
            self._collect(parcel, written, _lowest(proofs))
            self._leads += [parcel.lead] if parcel.lead else ()
            self._pages += [parcel.pages] if parcel.pages else ()

    def _collect(self, parcel: Parcel, written: dict[str, str], fidelity: float | None) -> None:
        if self.collected is not None:
            name, path = next(iter(written.items()))
            address = self.placing.where(name, parcel.ordinal)[1]
            whole = all(parcel.proofs[name].whole for name in written if name in parcel.proofs)
            self.collected.post(parcel.post, address, path, fidelity, parcel.view, parcel.blocks, whole=whole)

    def _others(self, target: str, parts: Iterable[Part], report: Callable[[Diagnostic], None]) -> None:
        for part in parts:
            if part.is_record:
                self._records.add(f"{target} {part.name}", part.content)
            else:
                self._put(OutputFile(part.name, part.content), report)

    def _comments(self, parcel: Parcel, *, written: bool) -> None:
        for comment in parcel.shown:
            key = self._saw_comment(comment.id, comment.type, parcel)
            if written:
                self.ledger.settle("comment", key, "written", path=path_of("comments"))
            else:
                self.ledger.settle("comment", key, "skipped", reason="path-taken")
        if written:
            self.neutral.add_lines("comments", (comment.line for comment in parcel.shown))
            if self.collected is not None:
                self.collected.comments(comment.line for comment in parcel.shown)
        for number, kind, reason in parcel.skipped:
            self.ledger.settle("comment", self._saw_comment(number, kind, parcel), "skipped", reason=reason)

    def _saw_comment(self, number: str, kind: str, parcel: Parcel) -> str:
        key = self._comment_keys.key(number, parcel.key)
        self.ledger.saw("comment", key, kind, order=parcel.ordinal)
        return key

    def _shortcodes(self, parcel: Parcel, written: dict[str, str]) -> None:
        for number, (name, outcome) in enumerate(parcel.shortcodes, 1):
            key = f"{parcel.key}/{number}"
            self.ledger.saw("shortcode", key, name, order=parcel.ordinal)
            if written and outcome != "stripped":
                kept = "" if outcome == "written" else outcome
                self.ledger.settle("shortcode", key, "written", reason=kept, **_where(written))
            else:
                self.ledger.settle("shortcode", key, "skipped", reason=outcome if written else "path-taken")

    @SITE
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
                resolve=self.around.linking.resolve(Standing(name, self.met), self._reporter_of_site),
                records=self._reader(name),
                base=self.around.linking.base(name),
                internal=index.internal_terms(),
            )
            self._not_held(name, one.target.holds)
            for file in one.target.site(job):
                self._put(OutputFile(one.prefix + file.path, file.content), self._reporter_of_site)
            self._scaffold(name, one, job if scaffold else None)
        self.neutral.add("attachments", index.attachments())
        small = {"site": index.site(), "authors": index.authors(), "terms": index.terms(), "menus": index.menus()}
        for planned in self.neutral.finish(self.output, small):
            self._report_kept(planned, self._reporter_of_site)

    def _scaffold(self, name: str, one: Chosen, job: SiteJob | None) -> None:
        """Write what makes the platform build; say what its configuration must have, where none of ours has it."""
        files = one.target.scaffold(job) if job is not None else ()
        put = [self._put(OutputFile(one.prefix + file.path, file.content), self._reporter_of_site) for file in files]
        ours = bool(put) and not any(
            file is None or (file.action == "foreign" and "/" not in file.path.removeprefix(one.prefix)) for file in put
        )
        if one.target.setting and self._with_html and not ours:
            self._reporter_of_site(Diagnostic(Code.SETTING_NEEDED, f"{name}: {one.target.setting}", self._with_html))

    @SITE
    def comments(self) -> None:
        """Write the files of comment systems that hold the threads of many pages, for each target."""
        for name, one in self.around.chosen.items():
            for file in self.around.commenting.finish(one, self._reader(name), self._reporter_of_site):
                self._put(file, self._reporter_of_site)

    def _reader(self, target: str) -> Callable[[str], Iterator[bytes]]:
        return lambda stream: self._records.read(f"{target} {stream}")

    @SITE
    def redirects(self, formats: Mapping[str, Redirects]) -> None:
        """Write the redirects of each target in each format, once it is known which media are used."""
        around, report = self.around, self._reporter_of_site
        for target, one in around.chosen.items() if formats else ():
            if one.target.addresses is None:
                report(Diagnostic(Code.NOT_HELD, f"{target}: redirects, as its pages have no addresses of their own"))
                continue
            standing = Standing(target, self.met)
            told = Told(self._leads, self._pages)
            rules = rules_of(around.index, around.linking, around.placing, standing, self.uses, report, told)
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
            self._degrade("document", key, (*map(mended, head.repairs), *head.diagnostics))
        for found in self.reading.source.repairs:
            self.repairs.append(FoundRepair(found.repair, found.name, ""))
            documents = [number for number, file in self.reading.files.items() if file == found.file]
            self._degrade("document", str(min(documents, default=0)), [mended(found.repair)])

    def _not_held(self, target: str, capabilities: Capabilities) -> None:
        for what, count in not_held(capabilities, self.around.index, self.reading.counts["comment"]):
            self._reporter_of_site(Diagnostic(Code.NOT_HELD, f"{target}: {what}", count))

    @FILES
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


def _added(total: Fidelity, proofs: Iterable[Proven]) -> Fidelity:
    for proof in proofs:
        total = Fidelity(
            total.bodies + 1, total.whole + proof.whole, total.words + proof.words, total.kept + proof.kept
        )
    return total


def _lowest(proofs: Sequence[Proven]) -> float | None:
    """Answer the lowest score, rounded down, so that only a whole body has 1."""
    return floor(min(proof.score for proof in proofs) * 10_000) / 10_000 if proofs else None


def _where(written: dict[str, str]) -> dict[str, Any]:
    return {"path": next(iter(written.values()))} if len(written) == 1 else {"paths": written}
