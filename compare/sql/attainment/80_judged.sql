-- Step 6, the tables of docs/verdicts.md. `slack` widens towards met on both sides; `eps` keeps a
-- gap of exactly the tolerance inside it.
compared AS MATERIALIZED (
    SELECT
        s.*,
        CASE sense
            WHEN 'price' THEN
                outcome <= low + CASE comparator WHEN 'about' THEN rule.cpi ELSE 0 END + slack + s.eps
            WHEN 'both' THEN CASE comparator
                WHEN 'range' THEN outcome BETWEEN low - slack - s.eps AND high + slack + s.eps
                ELSE abs(outcome - low) <= tolerance + slack + s.eps
            END
            WHEN 'ceiling' THEN CASE comparator
                WHEN 'lt' THEN outcome < low - s.eps + slack
                ELSE outcome <= low + slack + s.eps
            END
            WHEN 'mirror' THEN CASE comparator
                WHEN 'about' THEN outcome <= low + tolerance + slack + s.eps
                ELSE outcome <= high + slack + s.eps
            END
            ELSE CASE comparator
                WHEN 'about' THEN outcome >= low - tolerance - slack - s.eps
                WHEN 'gt' THEN outcome > low + s.eps - slack
                    OR (actual_comparator IN ('gt', 'ge') AND outcome >= low - s.eps)
                ELSE outcome >= low - slack - s.eps
            END
        END AS met,
        CASE
            WHEN relation IS NOT NULL OR low = 0 OR sense IN ('price', 'both') THEN false
            WHEN indicator_id = 'cpi' THEN false
            WHEN better = 'neutral' THEN false
            WHEN sense = 'ceiling' THEN better = 'down' AND NOT fall
                AND outcome < low * (1 - rule.exceed) - slack - s.eps
            WHEN sense = 'mirror' AND comparator = 'about'
                THEN outcome < low - tolerance - slack - s.eps
            WHEN sense = 'mirror' THEN outcome < low * (1 - rule.exceed) - slack - s.eps
            WHEN comparator = 'about' THEN outcome > low + tolerance + slack + s.eps
            ELSE outcome > high + abs(high) * rule.exceed + slack + s.eps
        END AS exceeded,
        coalesce(CASE
            WHEN sense IN ('price', 'ceiling', 'mirror')
                THEN outcome <= stretch + s.eps
                    + CASE stretch_comparator WHEN 'about' THEN tolerance ELSE 0 END
            WHEN stretch_comparator = 'gt' THEN outcome > stretch + s.eps
                OR (actual_comparator IN ('gt', 'ge') AND outcome >= stretch - s.eps)
            WHEN stretch_comparator = 'about' THEN outcome >= stretch - tolerance - s.eps
            ELSE outcome >= stretch - s.eps
        END, false) AS stretched
    FROM sensed AS s, rule
),
-- One row a target: the parts of a whole must agree, the weaker one speaks for them.
judged AS MATERIALIZED (
    SELECT
        target_id,
        bool_and(met) AS met,
        bool_or(met) AS partly_met,
        bool_and(exceeded) AS exceeded,
        bool_and(stretched) AS stretched,
        bool_and(same_unit) AS same_unit,
        bool_or(other_time) AS other_time,
        arg_min(one, CASE WHEN sense IN ('price', 'ceiling', 'mirror') THEN -outcome
            ELSE outcome END) AS weakest
    FROM compared AS one
    GROUP BY target_id
),
-- The measured row that stands for the target: the weakest part, or the only one.
spoken AS MATERIALIZED (
    SELECT m.*
    FROM measured AS m
    LEFT JOIN judged AS j ON j.target_id = m.target_id
    QUALIFY row_number() OVER (
        PARTITION BY m.target_id
        ORDER BY m.observation_id IS DISTINCT FROM j.weakest.actual_id, m.observation_id
    ) = 1
)
