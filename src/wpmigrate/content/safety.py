"""`--safe`: HTML without anything that runs, asks a stranger's server for a page, or takes a reader's input. nh3 does the work."""

import re
from collections import Counter
from functools import cache
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from wpmigrate.content.html.embeds import provider_of
from wpmigrate.content.html.urls import ADDRESSES, SCHEMES, clean_url, is_safe

_ALLOWED: Final = frozenset(
    "a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup dd del"
    " details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i iframe img ins kbd li main mark"
    " nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot"
    " th thead time tr track tt u ul var video wbr".split()
)
_REMOVED_WHOLE: Final = frozenset("script style template".split())
_ANYWHERE: Final = frozenset("class id title lang dir align style width height".split())
_OF: Final[dict[str, frozenset[str]]] = {
    name: frozenset(attributes.split())
    for name, attributes in {
        "a": "href name rel target",
        "audio": "src controls loop preload",
        "blockquote": "cite",
        "col": "span",
        "colgroup": "span",
        "del": "cite datetime",
        "details": "open",
        "font": "color face size",
        "iframe": "src allowfullscreen frameborder loading",
        "img": "src alt srcset sizes loading border hspace vspace longdesc",
        "ins": "cite datetime",
        "li": "value type",
        "ol": "start type reversed",
        "q": "cite",
        "source": "src srcset type media sizes",
        "table": "border cellpadding cellspacing summary",
        "td": "colspan rowspan headers valign",
        "th": "colspan rowspan headers scope valign abbr",
        "time": "datetime",
        "track": "src kind label srclang default",
        "ul": "type",
        "video": "src poster controls loop muted preload playsinline",
    }.items()
}
_STYLES: Final = frozenset(
    "background-color border border-radius clear color float font-family font-size font-style font-weight height line-height"
    " list-style-type margin margin-bottom margin-left margin-right margin-top max-width min-height padding padding-bottom"
    " padding-left padding-right padding-top text-align text-decoration text-indent text-transform vertical-align width".split()
)
_EMPTY_FRAME: Final = re.compile(r'<iframe(?![^<]* src=")[^<]*></iframe>')


def sanitise(html: str, removed: Counter[str]) -> str:
    """Answer HTML without what could run; `removed` counts what is gone, by name."""
    if "<" not in html:
        return html
    clean = _EMPTY_FRAME.sub("", _cleaner().clean(html))
    removed.update(_risks(html) - _risks(clean))
    return clean


@cache
def _cleaner() -> Any:
    import nh3  # noqa: PLC0415 - only who asks for it pays for it

    return nh3.Cleaner(
        tags=set(_ALLOWED),
        clean_content_tags=set(_REMOVED_WHOLE),
        attributes={"*": set(_ANYWHERE), **{name: set(some) for name, some in _OF.items()}},
        generic_attribute_prefixes={"data-", "aria-"},
        attribute_filter=_filtered,
        filter_style_properties=set(_STYLES),
        strip_comments=False,  # what stands for shortcodes and blocks is a comment
        link_rel=None,
        url_schemes={*SCHEMES, "data"},  # of which only pictures pass below
    )


def _filtered(tag: str, name: str, value: str) -> str | None:
    if tag == "iframe" and name == "src":
        return value if provider_of(value) else None
    if name in ADDRESSES and not is_safe(clean_url(value), image=name in ("src", "poster")):
        return None
    return value


def _risks(html: str) -> Counter[str]:
    """Count what could run in some HTML."""
    found: Counter[str] = Counter()
    for node in LexborHTMLParser(html, is_fragment=True).css("*"):
        tag, attributes = node.tag or "", node.attributes
        found[f"<{tag}>"] += tag not in _ALLOWED
        if tag == "iframe":
            found["frame of an unknown host"] += not provider_of(attributes.get("src") or "")
        for name, value in attributes.items():
            found[name] += name.startswith("on") or name in ("srcdoc", "formaction")
            found["address that runs code"] += name in ADDRESSES and not is_safe(
                clean_url(value or ""), image=name in ("src", "poster")
            )
    return +found
