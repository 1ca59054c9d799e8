"""Proof for every body: its Markdown is rendered back by a CommonMark renderer that is not ours, and compared with its source.

The source is the HTML that the tree was read from, with what handlers made in the place of their shortcodes and blocks.
What a dialect writes in its own syntax no CommonMark renderer knows: there the renderer gets the HTML of the node instead,
and the node's address and words must stand in what was written.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.content.nodes import Block, FootnoteDefinition, Node
from wpmigrate.content.tokens import Parsed, Tokens
from wpmigrate.render.alike import count_if_alike
from wpmigrate.render.dialect import Dialect
from wpmigrate.render.flavours import as_commonmark
from wpmigrate.render.html import blocks_html, nodes_html
from wpmigrate.render.rendered import render_commonmark
from wpmigrate.render.shown import IMAGE, LINK, Resolve, Shown
from wpmigrate.render.spans import read_back
from wpmigrate.render.tags import spelled
from wpmigrate.render.writing import Owned

_Thing = TypeVar("_Thing")
_MOST = 5
_LONGEST = 80


class Proof(Struct, frozen=True):
    """What came back of one body. `score` is the share of all that was shown; `lost` and `gained` are the first differences in words.

    `unsaid` are the addresses of attributes that nobody saw, and that are gone.
    """

    words: int
    kept: int
    score: float = 1.0
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Answer whether nothing was lost or gained."""
        return not self.lost and not self.gained


def prove(
    sources: Iterable[Sequence[Block]], markdown: str, owned: Sequence[Owned], dialect: Dialect, lead: Resolve = str
) -> Proof:
    """Compare what `markdown` shows with what its sources showed; `lead` says where an address of the sources leads now."""
    text, missing = read_back(as_commonmark(dialect.as_read(markdown), dialect.flavour), owned)
    return compare(sources, render_commonmark(text), missing, lead)


def compare(sources: Iterable[Sequence[Block]], html: str, missing: Sequence[str] = (), lead: Resolve = str) -> Proof:
    """Compare what some HTML shows with what the sources of a body showed."""
    asking = Asking(lead)
    parts = tuple(sources)
    words = None if missing else _words_if_alike(parts, html, asking.first)
    return compare_all(parts, html, missing, asking.again) if words is None else Proof(words, words)


def compare_all(parts: Iterable[Sequence[Block]], html: str, missing: Sequence[str], lead: Resolve) -> Proof:
    """Compare both sides after reading all of them."""
    source = _shown_source(parts, lead)
    result = Shown(str)
    result.read(html)
    result.finish()
    proof = _compared(source, result, missing)
    unsaid = _unsaid(source, result, lead)
    return replace(proof, unsaid=unsaid) if unsaid else proof


def _words_if_alike(parts: Sequence[Sequence[Block]], html: str, lead: Resolve) -> int | None:
    """Count the words of a body if a glance tells that all of it came through."""
    body = next(iter(parts), None)
    alone = isinstance(body, Parsed) and not any(part or isinstance(part, Parsed) for part in parts[1:])
    return count_if_alike(body, html, lead) if alone and isinstance(body, Parsed) else None


class Asking:
    """Asks where addresses lead, for a reading that may begin again: each question counts as a use of what it is about."""

    def __init__(self, lead: Resolve) -> None:
        self._lead = lead
        self._answers: dict[str, list[str]] = {}

    def first(self, url: str) -> str:
        """Ask, and keep the answer for the second reading."""
        answer = self._lead(url)
        self._answers.setdefault(url, []).append(answer)
        return answer

    def again(self, url: str) -> str:
        """Ask only what the first reading did not."""
        answers = self._answers.get(url)
        return answers.pop() if answers else self._lead(url)


def _unsaid(source: Shown, result: Shown, lead: Resolve) -> tuple[str, ...]:
    """List what attributes and empty links of the source named, and what nothing of the result names or shows."""
    empty = [mark for mark, texts in source.marks.items() if not texts and mark.startswith(LINK)]
    if not source.addresses and not empty:
        return ()
    said = {spelled(url) for url in result.addresses} | {src for src, _ in result.images} | set(result.players)
    said.update(_address(mark) for mark in result.marks if mark.startswith(LINK))
    gone = (url for url in source.addresses if spelled(url) not in said)
    dropped = [url for url in gone if spelled(lead(url)) not in said]
    return (*dropped, *(address for mark in empty if (address := _address(mark)) not in said))


# --- the source ---------------------------------------------------------------------------------------------------


def _shown_source(parts: Iterable[Sequence[Block]], lead: Resolve) -> Shown:
    shown = Shown(lead)
    for part in parts:
        _read(part, shown)
    shown.finish()
    return shown


def _read(nodes: Sequence[Node], shown: Shown) -> None:
    if isinstance(nodes, Parsed):
        _read_parsed(nodes, shown)
    elif any(isinstance(node, FootnoteDefinition) for node in nodes):
        for node in nodes:
            if isinstance(node, FootnoteDefinition) and shown.refers_to(node.label):
                shown.read_note(blocks_html(node.children))
            elif isinstance(node, FootnoteDefinition):
                shown.read(blocks_html(node.children))  # a note that nothing refers to is text
            else:
                shown.read(nodes_html((node,)))
    else:
        shown.read(nodes_html(nodes))


def _read_parsed(parsed: Parsed, shown: Shown) -> None:
    """Read what a browser would have parsed, each token as what stands for it."""
    tokens = parsed.tokens
    around = shown.restore, shown.comment
    shown.restore, shown.comment = tokens.restore, _reader_of_tokens(tokens, shown)
    shown.read(parsed.html)
    shown.restore, shown.comment = around


def _reader_of_tokens(tokens: Tokens, shown: Shown) -> Callable[[str], None]:
    def read(comment: str) -> None:
        found = tokens.find(comment)
        if found is None:
            if comment.strip().startswith(("more", "nextpage")):
                shown.finish()  # WordPress cuts the body there
            return
        nodes, block = found
        if shown.in_code:
            shown.text(tokens.restore(f"<!--{comment}-->"))
            return
        if block:
            shown.finish()
        _read(nodes, shown)
        if block:
            shown.finish()

    return read


# --- the comparison -----------------------------------------------------------------------------------------------


def _compared(source: Shown, result: Shown, missing: Sequence[str]) -> Proof:
    words = sum(len(run.replace(IMAGE, " ").split()) for run in (*source.runs, *source.notes))
    if not missing and _is_same(source, result):
        return Proof(words, words)
    lost: list[str] = [f"own syntax without {what}" for what in missing]
    gained: list[str] = []
    kept, total = 0, len(missing)
    kept_words = words
    for name, before, after in _facets(source, result):
        gone, new = before - after, after - before
        total += before.total()
        kept += before.total() - gone.total()
        if name == "word":
            kept_words = words - gone.total()
        lost += [_told(name, thing) for thing in gone]
        gained += [_told(name, thing) for thing in new]
    same_order = source.runs == result.runs and source.outline.entries == result.outline.entries
    if not lost and not gained and not same_order and not _lines_of_code(source, result):
        gained.append(_told_order(source, result))
    return Proof(words, kept_words, kept / total if total else 1.0, tuple(lost[:_MOST]), tuple(gained[:_MOST]))


def _is_same(source: Shown, result: Shown) -> bool:
    return (
        source.runs == result.runs
        and source.images == result.images
        and source.code == result.code
        and source.outline.entries == result.outline.entries
        and source.players == result.players
        and _joined(source.marks) == _joined(result.marks)
        and sorted(source.notes) == sorted(result.notes)
    )


def _joined(marks: dict[str, list[str]]) -> dict[str, str]:
    joined = {mark: "".join("".join(texts).split()) for mark, texts in marks.items()}
    return {mark: text for mark, text in joined.items() if mark and text}


def _facets(source: Shown, result: Shown) -> Iterator[tuple[str, Counter[Any], Counter[Any]]]:
    """Yield what is compared when something differs; the order of links and pictures is that of the words around them."""
    yield "word", _words(source), _words(result)
    yield "image", _counted(source.images, source), _counted(_as_described(result.images, source), source)
    yield "player", _each_once(source.players), _each_once(result.players)
    before, after = _joined(source.marks), _joined(result.marks)
    yield "link", _links(before), _links(after)
    lines = _lines_of_code(source, result)
    yield "code block", Counter(source.code), Counter(result.code) - lines
    yield "outline", Counter(source.outline.entries), Counter(result.outline.entries) - Counter({"code": lines.total()})
    before["code"] = before.get("code", "") + _solid(source.code)
    after["code"] = after.get("code", "") + _solid(result.code)
    for mark, text in before.items():
        gone = Counter(text) - Counter(after.get(mark, ""))
        if gone:
            yield f"{_named(mark)} on", Counter({_shortened(text): 1}), Counter()


def _words(shown: Shown) -> Counter[str]:
    return Counter(word for run in (*shown.runs, *shown.notes) for word in run.replace(IMAGE, " ").split())


def _as_described(images: Sequence[tuple[str, str]], source: Shown) -> Sequence[tuple[str, str]]:
    """Answer pictures without the alternative text that the library gave to those that had none."""
    wanted = Counter(source.images)
    out: list[tuple[str, str]] = []
    for src, alt in images:
        one = (src, alt) if wanted[src, alt] or not wanted[src, ""] else (src, "")
        wanted[one] -= 1
        out.append(one)
    return out


def _counted(images: Sequence[tuple[str, str]], source: Shown) -> Counter[tuple[str, str]]:
    """Count pictures; where a `<noscript>` repeats a lazy one, each once."""
    return _each_once(images) if source.has_stand_ins else Counter(images)


def _each_once(things: Iterable[_Thing]) -> Counter[_Thing]:
    """Count things once, in their order: a set would have another in each process."""
    return Counter(list(dict.fromkeys(things)))


def _lines_of_code(source: Shown, result: Shown) -> Counter[str]:
    """List the code blocks that were a `<code>` of several lines, which a reader saw as a block too."""
    inline = "".join("".join(source.marks.get("code", ())).split())
    made = Counter(result.code) - Counter(source.code)
    return Counter({text: count for text, count in made.items() if _solid((text,)) in inline})


def _solid(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())


def _links(marks: Iterable[str]) -> Counter[str]:
    return Counter(_href(mark) for mark in marks if mark.startswith(LINK))


def _href(mark: str) -> str:
    return mark.partition(LINK)[2]


def _address(mark: str) -> str:
    return _href(mark).partition(" ")[0]


def _named(mark: str) -> str:
    return f"link to {_href(mark)}" if mark.startswith(LINK) else mark


def _told(name: str, thing: object) -> str:
    words = " ".join(filter(None, thing)) if isinstance(thing, tuple) else str(thing)
    return f"{name} {_shortened(words)}"


def _told_order(source: Shown, result: Shown) -> str:
    if " ".join(source.runs).split() == " ".join(result.runs).split():
        pairs = zip(source.runs, result.runs, strict=False)
        place = next((before for before, after in pairs if before != after), source.runs[-1] if source.runs else "")
        return f"another paragraph at {_shortened(place)}"
    return "another order of words"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
