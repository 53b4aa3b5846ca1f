"""What people corrected in observations: kept apart from what was read, applied over it, undoable.

A correction finds its observation by the report, the quote and the ordinal among the observations
with that quote, so it survives a new extraction and even a corrected text of the same report. Where
the new text no longer holds the quote, it stays on the list as not applied. A wrong match between a
target and its outcome is corrected on the outcome (`match`, see `matches`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import duckdb

from warehouse import matches
from warehouse.connect import listed
from warehouse.errors import CorrectionError

Connection = duckdb.DuckDBPyConnection
FLAG = "corrected"


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise CorrectionError(f"{text!r} isn't a number.", f"“{text}”不是数字。")
    return number


def _truth(text: str) -> bool:
    if text.lower() not in {"true", "false"}:
        raise CorrectionError(
            f"{text!r} is neither true nor false.", f"“{text}”既不是 true，也不是 false。"
        )
    return text.lower() == "true"


FIELDS: dict[str, Callable[[str], Any]] = {
    "value": _number,
    "value_high": _number,
    "unit": str,
    "subject": str,
    "subject_key": str,
    "indicator_id": str,
    "measure": str,
    "role": str,
    "period": str,
    "comparator": str,
    "force": str,
    "relation": str,
    "place": str,
    "estimate": _truth,
    "headline": _truth,
    matches.FIELD: str,
}
# These hold for every observation; the others may be emptied.
NEVER_EMPTY = frozenset(
    {"unit", "subject", "subject_key", "role", "estimate", "headline", matches.FIELD}
)

_ACTIVE = (
    "undone_at IS NULL AND region_code = ? AND report_year = ? AND report_kind = ? "
    "AND quote = ? AND ordinal = ?"
)
# The observations of some reports with their `ordinal` among those of the same quote.
ORDINALS = """SELECT *, row_number() OVER (
    PARTITION BY report_id, quote ORDER BY "start", "end", observation_id) - 1 AS ordinal
FROM observation WHERE report_id IN ({})"""
_FIND = f"""
SELECT observation_id, ordinal, o.report_id, o.region_code, o.report_year, p.kind, quote
FROM ({ORDINALS.format("?")}) o JOIN report p USING (report_id)
"""


def correct(
    connection: Connection,
    observation_id: int,
    field: str,
    new_value: str | None,
    *,
    author: str,
    note: str,
) -> tuple[int, str]:
    """Set one field of one observation, inside the caller's transaction.

    `new_value` is text (None or "" empties the field). Gives the number of the correction and the
    region whose verdicts have to be made anew. Raises CorrectionError where the observation, the
    field, the value, the name or the note is wrong or missing.
    """
    if not author.strip() or not note.strip():
        raise CorrectionError(
            "A correction needs your name and a note that says why.", "更正需要填写姓名和理由。"
        )
    new_value = new_value or None
    _check_value(connection, field, new_value)
    if field == matches.FIELD:
        new_value = matches.resolved(connection, observation_id, new_value or "")
    report = connection.execute(
        "SELECT report_id FROM observation WHERE observation_id = ?", [observation_id]
    ).fetchone()
    if report is None:
        raise CorrectionError(
            f"There is no observation {observation_id}.", f"没有编号为 {observation_id} 的数据。"
        )
    found = connection.execute(
        f"{_FIND} WHERE observation_id = ?", [report[0], observation_id]
    ).fetchone()
    assert found is not None
    _, ordinal, _, region_code, year, kind, quote = found
    place = [region_code, year, kind, quote, ordinal]
    old_value = _original(connection, observation_id, field, place)
    connection.execute(
        f"UPDATE correction SET undone_at = ?, undone_by = ? WHERE {_ACTIVE} AND field = ?",
        [_now(), author, *place, field],
    )
    row = connection.execute(
        "INSERT INTO correction (made_at, author, note, region_code, report_year, report_kind, "
        "quote, ordinal, field, old_value, new_value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "RETURNING correction_id",
        [_now(), author, note, *place, field, old_value, new_value],
    ).fetchone()
    assert row is not None
    _set(connection, observation_id, field, new_value)
    _mark(connection, observation_id, corrected=True)
    return int(row[0]), str(region_code)


def undo(connection: Connection, correction_id: int, *, author: str) -> str:
    """Take a correction back, inside the caller's transaction; gives the region to judge anew."""
    row = connection.execute(
        "SELECT region_code, report_year, report_kind, quote, ordinal, field, old_value, undone_at "
        "FROM correction WHERE correction_id = ?",
        [correction_id],
    ).fetchone()
    if row is None:
        raise CorrectionError(
            f"There is no correction {correction_id}.", f"没有编号为 {correction_id} 的更正。"
        )
    *place, field, old_value, undone_at = row
    if undone_at is not None:
        raise CorrectionError(
            f"Correction {correction_id} was undone already.", f"更正 {correction_id} 已经撤销。"
        )
    if not author.strip():
        raise CorrectionError("Undoing a correction needs your name.", "撤销更正需要填写姓名。")
    connection.execute(
        "UPDATE correction SET undone_at = ?, undone_by = ? WHERE correction_id = ?",
        [_now(), author, correction_id],
    )
    observation_id = _observation(connection, place)
    if observation_id is not None:
        _set(connection, observation_id, field, old_value)
        _mark(connection, observation_id, corrected=bool(_active(connection, place)))
    return str(place[0])


def reapply(connection: Connection, report_ids: Sequence[int]) -> None:
    """Put all corrections that hold over reports that were just written."""
    active = connection.execute(
        "SELECT correction_id, c.region_code, c.report_year, c.report_kind, c.quote, c.ordinal, "
        "c.field, c.new_value FROM correction c JOIN report p ON p.region_code = c.region_code "
        "AND p.year = c.report_year AND p.kind = c.report_kind "
        f"WHERE p.report_id IN ({listed(report_ids)}) AND c.undone_at IS NULL "
        "ORDER BY correction_id"
    ).fetchall()
    # All places are looked up before anything is changed: a correction may move an observation.
    found = {tuple(row[1:6]): _observation(connection, row[1:6]) for row in active}
    for correction_id, *place, field, new_value in active:
        observation_id = found[tuple(place)]
        connection.execute(
            "UPDATE correction SET applied = ? WHERE correction_id = ?",
            [observation_id is not None, correction_id],
        )
        if observation_id is None:
            continue
        connection.execute(
            "UPDATE correction SET old_value = ? WHERE correction_id = ?",
            [_read(connection, observation_id, field), correction_id],
        )
        _set(connection, observation_id, field, new_value)
        _mark(connection, observation_id, corrected=True)


def unapply(
    connection: Connection, report_ids: Sequence[int], corrections: str = "correction"
) -> None:
    """Put back what was read in these reports, so that `reapply` can start from there.

    `corrections` is the table that knows what stands in them: another one's rows come with theirs.
    """
    active = connection.execute(
        "SELECT p.report_id, c.quote, c.ordinal, c.field, c.old_value "
        f"FROM {corrections} c JOIN report p ON p.region_code = c.region_code "
        "AND p.year = c.report_year AND p.kind::VARCHAR = c.report_kind::VARCHAR "
        f"WHERE p.report_id IN ({listed(report_ids) or 'NULL'}) AND c.undone_at IS NULL "
        "AND c.applied"
    ).fetchall()
    for report_id, quote, ordinal, field, old_value in active:
        observation_id = _in_report(connection, report_id, quote, ordinal)
        if observation_id is not None:
            _set(connection, observation_id, field, old_value)
            _mark(connection, observation_id, corrected=False)


def _check_value(connection: Connection, field: str, value: str | None) -> None:
    if field not in FIELDS:
        raise CorrectionError(
            f"{field} can't be corrected; these can: {', '.join(FIELDS)}.",
            f"{field} 不能更正；可更正的有：{'、'.join(FIELDS)}。",
        )
    if value is None:
        if field in NEVER_EMPTY:
            raise CorrectionError(f"{field} can't be empty.", f"{field} 不能为空。")
        return
    FIELDS[field](value)
    if field == "indicator_id":
        known = connection.execute(
            "SELECT 1 FROM indicator WHERE indicator_id = ?", [value]
        ).fetchone()
        if known is None:
            raise CorrectionError(
                f"There is no indicator {value}; see the table indicator.",
                f"没有指标 {value}，见表 indicator。",
            )
    words = _words(connection, field)
    if words and value not in words:
        raise CorrectionError(
            f"{field} must be one of {', '.join(words)}.", f"{field} 只能是：{'、'.join(words)}。"
        )


def _words(connection: Connection, field: str) -> list[str]:
    row = connection.execute(
        "SELECT any_value(labels) FROM duckdb_types() WHERE logical_type = 'ENUM' "
        "AND type_name = ?",
        [field],
    ).fetchone()
    return list(row[0]) if row and row[0] else []


def _original(
    connection: Connection, observation_id: int, field: str, place: list[Any]
) -> str | None:
    """What was read there; the correction that holds knows it, if there is one."""
    row = connection.execute(
        f"SELECT old_value FROM correction WHERE {_ACTIVE} AND field = ? AND applied",
        [*place, field],
    ).fetchone()
    return row[0] if row else _read(connection, observation_id, field)


def _active(connection: Connection, place: list[Any]) -> list[Any]:
    return connection.execute(
        f"SELECT correction_id FROM correction WHERE {_ACTIVE}", place
    ).fetchall()


def _observation(connection: Connection, place: Any) -> int | None:
    region_code, year, kind, quote, ordinal = place
    report = connection.execute(
        "SELECT report_id FROM report WHERE region_code = ? AND year = ? AND kind = ? "
        "AND status = 'current'",
        [region_code, year, kind],
    ).fetchone()
    return _in_report(connection, report[0], quote, ordinal) if report else None


def _in_report(connection: Connection, report_id: int, quote: str, ordinal: int) -> int | None:
    row = connection.execute(
        f"{_FIND} WHERE quote = ? AND ordinal = ?", [report_id, quote, ordinal]
    ).fetchone()
    return int(row[0]) if row else None


def _read(connection: Connection, observation_id: int, field: str) -> str | None:
    if field == matches.FIELD:
        return matches.read(connection, observation_id)
    row = connection.execute(
        f"SELECT {field}::VARCHAR FROM observation WHERE observation_id = ?", [observation_id]
    ).fetchone()
    return row[0] if row else None


def _set(connection: Connection, observation_id: int, field: str, value: str | None) -> None:
    if field == matches.FIELD:
        matches.write(connection, observation_id, value or "")
        return
    given = None if value is None else FIELDS[field](value)
    connection.execute(
        f"UPDATE observation SET {field} = ? WHERE observation_id = ?", [given, observation_id]
    )
    if field == "period":
        connection.execute(
            "UPDATE observation SET period_year = "
            "try_cast(string_split(period, '-')[-1] AS INTEGER) WHERE observation_id = ?",
            [observation_id],
        )


def _mark(connection: Connection, observation_id: int, *, corrected: bool) -> None:
    kept = f"list_filter(coalesce(flags, []), lambda one: one <> '{FLAG}')"
    flags = f"list_append({kept}, '{FLAG}')" if corrected else kept
    connection.execute(
        f"UPDATE observation SET flags = {flags} WHERE observation_id = ?", [observation_id]
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
