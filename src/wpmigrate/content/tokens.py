"""Stand-ins that travel through autop and the HTML parser: HTML comments with a nonce the body does not hold."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import count

from wpmigrate.content.nodes import Block, Node

_TAKEN = re.compile(r"wpm([0-9]{1,9})-")


@lru_cache(maxsize=16)
def _patterns(mark: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Answer what finds a token, and one with the line breaks around it."""
    token = re.compile(rf"<!--{mark}(\d+)-->")
    return token, re.compile(rf"(?:<br />\s*+)?(<!--({mark}\d+)-->)(?:\s*+<br />)?", re.ASCII)


class Parsed(list[Block]):
    """Blocks, with the HTML they were read from, as its parser writes it, and its tokens: what a proof compares them with."""

    def __init__(self, blocks: Iterable[Block], html: str, tokens: "Tokens") -> None:
        super().__init__(blocks)
        self.html = html
        self.tokens = tokens


class Tokens:
    """What stands behind each comment token of one body.

    A token is an HTML comment because comments stay put in tables and are never foster-parented.
    In raw-text elements and attributes `restore` puts the source back.
    """

    def __init__(self, body: str) -> None:
        taken = set(_TAKEN.findall(body)) if "wpm" in body else ()
        number = next(number for number in count() if str(number) not in taken)
        self._mark = f"wpm{number}-"
        self._entries: list[tuple[Sequence[Node], str, bool]] = []
        self._pattern, self._between_breaks = _patterns(self._mark)

    def put(self, nodes: Sequence[Node], source: str, *, block: bool) -> str:
        """Keep `nodes` and answer the comment that stands for them; `block` says they cannot live in a paragraph."""
        self._entries.append((nodes, source, block))
        return f"<!--{self._mark}{len(self._entries) - 1}-->"

    def find(self, comment: str) -> tuple[Sequence[Node], bool] | None:
        """Answer (nodes, block) behind the text of an HTML comment, or None when it is somebody's own comment."""
        number = comment[len(self._mark) :] if comment.startswith(self._mark) else ""
        entry = self._entry(number) if number.isdecimal() else None
        return (entry[0], entry[2]) if entry else None

    def restore(self, text: str, spell: Callable[[str], str] = str) -> str:
        """Put the source back wherever a token stands in `text`, spelled as that place wants it."""
        if self._mark not in text:
            return text
        return self._pattern.sub(lambda match: spell(entry[1]) if (entry := self._entry(match[1])) else match[0], text)

    def _entry(self, number: str) -> tuple[Sequence[Node], str, bool] | None:
        """Look a token up; text from outside of the body may hold what only looks like one."""
        place = int(number[:9])
        return self._entries[place] if place < len(self._entries) else None

    def free_blocks(self, html: str) -> str:
        """Drop the line breaks around tokens of blocks: what they ended is no line any more."""
        return self._between_breaks.sub(self._free_block, html) if self._mark in html else html

    def _free_block(self, match: re.Match[str]) -> str:
        found = self.find(match[2])
        return match[1] if found is not None and found[1] else match[0]
