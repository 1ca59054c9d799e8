"""A fixed piece of plain Python, the measure of `benchmarks/regression.py`: dictionaries, short strings, lists, numbers."""

from typing import Final

ROUNDS: Final = 300_000
_WORDS: Final = ("to", "be", "found", "again", "in", "the", "next", "line", "of", "the", "same", "text")


def loop(rounds: int) -> int:
    """Do what Python programs do; what comes of it is of no use."""
    counts: dict[str, int] = {}
    lines: list[str] = []
    for number in range(rounds):
        word = _WORDS[number % len(_WORDS)]
        counts[word] = counts.get(word, 0) + len(word)
        if number % 5 == 0:
            lines.append(f"{word} {number}".replace("t", "th").upper())
        if len(lines) == 100:
            "\n".join(lines).split("h")
            lines.clear()
    return sum(counts.values())


if __name__ == "__main__":
    loop(ROUNDS)
