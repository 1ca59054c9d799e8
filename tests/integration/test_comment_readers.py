"""What reads comments in other systems, where it is on npm: Twikoo's importers and lists, and Artalk's Markdown."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from install import tool
from test_isso import EXPORT, THREADS

import wpmigrate
from comment_jobs import made_of, rows
from hostile_comments import hostile_texts, live, seen
from target_jobs import comment
from wpmigrate.pieces.comment_text import EMPTY
from wpmigrate.render.comments import render_comment

pytestmark = pytest.mark.integration

# The admin panel's import of a file, then what a visitor of each page is sent.
TWIKOO = """
const fs = require('fs'), {getXml2js} = require('twikoo-func/utils/lib');
const reader = require('twikoo-func/utils/import'), {parseComment, getUrlQuery} = require('twikoo-func/utils');
const [kind, file, ...pages] = process.argv.slice(1), text = fs.readFileSync(file, 'utf8'), failed = [];
const log = (line) => { if (/失败|有误|无法/.test(line)) failed.push(line) };
const read = async () => file.endsWith('.xml') ? await getXml2js().parseStringPromise(text) : reader.jsonParse(text);
read().then((found) => reader[kind](found, log)).then((comments) => {
  const shown = pages.map((page) => parseComment(comments.filter((one) => getUrlQuery(page).includes(one.url)), '', {}));
  console.log(JSON.stringify({failed, comments, shown}));
});
"""
# As Artalk shows a comment: GitHub's Markdown with breaks, cleaned of all but harmless elements.
ARTALK = """
const {marked} = require('marked'), {JSDOM} = require('jsdom'), clean = require('dompurify')(new JSDOM('').window);
const tags = ('a abbr article b blockquote br caption code del details div em h1 h2 h3 h4 h5 h6 hr i img ins kbd li main mark ol p pre '
  + 'section span strike strong sub summary sup table tbody td th thead tr u ul').split(' ');
marked.setOptions({gfm: true, breaks: true, async: false});
const shown = (text) => clean.sanitize(marked.parse(text), {ALLOWED_TAGS: tags, ALLOW_DATA_ATTR: false, ALLOW_UNKNOWN_PROTOCOLS: true});
console.log(JSON.stringify(JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8')).map(shown)));
"""


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("blog")
    wpmigrate.convert(EXPORT, out, to="none", comments=["artalk", "cusdis", "twikoo"])
    return out / "_wpmigrate/comments"


def read_by_twikoo(kind: str, file: Path) -> Any:
    done = tool("twikoo").run("-e", TWIKOO, f"commentImport{kind}", file, *THREADS, cwd=file.parent)
    found = json.loads(done.stdout)
    assert found["failed"] == []
    assert len(found["comments"]) == sum(map(len, THREADS.values()))
    return found


def threaded(roots: Sequence[Any]) -> list[tuple[str, str | None]]:
    return [
        pair
        for root in sorted(roots, key=lambda one: one["created"])
        for pair in ((root["nick"], None), *((reply["nick"], reply["ruser"]) for reply in root["replies"]))
    ]


@pytest.mark.slow
def test_twikoo_shows_each_page_s_threads(blog: Path) -> None:
    found = read_by_twikoo("Twikoo", blog / "twikoo/twikoo.json")
    shown = dict(zip(THREADS, map(threaded, found["shown"]), strict=True))
    whole = [("Brindle", None), ("Marlow Pennick", "Brindle"), ("다솜찬", "Marlow Pennick"), ("Brindle", "다솜찬")]
    assert shown["/2006/11/hello/"] == [*whole, ("Puzzled", None)]
    assert {path: thread for path, thread in shown.items() if path != "/2006/11/hello/"} == {
        path: thread for path, thread in THREADS.items() if path != "/2006/11/hello/"
    }
    assert not any(one["isSpam"] for one in found["comments"])


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "file"), [("Artalk2", "artalk/artalk.artrans"), ("Disqus", "cusdis/cusdis.xml")])
def test_twikoo_reads_what_artalk_and_cusdis_are_given(blog: Path, kind: str, file: str) -> None:
    found = read_by_twikoo(kind, blog / file)
    names = sorted(one["nick"] for one in found["comments"])
    assert names == sorted(author for thread in THREADS.values() for author, _ in thread)
    assert sum(1 for one in found["comments"] if one.get("pid")) == sum(
        1 for thread in THREADS.values() for _, answered in thread if answered
    )


def test_artalk_shows_hostile_texts_whole_and_dead(tmp_path: Path) -> None:
    texts = hostile_texts()
    comments = [comment(number, text) for number, text in enumerate(texts, 1)]
    contents = [row["content"] for row in rows("artalk", made_of("artalk", comments))]
    (tmp_path / "contents.json").write_text(json.dumps(contents), "utf-8")
    done = tool("marked").run("-e", ARTALK, tmp_path / "contents.json", cwd=tmp_path)
    shown = json.loads(done.stdout)
    assert len(shown) == len(texts)
    for html, text in zip(shown, texts, strict=True):
        assert not list(live(html)), text
        assert "<img" in html or seen(html) == (seen(render_comment(text)) or EMPTY), text
