"""How deep a browser's parser nests a body, counted before a parser that is quadratic in depth sees it.

The count follows the HTML standard's stack of open elements and its list of active formatting elements: a `<b>` that is
never closed is opened again in every paragraph that follows, each time a level deeper or a copy more.
"""

import re
from collections.abc import Iterable

LIMIT = 1_000
_MAX_FORMATTING = 250
_COPIES = 16
"""How many copies of formatting elements a tag of the body may stand for, on average."""

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)([^<>]*)")
_HEADING = re.compile(r"h[1-6]\Z")
_NEVER_OPEN = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_SECTIONS = ("tbody", "thead", "tfoot")
_PARTS = {
    **dict.fromkeys(["td", "th"], ("tr", *_SECTIONS, "table")),
    "tr": (*_SECTIONS, "table"),
    **dict.fromkeys([*_SECTIONS, "caption", "colgroup"], ("table",)),
}
"""The parts of a table, and where each may stand: what is open there ends before it; without a table it is no tag."""
_MARKERS = frozenset("td th caption object applet marquee template".split())
_SCOPE = _MARKERS | {"table"}
_INLINE = frozenset("applet button marquee object select xmp".split())
"""Special elements that stand in a line of text, so that lost formatting is opened again around them."""
_IMPLIED = {"td": "tr", "th": "tr", "tr": "tbody"}
_SPECIAL = frozenset(_PARTS).union(
    "address applet article aside blockquote body button center dd details dir div dl dt fieldset figcaption"
    " figure footer form frameset h head header hgroup html iframe li listing main marquee menu nav noembed noframes"
    " noscript object ol p plaintext pre script search section select style summary table template textarea title ul xmp h".split()
)
_KINDS = (
    _SPECIAL,
    _SCOPE,
    _SCOPE | {"button"},
    _SPECIAL - {"address", "div", "p"},
    _SCOPE | {"ol", "ul"},
)
_SPECIALS, _SCOPES, _BUTTON_SCOPES, _BARRIERS, _LIST_SCOPES = range(len(_KINDS))
_KINDS_OF = {name: tuple(kind for kind, names in enumerate(_KINDS) if name in names) for name in _SPECIAL}
_FOREIGN = frozenset(["svg", "math"])
_PARAGRAPH_ENDS = frozenset(
    "address article aside blockquote center dd details dir div dl dt fieldset figcaption figure footer form h header"
    " hgroup li listing main menu nav ol p plaintext pre search section summary table ul xmp".split()
)
_ENDED = {
    "li": (("li",), _BARRIERS),
    "dd": (("dd", "dt"), _BARRIERS),
    "dt": (("dd", "dt"), _BARRIERS),
    "button": (("button",), _SCOPES),
    **dict.fromkeys(["option", "optgroup", "rt", "rp"], (("option", "rt", "rp"), _SPECIALS)),
}
"""Which open elements a start tag ends, and past which kind it does not look for them."""


def is_too_deep(html: str, limit: int = LIMIT) -> bool:
    """Tell whether elements are nested more than `limit` deep, or copied beyond any sense."""
    tags = html.count("<")
    if 2 * tags <= limit:  # a cell without its row stands for two
        return False
    tree = _Tree()
    at = 0
    for tag in _TAG.finditer(html):
        if tag.start() > at:
            tree.reopen()
        at = tag.end() + 1
        name = tag[2].lower()
        name = "h" if _HEADING.match(name) else name
        if name in _NEVER_OPEN:
            tree.reopen()
        elif tag[1]:
            tree.leave(name)
        elif not (tree.last(_FOREIGN) >= 0 and tag[3].endswith("/")):
            tree.enter(name, tag[3])
        if tree.depth > limit or tree.copies > _COPIES * tags or len(tree.formatting) > _MAX_FORMATTING:
            return True
    return False


class _Element:
    """An element; `place` is where it stands among the open ones, or -1."""

    __slots__ = ("attributes", "name", "place")

    def __init__(self, name: str, attributes: str, place: int) -> None:
        self.name = name
        self.attributes = attributes
        self.place = place


class _Tree:
    """The open elements, with the places of each name, so that closing one is as cheap as opening it was."""

    def __init__(self) -> None:
        self.depth = 0
        self.copies = 0
        self.formatting: list[_Element | None] = []
        """The active formatting elements; None is a marker, before which none is opened again."""
        self._open: list[_Element | None] = []
        self._places: dict[str, list[int]] = {}
        self._kinds: tuple[list[int], ...] = tuple([] for _ in _KINDS)

    def last(self, names: Iterable[str]) -> int:
        """Answer where the innermost open element with one of these names stands, or -1."""
        places = self._places
        return max((found[-1] for name in names if (found := places.get(name))), default=-1)

    def enter(self, name: str, attributes: str) -> None:
        """Open an element, after those that its start tag ends."""
        if name in _PARTS and self.last(("table",)) < 0:
            return
        if name in _SPECIAL or name in _ENDED:
            self._end_before(name)
        elif name == "a" and (link := self._find("a")):
            self._adopt(link)
        if name not in _SPECIAL or name in _INLINE:
            self.reopen()
        element = self._push(_Element(name, attributes, -1))
        if name in _FORMATTING:
            self._remember(element)
        elif name in _MARKERS:
            self.formatting.append(None)

    def leave(self, name: str) -> None:
        """Close the element that an end tag closes, if it closes any."""
        if name in _FORMATTING and (element := self._find(name)):
            self._adopt(element)
            return
        place = self.last((name,))
        if name in _PARTS or name == "table":
            barrier = self.last(("table",))
        else:
            barrier = self._edge(_LIST_SCOPES if name == "li" else _SCOPES if name in _SPECIAL else _SPECIALS)
        if place >= barrier and place >= 0:
            self._cut(place)

    def reopen(self) -> None:
        """Open again what was closed with the element around it, as text and inline elements do."""
        lost: list[_Element] = []
        for element in reversed(self.formatting):
            if element is None or element.place >= 0:
                break
            lost.append(element)
        self.copies += len(lost)
        for element in reversed(lost):
            self._push(element)

    def _end_before(self, name: str) -> None:
        if name in _PARTS:
            self._cut(self.last(_PARTS[name]) + 1)
            if name in _IMPLIED and self.last(_PARTS[name][:-1]) < self.last(("table",)):
                self.enter(_IMPLIED[name], "")
            return
        if name in _PARAGRAPH_ENDS and (paragraph := self.last(("p",))) > self._edge(_BUTTON_SCOPES):
            self._cut(paragraph)
        if name == "h" and self._open and (heading := self._open[-1]) and heading.name == "h":
            self._cut(heading.place)
        if name == "table" and (table := self.last(("table",))) > self.last(("td", "th", "caption", "template")):
            self._cut(table)
        if name in _ENDED:
            self._end(*_ENDED[name])

    def _end(self, names: Iterable[str], kind: int) -> None:
        place = self.last(names)
        if place >= 0 and place >= self._edge(kind):
            self._cut(place)

    def _edge(self, kind: int) -> int:
        places = self._kinds[kind]
        return places[-1] if places else -1

    def _push(self, element: _Element) -> _Element:
        element.place = len(self._open)
        self._places.setdefault(element.name, []).append(element.place)
        for kind in _KINDS_OF.get(element.name, ()):
            self._kinds[kind].append(element.place)
        self._open.append(element)
        self.depth += 1
        return element

    def _remember(self, element: _Element) -> None:
        """Remember a formatting element, but not a fourth one of its kind."""
        alike = []
        for index in range(len(self.formatting) - 1, -1, -1):
            other = self.formatting[index]
            if other is None:
                break
            if other.name == element.name and other.attributes == element.attributes:
                alike.append(index)
        if len(alike) > 2:
            del self.formatting[alike[-1]]
        self.formatting.append(element)

    def _find(self, name: str) -> _Element | None:
        for element in reversed(self.formatting):
            if element is None:
                return None
            if element.name == name:
                return element
        return None

    def _adopt(self, element: _Element) -> None:
        """Close a formatting element; blocks that stand in it stay open."""
        if 0 <= element.place < self._edge(_SCOPES):
            return
        self.formatting.remove(element)
        if element.place < 0:
            return
        if self._edge(_SPECIALS) > element.place:
            self._places[element.name].remove(element.place)
            self._open[element.place] = None
            element.place = -1
            self.depth -= 1
        else:
            self._cut(element.place)

    def _cut(self, place: int) -> None:
        """Close everything from `place` on, and with a cell or an object the formatting that began in it."""
        while len(self._open) > place:
            element = self._open.pop()
            if element is None:
                continue
            element.place = -1
            self._places[element.name].pop()
            self.depth -= 1
            for kind in _KINDS_OF.get(element.name, ()):
                self._kinds[kind].pop()
            if element.name in _MARKERS:
                while self.formatting and self.formatting.pop() is not None:
                    pass
