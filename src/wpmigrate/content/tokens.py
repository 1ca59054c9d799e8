"""Stand-ins that travel through autop and the HTML parser: HTML comments with a nonce the body does not hold."""

import re
from collections.abc import Sequence

from wpmigrate.content.nodes import Node


class Tokens:
    """What stands behind each comment token of one body.

    A token is an HTML comment because comments stay put in tables and are never foster-parented.
    In raw-text elements and attributes `restore` puts the source back.
    """

    def __init__(self, body: str) -> None:
        number = 0
        while f"wpm{number}-" in body:
            number += 1
        self._mark = f"wpm{number}-"
        self._entries: list[tuple[Sequence[Node], str, bool]] = []
        self._pattern = re.compile(rf"<!--{self._mark}(\d+)-->")

    def put(self, nodes: Sequence[Node], source: str, *, block: bool) -> str:
        """Keep `nodes` and answer the comment that stands for them; `block` says they cannot live in a paragraph."""
        self._entries.append((nodes, source, block))
        return f"<!--{self._mark}{len(self._entries) - 1}-->"

    def find(self, comment: str) -> tuple[Sequence[Node], bool] | None:
        """Answer (nodes, block) behind the text of an HTML comment, or None when it is somebody's own comment."""
        if not comment.startswith(self._mark):
            return None
        nodes, _, block = self._entries[int(comment[len(self._mark) :])]
        return nodes, block

    def restore(self, text: str) -> str:
        """Put the source back wherever a token stands in `text`."""
        return self._pattern.sub(lambda match: self._entries[int(match[1])][1], text)
