"""The Streamlit face: configuration and navigation only; the pages are in `views/`."""

from __future__ import annotations

import streamlit as st

from views.parts import frame
from views.parts.access import closed_pages
from views.parts.state import t


def pages() -> dict[str, list[st.Page]]:
    """The pages by section; a page that is closed here isn't in the list at all."""
    closed = closed_pages()
    sections = {
        t("查看", "Look"): [
            ("overview", t("总览", "Overview"), ":material/grid_view:"),
            ("district", t("地区", "District"), ":material/location_city:"),
            ("indicator", t("指标", "Indicator"), ":material/monitoring:"),
            ("regions", t("地区比较", "Compare regions"), ":material/compare_arrows:"),
            ("reports", t("报告对照", "Report to report"), ":material/difference:"),
        ],
        t("工作台", "Work"): [
            ("ingest", t("导入", "Ingest"), ":material/upload_file:"),
            ("sql", "SQL", ":material/terminal:"),
        ],
        t("说明", "Help"): [("about", t("方法", "About the method"), ":material/menu_book:")],
    }
    built = {
        section: [
            st.Page(
                f"views/{name}.py",
                title=title,
                icon=icon,
                url_path=name,
                default=name == "overview",
            )
            for name, title, icon in entries
            if name not in closed
        ]
        for section, entries in sections.items()
    }
    return {section: entries for section, entries in built.items() if entries}


def main() -> None:
    """Set the page up, show the navigation, run the page."""
    frame.configure()
    page = st.navigation(pages())
    frame.run(page)


main()
