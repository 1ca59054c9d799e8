"""Several languages of one site: items that hold several, translations that belong together, and the ledger's balance."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import wpmigrate
from multilingual import polylang, qtranslate, with_menus
from wpmigrate.report.model import Report
from wpmigrate.site.editions import editions, in_home_language, is_several, texts
from wpmigrate.wxr.records import ItemRecord


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[:en]Tea[:ko]차[:]", {"en": "Tea", "ko": "차"}),
        ("<!--:en-->Tea<!--:--><!--:ko-->차<!--:-->", {"en": "Tea", "ko": "차"}),
        ("{:en}Tea{:}{:ko}차{:}", {"en": "Tea", "ko": "차"}),
        ("[:en]Tea [:ko]차 [:](2021)", {"en": "Tea (2021)", "ko": "차 (2021)"}),
        ("[:en]a[:fr]b[:en]c[:]", {"en": "ac", "fr": "b"}),
        ("[:pt-br]chá[:]", {"pt-br": "chá"}),
        ("Of [:en]tea[:ko]차[:] daily", {"en": "Of tea daily", "ko": "Of 차 daily"}),
        ("<p><!--:en-->Tea<!--:--></p>", {"en": "<p>Tea</p>"}),
    ],
)
def test_a_field_of_several_languages(text: str, found: dict[str, str]) -> None:
    assert is_several(text)
    assert texts(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Tea",
        "{:toc}",
        "[:en]Tea",
        "a[:en]b",
        "[:10]",
        "<!--more-->",
        "<!--: x-->",
        "x = a[:en]",
        "a[:end] + b[:]",
        "f()[:en] [:]",
    ],
)
def test_a_field_of_one_language(text: str) -> None:
    assert not is_several(text)
    item = ItemRecord(title="T", content=text)
    assert list(editions(item, "en", "https://tea.example")) == [("", item)]


WORDS = st.text("abc 한é\n", max_size=12)


@given(st.dictionaries(st.sampled_from(["en", "fr", "ko", "de"]), WORDS, min_size=1))
def test_every_language_comes_out_as_it_went_in(given_texts: dict[str, str]) -> None:
    newer = "".join(f"[:{code}]{text}" for code, text in given_texts.items()) + "[:]"
    older = "".join(f"<!--:{code}-->{text}<!--:-->" for code, text in given_texts.items())
    wanted = {code: text.strip() for code, text in given_texts.items()}
    assert texts(newer) == texts(older) == wanted


def test_the_first_edition_keeps_the_id_and_what_only_one_can_have() -> None:
    item = ItemRecord(
        id=7, title="[:fr]Thé[:en]Tea[:]", content="[:fr]Vert[:en]Green[:]", link="https://tea.example/tea/", guid="https://tea.example/?p=7",
        meta=(("_yoast_wpseo_title", "[:en]About tea[:fr]Du thé[:]"), ("rank", "1")),
    )  # fmt: skip
    (own, first), (other, second) = editions(item, "en-GB", "https://tea.example")
    assert (own, first.title, first.content, first.link) == ("en", "Tea", "Green", "https://tea.example/tea/")
    assert (other, second.title, second.content, second.link) == ("fr", "Thé", "Vert", "https://tea.example/fr/tea/")
    assert (first.guid, second.guid, second.comments) == (item.guid, "", ())
    assert dict(second.meta) == {"_yoast_wpseo_title": "Du thé", "rank": "1"}


def test_a_name_in_the_sites_own_language() -> None:
    assert in_home_language("[:fr]Actualités[:en]News[:]", "en-GB") == "News"
    assert in_home_language("[:fr]Actualités[:]", "en-GB") == "Actualités"
    assert in_home_language("News", "en-GB") == "News"


def written(text: str, folder: Path, target: str = "markdown") -> tuple[dict[str, dict], dict[str, dict], Report]:
    export = folder / "export.xml"
    export.write_text(text, "utf-8")
    report = wpmigrate.convert(export, folder / "site", to=target, scaffold=target == "hugo")
    rows = (json.loads(line) for line in (folder / "site/_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines())
    posts = (json.loads(line) for line in (folder / "site/_wpmigrate/posts.jsonl").read_text("utf-8").splitlines())
    return (
        {str(row["id"]): row for row in rows if row["kind"] == "item"},
        {post["place"]["key"]: post for post in posts},
        report,
    )


def test_each_language_of_an_item_is_an_item_of_the_ledger(tmp_path: Path) -> None:
    rows, posts, report = written(qtranslate(), tmp_path)
    assert sorted(rows) == ["1", "1:fr", "2", "2:fr", "3", "3:fr", "4"]
    assert {row["outcome"] for row in rows.values()} == {"written"}
    assert len({row["path"] for row in rows.values()}) == 7
    assert report.exit_code == 0
    assert posts["1"]["translations"] == [{"key": "1:fr", "language": "fr", "permalink": "/fr/green-tea/"}]
    assert posts["1:fr"]["place"]["language"] == "fr"
    body = (tmp_path / "site" / rows["1:fr"]["path"]).read_text("utf-8")
    assert "Une théière." in body
    assert "pot" not in body
    assert "[:" not in body


def test_translations_of_polylang_belong_together(tmp_path: Path) -> None:
    rows, posts, _ = written(polylang(), tmp_path)
    assert len(rows) == 8
    assert [one["language"] for one in posts["1"]["translations"]] == ["fr", "ko"]
    assert "translations" not in posts["6"]
    site = json.loads((tmp_path / "site/_wpmigrate/site.json").read_text("utf-8"))
    assert site["languages"] == ["en", "fr", "ko"]


def test_a_site_of_one_language_says_nothing_of_languages(tmp_path: Path) -> None:
    text = polylang().replace('nicename="fr"', 'nicename="en"').replace('nicename="ko"', 'nicename="en"')
    _, posts, _ = written(text, tmp_path, "hugo")
    assert not list((tmp_path / "site").rglob("*.fr.md"))
    assert "translations" not in posts["6"]


def test_hugo_has_a_file_for_each_language(tmp_path: Path) -> None:
    written(qtranslate(), tmp_path, "hugo")
    content = tmp_path / "site/content"
    assert (content / "posts/green-tea/index.md").is_file()
    french = (content / "posts/green-tea/index.fr.md").read_text("utf-8")
    assert 'url: "/fr/green-tea/"' in french
    assert 'title: "Actualités"' in (content / "categories/news/_index.fr.md").read_text("utf-8")


def test_a_menu_is_shown_in_the_language_it_speaks(tmp_path: Path) -> None:
    text = with_menus(polylang(), {"main": (4, 6), "haut": (5,), "both": (4, 5)})
    written(text, tmp_path, "hugo")
    told = yaml.safe_load((tmp_path / "site/hugo.yaml").read_text("utf-8"))
    menus = {code: sorted(one["menus"]) for code, one in told["languages"].items()}
    # Korean has no menu of its own, and sees the site's own; the longest of a language is its main one.
    assert menus == {"en": ["both", "main"], "fr": ["haut", "main"], "ko": ["both", "main"]}
    assert "menus" not in told


def test_menus_of_one_language_are_for_all(tmp_path: Path) -> None:
    written(with_menus(polylang(), {"main": (4, 6)}), tmp_path, "hugo")
    told = yaml.safe_load((tmp_path / "site/hugo.yaml").read_text("utf-8"))
    assert [one["url"] for one in told["menus"]["main"]] == ["/about/", "/only-english/"]
    assert "menus" not in told["languages"]["en"]
