"""Finds the links that carry the rest of a report: attachments, and the pages it goes on in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urljoin, urlsplit

from lxml.html import HtmlElement

from ingest.read import limits
from ingest.read.furniture import Furniture, squeeze

# TRS writes its pages by script: createPageHTML(3, 0, "t20250110_123", "html").
_TRS_PAGES = re.compile(
    r"createPageHTML\w*\s*\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*[\"']([\w\-]{1,80})[\"']\s*,\s*[\"'](\w{2,5})[\"']"
)
_VIEWERS = ("iframe", "embed", "frame", "object", "source")


def find_links(
    tree: HtmlElement, source: str, url: str | None, furniture: Furniture
) -> tuple[tuple[str, str], ...]:
    """(text, absolute address) of attachments and further pages, in page order, each once.

    `source` is the page's source text, for pages that a script would write. Addresses that stay
    relative because neither `url` nor a base is known are left out.
    """
    base = _base(tree, url)
    found: dict[str, str] = {}
    for text, address in _candidates(tree, base, url, furniture):
        found.setdefault(address, text)
        if len(found) >= limits.MAX_LINKS:
            break
    for text, address in _scripted_pages(source, base, url):
        found.setdefault(address, text)
    return tuple((text, address) for address, text in found.items())


def _base(tree: HtmlElement, url: str | None) -> str:
    element = tree.find(".//base")
    href = element.get("href") if element is not None else None
    return _join(url or "", href) if href else url or ""


def _join(base: str, href: str) -> str:
    """The absolute address without its fragment; an empty string for one that is none."""
    try:
        address = urljoin(base, href.strip())
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc or len(address) > 2000:
        return ""
    return address.split("#")[0]


def _candidates(
    tree: HtmlElement, base: str, url: str | None, furniture: Furniture
) -> Iterator[tuple[str, str]]:
    for element in tree.iter("a", *_VIEWERS):
        href = element.get("href") or element.get("src") or element.get("data") or ""
        if not href:
            continue
        address = _join(base, href)
        if not address or address == url:
            continue
        text = " ".join(element.text_content().split()) or (element.get("title") or "").strip()
        target = _viewed(address, base) or address
        if is_attachment(text, target, furniture):
            yield text or target.rsplit("/", 1)[-1], target
        elif element.tag == "a" and _is_page(text, address, url, furniture):
            yield text, address


def is_attachment(text: str, address: str, furniture: Furniture) -> bool:
    """Whether a link leads to a file: by its address, or by its words (download.jsp?id=7)."""
    parts = urlsplit(address)
    return any(furniture.attachment.search(each) for each in (f"{parts.path}?{parts.query}", text))


def _viewed(address: str, base: str) -> str | None:
    """The file that a viewer page (viewer.html?file=...) shows."""
    values = parse_qs(urlsplit(address).query).get("file")
    return _join(base, values[0]) or None if values else None


def _is_page(text: str, address: str, url: str | None, furniture: Furniture) -> bool:
    """Whether the link leads to a further page of this text, not to another text."""
    if not furniture.page.fullmatch(squeeze(text)):
        return False
    if url is None:
        return True
    here, there = urlsplit(url), urlsplit(address)
    if here.netloc != there.netloc:
        return False
    stem = re.sub(r"(?:_\d{1,3})?\.\w{2,5}$", "", here.path)
    return there.path == here.path or there.path.startswith(stem)


def _scripted_pages(source: str, base: str, url: str | None) -> Iterator[tuple[str, str]]:
    match = _TRS_PAGES.search(source)
    if not match:
        return
    count, current, stem, suffix = int(match[1]), int(match[2]), match[3], match[4]
    for number in range(min(count, limits.MAX_PAGES_OF_A_REPORT)):
        name = f"{stem}.{suffix}" if number == 0 else f"{stem}_{number}.{suffix}"
        address = _join(base, name)
        if number != current and address and address != url:
            yield f"第{number + 1}页", address
