"""Smaller copies of an upload are led back to it, and nothing else is."""

from pathlib import Path

import pytest

from conftest import REPO
from wpmigrate.config import options_of
from wpmigrate.pipeline.reading import items, read_index
from wpmigrate.site.facts import PostFacts
from wpmigrate.site.originals import candidates, host_of, is_copy, key_of, origin_of
from wpmigrate.source.opening import open_inputs

HOST = "https://hallyu-london.example"
LANTERNS = f"{HOST}/wp-content/uploads/2007/05/lotus-lanterns.jpg"
STAGE = f"{HOST}/wp-content/uploads/2012/08/river-stage-scaled.jpg"


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory):
    options = options_of([REPO / "fixtures/london-korean/export.xml"], ".")
    with open_inputs(options.inputs) as source:
        reading = read_index(source, tmp_path_factory.mktemp("index"), options, lambda *_: None)
        item = next(read.item for _, read in items(reading) if read.item is not None)
        yield PostFacts(reading.index, item)
        reading.index.close()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (LANTERNS, LANTERNS),
        (LANTERNS.replace(".jpg", "-300x200.jpg"), LANTERNS),
        (LANTERNS.replace(".jpg", "-1024x683.jpg"), LANTERNS),
        (LANTERNS.replace("https:", "http:").replace(".jpg", "-300x200.jpg"), LANTERNS),
        (LANTERNS.replace("//", "//www.").replace(".jpg", "-300x200.jpg"), LANTERNS),
        (LANTERNS.removeprefix(HOST).replace(".jpg", "-300x200.jpg"), LANTERNS),
        (LANTERNS.removeprefix("https:").replace(".jpg", "-300x200.jpg"), LANTERNS),
        (STAGE, STAGE),
        (STAGE.replace("-scaled", "-1024x576"), STAGE),
        (LANTERNS.replace("https://", "https://i2.wp.com/") + "?resize=150%2C150&ssl=1", LANTERNS),
        (f"{LANTERNS}?w=640", LANTERNS),
        # a copy of what nobody exported: of this site an image server's copy has an origin, all else stays
        ("https://i0.wp.com/hallyu-london.example/wp-content/uploads/x.jpg?w=9", f"{HOST}/wp-content/uploads/x.jpg"),
        (f"{HOST}/wp-content/uploads/poster-300x200.jpg", f"{HOST}/wp-content/uploads/poster-300x200.jpg"),
        ("https://i0.wp.com/other.example/a.jpg?w=9", "https://i0.wp.com/other.example/a.jpg?w=9"),
        ("https://other.example/wp-content/uploads/2007/05/lotus-lanterns-300x200.jpg",) * 2,
        (f"{HOST}/?p=12", f"{HOST}/?p=12"),
        ("/a?page=2", "/a?page=2"),
        ("", ""),
        ("http://[broken/a-300x200.jpg",) * 2,
        ("mailto:a@b.example?subject=x",) * 2,
    ],
)
def test_original(facts: PostFacts, url: str, expected: str) -> None:
    assert facts.original(url) == expected


def test_candidates_begin_with_the_url_itself() -> None:
    assert list(dict.fromkeys(candidates("https://www.a.example/u/x-scaled-300x200.jpg"))) == [
        "a.example/u/x-scaled-300x200.jpg",
        "a.example/u/x-scaled.jpg",
        "a.example/u/x-scaled-scaled.jpg",
        "a.example/u/x-scaled-rotated.jpg",
        "a.example/u/x.jpg",
        "a.example/u/x-rotated.jpg",
    ]


def test_spellings() -> None:
    assert key_of("HTTPS://www.A.example/u/%ED%95%9C.jpg") == "a.example/u/한.jpg"
    assert host_of("//user@a.example/x") == "a.example"
    assert origin_of("https://a.example/x.jpg?w=9&utm_source=x") == "https://a.example/x.jpg?w=9&utm_source=x"
    assert is_copy("/x-1x1.png")
    assert not is_copy("/x.png")
    assert Path(key_of("https://a.example/x.png")).name == "x.png"
