"""The markup of a body, found at once by one expression, is what a step from tag to tag finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from wpmigrate.content.markup import Markup, mask_brackets

PIECES = st.sampled_from(
    [
        "<", ">", "a", " ", "[", "]", "-", "--", "-->", "<!--", "<!-", "<![CDATA[", "]]>", "]]", "<pre>", "<pre ", "</pre>", "</PRE>", "<code>", "</code>",
        "<script>", "</script>", "<codex>", "</", "/", "<b x='>'>", "<style", "</style>", "\n", "<!---->", "<!-->", "<textarea>", "</textarea >",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=60).map("".join)


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_one_expression_finds_what_steps_find(text: str) -> None:
    at_once, stepped = Markup(text), Markup(text)
    stepped._plain = False
    expected = list(stepped)
    if at_once._plain:
        assert list(at_once) == expected
        found = list(at_once.bracketed())
        assert set(found) <= set(expected)
        assert {span for span in expected if "[" in text[slice(*span)] or "]" in text[slice(*span)]} <= set(found)
        starts = [0, *(end for _, end in expected)]
        again = Markup(text)
        again._plain = False
        assert [at_once.after(at) for at in starts] == [again.after(at) for at in starts]


def test_many_open_code_elements_are_stepped_through() -> None:
    assert not Markup("<code>" * 20)._plain
    assert Markup("<code>x</code>" * 20)._plain
    assert list(Markup("<code>" * 20)) == [(place * 6, place * 6 + 6) for place in range(20)]


@given(TEXTS)
def test_brackets_of_markup_are_none(text: str) -> None:
    areas = list(Markup(text))
    masked = mask_brackets(text, areas)
    inside = {place for start, end in areas for place in range(start, end)}
    assert len(masked) == len(text)
    for place, char in enumerate(text):
        hidden = place in inside and char in "[]"
        assert masked[place] == ("\x01" if hidden else char)
