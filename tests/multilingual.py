"""Exports of multilingual sites, in the form that the plugins write."""

from collections.abc import Sequence

_HEAD = """<?xml version="1.0" encoding="UTF-8" ?><rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Tea house</title><link>https://tea.example</link><description>Tea and more</description><language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://tea.example</wp:base_site_url><wp:base_blog_url>https://tea.example</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[mina]]></wp:author_login>
<wp:author_display_name><![CDATA[Mina]]></wp:author_display_name></wp:author>"""
_TAIL = "</channel></rss>"
_NAMES = {"en": "English", "fr": "Français", "ko": "한국어"}


def _item(
    number: int,
    title: str,
    link: str,
    body: str,
    *,
    kind: str = "post",
    terms: Sequence[tuple[str, str, str]] = (),
    slug: str = "",
) -> str:
    uses = "".join(
        f'<category domain="{domain}" nicename="{slug}"><![CDATA[{name}]]></category>' for domain, slug, name in terms
    )
    date = f"2021-03-{number:02} 10:00:00"
    return f"""<item><title><![CDATA[{title}]]></title><link>https://tea.example{link}</link><dc:creator><![CDATA[mina]]></dc:creator>
<content:encoded><![CDATA[{body}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date><![CDATA[{date}]]></wp:post_date><wp:post_date_gmt><![CDATA[{date}]]></wp:post_date_gmt>
<wp:post_name><![CDATA[{slug or link.strip("/").rpartition("/")[2]}]]></wp:post_name><wp:status><![CDATA[publish]]></wp:status>
<wp:post_type><![CDATA[{kind}]]></wp:post_type>{uses}</item>"""


def _in(language: str, group: str = "", *more: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    shared = [("post_translations", group, group)] if group else []
    return [("language", language, _NAMES[language]), *shared, *more]


def polylang() -> str:
    """A Polylang site: English, French and some Korean; every language has its own items, slugs and categories."""
    about = 'See <a href="https://tea.example/about/">about</a>.'
    propos = 'Voir <a href="https://tea.example/fr/a-propos/">à propos</a>.'
    return "".join(
        (
            _HEAD,
            _item(
                1,
                "Green tea",
                "/green-tea/",
                f"A first pot. {about}",
                terms=_in("en", "pll_a", ("category", "news", "News")),
            ),
            _item(
                2,
                "Thé vert",
                "/fr/the-vert/",
                f"Une théière. {propos}",
                terms=_in("fr", "pll_a", ("category", "actualites", "Actualités")),
            ),
            _item(
                3, "녹차", "/ko/nokcha/", "첫 번째 찻주전자.", terms=_in("ko", "pll_a", ("category", "sosik", "소식"))
            ),
            _item(4, "About", "/about/", "About us.", kind="page", terms=_in("en", "pll_b")),
            _item(5, "À propos", "/fr/a-propos/", "À propos de nous.", kind="page", terms=_in("fr", "pll_b")),
            _item(
                6,
                "Only English",
                "/only-english/",
                "No other language.",
                terms=_in("en", "", ("category", "news", "News")),
            ),
            _item(7, "Welcome", "/", "Welcome in.", kind="page", terms=_in("en", "pll_h"), slug="welcome"),
            _item(8, "Bienvenue", "/fr/", "Entrez donc.", kind="page", terms=_in("fr", "pll_h"), slug="bienvenue"),
            _TAIL,
        )
    )


def qtranslate() -> str:
    """A qTranslate-X site, with an item of the first qTranslate: English and French in the same fields."""
    news = ("category", "news", "[:en]News[:fr]Actualités[:]")
    body = "[:en]A first pot.\n\nWith <b>bold</b> words.[:fr]Une théière.\n\n<!--more-->Avec des mots <b>gras</b>.[:]"
    return "".join(
        (
            _HEAD,
            _item(1, "[:en]Green tea[:fr]Thé vert[:]", "/green-tea/", body, terms=(news,)),
            _item(
                2,
                "<!--:en-->Old form<!--:--><!--:fr-->Forme ancienne<!--:-->",
                "/old-form/",
                "<!--:en-->Old body.<!--:--><!--:fr-->Ancien corps.<!--:-->",
                terms=(news,),
            ),
            _item(3, "About", "/about/", "[:en]About us.[:fr]À propos de nous.[:]", kind="page"),
            _item(4, "[:en]Only English[:]", "/only/", "[:en]No other language.[:]"),
            _TAIL,
        )
    )


def with_menus(text: str, menus: dict[str, Sequence[int]]) -> str:
    """Add menus to an export: slug to the numbers of the items that each leads to."""
    entries = (
        _item(
            900 + number * 20 + place,
            "",
            "/",
            "",
            kind="nav_menu_item",
            terms=[("nav_menu", slug, slug)],
            slug=f"e{number}-{place}",
        ).replace(
            "</item>",
            "".join(
                f"<wp:postmeta><wp:meta_key>_menu_item_{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
                for key, value in (("type", "post_type"), ("object", "page"), ("object_id", target))
            )
            + "</item>",
        )
        for number, (slug, targets) in enumerate(menus.items())
        for place, target in enumerate(targets)
    )
    return text.replace(_TAIL, "".join(entries) + _TAIL)
