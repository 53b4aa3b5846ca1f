"""Bytes → the text of a report: one reader a format, behind one registry.

`read` gives the document in some bytes, `unpack` the files in a zip, `join_pages` the report that
was spread over several pages. They raise ReadError and nothing else.
"""

from __future__ import annotations

from ingest.read.pages import join_pages
from ingest.read.registry import Format, read, sniff
from ingest.read.zip import Archive, unpack

__all__ = ["Archive", "Format", "join_pages", "read", "sniff", "unpack"]
