"""Bodies of the block editor: blocks in blocks, void ones, text between, every kind of JSON, and delimiters that are nearly ones."""

from collections.abc import Iterator

from chance import Chance

NAMES = ["a", "paragraph", "core/list", "acme/box-2", "b_c", "acme_x/y", "more", "x9"]
NEARLY = ["A", "1a", "a/b/c", "/a", "a.b", "", "-a", "a/", "é", "a/1", "a/B"]
SPACES = [" ", " ", " ", " ", " ", " ", "\n", "\t ", "  ", "\r\n", "\f", "\v"]
NEARLY_SPACES = ["", "\u00a0", "\u3000", "-", "&nbsp;"]
TEXT = [
    "x", "안녕 🎈", "<p>one</p>", "\n", "\n\n", " ", "0", "00", "<ul><li>", "</li></ul>", "<!-- note -->", "<!--", "-->", "<!-- wp", "{", "}", "} -->", "} /-->", "[box]",
    "&amp;", "&#8220;", "<pre>a\n\nb</pre>", "<script>if (a < b) {}</script>", "<style>a{b:c}</style>", "<![CDATA[ x ]]>", "\u00a0", "\r\n", "\\", "\\u003c", '"', "'", "--",
    "<!--more-->", "<!--nextpage-->", "<!-- wp:", "<!-- /wp:", "$1", "<!-- <!-- ",
]  # fmt: skip
SCALARS = [
    "1", "0", "-1", "1.5", "-0.25", "1e3", "1E-2", "12345678901", "9223372036854775807", "true", "false", "null", '""', '"x"', '"안녕"', '"🎈"', '"\\u003cb\\u003e"',
    '"\\u002d\\u002d"', '"a\\"b"', '"\\\\"', '"\\/"', '"\\n\\t\\r\\b\\f"', '"\\u0000"', '"\\ud83c\\udf88"', '"}"', '"{"', '"]"', '"-->"', '"a } b"', '"&amp;"', "[]", "{}",
    '"--"', "\"it's\"", "100000000000000000000", "1.0", '"\\u00e9"', "0.1", "1e22",
]  # fmt: skip
BROKEN = [
    "NaN", "'x'", "01", "+1", ".5", "1.", "True", "undefined", "x", '"\\x41"', '"\\ud800"', '"\\udc00"', '"\\ud83cx"', '"a\nb"', '"a\tb"', '"open', "[1,]", '{"a":}', "[1 2]", "",
    "0x10", '"\\u12"', "-", "1e", "nul", "[", '{"a":1', "/* c */ 1", "1 // c", "Infinity", '"\\', "\u00a01", '{"a" 1}', "{a:1}", "\x01", '"\x01"', "\ufeff1",
]  # fmt: skip
KEYS = ['"a"', '"b"', '"className"', '"안"', '""', '"0"', '"1"', '"2"', '"a\\u0062"', '"-1"', '"__proto__"']
JSON_SPACES = ["", "", "", "", " ", "\n", "\t", "\r\n"]


def scalar(chance: Chance) -> str:
    return chance.pick(SCALARS) if chance.often(0.97) else chance.pick(BROKEN)


def json_text(chance: Chance, depth: int) -> str:
    kind = chance.below(10)
    if kind < 6 or depth > 2:
        return scalar(chance)
    space = chance.pick(JSON_SPACES)
    if kind < 8:
        return f"[{space}{f',{space}'.join(json_text(chance, depth + 1) for _ in range(chance.below(4)))}{space}]"
    return json_object(chance, depth + 1)


def json_object(chance: Chance, depth: int = 0) -> str:
    space = chance.pick(JSON_SPACES)
    members = (f"{chance.pick(KEYS)}{space}:{space}{json_text(chance, depth)}" for _ in range(chance.below(4)))
    return "{" + space + f",{space}".join(members) + space + "}"


def attributes(chance: Chance) -> str:
    if chance.often(0.4):
        return ""
    source = json_object(chance)
    if chance.often(0.05):
        source = chance.pick(
            ["{" + source, source + "}", source[:-1], source[1:], "{'a':1}", "[1]", "{,}", source + "x"]
        )
    return source + (chance.pick(SPACES) if chance.often(0.97) else "")


def delimiter(chance: Chance, name: str, *, mark: str = "", void: str = "") -> str:
    first, second = chance.pick(SPACES), chance.pick(SPACES)
    if chance.often(0.04):
        first = chance.pick(NEARLY_SPACES)
    if chance.often(0.03):
        second = chance.pick(NEARLY_SPACES)
    given = attributes(chance) if not mark or chance.often(0.03) else ""
    return f"<!--{first}{mark}wp:{name}{second}{given}{void}-->"


def block(chance: Chance, depth: int) -> str:
    name = chance.pick(NAMES) if chance.often(0.96) else chance.pick(NEARLY)
    if chance.often(0.25):
        return delimiter(chance, name, void="/", mark="/" if chance.often(0.04) else "")
    inner = body(chance, chance.below(4), depth + 1)
    closing = name if chance.often(0.93) else chance.pick(NAMES)
    return delimiter(chance, name) + inner + (delimiter(chance, closing, mark="/") if chance.often(0.975) else "")


def body(chance: Chance, length: int, depth: int = 0) -> str:
    parts = (block(chance, depth) if depth < 5 and chance.often(0.55) else chance.some(TEXT, 3) for _ in range(length))
    return "".join(parts)


def bodies(count: int, seed: int) -> Iterator[str]:
    chance = Chance(seed)
    for _ in range(count):
        yield body(chance, 1 + chance.below(5))
