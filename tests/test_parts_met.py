"""What inspect says will become of a shortcode is what becomes of it."""

import pytest

from wpmigrate import registry
from wpmigrate.pipeline.survey.bodies import BodyTally
from wpmigrate.wxr.records import ItemRecord


def fates(body: str) -> dict[str, str]:
    met = BodyTally(registry.handlers())
    met.see(ItemRecord(content=body))
    return {shortcode.name: shortcode.becomes for shortcode in met.shortcodes()}


@pytest.mark.parametrize(
    ("body", "name", "becomes"),
    [
        ('[video src="/a.mp4"]', "video", "converted (players)"),
        ("[video]", "video", "converted (players); 1 as text, unless the export holds what it shows"),
        (
            '[video width="9"] [video width="8"] [video mp4="/a.mp4"]',
            "video",
            "converted (players); 2 as text, unless the export holds what it shows",
        ),
        ("[gallery]", "gallery", "converted (gallery)"),
        (
            '[my_box a="1"]',
            "my_box",
            "unknown, and reported; kept as it stands, or as a rule in [shortcodes] of wpmigrate.toml says",
        ),
    ],
)
def test_a_shortcode_that_shows_nothing_is_not_called_converted(body: str, name: str, becomes: str) -> None:
    assert fates(body)[name] == becomes
