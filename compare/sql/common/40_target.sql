-- The targets that are judged: those of the main passage, due in the report's own year. A number
-- with a stretch beside it (7%以上、力争8%) is one target with a base and a stretch.
headline AS MATERIALIZED (
    SELECT
        *,
        CASE
            WHEN (relation IS NOT NULL AND relation <> 'positive') OR value IS NULL THEN 'words'
            ELSE measure::VARCHAR
        END AS class,
        report_year AS target_year
    FROM evidence
    WHERE role = 'target' AND headline
        AND (
            period IS NULL OR period = report_year::VARCHAR
            -- 完成“十四五”目标 is judged every year: words have no number that is due later.
            OR ((value IS NULL OR relation IS NOT NULL) AND period LIKE '____-____'
                AND report_year BETWEEN left(period, 4)::INTEGER AND right(period, 4)::INTEGER)
        )
),
numbered AS MATERIALIZED (
    SELECT
        *,
        row_number() OVER same AS position,
        first_value(observation_id) OVER same AS base_id,
        first_value(value) OVER same AS base_value,
        first_value(subject_key) OVER same AS base_subject_key,
        first_value(family) OVER same AS base_family,
        first_value(factor) OVER same AS base_factor
    FROM headline
    WINDOW same AS (
        PARTITION BY region_code, report_year, match_key, place, class
        -- What is set for the year itself goes before the goals of several years beside it.
        ORDER BY coalesce(period LIKE '____-____', false), coalesce(force = 'strive', false),
            "start", observation_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
),
stretch AS MATERIALIZED (
    SELECT
        base_id,
        -- In the base's unit; the boldest where there are several.
        arg_max(value * factor / base_factor, abs(value * factor - base_value * base_factor)) AS value,
        arg_max(comparator, abs(value * factor - base_value * base_factor)) AS comparator
    FROM numbered
    WHERE position > 1 AND force = 'strive' AND family = base_family AND value IS NOT NULL
        AND CASE
            WHEN base_value < 0 OR better = 'down' THEN value * factor < base_value * base_factor
            ELSE value * factor > base_value * base_factor
        END
    GROUP BY base_id
),
target_row AS MATERIALIZED (
    SELECT
        n.* EXCLUDE (base_id, base_value, base_subject_key, base_family, base_factor),
        s.value AS stretch_value,
        s.comparator AS stretch_comparator
    FROM numbered AS n
    LEFT JOIN stretch AS s ON s.base_id = n.observation_id
    -- A further row of the same indicator counts where it is about something else by its words.
    WHERE n.position = 1 OR (n.class <> 'words' AND n.subject_key <> n.base_subject_key
        AND coalesce(n.force <> 'strive', true)
        AND n.value * n.factor <> n.base_value * n.base_factor)
)
