"""How deep the elements of a body are nested, counted before a parser that is quadratic in depth sees it."""

import re

LIMIT = 1_000

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)([^<>]*)")
_NEVER_OPEN = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_ENDS_ITSELF = frozenset(
    ["p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup", "rt", "rp"]
)
"""Elements whose end tag may be missing: the next one of their kind ends them, unless a new scope began between."""
_SCOPE = frozenset(["ul", "ol", "dl", "table", "select", "div", "blockquote", "section", "article", "button", "object"])
_FOREIGN = frozenset(["svg", "math"])


def is_too_deep(html: str) -> bool:
    """Tell whether elements are nested more than LIMIT deep."""
    if html.count("<") <= LIMIT:
        return False
    stack = _Stack()
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name in _NEVER_OPEN:
            continue
        if tag[1]:
            stack.leave(name)
        elif not (stack.has(_FOREIGN) and tag[3].endswith("/")):
            stack.enter(name)
            if stack.depth > LIMIT:
                return True
    return False


class _Stack:
    """Open elements, with the places of each name, so that closing one is as cheap as opening it was."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._places: dict[str, list[int]] = {}
        self._scopes: list[int] = []

    @property
    def depth(self) -> int:
        return len(self._names)

    def has(self, names: frozenset[str]) -> bool:
        return any(self._places.get(name) for name in names)

    def enter(self, name: str) -> None:
        if name in _ENDS_ITSELF and (places := self._places.get(name)) and places[-1] > (self._scopes or [-1])[-1]:
            self.leave(name)
        self._places.setdefault(name, []).append(len(self._names))
        if name in _SCOPE:
            self._scopes.append(len(self._names))
        self._names.append(name)

    def leave(self, name: str) -> None:
        places = self._places.get(name)
        if not places:
            return
        keep = places[-1]
        while len(self._names) > keep:
            self._places[self._names.pop()].pop()
        while self._scopes and self._scopes[-1] >= keep:
            self._scopes.pop()
