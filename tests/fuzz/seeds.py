"""What the fuzzer starts from: more than thirty small inputs of our own writing, each for one layer of the program."""

import gzip
from pathlib import Path
from typing import NamedTuple

from bad_inputs import META, zipped
from exports import BODY, DECLARATION, HEAD, RSS, TAIL, document, item, three

REPO = Path(__file__).resolve().parents[2]


class Seed(NamedTuple):
    """One input. `weight` is its share of the executions: what takes long gets fewer."""

    name: str
    layer: str
    content: bytes
    weight: int = 40


COMMENT = (
    b"<wp:comment><wp:comment_id>%d</wp:comment_id><wp:comment_author><![CDATA[Ji <b>]]></wp:comment_author>"
    b"<wp:comment_author_url>https://ji.example/?a=1&amp;b=2</wp:comment_author_url>"
    b"<wp:comment_date_gmt>2020-01-02 03:04:05</wp:comment_date_gmt><wp:comment_content><![CDATA[Nice [x](y) <i>soup</i>"
    b"]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_type></wp:comment_type>"
    b"<wp:comment_parent>%d</wp:comment_parent></wp:comment>\n"
)
DATED = b"<wp:post_date>2020-01-02 03:04:05</wp:post_date><wp:status>publish</wp:status>"
TERM = b'<category domain="category" nicename="food"><![CDATA[Food & Drink]]></category>'
PICTURE = (
    b"<wp:attachment_url>https://blog.example/wp-content/uploads/2020/01/a.jpg</wp:attachment_url>"
    + META % (b"_wp_attached_file", b"2020/01/a.jpg")
    + META
    % (b"_wp_attachment_metadata", b'a:2:{s:5:"width";i:9;s:5:"sizes";a:1:{s:1:"s";a:1:{s:4:"file";s:5:"a.jpg";}}}')
)
CLASSIC = b"""Some text.

[caption id="attachment_7" align="left" width="300"]<a href="/a.jpg"><img src="/a.jpg" alt="A"></a> A jar[/caption]
[gallery ids="7,8"] [audio src="/s.mp3"] [embed]https://www.youtube.com/watch?v=abcdefgh[/embed]
<!--more Go on-->
[code lang="php"]<?php echo "x"; ?>[/code] [unknown a="1" b='2']inner[/unknown]

https://vimeo.com/76979871

[playlist ids="7"] [[escaped]] :-) \\(a_1^2\\) $latex x^2$ ((A note.))"""
BLOCKS = b"""<!-- wp:heading {"level":3} --><h3 class="wp-block-heading">Soup</h3><!-- /wp:heading -->
<!-- wp:columns --><div class="wp-block-columns"><!-- wp:column --><div class="wp-block-column">
<!-- wp:image {"id":7,"sizeSlug":"large"} --><figure class="wp-block-image"><img src="/a.jpg" alt="x"/><figcaption>Cap</figcaption></figure><!-- /wp:image -->
<!-- wp:list {"ordered":true} --><ol><!-- wp:list-item --><li>one</li><!-- /wp:list-item --></ol><!-- /wp:list -->
</div><!-- /wp:column --></div><!-- /wp:columns -->
<!-- wp:embed {"url":"https://www.youtube.com/watch?v=abcdefgh","type":"video"} --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">
https://www.youtube.com/watch?v=abcdefgh
</div></figure><!-- /wp:embed --><!-- wp:block {"ref":5} /--><!-- wp:latest-posts /-->
<!-- wp:table --><figure><table><tbody><tr><td>a|b</td><td>c</td></tr></tbody></table></figure><!-- /wp:table -->
<!-- wp:code --><pre class="wp-block-code"><code>a &lt; b</code></pre><!-- /wp:code -->
<!-- wp:paragraph --><p>Note<sup data-fn="n1" class="fn"><a href="#n1" id="n1-link">1</a></sup></p><!-- /wp:paragraph --><!-- wp:footnotes /-->"""
HTML = b"""<h2>Kimchi</h2><p>Salt <em>the <strong>cab</strong>bage</em>, <a href="https://a.example/(s)" title="t">wash</a>.<br>Then *stir* _it_.</p>
<ul><li>garlic<ul><li>minced</li></ul></li></ul><ol start="3" type="a"><li>third</li></ol><blockquote><p>Never <q>rush</q></p></blockquote>
<pre><code class="language-c">if (a &lt; b) {\n  stir();\n}</code></pre><table><tr><th>d</th></tr><tr><td rowspan="2">1</td></tr></table><hr>
<dl><dt>t</dt><dd>d</dd></dl><img src="/j.png" alt="[A] jar" width="3"><details><summary>S</summary>x</details>"""
ACTIVE = b"""<script>alert("</p>")</script><a href="javascript:alert(1)" onclick="x()">q</a><img src=x onerror=alert(1)>
<iframe src="https://www.youtube.com/embed/abcdefgh" srcdoc="<p>"></iframe><form action="/f"><input value="a"><button>go</button></form>
<svg><a xlink:href="data:text/html,x"><title>t</title></a></svg><object data="/o.swf"></object><style>p{color:red}</style><math><mi>x</mi></math>
<video src="/v.mp4" poster="/p.jpg"><source src="/v.webm"></video><template><p>t</p></template><base href="//evil.example/">"""
MARKDOWN = b"""# Title\n\n* one\n* two\n\n1. a\n2. b\n\n> quote\n\n```c\nint x;\n```\n\n[a](b "c") ![i](j) <http://x.example> **b** __c__ ~~d~~ [^1]\n
[^1]: note\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n{{< x >}} {% raw %} {{ y }} \\* &amp; &#60;"""
ASIAN = "<p>한국<b>어 “인용”</b>입니다 <i>日本、</i>語<u>です。</u>\u202ertl\u202c 😀\u200d👩 e\u0301 \u00a0\u2028x</p>".encode()
SERIALISED = (
    b'a:4:{s:5:"width";i:300;s:4:"file";s:15:"2020/01/\xed\x95\x9c.jpg";i:0;d:0.5;s:1:"n";a:2:{i:0;N;i:1;b:1;}}'
)
OBJECT = b'O:8:"stdClass":2:{s:1:"a";a:1:{i:0;s:3:"\xec\x95\x88";}s:4:"\x00*\x00b";E:7:"Suit:Up";}'
FIELDS = b"title\0Kimchi: \"salt\" & 'tea'\0date\02020-01-02T03:04:05+09:00\0tags\0yes\x1fno\x1f~\x1f1e3\x1f0x1f\0k: #\0- x\0null\0{{a}}"
TALK = b"""Nice <b>soup</b>! See https://x.example/a_b?c=1&d=<e>.\n\n<blockquote>cited <a href="http://y.example" title='t">'>y</a></blockquote>
<code>a < b</code> *star* _under_ `tick` <script>alert(1)</script> <img src="x" onerror=y> [a](javascript:b) &lt;i&gt;"""


def _fixture(*names: str) -> bytes:
    """Answer the bodies of stanzas, which hold what bodies are known to hold."""
    return b"\n".join((REPO / "fixtures" / name).read_bytes() for name in names)[:6000]


def _usual() -> bytes:
    """Answer an export whose items stand as WordPress writes them, for which there is a quick reader."""
    whole = (REPO / "fixtures/london-korean/export.xml").read_bytes()
    items = whole.split(b"<item>")[1:]
    chosen = [b"<item>" + items[at].partition(b"</item>")[0] + b"</item>\n" for at in (12, 28, 51)]
    return DECLARATION + RSS + HEAD + b"".join(chosen) + TAIL


OLD = RSS.replace(b"/1.2/", b"/1.0/")
SEEDS = [
    Seed("export as WordPress writes it", "export", _usual(), 60),
    Seed("run as WordPress writes it", "run", _usual(), 1),
    Seed("plain export", "export", document(item(1), item(2, BODY * 3), item(3))),
    Seed("export with comments", "export", three(item(2, extra=DATED + TERM + COMMENT % (1, 0) + COMMENT % (2, 1)))),
    Seed("export with a picture", "export", three(item(2, extra=PICTURE + DATED).replace(b"[post]", b"[attachment]"))),
    Seed("export of 2007", "export", document(item(1), item(2), rss=OLD, head=HEAD.replace(b">1.2<", b">1.0<"))),
    Seed("damaged export", "export", three(item(2, b"a ]]> b\x00 caf\xe9", title=b"Q & A &nbsp; <b>x"))),
    Seed("export cut off", "export", document(item(1), item(2))[:-90]),
    Seed("two exports in one", "export", document(item(1)) + b"<br />\n<b>Warning</b>: x\n" + document(item(2))),
    Seed("export without sections", "export", three(item(2).replace(b"<![CDATA[", b"").replace(b"]]>", b""))),
    Seed("UTF-16 export", "file", document(item(1)).decode().encode("utf-16"), 4),
    Seed("zip", "file", zipped({"a/1.xml": document(item(1)), "__MACOSX/._1.xml": b"x", "2.xml": document(item(2))}), 4),
    Seed("gzip", "file", gzip.compress(document(item(1), item(2)), mtime=0), 4),
    Seed("no export", "file", b"<!DOCTYPE html><html><body>Log in</body></html>", 4),
    Seed("classic body", "body", CLASSIC, 16),
    Seed("blocks", "body", BLOCKS, 12),
    Seed("HTML", "body", HTML, 16),
    Seed("active HTML", "body", ACTIVE, 16),
    Seed("Markdown", "body", MARKDOWN, 16),
    Seed("Asian text", "body", ASIAN, 30),
    Seed("short HTML", "body", b'<p>a <b>b</b> <a href="/c">d</a></p><ul><li>e</ul>', 60),
    Seed("short shortcode", "body", b'[caption width="9"]<img src="/a.jpg">b[/caption] [gallery ids="7"]', 60),
    Seed("short block", "body", b'<!-- wp:quote {"align":"left"} --><blockquote><p>q</p></blockquote><!-- /wp:quote -->', 60),
    Seed("stanzas of blocks", "body", _fixture("blocks/media.md", "blocks/layout.md"), 2),
    Seed("stanzas of escapes", "body", _fixture("markdown/escapes.md", "markdown/marks.md"), 2),
    Seed("serialised array", "php", SERIALISED, 110),
    Seed("serialised object", "php", OBJECT, 110),
    Seed("fields", "fields", FIELDS, 80),
    Seed("comment", "comment", TALK, 40),
    Seed("dates and numbers", "fields", b"a\x002020-02-30T25:00:00\0b\x001_000\0c\x00.inf\0d\x000o7\0e\x0012:30:45\0\0<<\0=\0", 80),
    Seed("run", "run", DECLARATION + RSS + HEAD + item(1, CLASSIC, extra=DATED + TERM) + item(2, HTML, extra=COMMENT % (1, 0)) + TAIL, 1),
    Seed("run of blocks", "run", three(item(2, BLOCKS, extra=DATED + PICTURE)), 1),
]  # fmt: skip
