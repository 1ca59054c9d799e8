"""The addresses that a file of text names: those of its links, pictures and embedded files."""

import html
import re
from collections.abc import Iterator
from typing import Final

from wpmigrate.render.rendered import render_commonmark

_FRONT_MATTER: Final = re.compile(r"\A(---|\+\+\+)\n.*?^\1\n", re.DOTALL | re.MULTILINE)
_NAMED: Final = re.compile(r"""<[a-z][^<>]*?\s(?:href|src|poster)=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


def addresses(markdown: str) -> Iterator[str]:
    """List the addresses in a Markdown file, front matter left out; what stands in code is none."""
    shown = render_commonmark(_FRONT_MATTER.sub("", markdown, count=1))
    for found in _NAMED.finditer(shown):
        yield html.unescape(found[1] if found[1] is not None else found[2])
