"""Who may do what: reading is open, writing and free queries can be closed.

`DUIXIAN_PUBLIC=1` takes the pages Ingest and SQL and corrections away altogether. `DUIXIAN_LOGIN=1`
keeps them behind Streamlit's OIDC login (docs/deploy.md); `DUIXIAN_EDITORS` names the addresses and
@domains that a login counts for, because some providers let everybody in.
"""

from __future__ import annotations

import os

import streamlit as st
from markupsafe import Markup
from streamlit.errors import StreamlitAPIException

from views.parts import markup
from views.parts.state import t

GUARDED = frozenset({"ingest", "sql", "correct"})


def _switched_on(name: str) -> bool:
    """Whether a variable of the environment says yes."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def closed_pages() -> frozenset[str]:
    """Names of the pages (and of `correct`) that don't exist in this installation."""
    return GUARDED if _switched_on("DUIXIAN_PUBLIC") else frozenset()


def may(page: str) -> bool:
    """Whether this visitor may use a guarded page now, so that others aren't led to it."""
    if page in closed_pages():
        return False
    return not _switched_on("DUIXIAN_LOGIN") or (_logged_in() and _editor())


def require(page: str) -> None:
    """Stop the page unless this visitor may use it; the navigation alone is no guard."""
    if may(page):
        return
    if page in closed_pages():
        markup.notice(
            t(
                "此网站只供查看：导入、更正和 SQL 已关闭。",
                "This site is for reading only: ingest, corrections and SQL are switched off.",
            )
        )
    elif _logged_in():
        markup.notice(
            t(
                "您已登录，但没有这里的权限：请管理员把您的邮箱加入 DUIXIAN_EDITORS。",
                "You are logged in but may not work here: ask the administrator to add your "
                "address to DUIXIAN_EDITORS.",
            )
        )
    else:
        _ask_to_log_in()
    st.stop()


def _logged_in() -> bool:
    """Whether the visitor has logged in; False where no provider is configured."""
    return bool(getattr(st.user, "is_logged_in", False))


def _editor() -> bool:
    """Whether the address of the login is one that counts; all do where none are named.

    An address that the provider says it hasn't verified could be anybody's.
    """
    named = os.environ.get("DUIXIAN_EDITORS", "").lower().replace(",", " ").split()
    if not named:
        return True
    email = str(getattr(st.user, "email", None) or "").lower()
    verified = getattr(st.user, "email_verified", True) not in (False, "false")
    return verified and (email in named or f"@{email.rpartition('@')[2]}" in named)


def logged_in() -> bool:
    """Whether a login is asked for here and this visitor has one."""
    return _switched_on("DUIXIAN_LOGIN") and _logged_in()


def user_name() -> str:
    """The name that the provider gave, with the address; empty without a login."""
    if not logged_in():
        return ""
    name, email = (str(getattr(st.user, key, None) or "") for key in ("name", "email"))
    return f"{name} <{email}>" if name and email else name or email


def log_out_button() -> None:
    """The way out for a visitor who has logged in, with the name the provider gave."""
    if not logged_in():
        return
    markup.show(Markup('<p class="dx-quiet">{}</p>').format(user_name()))
    st.button(t("退出登录", "Log out"), on_click=st.logout)


def _ask_to_log_in() -> None:
    """Say that a login is needed, with the button for it."""
    markup.notice(t("此页面需要登录。", "This page needs a login."))
    # `page.js` knows the button by its key, and comes back to this page after the login.
    if st.button(t("登录", "Log in"), type="primary", key="access-login"):
        try:
            st.login()
        except StreamlitAPIException:
            markup.problem(
                t(
                    "登录尚未配置：请管理员按 docs/deploy.md 填写 [auth]。",
                    "Login isn't configured: the administrator has to fill in [auth], as "
                    "docs/deploy.md says.",
                )
            )
