-- The outcome as a number: stated, or 持平, or that of the parts, or worked out from two years. `rank`
-- keeps the first way that gives anything.
stated AS (
    SELECT t.observation_id AS target_id, 1 AS rank, 'stated' AS how, f.value, f.unit, f.factor,
        f.family, f.noun, f.comparator, f.estimate, f.quote, f.confidence, f.flags,
        f.observation_id, f.written_value, f.written_value_high, NULL::DOUBLE AS base_value,
        NULL::VARCHAR AS base_quote, 0.0::DOUBLE AS slack
    FROM wanted AS t
    -- A bare fall is also judged by points or amounts (下降0.3个百分点), if there is no growth.
    JOIN found AS f ON f.target_id = t.observation_id
        AND (f.measure = t.wanted_measure OR (t.relation = 'down' AND f.measure = 'change'))
    QUALIFY row_number() OVER (
        PARTITION BY t.observation_id ORDER BY f.measure <> t.wanted_measure
    ) = 1
),
-- 与上年持平 is a growth of zero.
flat AS (
    SELECT t.observation_id AS target_id, 2 AS rank, 'flat' AS how, 0.0::DOUBLE AS value, t.unit,
        t.factor, t.family, t.noun, 'eq'::comparator AS comparator, false AS estimate,
        w.flat AS quote, NULL::DOUBLE AS confidence, []::VARCHAR[] AS flags,
        NULL::BIGINT AS observation_id, NULL::DOUBLE AS written_value,
        NULL::DOUBLE AS written_value_high, NULL::DOUBLE AS base_value,
        NULL::VARCHAR AS base_quote, 0.0::DOUBLE AS slack
    FROM wanted AS t
    JOIN words AS w ON w.target_id = t.observation_id
    WHERE w.flat IS NOT NULL AND t.class = 'growth'
),
of_parts AS (
    SELECT target_id, 3 AS rank, 'part' AS how, value, unit, factor, family, noun, comparator,
        estimate, quote, confidence, flags, observation_id, written_value, written_value_high,
        NULL::DOUBLE AS base_value, NULL::VARCHAR AS base_quote, 0.0::DOUBLE AS slack
    FROM parts
),
worked_out AS (
    SELECT
        t.observation_id AS target_id, 4 AS rank, 'derived' AS how,
        CASE
            WHEN t.wanted_measure = 'growth' AND b.value IS NOT NULL
                THEN (l.value * l.factor / (b.value * b.factor) - 1) * 100
            WHEN t.wanted_measure = 'growth' THEN c.value / (l.value - c.value) * 100
            WHEN t.wanted_measure = 'level' AND g.value IS NOT NULL
                THEN b.value * (1 + g.value / 100)
            WHEN t.wanted_measure = 'level' THEN b.value + c.value
            ELSE l.value * l.factor / b.factor - b.value
        END AS value,
        CASE t.wanted_measure
            WHEN 'growth' THEN '%' WHEN 'level' THEN b.unit ELSE difference_unit(b.unit)
        END AS unit,
        CASE t.wanted_measure WHEN 'growth' THEN 1 ELSE b.factor END AS factor,
        CASE
            WHEN t.wanted_measure = 'growth' THEN 'percent'
            WHEN t.wanted_measure = 'change' AND b.family = 'percent' THEN 'percentage_points'
            ELSE b.family
        END AS family,
        CASE t.wanted_measure WHEN 'growth' THEN '%' ELSE unit_noun(b.unit) END AS noun,
        CASE t.wanted_measure WHEN 'level' THEN coalesce(g.comparator, c.comparator)
            ELSE l.comparator END AS comparator,
        CASE t.wanted_measure WHEN 'level' THEN coalesce(g.estimate, c.estimate)
            ELSE l.estimate END AS estimate,
        CASE t.wanted_measure WHEN 'level' THEN coalesce(g.quote, c.quote)
            ELSE l.quote END AS quote,
        CASE t.wanted_measure WHEN 'level'
            THEN least(coalesce(g.confidence, c.confidence), b.confidence)
            ELSE least(l.confidence, b.confidence) END AS confidence,
        CASE t.wanted_measure WHEN 'level' THEN coalesce(g.flags, c.flags)
            ELSE l.flags END AS flags,
        CASE t.wanted_measure WHEN 'level' THEN coalesce(g.observation_id, c.observation_id)
            ELSE l.observation_id END AS observation_id,
        NULL::DOUBLE AS written_value, NULL::DOUBLE AS written_value_high,
        b.value AS base_value, b.quote AS base_quote,
        CASE t.wanted_measure
            WHEN 'growth' THEN rule.derived
            WHEN 'level' THEN b.value * rule.derived / 100
            ELSE 0
        END AS slack
    FROM wanted AS t
    CROSS JOIN rule
    LEFT JOIN found AS l ON l.target_id = t.observation_id AND l.measure = 'level'
    LEFT JOIN found AS g ON g.target_id = t.observation_id AND g.measure = 'growth'
    LEFT JOIN found AS c ON c.target_id = t.observation_id AND c.measure = 'change'
    LEFT JOIN before AS b ON b.target_id = t.observation_id AND b.place_in_line = 1
    WHERE (NOT t.at_constant_prices OR t.wanted_measure = 'change')
        AND CASE t.wanted_measure
            -- From a bound (突破500亿元) no growth can be told.
            WHEN 'growth' THEN l.value > 0 AND l.family <> 'percent'
                AND coalesce(l.comparator, 'eq') NOT IN ('gt', 'ge') AND (
                l.family = b.family
                OR (b.value IS NULL AND c.family = l.family AND c.factor = l.factor
                    AND l.value > c.value)
            )
            WHEN 'level' THEN b.value IS NOT NULL AND (
                (g.value IS NOT NULL AND b.family <> 'percent')
                OR (g.value IS NULL AND c.unit = difference_unit(b.unit))
            )
            WHEN 'change' THEN l.family = b.family
            ELSE false
        END
),
measured AS MATERIALIZED (
    SELECT *
    FROM (FROM stated UNION ALL FROM flat UNION ALL FROM of_parts UNION ALL FROM worked_out)
    WHERE value IS NOT NULL
    QUALIFY rank = min(rank) OVER (PARTITION BY target_id)
)
