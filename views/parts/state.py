"""Which region, year and language a page shows, and how that gets into its address.

The address carries stable codes (`?region=500102&year=2025`), never labels, so that it means the
same in both languages. Streamlit's own binding of widgets writes the labels, hence this module.
A choice outlives a change of page because it is kept beside the widget as well.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, Literal, cast

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

Language = Literal["zh", "en"]
LANGUAGE_COOKIE = "duixian_lang"


# The language of the run that a thread is in: a page asks some thousand times, and the session's
# state takes twenty microseconds to answer.
_running = threading.local()


def language() -> Language:
    """The language of this session: switched, from the address, the cookie, or the browser."""
    run = get_script_run_ctx(suppress_warning=True)
    if run is None or getattr(_running, "run", None) is not run:
        _running.run, _running.language = run, _session_language()
    return cast(Language, _running.language)


def _session_language() -> Language:
    """What the session's state holds; a new session's choice is put there."""
    chosen = st.session_state.get("language")
    if chosen is None:
        chosen = _first_language()
        st.session_state["language"] = chosen
    return "en" if chosen == "en" else "zh"


def _first_language() -> Language:
    """What a new session starts with; Chinese where the browser says nothing."""
    asked = st.query_params.get("lang") or st.context.cookies.get(LANGUAGE_COOKIE)
    if asked in ("zh", "en"):
        return "en" if asked == "en" else "zh"
    locale = st.context.locale
    return "zh" if not locale or locale.lower().startswith("zh") else "en"


def switch_language(to: Language) -> None:
    """Change the session's language; the address then no longer says another one."""
    st.session_state["language"] = to
    _running.run = None
    if "lang" in st.query_params:
        st.query_params["lang"] = to


def t(zh: str, en: str) -> str:
    """The words of the session's language."""
    return zh if language() == "zh" else en


def recall(name: str, options: Sequence[str], default: str | None) -> str | None:
    """The value of `name` among `options`: the address if it is news, else the choice before."""
    asked = st.query_params.get(name)
    if asked is not None and asked != st.session_state.get(f"address.{name}"):
        st.session_state.pop(f"widget.{name}", None)
        if asked in options:
            return str(asked)
    chosen: str | None = st.session_state.get(f"choice.{name}")
    return chosen if chosen in options else default


def remember(name: str, value: str | None) -> None:
    """Keep the value for the next page and write it into the address."""
    st.session_state[f"choice.{name}"] = value
    st.session_state[f"address.{name}"] = value
    if value is None:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value


def _set(key: str, value: Any) -> None:
    """Give a widget its value even where another page's widget of the same key had it before.

    Streamlit keeps values by page: without this the new page's widget would start at its default
    although `session_state` shows the old page's value under the same key.
    """
    st.session_state[key] = value


def select(
    name: str,
    label: str,
    options: Sequence[str],
    *,
    default: str | None = None,
    words: Callable[[str], str] = str,
    **more: Any,
) -> str:
    """A select box whose value is in the address as `name`; `options` must not be empty."""
    value = recall(name, options, default if default in options else options[0])
    key = f"widget.{name}"
    present = st.session_state.get(key)
    _set(key, present if present in options else value)
    shown = {option: words(option) for option in options}
    chosen = st.selectbox(
        label, options, format_func=lambda one: shown.get(one, one), key=key, **more
    )
    remember(name, chosen)
    return str(chosen)


def pick(
    name: str, label: str, options: Sequence[str], *, words: Callable[[str], str], default: str
) -> str:
    """One of a few options side by side, whose value is in the address as `name`."""
    key = f"widget.{name}"
    value = recall(name, options, default)
    present = st.session_state.get(key)
    _set(key, present if present in options else value)
    shown = {option: words(option) for option in options}
    chosen = st.segmented_control(
        label, options, format_func=lambda one: shown.get(one, one), key=key, required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    remember(name, chosen)
    return str(chosen)


def pick_several(
    name: str,
    label: str,
    options: Sequence[str],
    *,
    words: Callable[[str], str],
    default: Sequence[str],
) -> list[str]:
    """Any of some options; in the address, joined by commas, where somebody chose them.

    Until then they follow `default`, which another region has otherwise. In a list that opens:
    two dozen buttons are a phone's whole screen, and cost a browser a tenth of a second.
    """
    key, chosen_key, asked = f"widget.{name}", f"chosen.{name}", st.query_params.get(name)
    if asked is not None and asked != st.session_state.get(f"address.{name}"):
        st.session_state[key] = [part for part in asked.split(",") if part in options]
        st.session_state[chosen_key] = True
    kept = [part for part in st.session_state.get(key, []) if part in options]
    if not kept or not st.session_state.get(chosen_key):
        kept = list(default)
    _set(key, kept)
    shown = {option: words(option) for option in options}
    chosen = st.multiselect(
        label, options, key=key,
        on_change=lambda: st.session_state.update({chosen_key: True}),
        format_func=lambda one: shown.get(one, one),
    )  # fmt: skip
    remember(name, ",".join(chosen) if chosen and list(chosen) != list(default) else None)
    return list(chosen) or list(default)


def text(name: str, label: str, **more: Any) -> str:
    """A line of text whose stripped value is in the address as `name`."""
    asked, key = st.query_params.get(name), f"widget.{name}"
    if asked is not None and asked != st.session_state.get(f"address.{name}"):
        st.session_state[key] = asked
    elif key not in st.session_state:
        st.session_state[key] = st.session_state.get(f"choice.{name}") or ""
    _set(key, st.session_state[key])
    words = str(st.text_input(label, key=key, **more)).strip()
    remember(name, words or None)
    return words


def select_several(
    name: str,
    label: str,
    options: Sequence[str],
    *,
    default: Sequence[str],
    words: Callable[[str], str] = str,
    most: int = 6,
) -> list[str]:
    """A choice of up to `most` options; in the address they are joined by commas."""
    asked = st.query_params.get(name)
    key = f"widget.{name}"
    if asked is not None and asked != st.session_state.get(f"address.{name}"):
        st.session_state[key] = [part for part in asked.split(",") if part in options][:most]
    if key not in st.session_state:
        kept = (st.session_state.get(f"choice.{name}") or ",".join(default)).split(",")
        st.session_state[key] = [part for part in kept if part in options][:most]
    _set(key, st.session_state[key])
    shown = {option: words(option) for option in options}
    chosen = st.multiselect(
        label, options, format_func=lambda one: shown.get(one, one), key=key, max_selections=most
    )
    remember(name, ",".join(chosen) or None)
    return list(chosen)
