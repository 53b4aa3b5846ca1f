"""A table of many rows that scrolls in its own frame and is sorted by a click on a column's head.

It is HTML that we write ourselves: a browser draws it in a third of the time that Streamlit's grid
takes to load, its links can be opened in a new tab, its text can be searched, copied and read
aloud. Everything in it is escaped unless it is Markup; the sorting is a few lines in `page.js`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup, escape

from views.parts import markup, numbers
from views.parts.state import t

# Rows shown at first; all others are one click away, and cost the browser some tenths of a second.
FIRST_ROWS = 100


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its cells, and the numbers to sort by where the words don't give them."""

    head: str
    cells: Sequence[object]
    order: Sequence[object] | None = None


def rows_shown(total: int, name: str) -> int:
    """How many of `total` rows to show: the first ones, or all where somebody asks for them."""
    if total <= FIRST_ROWS:
        return total
    markup.put_out()
    words = t(f"列出全部{total:,}行", f"List all {total:,} rows")
    return total if st.toggle(words, key=f"all.{name}") else FIRST_ROWS


def note(shown: int, total: int) -> str:
    """What the sentence above a table says where rows are left out; empty where none is."""
    if shown == total:
        return ""
    return t(
        f"（先列前{shown}个，也只在其中排序；下载文件中有全部）",
        f" (the first {shown}, sorted among themselves; the download has all)",
    )


def show(columns: Sequence[Column], *, name: str) -> None:
    """Show the table; `name` says what it holds."""
    markup.show(html(columns, name))


def html(columns: Sequence[Column], name: str) -> Markup:
    """The table; its frame can be reached and scrolled by the keyboard."""
    heads = "".join(
        f'<th scope="col" aria-sort="none"><button type="button" class="dx-sort">'
        f"{escape(column.head)}</button></th>"
        for column in columns
    )
    cells = [_cells(column) for column in columns]
    lines = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*cells, strict=True))
    return Markup(
        '<div class="dx-scroll dx-grid" role="region" tabindex="0" aria-label="{}">'
        '<table class="dx-plain"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(name, Markup(heads), Markup(lines))  # noqa: S704 - each cell was escaped


def _cells(column: Column) -> list[str]:
    """The cells of a column as HTML; one without a number to sort by comes last."""
    if column.order is None:
        return [f"<td>{escape(cell)}</td>" for cell in column.cells]
    return [
        f'<td data-order="{"" if numbers.missing(value) else escape(value)}">{escape(cell)}</td>'
        for cell, value in zip(column.cells, column.order, strict=True)
    ]
