"""The correction of a verdict's match: which observation is the outcome of a target.

Targets and outcomes find each other by what they are about. A person who knows better says so on
the outcome: it takes the target's indicator, subject, place and year, and is preferred to whatever
else could answer that target. All of it is one correction (field `match`), kept as JSON so that it
holds without the target's number, which a new extraction may change, and is undone as one.
"""

from __future__ import annotations

import json

import duckdb

from warehouse.errors import CorrectionError

Connection = duckdb.DuckDBPyConnection
FIELD = "match"
# On the outcome; the steps of `compare` look at it first.
FLAG = "matched"
_COLUMNS = ("indicator_id", "subject_key", "place", "period", "role")


def resolved(connection: Connection, outcome_id: int, written: str) -> str:
    """What a match to the target of this number sets; raises CorrectionError where it can't be."""
    if not written.isascii() or not written.isdigit():
        raise CorrectionError(
            f"match takes the number of a target, not {written!r}.",
            f"match 需要目标的编号，而不是“{written}”。",
        )
    found = connection.execute(
        "SELECT t.indicator_id, t.subject_key, t.place, t.quote, t.role, t.report_year, "
        "t.region_code = o.region_code, o.report_year FROM observation t, observation o "
        "WHERE t.observation_id = ? AND o.observation_id = ?",
        [int(written), outcome_id],
    ).fetchone()
    if found is None:
        raise CorrectionError(
            f"There is no observation {written}, or none {outcome_id}.",
            f"没有编号为 {written} 或 {outcome_id} 的数据。",
        )
    indicator, subject, place, quote, role, year, same_region, outcome_year = found
    if role != "target":
        raise CorrectionError(
            f"Observation {written} is no target, so nothing can answer it.",
            f"数据 {written} 不是目标，因此没有结果可以对应。",
        )
    if not same_region or outcome_year != year + 1:
        raise CorrectionError(
            f"Observation {written} is a target of {year}: its outcome stands in the same region's "
            f"report of {year + 1}.",
            f"数据 {written} 是{year}年的目标：它的结果在同一地区{year + 1}年的报告里。",
        )
    return _text(quote, (indicator, subject, place, str(year), "actual"), matched=True)


def read(connection: Connection, observation_id: int) -> str | None:
    """What an observation is matched by now."""
    row = connection.execute(
        f"SELECT {', '.join(_COLUMNS)}, list_contains(coalesce(flags, []), '{FLAG}') "
        "FROM observation WHERE observation_id = ?",
        [observation_id],
    ).fetchone()
    return _text(None, row[:-1], matched=row[-1]) if row else None


def write(connection: Connection, observation_id: int, value: str) -> None:
    """Match an observation by what `resolved` or `read` gave."""
    fields = json.loads(value)
    kept = f"list_filter(coalesce(flags, []), lambda one: one <> '{FLAG}')"
    flags = f"list_append({kept}, '{FLAG}')" if fields["matched"] else kept
    columns = ", ".join(f"{name} = ?" for name in _COLUMNS)
    connection.execute(
        f"UPDATE observation SET {columns}, flags = {flags}, "
        "period_year = try_cast(string_split(?, '-')[-1] AS INTEGER) WHERE observation_id = ?",
        [*(fields[name] for name in _COLUMNS), fields["period"], observation_id],
    )


def _text(quote: str | None, values: tuple[object, ...], *, matched: bool) -> str:
    fields: dict[str, object] = {"target": quote} if quote else {}
    fields |= {**dict(zip(_COLUMNS, values, strict=True)), "matched": matched}
    return json.dumps(fields, ensure_ascii=False)
