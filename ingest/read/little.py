"""Names what a page with hardly any text is: a challenge, an error, an image, a list of links.

Asked only of pages whose report came out shorter than a report can be. A page that links to an
attachment is none of these: the report may be there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from lxml.html import HtmlElement

from ingest.errors import ReadError
from ingest.read.furniture import Furniture, squeeze
from ingest.read.links import is_attachment
from ingest.read.page import lines_of
from ingest.read.paragraphs import Line

# Challenge pages are small; what they run stands at their beginning.
_SCRIPT_CHARACTERS = 100_000
# Links from which a page without running text is a list.
_LEAST_LINKS = 15
_SENTENCES = {
    "challenge": "is a challenge page of the site's firewall, not the report; open it in a browser "
    "and save the page, or try again later.",
    "list_page": "is a list of links, not a report; give the address of the report.",
    "error_page": "is an error page that was sent as a page; the report has moved: look for its "
    "new address.",
    "image_only": "shows its text as an image only; look for a text or PDF version.",
    "unfinished": "has no content yet, or fills it in by script; open it in a browser and save the "
    "page, or try again later.",
}


@dataclass(frozen=True)
class LittlePage:
    """A page with little text: its source text, its lines, its links, the part for the report."""

    label: str
    source: str
    lines: list[Line]
    links: tuple[tuple[str, str], ...]
    content: list[HtmlElement]
    furniture: Furniture

    def note(self) -> str:
        """What to note of a page that may still do; raises ReadError by name for one that won't."""
        name = self._name()
        if name:
            raise ReadError(f"{self.label} {_SENTENCES[name]}", name=name)
        if self._has_attachment:
            return "The page holds little text; the report may be in an attachment."
        return "The page holds little text."

    def _name(self) -> str | None:
        """The name of what it is, the most telling sign first; None for a page that may do."""
        if self._is_challenge:
            return "challenge"
        if self._has_attachment:
            return None
        signs = {
            "list_page": self._is_list,
            "error_page": self._says(self.furniture.error_text),
            "image_only": self._is_image,
            "unfinished": self._is_unfinished,
        }
        return next((name for name, holds in signs.items() if holds), None)

    @cached_property
    def _visible(self) -> str:
        return squeeze("".join(line.text for line in self.lines))

    @property
    def _is_challenge(self) -> bool:
        if self.furniture.challenge_text.search(self._visible):
            return True
        if len(self._visible) >= self.furniture.little_text // 2:
            return False
        scripts = self.source[:_SCRIPT_CHARACTERS].lower().split("<script")[1:]
        return any(
            self.furniture.challenge_script.search(each.split("</script", 1)[0]) for each in scripts
        )

    @property
    def _has_attachment(self) -> bool:
        return any(is_attachment(*link, self.furniture) for link in self.links)

    @property
    def _is_list(self) -> bool:
        linked = [line for line in self.lines if line.link_share > 0.5]
        share = sum(len(line.text) for line in linked) / max(1, len(self._visible))
        return len(linked) >= _LEAST_LINKS and share > 0.6

    @property
    def _is_image(self) -> bool:
        pictured = any(next(each.iter("img"), None) is not None for each in self.content)
        return pictured and self._written < self.furniture.little_text // 2

    @property
    def _is_unfinished(self) -> bool:
        return not self._visible or self._says(self.furniture.unfinished_text)

    @cached_property
    def _written(self) -> int:
        """Characters in the part for the report, without menus and footers."""
        lines = [line for each in self.content for line in lines_of(each)]
        own = [
            line.text
            for line in lines
            if line.link_share <= 0.5 and not self.furniture.is_furniture(line.text)
        ]
        return len(squeeze("".join(own)))

    def _says(self, pattern: re.Pattern[str]) -> bool:
        """Whether the page says so and little else: a short report may say 正在建设 as well."""
        return (
            self._written < self.furniture.little_text // 3
            and pattern.search(self._visible) is not None
        )
