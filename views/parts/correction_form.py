"""The dialogs that correct an observation and take a correction back; the address opens them.

`?correct=4711` and `?undo=3` on any page, from the links under a sentence. Each goes through the
writer's lock and publishes, so that the page shows it with its next run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from markupsafe import Markup

from assembly import open_writer
from views import data
from views.parts import access, corrections, evidence, markup, numbers, problems
from views.parts.intake import LOCK_SECONDS
from views.parts.state import t
from warehouse import matches
from warehouse.corrections import NEVER_EMPTY
from warehouse.errors import WarehouseError
from warehouse.store import Writer

Record = dict[str, Any]
ASKED = ("correct", "undo")
DONE = "correction.done"
LONGEST = 400


def open_asked() -> None:
    """Open the dialog that the address asks for, and say what the last one did."""
    if done := st.session_state.pop(DONE, None):
        st.toast(done, icon=":material/check:")
    for name, title, body in (
        ("correct", t("更正这个数据", "Correct this figure"), _correct),
        ("undo", t("撤销更正", "Undo a correction"), _undo),
    ):
        asked = str(st.query_params.get(name, ""))
        if asked.isascii() and asked.isdigit() and len(asked) < 19:
            st.dialog(title, width="medium", on_dismiss=_close)(body)(int(asked))
            return


def _close() -> None:
    """The address no longer asks for a dialog."""
    for name in ASKED:
        st.query_params.pop(name, None)


def _correct(observation_id: int) -> None:
    """The sentence, the field, what holds instead, the reason and the name."""
    access.require("correct")
    row = data.observation_whole(observation_id)
    if row is None:
        markup.problem(
            t(
                f"没有编号为 {observation_id} 的数据：它可能已被重新提取，请回到页面再选一次。",
                f"There is no figure number {observation_id}: it may have been extracted anew; "
                "go back to the page and choose it again.",
            )
        )
        return
    markup.show(
        Markup('<p class="dx-quiet">{}</p>').format(
            t(
                f"{row['region']}，{row['report_year']}年报告",
                f"{row['region']}, report of {row['report_year']}",
            )
        )
    )
    markup.show(evidence.marked(row))
    targets = _targets(row)
    words = {
        name: corrections.field(name)
        for name in corrections.FIELDS
        if name != matches.FIELD or (targets and str(row["role"]) != "target")
    }
    chosen = st.selectbox(
        t("哪一项不对", "What is wrong"),
        list(words),
        format_func=words.__getitem__,
        key="correction.field",
    )
    with st.form("correction.form", border=False):
        new = _value_widget(row, chosen, targets)
        note = _line(t("理由（在哪里可以看到）", "Why, and where one can see it"), "note")
        name = _name()
        go = st.form_submit_button(t("更正并发布", "Correct and publish"), type="primary")
    if go:
        _carry_out(
            lambda writer: writer.correct(
                observation_id, chosen, new.strip() or None, author=name, note=note.strip()
            ),
            t("已更正，并已发布。", "Corrected and published."),
        )


def _written(row: Record, name: str) -> str:
    """A field as a correction writes it."""
    held = row[name]
    if numbers.missing(held):
        return ""
    if isinstance(held, bool):
        return str(held).lower()
    return f"{held:.15g}" if isinstance(held, float) else str(held)


def _value_widget(row: Record, name: str, targets: dict[str, str]) -> str:
    """The widget that fits the field, with what it holds now; gives the text of the new value."""
    label = t(f"正确的{corrections.field(name)}", f"The right {corrections.field(name)}")
    words: dict[str, str] = {}
    if name == matches.FIELD:
        words = targets
    elif name == "indicator_id":
        words = corrections.indicator_words()
    elif name in corrections.CHOICES:
        words = {key: t(*pair) for key, pair in corrections.CHOICES[name].items()}
    if not words:
        return str(st.text_input(label, value=_written(row, name), max_chars=200))
    if name not in NEVER_EMPTY:
        words = {"": t("（空）", "(none)"), **words}
    options = list(words)
    held = "" if name == matches.FIELD else _written(row, name)
    place = options.index(held) if held in options else 0
    return str(st.selectbox(label, options, index=place, format_func=words.__getitem__) or "")


def _targets(row: Record) -> dict[str, str]:
    """The targets of the year before, which an outcome of this report may answer."""
    found = data.targets_to_match(str(row["region_code"]), int(row["report_year"]) - 1)
    return {str(one["observation_id"]): f"{one['subject']} · {one['quote']}" for one in found}


def _line(label: str, name: str) -> str:
    return str(st.text_input(label, key=f"correction.{name}", max_chars=LONGEST))


def _name() -> str:
    """Who corrects: the name of the login where there is one, else what the person says."""
    known = access.user_name()
    label = t("您的姓名", "Your name")
    if known:
        st.text_input(label, value=known, disabled=True)
        return known
    # Kept beside the widget, which goes with the dialog.
    name = str(
        st.text_input(label, value=st.session_state.get("correction.by", ""), max_chars=80)
    ).strip()
    st.session_state["correction.by"] = name
    return name


def _undo(correction_id: int) -> None:
    """What was corrected, and the button that brings back what was read."""
    access.require("correct")
    waiting = data.waiting()
    waits = waiting.of(correction_id)
    row = waits or data.correction(correction_id)
    if waits:
        markup.problem(problems.not_shown(waiting))
    if waits and waits["undone_at"] is not None:
        _what(waits)
        return
    if row is None or row["undone_at"] is not None:
        markup.problem(
            t(
                f"没有编号为 {correction_id} 的有效更正：它可能已经撤销。",
                f"There is no correction {correction_id} that holds: it may be undone already.",
            )
        )
        return
    _what(row)
    words = t("撤回", "Take it back") if waits else t("撤销并发布", "Undo and publish")
    with st.form("correction.undo", border=False):
        name = _name()
        go = st.form_submit_button(words, type="primary")
    if go:
        _carry_out(
            lambda writer: _undone(writer, correction_id, name),
            t("已撤销，并已发布。", "Undone and published."),
            t("已撤回，显示的数据没有变化。", "Taken back; what is shown hasn't changed."),
        )


def _what(row: Record) -> None:
    """What a correction changed, in which words, why and by whom."""
    markup.show(
        Markup('<p>{}</p><p class="dx-quote" lang="zh">“{}”</p><p class="dx-quiet">{}</p>').format(
            corrections.change(row), row["quote"], f"{row['note']} · {row['author']}"
        )
    )


def _undone(writer: Writer, correction_id: int, name: str) -> int:
    """Take a correction back; gives its number."""
    writer.undo_correction(correction_id, author=name)
    return correction_id


def _carry_out(change: Callable[[Writer], int], done: str, back: str = "") -> None:
    """Write and publish, then run the page again; what went wrong is one sentence.

    Where it was written but can't be published, the dialog says so and offers to take it back;
    `back` is said where nothing waits although publishing was refused.
    """
    number = None
    try:
        with (
            st.spinner(t("正在写入并发布……", "Writing and publishing…")),
            open_writer(lock_seconds=LOCK_SECONDS) as writer,
        ):
            number = change(writer)
            writer.publish()
    except WarehouseError as error:
        done = back
        if number is None or not (done or data.waiting().of(number)):
            markup.problem(problems.said(error))
            return
    data.renew()
    _close()
    if data.waiting().of(number):
        st.query_params["undo"] = str(number)
    else:
        st.session_state[DONE] = done
    st.rerun()
