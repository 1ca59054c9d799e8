"""Take a Content-Encoding off that a server put on although it was not asked to, never trusting what it swells to."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

BLOCK: Final = 1 << 18


class EncodingError(Exception):
    """The bytes are not in the encoding that the server names, or nobody here knows it."""


def decode(encoding: str, blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Decode blocks, at most BLOCK bytes at a time; the caller counts and may stop."""
    try:
        if encoding in {"gzip", "x-gzip"}:
            yield from _inflate_members(blocks)
        elif encoding == "deflate":
            yield from _inflate_raw_or_not(blocks)
        else:
            raise EncodingError(encoding)
    except zlib.error as error:
        raise EncodingError(str(error)) from error


def _inflate_members(blocks: Iterable[bytes]) -> Iterator[bytes]:
    decoder = zlib.decompressobj(31)
    for given in blocks:
        block = given
        while block:
            if decoder.eof:
                if not block.startswith(b"\x1f"):  # padding after the last member
                    return
                decoder = zlib.decompressobj(31)
            yield decoder.decompress(block, BLOCK)
            block = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
    if not decoder.eof:
        raise EncodingError("cut short")


def _inflate_raw_or_not(blocks: Iterable[bytes]) -> Iterator[bytes]:
    decoder = None
    for given in blocks:
        block = given
        if decoder is None:
            decoder = zlib.decompressobj(15 if block[0] & 15 == 8 and len(block) > 1 else -15)
        while block and not decoder.eof:
            yield decoder.decompress(block, BLOCK)
            block = decoder.unconsumed_tail
    if decoder is None or not decoder.eof:
        raise EncodingError("cut short")
