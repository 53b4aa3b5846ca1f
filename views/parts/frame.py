"""What stands around every page: set-up, the language switch, and errors in one plain sentence."""

from __future__ import annotations

import gc
import logging
import sys
from functools import cache
from pathlib import Path

import duckdb
import streamlit as st
from markupsafe import Markup

from compare.errors import CompareError
from ingest.errors import IngestError
from views import data
from views.parts import access, correction_form, early, markup, problems
from views.parts.state import Language, language, switch_language, t
from warehouse.errors import NotPublishedError, WarehouseError

log = logging.getLogger("duixian.app")

# How often an open page looks for a newer version of the data.
WATCH_SECONDS = 5.0
# How long a thread of Python goes on before another one gets its turn.
SWITCH_SECONDS = 0.0005


@cache
def settle() -> None:
    """Once a process, when all is imported: less waiting between threads, no search of old objects.

    A page is made in a thread of its own, and each of its some fifty messages wakes the server's
    thread; Python's usual five milliseconds before the page gets on would be a quarter second a
    page. The modules' million objects stay as long as the process, so that the collector of garbage
    needn't look through them while somebody waits.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.collect()
    gc.freeze()


def configure() -> None:
    """The page's title and layout, the style sheet, the switch of language."""
    settle()
    st.set_page_config(
        page_title=t("兑现 Duixian", "Duixian 兑现"),
        page_icon=str(Path(__file__).with_name("icon.png")),
        layout="wide",
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    # As in .streamlit/config.toml, which is found only where the app is started in its own folder.
    st.set_option("client.showErrorDetails", "none")
    st.set_option("client.disableDataExport", True)
    markup.load_assets()


def run(page: st.Page) -> None:
    """The sidebar's switches, then the page and, at the foot, the version that it shows."""
    markup.show(
        Markup(
            '<span id="dx-language" data-dx-language="{}" data-dx-early="{}" data-dx-user="{}" '
            "hidden>{}</span>"
        ).format(
            language(),
            " ".join(early.files(page.url_path or "overview")),
            int(access.logged_in()),
            " ",
        )
    )
    with st.sidebar:
        _language_switch()
        access.log_out_button()
    with data.one_version():
        _page(page)
        with st.sidebar:
            _foot()
        correction_form.open_asked()


def _page(page: st.Page) -> None:
    """The page; what goes wrong is said without a traceback."""
    try:
        page.run()
    except NotPublishedError:
        nothing_yet()
    except (WarehouseError, IngestError, CompareError) as error:
        markup.problem(problems.said(error))
    except duckdb.Error:
        log.exception("a query of the page failed")
        markup.problem(
            t(
                "读取数据时出错，请刷新页面；如仍出现，请运行 duixian doctor。",
                "The data couldn't be read: reload the page, and run `duixian doctor` if it stays.",
            )
        )


def nothing_yet() -> None:
    """The empty state of the whole app: how to get the first report in."""
    markup.headline(t("兑现：说到，做到了吗？", "Duixian: did the district deliver?"))
    markup.notice(
        t(
            "这里还没有任何报告。请到“导入”页上传或粘贴一份政府工作报告，"
            "或在终端运行 `duixian demo` 载入示例。",
            "There is no report here yet. Upload or paste a government work report on the page "
            "“Ingest”, or run `duixian demo` in a terminal to load the samples.",
        )
    )


def _language_switch() -> None:
    """中文 or English; the choice stays for the session and, by a cookie, for the next visit."""
    st.session_state["switch.language"] = language()
    st.segmented_control(
        "语言 Language",
        ["zh", "en"],
        format_func={"zh": "中文", "en": "English"}.get,
        key="switch.language",
        on_change=_switched,
        label_visibility="collapsed",
    )


def _switched() -> None:
    """Take the choice over; a second click on the same language changes nothing."""
    chosen: Language | None = st.session_state["switch.language"]
    if chosen is not None:
        switch_language(chosen)


def _foot() -> None:
    """Which version of the data the page shows; a newer one makes the page run again."""
    st.session_state["shown.version"] = data.version()
    st.session_state["shown.now"] = True
    _watch()


@st.fragment(run_every=WATCH_SECONDS)
def _watch() -> None:
    """Look for a newer version now and then; costs one readlink.

    Not at the page's own run: where publications follow each other more quickly than a page is
    made, it would run again and again and never be finished.
    """
    shown = st.session_state.get("shown.version")
    if not st.session_state.pop("shown.now", False) and data.newest() != shown:
        st.rerun()
    if shown is not None:
        words = t(f"数据版本 {shown}", f"Data version {shown}")
        markup.show(Markup('<p class="dx-quiet dx-version">{}</p>').format(words))
