"""A page of its own: one file with its style and script in it, which asks no network for anything."""

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec

from wpmigrate.report.printable import visible

if TYPE_CHECKING:
    from jinja2 import Environment


def render(template: str, **values: Any) -> Iterator[str]:
    """Render a template that extends `page.html`, piece by piece; whatever it is given is escaped."""
    style, script = _asset("page.css"), _script()
    yield from (
        _environment()
        .get_template(template)
        .generate(style=style, script=script, policy=_policy(style, script), **values)
    )


def _script() -> str:
    """Join the script of the page, in the order in which its parts need each other, in a scope of its own."""
    parts = "\n".join(map(_asset, ("cells.js", "grid.js", "post.js", "page.js")))
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def _policy(style: str, script: str) -> str:
    """Allow the page its own style and script, by their hashes, and nothing else."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _asset(name: str) -> str:
    return files("wpmigrate.report").joinpath("templates", name).read_text("utf-8")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only who asks for a page waits for it

    environment = Environment(
        loader=PackageLoader("wpmigrate.report", "templates"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda value: f"{value:,}"
    environment.filters["percent"] = percent
    environment.filters["json_text"] = lambda value: msgspec.json.encode(value).decode()
    return environment


def _shown(value: Any) -> Any:
    """Keep what moves a cursor or turns text around out of a page; what is ours is marked as safe and stays."""
    if type(value) is not str or value.isprintable():
        return value
    return "\n".join(map(visible, value.replace("\t", " ").split("\n")))


def percent(share: float | None) -> str:
    """Answer a share in percent; only all of it is 100 %."""
    if share is None:
        return "–"
    return "100 %" if share >= 1 else f"{int(share * 10_000) / 100:.2f} %"
