"""SQL: a read-only console on the published warehouse, within limits."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from views import data
from views.parts import (
    access,
    charts,
    charts_many,
    downloads,
    markup,
    problems,
    schema_words,
    state,
    verdict_table,
)
from views.parts.state import t
from warehouse.errors import WarehouseError
from warehouse.guard import Answer, Door, Limits
from warehouse.home import Home

# A longer statement doesn't go into the address; browsers cut there.
LONGEST_ADDRESS = 1_500
LIMITS = Limits(rows=5_000, seconds=10.0, memory_mb=1_024)
MAIN = (
    "attainment",
    "target_change",
    "track_record",
    "target",
    "actual",
    "observation",
    "report",
    "sentence",
    "region",
    "indicator",
)
EXAMPLES = [
    (
        "各地区完成率",
        "Share met by region",
        "SELECT region, judged, met, round(share_met * 100) AS percent\nFROM track_record\n"
        "WHERE indicator_id IS NULL\nORDER BY share_met DESC NULLS LAST",
    ),
    (
        "各类结论的数目",
        "How many of each verdict",
        "SELECT report_year, verdict, count(*) AS targets\n"
        "FROM attainment\nGROUP BY ALL\nORDER BY ALL",
    ),
    (
        "未完成的目标",
        "Targets that were missed",
        "SELECT region, target_year, subject, target_value, actual_value, gap, target_unit\n"
        "FROM attainment\nWHERE verdict = 'missed'\nORDER BY target_year DESC, region",
    ),
    (
        "下调最多的增速目标",
        "Growth targets lowered most",
        "SELECT region, year, subject, previous_value, current_value, delta\nFROM target_change\n"
        "WHERE change = 'lowered' AND measure = 'growth'\nORDER BY delta",
    ),
    (
        "含有某个词的语句",
        "Sentences that hold a word",
        "SELECT g.name, r.year, s.text\nFROM sentence s JOIN report r USING (report_id)\n"
        "JOIN region g USING (region_code)\n"
        "WHERE s.text LIKE '%就业%' AND r.status = 'current'\nLIMIT 50",
    ),
]


def page() -> None:
    """The console on the left, the schema on the right."""
    access.require("sql")
    markup.headline("SQL")
    markup.sentence(
        t(
            f"对已发布的数据执行一条只读查询；最多{LIMITS.rows:,}行、{LIMITS.seconds:g}秒。",
            f"One reading statement on the published data; at most {LIMITS.rows:,} rows and "
            f"{LIMITS.seconds:g} seconds.",
        )
    )
    _examples()
    left, right = st.columns([5, 4], gap="large")
    with right:
        _schema()
    with left:
        _console()
    ran = st.session_state.get("sql.ran")
    if ran:
        state.remember("sql", ran if len(ran) < LONGEST_ADDRESS else None)
        _run(ran)
    else:
        markup.notice(
            t(
                "选一个示例或写一条查询，然后点“运行”。",
                "Choose an example or write a statement, then “Run”.",
            )
        )


def _examples() -> None:
    """Questions to start from; a statement in the address is only put into the box, never run."""
    names = [t(zh, en) for zh, en, _ in EXAMPLES]
    if "sql.text" not in st.session_state:
        st.session_state["sql.text"] = st.query_params.get("sql", EXAMPLES[0][2])
    st.pills(
        t("示例", "Examples"),
        range(len(EXAMPLES)),
        format_func=names.__getitem__,
        key="sql.example",
        on_change=_take_example,
    )


def _console() -> None:
    """The statement and the button that runs it."""
    with st.form("sql.form", border=False):
        statement = st.text_area(t("查询", "Statement"), key="sql.text", height=190)
        run = st.form_submit_button(t("运行", "Run"), type="primary", icon=":material/play_arrow:")
    if run:
        st.session_state["sql.ran"] = statement


def _take_example() -> None:
    """Put the chosen example into the box."""
    chosen = st.session_state.get("sql.example")
    if chosen is not None:
        st.session_state["sql.text"] = EXAMPLES[chosen][2]


@st.cache_data(show_spinner=False, max_entries=50)
def _answer(home: str, version: int | None, statement: str) -> Answer:
    """The answer of a statement; one version of the file always gives the same."""
    return Door(Home.from_environment(), LIMITS).ask(statement)


def _run(statement: str) -> None:
    """Run the statement and show rows, chart and download; a refusal is one sentence."""
    try:
        with st.spinner(t("正在查询……", "Running…")):
            answer = _answer(str(Home.from_environment().path), data.version(), statement)
    except WarehouseError as error:
        markup.problem(problems.said(error))
        return
    frame = pd.DataFrame(answer.rows, columns=list(answer.columns))
    cut = (
        t(f"，只取前{LIMITS.rows:,}行", f", cut after {LIMITS.rows:,} rows")
        if answer.truncated
        else ""
    )
    says = t(
        f"查询结果：{len(frame):,}行，{len(frame.columns)}列{cut}。",
        f"The answer: {len(frame):,} rows, {len(frame.columns)} columns{cut}.",
    )
    markup.sentence(says)
    if frame.empty:
        markup.notice(t("没有符合条件的行：请放宽条件。", "No row fits: loosen the conditions."))
        return
    st.dataframe(
        frame,
        hide_index=True,
        width="stretch",
        alt=says,
        placeholder="—",
        height=min(520, 38 + 35 * len(frame)),
    )
    downloads.offer(lambda: _sourced(frame), downloads.heading(says, statement), "sql")
    _chart(frame, says)


def _sourced(frame: pd.DataFrame) -> pd.DataFrame:
    """The answer for a file; each column that holds reports' numbers brings their sources along."""
    if frame.columns.duplicated().any():
        return frame
    kept = frame.copy()
    for name in [str(name) for name in frame.columns]:
        if name != "report_id" and not name.endswith("_report_id"):
            continue
        report_ids = pd.to_numeric(frame[name], errors="coerce")
        reports = data.reports_by_id([int(number) for number in report_ids.dropna()])
        verdict_table.add_sources(kept, report_ids, reports, name[: -len("report_id")].strip("_"))
    return kept


def _chart(frame: pd.DataFrame, says: str) -> None:
    """A bar chart of the first column of words and the first of numbers, where there are both."""
    numbers = [name for name in frame.columns if pd.api.types.is_numeric_dtype(frame[name])]
    words = [name for name in frame.columns if name not in numbers]
    if not numbers or not words or not 1 < len(frame) <= 60 or frame.columns.duplicated().any():
        return
    with st.expander(t("图表", "Chart")):
        value = st.selectbox(
            t("数值列", "Values"), numbers, index=len(numbers) - 1, key="sql.value"
        )
        plain = pd.DataFrame({"label": frame[words[0]].astype(str), "value": frame[value]})
        charts.draw(charts_many.bars(plain, str(value)), says, key="sql-chart")
        charts.save_buttons("sql-chart")


def _schema() -> None:
    """One table's or view's columns with what they mean; the main ones come first."""
    frame = data.schema()
    tables = sorted(set(frame["table_name"]) - schema_words.INTERNAL, key=_rank)
    table = st.selectbox(t("有哪些表", "What there is"), tables, key="sql.table")
    columns = frame[frame["table_name"] == table]
    lines = markup.join(
        Markup("<tr><td><code>{}</code><br><small>{}</small></td><td>{}</td></tr>").format(
            row.column_name, _short_type(str(row.data_type)), schema_words.comment(row.comment)
        )
        for row in columns.itertuples()
    )
    with st.container(height=300, border=False):
        markup.show(
            Markup(
                '<p class="dx-quiet">{}</p><table class="dx-plain"><tbody>{}</tbody></table>'
            ).format(schema_words.comment(columns["table_comment"].iloc[0]), lines)
        )


def _rank(table: str) -> tuple[int, str]:
    """The place of a table in the list."""
    return (MAIN.index(table) if table in MAIN else len(MAIN), table)


def _short_type(name: str) -> str:
    """A type's name; the words of an ENUM are too many to show."""
    return "ENUM" if name.startswith("ENUM") else name


page()
