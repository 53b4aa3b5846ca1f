"""Makes small reports out of hand-written observations, for judging them in a real DuckDB."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from functools import cache
from typing import Any

import duckdb

import compare
from compare import files
from ingest.reference.load import load_indicators, load_units
from warehouse import rows as rows_of
from warehouse.migrate import migrations
from warehouse.rows import StoredReport
from warehouse.store import Reference, put_reference

REGION = {"region_code": "500102", "name": "重庆市涪陵区", "level": "district"}


@cache
def reference() -> Reference:
    """The project's own vocabulary as the warehouse takes it."""
    indicators = load_indicators()
    return Reference(
        version="test",
        indicators=[
            {
                "indicator_id": one.id, "zh": one.zh, "en": one.en, "unit": one.unit,
                "family": one.family, "better": one.better, "part_of": one.part_of,
                "rate_of": one.rate_of, "topic": one.topic,
            }
            for one in indicators
        ],
        aliases=[],
        units=[asdict(one) for one in load_units()],
    )  # fmt: skip


def observation(given: Mapping[str, Any], year: int, role: str) -> dict[str, Any]:
    """A whole record out of the fields that matter to a case."""
    target = role == "target"
    subject = given.get("subject") or given.get("indicator") or "某项"
    record = {
        "subject": subject, "subject_key": subject, "indicator": None, "measure": "growth",
        "role": role, "period": year if target else year - 1, "comparator": "eq", "value": None,
        "value_high": None, "unit": "%", "force": "expect" if target else None, "estimate": False,
        "relation": None, "headline": target, "place": None, "confidence": 1.0, "rule": "case",
        "flags": [], "sentence": 0,
    }  # fmt: skip
    record |= given
    if record["value"] is None and target:
        record |= {"unit": "", "comparator": None}
    record.setdefault("quote", f"{subject}{record['comparator']}{record['value']}{record['unit']}")
    return record


def report(
    year: int,
    observations: Iterable[dict[str, Any]],
    statements: Iterable[Mapping[str, Any]] = (),
    region: Mapping[str, Any] = REGION,
) -> StoredReport:
    """A report whose text is the quotes of its observations, one a line."""
    text, placed, said = f"{year}年\n", [], []
    for one in observations:
        start = len(text)
        text += one["quote"] + "\n"
        end = start + len(one["quote"])
        placed.append(one | {"start": start, "end": end, "quote_start": start, "quote_end": end})
    for one in statements:
        subject = one.get("subject") or one.get("indicator")
        start = len(text)
        record = {"subject": subject, "subject_key": subject, "indicator": None,
                  "period": year - 1, "quote": "文字表述", "sentence": 0} | dict(one)  # fmt: skip
        text += record["quote"] + "\n"
        said.append(record | {"start": start, "end": len(text) - 1})
    return StoredReport(
        region=region, year=year, kind="work_report", text=text, extractor_version="test",
        observations=placed, statements=said,
    )  # fmt: skip


class Memory:
    """A warehouse in memory that judges when asked, so that many cases share one refresh."""

    def __init__(self, *, comments: bool = False) -> None:
        self.connection = duckdb.connect(":memory:")
        for one in migrations():
            self.connection.execute(one.sql)
        put_reference(self.connection, reference())
        compare.install(self.connection, comments=comments)

    def store(self, report: StoredReport) -> None:
        """Store one report without judging it."""
        rows_of.store(self.connection, report)

    def judge(self, region_codes: list[str] | None = None) -> None:
        """Judge the regions, all without codes."""
        compare.refresh(self.connection, region_codes)

    def store_all(self, reports: Iterable[StoredReport]) -> None:
        """Store many small reports in one go; a `store` each would take most of the time."""
        tables: dict[str, list[dict[str, Any]]] = {
            "region": [], "report": [], "observation": [], "statement": [],
        }  # fmt: skip
        for number, one in enumerate(reports, 1):
            fixed = {"report_id": number, "region_code": one.region_code, "report_year": one.year}
            if all(region["region_code"] != one.region_code for region in tables["region"]):
                tables["region"].append({"short_name": one.region["name"], **one.region})
            tables["report"].append(
                fixed
                | {"year": one.year, "kind": one.kind, "text": one.text, "stored_at": "2025-01-01",
                   "text_sha256": one.text_sha256, "characters": len(one.text),
                   "extractor_version": "test"}
            )  # fmt: skip
            tables["observation"] += [{**row, **fixed} for row in one.observations]
            tables["statement"] += [{**row, **fixed} for row in one.statements]
        types = {
            "region": files._REGION, "report": files._REPORT,
            "observation": files._OBSERVATION, "statement": files._STATEMENT,
        }  # fmt: skip
        for table, rows in tables.items():
            files._insert(self.connection, table, types[table], rows)


def rows(memory: Memory, table: str) -> list[dict[str, Any]]:
    """All rows of a table as dicts."""
    result = memory.connection.execute(f"FROM {table} ORDER BY ALL")
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def with_kind(report: StoredReport, kind: str) -> StoredReport:
    """The same report as another kind of document."""
    return replace(report, kind=kind)
