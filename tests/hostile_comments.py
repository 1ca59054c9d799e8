"""What commenters write who mean ill, or write code, or only like odd characters; and what must not come alive of it."""

import random
import re
from collections.abc import Iterator

import html5lib

COUNT = 300
PIECES = [
    "<script>alert(1)</script>", "<ScRiPt src=//evil.example/x.js>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">q</a>', "<a href=' java\tscript:alert(1)'>q</a>", '<a href="data:text/html,<script>x</script>">d</a>',
    "[q](javascript:alert(1))", "![q](javascript:alert(1))", "<javascript:alert(1)>", "[q]: javascript:alert(1)", "[q][q]",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<style>*{display:none}</style>", "<!-- comment", "-->", "<![CDATA[", "]]>",
    "</textarea>", "</script>", "</title>", "<plaintext>", "<xmp>", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;x&#60;/script&#62;",
    "\\<script>x\\</script>", "`<script>x</script>`", "```\n<script>x</script>\n```", "    <script>indented</script>", "<pre><script>x</script></pre>",
    "<code>if (a < b && c > d) { x(); }</code>", "<pre>a\n\n  b &lt;i&gt;\n\tc</pre>", "{{ 7*7 }}", "{% raw %}", "{{< figure >}}", "<code>{{< figure >}}</code> <pre>{{% figure %}}</pre>", '<a href="https://x.example/{{%figure%}}" title="{{< figure >}}">s</a>', "{{<a href=https://x.example>https://x.example</a>", "<%= 1 %>", "${7*7}",
    "<?php phpinfo(); ?>", "$E=mc^2$", "2^10^ and H~2~O", "x^2 + y^2", "a_b_c *d* _e_ **f**", "~~gone~~", "# not a heading", "- not\n- a list", "1. one\n2. two",
    "> quoted\n> twice", "===\n---\n***", "| a | b |\n|---|---|\n| 1 | 2 |", "[x] task", "[^1]: note", ":tada: :100: :a:b:", ":) ;-) :-D 8-) :'( <3 </3 :/ :|", "10:30:45", "@octocat and #12 and GH-7",
    "https://x.example/a_b_c*d?q=1&amp;r=<b>", "www.x.example/~u", "mail@x.example", "<https://x.example>", "<b>bold <i>both</b> neither</i>", "<blockquote>cited",
    "<ul><li>one<li>two</ul>", "<q>said</q> <sub>s</sub> <sup>t</sup> <u>u</u> <ins>n</ins> <del>d</del>", '<abbr title="World &quot;Wide&quot; Web">WWW</abbr>',
    "<div><span style='x:expression(alert(1))'>styled</span></div>", "안녕 <strong>세계</strong> 🙂", "\u202eright to left\u202c", "\u200bzero", "\u2028line\u2029paragraph\x85next",
    "tab\there", "trailing  \nspaces", "back\\slash\\\\es \\", "\"quotes\" 'and' `ticks`", "``", "<code>a</code><code><!-- --></code> <code>`</code>", "www.x.example/~u&lt;/p&gt; [a]&lt;b&gt;(c)", "*", "_", "&", "&amp;amp;", "&nbsp;&copy;&notanentity;", "a < b > c", "<3", "<>", "</p>",
    '<a href="/2008/08/%EC%95%88/#comment-3" title="t &quot; onclick=alert(1)">in</a>', "<a href=https://x.example/'onclick='x>z</a>", "<img src=\"https://x.example/p.png\" alt='a ] b'>",
]  # fmt: skip
UNSAFE = (
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "form",
    "base",
    "meta",
    "link",
    "textarea",
    "plaintext",
    "xmp",
    "title",
)
URL_ATTRIBUTES = ("href", "src", "action", "formaction", "cite", "poster")
_RUNS = re.compile(r"^[\x00-\x20]*(javascript|vbscript|data):", re.IGNORECASE)


def hostile_texts(count: int = COUNT) -> list[str]:
    """Answer each piece, then mixtures of some, the same every time."""
    chance = random.Random(20_240)
    mixed = [
        chance.choice(["", " ", "\n", "\n\n"]).join(chance.choices(PIECES, k=chance.randint(2, 5)))
        for _ in range(count - len(PIECES))
    ]
    return [*PIECES, *mixed]


def live(html: str) -> Iterator[str]:
    """Yield what would run, load or take over when a browser shows this HTML as the content of an element."""
    tree = html5lib.parseFragment(f"<div>{html}</div><hr>", namespaceHTMLElements=False)
    if [child.tag for child in tree] != ["div", "hr"]:
        yield "it ends its element"
    for node in tree.iter():
        if node.tag in UNSAFE:
            yield f"<{node.tag}>"
        for name, value in node.attrib.items():
            bare = re.sub(r"[\x00-\x20\x7f]", "", value)
            if str(name).startswith("on") or (name in URL_ATTRIBUTES and _RUNS.match(bare)):
                yield f"{name}={value}"


def seen(html: str) -> str:
    """Answer what a reader sees of HTML, without white space."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return re.sub(r"\s+", "", "".join(tree.itertext())).replace("\u200b", "").replace("\xa0", "")
