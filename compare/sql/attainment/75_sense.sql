-- Target and outcome in one unit and one direction, and which of the tables of docs/verdicts.md
-- applies (`sense`). Falls are turned round here, so that a bigger fall is a bigger number.
aligned AS MATERIALIZED (
    SELECT
        t.observation_id AS target_id, m.how, m.rank, m.comparator AS actual_comparator, m.slack,
        m.observation_id AS actual_id,
        t.unit AS target_unit, t.indicator_id, t.better, t.relation, t.measure,
        CASE
            WHEN t.relation = 'same:past' AND t.better = 'down' THEN 'le'::comparator
            WHEN t.relation LIKE 'sync:%' OR t.relation = 'same:past' THEN 'ge'::comparator
            WHEN t.relation LIKE 'gt:%' THEN 'gt'::comparator
            WHEN t.relation = 'down' THEN 'lt'::comparator
            WHEN t.relation LIKE 'same:%' THEN 'about'::comparator
            ELSE coalesce(t.comparator, 'eq')
        END AS comparator,
        CASE
            WHEN t.relation LIKE 'sync:%' THEN r.value - rule.sync
            WHEN t.relation = 'down' THEN 0
            WHEN t.relation = 'same:past' AND t.better = 'down' THEN rule.sync
            WHEN t.relation = 'same:past' THEN -rule.sync
            WHEN t.relation LIKE 'gt:%' OR t.relation LIKE 'same:%' THEN r.value
            ELSE t.value
        END AS goal,
        coalesce(t.value_high, t.value) AS goal_high,
        t.stretch_value, t.stretch_comparator,
        -- A fall that is set as a task; a fall of what should rise is only a floor below zero.
        coalesce(
            t.value < 0 AND t.measure IN ('growth', 'change')
                AND (t.better <> 'up' OR t.indicator_id IS NULL OR t.comparator IN ('ge', 'gt')),
            false
        ) AS fall,
        m.value * CASE WHEN t.class = 'words' THEN 1 ELSE m.factor / t.factor END AS outcome,
        t.class = 'words' OR m.family = t.family OR (
            (m.noun = '' OR t.noun = '') AND m.family IN ('count', 'persons', 'visits')
                AND t.family IN ('count', 'persons', 'visits')
        ) AS same_unit,
        m.family = 'mass' AND (m.noun LIKE '%斤') <> (t.noun LIKE '%斤') AS other_weights,
        regexp_matches(t.quote, '全年|平均|年均')
            AND regexp_matches(m.quote, '年末|年底|[0-9]月')
            AND NOT regexp_matches(m.quote, '全年|平均|年均|12月') AS other_time,
        CASE
            WHEN t.family = 'percentage_points'
                OR (t.family = 'percent' AND t.measure <> 'growth') THEN rule.tol_pp
            WHEN t.family = 'percent' THEN greatest(rule.tol_pp, rule.tol_rel * abs(t.value))
            WHEN t.class = 'words' THEN rule.tol_pp
            ELSE rule.tol_rel * abs(t.value)
        END AS tolerance
    FROM wanted AS t
    CROSS JOIN rule
    JOIN measured AS m ON m.target_id = t.observation_id
    LEFT JOIN reference AS r ON r.target_id = t.observation_id AND r.place_in_line = 1
),
sensed AS MATERIALIZED (
    SELECT
        a.* EXCLUDE (goal, goal_high, outcome, slack),
        CASE WHEN fall THEN least(abs(goal), abs(goal_high)) ELSE least(goal, goal_high) END AS low,
        CASE WHEN fall THEN greatest(abs(goal), abs(goal_high))
             ELSE greatest(goal, goal_high) END AS high,
        CASE WHEN fall THEN -1 ELSE 1 END * outcome AS outcome,
        CASE WHEN fall THEN abs(stretch_value) ELSE stretch_value END AS stretch,
        slack + CASE WHEN other_weights THEN rule.converted * abs(goal) ELSE 0 END AS slack,
        rule.eps * greatest(1, abs(goal), abs(outcome)) AS eps,
        CASE
            WHEN relation = 'down' OR (relation = 'same:past' AND better = 'down') THEN 'ceiling'
            WHEN relation LIKE 'same:%' AND relation <> 'same:past' THEN 'both'
            WHEN relation IS NOT NULL THEN 'floor'
            WHEN indicator_id = 'cpi' AND comparator <> 'range' THEN 'price'
            WHEN fall AND comparator IN ('le', 'lt') THEN 'ceiling'
            WHEN fall THEN 'floor'
            WHEN goal < 0 AND comparator IN ('le', 'lt') THEN 'floor'
            WHEN better = 'neutral' AND comparator IN ('eq', 'about', 'range') THEN 'both'
            WHEN comparator IN ('le', 'lt') THEN 'ceiling'
            WHEN better = 'down' AND comparator IN ('eq', 'about', 'range') THEN 'mirror'
            ELSE 'floor'
        END AS sense
    FROM aligned AS a, rule
    WHERE goal IS NOT NULL
)
