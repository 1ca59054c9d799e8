"""What must hold of any input, layer by layer: a check returns, or raises Broken or whatever broke.

A WpmigrateError is an answer, if it is one sentence; everything else that a check raises is a finding.
"""

import json
import math
import re
import shutil
import tempfile
import tomllib
import zlib
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch
from xml.parsers import expat

import phpserialize
import yaml
from selectolax.lexbor import LexborHTMLParser

from exports import Export, read_paths, read_raw
from two_parsers import told_by_expat, told_by_lxml
from wpmigrate import registry
from wpmigrate.content.parse import parse_body
from wpmigrate.contract import Comment
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.errors import WpmigrateError
from wpmigrate.model import Attachment
from wpmigrate.pieces.comment_text import safe_html, safe_markdown
from wpmigrate.pipeline.run import convert
from wpmigrate.render.dialect import COMMONMARK
from wpmigrate.render.fidelity import prove
from wpmigrate.render.frontmatter import render_json, render_yaml
from wpmigrate.render.markdown import render_markdown
from wpmigrate.render.rendered import render_commonmark
from wpmigrate.render.toml import render_toml
from wpmigrate.wxr import elements, items
from wpmigrate.wxr.php import decode, serialize, unserialize

if TYPE_CHECKING:
    from wpmigrate.render.writing import Owned

_UNSAFE = re.compile(r"(?:javascript|vbscript|data(?!:image/)|livescript|mocha):", re.IGNORECASE)
_IGNORED = re.compile(r"[\x00-\x20]+")
_ADDRESSES = ("href", "src", "action", "formaction", "data", "xlink:href", "poster", "background")
_COMMENTERS = frozenset(
    "a abbr b blockquote br cite code del em hr i img ins li ol p pre q s span strike strong sub sup u ul html head body".split()
) | {"-text", "_comment", "-comment"}
_ACTIVE = frozenset("script style iframe object embed svg math form base meta link template input button".split())


_NOT_OF_THE_INPUT = frozenset(("internal", "unreadable", "unbalanced", "cannot-write", "no-permission", "disk-full"))
"""Codes that blame something else than the bytes that were given."""


class Broken(Exception):  # noqa: N818
    """A promise that an input broke."""


def check(layer: str, content: bytes) -> None:
    """Hold one input against the promises of its layer."""
    try:
        LAYERS[layer](content)
    except WpmigrateError as error:
        if not error.sentence.endswith((".", "?")) or "\n" in error.sentence or error.code in _NOT_OF_THE_INPUT:
            raise Broken(f"no sentence: {error.sentence!r} [{error.code}]") from error


# --- exports


def check_export(content: bytes) -> None:
    """Scanner, repair and both readers: spans in order, every item read or said to be broken, and no reader alone in what it reads."""
    with patch.object(elements, "_strict", _expat_agrees):
        export = read_raw(content)
    _check_spans(export, len(content))
    for span in export.spans:
        if span.kind == "item":
            _check_readers(content[span.start : span.end], export.heads[span.document])


def check_file(content: bytes) -> None:
    """Opening: whatever the bytes are packed in."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        file = Path(folder) / "export.xml"
        file.write_bytes(content)
        export = read_paths([file])
        _check_spans(export, 1 << 40)
        if [path.name for path in Path(folder).iterdir()] != ["export.xml"]:
            raise Broken("a file outside of the scratch folder")


def _check_spans(export: Export, size: int) -> None:
    end = 0
    file = 0
    for span in export.spans:
        end = end if span.file == file else 0
        file = span.file
        if not end <= span.start <= span.end <= size:
            raise Broken(f"spans overlap: {span}")
        end = span.end
    ordinals = [span.ordinal for span in export.spans if span.kind != "head"]
    if ordinals != list(range(1, len(ordinals) + 1)):
        raise Broken(f"items are counted wrongly: {ordinals}")
    for read in export.reads:
        if read.item is None and not read.diagnostics:
            raise Broken("an item vanished without a word")
        for repair in read.repairs:
            if not 0 <= repair.offset <= size or repair.count < 1:
                raise Broken(f"a repair without a place: {repair}")


def _check_readers(raw: bytes, head: elements.Namespaces) -> None:
    """Where the quick reader reads an item, the parser must read the same."""
    quick = items.read_surely(raw, head)
    if quick is not None and quick.item is not None:
        parsed = items._read_parsed(raw, 0, head)
        if parsed.item != quick.item or parsed.repairs or parsed.diagnostics:
            raise Broken("the quick reader and the parser read two things")


def _expat_agrees(raw: bytes, namespaces: elements.Namespaces) -> object:
    """Parse strictly; what lxml takes, expat must take, and see the same elements, attributes and texts."""
    element = _strict(raw, namespaces)
    if element is not None:
        opening, closing = elements._envelope(namespaces)
        try:
            told = told_by_expat(opening + raw + closing)
        except expat.ExpatError as error:
            if _is_in_a_name(opening + raw + closing, error):
                return element
            raise Broken(f"expat refuses what lxml takes: {error}") from error
        if told != told_by_lxml(element.getparent()):
            raise Broken("expat and lxml read two things")
    return element


def _is_in_a_name(document: bytes, error: expat.ExpatError) -> bool:
    """Say whether expat stopped within a tag at a character that is no ASCII: the fifth edition of XML has more of them in names than expat."""
    place = sum(map(len, document.splitlines(keepends=True)[: error.lineno - 1])) + error.offset
    return document[place] > 0x7F and document.rfind(b"<", 0, place) > document.rfind(b">", 0, place)


_strict = elements._strict


# --- bodies


class _Facts:
    """A post with pictures, a reusable block that holds itself, and a footnote."""

    def attachment(self, attachment_id: int) -> Attachment | None:
        return (
            Attachment(attachment_id, "https://a.example/j.png", alt="Jar", mime="image/png")
            if attachment_id % 2
            else None
        )

    def attached(self, parent: int | None = None) -> Sequence[Attachment]:
        return (Attachment(7, "https://a.example/j.png", alt="J|a]r", mime="image/png"),) if parent is None else ()

    def original(self, url: str) -> str:
        return url

    def oembed(self, url: str) -> str:
        return "{{unknown}}" if "unknown" in url else "<blockquote>Said</blockquote>" if "said" in url else ""

    def reusable(self, ref: int) -> str | None:
        return f'<p>reused</p><!-- wp:block {{"ref":{ref - ref % 2}}} /-->' if ref < 99 else None

    def meta(self, key: str) -> str:
        return '[{"id":"n1","content":"A <b>note</b>"}]' if key == "footnotes" else ""


FACTS = _Facts()
HANDLERS = registry.handlers()
DIALECTS = {str(registry.target(name).dialect): registry.target(name).dialect for name in registry.target_names()}
WAYS = [COMMONMARK, *DIALECTS.values()]


def check_body(content: bytes) -> None:
    """Body → tree → Markdown → proof: no handler raises, no address that runs code, a proof that can be had."""
    body = content.decode("utf-8", "replace").translate({0xFFFE: None, 0xFFFF: None})
    dialect = WAYS[zlib.crc32(content) % len(WAYS)]
    parsed = parse_body(body, handlers=HANDLERS, facts=FACTS, report=_no_failure)
    owned: list[Owned] = []
    markdown = render_markdown(parsed.document, dialect, owned)
    proof = prove(parsed.sources, markdown, owned, dialect)
    if not 0 <= proof.score <= 1 or (proof.whole and (proof.lost or proof.gained)):
        raise Broken(f"a proof that proves nothing: {proof}")
    if not any(type(node).__name__ == "MarkdownBlock" for node in parsed.document.children):
        _check_addresses(render_commonmark(markdown), markdown)


def _no_failure(found: Diagnostic) -> None:
    if found.code is Code.HANDLER_FAILED:
        raise Broken(f"a handler failed: {found.detail}")


def _check_addresses(html: str, source: str) -> None:
    if not _UNSAFE.search(_IGNORED.sub("", html)):
        return
    for node in LexborHTMLParser(html, is_fragment=True).css("*") if html.count("<") < 20_000 else ():
        for name in _ADDRESSES:
            value = _IGNORED.sub("", node.attributes.get(name) or "")
            if _UNSAFE.match(value):
                raise Broken(f"<{node.tag} {name}={value[:60]!r}> in {source[:200]!r}")


def check_comment(content: bytes) -> None:
    """A comment is what WordPress lets commenters write, and nothing that runs."""
    text = content.decode("utf-8", "replace")
    comment = Comment(1, 1, "ji", text)
    html = safe_html(comment, lambda url, _: url)
    _check_harmless(html, _COMMENTERS)
    _check_harmless(render_commonmark(safe_markdown(comment, lambda url, _: url)), None)


def _check_harmless(html: str, allowed: frozenset[str] | None) -> None:
    root = LexborHTMLParser(html, is_fragment=True)
    for node in root.css("*") if html.strip() else ():
        tag = node.tag or ""
        if tag in _ACTIVE or (allowed is not None and tag not in allowed):
            raise Broken(f"<{tag}> in a comment: {html[:200]!r}")
        for name in node.attributes:
            if name.startswith("on") or name == "style":
                raise Broken(f"{name}= in a comment: {html[:200]!r}")
    _check_addresses(html, html)


# --- values


def check_php(content: bytes) -> None:
    """Serialised PHP: what phpserialize reads, ours reads the same; nothing raises but ValueError."""
    text = content.decode("utf-8", "replace")
    value, whole = decode(text)
    if not whole and value != text:
        raise Broken("what could not be told was changed")
    json.dumps(value)
    _check_written(text)
    try:
        ours = unserialize(text)
    except ValueError:
        return
    theirs = _phpserialize(text)
    if theirs is not _NOTHING and not _same(_plain(ours), _plain(theirs)):
        raise Broken(f"phpserialize reads {theirs!r}, ours {ours!r}")


def _check_written(text: str) -> None:
    """Make a value of a text: phpserialize reads what we write, and we what it writes."""
    parts = text.split(";")[:40]
    value = {
        one: [two, len(one), len(two) / 7, one > two, None]
        for one, two in pairwise(parts)
        if not one.lstrip("-").isdigit()
    }
    told = phpserialize.loads(serialize(value).encode(), decode_strings=True)
    written = phpserialize.dumps(value).decode()
    if value and not (_plain(unserialize(written)) == _plain(value) == _plain({**told})):
        raise Broken(f"{value!r} comes back as {told!r}")


_NOTHING = object()
_OURS_ALONE = re.compile(r"[OCERr]:")


def _phpserialize(text: str) -> object:
    """Answer what phpserialize reads of a whole text, where it can: it has no objects, references and enumerations."""
    raw = text.encode("utf-8", "surrogatepass")
    if _OURS_ALONE.search(text):
        return _NOTHING
    try:
        value = phpserialize.loads(raw, decode_strings=True)
        # It stops where the value ends, forgives what it should not, and knows no wrong lengths: only its own spelling counts.
        return value if phpserialize.dumps(value) == raw else _NOTHING
    except (ValueError, TypeError, RecursionError, OverflowError):
        return _NOTHING


def _plain(value: object) -> object:
    if isinstance(value, list):
        return {number: _plain(part) for number, part in enumerate(value)}
    return {key: _plain(part) for key, part in value.items()} if isinstance(value, dict) else value


def _same(one: object, two: object) -> bool:
    return one == two or (isinstance(one, float) and isinstance(two, float) and math.isnan(one) and math.isnan(two))


def check_fields(content: bytes) -> None:
    """Front matter: YAML, TOML and JSON read back as what was written."""
    parts = content.decode("utf-8", "replace").split("\0")
    fields: dict[str, object] = {}
    for key, value in zip(parts[::2], parts[1::2], strict=False):
        fields[key] = (
            value.split("\x1f") if "\x1f" in value else {"in": value, key: value} if key.startswith("-") else value
        )
    expected = {key: value for key, value in fields.items() if value}
    readers: tuple[tuple[Callable, Callable], ...] = (
        (render_yaml, lambda text: yaml.load(text, yaml.CSafeLoader) or {}),
        (render_toml, tomllib.loads),
        (render_json, json.loads),
    )
    for render, read in readers:
        text = render(fields)
        told = read(text)
        if told != _without_empty(expected):
            raise Broken(f"{render.__name__}: {text!r} is read as {told!r}")


def _without_empty(fields: dict[str, object]) -> dict[str, object]:
    cleaned = {key: _without_empty(value) if isinstance(value, dict) else value for key, value in fields.items()}
    return {key: value for key, value in cleaned.items() if value not in ("", {}, [])}


# --- whole runs

TARGETS = [name for name in registry.target_names() if registry.target(name).bodies]


def check_run(content: bytes) -> None:
    """A whole run: its report balances, it writes nothing outside of its folder, and no address in it runs code."""
    number = zlib.crc32(content)
    target = TARGETS[number % len(TARGETS)]
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    try:
        file = folder / "export.xml"
        file.write_bytes(content)
        dry = number % 3 > 0
        report = convert(file, folder / "out", to=target, dry_run=dry, redirects=["nginx"])
        for kind, total in report.totals.items():
            if total.read != total.written + total.skipped + total.failed:
                raise Broken(f"{kind} do not balance: {total}")
        if any(found.code == Code.HANDLER_FAILED.slug for found in report.diagnostics):
            raise Broken("a handler failed")
        _check_tree(folder, dry=dry)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check_tree(folder: Path, *, dry: bool) -> None:
    there = {path.name for path in folder.iterdir()}
    if there - {"export.xml"} - (set() if dry else {"out"}):
        raise Broken(f"files outside of DIR: {there}")
    for path in folder.rglob("*"):
        if path.is_symlink():
            raise Broken(f"a link: {path.name}")
        if path.suffix == ".md":
            text = path.read_text("utf-8")
            _check_addresses(render_commonmark(text), text)


LAYERS: dict[str, Callable[[bytes], None]] = {
    "export": check_export,
    "file": check_file,
    "body": check_body,
    "comment": check_comment,
    "php": check_php,
    "fields": check_fields,
    "run": check_run,
}
