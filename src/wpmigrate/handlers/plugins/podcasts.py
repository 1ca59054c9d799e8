"""Podcasts: the episode's file is shown as a player, and kept as an enclosure with its duration.

Checked against PowerPress (`enclosure`: address, size, type and a serialized array with `duration` on four lines; `[powerpress]`),
Seriously Simple Podcasting (`audio_file`, `duration`, `filesize`; `[ss_player]`, type `podcast`), Podlove (`[podlove-web-player]`),
Blubrry's and Castos' documentation, and their field lists in public repositories.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from wpmigrate.content.attributed import text
from wpmigrate.content.packs import made_at_view, media_html, plain_table_of, said, shows, table_of
from wpmigrate.contract import About, Block, Code, Context, Facts, Node, Noise, Plugin, Shortcode
from wpmigrate.wxr.php import decode

_FILES = ("audio_file", "enclosure", "_podcast:enclosure", "sermon_audio", "castos_file_url")
_PLAYERS = ("[powerpress", "[ss_player", "[podlove", "[podcast_episode", "[sermon_audio")


def _file(facts: Facts) -> str:
    told = (facts.meta(key).strip().partition("\n")[0].strip() for key in _FILES)
    return next((url for url in told if url.startswith(("http://", "https://"))), "")


def _player(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Show the file that a player names, or that hangs on the post."""
    url = said(shortcode.attributes, ("url", "src", "file", "audio", "mp3", "0")) or (shortcode.inner or "").strip()
    url = url if url.startswith(("http", "/")) else _file(context)
    if not url:
        context.report(Code.SHORTCODE_DYNAMIC, f"{shortcode.name}: a player")
        return ()
    return context.blocks(media_html(url))


def _with_player(body: str, facts: Facts) -> str:
    """Show an episode's file above its words, as the plugin does, unless they name it themselves."""
    url = _file(facts)
    shown = not url or url in body or any(name in body for name in _PLAYERS)
    return body if shown else f"{media_html(url)}\n\n{body}"


def _powerpress(value: str, content: str, facts: Facts) -> str | None:
    """PowerPress shows its player above every post that has a file of the plugin's own form: with a fourth line."""
    lines = value.strip().split("\n")
    return _with_player(content, facts) if len(lines) > 3 and lines[3].startswith("a:") else None


def _episode(about: About) -> Mapping[str, Any]:
    facts = about.facts
    extra: Any = (
        decode(facts.meta("enclosure").strip().split("\n", 3)[-1].strip())[0]
        if facts.meta("enclosure").count("\n") > 2
        else {}
    )
    more = extra if isinstance(extra, Mapping) else {}
    told = {
        "file": _file(facts),
        "duration": facts.meta("duration") or str(more.get("duration", "")),
        "size": facts.meta("filesize_raw") or facts.meta("filesize"),
        "season": facts.meta("itunes_season_number") or str(more.get("season", "")),
        "number": facts.meta("itunes_episode_number") or str(more.get("episode_no", "")),
        "type": facts.meta("itunes_episode_type") or str(more.get("episode_type", "")),
        "title": facts.meta("itunes_title") or str(more.get("episode_title", "")),
        "subtitle": str(more.get("subtitle", "")),
        "summary": str(more.get("summary", "")),
        "explicit": facts.meta("explicit") in ("on", "1") or str(more.get("explicit", "")) == "1",
        "recorded": facts.meta("date_recorded"),
        "transcript": facts.meta("ssp_transcript_file") or str(more.get("pci_transcript_url", "")),
        "image": facts.meta("cover_image") or str(more.get("itunes_image", "")),
    }
    found = {name: value for name, value in told.items() if value}
    return {"episode": found} if set(found) - {"file"} else {}


def _player_block(block: Block, context: Context) -> Sequence[Node] | None:
    url = text(block.attributes, "url", "src", "audio") or _file(context)
    return context.blocks(media_html(url)) if url else None


PAGES = {"podcast": _with_player}
BODIES = {"enclosure": _powerpress}
RECORDS = {"podcast": _episode}
KEYS = {"audio_file": _episode, "enclosure": _episode}
SHORTCODES = {
    **table_of(
        _player,
        "powerpress powerpress_playlist ss_player podlove-web-player podlove-episode-web-player podlove-audio podlove-video"
        " podcast_episode smart_podcast_player smart_track_player sermon_audio buzzsprout ssp_player simple_podcast_player",
    ),
    **table_of(
        made_at_view("a list of episodes"),
        "ss_podcast podcast_playlist powerpress_subscribe podlove-episode-list podlove-episode-downloads",
    ),
    **plain_table_of(
        shows(lambda one, _: media_html(said(one.attributes, ("track", "url", "src")))), "mp3-jplayer mp3j mp3t"
    ),
}
BLOCKS = dict.fromkeys(("seriously-simple-podcasting/audio-player", "seriously-simple-podcasting/castos-player",
 "create-block/castos-html-player",
                        "podlove-web-player/shortcode", "blubrry-powerpress/powerpress-playlist"), _player_block)  # fmt: skip
NOISE = Noise(
    keys=(
        "filesize_raw",
        "podmotor_file_id",
        "podmotor_episode_id",
        "castos_file_data",
        "_podcast_downloads",
    ),
    prefixes=("_podPress", "podPress", "_podlove_", "_powerpress_"),
)
PLUGINS = tuple(
    Plugin(name=name, group="Audio and podcasts", kept=kept, left=left, fixture="facts/podcasts.md")
    for name, kept, left in (
        (
            "PowerPress (Blubrry)",
            "the player above the words, enclosure, duration, season, number, summary",
            "statistics, feeds",
        ),
        (
            "Seriously Simple Podcasting (Castos)",
            "the player above the words, file, duration, season, number",
            "statistics, lists of episodes",
        ),
        (
            "Podlove, Buzzsprout, Smart Podcast Player, MP3-jPlayer",
            "players with an address",
            "lists of episodes; Podlove's own tables",
        ),
    )
)
