-- The views that readers ask.

CREATE OR REPLACE VIEW computed_attainment AS
    FROM computed_attainment_of((SELECT list(region_code) FROM region));

CREATE OR REPLACE VIEW computed_target_change AS
    FROM computed_target_change_of((SELECT list(region_code) FROM region));

CREATE OR REPLACE VIEW target AS
    SELECT o.*, r.name AS region, i.zh AS indicator_zh, i.en AS indicator_en
    FROM observation AS o
    JOIN report ON report.report_id = o.report_id AND report.status = 'current'
    JOIN region AS r ON r.region_code = o.region_code
    LEFT JOIN indicator AS i ON i.indicator_id = o.indicator_id
    WHERE o.role = 'target';

CREATE OR REPLACE VIEW actual AS
    SELECT o.*, r.name AS region, i.zh AS indicator_zh, i.en AS indicator_en
    FROM observation AS o
    JOIN report ON report.report_id = o.report_id AND report.status = 'current'
    JOIN region AS r ON r.region_code = o.region_code
    LEFT JOIN indicator AS i ON i.indicator_id = o.indicator_id
    WHERE o.role = 'actual';

-- Rows of low confidence stay among the targets, but no count of outcomes rests on them.
CREATE OR REPLACE VIEW track_record AS
    SELECT
        region_code,
        any_value(region) AS region,
        CASE WHEN grouping(indicator_id) = 0 THEN indicator_id END AS indicator_id,
        count(*) AS targets,
        count(*) FILTER (NOT doubtful
            AND verdict IN ('met', 'met_stretch', 'exceeded', 'missed')) AS judged,
        count(*) FILTER (NOT doubtful AND verdict IN ('met', 'met_stretch', 'exceeded')) AS met,
        count(*) FILTER (NOT doubtful AND verdict = 'exceeded') AS exceeded,
        count(*) FILTER (NOT doubtful AND verdict = 'missed') AS missed,
        count(*) FILTER (verdict = 'not_reported') AS not_reported,
        count(*) FILTER (verdict = 'not_comparable') AS not_comparable,
        count(*) FILTER (verdict = 'qualitative') AS qualitative,
        count(*) FILTER (doubtful AND verdict IN ('met', 'met_stretch', 'exceeded', 'missed'))
            AS doubtful,
        round(met / nullif(judged, 0), 4) AS share_met,
        min(target_year) AS first_year,
        max(target_year) AS last_year
    FROM attainment
    GROUP BY GROUPING SETS ((region_code), (region_code, indicator_id))
    HAVING grouping(indicator_id) = 1 OR indicator_id IS NOT NULL;
