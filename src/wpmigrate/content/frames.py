"""Frames for pages of other sites, each in the mode that tells its visitors' tracks the least."""

import re
from html import escape
from typing import Final
from urllib.parse import quote

_FORMS: Final = {
    "youtube": (
        r"(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:watch/?\?(?:[^#]*&)?v=|embed/|v/|shorts/|live/)|youtu\.be/)([\w-]{11})",
        "https://www.youtube-nocookie.com/embed/{}",
    ),
    "vimeo": (r"(?:www\.|player\.)?vimeo\.com/(?:video/)?(\d{5,12})", "https://player.vimeo.com/video/{}?dnt=1"),
    "dailymotion": (
        r"(?:(?:www\.)?dailymotion\.com/video/|dai\.ly/)(\w+)",
        "https://www.dailymotion.com/embed/video/{}",
    ),
    "spotify": (r"(?:open|play)\.spotify\.com/(\w+/\w+)", "https://open.spotify.com/embed/{}"),
    "ted": (r"(?:www\.)?ted\.com/talks/([\w-]+)", "https://embed.ted.com/talks/{}"),
    "codepen": (r"codepen\.io/(\w[\w-]*)/(?:pen|full|details)/(\w+)", "https://codepen.io/{}/embed/{}"),
    "archive-org": (r"(?:www\.)?archive\.org/(?:details|embed)/([\w.-]+)", "https://archive.org/embed/{}"),
    "loom": (r"(?:www\.)?loom\.com/(?:share|embed)/(\w+)", "https://www.loom.com/embed/{}"),
    "streamable": (r"streamable\.com/(?:e/)?(\w+)", "https://streamable.com/e/{}"),
    "wistia": (
        r"[\w-]+\.wistia\.(?:com|net)/(?:medias|embed/iframe)/(\w+)",
        "https://fast.wistia.net/embed/iframe/{}?dnt=1",
    ),
    "sketchfab": (
        r"sketchfab\.com/(?:3d-models|models)/(?:[\w-]+-)?(\w{32})",
        "https://sketchfab.com/models/{}/embed?dnt=1",
    ),
    "giphy": (r"giphy\.com/(?:gifs|embed)/(?:[\w-]+-)?(\w+)", "https://giphy.com/embed/{}"),
    "tiktok": (r"(?:www\.)?tiktok\.com/@[\w.-]+/video/(\d+)", "https://www.tiktok.com/embed/v2/{}"),
    "instagram": (r"(?:www\.)?instagram\.com/(p|reel|tv)/([\w-]+)", "https://www.instagram.com/{}/{}/embed/"),
    "deezer": (
        r"(?:www\.)?deezer\.com/(?:\w\w/)?(track|album|playlist)/(\d+)",
        "https://widget.deezer.com/widget/auto/{}/{}",
    ),
    "apple-music": (r"music\.apple\.com/([\w./-]+)", "https://embed.music.apple.com/{}"),
    "apple-podcasts": (r"podcasts\.apple\.com/([\w./-]+)", "https://embed.podcasts.apple.com/{}"),
    "stackblitz": (r"stackblitz\.com/edit/([\w-]+)", "https://stackblitz.com/edit/{}?embed=1"),
    "codesandbox": (r"codesandbox\.io/(?:s|p/sandbox|embed)/([\w-]+)", "https://codesandbox.io/embed/{}"),
    "jsfiddle": (r"jsfiddle\.net/((?:\w+/)?\w+)", "https://jsfiddle.net/{}/embedded/"),
    "wordpress-tv": (r"videopress\.com/(?:v|embed)/(\w+)", "https://videopress.com/embed/{}"),
    "videopress": (r"videopress\.com/(?:v|embed)/(\w+)", "https://videopress.com/embed/{}"),
    "coub": (r"coub\.com/view/(\w+)", "https://coub.com/embed/{}"),
    "infogram": (r"infogram\.com/([\w-]+)", "https://e.infogram.com/{}"),
    "datawrapper": (r"datawrapper\.dwcdn\.net/(\w+(?:/\d+)?)", "https://datawrapper.dwcdn.net/{}/"),
    "flourish": (r"public\.flourish\.studio/(visualisation|story)/(\d+)", "https://flo.uri.sh/{}/{}/embed"),
    "typeform": (r"([\w-]+)\.typeform\.com/to/(\w+)", "https://{}.typeform.com/to/{}"),
    "airtable": (r"airtable\.com/(?:embed/)?(shr\w+)", "https://airtable.com/embed/{}"),
    "rumble": (r"rumble\.com/embed/(\w+)", "https://rumble.com/embed/{}/"),
}
_PATTERNS: Final = {
    name: (re.compile(rf"(?:https?:)?//{form}", re.ASCII | re.IGNORECASE), page)
    for name, (form, page) in _FORMS.items()
}
_WHOLE: Final = {
    "soundcloud": "https://w.soundcloud.com/player/?url={}",
    "mixcloud": "https://player-widget.mixcloud.com/widget/iframe/?feed={}",
    "figma": "https://www.figma.com/embed?embed_host=share&url={}",
}


def frame_of(url: str, provider: str) -> str:
    """Answer a frame for a page of a site that has one, or an empty string."""
    if provider in _WHOLE:
        src = _WHOLE[provider].format(quote(url, safe=""))
    else:
        form, page = _PATTERNS.get(provider, (None, ""))
        found = form.match(url) if form else None
        if found is None:
            return ""
        src = page.format(*found.groups())
    return f'<iframe src="{escape(src)}" loading="lazy" referrerpolicy="strict-origin-when-cross-origin" allowfullscreen></iframe>'
