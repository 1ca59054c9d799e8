"""Change an input where its structure bends: whole tokens are moved, doubled, nested, swapped for worse ones, or cut."""

import re
from collections.abc import Callable
from functools import lru_cache

from chance import Chance

_TOKENS = re.compile(
    rb"<!\[CDATA\[|\]\]>|<!--|-->|<[^<>]{0,200}>|\[/?[a-z_-]{1,20}|[A-Za-z]+|[0-9]+|[\x80-\xff]+|\s+|[\x00-\xff]"
)
_NUMBERS = b"0 1 -1 2 7 8 63 64 65 255 1000 1001 32768 65536 2147483648 -9223372036854775809 99999999999999999999 1e9 0x10 1_0 .5".split()
_COMMON = (
    b"\0 \x1b[31m \x7f \x85 \xc2\x85 \xff \xc0\xaf \xed\xa0\x80 \xed\xb0\x80 \xef\xbf\xbe \xef\xbb\xbf \xe2\x80\xa8 \xe2\x80\xae \xcc\x81"
    b" \xf0\x9f\x98\x80 \xc2\xa0 & < > \" ' ` \\ * _ ~ # | $ % { } ( ) [ ] ! : ; = , . / ? @ ^ - +"
).split(b" ")
_BLANKS = [b" ", b"\n", b"\n\n", b"\t", b"\r", b"\r\n", b"\n    ", b"  \n", b""]
_XML = (
    b"<![CDATA[ ]]> <!-- --> <?php ?> <item> </item> <item/> <channel> </channel> </rss> <rss> <!DOCTYPE <!ENTITY <wp:post_id> </wp:post_id>"
    b" <title> </title> <wp:comment> </wp:comment> <content:encoded> </content:encoded> <x:y> </x:y> <b> &nbsp; &amp; &#0; &#xD800; &#x41; &lt;"
    b" <wp:postmeta> </wp:postmeta> <wp:meta_value> <wp:meta_key> <category xmlns:wp= http://wordpress.org/export/1.1/ encoding= <?xml"
).split(b" ")
_BODY = (
    (
        b"<p> </p> <div> </div> <b> </b> <i> <a </a> <a\thref='javascript:x'> <table> <tr> <td> </table> <ul> <li> </ul> <ol> <pre> </pre> <code> </code>"
        b" <script> </script> <style> </style> <svg> </svg> <math> <mi> <iframe> <select> <option> <template> </template> <noscript> <textarea> <title>"
        b" <plaintext> <frameset> <form> <button> <h1> </h1> <blockquote> </blockquote> <br> <hr> <img> <!-- --> <!--more--> <!--nextpage-->"
        b" <!--\xc2\xa0wp:html\xc2\xa0--> [gallery] [caption] [/caption] [code] [/code] [audio] [embed] [/embed] [latex] [[ ]] https://youtu.be/abcdefgh \\( \\) $$"
        b" ]( ![ ``` ~~~ {{< >}} {% %} {{ }} <% &lt; &amp; &#60; &#x0; href= src= onclick= style= data:text/html,x javascript: vbscript: //e.example /* */"
    )
    .replace(b"\xc2\xa0", b" ")
    .split(b" ")
)
_PHP = b'a: s: i: d: b: O: C: E: R: r: N; {} { } ; : " a:0:{} s:0:""; i:0; b:1; N; d:INF; d:NAN; a:9:{ s:9:" \xed\x95\x9c'.split(
    b" "
)
_FIELDS = b'\x00 \x1f --- ... +++ true null ~ yes 012 0o7 1:20 .nan - ? : # & * ! % @ ` { } [ ] , \' " """ \\ << = \xc2\x85'.split(
    b" "
)
WORDS = {
    "export": _XML,
    "run": _XML + _BODY,
    "file": _XML + _COMMON,
    "body": _BODY,
    "comment": _BODY,
    "php": _PHP,
    "fields": _FIELDS,
}

Tokens = list[bytes]


@lru_cache(maxsize=64)
def _split(content: bytes) -> tuple[bytes, ...]:
    return tuple(_TOKENS.findall(content))


def mutate(content: bytes, layer: str, other: bytes, chance: Chance) -> bytes:
    """Change `content` once or a few times; `other` is an input of the same layer to take from."""
    tokens = list(_split(content))
    rounds = 1
    while chance.often(0.6) and rounds < 16:
        rounds += 1
    for _ in range(rounds):
        chance.pick(_WAYS)(tokens, layer, other, chance)
    made = b"".join(tokens)
    return _flip(made, chance) if chance.often(0.1) else made


def _flip(made: bytes, chance: Chance) -> bytes:
    if not made:
        return made
    changed = bytearray(made)
    for _ in range(1 + chance.below(3)):
        changed[chance.below(len(changed))] = chance.below(256)
    return bytes(changed)


def _word(layer: str, chance: Chance) -> bytes:
    return chance.pick(chance.pick((WORDS[layer], WORDS[layer], WORDS[layer], _COMMON, _BLANKS, _NUMBERS)))


def _range(tokens: Tokens, chance: Chance, most: int = 24) -> slice:
    start = chance.below(len(tokens) + 1)
    return slice(start, start + 1 + chance.below(most))


def _insert(tokens: Tokens, layer: str, _: bytes, chance: Chance) -> None:
    at = chance.below(len(tokens) + 1)
    tokens[at:at] = [_word(layer, chance) for _ in range(1 + chance.below(3))]


def _replace(tokens: Tokens, layer: str, _: bytes, chance: Chance) -> None:
    tokens[_range(tokens, chance, 3)] = [_word(layer, chance)]


def _delete(tokens: Tokens, _: str, __: bytes, chance: Chance) -> None:
    del tokens[_range(tokens, chance)]


def _double(tokens: Tokens, _: str, __: bytes, chance: Chance) -> None:
    """Repeat a few tokens, now and then a few hundred times."""
    found = tokens[_range(tokens, chance, 6)]
    times = 400 if chance.often(0.02) else 1 + chance.below(8)
    at = chance.below(len(tokens) + 1)
    tokens[at:at] = found * times


def _move(tokens: Tokens, _: str, __: bytes, chance: Chance) -> None:
    place = _range(tokens, chance)
    found = tokens[place]
    del tokens[place]
    at = chance.below(len(tokens) + 1)
    tokens[at:at] = found


def _nest(tokens: Tokens, layer: str, _: bytes, chance: Chance) -> None:
    """Put one range between two words, some levels deep."""
    place = _range(tokens, chance)
    depth = 200 if chance.often(0.02) else 1 + chance.below(5)
    tokens[place] = [_word(layer, chance)] * depth + tokens[place] + [_word(layer, chance)] * depth


def _cross(tokens: Tokens, _: str, other: bytes, chance: Chance) -> None:
    given = _split(other)
    start = chance.below(len(given) + 1)
    tokens[_range(tokens, chance, 8)] = given[start : start + 1 + chance.below(40)]


def _number(tokens: Tokens, _: str, __: bytes, chance: Chance) -> None:
    places = [at for at, token in enumerate(tokens) if token.isdigit()]
    if places:
        tokens[chance.pick(places)] = chance.pick(_NUMBERS)


def _cut(tokens: Tokens, _: str, __: bytes, chance: Chance) -> None:
    if chance.often(0.3):
        del tokens[chance.below(len(tokens) + 1) :]


_WAYS: tuple[Callable[[Tokens, str, bytes, Chance], None], ...] = (
    _insert, _insert, _replace, _replace, _delete, _double, _move, _nest, _cross, _number, _cut,
)  # fmt: skip
