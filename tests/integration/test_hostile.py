"""The check of hostile texts itself: it finds nothing in a faultless site, and each fault that is put into one."""

from html import escape, unescape
from pathlib import Path

import pytest
from hostile import cases, check_hostile, hostile_export, line, tags_of
from hostile_texts import RAN, hostile_texts

from exports import read_paths

CASES = cases()
NUMBER = next(number for number, text in CASES.items() if text == "{{ 1234*4321 }}")
QUOTES = next(number for number, text in CASES.items() if text == "\"a\" 'b'")


def written(number: int, text: str) -> str:
    """Answer the page that a faultless generator makes of a text."""
    said, short = escape(text), escape(line(text))
    tags = "".join(f"<a>{escape(name)}</a>" for name in tags_of(number, text))
    return (
        f"<!doctype html><title>{short}</title><meta name=description content='he{number}a {short} he{number}z'><body><h1>{short}</h1>"
        f"<p>hp{number}a<p>{said}<p>hp{number}z and hm{number}a {said} hm{number}z<p>Code <code>{short}</code>, hc{number}"
        f"<pre><code>{said}</code></pre><img src='/hi{number}z.png' alt='{short}'><div>{tags}</div>"
        f"<div>hk{number}a {said} hk{number}z</div>"
    )


@pytest.fixture(scope="module")
def faultless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("hostile")
    for number, text in CASES.items():
        (site / f"{number}.html").write_text(written(number, text), "utf-8")
    return site


def test_a_faultless_site_has_no_differences(faultless: Path) -> None:
    assert check_hostile(faultless) == []


def test_the_texts_are_many_and_always_the_same(tmp_path: Path) -> None:
    assert len(CASES) >= 300
    assert hostile_texts() == hostile_texts()
    hostile_export(tmp_path / "export.xml")
    export = read_paths([tmp_path / "export.xml"])
    assert not export.repairs
    assert [unescape(one.title) for one in export.items] == [line(text) for text in CASES.values()]


FAULTS = {
    "no page": (NUMBER, "<body>", "<body hidden></body><!--", "no page"),
    "a template that ran": (NUMBER, "{{ 1234*4321 }}", str(RAN), "a template ran"),
    "another title": (NUMBER, "<h1>{{ 1234*4321 }}</h1>", "<h1></h1>", "titles"),
    "lost prose": (NUMBER, "<p>{{ 1234*4321 }}", "<p>", "prose"),
    "quotes in code": (QUOTES, "<code>&quot;a&quot;", "<code>“a”", "inline"),
    "a lost block": (NUMBER, "<pre><code>{{ 1234*4321 }}", "<pre><code>", "blocks"),
    "a lost alternative text": (NUMBER, "alt='{{ 1234*4321 }}'", "alt=''", "alts"),
    "a lost excerpt": (NUMBER, "he", "hx", "excerpts"),
    "a lost tag": (NUMBER, "<a>{{ 1234*4321 }}</a>", "", "tags"),
    "a shortened tag": (NUMBER, f"<a>{{{{ 1234*4321 }}}} ht{NUMBER}</a>", f"<a>ht{NUMBER}</a>", "tags"),
    "a lost comment": (NUMBER, f"hk{NUMBER}z</div>", "</div>", "comments"),
    "a script": (NUMBER, "<div>hk", "<div><script>xss(90)</script>", "a live <script>"),
    "a handler": (NUMBER, "<div>", "<div onclick='xss(95)'>", "a live onclick"),
    "an address": (NUMBER, "<div>hk", "<div><a href=' java\tscript:xss(92)'>x</a>", "a live href"),
    "a style sheet": (NUMBER, "<div>hk", "<div><style>*{display:none}</style>", "a style sheet"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number, old, new, word = FAULTS[name]
    page = written(number, CASES[number])
    assert old in page
    monkeypatch.setattr("hostile.cases", lambda _: {number: CASES[number]})
    (tmp_path / "index.html").write_text(page.replace(old, new), "utf-8")
    found = check_hostile(tmp_path)
    assert any(word in one for one in found), found
