"""HTML that the app writes itself: everything from a report is escaped on its way in.

`Markup.format` escapes each argument that isn't Markup already, so a report's text can't become a
tag; Streamlit sanitises the result once more. Nothing here ever uses `st.markdown` for such text.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from markupsafe import Markup, escape

from views.parts.state import t
from views.parts.verdicts import Look

_HERE = Path(__file__).parent


@cache
def _asset(name: str) -> str:
    """A file beside this one, read once."""
    return (_HERE / name).read_text(encoding="utf-8")


def load_assets() -> None:
    """The style sheet and the page's script; both are fixed texts of ours."""
    st.html(f"<style>{_asset('style.css')}</style>")
    st.html(f"<script>{_asset('page.js')}</script>", unsafe_allow_javascript=True)


class _Gathered(threading.local):
    """What the block of `together` in this thread has gathered; None outside of one."""

    parts: list[Markup] | None = None


_gathered = _Gathered()


def show(body: Markup) -> None:
    """Put our own HTML on the page."""
    if _gathered.parts is None:
        st.html(str(body))
    else:
        _gathered.parts.append(body)


@contextmanager
def together() -> Iterator[None]:
    """Make one element of the HTML that is shown in the block up to a chart or a download.

    A browser spends some ten milliseconds on each element of Streamlit's, whatever it holds.
    Another widget may not stand in the block: it would come before what was shown above it.
    """
    if _gathered.parts is not None:  # the outer block shows it
        yield
        return
    _gathered.parts = []
    try:
        yield
        put_out()
    finally:
        _gathered.parts = None


def put_out() -> None:
    """Put what was gathered on the page now, because a chart or a widget comes next."""
    parts = _gathered.parts
    if parts:
        st.html(str(Markup("").join(parts)))
        parts.clear()


def join(parts: Iterable[object], between: str = "") -> Markup:
    """The parts after one another, each escaped unless it is Markup."""
    return escape(between).join(escape(part) for part in parts)


def chip(look: Look) -> Markup:
    """A verdict or a change as a coloured chip with sign and word."""
    return Markup(
        '<span class="dx-chip" style="--c:{}"><b aria-hidden="true">{}</b>{}</span>'
    ).format(look.colour, look.sign, look.word)


def section(title: str, anchor: str) -> None:
    """The head of a part of the page; an address that ends in `#anchor` leads to it."""
    show(
        Markup(
            '<h3 class="dx-section" id="{0}">{1}<a href="#{0}" target="_self" aria-label="{2}">#'
            "</a></h3>"
        ).format(anchor, title, t("链接到这一节", "Link to this part"))
    )


def sentence(text: str) -> None:
    """The plain sentence above a table."""
    show(Markup('<p class="dx-says">{}</p>').format(text))


def notice(text: str) -> None:
    """A quiet box that says what to do where there is nothing to show; `commands` in backticks."""
    parts = text.split("`")
    marked = join(
        Markup("<code>{}</code>").format(part) if place % 2 else part
        for place, part in enumerate(parts)
    )
    show(Markup('<div class="dx-empty" role="status">{}</div>').format(marked))


def headline(text: str) -> None:
    """The page's first line, where it may hold a name from a report."""
    show(Markup('<div class="dx-hero"><h1>{}</h1></div>').format(text))


def problem(text: str) -> None:
    """What went wrong, in one plain sentence."""
    show(Markup('<div class="dx-problem" role="alert">{}</div>').format(text))


def link(address: object, words: str) -> Markup:
    """A link for http and https addresses; anything else is shown as plain text."""
    if not isinstance(address, str) or urlsplit(address).scheme not in ("http", "https"):
        return Markup("<span>{}</span>").format(words)
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer nofollow">{}</a>').format(
        address, words
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its cells, and what opens under it."""

    cells: Sequence[object]
    inside: Markup | None = None
    anchor: str = ""
    open: bool = False


def table(heads: Sequence[str], rows: Sequence[Row], *, widths: str, name: str) -> None:
    """A table whose rows open; `widths` is a CSS grid template, `name` says what it holds.

    On a phone each row becomes a card whose cells carry their heads.
    """
    head = join(Markup("<span>{}</span>").format(word) for word in heads)
    body = join(_row(heads, row) for row in rows)
    show(
        Markup(
            '<div class="dx-table" style="--cols:{}" role="group" aria-label="{}">'
            '<div class="dx-head" aria-hidden="true">{}</div>{}</div>'
        ).format(widths, name, head, body)
    )


def _row(heads: Sequence[str], row: Row) -> Markup:
    """One row, as a disclosure where something opens under it."""
    cells = join(
        Markup('<span class="dx-cell" data-head="{}">{}</span>').format(head, cell)
        for head, cell in zip(heads, row.cells, strict=True)
    )
    if row.inside is None:
        return Markup('<div class="dx-row">{}</div>').format(cells)
    return Markup(
        '<details id="{}" {}><summary class="dx-row" title="{}">{}</summary>'
        '<div class="dx-inside">{}</div></details>'
    ).format(
        row.anchor,
        Markup("open data-dx-asked") if row.open else "",
        t("点开查看原文", "Open the sentences"),
        cells,
        row.inside,
    )


def plain_table(heads: Sequence[str], rows: Sequence[Sequence[object]], look: str = "") -> Markup:
    """A small real table that scrolls sideways on a phone; `look` is one more class of ours."""
    head = join(Markup("<th scope='col'>{}</th>").format(word) for word in heads)
    lines = join(
        Markup("<tr>{}</tr>").format(join(Markup("<td>{}</td>").format(cell) for cell in row))
        for row in rows
    )
    return Markup(
        '<div class="dx-scroll"><table class="dx-plain {}"><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(look, head, lines)
