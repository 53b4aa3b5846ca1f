"""From a report's address to the bytes of the whole report.

A report may be one page, several pages (put together in page order into one document), or a page
that only announces an attachment (which is taken instead). What a page says about itself is judged
here only as far as it takes to know which bytes to fetch; reading them is the business of
`ingest.read`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from lxml.html import HtmlElement, tostring

from ingest.errors import FetchError, ReadError
from ingest.fetch.limits import Limits
from ingest.fetch.page import read_page
from ingest.fetch.record import Attempt, Fetched
from ingest.read.charset import decode_lenient
from ingest.read.furniture import Furniture, load_furniture
from ingest.read.links import find_links, is_attachment
from ingest.read.page import Weights, drop_furniture, find_content, parse_page
from ingest.read.registry import sniff
from ingest.read.source import Source

# Running text below which a page with attachments only announces them. Reports have thousands of
# characters; the notices that carry them have a few hundred.
ANNOUNCEMENT = 1_500
_MOVES = 3
_REPORT_WORDS = ("工作报告", "报告", "计划", "公报")


class Get(Protocol):
    """Fetches an address; raises FetchError."""

    def __call__(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """Fetch the address, or learn that it is as it was."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole report as bytes. `attempt` is the record of its first page.

    `pages` are the bytes of the pages that it was put together from, where it was; `notes` say in
    plain sentences what was done.
    """

    body: bytes
    attempt: Attempt
    url: str
    media_type: str | None = None
    charset: str | None = None
    name: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    pages: tuple[bytes, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def not_modified(self) -> bool:
        """Whether the site said that nothing changed."""
        return self.attempt.outcome == "not_modified"


def fetch_report(
    get: Get,
    url: str,
    limits: Limits,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
) -> Whole:
    """Fetch a report with all its parts.

    Args:
        get: fetches one address.
        url: the report's address.
        limits: how many parts and attachments are followed.
        etag: validator of an earlier fetch; the answer may then be `not_modified`.
        last_modified: the other validator.

    Raises:
        FetchError: of the page, of a part that is missing, or of every attachment.
        ReadError: the bytes are of a kind that is never read (a picture, a program).

    """
    first = get(url, etag=etag, last_modified=last_modified)
    if first.not_modified:
        return Whole(b"", first.attempt, url)
    landed = _landed(get, first, limits)
    if not _is_html(landed):
        return _as_it_is(landed, first.attempt)
    page = _Html(landed)
    attachments, parts = page.attachments(), page.parts()
    if attachments and page.weight < ANNOUNCEMENT:
        return _attachment(get, attachments, first.attempt, limits)
    if parts:
        return _together(get, landed, first.attempt, limits)
    return _as_it_is(landed, first.attempt)


class _Html:
    """A page as a tree with its links; made only where it has to be looked into."""

    def __init__(self, fetched: Fetched) -> None:
        decoded = decode_lenient(fetched.body, declared=fetched.charset, label=fetched.url)
        self._furniture: Furniture = load_furniture()
        self.tree: HtmlElement = parse_page(decoded.text)
        self.links = find_links(self.tree, decoded.text, fetched.url, self._furniture)
        self._weights = Weights(self.tree)
        self.weight = self._weights.total

    def attachments(self) -> list[tuple[str, str]]:
        """Words and addresses of files, those that speak of a report first."""
        found = [link for link in self.links if is_attachment(*link, self._furniture)]
        return sorted(found, key=lambda link: _rank(link[0] + link[1]))

    def parts(self) -> list[str]:
        """Addresses of the pages that the text goes on in."""
        return [url for text, url in self.links if not is_attachment(text, url, self._furniture)]

    def content(self) -> list[HtmlElement]:
        """The elements that hold the text."""
        drop_furniture(self._weights, self._furniture)
        return find_content(self._weights, self._furniture)


def _rank(words: str) -> int:
    """How far from the front an attachment belongs."""
    return next((n for n, word in enumerate(_REPORT_WORDS) if word in words), len(_REPORT_WORDS))


def _landed(get: Get, fetched: Fetched, limits: Limits) -> Fetched:
    """Follow pages without words that send a browser on by tag or script."""
    seen = {fetched.url}
    for _ in range(_MOVES):
        if not _is_html(fetched):
            break
        moved = read_page(fetched, limits.page_links).moved_to
        if moved is None or moved in seen:
            break
        seen.add(moved)
        fetched = get(moved)
    return fetched


def _is_html(fetched: Fetched) -> bool:
    source = Source(fetched.body, fetched.file_name, fetched.media_type, None, fetched.url)
    return sniff(source).name == "html"


def _as_it_is(fetched: Fetched, attempt: Attempt, name: str | None = None) -> Whole:
    return Whole(
        fetched.body,
        attempt,
        fetched.url,
        media_type=fetched.media_type,
        charset=fetched.charset,
        name=name,
        headers=tuple(fetched.headers.items()),
    )


def _attachment(
    get: Get, attachments: list[tuple[str, str]], attempt: Attempt, limits: Limits
) -> Whole:
    """The first attachment that can be fetched and is of a kind that can be read."""
    errors: list[FetchError | ReadError] = []
    for words, url in attachments[: limits.attachments]:
        try:
            fetched = get(url)
            _is_html(fetched)
        except (FetchError, ReadError) as error:
            errors.append(error)
            continue
        suffix = "." + url.rsplit(".", 1)[-1][:5]
        name = words if words.endswith(suffix) else f"{words}{suffix}"
        whole = _as_it_is(fetched, attempt, name)
        return replace(whole, notes=(f"The report is read from the attachment {url}.",))
    raise errors[0]


def _together(get: Get, first: Fetched, attempt: Attempt, limits: Limits) -> Whole:
    """The pages of a split report as one document: the later texts appended to the first's."""
    pages = list(_all_pages(get, first, limits))
    front = _Html(pages[0])
    home = front.content()[-1]
    for fetched in pages[1:]:
        for element in _Html(fetched).content():
            home.append(element)
    for meta in list(front.tree.iter("meta")):
        if meta.get("charset") or (meta.get("http-equiv") or "").lower() == "content-type":
            meta.drop_tree()
    note = f"The report is put together from {len(pages)} pages."
    return Whole(
        tostring(front.tree, encoding="utf-8", doctype="<!DOCTYPE html>"),
        attempt,
        first.url,
        media_type="text/html",
        charset="utf-8",
        headers=tuple(first.headers.items()),
        pages=tuple(page.body for page in pages),
        notes=(note,),
    )


def _all_pages(get: Get, first: Fetched, limits: Limits) -> Iterator[Fetched]:
    """The pages in order; a missing one is a failure, because half a report is none."""
    yield first
    seen, waiting = {first.url}, _Html(first).parts()
    while waiting:
        url = waiting.pop(0)
        if url in seen:
            continue
        if len(seen) >= limits.parts:
            raise FetchError(
                f"{first.url} goes on over more than {limits.parts} pages; raise "
                "DUIXIAN_FETCH_PARTS if that is right.",
                name="too_many_parts",
            )
        fetched = get(url)
        seen |= {url, fetched.url}
        yield fetched
        waiting += [more for more in _Html(fetched).parts() if more not in seen]
