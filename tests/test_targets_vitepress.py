"""The VitePress target without VitePress: paths, front matter, and bodies that Vue's compiler takes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from target_jobs import by_path, front_matter, job_of, place, post_at, site_job
from wpmigrate.content.nodes import Image
from wpmigrate.model import TermRef
from wpmigrate.render.vitepress import as_read, escape_vitepress, picture
from wpmigrate.render.vue import as_template, held, is_template, unwrapped, wrapped
from wpmigrate.targets.vitepress import TARGET, VitePressOptions

PATHS = [
    (place("안녕"), "flat", "posts/안녕.md"),
    (place("a"), "year", "posts/2020/a.md"),
    (place("[a]"), "bundle", "posts/-a-/index.md"),
    (place("team", "page", ancestors=("dist",)), "flat", "pages/dist-/team.md"),
    (place("x", "public"), "flat", "type-public/x.md"),
    (place("a", visibility="draft"), "flat", ".vitepress/drafts/posts/a.md"),
    (place("a", visibility="scheduled"), "flat", ".vitepress/drafts/posts/a.md"),
    (place("a", "page", visibility="private"), "flat", ".vitepress/drafts/pages/a.md"),
]


@pytest.mark.parametrize(("where", "layout", "path"), PATHS)
def test_an_item_lies_where_the_layout_says_and_no_draft_is_built(where, layout, path) -> None:
    assert TARGET.path(where, VitePressOptions(layout=layout)) == path


def written(post, body="", **given) -> tuple[dict, str]:
    job = job_of(TARGET, post, body, **given)
    return front_matter(by_path(TARGET.write(job))[job.path])


def test_the_description_is_html_and_the_excerpt_text() -> None:
    fields, _ = written(post_at(place("a"), excerpt='A "b" &lt; c'))
    assert (fields["description"], fields["excerpt"]) == ("A &quot;b&quot; &lt; c", 'A "b" < c')


@given(st.text(), st.text(min_size=1))
def test_any_text_survives_in_front_matter(title, name) -> None:
    fields, _ = written(post_at(place("a"), title=title, terms=(TermRef("post_tag", "t", name),)))
    assert fields["title"].replace("\u2060", "") == (title.strip() or "(untitled)").replace("\u2060", "")
    assert [tag.replace("\u2060", "") for tag in fields["tags"]] == [name.replace("\u2060", "")]
    assert "</script" not in json.dumps(fields, default=str)


def test_no_front_matter_ends_a_script() -> None:
    assert held({"a": ["x</SCRIPT>", {"</script": "</b>"}]}) == {"a": ["x<\u2060/SCRIPT>", {"<\u2060/script": "</b>"}]}


def test_addresses_are_those_of_public_items() -> None:
    places = [place("a", permalink="/2020/a/"), place("b", visibility="private", permalink="/2020/b/", id=2)]
    files = by_path(TARGET.site(site_job(TARGET, places)))
    assert json.loads(files[".vitepress/data/addresses.json"]) == {"posts/a.md": "/2020/a/"}


TEXTS = [
    ("a {{ x }}", "a &#123;&#123; x }}"),
    ("\\\\{ \\{", "\\\\&#123; &#123;"),
    (":tada: :) 12:30 a: b", "&#58;tada: &#58;) 12:30 a: b"),
    ("[[toc]] [!NOTE]", "&#91;[toc]] &#91;!NOTE]"),
    ("::: tip", "&#58;:: tip"),
    ("http://x.example/a", "http://x.example/a"),
    ("\\:tada: \\\\:tada: https\\://x.example/%41", "&#58;tada: \\\\&#58;tada: https&#58;//x.example/%41"),
]


@pytest.mark.parametrize(("text", "said"), TEXTS)
def test_prose_is_kept_from_extensions(text, said) -> None:
    assert escape_vitepress(text, "text") == said


CODES = [
    ("`{{ x }}`", "<code>&#123;&#123; x &#125;&#125;</code>"),
    ("`x`", "`x`"),
    ("```js\n{{ x }}\n```", "```js\n{{ x }}\n```"),
    ("```\n// [!code focus]\n```", "<pre><code>// [!code focus]\n</code></pre>"),
]


@pytest.mark.parametrize(("code", "said"), CODES)
def test_code_is_shown_as_it_is(code, said) -> None:
    assert escape_vitepress(code, "code") == said


TAKEN = ["<p>a</p>", '<img src="/a.png" alt="">', "<br>", "<!-- more -->", '<details open="">\n<summary>x</summary>', "</p></details>"]  # fmt: skip
WRAPPED = ["<script>a</script>", "<style>a</style>", "<svg></svg>", "<x-y>a</x-y>", '<p @click="a">b</p>', '<img src="a.png">', "<p a='1'>b</p>", "<b>a</i>"]  # fmt: skip


@pytest.mark.parametrize("html", TAKEN)
def test_html_that_vue_takes_stays(html) -> None:
    assert as_template(html) == html


@pytest.mark.parametrize("html", WRAPPED)
def test_other_html_is_wrapped_and_read_back(html) -> None:
    made = as_template(html)
    assert "v-html=" in made
    assert is_template(made, escaped=True)
    assert as_read(made) == html


@given(st.text())
def test_whatever_is_wrapped_is_read_back(html) -> None:
    made = wrapped(html)
    assert unwrapped(made) == html
    assert "\n" not in made


def test_a_tag_that_stands_alone_keeps_its_attributes_where_vue_reads_none() -> None:
    assert as_template('<div dir="rtl">') == '<div dir="rtl">'
    assert as_template('<div :a="b" x="1" x="2">') == '<div v-pre :a="b" x="1">'
    assert as_template("</x-y>") == "</x-y>"


def test_a_body_that_vue_would_not_compile_is_html() -> None:
    found: list = []
    _, body = written(post_at(place("a")), "a <b> {&#123; *c*", report=found.append)
    assert (
        body
        == "<div v-html=\"'&lt;div&gt;&lt;p&gt;a &lt;b&gt; {{ &lt;em&gt;c&lt;/em&gt;&lt;/p&gt;\\n&lt;/div&gt;'\"></div>\n"
    )
    assert [one.code.slug for one in found] == ["body-as-html"]
    assert written(post_at(place("a")), "<b>a</b>")[1] == "<b>a</b>\n"


def test_a_relative_picture_is_bound() -> None:
    assert picture(Image("a'.png", "b")) == '<img :src="\'a\\\'.png\'" alt="b">'
    assert as_read('<img :src="\'a\\\'.png\'" alt="b">') == '<img src="a&#x27;.png" alt="b">'
    assert picture(Image("/a.png", "b")) is None
    assert picture(Image("/a.png", "{{ b }}")) == '<img src="/a.png" alt="{{ b }}">'
