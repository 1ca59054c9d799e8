"""Texts that some generator takes for its own syntax. Every one must come out of every platform as it went in."""

import random

RAN = 1234 * 4321
"""What `1234*4321` becomes when a template runs; it must stand in no file."""

LIQUID = (
    "{{ 1234 | times: 4321 }}", "{{ page.title }}", "{{page.url}}", "{% if true %}yes{% endif %}", "{% raw %}", "{% endraw %}",
    "{% raw %}{{ x }}{% endraw %}", "{% include nothing.html %}", "{% highlight ruby %}", "{% comment %}gone{% endcomment %}", "{%- assign x = 1 -%}",
    "{% unknown_tag %}", "{{ 'a' | upcase }}", "{{", "}}", "{%", "%}", "{{ unclosed", "{% unclosed", '{{ "{{" }}', "{{{ triple }}}", "{{ site.posts | size }}",
    "{% for p in site.posts %}{{ p.title }}{% endfor %}", "{% # inline %}", "{{ content }}", "{%endraw%}{%raw%}", "{{ nil | default: 'ran' }}",
)  # fmt: skip
NUNJUCKS = (
    "{{ 1234*4321 }}", "{# a comment #}", "{#", "#}", "{% set x = 1 %}{{ x }}", "{% block body %}{% endblock %}", "{% extends 'base' %}",
    "{{ 'x' | safe }}", "{% asset_img slug.png %}", "{% post_link slug %}", "{% codeblock %}x{% endcodeblock %}", "{% youtube abc %}", "{% macro f() %}",
    "{{- 1234*4321 -}}", "{% call f() %}",
)  # fmt: skip
VUE = (
    "{{ $page.title }}", "{{ page.frontmatter.missing.deep }}", "{{ constructor.constructor('xss(1)')() }}", "::: v-pre", ":::", "::: tip\ntext\n:::",
    '<div v-html="x">', 'v-if="a"', '@click="xss(2)"', "<script setup>", "[[TOC]]", "<<< @/snippet.js", "{{ 1234 * 4321 }}", ":emoji: :tada:",
    "# heading {#custom-id}", "```js{1,3-4}", "// [!code focus]", "<ClientOnly>", '<Badge text="x" />',
)  # fmt: skip
HUGO = (
    "{{< youtube abc >}}", "{{% notice %}}", "{{</* x */>}}", "{{%/* x */%}}", "{{< x", "x >}}", "{{% x", "{{<x>}}text{{</x>}}", "{{ .Title }}",
    '{{ printf "%d" 1 }}', "{{- .Site -}}", "{{ mul 1234 4321 }}", "{{/* comment */}}", '{{< figure src="x" >}}', "{{< / >}}", "{{<>}}", '{{< "', "{{`raw`}}",
    "<!--more-->", "<!-- more -->", "{{<!-- x -->}}", "{{% %}}", "{.class #id}", "$$a_b$$", "\\(a_b\\)", "\\[x\\]",
)  # fmt: skip
TERA = (
    '{{ youtube(id="x") }}', '{% quote(author="x") %}text{% end %}', "{{/* youtube() */}}", "{%/* quote() */%}", '{{ get_url(path="@/x.md") }}',
    "{{ 1234 * 4321 | int }}", "[a](@/blog/x.md)", "+++", '+++\ntitle = "x"\n+++', "{{ config.title }}", "{{ x() }}",
)  # fmt: skip
PYTHONS = (
    "{{ self.__class__ }}", "{{ config.items() }}", "{% import os %}", "{{% raw %}}x{{% /raw %}}", "{{% youtube abc %}}", "{{% unknown %}}", "{{% /raw %}}",
    "{{% raw %}}", "<!-- TEASER_END -->", ".. title: stolen", ".. code:: python", "{filename}x.md", "{static}/a.png", "{attach}b.pdf", "{tag}x", "{category}x",
    "|filename|x.md", "[a]({filename}x.md)", "[[ x ]]", "{!lib/x.md!}", '--8<-- "x.md"', '!!! note "x"', "??? note", '=== "Tab"', "*[HTML]: Hyper",
    "[^1]: a note", "[^1]", "[TOC]", "${1234*4321}", "<%= 1234*4321 %>", "<% x %>", "#{1234*4321}", "%(x)s %s %d", "{0} {x!r} {{0}}", "@include('x')", "#if($x)#end",
    "Title: stolen\nDate: 2000-01-01", "_model: page\n---\nbody: x", "----", ":ref:`x`", "`x <https://y.example>`_", "{role}`x`", "```{note}\nx\n```",
)  # fmt: skip
JSX = (
    "{1234*4321}", "{x}", "{/* comment */}", "<Tabs>", "<Foo />", "<>fragment</>", "{`${x}`}", "import x from 'y'", "export const a = 1", "style={{a: 1}}",
    "{", "}", "a { b", "\\{", "{...props}", "<a.b />", "<$x>", 'className="x"', "{'{'}", "import React from 'react'\n\nexport default 1",
)  # fmt: skip
KRAMDOWN = (
    "{:.class}", "{: .class #id}", "{:toc}", "* toc\n{:toc}", "{::nomarkdown}", "{::comment}x{:/comment}", "{:/}", '{::options parse_block_html="true" /}',
    "text{:.red}", "a | b", "| a | b |\n|---|---|\n| 1 | 2 |", "$$x^2$$", "((note))", "^", "{^}", "term\n: definition", "*[abbr]: x", "~~~ ruby", "<<a>>", "``a''", "a -- b --- c", "1 ... 2",
)  # fmt: skip
YAML = (
    "yes", "no", "null", "~", "true", "2020", "2020-01-01", "1e3", "0x1F", "0o17", "1_000", "12:30:45", ".inf", ".nan", "a: b", "key: [a, b", "- item", "# comment",
    "#hash", "x #y", "@at", "`tick", "%percent", "&anchor", "*alias", "!tag", "!!python/object:x", "| literal", "> folded", "'single", '"double', "it's", "'quoted'",
    '"quoted"', "back\\slash", "\\n \\t \\u0041 \\", "{a: 1}", "[a, b]", "? complex", ": colon", "colon:", "a:b", "---", "...", "--- x", "<<: *x", "=", "[", "]", ",", "a, b; c",
    '"""triple"""', "'''toml'''", "[table]", "[[array]]", 'key = "value"', "on", "off", "y", "n", "1.0", "-1", "+1", "trailing:", '" : "', "date: !!timestamp 2000",
)  # fmt: skip
HTML = (
    "<b>bold</b>", "<script>xss(3)</script>", "</script><script>xss(4)</script>", "<img src=x onerror=xss(5)>", '"><svg onload=xss(6)>', "<!-- comment -->", "<!--", "-->",
    "<![CDATA[x]]>", "]]>", "]]&gt;", "&amp;", "&amp;amp;", "&lt;b&gt;", "&#x41;", "&nbsp;", "&bogus;", "&", "a&b", "&copy", "<", ">", "a<b", "a<b>c", "3 < 4 > 2", "<?php echo 1; ?>", '<?xml version="1.0"?>',
    "</p>", "</div></article></body></html>", "</title>", "</style>", "</textarea>", "<br>", "<hr/>", '<a href="javascript:xss(7)">x</a>', '" onclick="xss(8)', "' onmouseover='xss(9)", "<iframe src=x>", "<details>", "<x-y z>",
    "javascript:xss(10)", "<base href=//x.example>", "<meta http-equiv=refresh content=0>", '<noscript><p title="</noscript><img src=x onerror=xss(11)>">',
)  # fmt: skip
MARKDOWN = (
    "*star* **two** ***three***", "_a_ __b__ snake_case_name", "`tick` ``two``", "```", "~~~", "# heading", "###### six", "#", "Setext\n===", "Setext\n---", "> quote", ">", "- list", "+ list", "* list", "1. one", "1) one", "0. zero",
    "123456789. big", "    four spaces", "\ttab", "[text](url)", "![alt](src)", "[ref][1]", "[1]: https://x.example", "[ ] open", "[x] done", "- [ ] task", "<https://auto.example>", "~~gone~~", "~sub~", "^sup^", "==mark==", "++ins++", "a\\*b", "\\", "\\\\",
    "ends with \\", "two  \nspaces", "***", "___", "* * *", "- - -", "a*b*c", "a_b_c", "2*3*4", "**", "*", "_", "`", "``", "|", "a|b", "[", "](", "![", "[]()", "[a]", "[a]: b", "\\_", "\\`", "***a** b*", "(c) (tm) +-", ":-: |:-", "&#42;not&#42;", "[^note]", "!", "!!!", "~", "'", '"', "\"a\" 'b'", "a'b\"c", "...", "--", "---", "a--b",
)  # fmt: skip
URLS = (
    "https://x.example/a_b_c", "https://x.example/?a=1&b=2#c", "http://x.example/(paren)", "www.x.example", "user@x.example", "mailto:a@x.example", "//x.example/p", "/a/b c/d", "C:\\path\\file", "file:///etc/passwd", "https://x.example/%EC%95%88", "https://x.example/안녕",
    "https://x.example/*star*", "https://x.example/[b]", "https://x.example/{{p}}", "../../etc/passwd", "a/b", "a?b", "a%b", "100%", "%20", "%", "?p=12", "#", "a#b", "C#", "C++", ".hidden", "..", ".", "CON", "NUL", "index", "x.html", "a.b.c",
)  # fmt: skip
UNICODE = (
    "안녕하세요", "한국어 제목: “따옴표”", "가" * 90, "漢字かな交じり文", "🎉", "👨‍👩‍👧‍👦 family", "🇰🇷 flag", "👍🏽", "e\u0301 nfd", "\u1112\u1161\u11ab nfd", "\u202eright to left\u202c", "\u200fمرحبا\u200e", "שלום עולם", "a\u200bb zero", "a\u00adb soft", "a\u00a0b nbsp", "\ufeffbom",
    "İstanbul ıI", "ΣΑΣ ς", "ß ẞ", "ﬁ ligature", "①②③", "ＦＵＬＬ", "𝕏 math", "𠮷", "\u2028line", "\u2066iso\u2069", "Z̷a̷l̷g̷o̷", "ไทย", "हिन्दी", "“curly” ‘quotes’", "«guillemets»", "– — ―", "…", "×÷±", "½ ¼", "™®©", "\u3000ideographic", "、。「」", "～！？",
)  # fmt: skip
GROUPS = (LIQUID, NUNJUCKS, VUE, HUGO, TERA, PYTHONS, JSX, KRAMDOWN, YAML, HTML, MARKDOWN, URLS, UNICODE)
JOINTS = ("", " ", "\n", " x ", "한", "`", "\\", '"', "'", "*", "_", "(", ")", "[", "]", "<", ">", "|", ":", ": ", " #", ", ", "-", "~")  # fmt: skip
COMBINED = 150


def combined(seed: int = 20) -> list[str]:
    """Join texts of different kinds, always the same ones."""
    draw = random.Random(seed)
    made = []
    for _ in range(COMBINED):
        parts = [draw.choice(group) for group in draw.sample(GROUPS, draw.choice((2, 2, 3)))]
        made.append("".join(draw.choice(JOINTS) + part for part in parts))
    return made


def hostile_texts() -> list[str]:
    """Answer every text, each once and none of spaces alone."""
    return [
        text for text in dict.fromkeys([*(text for group in GROUPS for text in group), *combined()]) if text.strip()
    ]
