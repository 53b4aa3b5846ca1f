"""Has a browser load what a page will need before the page asks for it.

Streamlit loads the code of a widget or a chart when the first one is drawn, and charts come last:
their 1.5 MB would be read only after the page's tables are there. The browser has nothing to do
while the server makes the page, so `page.js` asks for these files first. They are the very files
that Streamlit asks for; where a name is not found, that one is left out and nothing else changes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit

_CHARTS = ("ArrowVegaLiteChart", "embed", "vega-interpreter")
_NEEDED = {
    "overview": ("TextInput", "Selectbox"),
    "district": ("Selectbox", "Multiselect", *_CHARTS),
    "indicator": ("Selectbox", *_CHARTS),
    "regions": ("Multiselect", *_CHARTS),
    "reports": ("Selectbox",),
    "ingest": ("FileUploader", "TextArea"),
    "sql": ("TextArea", "Selectbox"),
}


def files(page: str) -> list[str]:
    """Names of the files of Streamlit's own code that a page needs beside what every page does."""
    present = _present()
    return [present[name] for name in _NEEDED.get(page, ()) if name in present]


@cache
def _present() -> dict[str, str]:
    """The code files of the installed Streamlit by their names without their version."""
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    return {file.name.split(".")[0]: file.name for file in sorted(folder.glob("*.js"))}
