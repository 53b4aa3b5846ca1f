"""Puts measured tables between their marks in a document, so that no figure is typed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def replace_between(path: Path, name: str, lines: Sequence[str]) -> None:
    """Put `lines` between the marks <!-- name --> and <!-- /name --> of the document at `path`.

    Raises ValueError where the document lacks the marks.
    """
    text = path.read_text(encoding="utf-8")
    start, stop = f"<!-- {name} -->", f"<!-- /{name} -->"
    if start not in text or stop not in text:
        raise ValueError(f"{path.name} lacks the marks {start} and {stop}: add them.")
    head, rest = text.split(start, 1)
    tail = rest.split(stop, 1)[1]
    path.write_text("\n".join([f"{head}{start}", *lines, f"{stop}{tail}"]), encoding="utf-8")
