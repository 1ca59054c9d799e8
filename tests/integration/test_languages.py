"""Multilingual exports as the real Hugo and Astro build them: every item in its language, at its address, linked to the others."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from install import said, tool

import wpmigrate
from multilingual import polylang, qtranslate

pytestmark = pytest.mark.integration

POLYLANG = {
    "/green-tea/": ("en", "A first pot.", {"fr": "/fr/the-vert/", "ko": "/ko/nokcha/"}),
    "/fr/the-vert/": ("fr", "Une théière.", {"en": "/green-tea/", "ko": "/ko/nokcha/"}),
    "/ko/nokcha/": ("ko", "찻주전자", {"en": "/green-tea/", "fr": "/fr/the-vert/"}),
    "/about/": ("en", "About us.", {"fr": "/fr/a-propos/"}),
    "/fr/a-propos/": ("fr", "À propos de nous.", {"en": "/about/"}),
    "/only-english/": ("en", "No other language.", {}),
    "/": ("en", "Welcome in.", {"fr": "/fr/"}),
    "/fr/": ("fr", "Entrez donc.", {"en": "/"}),
}
QTRANSLATE = {
    "/green-tea/": ("en", "A first pot.", {"fr": "/fr/green-tea/"}),
    "/fr/green-tea/": ("fr", "Une théière.", {"en": "/green-tea/"}),
    "/old-form/": ("en", "Old body.", {"fr": "/fr/old-form/"}),
    "/fr/old-form/": ("fr", "Ancien corps.", {"en": "/old-form/"}),
    "/about/": ("en", "About us.", {"fr": "/fr/about/"}),
    "/fr/about/": ("fr", "À propos de nous.", {"en": "/about/"}),
    "/only/": ("en", "No other language.", {}),
}
SITES = {"polylang": (polylang, POLYLANG), "qtranslate": (qtranslate, QTRANSLATE)}
LISTS = {
    "polylang": {
        "/category/news/": ("Green tea", "Thé"),
        "/fr/category/actualites/": ("Thé vert", "Green"),
        "/fr/posts/": ("Thé vert", "Green"),
    },
    "qtranslate": {
        "/category/news/": ("Green tea", "Thé"),
        "/fr/category/news/": ("Thé vert", "Green"),
        "/fr/": ("Forme ancienne", "Old form"),
    },
}


def hugo(folder: Path) -> Path:
    done = tool("hugo").run("--panicOnWarning", cwd=folder)
    assert "WARN" not in said(done)
    return folder / "public"


def astro(folder: Path) -> Path:
    program = tool("astro")
    program.lend_modules(folder)
    program.run("build", cwd=folder)
    return folder / "dist"


@pytest.mark.parametrize("name", SITES)
@pytest.mark.parametrize("build", [hugo, astro], ids=["hugo", "astro"])
def test_a_multilingual_site(build, name: str, tmp_path: Path) -> None:
    export, wanted = SITES[name]
    (tmp_path / "export.xml").write_text(export(), "utf-8")
    wpmigrate.convert(tmp_path / "export.xml", tmp_path / "site", to=build.__name__, scaffold=True)
    shown = build(tmp_path / "site")
    for url, (language, words, others) in wanted.items():
        html = (shown / url.strip("/") / "index.html").read_text("utf-8")
        assert re.search(r'<html lang="([^"]*)"', html)[1] == language, url
        assert words in unescape(html), url
        nav = re.search(r'<nav class="languages">(.*?)</nav>', html, re.DOTALL)
        links = dict(re.findall(r'<a href="([^"]*)" hreflang="([^"]*)"', nav[1])) if nav else {}
        assert {code: unquote(href) for href, code in links.items()} == others, url
    for url, (there, elsewhere) in LISTS[name].items():
        html = unescape((shown / url.strip("/") / "index.html").read_text("utf-8"))
        headings = " ".join(re.findall(r"<h2>(.*?)</h2>", html, re.DOTALL))
        assert there in headings, url
        assert elsewhere not in headings, url
