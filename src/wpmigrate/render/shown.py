"""What a reader is shown by some HTML: text, links, images, code, marks and outline, in a form that can be compared."""

# ruff: noqa: SLF001 - the tables at the end name methods of the class above them

import re
from collections.abc import Mapping
from typing import Final

from wpmigrate.content.html.addresses import address, widest
from wpmigrate.content.html.backgrounds import PICTURES, alternative, painted
from wpmigrate.content.html.dom import EDGES
from wpmigrate.content.html.embeds import flash_video
from wpmigrate.content.html.urls import clean_url, is_safe
from wpmigrate.render.flow import End, Flow, Resolve, Start
from wpmigrate.render.tags import spelled, squeezed
from wpmigrate.render.telling import named

_LIGHT = re.compile(r"font-(?:weight|style)\s*:\s*(?:normal|400)", re.IGNORECASE)
LINK: Final = "link "
"""What the name of a mark begins with that is a link; its address and title follow."""

IMAGE: Final = "\ufffc"
"""Stands in a text where a picture stands."""
_DOUBLES: Final = frozenset(("wp-block-file__button",))
"""Links that only say what the link before them said."""

_OF_LINK: Final = frozenset(("href", "title", "rel", "class"))
"""Attributes of a link that name nothing but where it leads."""

_NOT_SHOWN: Final = frozenset(("script", "style", "template", "noembed", "noframes", "title", "svg", "canvas"))
_MARKS: Final = {
    "b": "strong", "strong": "strong", "em": "em", "i": "em", "del": "del", "s": "del", "strike": "del", "code": "code", "tt": "code",
    "sup": "sup", "sub": "sub", "mark": "mark", "kbd": "kbd", "u": "u", "ins": "ins",
}  # fmt: skip

__all__ = ["IMAGE", "LINK", "Resolve", "Shown", "link_of"]


def link_of(given: Mapping[str, str], lead: Resolve, restore: Resolve) -> str | None:
    """Answer the mark of a link with these attributes, if it is one."""
    href = _href(given, restore)
    return None if href is None else _link_to(href, given, lead, restore)


def _href(given: Mapping[str, str], restore: Resolve) -> str | None:
    href = clean_url(restore(given.get("href", "")))
    return href if "href" in given and is_safe(href) else None


def _link_to(href: str, given: Mapping[str, str], lead: Resolve, restore: Resolve) -> str:
    return f"{LINK}{spelled(lead(href))} {squeezed(restore(given.get('title', '')))}".rstrip()


class Shown(Flow):
    """What some HTML shows, with what each tag means."""

    def __init__(self, lead: Resolve) -> None:
        super().__init__(lead, _STARTS, _ENDS)

    # --- tags

    def _hide(self, name: str, _: Mapping[str, str]) -> None:
        self._skip = (name, 1)

    def _mark(self, name: str, given: Mapping[str, str]) -> None:
        if name == "sup" and "data-fn" in given:
            self._text(str(self._numbers.setdefault(given["data-fn"], len(self._numbers) + 1)))
            self._skip = (name, 1)
        elif given.get("class") == "footnote-definition-label":
            self._skip = (name, 1)
        else:
            mark = "" if given and _LIGHT.search(given.get("style", "")) else _MARKS[name]
            shows = all(mark != other for _, other in self._open)  # bold in bold is bold
            self._open.append((name, mark if shows else ""))

    def _end_of_mark(self, name: str) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == name:
                del self._open[place]
                return

    def _heading(self, _: str, __: Mapping[str, str]) -> None:
        self._before_heading = len(self.runs)

    def _end_of_heading(self, name: str) -> None:
        self.finish()
        for _ in self.runs[self._before_heading :]:
            self.outline.add(name)  # one of two paragraphs is written as two
        self._before_heading = len(self.runs)

    def _end_of_list(self, _: str) -> None:
        self.finish()
        self.outline.end_list()

    def _end_of_row(self, _: str) -> None:
        self.finish()
        self.outline.end_row()

    def _end_of_table(self, _: str) -> None:
        self.finish()
        self.outline.end_table()

    def _end_of_division(self, _: str) -> None:
        self.finish()
        if self._note_depth:
            self._note_depth -= 1
            self._in_notes = self._note_depth > 0

    def _link(self, _: str, given: Mapping[str, str]) -> None:
        href = _href(given, self.restore)
        if href is None:
            return
        in_raised = bool(self._open) and self._open[-1][0] == "sup"
        if href.startswith("#") and in_raised:
            return  # a reference to a note: its number is text
        if any(name in _DOUBLES for name in given.get("class", "").split()):
            self._skip = ("a", 1)
        else:
            mark = _link_to(href, given, self._lead, self.restore)
            self.marks.setdefault(mark, [])  # an empty link is one too
            self._open.append(("a", mark))

    def _image(self, _: str, given: Mapping[str, str]) -> None:
        src = address(given, self.restore)
        if not src or src.startswith("data:"):
            src = next(filter(None, self._choices), src)
        alt = squeezed(self.restore(given.get("alt", "")))
        if self.has_stand_ins and (src.startswith("data:") or spelled(self._lead(src)) in self._seen):
            return  # a lazy image and its copy for browsers without scripts are one
        if src and is_safe(src, image=True):
            self._text(IMAGE)
            self.images.append((spelled(self._lead(src)), alt))
            self._seen.add(self.images[-1][0])
        elif alt:
            self._text(alt)

    def _attributes(self, name: str, given: Mapping[str, str]) -> None:
        if (name == "a" and given.keys() <= _OF_LINK) or (name in PICTURES and "longdesc" not in given):
            return  # most there are
        restored = {attribute: self.restore(value) for attribute, value in given.items()}
        pictures = painted(name, restored, str) if self._pre is None else []
        for src in pictures:
            if name in EDGES:
                self.finish()
            self._text(IMAGE)
            self.images.append((spelled(self._lead(src)), squeezed(alternative(restored))))
            if name in EDGES:
                self.finish()
        poster = clean_url(restored.get("poster", "")) if name == "video" else ""
        if poster and is_safe(poster, image=True):
            self.images.append((spelled(self._lead(poster)), ""))
        self.addresses.update((url, None) for url in named(name, restored) if url not in pictures)

    def _picture(self, _: str, __: Mapping[str, str]) -> None:
        self._in_picture = True
        self._choices = []

    def _end_of_picture(self, _: str) -> None:
        self._in_picture = False
        self._choices = []

    def _player(self, name: str, given: Mapping[str, str]) -> None:
        if self._in_picture:
            self._choices.append(widest(given, self.restore))
            return
        if self._flash(name, given):
            return
        url = clean_url(
            self.restore(given.get("src", "") or given.get("data-src", "") or given.get("data-lazy-src", ""))
        )
        if name != "param" and url and url != "about:blank" and is_safe(url):
            self.players.append(spelled(self._lead(url)))

    def _flash(self, name: str, given: Mapping[str, str]) -> bool:
        """Read an old Flash player as the link to its video."""
        pages = (flash_video(given.get(place, "")) for place in ("src", "data", "value"))
        page = next(filter(None, pages), "") if name in ("embed", "object", "param") else ""
        if page:
            self.finish()
            self._run.append(page)
            self.finish()
            self.marks.setdefault(f"{LINK}{page}", []).append(page)
            self._skip = ("object", 1) if self._in_object else None
        return page != ""

    def _start_of_code(self, _: str, given: Mapping[str, str]) -> None:
        if "wp-block-verse" in given.get("class", ""):
            self._verse = True
        else:
            self._pre = []
            self.outline.add("code")

    def _end_of_code(self, _: str) -> None:
        self.finish()
        self._verse = False
        if self._pre is not None:
            text = "".join(self._pre).removeprefix("\n").removesuffix("\n")
            self._pre = None
            self.code.append(text)
            self._run.append(text)
            self.finish()

    def _start_of_list(self, name: str, given: Mapping[str, str]) -> None:
        self.outline.start_list(name, given)

    def _item(self, _: str, given: Mapping[str, str]) -> None:
        if not self._in_notes:
            self.outline.item(given)

    def _quote(self, _: str, __: Mapping[str, str]) -> None:
        self.outline.add("quote")

    def _rule(self, _: str, __: Mapping[str, str]) -> None:
        self.outline.add("rule")

    def _table(self, _: str, __: Mapping[str, str]) -> None:
        self.outline.start_table()

    def _row(self, _: str, __: Mapping[str, str]) -> None:
        self.outline.start_row()

    def _cell(self, _: str, __: Mapping[str, str]) -> None:
        self.outline.cell()

    def _division(self, _: str, given: Mapping[str, str]) -> None:
        if given.get("class") == "footnote-definition":
            self._in_notes = True
            self._note_depth = 1
        elif self._note_depth:
            self._note_depth += 1

    def _object(self, _: str, given: Mapping[str, str]) -> None:
        self._in_object = True
        if "wp-block-file__embed" in given.get("class", ""):
            self._skip = ("object", 1)
        else:
            self._flash("object", given)

    def _end_of_object(self, _: str) -> None:
        self.finish()
        self._in_object = False

    def _box(self, _: str, given: Mapping[str, str]) -> None:
        if given.get("type", "").lower() == "checkbox":
            self.outline.add("box checked" if "checked" in given else "box")


# --- which tag is read how

_STARTS: Mapping[str, Start] = {
    **dict.fromkeys(_NOT_SHOWN, Shown._hide),
    **dict.fromkeys(_MARKS, Shown._mark),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), Shown._start_of_list),
    **dict.fromkeys(("td", "th"), Shown._cell),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Shown._heading),
    **dict.fromkeys(("iframe", "video", "audio", "source", "embed", "param"), Shown._player),
    "a": Shown._link,
    "blockquote": Shown._quote,
    "hr": Shown._rule,
    **dict.fromkeys(("img", "image", "amp-img"), Shown._image),
    "picture": Shown._picture,
    "input": Shown._box,
    "li": Shown._item,
    "object": Shown._object,
    "pre": Shown._start_of_code,
    "div": Shown._division,
    "table": Shown._table,
    "tr": Shown._row,
}
_ENDS: Mapping[str, End] = {
    **dict.fromkeys((*_MARKS, "a"), Shown._end_of_mark),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Shown._end_of_heading),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), Shown._end_of_list),
    "object": Shown._end_of_object,
    "picture": Shown._end_of_picture,
    "pre": Shown._end_of_code,
    "div": Shown._end_of_division,
    "table": Shown._end_of_table,
    "tr": Shown._end_of_row,
}
