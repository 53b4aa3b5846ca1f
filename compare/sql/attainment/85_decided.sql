-- The steps in their order: the first that decides wins. `step` is the name shown as `rule`.
decided AS MATERIALIZED (
    SELECT
        t.observation_id AS target_id,
        j.weakest AS finding,
        j.met, j.exceeded, j.stretched,
        CASE
            WHEN t.wanted_measure IS NULL THEN '2.qualitative'
            WHEN j.weakest.how = 'stated' AND j.same_unit AND NOT j.other_time THEN '6'
            WHEN w.missed IS NOT NULL THEN '3.missed'
            WHEN w.met IS NOT NULL THEN '3.met'
            WHEN coalesce(w.held, w.held_and_more) IS NOT NULL THEN '3.relation'
            WHEN w.behind IS NOT NULL THEN '3.behind'
            WHEN j.weakest.how = 'flat' THEN '3.flat'
            -- By the rule of relations one side is missing; the parts are shown.
            WHEN j.weakest.how = 'part' AND t.relation LIKE '%:%' THEN '4.parts'
            WHEN j.weakest.how = 'part' AND j.met <> j.partly_met THEN '5.parts'
            WHEN j.same_unit AND NOT j.other_time THEN '6'
            WHEN t.relation = 'down' THEN '2.down'
            WHEN t.relation = 'assigned' THEN '4.assigned'
            WHEN t.relation <> 'positive' THEN '4.relation'
            WHEN NOT j.same_unit THEN '5.units'
            WHEN j.other_time THEN '5.time'
            WHEN other.observation_id IS NOT NULL THEN '5.measure'
            WHEN whole.observation_id IS NOT NULL THEN '5.part'
            WHEN o.period IS NOT NULL THEN '4.other_period'
            ELSE '4.not_reported'
        END AS step,
        w.missed AS said_missed, w.met AS said_met, w.behind, w.flat,
        coalesce(w.held, w.held_and_more) AS said_held, w.any_relation, w.trend, t.relation, o.period AS other_period,
        other.observation_id AS other_id, whole.observation_id AS whole_id
    FROM wanted AS t
    LEFT JOIN judged AS j ON j.target_id = t.observation_id
    LEFT JOIN words AS w ON w.target_id = t.observation_id
    LEFT JOIN other_period AS o ON o.target_id = t.observation_id
    LEFT JOIN whole ON whole.target_id = t.observation_id
    LEFT JOIN (
        SELECT target_id, arg_min(observation_id, [(measure <> 'growth')::INTEGER, "start"])
            AS observation_id
        FROM found
        WHERE measure <> 'rank' AND quote NOT LIKE '%累计%'
        GROUP BY target_id
    ) AS other ON other.target_id = t.observation_id
),
verdict_row AS MATERIALIZED (
    SELECT
        d.*,
        CASE
            WHEN step = '3.missed' THEN said_missed
            WHEN step = '3.met' THEN said_met
            WHEN step = '3.behind' THEN behind
            WHEN step = '3.flat' THEN flat
            WHEN step = '3.relation' THEN said_held
            -- Words decide nothing here, but a reader wants to see them.
            WHEN step[1] IN ('2', '4') THEN coalesce(trend, any_relation, said_met, said_missed)
        END AS words,
        CASE
            WHEN step = '5.part' THEN whole_id
            WHEN step IN ('2.qualitative', '2.down', '4.assigned', '4.relation', '5.measure')
                THEN other_id
        END AS shown_id,
        (CASE
            WHEN step = '6' AND met AND stretched THEN 'met_stretch'
            WHEN step = '6' AND exceeded THEN 'exceeded'
            WHEN step = '6' AND met THEN 'met'
            WHEN step = '6' THEN 'missed'
            WHEN step IN ('3.missed', '3.behind') THEN 'missed'
            WHEN step = '3.flat' AND NOT met THEN 'missed'
            WHEN step[1] = '3' THEN 'met'
            WHEN step[1] = '2' THEN 'qualitative'
            WHEN step[1] = '4' THEN 'not_reported'
            ELSE 'not_comparable'
        END)::verdict AS verdict
    FROM decided AS d
)
