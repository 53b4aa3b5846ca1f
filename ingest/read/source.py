"""What a reader is given: the bytes and everything that the outside said about them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One file or response body. `name` is a file name, `url` the address it came from.

    `media_type` (without parameters, lower case) and `charset` are what the server declared;
    both are hints only: the content decides.
    """

    data: bytes
    name: str | None = None
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None

    @property
    def label(self) -> str:
        """How an error sentence names this file."""
        return self.name or self.url or "the file"
