"""A warehouse of the whole country, made of what real reports look like; seeded.

Every made report is put together from sentences of real ones (the shared corpus where it is there,
else our samples), each with the observations that the extractor read from it; so lengths, subjects,
units, roles and the share of sentences without a figure are those of real reports, and a made
report has as many sentences as one of the real ones. It opens with one report's headline outcomes,
has one report's headline targets in its second half, and ordinary sentences around them. All of it
is one set of SQL statements over three template tables.
"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ingest.extract import extract
from ingest.model import Extraction, Observation
from warehouse.store import Writer

ROOT = Path(__file__).resolve().parent.parent
FIRST_YEAR = 2006
# Districts a batch: bounds the memory of the joins.
BATCH = 50

SCHEMA_OBSERVATION = [
    "subject", "subject_key", "indicator", "measure", "role", "comparator", "value", "value_high",
    "unit", "force", "estimate", "relation", "headline", "place", "quote", "confidence", "rule",
]  # fmt: skip


def templates(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `template` (blocks of text) and `template_observation` with what real reports hold.

    `template_length` gets how many sentences each has.
    """
    blocks: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    lengths: list[dict[str, Any]] = []
    for text in _texts():
        extraction = extract(text)
        if extraction.facts.year is not None:
            _take(text, extraction, blocks, rows)
            lengths.append({"n": len(lengths), "sentences": len(extraction.sentences)})
    made = {"template": blocks, "template_observation": rows, "template_length": lengths}
    for name, data in made.items():
        table = pa.Table.from_pylist(data)
        connection.register("given", table)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM given")
        connection.unregister("given")


def _texts() -> list[str]:
    shared = Path(os.environ.get("DUIXIAN_SHARED", ROOT.parent / "shared"))
    files = sorted((shared / "corpus" / "reports").glob("*.txt"))
    if not files:
        files = sorted((ROOT / "samples").rglob("*.txt"))
    return [path.read_text(encoding="utf-8") for path in files]


def _take(
    text: str, extraction: Extraction, blocks: list[dict[str, Any]], rows: list[dict[str, Any]]
) -> None:
    """One report's blocks: its headline targets as one, every other sentence by itself."""
    by_sentence: dict[int, list[Observation]] = defaultdict(list)
    for observation in extraction.observations:
        by_sentence[observation.sentence].append(observation)
    kinds = {section.number: section.kind for section in extraction.sections}
    headline = [sentence for sentence in extraction.sentences if sentence.headline]
    parts = [("targets", headline)] if headline else []
    parts += [
        (kinds.get(sentence.section, "other"), [sentence])
        for sentence in extraction.sentences
        if not sentence.headline
    ]
    for kind, sentences in parts:
        start, end = sentences[0].start, sentences[-1].end
        if end - start > 4_000:
            continue
        found = [one for sentence in sentences for one in by_sentence[sentence.number]]
        outcomes = kind == "review" and any(one.indicator == "gdp" for one in found)
        number = len(blocks)
        part = "outcomes" if outcomes else kind
        blocks.append({"block": number, "kind": part, "text": text[start:end]})
        rows += [_row(number, start, one, extraction.facts.year or 0) for one in found]


def _row(block: int, start: int, one: Observation, year: int) -> dict[str, Any]:
    """One observation with its places and its years relative to the block and the report."""
    first, _, last = str(one.period or "").partition("-")
    record = one.as_record()
    return {
        "block": block,
        **{name: record[name] for name in SCHEMA_OBSERVATION},
        "start": one.start - start,
        "end": one.end - start,
        "quote_start": one.quote_start - start,
        "quote_end": one.quote_end - start,
        "first_offset": int(first) - year if first.isdecimal() else None,
        "last_offset": int(last) - year if last.isdecimal() else None,
    }


def build(writer: Writer, districts: int, years: int, sentences: int | None = None) -> None:
    """Fill the working file with `districts` × `years` reports.

    Each has `sentences` sentences; None gives each as many as one of the real reports has.
    """
    connection = writer.connection
    connection.execute("SELECT setseed(0.42)")
    # Every 16 MB, as DuckDB does by itself, it would pack the last rows of each table again.
    connection.execute("SET checkpoint_threshold = '1GB'")
    templates(connection)
    if sentences is not None:
        connection.execute("UPDATE template_length SET sentences = ?", [sentences])
    _number(connection)
    connection.execute(
        "INSERT INTO region SELECT 'X' || lpad(i::VARCHAR, 5, '0'), '示例' || i || '区', "
        "'示例' || i || '区', 'district', NULL, 'shili ' || i, [], true FROM range(?) t(i)",
        [districts],
    )
    for first in range(0, districts, BATCH):
        _batch(connection, first, min(first + BATCH, districts), years)
    connection.execute("RESET checkpoint_threshold")
    connection.execute("CHECKPOINT")


def _number(connection: duckdb.DuckDBPyConnection) -> None:
    """Number the blocks of each part, so that a hash can choose one."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE numbered AS
        SELECT block, text, part, row_number() OVER (PARTITION BY part ORDER BY block) - 1 AS n,
               count(*) OVER (PARTITION BY part) AS total
        FROM (SELECT *, CASE WHEN kind IN ('targets', 'outcomes') THEN kind ELSE 'other' END AS part
              FROM template)
        """
    )


def _batch(connection: duckdb.DuckDBPyConnection, first: int, last: int, years: int) -> None:
    """The reports of some districts: which blocks, where each lies, then text and rows."""
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE made AS
        SELECT d * {years} + y + 1 AS report_id, 'X' || lpad(d::VARCHAR, 5, '0') AS region_code,
               ({FIRST_YEAR} + y)::INTEGER AS year, sentences
        FROM range({first}, {last}) a(d), range({years}) b(y), template_length l
        WHERE l.n = hash(d, y, 'length') % (SELECT count(*) FROM template_length);
        CREATE OR REPLACE TEMP TABLE chosen AS
        SELECT report_id, region_code, year, k, part,
               (hash(report_id, k)
                % (SELECT max(total) FROM numbered n WHERE n.part = p.part))::BIGINT AS n
        FROM (SELECT *, CASE k WHEN 1 THEN 'outcomes' WHEN sentences // 2 THEN 'targets'
                        ELSE 'other' END AS part
              FROM (SELECT *, unnest(range(1, sentences + 1)) AS k FROM made)) p;
        CREATE OR REPLACE TEMP TABLE placed AS
        SELECT *, (sum(length(text) + 1) OVER (PARTITION BY report_id ORDER BY k)
                   - length(text) - 1)::INTEGER AS begin_at
        FROM chosen JOIN numbered USING (part, n);
        """
    )
    connection.execute(_INSERTS)


_INSERTS = """
    INSERT INTO report (report_id, region_code, year, kind, title, text_sha256, characters,
                        extractor_version, doubts, stored_at)
    SELECT report_id, region_code, year, 'work_report',
           year || '年示例政府工作报告', sha256(text), length(text), 'bench', [], now()
    FROM (SELECT report_id, any_value(region_code) AS region_code, any_value(year) AS year,
                 string_agg(text, chr(10) ORDER BY k) AS text
          FROM placed GROUP BY report_id)
    ORDER BY report_id;
    INSERT INTO sentence
    SELECT report_id, k, CASE WHEN part = 'outcomes' THEN 1 ELSE 2 END,
           begin_at, begin_at + length(text), part = 'targets', text,
           CASE WHEN k = max(k) OVER (PARTITION BY report_id) THEN '' ELSE chr(10) END
    FROM placed ORDER BY report_id, k;
    INSERT INTO section
    SELECT DISTINCT report_id, n, CASE n WHEN 1 THEN 'review' ELSE 'plan' END, '', 0, 0
    FROM made, range(1, 3) t(n);
    INSERT INTO observation
    SELECT nextval('observation_id_seq'), *
    FROM (SELECT p.report_id, p.region_code, p.year, p.k, o.subject, o.subject_key, o.indicator,
           o.measure, o.role,
           CASE WHEN o.last_offset IS NULL THEN (p.year + o.first_offset)::VARCHAR
                ELSE (p.year + o.first_offset) || '-' || (p.year + o.last_offset) END,
           p.year + coalesce(o.last_offset, o.first_offset), o.comparator, o.value, o.value_high,
           o.unit, o.force, o.estimate, o.relation, o.headline, o.place, o.quote,
           p.begin_at + o."start", p.begin_at + o."end",
           p.begin_at + o.quote_start, p.begin_at + o.quote_end,
           o.confidence, o.rule, []
        FROM placed p JOIN template_observation o USING (block)
        ORDER BY p.report_id, p.k, o.quote_start, o."start");
"""
