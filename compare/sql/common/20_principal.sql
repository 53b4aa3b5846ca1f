-- One report a region and year: the work report where there is one, else the plan report, the
-- bulletin, the news summary (the order of the enumeration), the newest text of its kind.
principal AS MATERIALIZED (
    SELECT report.report_id, report.region_code, region.name AS region, region.level, report.year
    FROM source_report AS report
    JOIN region USING (region_code)
    QUALIFY row_number() OVER (
        PARTITION BY report.region_code, report.year
        ORDER BY report.kind, report.stored_at DESC, report.report_id DESC
    ) = 1
)
