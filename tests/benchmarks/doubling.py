"""Double hostile bodies up to 1 MB and say what each doubling costs: `python tests/benchmarks/doubling.py [--to BYTES] [SHAPE …]`.

Exits with 1 when a doubling above 20 ms costs more than 2.6 times the time. A shape is (before, repeated, after).
"""

import argparse
import gc
import sys
from collections.abc import Sequence
from statistics import median
from time import process_time

from wpmigrate import body_to_markdown

SMALLEST = 2**14
LARGEST = 2**20
NOTICED = 0.02
ALLOWED = 2.6
ROUNDS = 3
SURE = 0.5

SHAPES = {
    "prose": ("", "Three plain words and a comma, in one long line. ", ""),
    "one long word": ("", "kimchi", ""),
    "one long word of Hangul": ("", "김치", ""),
    "lines": ("", "A line of a poem\n", ""),
    "breaks in one paragraph": ("<p>", "a line<br>\n", "</p>"),
    "paragraphs": ("", "One.\n\n", ""),
    "white space": ("x", " \t\u00a0", "x"),
    "empty lines": ("x", "\n \n", "x"),
    "quotes in quotes": ("", "<blockquote>", "x"),
    "lists in lists": ("", "<ul><li>", "x"),
    "divisions in divisions": ("", "<div>", "x"),
    "spans in spans": ("<p>", "<span>", "x"),
    "emphasis in emphasis": ("<p>", "<em>a<strong>b", "x"),
    "many quotes, 50 deep": ("", "<blockquote>" * 50 + "x" + "</blockquote>" * 50, ""),
    "many lists, 30 deep": ("", "<ul><li>" * 30 + "x" + "</li></ul>" * 30, ""),
    "many divisions, 200 deep": ("", "<div>" * 200 + "x" + "</div>" * 200, ""),
    "one long list": ("<ul>", "<li>an item</li>", "</ul>"),
    "one long ordered list": ("<ol>", "<li>an item</li>", "</ol>"),
    "opening brackets": ("", "[", ""),
    "closing brackets": ("", "]", ""),
    "brackets around words": ("", "[[a]] ", ""),
    "link heads": ("", "[x](", ""),
    "image heads": ("", "![x](", ""),
    "link definitions": ("", "[x]: y\n\n", ""),
    "tags that never end": ("", "<a ", ""),
    "tags with attributes that never end": ("", '<a href="', ""),
    "comments that never end": ("", "<!--", ""),
    "comments": ("", "<!-- a --> ", ""),
    "CDATA that never ends": ("", "<![CDATA[", ""),
    "]]>": ("", "]]>", ""),
    "less-than signs": ("", "a < b ", ""),
    "greater-than lines": ("", "> a\n", ""),
    "end tags": ("", "</p></div>", ""),
    "asterisks before words": ("", "*a_b ", ""),
    "asterisks": ("", "*", ""),
    "underscores": ("", "a_b__c ", ""),
    "tildes": ("", "~a~~b ", ""),
    "backticks": ("", "`", ""),
    "backticks in runs": ("", "`a``b```", ""),
    "backslashes": ("", "\\a\\*", ""),
    "ampersands": ("", "a&b&c;", ""),
    "entities": ("", "&amp;lt;&#8217;&copy;", ""),
    "dollars": ("", "$x$ $$y ", ""),
    "unclosed code spans": ("<p>", "<code>a", "</p>"),
    "code spans": ("<p>", "<code>a`b</code> ", "</p>"),
    "emphasis": ("<p>", "<em>a</em>b<strong> c</strong>", "</p>"),
    "emphasis of Hangul": ("<p>", "<strong>(김치)</strong>는", "</p>"),
    "emphasis alone": ("<p>", "<em>*</em>", "</p>"),
    "links": ("<p>", '<a href="https://a.example/b">c</a> ', "</p>"),
    "links in a row": ("<p>", '<a href="u">c</a>', "</p>"),
    "images": ("", '<img src="https://a.example/b.png" alt="c">', ""),
    "bare addresses": ("", "https://a.example/b\n", ""),
    "bare addresses in prose": ("", "see https://a.example/b or www.a.example ", ""),
    "bare addresses of a provider": ("", "https://youtu.be/abcdefghijk\n\n", ""),
    "addresses with at signs": ("", "a@b.example ", ""),
    "marks": ("<p>", "<mark>a</mark><kbd>b</kbd><sup>c</sup>", "</p>"),
    "headings": ("", "<h2>A</h2>", ""),
    "headings by lines": ("", "a\n===\n# b\n", ""),
    "dashes": ("", "- - - \n---\n", ""),
    "rules": ("", "<hr>", ""),
    "numbers": ("", "1. 2) 3.\n", ""),
    "tables": ("", "<table><tr><th>a</th></tr><tr><td>b</td></tr></table>", ""),
    "cells of one row": ("<table><tr>", "<td>a</td>", "</tr></table>"),
    "rows of one table": ("<table>", "<tr><td>a</td><td>b</td></tr>", "</table>"),
    "tables in tables": ("", "<table><tr><td>", "x"),
    "cells that hold lists": ("<table>", "<tr><td><ul><li>a</li></ul></td></tr>", "</table>"),
    "cells without a table": ("", "<td>a<tr>b</table>", ""),
    "spanning cells": ("<table>", '<tr><td rowspan="2">a</td><td>b</td></tr>', "</table>"),
    "pipes": ("", "a|b|", ""),
    "code blocks": ("", "<pre>a\n```\nb</pre>", ""),
    "code blocks that never end": ("", "<pre>a", ""),
    "one code block": ("<pre><code>", "a &lt; b\n", "</code></pre>"),
    "fences": ("<pre>", "```~~~\n", "</pre>"),
    "scripts that never end": ("", "<script>a", ""),
    "figures": ("", '<figure><img src="a.png"><figcaption>b</figcaption></figure>', ""),
    "frames": ("", '<iframe src="https://www.youtube.com/embed/a"></iframe>', ""),
    "definitions": ("<dl>", "<dt>a</dt><dd>b</dd>", "</dl>"),
    "details": ("", "<details><summary>a</summary>b</details>", ""),
    "misnested marks": ("", "<b><p>a</b></p>", ""),
    "unclosed marks": ("", "<b>a<p>", ""),
    "unclosed links": ("", '<a href="u">a<p>', ""),
    "unclosed handled shortcodes": ("", "[gallery ", ""),
    "opened handled shortcodes": ("", "[caption]a ", ""),
    "captions": ("", '[caption id="x" width="3"]<img src="a.png" /> b[/caption]', ""),
    "captions in captions": ("", "[caption]", "x[/caption]"),
    "captions around captions": ("[caption]" * 50, "[caption]a[/caption]", "[/caption]" * 50),
    "galleries": ("", '[gallery ids="1,2"] ', ""),
    "embeds": ("", "[embed]https://a.example/b[/embed]\n", ""),
    "unknown shortcodes": ("", '[my_box a="b"] ', ""),
    "unknown shortcodes that never end": ("", '[my_box a="b', ""),
    "unknown shortcodes in pairs": ("", '[my_box a="b"]c[/my_box]', ""),
    "unknown shortcodes in one another": ("", "[my_box]", "[/my_box]"),
    "closing shortcodes": ("", "[/caption][/my_box]", ""),
    "escaped shortcodes": ("", "[[gallery]] ", ""),
    "escaped shortcodes in code": ("<pre>", "[[gallery]] ", "</pre>"),
    "attributes of one shortcode": ("[gallery ", 'a="b" ', "]"),
    "quotes of one shortcode": ("[my_box ", "a='\"", "]"),
    "code shortcodes": ("", "[code]a[1] < b[/code]\n", ""),
    "code shortcodes that never end": ("", "[code]a ", ""),
    "blocks": ("", "<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->\n\n", ""),
    "blocks that never end": ("", "<!-- wp:x -->a", ""),
    "many blocks, 20 deep": ("", "<!-- wp:group -->" * 20 + "a" + "<!-- /wp:group -->" * 20, ""),
    "blocks that close nothing": ("", "<!-- /wp:x -->a", ""),
    "void blocks": ("", "<!-- wp:latest-posts /-->", ""),
    "blocks with broken attributes": ("", '<!-- wp:x {"a":b} /-->', ""),
    "blocks whose attributes never end": ("", '<!-- wp:x {"a":', ""),
    "one block with large attributes": ('<!-- wp:x {"a":[', "1,", "1]} /-->"),
    "columns": ("<!-- wp:columns -->", "<!-- wp:column --><p>a</p><!-- /wp:column -->", "<!-- /wp:columns -->"),
    "one list block": (
        "<!-- wp:list --><ul>",
        "<!-- wp:list-item --><li>a</li><!-- /wp:list-item -->",
        "</ul><!-- /wp:list -->",
    ),
    "image blocks": (
        "",
        '<!-- wp:image {"id":1} --><figure class="wp-block-image"><img src="a.png" class="wp-image-1"/></figure><!-- /wp:image -->',
        "",
    ),
    "footnote references": ("<p>", '<sup data-fn="n" class="fn"><a href="#n" id="n-link">1</a></sup>', "</p>"),
    "classic footnotes": ("", "word ((a note)) [note]b[/note] ", ""),
    "read more": ("", "a<!--more-->", ""),
    "pages": ("", "a\n<!--nextpage-->\n", ""),
    "references and formulas": ("", "[ref]x[/ref] \\(x\\) ", ""),
    "formulas": ("", "$latex x^2$ \\(y\\) ", ""),
    "smilies": ("", ":-) 8) :p ", ""),
    "fonts": ("<p>", '<font color="red">a</font><span style="font-weight:bold">b</span>', "</p>"),
    "zero-width joiners": ("", "👨\u200d👩\u200d👧\ufe0f", ""),
}


def body_of(shape: str, size: int) -> str:
    before, repeated, after = SHAPES[shape]
    count = max(1, (size - len((before + after).encode())) // len(repeated.encode()))
    return before + repeated * count + after


def seconds(body: str) -> float:
    """Time one body: the median of three, or once where it takes long enough to be sure."""
    times: list[float] = []
    while len(times) < ROUNDS and (not times or times[0] < SURE):
        gc.collect()
        start = process_time()
        body_to_markdown(body)
        times.append(process_time() - start)
    return median(times)


def ratio(shape: str, size: int) -> float:
    """Answer how much longer twice the size takes; a bad answer is checked once."""
    small, large = body_of(shape, size // 2), body_of(shape, size)
    found = ALLOWED + 1
    for _ in range(2):
        before, now = seconds(small), seconds(large)
        found = min(found, now / before)
        if before < NOTICED or found <= ALLOWED:
            return found if before >= NOTICED else 0.0
    return found


def measure(shape: str, largest: int) -> tuple[float, float]:
    """Answer the worst ratio, and the seconds that the largest body took."""
    size = SMALLEST
    times = {size: seconds(body_of(shape, size))}
    worst = 0.0
    while size < largest:
        size *= 2
        times[size] = seconds(body_of(shape, size))
        if times[size // 2] > NOTICED:
            found = times[size] / times[size // 2]
            worst = max(worst, found if found <= ALLOWED else ratio(shape, size))
    return worst, times[size]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Double hostile bodies and say what each doubling costs.")
    parser.add_argument("--to", type=int, default=LARGEST, help="bytes of the largest body")
    parser.add_argument("shapes", nargs="*", help="some shapes instead of all")
    chosen = parser.parse_args(arguments)
    body_to_markdown("x")
    gc.collect()
    gc.freeze()  # what Python has imported is no part of the cost
    failed = 0
    for shape in chosen.shapes or SHAPES:
        worst, last = measure(shape, chosen.to)
        failed += worst > ALLOWED
        sys.stdout.write(f"{'too slow' if worst > ALLOWED else 'ok':8} {worst:5.2f} x {last:8.3f} s  {shape}\n")
        sys.stdout.flush()
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
