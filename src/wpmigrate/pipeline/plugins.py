"""What plugins keep of an item beside its text: from its fields into the post, and into its body."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from msgspec.structs import replace

from wpmigrate.content.seo import UNKNOWN
from wpmigrate.contract import About, Code, Diagnostic, Document, Facts, Post, Seo
from wpmigrate.registry import Traces
from wpmigrate.render.html import blocks_html
from wpmigrate.render.text import render_text
from wpmigrate.wxr.records import ItemRecord

Report = Callable[[Diagnostic], None]

_WORDS: Final = 160
_NO_SEO: Final = Seo()


def body_of(item: ItemRecord, facts: Facts, traces: Traces, report: Report) -> str:
    """Answer the body of an item, which a page builder keeps in a field and a shop shows with more around it."""
    found = ((key, value) for key, value in item.meta if key in traces.bodies)
    made = (_tried(key, partial(traces.bodies[key], value, item.content, facts), report) for key, value in found)
    body = next((one for one in made if one is not None), item.content)
    if item.type in traces.pages:
        shown = _tried(item.type, partial(traces.pages[item.type], body, facts), report)
        return body if shown is None else str(shown)
    return str(body)


def with_plugins(about: About, item: ItemRecord, traces: Traces, report: Report) -> Post:
    """Answer a post with what plugins say of it, and without the fields that only they had a use for."""
    post = _without_noise(about.post, item, traces, report)
    telling = [(key, value) for key, value in item.meta if key in traces.facts]
    keeping = dict.fromkeys(traces.records[key] for key in (item.type, *dict(item.meta)) if key in traces.records)
    if not telling and not keeping:
        return post
    records: dict[str, Any] = {}
    for keep in keeping:
        records |= _tried("records", partial(keep, about), report) or {}
    return replace(post, seo=_seo(about, telling, traces, report), records=records)


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


def _tried(name: str, make: Callable[[], Any], report: Report) -> Any:
    try:
        return make()
    except Exception as error:  # noqa: BLE001 - an add-in's bug must not end the run
        report(Diagnostic(Code.HANDLER_FAILED, f"{name}: {type(error).__name__}"))
        return None
