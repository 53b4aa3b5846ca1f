-- Step 1, which actual: of report Y, about the target's year, the same indicator (or, without an
-- id, the same subject) and place; the best of each measure.
wanted AS MATERIALIZED (
    SELECT
        t.*,
        CASE
            WHEN relation = 'stable' OR (class = 'words' AND relation IS NULL) THEN NULL
            WHEN class = 'words' THEN 'growth'::measure
            ELSE measure
        END AS wanted_measure,
        p.report_id AS actual_report_id,
        p.region
    FROM target_row AS t
    JOIN principal AS p ON p.region_code = t.region_code AND p.year = t.report_year + 1
),
candidate AS MATERIALIZED (
    SELECT
        t.observation_id AS target_id,
        a.*,
        row_number() OVER (
            PARTITION BY t.observation_id, a.measure
            ORDER BY
                -- A person said that this is the outcome.
                NOT list_contains(a.flags, 'matched'),
                a.confidence < rule.low_confidence,
                coalesce(t.family <> a.family AND t.noun <> '' AND a.noun <> '', false),
                -- Income in step with the economy is meant in real terms.
                coalesce(t.relation LIKE '%gdp', false) AND a.quote NOT LIKE '%实际%',
                t.subject_key <> a.subject_key AND t.position > 1,
                coalesce(a.comparator <> 'eq', false),
                regexp_matches(a.quote, '季度|上半年|前[一二三四五六七八九十]+个月|[0-9]+月份?'),
                a."start"
        ) AS place_in_line
    FROM wanted AS t
    CROSS JOIN rule
    JOIN evidence AS a
        ON a.region_code = t.region_code AND a.report_id = t.actual_report_id
        AND a.match_key = t.match_key AND a.place = t.place
    WHERE a.role = 'actual' AND a.period = t.target_year::VARCHAR AND a.value IS NOT NULL
        -- 比2020年增长65%: over several years, whatever year it ends with.
        AND NOT (a.measure = 'growth' AND regexp_extract(a.quote, '[比较](20[0-9][0-9])年', 1)
            NOT IN ('', (t.target_year - 1)::VARCHAR))
),
found AS MATERIALIZED (SELECT * FROM candidate WHERE place_in_line = 1),
-- The level of the year before, for working out a growth: as report Y repeats it, else as the
-- report before gave it. A bound (超过1600亿元) is no base to work from.
before AS MATERIALIZED (
    SELECT
        t.observation_id AS target_id, a.value, a.factor, a.family, a.unit, a.quote, a.confidence,
        row_number() OVER (
            PARTITION BY t.observation_id
            ORDER BY a.report_id <> t.actual_report_id, a.comparator <> 'eq', a."start"
        ) AS place_in_line
    FROM wanted AS t
    JOIN evidence AS a
        ON a.region_code = t.region_code AND a.report_year IN (t.report_year, t.report_year + 1)
        AND a.match_key = t.match_key AND a.place = t.place
    WHERE a.role = 'actual' AND a.measure = 'level' AND a.value > 0
        AND a.period = (t.target_year - 1)::VARCHAR AND a.comparator IN ('eq', 'about')
),
other_period AS MATERIALIZED (
    SELECT t.observation_id AS target_id, arg_min(a.period, a."start") AS period,
        arg_min(a.quote, a."start") AS quote
    FROM wanted AS t
    JOIN evidence AS a
        ON a.region_code = t.region_code AND a.report_id = t.actual_report_id
        AND a.match_key = t.match_key AND a.place = t.place
    WHERE a.role = 'actual' AND coalesce(a.period, '') <> t.target_year::VARCHAR
    GROUP BY t.observation_id
)
