"""What may stand between a shortcode's name and its bracket: orderly attributes, odd ones, and soup."""

from collections.abc import Iterator

from chance import Chance

NAMES = [
    "a", "id", "Width", "data-x", "_", "-", "0", "00", "5", "12", "-5", "007", "1000000000000000000", "9223372036854775808",
    "한", "é", "a.b", "x:y", "[a", "a]", "<a", "a>", "ſ", "İ", "$a", "a\\",
]  # fmt: skip
EQUALS = ["=", "=", "=", "=", " = ", "= ", " =", "\n=\t", "==", "\u00a0=", "=\u200b", "\v=\f", ""]
PLAIN = [
    "x", "one two", " padded ", "", "0", "1,2,3", "https://a.example/?b=c&d=e", "b=c", "안녕 하세요", "🎈", "a\nb", "a\tb", "\u00a0", "a\u200bb",
    "\u2028", "&quot;", "&#8220;x&#8221;", "/", "c='d'", "it's", 'say "x"', "[b]", "]", "“x”", "”5″", "ſİ", "\r\n", "é",
]  # fmt: skip
MARKUP = ["<b>x</b>", "<b", "<", ">", "a < b", "<br/>", "<b x='1>2'>", "<!-- c -->", '<a href="u">x</a>', "x<y>z<", "<>"]  # fmt: skip
ESCAPES = [
    "\\", "\\\\", "\\n", "\\t", "\\r\\a\\v\\b\\f", "\\0", "\\012", "\\101", "\\400", "\\777", "\\8", "\\x41", "\\x4", "\\x", "\\xg", "\\x412", "\\xc3\\xa9",
    "\\xff", "\\xe2\\x82", "\\351", "\\q", '\\"', "\\'", "\\ ", "\\한", "a\\", "\\\n", "C:\\new\\table\\x20",
]  # fmt: skip
SPACES = [
    " ",
    " ",
    " ",
    " ",
    "",
    "  ",
    "\n",
    "\t",
    "\r\n",
    "\u00a0",
    "\u200b",
    "\u00a0\u200b ",
    "\v",
    "\f",
    "\u3000",
    "\x85",
    " / ",
]
SOUP = [
    "a",
    "b",
    "0",
    "=",
    '"',
    "'",
    " ",
    "\\",
    "<",
    ">",
    "/",
    "\n",
    "한",
    "\u00a0",
    "-",
    "x",
    "7",
    "&quot;",
    "]",
    "[",
    "!",
]


def value(chance: Chance) -> str:
    kind = chance.below(10)
    if kind < 6:
        return chance.pick(PLAIN)
    if kind < 8:
        return chance.pick(ESCAPES) + chance.some(PLAIN, 1) + chance.some(ESCAPES, 1)
    return chance.some(PLAIN, 1) + chance.pick(MARKUP) + chance.some(MARKUP, 1)


def attribute(chance: Chance) -> str:
    quote = chance.pick(['"', '"', '"', "'", "'", "", "", "”", "&quot;"])
    end = quote if chance.often(0.94) else chance.pick(['"', "'", ""])
    text = quote + value(chance) + end
    return text if chance.often(0.25) else chance.pick(NAMES) + chance.pick(EQUALS) + text


def text(chance: Chance) -> str:
    if chance.often(0.2):
        return chance.some(SOUP, 24)
    return chance.pick(SPACES) + "".join(attribute(chance) + chance.pick(SPACES) for _ in range(chance.below(6)))


def bodies(count: int, seed: int) -> Iterator[str]:
    chance = Chance(seed)
    for _ in range(count):
        yield text(chance)
