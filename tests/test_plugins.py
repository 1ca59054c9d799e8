"""What plugins leave behind: every family's stored form, its body proven whole, its facts, and the table of the docs."""

import json
from pathlib import Path

import msgspec
import pytest

import wpmigrate
from conftest import REPO
from planted import planted
from stanzas import Stanza, read_stanzas, replace_expected
from test_stanzas import StanzaFacts
from wpmigrate import registry
from wpmigrate.config import options_of
from wpmigrate.content.parse import parse_body
from wpmigrate.content.parsed import ParsedBody
from wpmigrate.contract import About, Place, Post, Site, TermRef
from wpmigrate.diagnostics import Diagnostic
from wpmigrate.pipeline.inspecting import inspect
from wpmigrate.pipeline.plugins import body_of, with_plugins, words_of
from wpmigrate.pipeline.survey.suggesting import suggestions
from wpmigrate.render.dialect import COMMONMARK, Dialect
from wpmigrate.render.fidelity import prove
from wpmigrate.render.markdown import render_markdown
from wpmigrate.report.plugins import plugin_page
from wpmigrate.targets.hugo import TARGET as HUGO
from wpmigrate.wxr.records import ItemRecord

PLUGINS = registry.traces().plugins
DIALECTS = (COMMONMARK, HUGO.dialect)


def item_of(stanza: Stanza) -> ItemRecord:
    """Make the item a stanza describes; where it names a field, its input is the value of that field."""
    meta = tuple((key, str(value)) for key, value in stanza.facts.get("meta", {}).items())
    field = stanza.facts.get("field")
    body = "" if field else stanza.source
    own = ((field, stanza.source),) if field else ()
    return ItemRecord(content=body, type=stanza.facts.get("type", "post"), meta=meta + own, title="The post")


class ItemFacts(StanzaFacts):
    """The facts of a stanza whose item has fields of its own."""

    def __init__(self, stanza: Stanza, item: ItemRecord) -> None:
        super().__init__(stanza)
        self._item = item

    def meta(self, key: str) -> str:
        return next((value for name, value in self._item.meta if name == key), "")


def read(stanza: Stanza, found: list[Diagnostic]) -> tuple[ParsedBody, ItemRecord, ItemFacts]:
    item = item_of(stanza)
    facts = ItemFacts(stanza, item)
    body = body_of(item, facts, registry.traces(), found.append)
    parsed = parse_body(body, handlers=registry.handlers(), facts=facts, report=found.append)
    return parsed, item, facts


def cases(folder: str) -> list[object]:
    return [
        pytest.param(path, number, id=f"{path.stem}:{stanza.line}")
        for path in sorted((REPO / "fixtures" / folder).glob("*.md"))
        for number, stanza in enumerate(read_stanzas(path))
    ]


def compare(path: Path, number: int, made: str, *, accept: bool) -> None:
    stanza = read_stanzas(path)[number]
    made = made + "\n" if made and not made.endswith("\n") else made
    if accept:
        replace_expected(path, number, made)
    else:
        assert made == stanza.expected, f"{path}:{stanza.line}: {stanza.title}"


@pytest.mark.parametrize(("path", "number"), cases("plugins"))
def test_a_body(path: Path, number: int, accept: bool) -> None:
    stanza = read_stanzas(path)[number]
    found: list[Diagnostic] = []
    parsed, _, facts = read(stanza, found)
    compare(path, number, render_markdown(parsed.document, Dialect()), accept=accept)
    assert {"handler-failed", "body-too-deep"}.isdisjoint(one.code.slug for one in found), found
    if "diagnostics" in stanza.facts:
        assert sorted({one.code.slug for one in found}) == stanza.facts["diagnostics"]
    else:
        assert "shortcode-kept" not in {one.code.slug for one in found}, found
    for dialect in DIALECTS:
        owned: list[object] = []
        markdown = render_markdown(parsed.document, dialect, owned)
        proof = prove(parsed.sources, markdown, owned, dialect, facts.original)
        assert (proof.lost, proof.gained) == ((), ())


@pytest.mark.parametrize(("path", "number"), cases("facts"))
def test_facts(path: Path, number: int, accept: bool) -> None:
    stanza = read_stanzas(path)[number]
    found: list[Diagnostic] = []
    parsed, item, facts = read(stanza, found)
    given = {"title": "The post", "date": "2021-03-04T05:06:07+00:00"} | stanza.facts.get("post", {})
    terms = tuple(TermRef(**one) for one in given.pop("terms", ()))
    place = Place(key="1", ordinal=1, type=item.type, slug="the-post", visibility="published", id=1)
    post = Post(place=place, terms=terms, **given)
    site = Site("Han & Thames", "https://seoul.example", description="Notes")
    about = About(post, site, facts, ("Mina Kim",), lambda: words_of(parsed.document))
    told = with_plugins(about, item, registry.traces(), found.append)
    said = {"seo": told.seo, "records": told.records, "meta": sorted(told.meta)}
    made = json.dumps({k: v for k, v in msgspec.to_builtins(said).items() if v}, indent=2, ensure_ascii=False)
    compare(path, number, made, accept=accept)
    if "diagnostics" in stanza.facts:
        assert sorted({one.code.slug for one in found}) == stanza.facts["diagnostics"]
    assert "handler-failed" not in {one.code.slug for one in found}, found


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda plugin: plugin.name)
def test_a_plugin_has_a_case(plugin: object) -> None:
    assert (REPO / "fixtures" / plugin.fixture).is_file()


def test_the_table_of_the_docs_is_current(accept: bool) -> None:
    page = REPO / "docs" / "plugins.md"
    made = plugin_page(PLUGINS)
    if accept:
        page.write_text(made, "utf-8", newline="\n")
    assert page.read_text("utf-8") == made


def test_there_are_more_than_sixty_families() -> None:
    names = [plugin.name for plugin in PLUGINS]
    assert len(names) == len(set(names)) >= 60


def test_inspect_suggests_no_field_that_is_read_anyway(tmp_path: Path) -> None:
    meta = {"rank_math_title": "A title", "rank_math_seo_score": "70", "mood": "merry"}
    export = planted(Stanza("A post", 0, {"meta": meta}, "Text", "", (0, 0)))
    (tmp_path / "export.xml").write_text(export, "utf-8")
    found = inspect(options_of([tmp_path / "export.xml"], "."))
    assert [one.key for one in suggestions(found).fields] == ["mood"]
    assert "Rank Math" in {one.name for one in found.plugins}


SCAFFOLDS = REPO / "src" / "wpmigrate" / "scaffold"
THEMES = [name for name in registry.target_names() if any(SCAFFOLDS.glob(f"{name}_*.py"))]


@pytest.mark.parametrize("name", THEMES)
def test_a_starter_theme_reads_what_search_engines_were_told(name: str, tmp_path: Path) -> None:
    """The theme asks a post for it, or the post itself has it for its head."""
    wpmigrate.convert(REPO / "fixtures" / "london-korean" / "export.xml", tmp_path, to=name, scaffold=True, limit=3)
    theme = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix not in (".md", ".jsonl", ".lr")]
    asks = any("robots" in path.read_text("utf-8", "replace") for path in theme if path.name != "robots.txt")
    assert asks or name == "vitepress"
