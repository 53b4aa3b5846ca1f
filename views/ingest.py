"""Ingest: upload, paste or fetch a report, correct its region and year, see what the runs did."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from ingest.errors import IngestError
from ingest.pipeline import Given, Ingested
from views import data
from views.parts import (
    access,
    check_list,
    correction_list,
    downloads,
    failures,
    intake,
    markup,
    notes,
    numbers,
    problems,
    source_list,
)
from views.parts.state import t
from warehouse.errors import NotPublishedError, WarehouseError

TYPES = ["txt", "html", "htm", "pdf", "docx", "ofd"]
FIRST_YEAR, LAST_YEAR = 1949, 2100
OUTCOMES = {
    "new": ("已导入", "ingested", "✓"),
    "changed": ("已更新", "updated", "✓"),
    "unchanged": ("已有，未变", "there already", "＝"),
    "refused": ("被拒绝", "refused", "✗"),
    "failed": ("未导入", "not ingested", "✗"),
}


def page() -> None:
    """The ways in, then what came in last, then the sources and the runs."""
    access.require("ingest")
    markup.headline(t("导入报告", "Ingest reports"))
    tabs = st.tabs([t("上传文件", "Upload"), t("粘贴文本", "Paste"), t("网址", "Address")])
    with tabs[0]:
        _upload()
    with tabs[1]:
        _paste()
    with tabs[2]:
        _address()
    _results()
    _sources()
    try:
        _runs()
        check_list.show()
        correction_list.show(always=True)
    except NotPublishedError:
        markup.notice(t("还没有导入记录：先导入一份报告。", "No run yet: ingest a first report."))


def _upload() -> None:
    """Files, what they say of themselves, and the button."""
    files = st.file_uploader(
        t(
            "政府工作报告（网页、PDF、Word、OFD 或纯文本）",
            "Government work reports (web page, PDF, Word, OFD or plain text)",
        ),
        type=TYPES,
        accept_multiple_files=True,
        key="ingest.files",
    )
    documents = [intake.Document(file.name, file.getvalue()) for file in files or []]
    if documents:
        _offer(documents, "files")


def _paste() -> None:
    """A pasted text."""
    text = st.text_area(
        t("把报告全文粘贴到这里", "Paste the report's whole text here"),
        height=220,
        key="ingest.text",
        placeholder=t("××区政府工作报告（2025年）……", "××区政府工作报告（2025年）…"),
    )
    if text.strip():
        _offer([intake.Document(t("粘贴的文本", "pasted text"), text.encode("utf-8"))], "text")
    else:
        st.caption(
            t(
                "粘贴后按 Ctrl+Enter 或点击框外。",
                "After pasting press Ctrl+Enter or click outside.",
            )
        )


def _given(key: str) -> Given:
    """Region and year as a person corrects them; empty fields leave it to the text."""
    left, right = st.columns([3, 1])
    with left:
        region = st.text_input(
            t("地区（留空则由报告识别）", "Region (empty: read from the report)"),
            key=f"ingest.{key}.region",
            placeholder=t("如：重庆市涪陵区", "e.g. 重庆市涪陵区"),
            max_chars=60,
        )
    with right:
        year = st.number_input(
            t("年份（留空则识别）", "Year (empty: read)"),
            min_value=FIRST_YEAR,
            max_value=LAST_YEAR,
            value=None,
            step=1,
            format="%d",
            key=f"ingest.{key}.year",
        )
    return Given(region=region.strip() or None, year=int(year) if year else None)


def _offer(documents: list[intake.Document], key: str) -> None:
    """What the documents say of themselves, the corrections, and the button that stores them."""
    given = _given(key)
    found = [intake.recognise(one.name, one.data, given.region, given.year) for one in documents]
    markup.sentence(
        t(
            "识别结果（尚未导入）：请核对地区和年份，不对就在上面更正。",
            "What was recognised (nothing stored yet): check region and year, correct them above.",
        )
    )
    markup.show(
        markup.plain_table(
            [
                t("文件", "File"),
                t("地区", "Region"),
                t("年份", "Year"),
                t("数据", "Figures"),
                t("主要目标", "Main targets"),
                t("说明", "Note"),
            ],
            [
                [
                    one.name,
                    seen.region or numbers.NOTHING,
                    seen.year or numbers.NOTHING,
                    seen.observations,
                    seen.targets,
                    t(str(seen.error_zh), seen.error) if seen.error else notes.told(*seen.doubts),
                ]
                for one, seen in zip(documents, found, strict=True)
            ],
        )
    )
    usable = [one for one, seen in zip(documents, found, strict=True) if seen.error is None]
    label = t(f"导入 {len(usable)} 份", f"Ingest {len(usable)}")
    if st.button(label, type="primary", disabled=not usable, key=f"ingest.{key}.go"):
        _bring_in(usable, given)


def _bring_in(documents: list[intake.Document], given: Given) -> None:
    """Store the documents, with progress; the results stay on the page."""
    with st.status(t("正在导入……", "Ingesting…"), expanded=True) as status:
        bar = st.progress(0.0)

        def told(number: int, name: str) -> None:
            bar.progress(number / len(documents), text=t("读取 ", "Reading ") + _plain(name))

        try:
            st.session_state["ingest.results"] = intake.bring_in(documents, given, told)
        except (WarehouseError, IngestError) as error:
            status.update(label=t("没有导入", "Nothing was ingested"), state="error")
            markup.problem(problems.said(error))
            return
        bar.progress(1.0)
        status.update(label=t("完成", "Done"), state="complete", expanded=False)


def _plain(text: str) -> str:
    """Text that Streamlit would read as Markdown, made plain."""
    for sign in "\\`*_[]<>#$~|:":
        text = text.replace(sign, f"\\{sign}")
    return text


def _address() -> None:
    """An address of a report's page."""
    with st.form("ingest.address", border=False):
        url = st.text_input(
            t("报告所在网页的地址", "Address of the report's page"),
            placeholder="https://",
            max_chars=2_000,
        )
        given = _given("address")
        go = st.form_submit_button(t("获取并导入", "Fetch and ingest"), type="primary")
    if go and url.strip():
        _fetch([url.strip()], [], given)
    elif go:
        st.warning(t("请先填写地址。", "Give an address first."))


def _fetch(addresses: list[str], sources: list[str], given: Given) -> None:
    """Fetch, and say in one sentence what went wrong."""
    with st.spinner(
        t(
            "正在获取……（遵守网站的访问频率，可能需要一会儿）",
            "Fetching… (politely, so it may take a while)",
        )
    ):
        try:
            st.session_state["ingest.results"] = intake.fetch_addresses(addresses, sources, given)
        except (WarehouseError, IngestError) as error:
            markup.problem(problems.said(error))


def _results() -> None:
    """What became of the documents that were brought in last."""
    results: list[Ingested] = st.session_state.get("ingest.results", [])
    if not results:
        return
    markup.section(t("刚才的结果", "What just happened"), "outcome")
    rows = [_result(result) for result in results]
    markup.show(
        markup.plain_table(
            [
                t("文件", "File"),
                t("结果", "Outcome"),
                t("地区", "Region"),
                t("年份", "Year"),
                t("数据", "Figures"),
                t("说明", "Note"),
            ],
            rows,
        )
    )
    stored = [result for result in results if result.stored]
    if stored and st.button(
        t("查看这份报告", "Look at this report"), icon=":material/arrow_forward:"
    ):
        first = stored[0]
        st.switch_page(
            "views/district.py",
            query_params={"region": str(first.region_code), "year": str(first.year)},
        )


def _result(result: Ingested) -> list[object]:
    """One document's line."""
    zh, en, sign = OUTCOMES.get(result.outcome, (result.outcome, result.outcome, "·"))
    return [
        result.name,
        f"{sign} {t(zh, en)}",
        result.region or numbers.NOTHING,
        result.year or numbers.NOTHING,
        result.observations or numbers.NOTHING,
        t(failures.of_name(result.failure, result.error), result.error)
        if result.error
        else notes.told(*result.doubts),
    ]


def _sources() -> None:
    """The sources with their next visit, and a button that fetches one now."""
    markup.section(t("来源", "Sources"), "sources")
    source_list.show(lambda name: _fetch([], [name], Given()))


def _runs() -> None:
    """The last runs in plain words."""
    markup.section(t("导入记录", "Runs"), "runs")
    frame = data.runs()
    rows = data.records(frame)
    if not rows:
        markup.notice(t("还没有导入记录。", "No run yet."))
        return
    says = t(
        f"最近{len(rows)}次导入：各带来多少报告，出了什么问题。",
        f"The last runs ({len(rows)}): what each brought and what went wrong.",
    )
    markup.sentence(says)
    markup.table(
        [
            t("时间（UTC）", "Time (UTC)"),
            t("由谁发起", "Started by"),
            t("结果", "Outcome"),
            t("失败", "Failures"),
        ],
        [
            markup.Row(
                cells=[
                    row["started_at"].strftime("%Y-%m-%d %H:%M"),
                    _trigger(row["trigger"]),
                    _brought(row),
                    row["failures"] or numbers.NOTHING,
                ],
                inside=_note(row["note"]),
            )
            for row in rows
        ],
        widths="10rem 8rem 1fr 6rem",
        name=says,
    )
    downloads.offer(frame, downloads.heading(says, "ingest_run"), "runs")


def _note(note: object) -> Markup | None:
    """What a run noted and what failed in it, one a line."""
    if numbers.missing(note) or not note:
        return None
    lines = markup.join(
        Markup("<li>{}</li>").format(notes.told(line)) for line in str(note).splitlines()[:50]
    )
    return Markup('<ul class="dx-list">{}</ul>').format(lines)


def _trigger(name: str) -> str:
    """What started a run, in words."""
    words = {
        "app": ("网页", "the app"),
        "command": ("命令行", "the command"),
        "demo": ("示例", "the demo"),
        "schedule": ("定时", "the schedule"),
        "reextract": ("重新提取", "a re-extraction"),
    }
    return t(*words.get(name, (name, name)))


def _brought(row: dict[str, object]) -> str:
    """How many reports a run brought."""
    if row["interrupted"]:
        return t("中断；已存的仍在", "interrupted; what was stored stays")
    if row["finished_at"] is None:
        return t("进行中", "running")
    return t(
        f"新增{row['reports_new']}份，更新{row['reports_changed']}份，"
        f"未变{row['reports_unchanged']}份",
        f"{row['reports_new']} new, {row['reports_changed']} updated, "
        f"{row['reports_unchanged']} unchanged",
    )


page()
