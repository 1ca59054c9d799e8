"""Bodies full of square brackets: shortcodes alone, in pairs and inside one another, escaped, broken, and in markup."""

from collections.abc import Iterator

from chance import Chance

KNOWN = ("box", "box-x", "note", "n1", "b_c", "A")
"""The names that a handler claims, here and in the WordPress that is asked."""
NEARLY = ["Box", "boxes", "box_", "box-", "box한", "noté", "other", "a", "wp", "box.x", "1n"]
ATTRIBUTES = [
    "", "", "", ' a="b"', " id=1", " a='x y' c", ' u="https://a.example/a/b/"', " /", "/", " a/b", "/ ", "//", " a=b/", " a/", '\nt="1\n\n2"', " \u00a0 한",
    ' a="b]c"', ' a="[n1]"', "[", " [note", "=1", "<b>", ' t="<b x=\'[y]\'>"', ' "q', "&quot;", "\\", ".", ",x", "]",
]  # fmt: skip
PROSE = [
    "word", "안녕", "two words", "\n", "\n\n", " ", "[", "]", "[[", "]]", "[/", "/]", "[]", "[ ]", "a[1]", "[1]", "[here]", "&#91;", "&#93;", "&#091;",
    "&lt;", "&amp;", "\u00a0", "\r\n", "🎈", "[[[", "]]]", "$1", "\\1", "]](x)", "[ box]", "[/ box]", "[box", "box]",
]  # fmt: skip
MARKUP = [
    "<b>", "</b>", "<br />", "<p>", "</p>", "<a href='[box]'>", '<a title="[note]x[/note]">', "<img alt='[/box]'>", "<!-- [box] -->", "<!-- open", "-->", "<!--",
    "<!-->", "<![CDATA[ [box] ]]>", "<![CDATA[", "]]>", "<", ">", "3 < 4", "I <3 you", "5 > 4", "< [box] >", "<[box]>", "<b [box]>", "<div\n[n1]\n>", "</", "<!x [box]>",
]  # fmt: skip
CODE = [
    "<code>[[box]]</code>",
    "<pre>a[1] [[note]x[/note]]</pre>",
    "<code>[[other]] [other]</code>",
    "<pre class='[[box]]'>x</pre>",
]
WRAPS = [("", "")] * 9 + [("[", "]"), ("[", "]"), ("[[", "]]"), ("[", ""), ("", "]")]


def shortcode(chance: Chance, depth: int) -> str:
    name = chance.pick(KNOWN if chance.often(0.75) else NEARLY)
    before, after = chance.pick(WRAPS)
    opening = f"[{name}{chance.pick(ATTRIBUTES)}]"
    if chance.often(0.45):
        return before + opening + after
    inner = body(chance, chance.below(4), depth + 1)
    closing = chance.pick(KNOWN) if chance.often(0.1) else name
    return f"{before}{opening}{inner}{f'[/{closing}]' if chance.often(0.85) else ''}{after}"


def piece(chance: Chance, depth: int) -> str:
    kind = chance.below(20)
    if kind < 8 and depth < 4:
        return shortcode(chance, depth)
    if kind < 15:
        return chance.pick(PROSE)
    return chance.pick(MARKUP) if kind < 19 else chance.pick(CODE)


def body(chance: Chance, length: int, depth: int = 0) -> str:
    return "".join(piece(chance, depth) for _ in range(length))


def bodies(count: int, seed: int) -> Iterator[str]:
    chance = Chance(seed)
    for _ in range(count):
        yield body(chance, 1 + chance.below(9))
