"""Reads an HTML page: the report's text without the page around it, and the page's metadata.

A page that is no page (a challenge, an error with status 200, an image, a list of links) is
refused with a name, unless it links to an attachment that may hold the report: then it comes back
with a note, and the caller follows the link.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from ingest.errors import ReadError
from ingest.model import Document
from ingest.read import limits
from ingest.read.charset import Decoded, decode_lenient
from ingest.read.furniture import Furniture, load_furniture, squeeze
from ingest.read.links import find_links
from ingest.read.little import LittlePage
from ingest.read.metadata import find_metadata, iso_date
from ingest.read.page import Weights, clean, drop_furniture, find_content, lines_of, parse_page
from ingest.read.paragraphs import Line, join_cut
from ingest.read.source import Source

_LONG = 40
_DATE_TAGS = ("pubdate", "publishdate", "maketime", "article:published_time")
_TITLE_NAMES = re.compile(r"tit(le)?\b|bt\b|biaoti|headline", re.IGNORECASE)
# A site's own name (政府信息公开网) speaks of the government as well, but never of a report.
_TITLE_WORDS = re.compile(r"报告|報告|公报|公報|计划|計劃")
_TITLE_BREAK = re.compile(r"\s*[|_]+\s*|\s+[-–—]+\s+|\s*[-–—]+\s*(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")


def read(source: Source) -> Document:
    """The report of a page. Raises ReadError with a name for a page without one."""
    if len(source.data) > limits.MAX_HTML_BYTES:
        raise ReadError(
            f"{source.label} has {len(source.data):,} bytes of HTML, over the limit of "
            f"{limits.MAX_HTML_BYTES:,}; save the report itself as text.",
            name="too_large",
        )
    decoded = decode_lenient(source.data, declared=source.charset, label=source.label)
    furniture = load_furniture()
    tree = parse_page(decoded.text)
    links = find_links(tree, decoded.text, source.url, furniture)
    title = find_title(tree)
    meta = _meta_tags(tree)
    whole = lines_of(tree)
    weights = Weights(tree)
    drop_furniture(weights, furniture)
    metadata = {**_row_above(whole, furniture), **meta, **find_metadata(_texts(whole))[0]}
    content = find_content(weights, furniture)
    lines = [line for element in content for line in lines_of(element)]
    text = report_text(lines, title, furniture)
    notes = [*decoded.notes]
    if len(squeeze(text)) < furniture.little_text:
        page = LittlePage(source.label, decoded.text, whole, links, content, furniture)
        notes.append(page.note())
    _refuse_lost_characters(source, decoded, text)
    return Document(
        text=text,
        format="html",
        title=title,
        metadata=metadata,
        links=links,
        charset=decoded.charset,
        notes=tuple(notes),
    )


def report_text(lines: list[Line], title: str | None, furniture: Furniture) -> str:
    """The report's paragraphs, one a line, from the lines of the part of the page that holds it."""
    lines = [line for line in lines if not furniture.is_furniture(line.text)]
    lines = _without_tail(lines, furniture)
    lines = _without_head(lines, furniture)
    paragraphs = join_cut(lines)
    if title and paragraphs and not _opens_with(paragraphs, title):
        paragraphs.insert(0, title)
    return "\n".join(paragraphs) + "\n" if paragraphs else ""


def _texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


def _row_above(lines: list[Line], furniture: Furniture) -> dict[str, str]:
    """The publishing date from the row of date and source above the report, if there is one."""
    for line in lines:
        if _is_long(line) and not furniture.is_head(line.text):
            break
        date = iso_date(line.text) if furniture.is_head(line.text) else None
        if date:
            return {"published_on": date}
    return {}


def _is_long(line: Line) -> bool:
    """Whether a line can only be the report's own text."""
    if line.link_share > 0.5:
        return False
    return line.table or len(line.text) >= _LONG or line.text.endswith("。")


def _without_tail(lines: list[Line], furniture: Furniture) -> list[Line]:
    """Without what follows the report: related links, the next article, the attachment list."""
    last = max((n for n, line in enumerate(lines) if _is_long(line)), default=-1)
    end = len(lines)
    for number in range(last + 1, len(lines)):
        if furniture.is_tail(lines[number].text):
            end = number
            break
    _, rows = find_metadata(_texts(lines[last + 1 : end]))
    kept = [n for n in range(last + 1, end) if n - last - 1 not in rows]
    while kept and (lines[kept[-1]].link_share > 0.5 or furniture.is_head(lines[kept[-1]].text)):
        kept.pop()
    return lines[: last + 1] + [lines[n] for n in kept]


def _without_head(lines: list[Line], furniture: Furniture) -> list[Line]:
    """Without what precedes the report: bread crumbs, metadata rows, the row of date and source."""
    # Metadata tables count as long lines; the report starts at the first long line that is none.
    _, rows = find_metadata(_texts(lines))
    first = next(
        (n for n, line in enumerate(lines) if n not in rows and not line.table and _is_long(line)),
        len(lines),
    )
    kept = []
    for number, line in enumerate(lines):
        above = number < first
        if above and (number in rows or line.link_share > 0.5 or furniture.is_head(line.text)):
            continue
        kept.append(line)
    return kept


def _opens_with(paragraphs: list[str], title: str) -> bool:
    """Whether the title stands in the first lines already, in one piece or in several."""
    return squeeze(title) in squeeze("".join(paragraphs[:6])[:400])


def find_title(tree: HtmlElement) -> str | None:
    """The title of the text: the first that speaks of a report, otherwise the first there is."""
    candidates = [
        *(each.get("content", "") for each in _metas(tree, "articletitle", "og:title")),
        *(clean(each.text_content()) for each in tree.iter("h1")),
        *_titled_elements(tree),
        *(part for each in tree.iter("title") for part in _title_parts(each.text_content())),
    ]
    usable = [text for each in candidates if 2 <= len(text := clean(each)) <= 120]
    telling = [text for text in usable if _TITLE_WORDS.search(squeeze(text))]
    return next(iter(telling or usable), None)


def _title_parts(title: str) -> list[str]:
    """The parts of a browser title (text, column, site, in any order), that with a year first."""
    parts = [part for part in _TITLE_BREAK.split(clean(title)) if part]
    if len(parts) == 1 and all(len(word) >= 4 for word in title.split()):
        parts = title.split()  # 示例区人民政府 政府工作报告 示例区2031年政府工作报告
    return sorted(parts, key=lambda part: not (_YEAR.search(part) and _TITLE_WORDS.search(part)))


def _titled_elements(tree: HtmlElement) -> list[str]:
    """Texts of short elements that are called a title."""
    found: list[str] = []
    for element in tree.iter("div", "p", "h2", "h3", "td", "span", "ucaptitle"):
        names = f"{element.get('id') or ''} {element.get('class') or ''}"
        if element.tag == "ucaptitle" or _TITLE_NAMES.search(names):
            text = element.text_content().strip()
            if len(text) <= 120 and len(found) < 20:
                found.append(text)
    return found


def _metas(tree: HtmlElement, *names: str) -> list[HtmlElement]:
    return [
        each
        for each in tree.iter("meta")
        if (each.get("name") or each.get("property") or "").lower() in names
    ]


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    """What the meta tags of government sites say: PubDate and ContentSource."""
    found: dict[str, str] = {}
    for each in _metas(tree, *_DATE_TAGS):
        date = iso_date(each.get("content", ""))
        if date:
            found.setdefault("published_on", date)
    for each in _metas(tree, "contentsource"):
        source = clean(each.get("content", ""))
        if 2 <= len(source) <= 60:
            found.setdefault("issuer", source)
    return found


def _refuse_lost_characters(source: Source, decoded: Decoded, text: str) -> None:
    """A few broken bytes in the page's furniture do no harm; in the report they do."""
    if decoded.broken_at is not None and "\ufffd" in text:
        raise ReadError(
            f"{source.label} has bytes inside the report that are not {decoded.charset}, the first "
            f"at position {decoded.broken_at}; fetch it again or save it as UTF-8.",
            name="undecodable",
        )
