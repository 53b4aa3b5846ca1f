"""What a page shows, as a file: CSV, XLSX or Parquet, safe to open in a spreadsheet.

A cell of text that begins like a formula gets an apostrophe in front, because a report's text must
not run in somebody's spreadsheet. The sentence above the table heads the file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import streamlit as st

from views import data
from views.parts import markup
from views.parts.state import t

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(value: object) -> object:
    """The value as a spreadsheet may hold it: text that begins like a formula is made plain."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def safe_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with every cell of text and every heading made plain."""
    texts = frame.select_dtypes(include=["object", "string", "str", "category"]).columns
    cleaned = frame.copy()
    for name in texts:
        cleaned[name] = [safe(value) for value in frame[name]]
    return cleaned.rename(columns={name: safe(str(name)) for name in cleaned.columns})


def as_csv(frame: pd.DataFrame, sentence: str) -> bytes:
    """UTF-8 with a byte order mark (spreadsheets need it); the first line is the sentence."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([safe(sentence)])
    safe_frame(frame).to_csv(stream, index=False, lineterminator="\r\n")
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8")


def as_parquet(frame: pd.DataFrame, sentence: str) -> bytes:
    """Parquet with the values as they are; the sentence is in the metadata `description`."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    table = table.replace_schema_metadata({b"description": sentence.encode("utf-8")})
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd")
    return stream.getvalue()


def as_xlsx(frame: pd.DataFrame, sentence: str) -> bytes:
    """A workbook with one sheet: the sentence, then the table with its heads fixed."""
    stream = io.BytesIO()
    with pd.ExcelWriter(stream, engine="xlsxwriter") as writer:
        safe_frame(frame).to_excel(writer, sheet_name="duixian", index=False, startrow=1)
        sheet = writer.sheets["duixian"]
        sheet.write_string(0, 0, str(safe(sentence)))
        sheet.freeze_panes(2, 0)
        for column, name in enumerate(frame.columns):
            longest = frame[name].astype(str).str.len().head(200).max() if len(frame) else 0
            sheet.set_column(
                column, column, min(60, max(10, len(str(name)) * 2, int(longest or 0)))
            )
    return stream.getvalue()


_FORMATS: dict[str, tuple[str, Callable[[pd.DataFrame, str], bytes]]] = {
    "csv": ("text/csv", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "parquet": ("application/vnd.apache.parquet", as_parquet),
}


def heading(sentence: str, what: str, reports: int | None = None) -> str:
    """The head of a file whose rows are no single report's: what they were worked out from.

    `what` names the table and the measure; a version of the data always gives the same figures.
    """
    of = "" if reports is None else t(f"，依据{reports:,}份报告", f", from {reports:,} reports")
    version = data.version()
    return sentence + t(
        f"（Duixian 数据版本{version}{of}；{what}）",
        f" (Duixian, data version {version}{of}; {what})",
    )


def offer(table: pd.DataFrame | Callable[[], pd.DataFrame], sentence: str, name: str) -> None:
    """A quiet button under a table that opens the three formats; files are made when asked for.

    A table that costs time is given as a function. It runs outside of the page, where no session
    and hence no language is known: it must not use `t`.
    """

    def frame() -> pd.DataFrame:
        return table if isinstance(table, pd.DataFrame) else table()

    markup.put_out()
    with st.popover(t("下载", "Download"), icon=":material/download:"):
        for suffix, (media_type, make) in _FORMATS.items():
            st.download_button(
                suffix.upper(),
                data=lambda make=make: make(frame(), sentence),
                file_name=f"duixian-{name}.{suffix}",
                mime=media_type,
                key=f"download.{name}.{suffix}",
                on_click="ignore",
                type="tertiary",
            )
