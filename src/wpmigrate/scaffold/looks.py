"""What the starter themes of all platforms share: their words, their style sheet, and which way a language runs."""

from typing import Final

_RTL: Final = ("ar", "azb", "ckb", "dv", "fa", "haz", "he", "ps", "sd", "skr", "ug", "ur", "yi")

LABELS: Final = {
    "posts": "Posts",
    "categories": "Categories",
    "tags": "Tags",
    "by": "By",
    "comments": "Comments",
    "mentions": "Mentions",
    "more": "Continue reading",
    "newer": "Newer",
    "older": "Older",
    "sticky": "Featured",
    "missing": "There is no such page.",
    "home": "Home",
}

STYLE: Final = """\
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent); }
body { max-width: 44rem; margin: 0 auto; padding: 1rem; font: 1.05rem/1.7 system-ui, sans-serif; overflow-wrap: break-word; }
:lang(ko), :lang(ja), :lang(zh) { word-break: keep-all; line-break: strict; }
h1, h2, h3 { line-height: 1.3; text-wrap: balance; }
img, video, iframe { max-width: 100%; height: auto; }
iframe { aspect-ratio: 16 / 9; width: 100%; border: 0; }
figure { margin: 1.5rem 0; }
figcaption, .byline, .terms, .top p, .bottom { font-size: .9rem; opacity: .8; }
pre { overflow: auto; padding: 1rem; border: 1px solid var(--line); border-radius: .3rem; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: .25rem solid var(--line); }
table { border-collapse: collapse; display: block; overflow: auto; }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1rem; }
nav ul ul { padding-inline-start: .75rem; }
.top { border-bottom: 1px solid var(--line); margin-bottom: 2rem; }
.bottom { border-top: 1px solid var(--line); margin-top: 3rem; }
.title { font-size: 1.4rem; font-weight: 700; text-decoration: none; color: inherit; }
.byline > * { margin-inline-end: .75rem; }
.entry + .entry, .comment { border-top: 1px solid var(--line); padding-top: .5rem; }
.pager { display: flex; gap: 1rem; margin-top: 2rem; }
.hidden { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
"""


def direction(language: str) -> str:
    """Answer which way a language is written, by its tag."""
    return "rtl" if language.replace("_", "-").partition("-")[0].lower() in _RTL else "ltr"
