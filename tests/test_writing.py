"""Items whose file cannot have its place fail alone; the rest of the export is written and the ledger balances."""

import json
from pathlib import Path

import pytest

import wpmigrate
from wpmigrate.errors import OutputError

HEAD = (
    '<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Places</title>'
    "<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://places.example</wp:base_blog_url>"
)


def item(number: int, slug: str, kind: str = "page", parent: int = 0, more: str = "") -> str:
    return (
        f"<item><title>{slug[:20]} {number}</title><wp:post_id>{number}</wp:post_id><wp:post_name>{slug}</wp:post_name>"
        f"<wp:post_type>{kind}</wp:post_type><wp:status>publish</wp:status><wp:post_parent>{parent}</wp:post_parent>"
        f"<wp:post_date>2020-01-02 03:04:05</wp:post_date><content:encoded>Body {number}.</content:encoded>{more}</item>"
    )


GENRE = '<category domain="genre" nicename="rock">Rock</category>'
CASES = {
    "a page named like a file, with a page below it": [item(1, "x"), item(2, "x.md"), item(3, "kid", parent=2)],
    "a post type named like a taxonomy": [
        item(1, "rock", "genre"), item(2, "live", "genre", 1), item(3, "song", "post", more=GENRE),
    ],
    "pages below pages below pages": [item(n, "가" * 60, parent=n - 1) for n in range(1, 40)],
}  # fmt: skip


@pytest.mark.parametrize("target", ["hugo", "markdown"])
@pytest.mark.parametrize("case", CASES)
def test_the_rest_is_written(case: str, target: str, tmp_path: Path) -> None:
    items = CASES[case]
    given = tmp_path / "given.xml"
    given.write_text(HEAD + "".join(items) + "</channel></rss>", "utf-8")
    report = wpmigrate.convert(given, tmp_path / "out", to=target)
    totals = report.totals["item"]
    assert totals.read == len(items) == totals.written + totals.failed
    rows = [json.loads(line) for line in (tmp_path / "out/_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        if row["outcome"] == "written":
            assert (tmp_path / "out" / row["path"]).is_file()
        if row["outcome"] == "failed":
            assert row["reason"] == "unplaced"
            assert "unplaced" in {found["code"] for found in row["degradations"]}
    bodies = "".join(p.read_text("utf-8") for p in (tmp_path / "out").rglob("*.md"))
    assert sum(f"Body {number}." in bodies for number in range(1, len(items) + 1)) == totals.written
    assert totals.written >= min(len(items), 15)


def test_not_a_word_of_what_is_kept_out_reaches_any_file(tmp_path: Path) -> None:
    comment = "<wp:comment><wp:comment_id>{}</wp:comment_id><wp:comment_type>{}</wp:comment_type><wp:comment_approved>{}</wp:comment_approved></wp:comment>"
    private = item(
        1, "hushslug", more='<hush:element xmlns:hush="u">x</hush:element>' + comment.format(7, "hushtype", 1)
    )
    shown = item(2, "open", more=comment.format(8, "hushspam", "spam"))
    given = tmp_path / "given.xml"
    given.write_text(HEAD + private.replace("publish", "private") + shown + "</channel></rss>", "utf-8")
    report = wpmigrate.convert(given, tmp_path / "out", to="hugo", scaffold=True)
    assert report.totals["comment"].skipped == 2
    assert [p for p in (tmp_path / "out").rglob("*") if p.is_file() and b"hush" in p.read_bytes()] == []


def test_private_keys_inside_a_field_stay_out(tmp_path: Path) -> None:
    meta = "<wp:postmeta><wp:meta_key>{}</wp:meta_key><wp:meta_value>{}</wp:meta_value></wp:postmeta>"
    inner = 'a:2:{s:5:"email";s:12:"zed@hush.exa";s:5:"shown";s:3:"yes";}'
    given = tmp_path / "given.xml"
    given.write_text(
        HEAD + item(1, "a", more=meta.format("x", inner) + meta.format("ip", "203.0.113.9")) + "</channel></rss>"
    )
    wpmigrate.convert(given, tmp_path / "out")
    line = (tmp_path / "out/_wpmigrate/posts.jsonl").read_text("utf-8")
    assert json.loads(line)["meta"] == {"x": [{"shown": "yes"}]}


def test_a_ledger_that_is_not_ours_stops_the_run_and_stays(tmp_path: Path) -> None:
    given = tmp_path / "given.xml"
    given.write_text(HEAD + item(1, "a") + "</channel></rss>")
    there = tmp_path / "out/_wpmigrate/ledger.jsonl"
    there.parent.mkdir(parents=True)
    there.write_text("mine")
    with pytest.raises(OutputError) as stopped:
        wpmigrate.convert(given, tmp_path / "out")
    assert stopped.value.exit_code == 5
    assert there.read_text() == "mine"


def test_neutral_json_that_is_not_ours_is_reported(tmp_path: Path) -> None:
    given = tmp_path / "given.xml"
    given.write_text(HEAD + item(1, "a") + "</channel></rss>")
    there = tmp_path / "out/_wpmigrate/posts.jsonl"
    there.parent.mkdir(parents=True)
    there.write_text("mine")
    report = wpmigrate.convert(given, tmp_path / "out")
    assert "foreign-file-kept" in {finding.code for finding in report.diagnostics}
    assert there.read_text() == "mine"
