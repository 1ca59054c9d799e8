"""What old plugins and office programs left in bodies: nothing else is touched, and time is linear."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.content.code import code_language, code_title, protect_code
from wpmigrate.content.historic import modernise
from wpmigrate.content.html.addresses import address, widest
from wpmigrate.content.languages import LANGUAGES, language_name
from wpmigrate.content.paste import clean_paste
from wpmigrate.content.tokens import Tokens


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("JS", "javascript"),
        ("c++", "cpp"),
        ("html4strict", "html"),
        ("plain", ""),
        ("brainfuck", "brainfuck"),
        ("two words", ""),
        ("", ""),
    ],
)
def test_names_of_languages(name: str, usual: str) -> None:
    assert language_name(name) == usual


def test_a_usual_name_stays_itself() -> None:
    assert all(language_name(language_name(name)) == language_name(name) for name in LANGUAGES)


@pytest.mark.parametrize(
    ("attributes", "language", "title"),
    [
        ({"class": "brush: php; title: My file; highlight: [1]"}, "php", "My file"),
        ({"class": "brush:jscript"}, "javascript", ""),
        ({"class": "lang:c++ decode:true", "title": "x.cpp"}, "cpp", "x.cpp"),
        ({"class": "EnlighterJSRAW", "data-enlighter-language": "js", "data-enlighter-title": "T"}, "javascript", "T"),
        ({"class": "language-föö+bar"}, "föö+bar", ""),
        ({"class": "language-none"}, "", ""),
        ({"class": "hljs php"}, "php", ""),
        ({"class": "prettyprint linenums"}, "", ""),
        ({"class": "note"}, "", ""),
        ({"lang": "html5", "title": "a tooltip"}, "html", ""),
        ({"lang": "ko-KR"}, "", ""),
        ({"class": None}, "", ""),
    ],
)
def test_language_and_title_of_an_element(attributes: dict[str, str | None], language: str, title: str) -> None:
    assert (code_language(attributes), code_title(attributes)) == (language, title)


@pytest.mark.parametrize(
    ("attributes", "found"),
    [
        ({"src": "a.jpg"}, "a.jpg"),
        ({"src": "small.jpg", "data-src": "a.jpg"}, "a.jpg"),
        ({"src": "a.jpg", "data-lazy": "true"}, "a.jpg"),
        ({"src": "/i/blank.gif", "data-large-file": "a.jpg"}, "a.jpg"),
        ({"src": "/i/grey-cat.jpg"}, "/i/grey-cat.jpg"),
        ({"srcset": "s.jpg 300w, l.jpg 1024w,m.jpg 600w"}, "l.jpg"),
        ({"srcset": "one.jpg, two.jpg"}, "two.jpg"),
        ({"srcset": "https://i0.wp.com/a.jpg?resize=1,2 2x"}, "https://i0.wp.com/a.jpg?resize=1,2"),
        ({"src": "data:image/png;base64,AA", "srcset": "data:x 1w"}, "data:image/png;base64,AA"),
        ({"src": None}, ""),
    ],
)
def test_the_address_of_an_image(attributes: dict[str, str | None], found: str) -> None:
    assert address(attributes, str) == found


def test_a_set_without_sizes_has_no_widest() -> None:
    assert widest({"srcset": " , "}, str) == ""


@given(st.text(alphabet="ab(). <>[]/:\n"))
def test_text_without_marks_of_old_plugins_stays(text: str) -> None:
    assert modernise(text) == text or "((" in text


@given(st.text())
def test_clean_text_is_no_paste(text: str) -> None:
    plain = text.replace("<", "")
    assert clean_paste(plain) == plain


PARTS = [
    "<span style='font-weight:bold'>",
    "</span>",
    "<p class=MsoListParagraph>",
    "·",
    "</p>",
    "<xml>",
    "<w:x>",
    "</xml>",
    "x",
]


@given(st.lists(st.sampled_from(PARTS)))
def test_odd_paste_is_read(parts: list[str]) -> None:
    cleaned = clean_paste("".join(parts))
    assert cleaned.count("x") <= "".join(parts).count("x")


HOSTILE = {
    clean_paste: ["<span style='font-weight:bold'>", "<p class=MsoListParagraph>", "<xml>", "<style>mso-", "<p mso-list><span mso-list:Ignore>"],
    modernise: ["((", "((a(b)", "[note]", "a[note]b", "[audio:http://", "[code]((a b c))"],
    lambda html: protect_code(html, Tokens("")): ['<pre lang="php">', "<pre lang=php><code>", "<code lang=c>\n", "<pre class='brush: c'"],
}  # fmt: skip


@pytest.mark.parametrize(("work", "shape"), [(work, shape) for work, shapes in HOSTILE.items() for shape in shapes])
@pytest.mark.parametrize("tail", ["", "</pre></xml></style></p></span>[/note]))"])
def test_time_is_linear(work: Callable[[str], str], shape: str, tail: str) -> None:
    body = shape * (300_000 // len(shape)) + tail
    started = time.process_time()
    work(body)
    assert time.process_time() - started < 4
