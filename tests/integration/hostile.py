"""An export in which every text is hostile to some generator, and the proof that a built site shows each as it was.

hostile_export(folder / "hostile.xml")
differences = check_hostile(folder_of_html, tags=False)
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple

from hostile_texts import RAN, hostile_texts
from rendered import Page, Site
from selectolax.lexbor import LexborNode

from exports import DECLARATION, RSS, TAIL

SITE = "https://hostile.example"
HEAD = (
    f"<channel>\n<title>Hostile</title>\n<link>{SITE}</link>\n<wp:wxr_version>1.2</wp:wxr_version>\n<wp:base_site_url>{SITE}</wp:base_site_url>\n"
    f"<wp:base_blog_url>{SITE}</wp:base_blog_url>\n<wp:author><wp:author_login><![CDATA[mina]]></wp:author_login></wp:author>\n"
)
LIVE = (
    "<script>xss(90)</script>", "<img src=x onerror=xss(91)>", '<a href="javascript:xss(92)">x</a>', "<svg onload=xss(93)></svg>",
    '<iframe srcdoc="<script>xss(94)</script>"></iframe>', '<b onclick="xss(95)">b</b>', '<a href=" java&#10;script:xss(96)">x</a>', "<style>*{display:none}</style>",
)  # fmt: skip
ADDRESSES = ("href", "src", "action", "formaction", "data", "xlink:href", "srcdoc")
LONGEST_NAME = 200
NAMED = "a, li, span, dd, td, p, b, small, em, strong"
# What typographers of WordPress and of generators make of plain text: both sides are brought to one spelling.
SPELLINGS = (
    (re.compile(r"[“”„″«»]|''|``|<<|>>"), '"'),
    (re.compile(r"[‘’‚′`]"), "'"),
    (re.compile("''"), '"'),
    (re.compile(r"[-–—]+"), "-"),
    (re.compile(r"…|\.\.\.+"), "..."),
    (re.compile("×"), "x"),
    (re.compile(r"\([cC]\)"), "©"),
    (re.compile(r"\((tm|TM)\)"), "™"),
    (re.compile(r"\+-"), "±"),
)


class Hides(NamedTuple):
    """What a platform cannot show."""

    titles: bool = True
    prose: bool = True
    inline: bool = True
    blocks: bool = True
    alts: bool = True
    excerpts: bool = True
    tags: bool = True
    comments: bool = True
    known: frozenset[str] = frozenset()  # texts that a platform is known to spoil


def line(text: str) -> str:
    """Answer a text as titles, names and alternative texts have it: on one line."""
    return " ".join(text.split())


def cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def body_of(number: int, text: str) -> str:
    """Write a text as prose, as code and as the words for a picture, each between two marks."""
    said = escape(text)
    image = f'<img src="{SITE}/wp-content/uploads/hi{number}z.png" alt="{escape(line(text))}"/>'
    return "\n\n".join(
        (
            f"<!-- wp:paragraph -->\n<p>hp{number}a</p>\n<!-- /wp:paragraph -->",
            f"<!-- wp:paragraph -->\n<p>{said}</p>\n<!-- /wp:paragraph -->",
            f"<!-- wp:paragraph -->\n<p>hp{number}z and hm{number}a {said} hm{number}z</p>\n<!-- /wp:paragraph -->",
            f"<!-- wp:paragraph -->\n<p>Code <code>{escape(line(text))}</code>, hc{number}</p>\n<!-- /wp:paragraph -->",
            f'<!-- wp:code -->\n<pre class="wp-block-code"><code>{said}</code></pre>\n<!-- /wp:code -->',
            f"<!-- wp:image -->\n<figure>{image}</figure>\n<!-- /wp:image -->",
        )
    )


def comment_of(number: int, text: str) -> str:
    said = f"hk{number}a {escape(text)} hk{number}z {LIVE[number % len(LIVE)]}"
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>{cdata('Guest')}</wp:comment_author>"
        f"<wp:comment_date_gmt>{cdata('2020-01-03 00:00:00')}</wp:comment_date_gmt><wp:comment_approved>{cdata('1')}</wp:comment_approved>"
        f"<wp:comment_content>{cdata(said)}</wp:comment_content><wp:comment_type>{cdata('comment')}</wp:comment_type>"
        f"<wp:comment_parent>0</wp:comment_parent></wp:comment>\n"
    )


def item_of(number: int, text: str) -> str:
    at = f"2020-01-02 {number // 60 % 24:02}:{number % 60:02}:00"
    tags = "".join(
        f'<category domain="post_tag" nicename="tag-{number}-{at}">{cdata(escape(name))}</category>\n'
        for at, name in enumerate(tags_of(number, text))
    )
    excerpt = f"he{number}a {escape(line(text))} he{number}z"
    return (
        f"<item>\n<title>{cdata(escape(line(text)))}</title>\n<link>{SITE}/2020/01/hostile-{number}/</link>\n<dc:creator>{cdata('mina')}</dc:creator>\n"
        f"<content:encoded>{cdata(body_of(number, text))}</content:encoded>\n<excerpt:encoded>{cdata(excerpt)}</excerpt:encoded>\n"
        f"<wp:post_id>{number}</wp:post_id>\n<wp:post_date>{cdata(at)}</wp:post_date>\n<wp:post_date_gmt>{cdata(at)}</wp:post_date_gmt>\n"
        f"<wp:post_name>{cdata(f'hostile-{number}')}</wp:post_name>\n<wp:status>{cdata('publish')}</wp:status>\n<wp:post_type>{cdata('post')}</wp:post_type>\n"
        f"{tags}{comment_of(number, text)}</item>\n"
    )


def cases(every: int = 1) -> dict[int, str]:
    """Answer the texts by the number of their post: all, or for a slow platform one of so many."""
    return dict([*enumerate(hostile_texts(), 1)][::every])


def hostile_export(path: Path, every: int = 1) -> None:
    items = "".join(item_of(number, text) for number, text in cases(every).items())
    path.write_bytes(DECLARATION + RSS + (HEAD + items).encode() + TAIL)


def spelled(text: str) -> str:
    """Answer a text without spaces, in one spelling of what typographers change."""
    text = "".join(unicodedata.normalize("NFC", text).split())
    for pattern, same in SPELLINGS:
        text = pattern.sub(same, text)
    return text


def exact(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def check_hostile(folder: Path, every: int = 1, **shows: object) -> list[str]:
    """Answer every text that a built site shows otherwise than it was written; `shows` are the fields of `Hides`."""
    site, wanted = Site(folder), Hides(**shows)
    pages, excerpts, differences = pages_of(site), excerpts_of(site), []
    for number, text in cases(every).items():
        if text in wanted.known:
            continue
        if number not in pages:
            differences.append(f"{number} {text!r}: no page")
            continue
        for place, check in PLACES.items():
            if getattr(wanted, place) and (found := check(number, text, pages[number])) is not None:
                differences.append(f"{number} {text!r}: {place}: {found[:200]!r}")
        if wanted.excerpts and (wrong := wrong_excerpt(excerpts[number], line(text))) is not None:
            differences.append(f"{number} {text!r}: excerpts: {wrong[:200]!r}")
    return [*differences, *check_live(site), *check_ran(site)]


def pages_of(site: Site) -> dict[int, Page]:
    """Find the page of each post: the one at its address, else the smallest that has its code."""
    found: dict[int, Page] = {}
    for page in sorted(site.pages.values(), key=lambda page: -len(page.raw)):
        for number in re.findall(r"hc(\d+)\b", page.text):
            found[int(number)] = page
            own = site.at(f"{SITE}/2020/01/hostile-{number}/")
            if own is not None and f"hc{number}" in own.text:
                found[int(number)] = own
    return found


def excerpts_of(site: Site) -> dict[int, list[str]]:
    """Collect excerpts from lists and descriptions."""
    found = defaultdict(list)
    for page in site.pages.values():
        contents = [node.attributes.get("content") or "" for node in page.tree.css("meta[content]")]
        for number, text in re.findall(r"he(\d+)a(.*?)he\1z", "\n".join([page.text, *contents]), re.DOTALL):
            found[int(number)].append(text)
    return found


def wrong_excerpt(shown: list[str], text: str) -> str | None:
    wrong = [one for one in shown if spelled(one) != spelled(text)]
    return wrong[0] if wrong else None if shown else "shown nowhere"


def between(first: str, last: str, text: str) -> str | None:
    found = re.search(rf"{first}(.*?){last}", text, re.DOTALL)
    return found[1] if found else None


def differs(shown: str | None, text: str) -> str | None:
    """Answer what is shown instead of a text."""
    if shown is None:
        return "is not shown"
    return None if spelled(shown) == spelled(text) else shown


def check_title(number: int, text: str, page: Page) -> str | None:
    shown = [node.text() for node in page.tree.css("h1, h2, h3")]
    return None if spelled(text) in map(spelled, shown) else " / ".join(shown[:3])


def check_prose(number: int, text: str, page: Page) -> str | None:
    alone = differs(between(f"hp{number}a", f"hp{number}z", page.text), text)
    return alone if alone is not None else differs(between(f"hm{number}a", f"hm{number}z", page.text), text)


def check_code(selector: str) -> Callable[[int, str, Page], str | None]:
    """Make a check that one element has a text to the letter: no typographer may touch code."""

    def check(number: int, text: str, page: Page) -> str | None:
        shown = [node.text() for node in page.tree.css(selector)]
        return None if exact(text) in map(exact, shown) else " / ".join(shown)

    return check


def check_alt(number: int, text: str, page: Page) -> str | None:
    shown = [node.attributes.get("alt") or "" for node in page.tree.css("img") if is_picture(node, number)]
    if not shown:
        return "no picture"
    return None if spelled(text) in map(spelled, shown) else " / ".join(shown)


def is_picture(node: LexborNode, number: int) -> bool:
    return f"hi{number}z" in (node.attributes.get("src") or "")


def check_tag(number: int, text: str, page: Page) -> str | None:
    """Look for the tag with a word behind it, which stands nowhere else, and for the bare one near it."""
    bare, marked = tags_of(number, text)
    place: LexborNode | None = next((node for node in page.tree.css(NAMED) if is_name(node.text(), marked)), None)
    if place is None:
        return f"{marked} is not shown"
    while place is not None and f"hp{number}a" not in place.text():
        if any(is_name(node.text(), bare) for node in place.css(NAMED)):
            return None
        place = place.parent
    return "is not shown by itself"


def tags_of(number: int, text: str) -> tuple[str, str]:
    bare = line(text)[:LONGEST_NAME].strip()
    return bare, f"{bare} ht{number}"


def is_name(shown: str, name: str) -> bool:
    if len(shown) > 2 * LONGEST_NAME:
        return False
    return spelled(shown) in [spelled(f"{before}{name}{after}") for before in ("", "#") for after in ("", ",")]


def check_comment(number: int, text: str, page: Page) -> str | None:
    return differs(between(f"hk{number}a", f"hk{number}z", page.text), text)


PLACES: dict[str, Callable[[int, str, Page], str | None]] = {
    "titles": check_title,
    "prose": check_prose,
    "inline": check_code("code:not(pre code)"),
    "blocks": check_code("pre, pre code"),
    "alts": check_alt,
    "tags": check_tag,
    "comments": check_comment,
}


def check_live(site: Site) -> Iterator[str]:
    """Yield scripts, handlers and addresses of the texts that a browser would run."""
    for page in site.pages.values():
        where = page.file.relative_to(site.folder).as_posix()
        for node in page.tree.css("script"):
            if node.text().strip().startswith("xss("):
                yield f"{where}: a live <script>: {node.text()}"
        for node in page.tree.css("*"):
            for name, value in node.attributes.items():
                if "xss(" in (value or "") and is_live(name, value or ""):
                    yield f"{where}: a live {name}={value} of <{node.tag}>"
        if any("*{display:none}" in node.text() for node in page.tree.css("style")):
            yield f"{where}: a style sheet of a comment"


def is_live(name: str, value: str) -> bool:
    scheme = "".join(unescape(value).split()).lower()
    return name.startswith("on") or (
        name in ADDRESSES and scheme.startswith(("javascript:", "data:", "vbscript:", "<"))
    )


def check_ran(site: Site) -> Iterator[str]:
    """Yield files in which a template has multiplied."""
    for file in site.readable():
        if str(RAN) in file.read_text("utf-8", "replace"):
            yield f"{file.relative_to(site.folder).as_posix()}: a template ran"
