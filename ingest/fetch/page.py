"""What a page of a site offers to follow: links with words and dates, further pages of a list.

Reads pages that list things; the text of a report is the business of `ingest.read`. Some systems
keep their list in a script (Hanweb's records, TRS's page counts), so scripts are looked at too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.exceptions import ParserRejectedMarkup

from ingest.errors import FetchError, ReadError
from ingest.fetch.challenge import is_gone
from ingest.fetch.record import Fetched
from ingest.read.charset import decode_lenient

# A page that lists things is never larger; a larger one is cut off before it is parsed.
MOST_CHARACTERS = 3_000_000
LONGEST_ROW = 160

_DATE = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_ROWS = frozenset({"li", "tr", "dd", "dt", "p", "div", "td", "span"})
_RECORDS = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL | re.IGNORECASE)
_TRS_PAGES = re.compile(
    r"createPageHTML\w*\s*\(\s*(\d{1,4})\s*,\s*(\d{1,4})\s*,\s*[\"']([\w\-]{1,80})[\"']\s*,"
    r"\s*[\"'](\w{2,5})[\"']"
)
_NEXT = re.compile(r"[\[【(（]?(?:下一?页|后一?页|next(?: page)?|[>»›])[\]】)）]?", re.IGNORECASE)
_NUMBER = re.compile(r"[\[【(（]?第?(\d{1,3})页?[\]】)）]?")
_REFRESH = re.compile(r"^\s*\d*\s*;\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_IS_REFRESH = re.compile("^refresh$", re.IGNORECASE)
_SCRIPT_MOVE = re.compile(
    r"(?:window\.|top\.|self\.|document\.)?location(?:\.href)?\s*(?:=|\.replace\()\s*"
    r"[\"']([^\"']{1,300})[\"']"
)
_CUT = re.compile(r"(?:\.{2,}|…+)$")


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words; `date` (ISO) stands in the same row of the list."""

    text: str
    url: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a set of links; `moved_to` is where it sends a browser by tag or script."""

    url: str
    title: str
    links: tuple[Link, ...]
    further: tuple[str, ...]
    characters: int
    moved_to: str | None = None


def read_page(fetched: Fetched, most_links: int) -> Page:
    """The links of a fetched page.

    Raises:
        FetchError: `not_html` for a file, `soft_404` for a page that says it is none.

    """
    text = _decoded(fetched)
    tree = _tree(text, fetched.url)
    base = urljoin(fetched.url, _attribute(tree.find("base", href=True), "href"))
    title = " ".join(tree.title.get_text().split()) if tree.title else ""
    visible = _visible(tree)
    if is_gone(title, visible):
        raise FetchError(
            f"{fetched.url} says that there is no such page, though with status 200; look for its "
            "new address.",
            name="soft_404",
        )
    links = _links(tree, text, base)[:most_links]
    return Page(
        url=fetched.url,
        title=title,
        links=tuple(links),
        further=tuple(_further(links, text, fetched.url, base)),
        characters=len(visible),
        moved_to=_moved_to(tree, text, base, len(visible)),
    )


def _decoded(fetched: Fetched) -> str:
    """The page's characters; a file that is no page is refused."""
    try:
        decoded = decode_lenient(fetched.body, declared=fetched.charset, label=fetched.url)
    except ReadError as error:
        raise FetchError(str(error), name="not_html") from error
    return decoded.text[:MOST_CHARACTERS]


def _tree(text: str, url: str) -> BeautifulSoup:
    try:
        return BeautifulSoup(text, "lxml")
    except (ParserRejectedMarkup, RecursionError) as error:
        raise FetchError(
            f"{url} can't be read as a page ({type(error).__name__}); open it in a browser.",
            name="not_html",
        ) from error


def _attribute(tag: Tag | None, name: str) -> str:
    """An attribute as text; empty where the tag or the attribute is missing."""
    return str(tag.get(name) or "") if tag is not None else ""


def _visible(tree: BeautifulSoup) -> str:
    """The words that a reader sees, without spaces (Beautiful Soup leaves scripts out)."""
    return re.sub(r"\s+", "", tree.body.get_text()) if tree.body else ""


def _links(tree: BeautifulSoup, text: str, base: str) -> list[Link]:
    """All links of the page and of the lists in its scripts, each address once, first words win."""
    found: dict[str, Link] = {}
    for anchor in _anchors(tree, text):
        address = _address(base, _attribute(anchor, "href"))
        words = _words(anchor)
        if address and words:
            known = found.get(address)
            if known is None or len(words) > len(known.text):
                found[address] = Link(words, address, _row_date(anchor))
    return list(found.values())


def _anchors(tree: BeautifulSoup, text: str) -> Iterator[Tag]:
    yield from tree.find_all("a")
    for record in _RECORDS.findall(text):
        yield from BeautifulSoup(record, "lxml").find_all("a")


def _words(anchor: Tag) -> str:
    """The link's words; its title where the words are cut off."""
    words = " ".join(anchor.get_text().split())
    title = " ".join(_attribute(anchor, "title").split())
    if title and (not words or _CUT.search(words)):
        return title
    pictures = (_attribute(picture, "alt") for picture in anchor.find_all("img"))
    return words or " ".join(" ".join(pictures).split())


def _address(base: str, href: str) -> str | None:
    """The absolute web address of a link, without its fragment."""
    href = href.strip()
    scheme = href.split("/")[0].split("?")[0]
    if not href or href.startswith("#") or (":" in scheme and not href.startswith("http")):
        return None
    try:
        address = urldefrag(urljoin(base, href)).url
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) else None


def _row_date(anchor: Tag) -> str | None:
    """The date in the link's row of a list."""
    element = anchor
    for _ in range(3):
        parent = element.parent
        if parent is None or parent.name not in _ROWS:
            break
        row = parent.get_text()
        if len(row) > LONGEST_ROW:
            break
        match = _DATE.search(row)
        if match:
            return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
        element = parent
    return None


def _further(links: list[Link], text: str, url: str, base: str) -> Iterator[str]:
    """Addresses of the list's further pages: numbered ones, the next one, those of TRS's script."""
    seen = {url}
    folder = url.rsplit("/", 1)[0]
    for link in links:
        same_list = link.url.startswith(folder) or urlsplit(link.url).path == urlsplit(url).path
        numbered = _NEXT.fullmatch(link.text) or _NUMBER.fullmatch(link.text)
        if same_list and numbered and link.url not in seen:
            seen.add(link.url)
            yield link.url
    script = _TRS_PAGES.search(text)
    for number in range(1, int(script[1]) if script else 0):
        assert script is not None
        address = urljoin(base, f"{script[3]}_{number}.{script[4]}")
        if address not in seen:
            seen.add(address)
            yield address


def _moved_to(tree: BeautifulSoup, text: str, base: str, characters: int) -> str | None:
    """Where a page without words sends its reader by meta tag or script."""
    for meta in tree.find_all("meta", attrs={"http-equiv": _IS_REFRESH}):
        match = _REFRESH.search(_attribute(meta, "content"))
        if match:
            return _address(base, match[1])
    match = _SCRIPT_MOVE.search(text) if characters < 100 else None
    frame = tree.find(["frame", "iframe"], src=True) if characters < 100 else None
    target = match[1] if match else _attribute(frame, "src")
    return _address(base, target) if target else None
