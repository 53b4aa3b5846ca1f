"""Decompresses an answer piece by piece, never further than the limit.

A few kilobytes of gzip or brotli can hold gigabytes, so the decoders are asked for a bounded piece
at a time. (httpx decodes a whole chunk at once; with brotli one chunk is enough to fill a machine.)
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

import brotli

from ingest.errors import FetchError

PIECE = 256 * 1024
# zlib finds out by itself whether a stream has a gzip or a zlib header.
ANY_HEADER = zlib.MAX_WBITS | 32


class Decoder(Protocol):
    """Turns compressed bytes into pieces of bounded size."""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Give what these bytes hold, piece by piece."""


class Plain:
    """No compression."""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Give the bytes as they are."""
        yield data


class Zlib:
    """Compressed with gzip, or with deflate (which some servers send without its header)."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(ANY_HEADER)
        self._fresh = True

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Give what these bytes hold, piece by piece."""
        while data:
            try:
                piece = self._inner.decompress(data, PIECE)
            except zlib.error:
                if not self._fresh:
                    raise
                self._inner = zlib.decompressobj(-zlib.MAX_WBITS)
                piece = self._inner.decompress(data, PIECE)
            self._fresh = False
            data = self._inner.unconsumed_tail
            if piece:
                yield piece


class Brotli:
    """Compressed with brotli."""

    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Give what these bytes hold, piece by piece."""
        piece = self._inner.process(data, output_buffer_limit=PIECE)
        while piece:
            yield piece
            piece = self._inner.process(b"", output_buffer_limit=PIECE)


DECODERS: dict[str, type[Decoder]] = {
    "": Plain,
    "identity": Plain,
    "gzip": Zlib,
    "x-gzip": Zlib,
    "deflate": Zlib,
    "br": Brotli,
}
ACCEPTED = "gzip, deflate, br"


def decoded(parts: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """Join and decompress the parts of a body.

    Args:
        parts: the bytes as they came.
        encoding: the `Content-Encoding`; one compression at most.
        limit: bytes that the decompressed body may have.

    Raises:
        FetchError: `too_large` past the limit, `encoding` for an unknown or broken compression.

    """
    kind = encoding.strip().lower()
    if kind not in DECODERS:
        raise FetchError(
            f"The answer is compressed with {encoding[:40]!r}, which is not known here; save the "
            "page and ingest the file.",
            name="encoding",
        )
    decoder, body = DECODERS[kind](), bytearray()
    try:
        for part in parts:
            for piece in decoder.pieces(part):
                body += piece
                if len(body) > limit:
                    raise too_large(limit)
    except (zlib.error, brotli.error) as error:
        raise FetchError(
            "The compressed answer is damaged; it is tried again.", name="encoding", transient=True
        ) from error
    return bytes(body)


def too_large(limit: int) -> FetchError:
    """Return the refusal of a body over the limit (bytes)."""
    return FetchError(
        f"The answer is larger than {limit / 1024 / 1024:g} MiB; if it is a report, raise "
        "DUIXIAN_FETCH_BODY_BYTES or download it and ingest the file.",
        name="too_large",
    )
