"""Staticman's data files in the generators they are for: real themes show them with `markdownify`."""

import re
from html import unescape
from pathlib import Path

import pytest
from install import tool

import wpmigrate
from comment_exports import entry, export, said
from hostile_comments import hostile_texts, live, seen
from wpmigrate.pieces.comment_text import EMPTY
from wpmigrate.render.comments import render_comment

pytestmark = pytest.mark.integration
BOUND = re.compile(r"<!--from ([\w-]+?)-->(.*?)<!--to-->", re.DOTALL)
JEKYLL = """---
---
<html><body>{% assign all = site.data.comments["hostile"] | sort %}{% for one in all %}{% assign c = one[1] %}
<!--from {{ c._id }}-->{{ c.message | markdownify }}<!--to-->{% endfor %}
<p id="first">{{ all[0][1].name | escape }} {{ all[0][1].date | date: "%Y-%m-%d %H:%M" }}</p></body></html>
"""
HUGO = """<html><body>{{ range $name, $c := hugo.Data.comments.hostile }}
{{ printf "<!--from %s-->" $c._id | safeHTML }}{{ $c.message | markdownify }}{{ "<!--to-->" | safeHTML }}{{ end }}</body></html>
"""


def site(folder: Path, layout: str) -> Path:
    comments = (said(number, text) for number, text in enumerate(hostile_texts(), 1))
    source = export(folder, entry(1, "/hostile/", *comments, slug="hostile"))
    options = {"staticman.layout": layout}
    wpmigrate.convert(source, folder / "out", to="none", comments=["staticman"], target_options=options)
    return folder / "out/_wpmigrate/comments/staticman"


def check(page: Path) -> None:
    """Compare each comment of a built page with what WordPress showed; typographic quotes and dashes are the generator's own."""
    shown = dict(BOUND.findall(page.read_text("utf-8")))
    wrong = []
    for number, text in enumerate(hostile_texts(), 1):
        html = shown[f"wp-1-{number}"]
        assert not list(live(html)), text
        expected = seen(render_comment(text)) or EMPTY
        if plain(seen(html)) != plain(expected) and "<img" not in render_comment(text):
            wrong.append(f"{text!r}\n    {html!r}")
    assert not wrong, "\n".join(wrong)


def plain(text: str) -> str:
    for odd, same in {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "«": "<",
        "»": ">",
        "–": "--",
        "—": "---",
        "…": "...",
    }.items():
        text = text.replace(odd, same)
    return re.sub(r"-+", "-", unescape(text)).replace("said", '"said"').replace('""said""', '"said"')


def test_jekyll_shows_hostile_texts_whole_and_dead(tmp_path: Path) -> None:
    source = site(tmp_path, "jekyll")
    (source / "_config.yml").write_text("timezone: UTC\n")
    (source / "index.html").write_text(JEKYLL)
    tool("jekyll").run("build", "--source", source, "--destination", tmp_path / "public", cwd=source)
    page = tmp_path / "public/index.html"
    assert '<p id="first">Ann 2020-01-06 00:01</p>' in page.read_text("utf-8")
    check(page)


def test_hugo_shows_hostile_texts_whole_and_dead(tmp_path: Path) -> None:
    source = site(tmp_path, "hugo")
    (source / "hugo.yaml").write_text("baseURL: https://h.example/\ndisableKinds: [taxonomy, term, sitemap, rss]\n")
    (source / "layouts").mkdir()
    (source / "layouts/index.html").write_text(HUGO)
    tool("hugo").run("--source", source, "--destination", tmp_path / "public", cwd=source)
    check(tmp_path / "public/index.html")
