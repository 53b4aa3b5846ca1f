"""Reads plain text: the file as it is, character for character.

Nothing is normalised, neither line ends nor a byte order mark, because `duixian extract` promises
offsets that count the characters of the file itself.
"""

from __future__ import annotations

from ingest.errors import ReadError
from ingest.model import Document
from ingest.read import limits
from ingest.read.charset import decode
from ingest.read.source import Source


def read(source: Source) -> Document:
    """The text of a .txt file. Raises ReadError for an empty, binary or undecodable one."""
    if len(source.data) > limits.MAX_TEXT_BYTES:
        raise ReadError(
            f"{source.label} has {len(source.data):,} bytes of text, over the limit of "
            f"{limits.MAX_TEXT_BYTES:,}; no report is that long: cut it to the report."
        )
    decoded = decode(source.data, declared=source.charset, label=source.label)
    if not decoded.text.strip("\ufeff \t\r\n\f\v\u3000\xa0"):
        raise ReadError(f"{source.label} is empty: there is no report in it.")
    return Document(text=decoded.text, format="text", charset=decoded.charset, notes=decoded.notes)
