"""Who may do what: reading is open, writing and free queries can be closed.

`DUIXIAN_PUBLIC=1` takes the pages Ingest and SQL away altogether. `DUIXIAN_LOGIN=1` keeps them
behind Streamlit's OIDC login, whose provider stands in `.streamlit/secrets.toml`.
"""

from __future__ import annotations

import os

import streamlit as st
from markupsafe import Markup
from streamlit.errors import StreamlitAPIException

from views.parts import markup
from views.parts.state import t

GUARDED = frozenset({"ingest", "sql"})


def _switched_on(name: str) -> bool:
    """Whether a variable of the environment says yes."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def closed_pages() -> frozenset[str]:
    """Names of the pages that don't exist in this installation."""
    return GUARDED if _switched_on("DUIXIAN_PUBLIC") else frozenset()


def require(page: str) -> None:
    """Stop the page unless this visitor may use it; the navigation alone is no guard."""
    if page in closed_pages():
        markup.notice(
            t(
                "此网站只供查看：导入和 SQL 已关闭。",
                "This site is for reading only: ingest and SQL are switched off.",
            )
        )
        st.stop()
    if _switched_on("DUIXIAN_LOGIN") and not _logged_in():
        _ask_to_log_in()
        st.stop()


def _logged_in() -> bool:
    """Whether the visitor has logged in; False where no provider is configured."""
    return bool(getattr(st.user, "is_logged_in", False))


def log_out_button() -> None:
    """The way out for a visitor who has logged in, with the name the provider gave."""
    if not _switched_on("DUIXIAN_LOGIN") or not _logged_in():
        return
    name = str(getattr(st.user, "email", None) or getattr(st.user, "name", None) or "")
    markup.show(Markup('<p class="dx-quiet">{}</p>').format(name))
    st.button(t("退出登录", "Log out"), on_click=st.logout)


def _ask_to_log_in() -> None:
    """Say that a login is needed, with the button for it."""
    markup.notice(t("此页面需要登录。", "This page needs a login."))
    if st.button(t("登录", "Log in"), type="primary"):
        try:
            st.login()
        except StreamlitAPIException:
            markup.problem(
                t(
                    "登录尚未配置：请管理员在 .streamlit/secrets.toml 中填写 [auth]。",
                    "Login isn't configured: the administrator has to fill in [auth] in "
                    ".streamlit/secrets.toml.",
                )
            )
