"""Files of many items in parts of a size, each made and let go before the next."""

from collections.abc import Iterable, Iterator
from typing import Final

MEGABYTE: Final = 1_000_000


def part_path(path: str, number: int) -> str:
    """Name a part: the first as the whole would be, then with a number before the ending."""
    stem, dot, ending = path.rpartition(".")
    return path if number == 1 else f"{stem}-{number}{dot}{ending}"


def batches(records: Iterable[bytes], limit: int, most: int = 0) -> Iterator[list[bytes]]:
    """Part records into runs of at most `limit` bytes, and `most` records (0: any number); a larger record stands alone."""
    batch: list[bytes] = []
    size = 0
    for record in records:
        if batch and (size + len(record) > limit or len(batch) == most):
            yield batch
            batch, size = [], 0
        batch.append(record)
        size += len(record)
    if batch:
        yield batch
