"""What plugins keep of an item beside its text: from its fields into the post, and into its body."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any, Final

from msgspec.structs import replace

from wpmigrate.content.seo import UNKNOWN
from wpmigrate.contract import About, Code, Diagnostic, Document, Facts, Post, Seo
from wpmigrate.faults import is_of_the_machine
from wpmigrate.registry import Traces
from wpmigrate.render.html import blocks_html
from wpmigrate.render.text import render_text
from wpmigrate.traces import WITHHELD
from wpmigrate.wxr.records import ItemRecord

Report = Callable[[Diagnostic], None]

_WORDS: Final = 160
_NO_SEO: Final = Seo()


def body_of(item: ItemRecord, facts: Facts, traces: Traces, report: Report) -> str:
    """Answer the body of an item, which a page builder keeps in a field and a shop shows with more around it."""
    hidden = _first(traces.restricts, item, facts, report)
    if hidden is not None:
        return hidden
    made = _first(traces.bodies, item, facts, report)
    body = item.content if made is None else made
    if item.type in traces.pages:
        shown = _tried(item.type, partial(traces.pages[item.type], body, facts), report)
        return body if shown is None else str(shown)
    return body


def _first(handlers: Mapping[str, Any], item: ItemRecord, facts: Facts, report: Report) -> str | None:
    """Answer what the first field says that has anything to say of the body."""
    told = ((key, value) for key, value in item.meta if key in handlers)
    made = (_tried(key, partial(handlers[key], value, item.content, facts), report) for key, value in told)
    return next((str(one) for one in made if one is not None), None)


def with_plugins(about: About, item: ItemRecord, traces: Traces, report: Report) -> Post:
    """Answer a post with what plugins say of it, and without the fields that only they had a use for."""
    post = _without_noise(about.post, item, traces, report)
    telling = [(key, value) for key, value in item.meta if key in traces.facts]
    keeping = dict.fromkeys(_keeping(item, traces))
    if not telling and not keeping:
        return post
    records: dict[str, Any] = {}
    seen = about if post is about.post else replace(about, post=post)
    for keep in keeping:
        records |= _tried("records", partial(keep, seen), report) or {}
    if not telling and not records:
        return post
    post = _without(post, records.pop(WITHHELD, {}), report)
    return replace(post, seo=_seo(about, telling, traces, report), records=records)


def _keeping(item: ItemRecord, traces: Traces) -> Iterator[Any]:
    """List the functions that know something of an item by its type, or by the names and values of its fields."""
    if item.type in traces.records:
        yield traces.records[item.type]
    names, values = tuple(traces.beginnings), tuple(traces.marks)
    for key, value in item.meta:
        if key in traces.keys:
            yield traces.keys[key]
        if key.startswith(names):
            yield next(keep for name, keep in traces.beginnings.items() if key.startswith(name))
        if key[:1] == "_" and value.startswith(values):
            yield next(keep for mark, keep in traces.marks.items() if value.startswith(mark))


def with_records(post: Post) -> Mapping[str, list[Any]]:
    """Answer the fields that front matter may ask for: custom ones, and records by their kind or `kind.name`."""
    if not post.records:
        return post.meta
    inner = {
        f"{kind}.{name}": [value]
        for kind, record in post.records.items()
        if isinstance(record, Mapping)
        for name, value in record.items()
    }
    return {**{kind: [record] for kind, record in post.records.items()}, **inner, **post.meta}


def words_of(document: Document) -> str:
    """Answer the first words of a body, as a plugin shows them where it was told nothing."""
    text = " ".join(render_text(blocks_html(document.children)).split())
    return text if len(text) <= _WORDS else text[:_WORDS].rpartition(" ")[0]


def _seo(about: About, telling: list[tuple[str, str]], traces: Traces, report: Report) -> Seo | None:
    told: dict[str, Any] = {}
    for key, value in telling:
        said = _tried(key, partial(traces.facts[key], value, about), report) or {}
        for name, fact in said.items():
            if name == UNKNOWN:
                report(Diagnostic(Code.VARIABLE_UNKNOWN, f"{key}: {', '.join(fact)}"[:_WORDS]))
                continue
            told[name] = {**fact, **told.get(name, {})} if isinstance(fact, dict) else told.get(name) or fact
    seo = Seo(**told)
    return None if seo == _NO_SEO else seo


def _without_noise(post: Post, item: ItemRecord, traces: Traces, report: Report) -> Post:
    noise = Counter(name for key, _ in item.meta if (name := traces.noise(key)))
    if not noise:
        return post
    for name, count in noise.items():
        report(Diagnostic(Code.PLUGIN_NOISE, name, count))
    return replace(post, meta={key: value for key, value in post.meta.items() if not traces.noise(key)})


def _without(post: Post, withheld: Collection[str], report: Report) -> Post:
    kept = {key: value for key, value in post.meta.items() if key not in withheld}
    if len(kept) == len(post.meta):
        return post
    report(Diagnostic(Code.META_LEFT_OUT, ", ".join(withheld), len(post.meta) - len(kept)))
    return replace(post, meta=kept)


def _tried(name: str, make: Callable[[], Any], report: Report) -> Any:
    try:
        return make()
    except Exception as error:
        if is_of_the_machine(error):
            raise
        report(Diagnostic(Code.HANDLER_FAILED, f"{name}: {type(error).__name__}"))
        return None
