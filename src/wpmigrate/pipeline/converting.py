"""Pass 2, the pure half: one item in, its files and its ledger facts out. It reads the index, and changes nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.content.blocks import count_blocks
from wpmigrate.content.nodes import Image
from wpmigrate.content.parsed import ParsedBody, ShortcodeUse
from wpmigrate.content.safety import sanitise
from wpmigrate.content.transforms.relink import Resolve, Use, relink_html
from wpmigrate.contract import About, Author, Job, OutputFile, Post, Record
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.pipeline.bodies import BodyOptions, Written, read_body, write_body
from wpmigrate.pipeline.commenting import Commenting
from wpmigrate.pipeline.linking import Linking, Met, Standing
from wpmigrate.pipeline.placing import Chosen, Placing
from wpmigrate.pipeline.plugins import body_of, with_plugins, with_records, words_of
from wpmigrate.pipeline.profiling import ITEM, TARGET
from wpmigrate.registry import Handlers, traces
from wpmigrate.render.fidelity import Proof
from wpmigrate.render.view import View
from wpmigrate.site.facts import PostFacts
from wpmigrate.site.fields import FieldRule, chosen_fields, rules_met
from wpmigrate.site.index import SiteIndex
from wpmigrate.site.options import SiteOptions
from wpmigrate.site.places import former_paths
from wpmigrate.site.posts import build_post
from wpmigrate.site.public_record import public_record
from wpmigrate.site.selection import Decision
from wpmigrate.site.threads import Threads, thread_comments
from wpmigrate.wxr.records import ItemRecord

_LONGEST: Final = 200
_MOST_BREAKS: Final = 200


class Surroundings(Struct, frozen=True):
    """What every item of a run is converted with."""

    index: SiteIndex
    site_options: SiteOptions
    handlers: Handlers
    chosen: Mapping[str, Chosen]
    placing: Placing
    linking: Linking
    bodies: BodyOptions
    commenting: Commenting
    comment_data: bool = True
    fields: Sequence[FieldRule] = ()
    only: Mapping[str, str] = {}
    count_blocks: bool = False


class Converted(Struct, frozen=True):
    """One written item. `files` and `proofs` are by target name, the first file of each the item's own if it has one.

    A report shows the `view` of the target that shows least, and how often each block stands in the body.
    `breaks` is how often WordPress began another page in it; `met` are the fields and keys that were asked for and are there.
    """

    post: Post
    files: dict[str, tuple[OutputFile | Record, ...]]
    threads: Threads
    shortcodes: tuple[ShortcodeUse, ...]
    diagnostics: tuple[Diagnostic, ...]
    proofs: dict[str, Proof]
    view: View | None = None
    blocks: Mapping[str, int] = {}
    breaks: int = 0
    met: tuple[str, ...] = ()


@ITEM
def convert_item(
    item: ItemRecord, decision: Decision, paths: Mapping[str, tuple[str, str, str]], around: Surroundings, met: Met
) -> Converted:
    """Convert one item for every target of the run that holds it, and tell `met` of the uploads it leads to."""
    found: list[Diagnostic] = []
    index, place = around.index, around.index.place(decision.ordinal)
    assert place is not None, "a decision to write an item gives it a place"
    item = _safe_around(item, around.bodies, found.append)
    post = build_post(item, place, index, found.append)
    threads = thread_comments(item, index, around.site_options, found.append)
    facts = PostFacts(index, item)
    wanted = any(around.chosen[name].target.bodies for name in paths)
    source = body_of(item, facts, traces(), found.append) if wanted else ""
    parsed = read_body(source, around.handlers, facts, around.bodies, found.append)
    authors = tuple(index.author(login) for login in post.authors)
    post = with_plugins(_about(post, authors, facts, parsed, index), item, traces(), found.append)
    custom = with_records(post) if around.fields else {}
    fields, keys = chosen_fields(custom, around.fields), set[str]()
    recorded = partial(public_record, item, post, authors, index)
    files: dict[str, tuple[OutputFile | Record, ...]] = {}
    bodies: dict[str, Written] = {}
    for name, (path, wished, url) in paths.items():
        one = around.chosen[name]
        if path != wished:
            found.append(Diagnostic(Code.PATH_CHANGED, path))
        resolve = around.linking.resolve(Standing(name, met, place.permalink, path, place.key), found.append)
        led, said = _leading(facts, resolve), _describing(facts)
        body = write_body(parsed, source, one.target.dialect, around.bodies, led, found.append, said)
        bodies[name] = body
        job = Job(
            site=index.site(),
            post=post,
            path=path,
            url=url,
            former=_former(post, name, url, around, found.append),
            body=body.markdown,
            document=body.document,
            authors=authors,
            comments=threads.shown if one.target.holds.comments and around.comment_data else (),
            options=one.options,
            report=found.append,
            resolve=resolve,
            fields={key: _led(value, resolve) for key, value in fields.items()},
            only=around.only,
            met=keys,
            source=item.content,
            above=index.terms_above,
            recorded=recorded,
            base=around.linking.base(name),
        )
        parts = around.commenting.thread(one, post, url, threads.shown, resolve, found.append)
        files[name] = (*_written(one, job), *parts)
    proofs = {name: body.proof for name, body in bodies.items() if body.proof is not None}
    blocks = count_blocks(item.content) if wanted and around.count_blocks else {}
    breaks = min(item.content.count("<!--nextpage-->"), _MOST_BREAKS)
    asked = as_options(rules_met(custom, around.fields), keys)
    return Converted(
        post, files, threads, parsed.shortcodes, tuple(found), proofs, _poorest(bodies), blocks, breaks, asked
    )


def as_options(fields: Iterable[str], keys: Iterable[str]) -> tuple[str, ...]:
    """Say custom fields and front matter keys as the options do that ask for them."""
    return (*(f"--field {name}" for name in sorted(fields)), *(f"--fields {key}" for key in sorted(keys)))


def _safe_around(item: ItemRecord, options: BodyOptions, report: Callable[[Diagnostic], None]) -> ItemRecord:
    """Sanitise what stands around a body, where that is asked for: the excerpt and the comments."""
    if not options.safe:
        return item
    removed: Counter[str] = Counter()
    comments = tuple(replace(comment, content=sanitise(comment.content, removed)) for comment in item.comments)
    safe = replace(item, excerpt=sanitise(item.excerpt, removed), comments=comments)
    for name, count in sorted(removed.items()):
        report(Diagnostic(Code.HTML_SANITISED, name, count))
    return safe


def _poorest(bodies: Mapping[str, Written]) -> View | None:
    """Answer both sides of the body of which least came through."""
    poorest = min(bodies.values(), key=lambda body: body.proof.score if body.proof else 1.0, default=None)
    return poorest.view if poorest else None


def _about(post: Post, authors: Sequence[Author], facts: PostFacts, parsed: ParsedBody, index: SiteIndex) -> About:
    names = tuple(author.name for author in authors)
    return About(post, index.site(), facts, names, lambda: words_of(parsed.document))


def _former(post: Post, target: str, url: str, around: Surroundings, report: Callable[[Diagnostic], None]) -> list[str]:
    """List the old paths that must lead to an item, but those at which something else stands now."""
    placing, folders = around.placing, around.linking.folders(target)
    old = former_paths(post, url)
    if folders.old != folders.new and url and post.place.permalink:  # what keeps its path moves with the folder
        old = list(dict.fromkeys([post.place.permalink, *old]))
    below = [path for path in map(folders.below, old) if path and path != url]
    former = list(dict.fromkeys([*below, *placing.stood(target, post.place.key, url)]))
    free = [path for path in former if placing.is_free(target, path, url)]
    for path in former:
        if path not in free:
            report(Diagnostic(Code.ADDRESS_REUSED, path))
    return free


def _leading(facts: PostFacts, resolve: Resolve) -> Resolve:
    """Answer how the addresses of a body are led: from a copy of a picture to its original, then to the new site."""
    return lambda url, use: resolve(facts.original(url), use)


def _led(value: Any, resolve: Resolve) -> Any:
    """Answer the value of a custom field with its addresses led: a URL that is all of it, or those in HTML."""
    if isinstance(value, list):
        return [_led(each, resolve) for each in value]
    if isinstance(value, dict):
        return {key: _led(each, resolve) for key, each in value.items()}
    if not isinstance(value, str):
        return value
    if value.lower().startswith(("http://", "https://", "//")) and not set(value) & set(" <>\n"):
        return resolve(value, "link")
    return relink_html(value, resolve) if "<" in value else value


def _describing(facts: PostFacts) -> Callable[[Image], str]:
    """Answer the alternative text that the library has for a picture, where it surely is that picture."""

    def alt(image: Image) -> str:
        known = facts.attachment(image.attachment) if image.attachment else None
        return known.alt if known is not None and facts.original(image.src) == known.url else ""

    return alt


@TARGET
def _written(one: Chosen, job: Job) -> tuple[OutputFile | Record, ...]:
    _tell_of_excerpt(one, job)
    return tuple(_prefixed(file, one.prefix) for file in one.target.write(job))


def _tell_of_excerpt(one: Chosen, job: Job) -> None:
    """Report the links and pictures of an excerpt where the target has it as plain text, and does not take it as it is."""
    found: list[str] = []

    def note(url: str, _: Use) -> str:
        found.append(url)
        return url

    plain = one.target.bodies and (one.target.addresses is not None or not one.target.into)
    if plain and "<" in job.post.excerpt:
        relink_html(job.post.excerpt, note)
    for url in dict.fromkeys(found):
        job.report(Diagnostic(Code.ADDRESS_DROPPED, url[:_LONGEST]))


def _prefixed(file: OutputFile | Record, prefix: str) -> OutputFile | Record:
    return OutputFile(prefix + file.path, file.content) if prefix and isinstance(file, OutputFile) else file
