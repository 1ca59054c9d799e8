"""How the shortcodes of packs and page builders are read: one small function for each kind of thing they show.

Each answers a handler. What a visitor saw is written as the HTML that WordPress would have saved for it, and read as any
body: so inner shortcodes, paragraphs and embeds come out as everywhere.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape, unescape
from urllib.parse import unquote

from wpmigrate.content.attributed import no_tokens, start
from wpmigrate.content.nodes import HtmlBlock, Node
from wpmigrate.content.parts import Context, Shortcode, ShortcodeHandler
from wpmigrate.diagnostics import Code

Names = Sequence[str]
Say = Callable[[Shortcode, Context], str]

_LEVEL = re.compile(r"h?([1-6])", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>")
TITLES = ("title", "heading", "header", "name", "label", "text")
LINKS = ("link", "url", "href", "button_url", "button_link", "link_url")
ROLES = ("company", "job_position", "position", "job_title", "job", "role", "subtitle", "client_company")
_NETWORKS = (
    "facebook", "twitter", "instagram", "linkedin", "youtube", "pinterest", "github", "dribbble", "behance", "tumblr", "vimeo", "flickr",
    "reddit", "xing", "vk", "tiktok", "soundcloud", "spotify", "medium", "mastodon",
)  # fmt: skip
_FILMS = (".mp4", ".m4v", ".webm", ".ogv", ".mov")
_RECORDINGS = (".mp3", ".m4a", ".ogg", ".oga", ".wav", ".flac", ".opus", ".aac")
IMAGES = ("image", "src", "image_url", "img", "url", "photo", "picture", "image_id", "thumbnail")


# --- what attributes say -------------------------------------------------------------------------------------------


def said(attributes: Mapping[str, str], names: Iterable[str]) -> str:
    """Answer the first of the attributes that says anything; nothing in it may look like a token of the body."""
    value = next((attributes[name].strip() for name in names if attributes.get(name, "").strip()), "")
    return plain_of(value)


def plain_of(value: str) -> str:
    """Undo what builders do to characters that an attribute cannot hold."""
    if "``" in value:
        value = value.replace("`{`", "[").replace("`}`", "]").replace("``", '"')
    if "%2" in value or "%9" in value:
        value = value.replace("%22", '"').replace("%91", "[").replace("%93", "]").replace("%92", "\\")
    return no_tokens(value)


def linked(value: str) -> tuple[str, str]:
    """Answer address and words of a link; WPBakery writes `url:https%3A%2F%2F…|title:Words|target:_blank`."""
    if not value.startswith(("url:", "|", "title:", "target:")) or "://" in value.partition("|")[0]:
        return value, ""
    pairs = (part.partition(":") for part in value.split("|"))
    told = {name: _unquoted(text) for name, _, text in pairs}
    return told.get("url", ""), told.get("title", "")


def _unquoted(text: str) -> str:
    return no_tokens(unquote(text).strip())


def image_html(value: str, context: Context, alt: str = "", href: str = "") -> str:
    """Write a picture that an attribute names by address or by number."""
    number = value.partition(",")[0].partition("|")[0].strip()
    attachment = None
    if number.isdecimal() and len(number) < 12:
        attachment = context.attachment(int(number))
        if attachment is None:
            context.report(Code.GALLERY_IMAGE_MISSING, f"media file {number}")
            return ""
    url = attachment.url if attachment else value.partition("|")[0].strip()
    if not attachment and not url.startswith(("http://", "https://", "/")):
        return ""
    name = f"wp-image-{number}" if attachment else ""
    shown = start("img", {"src": url, "alt": _TAGS.sub("", unescape(alt)), "class": name})
    return f"{start('a', {'href': href})}{shown}</a>" if href else shown


def heading_html(words: str, level: str | int = 2) -> str:
    """Write a heading, if there are words for one."""
    found = _LEVEL.fullmatch(str(level).strip())
    tag = f"h{found[1]}" if found else "h2"
    return f"<{tag}>{words}</{tag}>" if words else ""


def link_html(words: str, url: str) -> str:
    """Write a link; words without an address are words."""
    if not url or url == "#":
        return words
    return f"{start('a', {'href': unescape(url)})}{words or escape(url)}</a>"


def details_html(title: str, inner: str) -> str:
    """Write what opens at a click on its title."""
    return f"<details><summary>{title}</summary>\n\n{inner}\n\n</details>" if title else inner


def quote_html(words: str, *who: str) -> str:
    """Write what somebody said, and who."""
    name = ", ".join(filter(None, who))
    return f"<blockquote>\n\n{words}\n\n{f'<p><cite>{name}</cite></p>' if name else ''}</blockquote>" if words else name


def figure_html(shown: str, caption: str = "") -> str:
    """Write a picture, with its caption if there is one."""
    return f'[caption width="1"]{shown} {caption}[/caption]' if shown and caption else paragraph_html(shown)


def paragraph_html(*parts: str) -> str:
    """Write a paragraph of what there is of some words."""
    words = " ".join(filter(None, parts))
    return f"<p>{words}</p>" if words else ""


# --- handlers ------------------------------------------------------------------------------------------------------


def unwrapped(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Show what stands in a wrapper; one that holds nothing shows nothing."""
    if shortcode.inner is None:
        return () if shortcode.attributes or not shortcode.name.isalpha() else None
    return context.blocks(shortcode.inner, autop=True) if shortcode.inner.strip() else ()


def of_the_library(name: str, number: str, context: Context) -> Sequence[Node]:
    """Show a part that stands in a library of the builder's, by its number; report one that the export does not hold."""
    part = context.part(int(number)) if number.isdecimal() and len(number) < 12 else None
    if part is None:
        context.report(Code.PART_MISSING, f"{name} {number}")
        return ()
    return context.shown(part, part.content, autop=True)


def when_meant(handler: ShortcodeHandler) -> ShortcodeHandler:
    """Leave words in brackets alone: a plain name is a shortcode with a closing tag or a named attribute."""

    def checked(shortcode: Shortcode, context: Context) -> Sequence[Node] | str | None:
        named = not shortcode.name.isalpha() or any(not key.isdecimal() for key in shortcode.attributes)
        return handler(shortcode, context) if named or shortcode.inner is not None else shortcode.source

    return checked


def in_line(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Show the words that stand in a mark."""
    return None if shortcode.inner is None else context.inlines(shortcode.inner)


def nothing(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Drop what is only decoration: space, a line, a script's settings."""
    return context.blocks(shortcode.inner, autop=True) if shortcode.inner and shortcode.inner.strip() else ()


def shows(say: Say) -> ShortcodeHandler:
    """Show the HTML that `say` writes."""

    def handler(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
        if shortcode.inner is None and not shortcode.attributes:
            return None  # a word in brackets
        html = say(shortcode, context)
        return context.blocks(html, autop=True) if html.strip() else ()

    return handler


def shows_inline(say: Say) -> ShortcodeHandler:
    """Show the HTML that `say` writes, within the line."""

    def handler(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
        if shortcode.inner is None and not shortcode.attributes:
            return None
        html = say(shortcode, context)
        return context.inlines(html) if html.strip() else ()

    return handler


def titled(titles: Names = TITLES, level: str = "h3", levels: Names = ()) -> ShortcodeHandler:
    """Show a title, then what stands below it."""
    return shows(
        lambda one, _: (
            heading_html(said(one.attributes, titles), said(one.attributes, levels) or level) + f"\n\n{one.inner or ''}"
        )
    )


def toggle(titles: Names = TITLES) -> ShortcodeHandler:
    """Show what opens at a click."""
    return shows(lambda one, _: details_html(said(one.attributes, titles), one.inner or ""))


def button(texts: Names = TITLES, urls: Names = LINKS, *, alone: bool = False) -> ShortcodeHandler:
    """Show a button as a link, by its inner words or an attribute's; in a builder each stands alone."""

    def say(one: Shortcode, _: Context) -> str:
        url, title = linked(said(one.attributes, urls))
        return link_html((one.inner or "").strip() or said(one.attributes, texts) or title, url)

    return shows(lambda one, context: paragraph_html(say(one, context))) if alone else shows_inline(say)


def heading(texts: Names = TITLES, levels: Names = ("size", "tag"), level: str = "h2") -> ShortcodeHandler:
    """Show a heading, by its inner words or an attribute's."""

    def say(one: Shortcode, _: Context) -> str:
        words = " ".join(((one.inner or "").strip() or said(one.attributes, texts)).split("\n"))
        return (
            words
            if re.match(r"<(?:h[1-6]|p|div)[\s>]", words)
            else heading_html(words, said(one.attributes, levels) or level)
        )

    return shows(say)


def picture(
    images: Names = IMAGES, alts: Names = ("alt", "image_alt", "title"), urls: Names = LINKS
) -> ShortcodeHandler:
    """Show a picture by its address or number, with a link and a caption where there is one."""

    def say(one: Shortcode, context: Context) -> str:
        inner = (one.inner or "").strip()
        alt = said(one.attributes, alts)
        href = linked(said(one.attributes, urls))[0]
        value = inner if inner.startswith(("http", "/")) else said(one.attributes, images)
        shown = inner if "<img" in inner else image_html(value, context, alt, "" if href == value else href)
        return figure_html(shown, said(one.attributes, ("caption",)))

    return shows(say)


def gallery(ids: Names = ("images", "ids", "gallery_ids", "image_ids")) -> ShortcodeHandler:
    """Show a gallery by the numbers of its pictures."""
    return shows(lambda one, _: gallery_html(said(one.attributes, ids)))


def gallery_html(ids: str) -> str:
    """Write a gallery of WordPress's own."""
    numbers = ",".join(part.strip() for part in ids.split(",") if part.strip().isdecimal())
    return f'[gallery ids="{numbers}"]' if numbers else ""


def media(urls: Names = ("url", "src", "link", "video", "video_url", "mp4", "id")) -> ShortcodeHandler:
    """Show a film or a recording: a file in a player, a page as an embed."""
    return shows(lambda one, _: media_html(said(one.attributes, urls) or (one.inner or "").strip()))


def is_player(url: str) -> bool:
    """Say whether an address is that of a film or a recording, which a page plays by itself."""
    return url.partition("?")[0].lower().endswith(_FILMS + _RECORDINGS)


def media_html(url: str) -> str:
    """Write a player for a file, an embed for a page."""
    bare = url.partition("?")[0].lower()
    if not url.startswith(("http://", "https://", "/")):
        return url if "<" in url else ""
    if bare.endswith(_FILMS):
        return f'[video src="{url}"][/video]'
    if bare.endswith(_RECORDINGS):
        return f'[audio src="{url}"][/audio]'
    return f"[embed]{url}[/embed]"


def quoted(
    names: Names = ("name", "author", "client_name"),
    roles: Names = ROLES,
    urls: Names = ("link", "url"),
    also: Names = (),
) -> ShortcodeHandler:
    """Show what a customer said, and who that is."""

    def say(one: Shortcode, context: Context) -> str:
        words = (one.inner or "").strip() or said(one.attributes, ("quote", "content", "text", "description"))
        shown = image_html(said(one.attributes, ("image", "photo", "portrait_url")), context)
        url = linked(said(one.attributes, urls))[0]
        name = said(one.attributes, names)
        who = (link_html(name, url) if name else "", said(one.attributes, roles), said(one.attributes, also))
        return paragraph_html(shown) + quote_html(words, *who)

    return shows(say)


def person(names: Names = ("name", "title"), roles: Names = ROLES) -> ShortcodeHandler:
    """Show a member of a team: picture, name, what they do, and more."""

    def say(one: Shortcode, context: Context) -> str:
        name, role = said(one.attributes, names), said(one.attributes, roles)
        shown = image_html(said(one.attributes, ("image_url", "image", "photo", "picture", "src")), context, name)
        more = (one.inner or "").strip() or said(one.attributes, ("description", "content"))
        about = f"{paragraph_html(shown)}{heading_html(name, 3)}{paragraph_html(role)}"
        return f"{about}\n\n{more}\n\n{networks_html(one.attributes)}"

    return shows(say)


def networks_html(attributes: Mapping[str, str]) -> str:
    """Write the pages that somebody has in networks, which attributes name as `facebook`, `facebook_url` or `facebook_link`."""
    told = ((name, said(attributes, (name, f"{name}_url", f"{name}_link"))) for name in _NETWORKS)
    links = [link_html(name.capitalize(), url) for name, url in told if url.startswith("http")]
    return f"<ul>{''.join(f'<li>{link}</li>' for link in links)}</ul>" if links else ""


def listed(name: str) -> ShortcodeHandler:
    """Show a list whose items are shortcodes of that name."""
    item = re.compile(rf"\[{re.escape(name)}(?:\s[^\]]*)?\](.*?)\[/{re.escape(name)}\]", re.DOTALL)

    def say(one: Shortcode, _: Context) -> str:
        items = "".join(f"<li>{found.strip()}</li>" for found in item.findall(one.inner or ""))
        return f"<ul>{items}</ul>" if items else one.inner or ""

    return shows(say)


def counted(
    titles: Names, numbers: Names, suffix: str = "", units: Names = ("suffix", "unit", "symbol")
) -> ShortcodeHandler:
    """Show a number that counts up, or a bar that fills, as its words."""

    def say(one: Shortcode, _: Context) -> str:
        told, inner = said(one.attributes, numbers), (one.inner or "").strip()
        unit = said(one.attributes, units) or suffix
        number = (told or inner).removesuffix(unit)
        title = said(one.attributes, titles) or (inner if told else "")
        amount = f"{said(one.attributes, ('prefix',))}{number}{unit}" if number else ""
        return paragraph_html(f"<strong>{amount}</strong>" if amount else "", title)

    return shows(say)


def made_at_view(what: str) -> ShortcodeHandler:
    """Report what only WordPress can make."""

    def handler(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
        if shortcode.inner is None and not shortcode.attributes and "_" not in shortcode.name:
            return None
        context.report(Code.SHORTCODE_DYNAMIC, f"{shortcode.name}: {what}")
        return nothing(shortcode, context)

    return handler


def form(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Mark where a form stood, so that a person finds the place and nobody sees a broken one."""
    told = said(
        {name: value for name, value in shortcode.attributes.items() if value.lower() not in ("true", "false")},
        ("title", "id", "name", "slug", "form", "formhash", "url", "0"),
    )
    if shortcode.inner is None and not told and "-" not in shortcode.name and "_" not in shortcode.name:
        return None
    return marked(shortcode.name, told, context)


def marked(kind: str, told: str, context: Context) -> Sequence[Node]:
    """Write the mark of a form, and report it."""
    words = re.sub(r"-{2,}|[<>]", "-", f"{kind} “{told}”" if told else kind)
    context.report(Code.FORM_LEFT_OUT, words)
    return (HtmlBlock(f"<!-- wpmigrate: the form {words} stood here -->"),)


def table_of(handler: ShortcodeHandler, names: str) -> dict[str, ShortcodeHandler]:
    """Give several shortcodes one handler."""
    return dict.fromkeys(names.split(), handler)


def plain_table_of(handler: ShortcodeHandler, names: str) -> dict[str, ShortcodeHandler]:
    """Give several shortcodes with plain words for names one handler, which sees those that are meant."""
    return dict.fromkeys(names.split(), when_meant(handler))
