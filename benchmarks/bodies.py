"""Bodies of posts: of blocks, as WordPress writes them since 2018, and classic ones, whose paragraphs are empty lines."""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from benchmarks.words import ENGLISH, SITE, Prose

Part: TypeAlias = Callable[[Prose, int], str]
"""Makes one part of a body; the number is one that nothing else in the export has."""

LISTINGS: Final = {
    "python": "def double(x):\n    return x * 2  # twice\n\n\nprint(double(21))",
    "php": "&lt;?php\nadd_action( 'init', function () {\n\treturn '&amp;nbsp;';\n} );\n?&gt;",
    "bash": '$ ls -la\ntotal 0\n$ echo "`date`"',
    "javascript": "for (const row of rows) {\n  console.log(`row ${row}`);\n}",
    "sql": "SELECT * FROM wp_posts WHERE post_status = 'publish' AND post_type IN ('post', 'page');",
}


def picture(number: int) -> str:
    """Answer the address of an upload."""
    return f"{SITE}/wp-content/uploads/{2010 + number % 14}/{1 + number % 12:02}/picture-{number}.jpg"


def _block(name: str, html: str, attributes: str = "") -> str:
    return f"<!-- wp:{name}{f' {attributes}' if attributes else ''} -->\n{html}\n<!-- /wp:{name} -->"


def _paragraph(prose: Prose, _: int) -> str:
    return _block("paragraph", f"<p>{prose.paragraph()}</p>")


def _heading(prose: Prose, _: int) -> str:
    level = prose.random.choice((2, 2, 2, 3, 3, 4))
    html = f'<h{level} class="wp-block-heading">{prose.words(5)}</h{level}>'
    return _block("heading", html, "" if level == 2 else f'{{"level":{level}}}')


def _items(prose: Prose, tag: str, between: str, *, inner: bool = False) -> str:
    lines = []
    for _ in range(prose.random.randint(2, 5)):
        text = prose.sentence()
        if not inner and prose.random.random() < 0.2:
            text += f"\n{_items(prose, prose.random.choice(('ul', 'ol')), between, inner=True)}"
        lines.append(f"<li>{text}</li>")
    return between.join((f"<{tag}>", *lines, f"</{tag}>"))


def _list(prose: Prose, _: int) -> str:
    tag = prose.random.choice(("ul", "ol"))
    html = _items(prose, tag, "").replace(f"<{tag}>", f'<{tag} class="wp-block-list">', 1)
    return _block("list", html, '{"ordered":true}' if tag == "ol" else "")


def _image(prose: Prose, number: int) -> str:
    image = f'<img src="{picture(number)}" alt="{prose.words(2)}" class="wp-image-{number}"/>'
    if prose.random.random() < 0.3:
        image = f'<a href="{picture(number)}">{image}</a>'
    if prose.random.random() < 0.6:
        image += f'<figcaption class="wp-element-caption">{prose.sentence()}</figcaption>'
    attributes = f'{{"id":{number},"sizeSlug":"large","linkDestination":"none"}}'
    return _block("image", f'<figure class="wp-block-image size-large">{image}</figure>', attributes)


def _gallery(prose: Prose, number: int) -> str:
    images = (
        _block(
            "image",
            f'<figure class="wp-block-image"><img src="{picture(one)}" alt="" class="wp-image-{one}"/></figure>',
            f'{{"id":{one}}}',
        )
        for one in range(number, number + prose.random.randint(2, 5))
    )
    html = "\n\n".join(images)
    figure = f'<figure class="wp-block-gallery has-nested-images columns-default">{html}</figure>'
    return _block("gallery", figure, '{"linkTo":"none"}')


def _cells(prose: Prose, between: str) -> str:
    columns = prose.random.randint(2, 4)
    rows = []
    for _ in range(prose.random.randint(2, 6)):
        cells = (f"<td>{prose.words(prose.random.randint(1, 4))}</td>" for _ in range(columns))
        rows.append(f"<tr>{''.join(cells)}</tr>")
    head = "".join(f"<th>{prose.words(1)}</th>" for _ in range(columns))
    thead = f"<thead><tr>{head}</tr></thead>" if prose.random.random() < 0.7 else ""
    return f"<table>{thead}<tbody>{between.join(rows)}</tbody></table>"


def _table(prose: Prose, _: int) -> str:
    caption = f'<figcaption class="wp-element-caption">{prose.plain()}</figcaption>'
    return _block("table", f'<figure class="wp-block-table">{_cells(prose, "")}{caption}</figure>')


def _code(prose: Prose, _: int) -> str:
    language = prose.random.choice(list(LISTINGS))
    html = f'<pre class="wp-block-code"><code>{LISTINGS[language]}</code></pre>'
    return _block("code", html, f'{{"language":"{language}"}}' if prose.random.random() < 0.5 else "")


def _quote(prose: Prose, _: int) -> str:
    said = _block("paragraph", f"<p>{prose.paragraph(1, 3)}</p>")
    html = f'<blockquote class="wp-block-quote">{said}<cite>{prose.random.choice(ENGLISH)}</cite></blockquote>'
    return _block("quote", html)


def _film(prose: Prose) -> str:
    return f"https://www.youtube.com/watch?v={prose.random.randrange(10**10):011}"


def _embed(prose: Prose, _: int) -> str:
    film = _film(prose)
    html = (
        f'<figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper">\n{film}\n</div></figure>'
    )
    return _block("embed", html, f'{{"url":"{film}","type":"video","providerNameSlug":"youtube"}}')


def _columns(prose: Prose, _: int) -> str:
    one = _block("paragraph", f"<p>{prose.paragraph(1, 2)}</p>")
    column = _block("column", f'<div class="wp-block-column">{one}</div>')
    return _block("columns", f'<div class="wp-block-columns">{column}</div>')


def _rule(_: Prose, __: int) -> str:
    return _block("separator", '<hr class="wp-block-separator has-alpha-channel-opacity"/>')


BLOCKS: Final[Sequence[tuple[int, Part]]] = (
    (50, _paragraph), (12, _heading), (9, _list), (9, _image), (3, _gallery), (4, _table), (4, _code), (4, _quote),
    (3, _embed), (1, _columns), (1, _rule),
)  # fmt: skip


def _classic_paragraph(prose: Prose, _: int) -> str:
    text = prose.paragraph()
    return text.replace(". ", ".\n", 1) if prose.random.random() < 0.15 else text


def _classic_heading(prose: Prose, _: int) -> str:
    level = prose.random.choice((2, 3, 3))
    return f"<h{level}>{prose.words(5)}</h{level}>"


def _classic_list(prose: Prose, _: int) -> str:
    return _items(prose, prose.random.choice(("ul", "ol")), "\n")


def _classic_image(prose: Prose, number: int) -> str:
    alt = prose.words(2)
    image = f'<img class="alignnone size-medium wp-image-{number}" src="{picture(number)}" alt="{alt}" width="300" height="200" />'
    if prose.random.random() < 0.5:
        image = f'<a href="{picture(number)}">{image}</a>'
    if prose.random.random() < 0.5:
        caption = prose.plain()
        return f'[caption id="attachment_{number}" align="aligncenter" width="300"]{image} {caption}[/caption]'
    return image


def _classic_gallery(prose: Prose, number: int) -> str:
    return f'[gallery ids="{",".join(str(number + one) for one in range(prose.random.randint(2, 6)))}"]'


def _classic_quote(prose: Prose, _: int) -> str:
    return f"<blockquote>{prose.paragraph(1, 3)}</blockquote>"


def _classic_code(prose: Prose, _: int) -> str:
    if prose.random.random() < 0.4:
        return f'[code lang="python"]\n{LISTINGS["python"]}\n[/code]'
    return f"<pre>{prose.random.choice(list(LISTINGS.values()))}</pre>"


def _classic_table(prose: Prose, _: int) -> str:
    return _cells(prose, "\n")


def _classic_film(prose: Prose, number: int) -> str:
    if prose.random.random() < 0.5:
        return _film(prose)
    return f'<iframe width="560" height="315" src="https://www.youtube.com/embed/{number}" allowfullscreen></iframe>'


def _classic_oddity(prose: Prose, number: int) -> str:
    centred = f'<p style="text-align: center;">{prose.paragraph(1, 2)}</p>'
    return prose.random.choice(("<hr />", "&nbsp;", f'[contact-form-7 id="{number}" title="Form"]', centred))


CLASSIC: Final[Sequence[tuple[int, Part]]] = (
    (55, _classic_paragraph), (8, _classic_heading), (8, _classic_list), (10, _classic_image), (2, _classic_gallery),
    (4, _classic_quote), (4, _classic_code), (2, _classic_table), (2, _classic_film), (5, _classic_oddity),
)  # fmt: skip


def body(prose: Prose, *, number: int, mark: str) -> str:
    """Write a body; `mark` stands in its first paragraph."""
    blocks = prose.random.random() < 0.6
    parts, most = (BLOCKS, 15) if blocks else (CLASSIC, 14)
    chosen = prose.random.choices([part for _, part in parts], [weight for weight, _ in parts], k=most)
    first = f"{mark} {prose.paragraph()}"
    lines = [_block("paragraph", f"<p>{first}</p>") if blocks else first]
    count = prose.random.randint(5, most - 1)
    lines += [part(prose, number * 16 + place) for place, part in enumerate(chosen[:count])]
    return "\n\n".join(lines)
