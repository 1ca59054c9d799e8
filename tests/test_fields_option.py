"""`--fields`: some keys of front matter, by other names."""

from pathlib import Path

import pytest

import wpmigrate
from conftest import REPO
from target_jobs import front_matter
from wpmigrate.config import front_matter_keys
from wpmigrate.errors import UsageError

LONDON = REPO / "fixtures/london-korean/export.xml"


def test_only_the_keys_that_are_asked_for_by_their_names(tmp_path: Path) -> None:
    wpmigrate.convert(LONDON, tmp_path, to="hugo", front_matter="title,date,categories:topics,wp.id:post_id")
    posts = sorted((tmp_path / "content/posts").glob("*/index.md"))
    keys = [set(front_matter(path.read_text("utf-8"))[0]) for path in posts]
    assert keys
    assert set().union(*keys) == {"title", "date", "topics", "post_id"}
    assert all({"title", "date", "post_id"} <= found for found in keys)


@pytest.mark.parametrize("asked", ["", "a:", ":b", "a,,b", "a:x,b:x"])
def test_what_cannot_be_asked_for(asked: str) -> None:
    with pytest.raises(UsageError):
        front_matter_keys([asked])
