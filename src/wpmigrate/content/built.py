"""What page builders keep in fields, as the body that WordPress would have had: HTML, shortcodes, and blocks to report.

A builder's part that nothing here knows is written as a block of its own, so that the run reports it as it does every block.
"""

import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from wpmigrate.content.attributed import start
from wpmigrate.content.packs import figure_html, gallery_html, heading_html, link_html, media_html, paragraph_html
from wpmigrate.content.parts import Facts

Settings = Mapping[str, Any]

_WORDS = re.compile(
    r"title|text|content|description|heading|caption|label|editor|name|html|quote|author|subtitle|message|answer|question|body|address",
    re.IGNORECASE,
)
_NOT_WORDS = re.compile(
    r"size|color|colour|align|position|class|_id$|^id$|css|style|type|tag|icon|font|width|height|margin|padding|animation|typography"
    r"|shadow|transform|decoration|layout|skin|html_tag|view|border|background|hover|switch|show|order|url|link|target",
    re.IGNORECASE,
)
_PHP = re.compile(r"<\?(?:php|=).*?(?:\?>|\Z)", re.DOTALL)
_NO_NAME = re.compile(r"[^a-z0-9_-]+")
_DEEPEST = 200


def page(builder: str, inner: str) -> str:
    """Wrap a whole body in one block, so that no new paragraphs are made in it: builders save whole HTML."""
    return f"<!-- wp:{builder}/page -->\n{inner}\n<!-- /wp:{builder}/page -->"


def part(builder: str, name: str, inner: str = "") -> str:
    """Write a part that nothing here knows with what it holds; one that holds nothing is made at view time."""
    kind = f"{builder}/{_NO_NAME.sub('-', name.lower()).strip('-_') or 'part'}"
    return f"<!-- wp:{kind} -->\n{inner}\n<!-- /wp:{kind} -->" if inner.strip() else f"<!-- wp:{kind} /-->"


def form(kind: str, title: str = "") -> str:
    """Write the shortcode of a form, which leaves a mark."""
    return f'[{kind} title="{title.replace(chr(34), chr(39)).replace("]", ")")}"]'


def as_json(value: str) -> Any:
    """Read JSON; one that was slashed once too often is read too."""
    for text in (value, value.replace('\\"', '"').replace("\\\\", "\\")):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            continue
    return None


def words(settings: Settings, *names: str) -> str:
    """Answer the first of the settings that says something."""
    for name in names:
        value = settings.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def rows(settings: Settings, *names: str) -> Sequence[Settings]:
    """Answer the first of the settings that is a list of things."""
    for name in names:
        value = settings.get(name)
        found = list(value.values()) if isinstance(value, Mapping) else value if isinstance(value, list) else []
        if found and all(isinstance(one, Mapping) for one in found):
            return found
    return ()


def address(settings: Settings, *names: str) -> str:
    """Answer the first of the settings that is an address, or that holds one under `url`."""
    for name in names:
        value = settings.get(name)
        told = value.get("url") if isinstance(value, Mapping) else value
        if isinstance(told, str) and told.strip() and told.strip() != "#":
            return told.strip()
    return ""


def image(value: Any, facts: Facts, alt: str = "", href: str = "", caption: str = "") -> str:
    """Write a picture: a map with `url` and `id`, an address, or a number."""
    told = value if isinstance(value, Mapping) else {"url": value} if isinstance(value, str) else {"id": value}
    number = _number(told.get("id")) or _number(told.get("url"))
    known = facts.attachment(number) if number else None
    url = known.url if known else str(told.get("url") or told.get("src") or "")
    if not url.startswith(("http://", "https://", "/")):
        return ""
    name = f"wp-image-{number}" if known else ""
    shown = start("img", {"src": url, "alt": alt or str(told.get("alt") or ""), "class": name})
    return figure_html(f"{start('a', {'href': href})}{shown}</a>" if href else shown, caption)


def pictures(value: Any, facts: Facts) -> str:
    """Write a gallery of pictures: a list of maps, of numbers, or numbers with commas between them."""
    if isinstance(value, str):
        return gallery_html(value)
    found = list(value.values()) if isinstance(value, Mapping) else value if isinstance(value, list) else []
    numbers = [_number(one.get("id") if isinstance(one, Mapping) else one) for one in found]
    if found and all(number and facts.attachment(number) for number in numbers):
        return gallery_html(",".join(map(str, numbers)))
    return "".join(image(one, facts) for one in found)


def _number(value: Any) -> int:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def button(text: str, url: str) -> str:
    """Write a button as a link on a line of its own."""
    return paragraph_html(link_html(text, url))


def linked_whole(inner: str, url: str) -> str:
    """Write a box that leads somewhere wherever it is pressed; one that holds links of its own keeps those."""
    return f"{start('a', {'href': url})}{inner}</a>" if url and inner.strip() and "<a " not in inner else inner


def without_php(code: str) -> str:
    """Answer the HTML of a piece of code without the programs in it."""
    return _PHP.sub("", code)


def listed(items: Sequence[str], *, ordered: bool = False) -> str:
    """Write a list."""
    tag = "ol" if ordered else "ul"
    inner = "".join(f"<li>{one}</li>" for one in items if one)
    return f"<{tag}>{inner}</{tag}>" if inner else ""


def code(text: str, language: str = "") -> str:
    """Write source code."""
    name = f' class="language-{escape(language)}"' if language else ""
    return f"<pre><code{name}>{escape(text, quote=False)}</code></pre>"


def block_words(text: str) -> str:
    """Write words that are HTML already, or a paragraph of those that are not."""
    return text if not text or text.lstrip().startswith(("<", "[")) else paragraph_html(text)


def guessed(settings: Settings, facts: Facts, depth: int = 0) -> str:
    """Write what a part of unknown kind holds: its words, pictures and films, in their order."""
    out: list[str] = []
    for key, value in settings.items():
        if key.startswith("_") or depth > _DEEPEST:
            continue
        if isinstance(value, str):
            out.append(_guessed_words(key, value))
        elif isinstance(value, Mapping):
            url = str(value.get("url") or "")
            shown = image(value, facts) if value.get("id") or _is_picture(url) else ""
            out.append(shown or guessed({k: v for k, v in value.items() if k != "url"}, facts, depth + 1))
        elif isinstance(value, list):
            out += [guessed(one, facts, depth + 1) for one in value if isinstance(one, Mapping)]
    return "".join(out)


def _guessed_words(key: str, value: str) -> str:
    text = value.strip()
    if not text or text.startswith(("{", "#")) or (_NOT_WORDS.search(key) and "<p" not in text):
        return media_html(text) if text.startswith("http") and "video" in key else ""
    if not _WORDS.search(key) and not ("<" in text and ">" in text):
        return ""
    if "title" in key or "heading" in key:
        return heading_html(text, 3)
    return block_words(text)


def _is_picture(url: str) -> bool:
    return url.partition("?")[0].lower().endswith((".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"))
