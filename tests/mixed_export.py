"""An export with some of everything, whose items lean on each other: names that collide, replies, galleries, drafts."""

from exports import document, item

STATUSES = ("publish", "publish", "publish", "draft", "private", "trash")
CHUNK = "<p>Tea &amp; 김치 <strong>by the river</strong>, page {n}.</p>\n"


def field(name: str, value: object) -> bytes:
    return f"<wp:{name}><![CDATA[{value}]]></wp:{name}>\n".encode()


def comment(number: int, parent: int, approved: str = "1") -> bytes:
    inner = b"".join(
        (
            field("comment_id", number),
            field("comment_author", f"Reader {number}"),
            field("comment_author_email", f"reader{number}@mail.example"),
            field("comment_date", "2021-02-03 04:05:06"),
            field("comment_content", f"Yes, {number}. https://blog.example/?p={number % 7 + 1}"),
            field("comment_approved", approved),
            field("comment_parent", parent),
        )
    )
    return b"<wp:comment>" + inner + b"</wp:comment>\n"


def post(number: int, body: str = "") -> bytes:
    """A post whose picture's name is another's in capitals, whose links lead to its neighbours, and whose comments share ids."""
    picture = f"https://blog.example/wp-content/uploads/2021/{'Photo' if number % 2 else 'photo'}-{number % 5}.jpg"
    body = body or (
        CHUNK.format(n=number) * (1 + number % 9)
        + f'<img src="{picture}" alt="One"/> [gallery ids="{1000 + number % 4}"] [unknown_{number % 3} a="b"]\n\n'
        + f'<a href="/?p={number + 1}">next</a> <a href="/gone-{number}/">gone</a> <a href="/?p={max(1, number - 40)}">back</a>'
    )
    extra = b"".join(
        (
            field("status", STATUSES[number % len(STATUSES)]),
            field("post_date", f"20{10 + number % 10}-0{1 + number % 9}-1{number % 10} 08:00:00"),
            f'<category domain="category" nicename="news-{number % 6}"><![CDATA[News {number % 6}]]></category>'.encode(),
            f'<category domain="genre" nicename="jazz-{number % 3}"><![CDATA[Jazz {number % 3}]]></category>'.encode(),
            *(
                comment(number * 2 + one, number * 2 if one else 0, "1" if number % 4 else "0")
                for one in range(number % 4)
            ),
        )
    )
    return item(number, body.encode(), extra=extra, title=b"Same" if number % 10 == 0 else b"")


def attachment(number: int) -> bytes:
    url = f"https://blog.example/wp-content/uploads/2021/photo-{number % 5}.jpg"
    made = item(
        number, b"", extra=field("attachment_url", url) + field("post_parent", number % 9) + field("status", "inherit")
    )
    return made.replace(b"<wp:post_type><![CDATA[post]]>", b"<wp:post_type><![CDATA[attachment]]>")


def mixed(posts: int = 110, *more: bytes) -> bytes:
    """An export of so many posts, a few media files, and `more` items."""
    items = [post(number) for number in range(1, posts + 1)] + [attachment(number) for number in range(1000, 1006)]
    return document(*items, *more)


def halves(posts: int = 110) -> tuple[bytes, bytes]:
    """The same site as two exports."""
    first = [post(number) for number in range(1, posts // 2)]
    second = [post(number) for number in range(posts // 2, posts + 1)] + [
        attachment(number) for number in range(1000, 1006)
    ]
    return document(*first), document(*second)
