"""Classic bodies as people write them: paragraphs, lines and plain HTML, with shortcodes alone, in pairs, and between words."""

from collections.abc import Iterator

from chance import Chance

KNOWN = ("box", "box-x", "aside", "b_c")
WORDS = [
    "word",
    "two words",
    "안녕 하세요",
    "a &amp; b",
    "&nbsp;",
    "“q”",
    "<b>bold</b>",
    "<em>x</em> y",
    '<a href="https://a.example/">link</a>',
    "1 [here]",
    "🎈",
    "x<br>y",
    "[[box]]",
    "[[aside]x[/aside]]",
]
ENDS = ["\n", "\n", "\n\n", "\n\n", "\n\n", "\n\n\n", " ", "", "\r\n", "\r\n\r\n", "\n \n", " \n", "\n\t", "\n\n "]
ATTRIBUTES = ["", "", ' a="b"', " id=1", " a='x y' c", ' u="https://a.example/a/"', " /", ' t="1\n2"']
ELEMENTS = ["div", "blockquote", "h2", "p", "section", "center"]


def shortcode(chance: Chance, depth: int) -> str:
    name = chance.pick(KNOWN)
    opening = f"[{name}{chance.pick(ATTRIBUTES)}]"
    if opening.endswith("/]") or chance.often(0.5):
        return opening
    space = chance.pick(["", "", "\n", "\n\n"])
    return f"{opening}{space}{body(chance, chance.below(3), depth + 1)}{space}[/{name}]"


def piece(chance: Chance, depth: int) -> str:
    kind = chance.below(20)
    if kind < 8 and depth < 2:
        return shortcode(chance, depth)
    if kind < 17 or depth > 2:
        return chance.pick(WORDS)
    if kind == 17:
        items = "".join(f"<li>{piece(chance, 3)}</li>{chance.pick(['', chr(10)])}" for _ in range(1 + chance.below(3)))
        return f"<ul>{chance.pick(['', chr(10)])}{items}</ul>"
    name = chance.pick(ELEMENTS)
    return f"<{name}>{body(chance, 1 + chance.below(3), depth + 1)}</{name}>"


def body(chance: Chance, length: int, depth: int = 0) -> str:
    return "".join(piece(chance, depth) + chance.pick(ENDS) for _ in range(length)).removesuffix("\n")


def bodies(count: int, seed: int) -> Iterator[str]:
    chance = Chance(seed)
    for _ in range(count):
        yield body(chance, 1 + chance.below(8))
