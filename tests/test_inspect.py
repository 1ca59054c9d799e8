"""What inspect tells of an export: every plugin it meets, nothing of a person, and the same as a run would find."""

import json
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from conftest import REPO
from planted_plugins import PLANTED
from wpmigrate.cli import main
from wpmigrate.config import options_of
from wpmigrate.pipeline import spans
from wpmigrate.pipeline.inspecting import inspect
from wpmigrate.pipeline.reading import read_index
from wpmigrate.pipeline.survey.plugins import PLUGINS
from wpmigrate.pipeline.survey.traces import _alike
from wpmigrate.report.inspection import Inspection
from wpmigrate.report.printable import columns_of
from wpmigrate.source.opening import open_inputs

if TYPE_CHECKING:
    from wpmigrate.wxr.records import ItemRecord

EXPORT = REPO / "fixtures" / "london-korean" / "export.xml"
EXPORTS = sorted(
    path
    for folder in (REPO / "fixtures", REPO.parent / "shared" / "data")
    for path in folder.rglob("*.xml")
    if "expected" not in path.parts
    and "<!DOCTYPE" not in path.read_text("utf-8", "replace")
    and b"<item>" in path.read_bytes()
)
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Planted</title><link>https://planted.example</link><language>en-US</language>
<generator>https://wordpress.org/?v=6.5.2</generator><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://planted.example</wp:base_site_url><wp:base_blog_url>https://planted.example</wp:base_blog_url>
"""


def item(number: int, body: str = "", **given: str) -> str:
    """Write one item; `meta`, `cmeta` and `tax` name one thing each, the rest are fields."""
    fields = {
        "type": "post",
        "status": "publish",
        "title": f"Item {number}",
        "password": "",
        "date": "2024-05-06",
    } | given
    parts = [
        f"<title>{escape(fields['title'])}</title><link>https://planted.example/{number}/</link><content:encoded><![CDATA[{body}]]></content:encoded>",
        f"<wp:post_id>{number}</wp:post_id><wp:post_date>{fields['date']} 10:00:00</wp:post_date><wp:status>{fields['status']}</wp:status>",
        f"<wp:post_type>{fields['type']}</wp:post_type><wp:post_password>{fields['password']}</wp:post_password>",
    ]
    if "tax" in given:
        parts.append(f'<category domain="{given["tax"]}" nicename="a"><![CDATA[A]]></category>')
    if "meta" in given:
        parts.append(
            f"<wp:postmeta><wp:meta_key><![CDATA[{given['meta']}]]></wp:meta_key>"
            f"<wp:meta_value><![CDATA[{given.get('value', 'x')}]]></wp:meta_value></wp:postmeta>"
        )
    if "comment" in given:
        parts.append(f"<wp:comment><wp:comment_approved>1</wp:comment_approved>{given['comment']}</wp:comment>")
    return f"<item>{''.join(parts)}</item>\n"


def looked_at(tmp_path: Path, *items: str, head: str = HEAD) -> Inspection:
    path = tmp_path / "planted.xml"
    path.write_text(f"{head}{''.join(items)}</channel></rss>", "utf-8")
    return inspect(options_of([path], "."))


def planted(number: int, trace: str) -> str:
    """Plant one trace in an item of its own."""
    kind, _, name = trace.partition(":")
    body = {
        "code": f'<p>[{name} id="7"]</p>',
        "block": f'<!-- wp:{name} {{"a":1}} --><p>x</p><!-- /wp:{name} -->',
        "class": f'<div class="first {name} last">x</div>',
    }
    comment = f"<wp:commentmeta><wp:meta_key>{name}</wp:meta_key><wp:meta_value>x</wp:meta_value></wp:commentmeta>"
    given = {
        "meta": {"meta": name},
        "type": {"type": name},
        "tax": {"tax": name},
        "cmeta": {"comment": comment},
        "value": {"meta": "_price", "value": name},
    }
    return item(number, body.get(kind, ""), **given.get(kind, {}))


LINES = [tuple(part.strip() for part in line.split("|")) for line in PLANTED.strip().splitlines()]


def test_every_planted_plugin_is_named(tmp_path: Path) -> None:
    found = looked_at(tmp_path, *(planted(number, trace) for number, (_, trace) in enumerate(LINES, 1)))
    expected: dict[str, int] = {}
    for name, _ in LINES:
        expected[name] = expected.get(name, 0) + 1
    met = {plugin.name: plugin for plugin in found.plugins}
    assert met.keys() == expected.keys()
    assert {name: plugin.items for name, plugin in met.items()} == expected
    assert all(plugin.traces for plugin in met.values())


@pytest.mark.parametrize(("name", "trace"), LINES, ids=lambda part: part)
def test_a_trace_names_its_plugin_and_no_other(name: str, trace: str, tmp_path: Path) -> None:
    assert [plugin.name for plugin in looked_at(tmp_path, planted(1, trace)).plugins] == [name]


def test_the_table_is_planted_whole() -> None:
    assert {known.name for known in PLUGINS} == {name for name, _ in LINES}
    assert len(PLUGINS) >= 80


def test_a_plain_post_has_no_plugins(tmp_path: Path) -> None:
    body = '<!-- wp:paragraph {"align":"left"} --><p class="has-text-align-left wp-image-7">[1] [here] a [b](c)</p><!-- /wp:paragraph -->'
    assert looked_at(tmp_path, item(1, body, meta="rating", value="5", tax="category")).plugins == ()


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_one_look_finds_what_a_run_finds(path: Path, tmp_path: Path) -> None:
    options = options_of([path], ".")
    found = inspect(options)
    with open_inputs([path]) as source:
        items: list[ItemRecord] = []
        reading = read_index(
            source, tmp_path, options, lambda *_: None, lambda read: items.append(read.item) if read.item else None
        )
        with reading.index as index:
            reasons = [d.reason or ("written" if d.outcome != "fail" else "failed") for d in index.decisions()]
            assert found.outcomes == {reason: reasons.count(reason) for reason in set(reasons)}
            taxonomies = [term.taxonomy for term in index.terms()]
            assert found.terms == {name: taxonomies.count(name) for name in set(taxonomies)}
            assert (found.title, found.url) == (index.site().title, index.site().url)
    types = [one.type for one in items]
    assert {one.name: one.count for one in found.types} == {name: types.count(name) for name in set(types)}
    assert sum(found.comments.values()) == sum(len(one.comments) for one in items)


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_quick_reader_and_the_parser_tell_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = inspect(options_of([path], "."))
    monkeypatch.setattr(spans, "read_surely", lambda *_: None)
    monkeypatch.setattr("wpmigrate.wxr.items.read_plain", lambda _: None)
    assert inspect(options_of([path], ".")) == quick


SECRET = ("jane@mail.example", "203.0.113.9", "s3cret-word", "Private diary", "Draft plans", "Mozilla")
COMMENT = (
    "<wp:comment_author>Jane</wp:comment_author><wp:comment_author_email>jane@mail.example</wp:comment_author_email>"
    "<wp:comment_author_IP>203.0.113.9</wp:comment_author_IP><wp:comment_content>x</wp:comment_content>"
    "<wp:commentmeta><wp:meta_key>akismet_as_submitted</wp:meta_key><wp:meta_value>Mozilla 203.0.113.9</wp:meta_value></wp:commentmeta>"
)


def test_nothing_of_a_person_or_of_a_private_item_is_shown(tmp_path: Path) -> None:
    author = (
        "<wp:author><wp:author_id>1</wp:author_id><wp:author_login>jane@mail.example</wp:author_login>"
        "<wp:author_email>jane@mail.example</wp:author_email><wp:author_display_name>Jane jane@mail.example</wp:author_display_name></wp:author>"
    )
    body = '[odd_box a="1"]x[/odd_box]<!-- wp:acme/odd --><p>x</p><!-- /wp:acme/odd -->'
    found = looked_at(
        tmp_path,
        item(1, body, title="Private diary", status="private", meta="mood", value="Private diary"),
        item(2, body, title="Draft plans", status="draft", meta="mood", value="Draft plans"),
        item(3, body, title="Locked", password="s3cret-word", meta="mood", value="s3cret-word"),
        item(4, body, title="Open jane@mail.example", meta="contact", value="write to jane@mail.example", comment=COMMENT),
        item(5, meta="_stcr@_jane@mail.example", value="x"),
        item(6, type="shop_order", meta="_billing_email", value="jane@mail.example"),
        item(7, meta="mood", value="sunny"),
        head=HEAD + author,
    )  # fmt: skip
    told = json.dumps(json.loads(CliRunner().invoke(main, ["inspect", str(tmp_path / "planted.xml"), "--json"]).output))
    shown = CliRunner().invoke(main, ["inspect", str(tmp_path / "planted.xml")]).output
    for secret in SECRET:
        assert secret not in told
        assert secret not in shown
    assert found.personal_data == {
        "e-mail addresses of authors": 1,
        "logins that are e-mail addresses": 1,
        "e-mail addresses of commenters": 1,
        "IP addresses of commenters": 1,
        "user agents of commenters": 1,
        "passwords of items": 1,
        "custom fields with personal data": 2,
        "orders, form entries and other personal items": 1,
    }
    assert [(met.items, [e.id for e in met.examples]) for met in (*found.blocks, *found.shortcodes)] == [
        (4, [4]),
        (4, [4]),
    ]
    assert {field.name: field.example for field in found.custom_fields if field.name in ("mood", "contact")} == {
        "mood": "sunny",
        "contact": "",
    }


def test_software_languages_dates_and_media_are_told(tmp_path: Path) -> None:
    attachment = "<wp:attachment_url>https://cdn.example/a.JPG</wp:attachment_url>"
    sized = 'a:2:{s:5:"width";i:3;s:8:"filesize";i:5000;s:5:"sizes";a:1:{s:1:"x";a:1:{s:8:"filesize";i:9;}}}'
    picture = item(3, type="attachment", status="inherit", meta="_wp_attachment_metadata", value=sized)
    found = looked_at(
        tmp_path,
        item(
            1,
            '<img src="https://cdn.example/a-300x200.jpg"> <img src="//other.example:80/b.png">',
            date="2011-02-03",
            tax="language",
        ),
        item(2, "[:en]Hello[:de]Hallo[:]", date="2019-12-31", meta="_icl_lang_code", value="fr"),
        picture.replace("</item>", f"{attachment}</item>"),
    )
    assert (found.software.name, found.software.version, found.software.wxr_version) == ("WordPress", "6.5.2", "1.2")
    assert [(one.code, one.told_by, one.items) for one in found.languages] == [
        ("en-US", "the channel", 0), ("a", "Polylang", 1), ("de", "qTranslate", 1), ("en", "qTranslate", 1), ("fr", "WPML", 1),
    ]  # fmt: skip
    assert (found.first, found.last, found.years) == ("2011-02-03", "2019-12-31", {"2011": 1, "2019": 1})
    media = found.media
    assert (media.attachments, media.sized, media.bytes, media.kinds) == (1, 1, 5000, {"jpg": 1})
    assert [(one.host, one.attachments, one.shown) for one in media.hosts] == [
        ("cdn.example", 1, 1),
        ("other.example", 0, 1),
    ]


@pytest.mark.parametrize(
    ("generator", "name", "version"),
    [
        ("https://wordpress.org/?v=6.5.4", "WordPress", "6.5.4"),
        ("http://wordpress.org/?v=MU", "WordPress", "MU"),
        ("WordPress/3.1-alpha", "WordPress", "3.1-alpha"),
        ("http://wordpress.com/", "WordPress.com", ""),
        ("https://wordpress.com/", "WordPress.com", ""),
        ("Site-Server v6.0 (http://www.squarespace.com)", "Squarespace", ""),
        ("", "", ""),
    ],
)
def test_who_wrote_the_export(generator: str, name: str, version: str, tmp_path: Path) -> None:
    head = HEAD.replace("https://wordpress.org/?v=6.5.2", generator)
    software = looked_at(tmp_path, item(1), head=head).software
    assert (software.name, software.version) == (name, version)


def test_damage_is_told_with_its_places(tmp_path: Path) -> None:
    path = tmp_path / "damaged.xml"
    path.write_text(f"{HEAD}{item(1, 'a' + chr(8) + 'b')}{item(2)}oops{item(3, 'c' + chr(1))}", "utf-8")
    raw = path.read_bytes()
    found = inspect(options_of([path], "."))
    damage = {one.code: one for one in found.damage}
    assert [place.offset for place in damage["control-characters"].places] == [raw.index(b"\x08"), raw.index(b"\x01")]
    assert damage["junk-between"].places[0].offset == raw.index(b"oops")
    assert damage["truncated-file"].severity == "loss"
    shown = CliRunner().invoke(main, ["inspect", str(path)]).output
    assert f"byte {raw.index(b'oops'):,} of damaged.xml" in shown
    assert shown.index("Damage in the file") < shown.index("What is in it")


def test_the_faces_tell_the_same(tmp_path: Path) -> None:
    runner = CliRunner()
    reports = [tmp_path / f"r.{suffix}" for suffix in ("json", "md", "txt", "html")]
    args = [part for path in reports for part in ("--report", str(path))]
    shown = runner.invoke(main, ["inspect", str(EXPORT), *args, "--suggest", str(tmp_path / "s.toml")])
    assert shown.exit_code == 0, shown.output
    found = json.loads(reports[0].read_text("utf-8"))
    assert found == json.loads(runner.invoke(main, ["inspect", str(EXPORT), "--json"]).output)
    assert (tmp_path / "s.toml").read_text("utf-8") == found["suggested"]
    markdown = reports[1].read_text("utf-8")
    for one in (*found["blocks"], *found["shortcodes"]):
        assert one["name"].replace("_", "\\_") in markdown
    page = reports[3].read_text("utf-8")
    for one in (*found["blocks"], *found["plugins"], *found["shortcodes"]):
        assert escape(one["name"]) in page
    assert "https://" not in re.sub(r"<main.*</main>", "", page, flags=re.DOTALL).replace(found["url"], "")
    assert reports[2].read_text("utf-8") in shown.output
    assert max(map(columns_of, shown.output.splitlines())) <= 80
    again = runner.invoke(main, ["inspect", str(EXPORT), "--suggest", str(tmp_path / "s.toml")])
    assert again.exit_code == 2
    assert "is there already" in again.output


def test_a_report_of_another_kind_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["inspect", str(EXPORT), "--report", str(tmp_path / "r.pdf")])
    assert result.exit_code == 2
    assert "r.pdf" in result.output


def test_the_number_of_a_picture_hides_no_class_of_a_plugin() -> None:
    names = [
        trace.partition(":")[2] for plugin in PLUGINS for trace in plugin.traces.split() if trace.startswith("class:")
    ]
    assert names
    assert [_alike(name) for name in names] == names
    assert _alike("wp-image-12") == _alike("wp-image-3456") != _alike("wp-image")
