"""A second run with a newer export of the same site: exactly what has changed changes, and nothing of a person's is lost."""

import hashlib
import json
import re
from pathlib import Path

import pytest

import wpmigrate
from torture.exports import write_export

POSTS = 12
ITEM = re.compile(r"<item>.*?</item>\n", re.DOTALL)
COMMENT = re.compile(r"<wp:comment>.*?</wp:comment>", re.DOTALL)


def items(text: str) -> dict[int, str]:
    found = {}
    for match in ITEM.finditer(text):
        number = re.search(r"<wp:post_id>(\d+)<", match[0])
        assert number
        found[int(number[1])] = match[0]
    return found


def tree(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".wpmigrate" not in path.parts and "_wpmigrate" not in path.parts
    }


def convert(export: Path, out: Path, **options):
    return wpmigrate.convert(export, out, to="hugo", redirects=["nginx"], **options)


@pytest.fixture
def site(tmp_path: Path) -> tuple[Path, Path, dict[str, str]]:
    """Convert an export, let a person edit three files, and make a newer export with twelve changes."""
    export, out = write_export(tmp_path / "export.xml", POSTS), tmp_path / "site"
    convert(export, out)
    for number in (8, 10, 11):
        page = out / f"content/posts/post-{number}/index.md"
        page.write_text(page.read_text("utf-8") + "\nMine.\n", "utf-8")
    text = export.read_text("utf-8")
    old = items(text)
    new = dict(old)
    new[1] = old[1].replace("First of 1", "Edited first of 1")
    new[2] = old[2].replace("Post 2 — 글", "Another title")
    new[3] = old[3].replace("post-3", "renamed-3")  # the address moves with the slug
    new[4] = COMMENT.sub("", old[4])
    new[5] = old[5].replace(
        "</wp:comment>",
        "</wp:comment>" + COMMENT.search(old[5])[0].replace("_id>5<", "_id>500<").replace("Said of 5", "More of 5"),
    )  # type: ignore[index]
    new[6] = old[6].replace("2020-07-03 04:05:06", "2020-07-09 04:05:06")
    del new[12]  # vanished
    new[8] = old[8].replace("First of 8", "Newer first of 8")  # edited by a person too
    new[10] = old[10].replace("First of 10", "Newer first of 10").replace("post-10", "renamed-10")  # edited, and moved
    new[13] = old[1].replace("_id>1<", "_id>13<").replace("post-1/", "post-13/").replace(">post-1<", ">post-13<")  # new
    new[9] = old[9].replace("<wp:status>draft", "<wp:status>publish")
    # 11: edited by a person alone; 7: nothing at all
    newer = tmp_path / "newer.xml"
    newer.write_text(ITEM.sub("", text).replace("</channel>", "".join(new.values()) + "</channel>"), "utf-8")
    return newer, out, tree(out)


def test_exactly_what_has_changed_changes(site: tuple[Path, Path, dict[str, str]]) -> None:
    newer, out, before = site
    report = convert(newer, out)
    after = tree(out)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    page = "content/posts/{}/index.md".format
    assert {path for path in changed if path.startswith("content/")} == {
        page("post-1"), page("post-2"), page("renamed-3"), page("post-4"), page("post-6"), page("post-8") + ".new", page("renamed-10"),
        page("post-13"), page("post-9"),
    }  # fmt: skip
    assert {path for path in changed if not path.startswith("content/")} == {
        "data/comments/5.json",
        "data/comments/13.json",
    }
    assert list(report.stale) == [
        page("post-10"),
        page("post-12"),
        page("post-3"),
        *(f"data/comments/{n}.json" for n in (12, 4)),
    ]
    for number in (8, 10, 11):
        assert (out / page(f"post-{number}")).read_text("utf-8").endswith("Mine.\n")
    assert "Newer first of 8" in (out / (page("post-8") + ".new")).read_text("utf-8")
    assert {"edited-file-kept"} <= {one.code for one in report.diagnostics}
    assert convert(newer, out).exit_code == 0
    assert tree(out) == after


def test_what_was_renamed_is_redirected(site: tuple[Path, Path, dict[str, str]]) -> None:
    newer, out, _ = site
    convert(newer, out)
    front = (out / "content/posts/renamed-3/index.md").read_text("utf-8")
    assert "/2020/04/post-3/" in front.partition("aliases:")[2].partition("---")[0]
    rules = "".join(path.read_text("utf-8") for path in (out / "_wpmigrate/redirects").rglob("*") if path.is_file())
    assert re.search(r"/2020/04/post-3/?\S* .*renamed-3", rules)


def test_what_vanished_stays_until_it_is_pruned(site: tuple[Path, Path, dict[str, str]]) -> None:
    newer, out, _ = site
    report = convert(newer, out, prune=True, dry_run=True)
    assert set(report.pruned) <= set(tree(out))
    report = convert(newer, out, prune=True)
    assert "content/posts/post-12/index.md" in report.pruned
    assert "content/posts/post-10/index.md" in report.stale  # a person edited it
    assert not (out / "content/posts/post-12").exists()
    told = json.loads((out / "_wpmigrate/report.json").read_text("utf-8"))
    assert told["pruned"] == list(report.pruned)


def test_another_site_in_the_same_folder_gets_no_redirects_of_the_first(tmp_path: Path) -> None:
    export, out = write_export(tmp_path / "export.xml", 3), tmp_path / "site"
    convert(export, out)
    other = tmp_path / "other.xml"
    other.write_text(
        export.read_text("utf-8").replace("old.example", "other.example").replace("post-", "page-"), "utf-8"
    )
    convert(other, out)
    rules = "".join(path.read_text("utf-8") for path in (out / "_wpmigrate/redirects").rglob("*") if path.is_file())
    assert "post-1" not in rules
