"""The depth of a body is never counted lower than the parser makes it, nor so high that an ordinary body is kept as source."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from chance import Chance
from wpmigrate.content.depth import is_too_deep

NAMES = "p div b i a span ul li table tr td blockquote font h2 h3 button em dl dd object section code label br caption".split()


def depth(html: str) -> int:
    """Measure the tree that the parser makes."""
    deepest = 0
    pending = [(LexborHTMLParser(f"<!---->{html}", is_fragment=True).root, 1)]
    while pending:
        node, level = pending.pop()
        while node is not None:
            deepest = max(deepest, level if node.is_element_node else 0)
            if node.first_child is not None:
                pending.append((node.first_child, level + 1))
            node = node.next
    return deepest


def soup(chance: Chance) -> str:
    names = [chance.pick(NAMES) for _ in range(3)]
    tags = (f"<{'/' if chance.often(0.45) else ''}{chance.pick(names)}>" for _ in range(1 + chance.below(5)))
    return "".join(tag + chance.pick(["", "", "x"]) for tag in tags)


def test_tag_soup_is_never_deeper_than_counted() -> None:
    chance = Chance(3)
    bodies = [soup(chance) * 40 for _ in range(800)]
    assert [body[:80] for body in bodies if not is_too_deep(body, depth(body) - 5)] == []


def test_tag_soup_is_rarely_counted_deeper_than_it_is() -> None:
    chance = Chance(4)
    bodies = [soup(chance) * 40 for _ in range(800)]
    assert sum(is_too_deep(body, depth(body) * 2 + 10) for body in bodies) <= 2


@pytest.mark.parametrize(
    "paragraph",
    [
        "<p>text <b>x</b></p>\n",
        "<p><b>never closed</p><p>x</p>",
        "<div><span>never closed</div>",
        "<li>no end tag",
        "<p>no end tag",
        "<table><tr><td>a<td>b</table>",
        "<p><b>crossed <i>x</b> y</i></p>",
        "<h2>one</h3>",
        "<br><hr><img>",
        "<svg><path/></svg>",
    ],
)
def test_long_untidy_bodies_are_not_deep(paragraph: str) -> None:
    assert not is_too_deep(paragraph * 3000)


@pytest.mark.parametrize(
    "piece", ["<div>", "<b>a<p></p>", "<b><div></b>", "<span><div></span>", "<div><table><td></div>"]
)
def test_bodies_without_end_are_deep(piece: str) -> None:
    assert is_too_deep(piece * 3000)


def test_formatting_that_is_copied_into_every_paragraph_is_too_much() -> None:
    fonts = "".join(f"<font size={size}>" for size in range(200))
    assert is_too_deep(f"<p>{fonts}</p>" + "<p>x</p>" * 5000)
