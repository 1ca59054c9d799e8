"""`--fields`: some keys of front matter, by other names."""

import json
from pathlib import Path

import pytest

import wpmigrate
from conftest import REPO
from target_jobs import by_path, front_matter, job_of, place, post_at
from wpmigrate.config import front_matter_keys
from wpmigrate.errors import UsageError
from wpmigrate.report.text import summary
from wpmigrate.targets.jekyll import TARGET as JEKYLL

LONDON = REPO / "fixtures/london-korean/export.xml"


def test_only_the_keys_that_are_asked_for_by_their_names(tmp_path: Path) -> None:
    wpmigrate.convert(LONDON, tmp_path, to="hugo", front_matter="title,date,categories:topics,wp.id:post_id")
    posts = sorted((tmp_path / "content/posts").glob("*/index.md"))
    keys = [set(front_matter(path.read_text("utf-8"))[0]) for path in posts]
    assert keys
    assert set().union(*keys) - {"draft"} == {"title", "date", "topics", "post_id"}
    assert all({"title", "date", "post_id"} <= found for found in keys)


@pytest.mark.parametrize("asked", ["", "a:", ":b", "a,,b", "a:x,b:x"])
def test_what_cannot_be_asked_for(asked: str) -> None:
    with pytest.raises(UsageError):
        front_matter_keys([asked])


HIDES = {
    "astro": "draft: true",
    "docusaurus": "draft: true",
    "eleventy": "permalink: false",
    "gatsby": "draft: true",
    "hugo": "draft: true",
    "markdown": "draft: true",
    "mkdocs": "draft: true",
    "obsidian": "publish: false",
    "pelican": "Status: skip",
    "zola": "draft = true",
}
"""What keeps readers from an item that is not public; elsewhere the folder does that."""


@pytest.mark.parametrize(("target", "sign"), HIDES.items())
def test_what_hides_an_item_stays_whatever_was_asked_for(tmp_path: Path, target: str, sign: str) -> None:
    wpmigrate.convert(LONDON, tmp_path, to=target, front_matter="title", include={"private", "trash", "password"})
    rows = map(json.loads, (tmp_path / "_wpmigrate/posts.jsonl").read_text("utf-8").splitlines())
    hidden = [row["path"] for row in rows if row["place"]["visibility"] not in ("published", "scheduled")]
    assert hidden
    assert [path for path in hidden if sign.lower() not in (tmp_path / path).read_text("utf-8").lower()] == []


def test_what_hides_a_page_of_jekyll_stays() -> None:
    post = post_at(place("plan", "page", visibility="private"))
    job = job_of(JEKYLL, post, "text", only={"title": "title"})
    assert front_matter(next(iter(by_path(JEKYLL.write(job)).values())))[0] == {
        "title": "Title of plan",
        "published": False,
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_no_item_has_is_reported(tmp_path: Path, jobs: int) -> None:
    asked = {"fields": ("mood:feeling", "event_*:*", "moood"), "front_matter": ("title,feeling,dat", "wp.id,wp.idd")}
    report = wpmigrate.convert(LONDON, tmp_path, to="hugo", jobs=jobs, **asked)
    (found,) = [finding for finding in report.diagnostics if finding.code == "filter-met-nothing"]
    assert [example.detail for example in found.examples] == ["--field moood", "--fields dat", "--fields wp.idd"]
    assert "--field moood" in summary(report)
