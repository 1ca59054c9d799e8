"""Sentences of three languages, with what trips converters up in them."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Final

ENGLISH: Final = """
    the a of and to in we you they it that which with from for on at by not but or so as our your old new small large
    first last next every each some many few river bridge market station kitchen garden window morning evening winter
    summer rain letter photograph recipe journey street village mountain harbour island teacher neighbour grandmother
    student friend visitor baker tailor driver painter walks writes reads cooks opens closes finds keeps leaves
    carries answers asks remembers forgets builds paints repairs waits listens quickly slowly quietly often rarely
    always never again together alone outside inside beyond between café naïve résumé server database plugin theme
    draft index search backup release update install
""".split()
KOREAN: Final = """
    서울에서 부산까지 기차를 타고 우리는 어제 아침에 시장에 갔다 김치를 담그는 할머니의 손은 따뜻했다 비가 오는
    날에는 창문을 열고 책을 읽는다 새로운 사진과 오래된 편지를 모아 블로그에 올렸다 여행은 언제나 즐겁고 길은
    조금 멀다 친구와 함께 걷는 저녁 골목 바다 산 하늘 나무 겨울이 지나면 봄이 온다 그래서 다시 글을 쓴다
""".split()
FRENCH: Final = "où déjà très après voilà forêt garçon été hôtel œuvre ça là-bas aujourd’hui peut-être".split()
LITERALS: Final = (
    "6 * 7 * 8 = 336", "a_file_name", "D:\\backup\\new", "x &lt; y &amp;&amp; y &gt; z", "20% off #7", "[sic]", "~about~",
    "2. no list", "E = mc^2", "left|right",
    "&copy; 2019 &mdash; ours", "&#8220;so&#8221;", "a&nbsp;b", "__init__", "!important", "&amp;amp;",
)  # fmt: skip
SIGNS: Final = ("😀", "🚀", "👩‍💻", "🇰🇷", "❤️", "👍🏽", "☕", "📷")
CODES: Final = ("get_the_title()", "git diff --stat", "a &amp;&amp; b", "x = `y`", '&lt;p class="x"&gt;', "__name__")
SITE: Final = "https://blog.example.org"


class Prose:
    """Sentences of one language of an export, made of its words."""

    def __init__(self, random: Random, words: Sequence[str], foreign: Sequence[str] = ()) -> None:
        self.random = random
        self._words = words
        self._plain = [self._sentence(foreign) for _ in range(4000)]
        self._marks: Sequence[tuple[float, Callable[[str], str]]] = (
            (0.10, lambda text: self._around(text, "<strong>{}</strong>")),
            (0.18, lambda text: self._around(text, "<em>{}</em>")),
            (0.30, lambda text: self._around(text, f'<a href="{self._address()}">{{}}</a>')),
            (0.35, lambda text: f"{text} <code>{random.choice(CODES)}</code>"),
            (0.40, lambda text: f"{text} {random.choice(LITERALS)}"),
            (0.44, lambda text: f"{text} {random.choice(SIGNS)}"),
            (0.46, lambda text: f"<del>{random.choice(words)}</del> {text}"),
        )

    def words(self, count: int) -> str:
        """Answer some words."""
        return " ".join(self.random.choices(self._words, k=count))

    def plain(self) -> str:
        """Answer a sentence without marks."""
        return self.random.choice(self._plain)

    def sentence(self) -> str:
        """Answer a sentence, nearly half of them with a mark in it."""
        drawn, text = self.random.random(), self.plain()
        return next((mark(text) for limit, mark in self._marks if drawn < limit), text)

    def paragraph(self, least: int = 2, most: int = 6) -> str:
        """Answer some sentences in a row."""
        return " ".join(self.sentence() for _ in range(self.random.randint(least, most)))

    def _sentence(self, foreign: Sequence[str]) -> str:
        chosen = self.random.choices(self._words, k=self.random.randint(5, 16))
        if foreign and self.random.random() < 0.12:
            chosen[self.random.randrange(len(chosen))] = self.random.choice(foreign)
        text = " ".join(chosen)
        return text[0].upper() + text[1:] + self.random.choice("....!?")

    def _around(self, text: str, mark: str) -> str:
        words = text.split(" ")
        first = self.random.randrange(len(words))
        last = min(len(words), first + self.random.randint(1, 3))
        return " ".join([*words[:first], mark.format(" ".join(words[first:last])), *words[last:]])

    def _address(self) -> str:
        number = self.random.randrange(1, 10_000)
        return self.random.choice(
            (
                f"https://example.com/{self.random.choice(ENGLISH)}/{number}/",
                f"{SITE}/?p={number}",
                f"https://en.wikipedia.org/wiki/River_(part_{number % 100})",
                f"/archives/{number}",
            )
        )
