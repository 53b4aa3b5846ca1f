"""Questions on what people corrected by hand, and on what a correction may choose from."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from views.queries.core import Record, ask, marks, one, records
from warehouse.corrections import ORDINALS
from warehouse.home import Home
from warehouse.waiting import Waiting, read

_COLUMNS = """c.correction_id, c.made_at, c.author, c.note, c.field, c.old_value, c.new_value,
    c.applied, c.undone_at, c.undone_by, c.quote"""


def corrections(limit: int = 500) -> pd.DataFrame:
    """Corrections, newest first, with the report that each one is about."""
    return ask(
        f"""SELECT {_COLUMNS}, c.region_code, g.name AS region, c.report_year,
                   r.report_id
            FROM correction c JOIN region g USING (region_code)
            LEFT JOIN report r ON r.region_code = c.region_code AND r.year = c.report_year
                 AND r.kind = c.report_kind AND r.status = 'current'
            ORDER BY c.correction_id DESC LIMIT ?""",
        limit,
    )


def correction(correction_id: int) -> Record | None:
    """One correction."""
    return one(
        ask(
            f"""SELECT {_COLUMNS}, g.name AS region, c.report_year
                FROM correction c JOIN region g USING (region_code) WHERE c.correction_id = ?""",
            correction_id,
        )
    )


def waiting() -> Waiting:
    """The corrections that are saved but in no published version; read anew each time."""
    return read(Home.from_environment())


def corrections_of(
    report_ids: Sequence[int], observation_ids: Sequence[int]
) -> dict[int, list[Record]]:
    """The corrections that hold, by observation; only corrected observations need be asked."""
    if not observation_ids:
        return {}
    rows = ask(
        f"""SELECT {_COLUMNS}, o.observation_id
            FROM ({ORDINALS.format(marks(report_ids))}) o JOIN report p USING (report_id)
            JOIN correction c ON c.region_code = p.region_code AND c.report_year = p.year
                 AND c.report_kind = p.kind AND c.quote = o.quote AND c.ordinal = o.ordinal
            WHERE c.undone_at IS NULL AND c.applied
              AND o.observation_id IN ({marks(observation_ids)}) ORDER BY c.correction_id""",
        *report_ids,
        *observation_ids,
    )
    found: dict[int, list[Record]] = {}
    for row in records(rows):
        found.setdefault(int(row["observation_id"]), []).append(row)
    return found


def observation_whole(observation_id: int) -> Record | None:
    """One observation with every field that can be corrected, and its sentence."""
    return one(
        ask(
            """SELECT o.*, g.name AS region, s.text AS sentence, s."start" AS sentence_start
               FROM observation o JOIN region g USING (region_code)
               JOIN sentence s ON s.report_id = o.report_id
                    AND s.sentence_number = o.sentence_number
               WHERE o.observation_id = ?""",
            observation_id,
        )
    )


def targets_to_match(region_code: str, year: int) -> list[Record]:
    """The targets of a region's work report, those of its main passage first."""
    return records(
        ask(
            """SELECT o.observation_id, o.subject, o.quote
               FROM observation o JOIN report r USING (report_id)
               WHERE o.region_code = ? AND o.report_year = ? AND o.role = 'target'
                 AND r.kind = 'work_report' AND r.status = 'current'
               ORDER BY o.headline DESC, o.observation_id""",
            region_code,
            year,
        )
    )


def all_indicators() -> list[Record]:
    """The whole vocabulary, in Chinese and English."""
    return records(ask("SELECT indicator_id, zh, en FROM indicator ORDER BY zh"))
