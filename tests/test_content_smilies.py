"""Smilies become emoji where WordPress shows them so, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.content.smilies import emoji_of, replace_smilies

CASES = [
    ("Nice :) :-D", "Nice 🙂 😀"),
    (":)", "🙂"),
    ("a&nbsp;;-)&nbsp;b", "a&nbsp;😉&nbsp;b"),
    ("one\u00a0:lol:\ntwo", "one\u00a0😆\ntwo"),
    ("<b>:)</b> 8-) 8O", "<b>🙂</b> 😎 😯"),
    ("what :???: why :?: now :!:", "what 😕 why ❓ now ❗"),
    ("Glued:) and :)glued", "Glued:) and :)glued"),
    ("(see :) )", "(see 🙂 )"),
    ("10:30 :D.", "10:30 :D."),
    (":mrgreen: stays", ":mrgreen: stays"),
    ('<a title=" :) "> :) </a>', '<a title=" :) "> 🙂 </a>'),
    ("<code> :) </code> :)", "<code> :) </code> 🙂"),
    ("<pre class='x'>\n :) \n</pre>\n:)", "<pre class='x'>\n :) \n</pre>\n🙂"),
    ("<textarea> :) </textarea><script> :) </script>", "<textarea> :) </textarea><script> :) </script>"),
    ("<pre> :) <b>", "<pre> :) <b>"),
    ("<!-- :) --> :)", "<!-- :) --> 🙂"),
    ("<3 :)", "<3 :)"),
    ("a <\nb> :)", "a <\nb> 🙂"),
]
"""Each was asked of convert_smilies."""


@pytest.mark.parametrize(("html", "shown"), CASES)
def test_smilies_show_as_wordpress_shows_them(html: str, shown: str) -> None:
    assert replace_smilies(html) == shown


@given(st.lists(st.sampled_from([":)", " ", "<b>", "</b>", "<code>", "</code>", "<", ">", "\n", ":lol:", "가"])))
def test_a_second_pass_changes_nothing(parts: list[str]) -> None:
    once = replace_smilies("".join(parts))
    assert replace_smilies(once) == once


@given(st.text())
def test_text_without_smilies_is_untouched(text: str) -> None:
    kept = text.replace(":", "").replace(";", "").replace("8", "")
    assert replace_smilies(kept) == kept


def test_one_smiley() -> None:
    assert emoji_of(" :) ") == "🙂"
    assert emoji_of(":mrgreen:") == ":mrgreen:"
