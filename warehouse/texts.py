"""The whole texts of reports, which lie in the warehouse by sentence.

Sentences cover a text but for the spaces between them, which stand beside them (`space_after`);
the view `report_text` puts both together. A text that they don't give back letter by letter lies
whole in `kept_text`, and so does one whose sentences went, because another text took its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import duckdb

from warehouse.connect import listed

if TYPE_CHECKING:
    from warehouse.rows import StoredReport

Connection = duckdb.DuckDBPyConnection


def spaces(report: StoredReport) -> list[str]:
    """What stands between each sentence and the next one, or the text's end."""
    following = [int(sentence["start"]) for sentence in report.sentences[1:]]
    return [
        report.text[sentence["end"] : start]
        for sentence, start in zip(report.sentences, [*following, len(report.text)], strict=False)
    ]


def covered(report: StoredReport) -> bool:
    """Whether sentences and spaces, put together by the sentences' numbers, are the text."""
    sentences = report.sentences
    return (
        bool(sentences)
        and sentences[0]["start"] == 0
        and all(
            one["end"] <= other["start"] and one["number"] < other["number"]
            for one, other in pairwise(sentences)
        )
    )


def of_reports(connection: Connection, report_ids: Sequence[int]) -> dict[int, str]:
    """The whole texts of some reports, by report_id; quickest for reports that lie together."""
    if not report_ids:
        return {}
    # Written out, so that DuckDB passes over the sentences of all others.
    found = connection.execute(
        "SELECT report_id, text FROM report_text "
        f"WHERE report_id BETWEEN {min(report_ids)} AND {max(report_ids)} "
        f"AND report_id IN ({listed(report_ids)})"
    ).fetchall()
    return {int(report_id): str(text or "") for report_id, text in found}


def keep(connection: Connection, report_ids: Sequence[int]) -> None:
    """Keep these reports' texts whole, before their sentences go."""
    kept = connection.execute(
        f"SELECT report_id FROM kept_text WHERE report_id IN ({listed(report_ids)})"
    ).fetchall()
    _keep(connection, of_reports(connection, sorted(set(report_ids) - {row[0] for row in kept})))


def settle(connection: Connection, reports: Sequence[tuple[int, StoredReport]]) -> None:
    """Keep whole, of these reports, the texts that their sentences don't cover, and no others."""
    ids = listed([report_id for report_id, _ in reports])
    connection.execute(f"DELETE FROM kept_text WHERE report_id IN ({ids})")
    _keep(connection, {report_id: one.text for report_id, one in reports if not covered(one)})


def _keep(connection: Connection, texts: dict[int, str]) -> None:
    if texts:
        connection.executemany("INSERT INTO kept_text VALUES (?, ?)", list(texts.items()))
