-- What is judged: the reports of the regions asked for. `compare.refresh` leaves this step out and
-- puts these rows into temporary tables of the same names instead, so that DuckDB reads no more
-- than a few reports out of millions of rows and plans the rest only once.
source_report AS (
    SELECT report_id, region_code, year, kind, stored_at
    FROM report
    WHERE status = 'current' AND list_contains(codes, region_code)
),
source_observation AS (
    SELECT *
    FROM observation
    WHERE role <> 'other' AND list_contains(codes, region_code)
)
