"""What stands in an HTML report: its rows and bodies, unpacked, and what in it could do anything."""

import json
import re
import zlib
from base64 import b64decode

from selectolax.lexbor import LexborHTMLParser

_GRID = re.compile(r'data-grid="(\w+)".*?<script type="text/plain" class="rows-data">([^<]*)</script>', re.DOTALL)
_BODIES = re.compile(r'<script type="text/plain" id="bodies">([^<]*)</script>')
INERT = frozenset(("application/json", "text/plain"))
FORBIDDEN = "iframe,img,object,embed,video,audio,form,base,link:not([rel=icon]),meta[http-equiv=refresh],frame,svg script,svg a,svg image,foreignObject"


def inflate(text: str) -> str:
    return zlib.decompress(b64decode(text), -15).decode()


def rows(page: str) -> dict[str, list[list[object]]]:
    """Answer the rows of each table."""
    return {name: json.loads(inflate(text)) for name, text in _GRID.findall(page)}


def bodies(page: str) -> dict[int, tuple[str, str]]:
    """Answer both sides of each body that the page holds, in its order."""
    lines = _BODIES.search(page)[1].split()
    pairs = (line.partition(":") for line in lines)
    return {int(place): tuple(inflate(text).split("\0")) for place, _, text in pairs}


def live(page: str) -> list[str]:
    """List what in a page could run, load or lead away, beyond its own script."""
    tree = LexborHTMLParser(page)
    scripts = [node for node in tree.css("script") if node.attributes.get("type") not in INERT]
    found = [f"{len(scripts)} scripts"] if len(scripts) != 1 or scripts[0].attributes else []
    found += [node.html[:200] for node in tree.css(FORBIDDEN)]
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            link = name == "href" and not (value or "").startswith(("#", "data:,"))
            if link or name.startswith("on") or name in ("src", "srcset", "srcdoc", "action", "formaction", "style", "xlink:href", "background", "poster", "ping"):  # fmt: skip
                found.append(f"<{node.tag} {name}={value!r}>"[:200])
    return found


def text_of(page: str) -> str:
    """Answer the text of a page, one element with text of its own a line."""
    tree = LexborHTMLParser(page)
    tree.strip_tags(["script", "style"])
    text = tree.body.text(separator="\n", strip=True)
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line) + "\n"
