"""The HTML that WordPress would have saved for what a block's attributes say."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, TypeAlias

Attributes: TypeAlias = Mapping[str, Any]


def text(attributes: Attributes, *names: str) -> str:
    """Answer the first of the attributes that holds text; rich text is HTML."""
    for name in names:
        value = attributes.get(name)
        if isinstance(value, str) and value.strip():
            return no_tokens(value.strip())
    return ""


def no_tokens(value: str) -> str:
    """Answer text that comes from outside of the body: nothing in it may look like one of the body's tokens."""
    return value.replace("<!--wpm", "<!--+wpm")


def number(attributes: Attributes, name: str) -> int:
    """Answer an attribute as a number, or 0."""
    value = attributes.get(name)
    if isinstance(value, str) and value.isdecimal() and len(value) < 16:
        return int(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def mappings(attributes: Attributes, name: str) -> Sequence[Attributes]:
    """Answer the objects of a list, or of an object whose keys are places in it."""
    value = attributes.get(name)
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [item for item in values if isinstance(item, dict)]


def mapping(attributes: Attributes, name: str) -> Attributes:
    """Answer an attribute that is an object, or an empty one."""
    value = attributes.get(name)
    return value if isinstance(value, dict) else {}


def start(tag: str, attributes: Mapping[str, str]) -> str:
    """Write an opening tag; attributes without a value are left out."""
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value)
    return f"<{tag}{written}>"


def picture(url: str, *, alt: str = "", title: str = "", attachment: int = 0, href: str = "") -> str:
    """Write an image, in a link if it leads somewhere."""
    name = f"wp-image-{attachment}" if attachment > 0 else ""
    image = start("img", {"src": url, "alt": alt, "title": title, "class": name})
    return f"{start('a', {'href': href})}{image}</a>" if href else image


def figure(name: str, inner: str, caption: str = "") -> str:
    """Write a figure with the class of its block."""
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="{name}">{inner}{below}</figure>'


def paragraphs(html: str) -> str:
    """Answer rich text as paragraphs, which it may be already."""
    return html if not html or html.lower().startswith(("<p", "<h", "<ul", "<ol", "<div")) else f"<p>{html}</p>"
