"""Trees of our own nodes for properties: any text, any URL, any title, marks in marks, blocks in blocks."""

from hypothesis import strategies as st

from wpmigrate.content.nodes import (
    BlockQuote,
    Code,
    CodeBlock,
    Emphasis,
    HardBreak,
    Heading,
    HtmlContainer,
    HtmlSpan,
    Image,
    Link,
    List,
    ListItem,
    Paragraph,
    SoftBreak,
    Strikethrough,
    Strong,
    Table,
    TableCell,
    Text,
    ThematicBreak,
)

HOT = [
    "word", "a", "한글", "日本", "שלום", "e\u0301", "👩‍👩‍👧", "“", "」", "「", ".", ",", "!", "?", " ", " ", "\u00a0", "\u3000", "*", "**", "_", "__",
    "~", "~~", "`", "``", "[", "]", "(", ")", "[x](y)", "[^1]", "[a]: b", "<", "<b>", "<!--", "-->", "&", "&copy;", "&amp;", "#",
    "# ", "- ", "+ ", "1. ", "1) ", "> ", "===", "---", "|", "\\", "\\*", "$", "{", "}}", "{{<", "€", "![", "https://a.example/a_b",
    "www.a.example", "b@a.example", "snake_case", "[ ] ", "~~~", "```", "***", ":", "/", "'", '"',
]  # fmt: skip

_ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
WORDS = st.lists(st.sampled_from(HOT), min_size=1, max_size=5).map("".join) | _ANY
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
URLS = st.lists(
    st.sampled_from([*HOT, "/x", "\n", "%20", "?a=1&copy=2", "é", "\t"]), min_size=1, max_size=5
).map("".join).map(lambda url: "/" + url.strip())  # fmt: skip
TITLES = st.just("") | LINES

_LEAVES = (
    st.builds(Text, WORDS),
    st.builds(Text, WORDS),
    st.builds(Text, LINES),
    st.builds(Code, LINES),
    st.builds(Image, URLS, WORDS, TITLES),
    st.just(HardBreak()),
    st.just(SoftBreak()),
)
_MARKS = (Emphasis, Strong, Strikethrough)


@st.composite
def inlines(draw, depth=0, inside=frozenset()):
    """Inlines, up to three deep; no mark stands inside its like, no link inside of a link."""
    kinds = [kind for kind in (*_MARKS, Link, HtmlSpan) if kind not in inside] if depth < 3 else []
    out = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from([None, None, *kinds]))
        if kind is None:
            out.append(draw(st.one_of(_LEAVES)))
            continue
        inner = draw(inlines(depth + 1, inside | {kind}))
        if kind is Link:
            out.append(Link(draw(URLS), inner, draw(TITLES)))
        else:
            out.append(HtmlSpan("<sup>", inner, "</sup>") if kind is HtmlSpan else kind(inner))
    return out


@st.composite
def blocks(draw, depth=0):
    """Blocks, up to four deep."""
    return [draw(_block(depth)) for _ in range(draw(st.integers(1, 3)))]


@st.composite
def _block(draw, depth):
    kinds = ["paragraph"] * 3 + ["heading", "rule", "code", "table"]
    kind = draw(st.sampled_from([*kinds, "quote", "list", "list", "container"] if depth < 4 else kinds))
    if kind == "paragraph":
        return Paragraph(draw(inlines()))
    if kind == "heading":
        return Heading(draw(st.integers(1, 6)), draw(inlines()))
    if kind == "rule":
        return ThematicBreak()
    if kind == "code":
        return CodeBlock(draw(LINES), draw(st.sampled_from(["", "py", "c++"])))
    if kind == "table":
        return draw(_table())
    if kind == "list":
        return draw(_list(depth))
    inner = draw(blocks(depth + 1))
    return BlockQuote(inner) if kind == "quote" else HtmlContainer('<div dir="rtl">', inner, "</div>")


@st.composite
def _list(draw, depth):
    items = draw(st.lists(st.just([]) | blocks(depth + 1), min_size=1, max_size=3))
    ordered = draw(st.booleans())
    start = draw(st.integers(0, 999_999_000)) if ordered else 1
    return List([ListItem(item) for item in items], ordered, start, draw(st.booleans()))


@st.composite
def _table(draw):
    width = draw(st.integers(1, 3))
    cells = st.lists(st.builds(TableCell, st.just([]) | inlines()), min_size=width, max_size=width)
    rows = draw(st.lists(cells, min_size=1, max_size=2))
    return Table(
        draw(cells), rows, draw(st.lists(st.sampled_from(["", "left", "right"]), min_size=width, max_size=width))
    )
