"""The sources with their next visit and how the last one went, for the page Ingest."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from ingest.schedule import plan, time_zone
from ingest.sources import Source, load_sources
from ingest.status import SourceStatus
from views import data
from views.parts import downloads, failures, grid, labels, markup, numbers
from views.parts.state import t
from warehouse.home import Home

KINDS = {
    "work_report": ("政府工作报告", "work report"),
    "plan_report": ("计划报告", "plan report"),
    "bulletin": ("统计公报", "bulletin"),
    "news": ("新闻", "news"),
}
# Seconds for which the cards are kept; an edited card shows after that.
KEPT_SECONDS = 60
TIME_FORMAT = "%Y-%m-%d %H:%M"


@st.cache_data(show_spinner=False, ttl=KEPT_SECONDS)
def _catalogue(home: str) -> dict[str, Source]:
    """The cards of the catalogue; `home` is there as the cache's key."""
    return load_sources(Home.from_environment().path)


def show(fetch: Callable[[str], None]) -> None:
    """The table of sources and the button that fetches one now, through `fetch`."""
    cards: Mapping[str, Source] = _catalogue(str(Home.from_environment().path))
    if not cards:
        markup.notice(
            t(
                "还没有定期获取的来源：用 `duixian sources add` 添加一个网站。",
                "No source is fetched regularly yet: add a site with `duixian sources add`.",
            )
        )
        return
    statuses = data.source_statuses()
    says = _sentence(cards, statuses)
    markup.sentence(says)
    frame = _frame(cards, statuses)
    grid.show([_column(frame, name) for name in frame.columns], name=says)
    downloads.offer(frame, says, "sources")
    _fetch_now(cards, fetch)


def _column(frame: pd.DataFrame, name: str) -> grid.Column:
    """A column of the frame; times are shown to the minute, which sort as words do."""
    cells = frame[name]
    if pd.api.types.is_datetime64_any_dtype(cells):
        cells = cells.dt.strftime(TIME_FORMAT)
    return grid.Column(name, [numbers.NOTHING if numbers.missing(one) else one for one in cells])


def _sentence(cards: Mapping[str, Source], statuses: Mapping[str, SourceStatus]) -> str:
    """How many sources there are and how many fail, in one plain sentence."""
    failing = sum(one.failures > 0 for name, one in statuses.items() if name in cards)
    visited = sum(name in statuses for name in cards)
    return t(
        f"{len(cards)}个来源，其中{visited}个已访问过，{failing}个最近一次失败；"
        "运行 duixian serve 时按时间表获取。",
        f"{len(cards)} sources, {visited} of them visited so far, {failing} failed last time; "
        "duixian serve visits them when they are due.",
    )


def _frame(cards: Mapping[str, Source], statuses: Mapping[str, SourceStatus]) -> pd.DataFrame:
    """A line a source, failing ones first, then the soonest."""
    zone = time_zone(os.environ)
    due = {one.id: at for at, one in plan(cards, statuses, datetime.now(UTC), zone)}
    order = sorted(
        cards.values(),
        key=lambda one: (
            -_failures(statuses.get(one.id)),
            due.get(one.id, datetime.max.replace(tzinfo=UTC)),
        ),
    )
    return pd.DataFrame(
        {
            t("地区", "Region"): [labels.place_of_code(one.region, one.name) for one in order],
            t("种类", "Kind"): [t(*KINDS[one.kind]) for one in order],
            t("下次获取", "Next visit"): [_local(due.get(one.id), zone) for one in order],
            t("上次成功", "Last success"): [_success(statuses.get(one.id), zone) for one in order],
            t("状态", "State"): [_state(one, statuses.get(one.id)) for one in order],
            t("网址", "Address"): [one.url for one in order],
        }
    )


def _failures(status: SourceStatus | None) -> int:
    return 0 if status is None else status.failures


def _local(at: datetime | None, zone: object) -> datetime | None:
    """A time in the zone of the schedule, without saying so: the table has no room for it."""
    return None if at is None else at.astimezone(zone).replace(tzinfo=None)  # type: ignore[arg-type]


def _success(status: SourceStatus | None, zone: object) -> datetime | None:
    if status is None or status.last_success is None:
        return None
    return _local(status.last_success.replace(tzinfo=UTC), zone)


def _state(source: Source, status: SourceStatus | None) -> str:
    """How the source is doing, in plain words."""
    if not source.enabled:
        return t("已停用", "switched off")
    if status is None:
        return t("尚未访问", "not visited yet")
    if not status.failures:
        return t("✓ 正常", "✓ fine")
    count = t(f"✗ 连续失败{status.failures}次：", f"✗ failed {status.failures} times in a row: ")
    told = f"{status.error or ''} {status.advice}".strip()
    return count + t(failures.of_name(status.failure, told), told)


def _fetch_now(cards: Mapping[str, Source], fetch: Callable[[str], None]) -> None:
    """Choose a source and visit it now."""
    names = {
        one.id: f"{labels.place_of_code(one.region, one.name)} · {one.url}"
        for one in cards.values()
        if one.enabled
    }
    chosen = st.selectbox(
        t("立即获取一个来源", "Fetch a source now"), list(names),
        format_func=lambda name: names.get(name, name), index=None, key="ingest.source",
        placeholder=t("选择来源", "Choose a source"), filter_mode="contains",
    )  # fmt: skip
    if st.button(t("立即获取", "Fetch now"), disabled=chosen is None) and chosen is not None:
        fetch(str(chosen))
