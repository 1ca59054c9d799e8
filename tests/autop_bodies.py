"""Classic bodies by chance: pieces of prose, tags, white space and damage, for comparing autop with WordPress."""

from collections.abc import Iterator

from chance import Chance

SPACES = [
    "\n", "\n\n", "\n\n\n", " ", "  ", "\r\n", "\r\n\r\n", "\t", "\n \n", "\u00a0", "\v", "\f", " \n", "\n\t\n ", "\r", "\0", "\n\u00a0\n", "\u2028", "\u3000", "\x85",
]  # fmt: skip
WORDS = [
    "one", "kimchi", "안녕", "🎈", "a < b", "x > y", "&amp;", "&nbsp;", "&#8217;", "https://example.com/a", "[gallery]", "[box]x[/box]", "]", "-->", "--", "ſ", "<", ">", "<>",
    "two words", "\"q\" 'r'", "\\", "\\1 $1 ${1}", "/", "“ ”", "é", "</", "/>", "a\nb", "- item\n- item", "1. x\n2. y", "> quote",
]  # fmt: skip
BLOCKS = [
    "table", "thead", "tbody", "tr", "td", "th", "caption", "col", "div", "dl", "dt", "dd", "ul", "ol", "li", "form", "blockquote", "BLOCKQUOTE", "address", "p", "P", "h1",
    "h6", "h7", "hr", "section", "figure", "figcaption", "details", "summary", "header", "area", "map", "legend", "link", "picture", "nav", "aside", "menu", "fieldset", "main",
    "colgroup", "tfoot", "hgroup", "article", "footer", "center", "DIV", "params", "pr", "divx",
]  # fmt: skip
INLINES = [
    "b", "em", "a", "span", "code", "object", "select", "option", "video", "audio", "script", "style", "svg", "math", "textarea", "pre", "pre", "noscript", "iframe", "PRE",
    "Script", "button", "ruby", "scripty", "preface",
]  # fmt: skip
VOIDS = [
    "<br>", "<br/>", "<br />", "<br  >", "<BR>", "<br class='x'>", "<hr>", "<hr />", "<hr class='x'>", '<img src="a.png" alt=\'b\'>', "<!--more-->", "<!--nextpage-->",
    "<!-- note -->", "<!-- a\n\nb -->", "<!-->", "<!--->", "<!-- open", "<!DOCTYPE x>", "<?php\n\necho ?>", "<![CDATA[ x\n\ny ]]>", "<![CDATA[ open", "<![CDATA[ <p>\n\n ]] ]]>",
    '<param name="a" value="b" />', '<embed src="x">', '<source src="a.mp4">', "<track>", "<input\nvalue='1\n\n2'>", "<WPPreserveNewline />", "<!-- wpnl -->", " <!-- wpnl --> ",
    "<br", "</br>", "[video]", "[/video]", "[audio src='x']", "[/audio]", "<div", "</p", "<p", "<pre", "</pre>", "<script", "</script>", "</style>", "<source", "<figcaption",
    "</option>", "<object", "</object>", "<option>", "</blockquote>", "<pre wp-pre-tag-0></pre>", "</svg>", "<svg/>", "<li", "<p><li>", "</li></p>",
]  # fmt: skip
ATTRIBUTES = [
    "",
    "",
    "",
    ' class="a"',
    " style='x: y'",
    "\nid=q",
    ' title="a\n\nb"',
    " a>b",
    "/",
    " /",
    " <",
    ' alt="1 > 2"',
    "\r\nx",
    " data-x='<br />'",
]


def piece(chance: Chance, depth: int) -> str:
    kind = chance.below(100)
    if kind < 35:
        return chance.pick(WORDS)
    if kind < 55:
        return chance.pick(SPACES)
    if kind < 68:
        return chance.pick(VOIDS)
    name = chance.pick(BLOCKS if kind < 88 else INLINES)
    opening = f"<{name}{chance.pick(ATTRIBUTES)}>"
    if chance.often(0.12) or depth > 3:
        return chance.pick([opening, f"</{name}>"])
    return f"{opening}{body(chance, chance.below(5), depth + 1)}</{name}>"


def body(chance: Chance, length: int, depth: int = 0) -> str:
    parts = (piece(chance, depth) + (chance.pick(SPACES[:7]) if chance.often(0.4) else "") for _ in range(length))
    return "".join(parts)


def bodies(count: int, seed: int) -> Iterator[str]:
    """Yield `count` bodies, the same for the same seed."""
    chance = Chance(seed)
    for _ in range(count):
        yield body(chance, 1 + chance.below(13))
