"""How embeds are written: in the target's own way, as links, or as frames that track the least."""

from pathlib import Path

import pytest

import wpmigrate
from exports import document, item
from wpmigrate import registry
from wpmigrate.content.embeds import find_provider
from wpmigrate.content.frames import frame_of

PAGES = {
    "https://www.youtube.com/watch?v=abcdefghijk": "https://www.youtube-nocookie.com/embed/abcdefghijk",
    "https://youtu.be/abcdefghijk": "https://www.youtube-nocookie.com/embed/abcdefghijk",
    "https://vimeo.com/76979871": "https://player.vimeo.com/video/76979871?dnt=1",
    "https://open.spotify.com/track/abc": "https://open.spotify.com/embed/track/abc",
    "https://soundcloud.com/mina/tea": "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fmina%2Ftea",
    "https://www.ted.com/talks/tea": "https://embed.ted.com/talks/tea",
    "https://codepen.io/mina/pen/abc": "https://codepen.io/mina/embed/abc",
    "https://www.tiktok.com/@mina/video/123": "https://www.tiktok.com/embed/v2/123",
    "https://www.instagram.com/p/abc/": "https://www.instagram.com/p/abc/embed/",
    "https://www.deezer.com/en/album/12": "https://widget.deezer.com/widget/auto/album/12",
}


@pytest.mark.parametrize("page", PAGES)
def test_a_frame_tracks_the_least(page: str) -> None:
    provider = find_provider(page, registry.handlers().providers) or "deezer"
    assert f'src="{PAGES[page]}"' in frame_of(page, provider)


def test_there_are_more_than_forty_sites() -> None:
    assert len(set(registry.handlers().providers.values())) >= 40


@pytest.mark.parametrize(
    ("embeds", "shown"),
    [
        ("target", "{{< youtube abcdefghijk >}}"),
        ("link", "<https://www.youtube.com/watch?v=abcdefghijk>"),
        ("frame", '<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk"'),
    ],
)
def test_a_film_as_it_was_asked_for(embeds: str, shown: str, tmp_path: Path) -> None:
    (tmp_path / "export.xml").write_bytes(document(item(1, b"Look:\n\nhttps://www.youtube.com/watch?v=abcdefghijk")))
    report = wpmigrate.convert(tmp_path / "export.xml", tmp_path / "site", to="hugo", embeds=embeds)
    (page,) = (tmp_path / "site/content/posts").rglob("*.md")
    assert shown in page.read_text("utf-8")
    assert report.fidelity.bodies == report.fidelity.whole == 1
