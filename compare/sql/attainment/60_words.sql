-- Step 3, what report Y says in words of this very target. A task set from above is met by words
-- that name the same kind of task (节能减排, 约束性指标), also under a longer subject.
said AS MATERIALIZED (
    SELECT
        t.observation_id AS target_id, t.relation, s.kind, s.quote,
        row_number() OVER (
            PARTITION BY t.observation_id, s.kind ORDER BY s."start"
        ) AS place_in_line
    FROM wanted AS t
    JOIN statement AS s ON s.report_id = t.actual_report_id
    WHERE (
            s.period IS NULL OR s.period = t.target_year::VARCHAR OR s.period = t.period
            -- 完成“十四五”目标 set for the year is met by words about the plan.
            OR (t.relation = 'assigned' AND t.quote LIKE '%十_五%' AND s.period LIKE '____-____'
                AND t.target_year BETWEEN left(s.period, 4)::INTEGER
                    AND right(s.period, 4)::INTEGER)
        )
        AND (
            coalesce(s.indicator_id, '~' || bare_subject(s.subject_key)) = t.match_key
            OR (
                t.relation = 'assigned' AND s.kind IN ('met', 'missed') AND list_has_any(
                    regexp_extract_all(t.subject, '约束性指标|节能|减排|降碳|能耗|污染物'),
                    regexp_extract_all(s.subject, '约束性指标|节能|减排|降碳|能耗|污染物')
                )
            )
        )
),
words AS MATERIALIZED (
    SELECT
        target_id,
        max(quote) FILTER (kind = 'missed' AND place_in_line = 1) AS missed,
        max(quote) FILTER (kind = 'met' AND place_in_line = 1) AS met,
        max(quote) FILTER (kind = 'same:past' AND place_in_line = 1) AS flat,
        max(quote) FILTER (kind = 'trend' AND place_in_line = 1) AS trend,
        max(quote) FILTER (kind = relation AND place_in_line = 1) AS held,
        -- Faster than the economy is in step with it as well.
        max(quote) FILTER (kind = 'gt:gdp' AND relation = 'sync:gdp' AND place_in_line = 1)
            AS held_and_more,
        max(quote) FILTER (kind = 'lt:' || regexp_replace(relation, '^[a-z]+:', '') AND place_in_line = 1)
            AS behind,
        max(quote) FILTER (kind LIKE '%:%' AND place_in_line = 1) AS any_relation
    FROM said
    GROUP BY target_id
)
