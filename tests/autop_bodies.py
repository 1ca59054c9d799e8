"""Classic bodies by chance: pieces of prose, tags, white space and damage, for comparing autop with WordPress.

`python tests/autop_bodies.py COUNT SEED` prints one JSON string a line; a WordPress answers them for fixtures/autop/pairs.jsonl.
"""

import json
import random
import sys
from collections.abc import Iterator

SPACES = [
    "\n",
    "\n\n",
    "\n\n\n",
    " ",
    "  ",
    "\r\n",
    "\r\n\r\n",
    "\t",
    "\n \n",
    "\u00a0",
    "\v",
    "\f",
    " \n",
    "\n\t\n ",
    "\r",
    "\0",
]
WORDS = [
    "one",
    "kimchi",
    "안녕",
    "a < b",
    "x > y",
    "&amp;",
    "https://example.com/a",
    "[gallery]",
    "]",
    "-->",
    "--",
    "ſ",
    "<",
    ">",
    "<>",
]
BLOCKS = [
    "table", "thead", "tbody", "tr", "td", "th", "caption", "col", "div", "dl", "dt", "dd", "ul", "ol", "li", "form", "blockquote",
    "BLOCKQUOTE", "address", "p", "P", "h1", "h6", "h7", "hr", "section", "figure", "figcaption", "details", "summary", "header",
    "area", "map", "legend", "link", "picture", "nav",
]  # fmt: skip
INLINES = [
    "b",
    "em",
    "a",
    "span",
    "code",
    "object",
    "select",
    "option",
    "video",
    "audio",
    "script",
    "style",
    "svg",
    "math",
    "textarea",
    "pre",
]
VOIDS = [
    "<br>", "<br/>", "<br />", "<br  >", "<hr>", "<hr />", "<hr class='x'>", "<img src=\"a.png\" alt='b'>", "<!--more-->", "<!--nextpage-->",
    "<!-- note -->", "<!-- a\n\nb -->", "<!-->", "<!-- open", "<![CDATA[ x\n\ny ]]>", "<![CDATA[ open", '<param name="a" value="b" />',
    '<embed src="x">', '<source src="a.mp4">', "<track>", "<input\nvalue='1\n\n2'>", "<WPPreserveNewline />", "<!-- wpnl -->", "<br", "</br>",
    "[video]", "[/video]", "[audio src='x']", "[/audio]", "<div", "</p", "<p", "<pre", "</pre>", "<script", "</script>", "<source",
]  # fmt: skip
ATTRIBUTES = ["", "", "", ' class="a"', " style='x: y'", "\nid=q", ' title="a\n\nb"', " a>b", "/", " /", " <"]


def piece(rng: random.Random, depth: int) -> str:
    kind = rng.random()
    if kind < 0.35:
        return rng.choice(WORDS)
    if kind < 0.55:
        return rng.choice(SPACES)
    if kind < 0.68:
        return rng.choice(VOIDS)
    name = rng.choice(BLOCKS if kind < 0.88 else INLINES)
    opening = f"<{name}{rng.choice(ATTRIBUTES)}>"
    if rng.random() < 0.12 or depth > 3:
        return rng.choice([opening, f"</{name}>"])
    return f"{opening}{body(rng, rng.randrange(5), depth + 1)}</{name}>"


def body(rng: random.Random, length: int, depth: int = 0) -> str:
    return "".join(piece(rng, depth) + (rng.choice(SPACES[:7]) if rng.random() < 0.4 else "") for _ in range(length))


def bodies(count: int, seed: int) -> Iterator[str]:
    """Yield `count` different kinds of body, the same for the same seed."""
    rng = random.Random(seed)
    for _ in range(count):
        yield body(rng, rng.randrange(1, 14))


if __name__ == "__main__":
    for text in bodies(int(sys.argv[1]), int(sys.argv[2])):
        sys.stdout.write(f"{json.dumps(text)}\n")
