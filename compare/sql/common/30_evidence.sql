-- What the principal reports state, made comparable: a key to match by, the value in a known unit
-- family, falls negative whichever way they are written, and which way is good news.
evidence AS MATERIALIZED (
    SELECT
        o.observation_id, o.report_id, o.region_code, o.report_year, o.sentence_number,
        o.subject, o.subject_key, o.indicator_id, o.role, o.comparator, o.unit, o.force,
        o.estimate, o.relation, o.headline, o.quote, o."start", o.confidence,
        o.value AS written_value, o.value_high AS written_value_high, o.measure AS written_measure,
        coalesce(o.flags, []) AS flags,
        o.period,
        coalesce(o.indicator_id, '~' || bare_subject(o.subject_key)) AS match_key,
        coalesce(o.place, '') AS place,
        -- 能耗降低率2% says the same as 能耗下降2%; a price index of 100.3 is a rise of 0.3.
        CASE
            WHEN regexp_matches(o.subject, '(下降|降低|减少)(率|幅度)$|[降减]幅$') THEN -abs(o.value)
            WHEN o.indicator_id = 'cpi' AND o.measure = 'level' AND o.value BETWEEN 80 AND 120
                THEN o.value - 100
            -- 增长1.3倍 is a growth of 130%; 是…的3倍 and 翻一番 say it otherwise.
            WHEN o.measure = 'multiple' AND regexp_matches(o.quote, '增长[^，；]*倍')
                THEN o.value * 100
            ELSE o.value
        END AS value,
        o.value_high,
        CASE
            WHEN o.indicator_id = 'cpi' AND o.measure = 'level' AND o.value BETWEEN 80 AND 120
                THEN 'growth'::measure
            WHEN o.measure = 'multiple' AND regexp_matches(o.quote, '增长[^，；]*倍')
                THEN 'growth'::measure
            WHEN regexp_matches(o.subject, '(下降|降低|减少)(率|幅度)$|[降减]幅$')
                AND o.measure = 'level' THEN 'growth'::measure
            ELSE o.measure
        END AS measure,
        coalesce(u.factor, unit_multiplier(o.unit)) AS factor,
        -- Each currency is a family of its own; so is a unit that the table doesn't know.
        CASE
            WHEN o.indicator_id = 'cpi' THEN 'percent'
            WHEN o.measure = 'multiple' AND regexp_matches(o.quote, '增长[^，；]*倍') THEN 'percent'
            WHEN u.family = 'money_foreign' OR u.family IS NULL
                THEN 'other ' || unit_noun(o.unit)
            ELSE u.family
        END AS family,
        unit_noun(o.unit) AS noun,
        -- Without a line in the vocabulary the words themselves say which way is good.
        coalesce(
            i.better,
            CASE
                WHEN regexp_matches(o.subject, '^(压减|减少|降低|淘汰|治理|化解|整治|处置)')
                    THEN 'up'::better
                WHEN regexp_matches(o.subject, '失业率|浓度|死亡|事故|发案|能耗|排放|负债|杠杆率')
                    THEN 'down'::better
                ELSE 'up'::better
            END
        ) AS better,
        -- Growth of these is measured at constant prices: two levels don't give it.
        regexp_matches(coalesce(o.indicator_id, ''), '^gdp$|^gdp_per_capita$|_va$')
            OR regexp_matches(o.subject, '增加值$|生产总值$') AS at_constant_prices
    FROM source_observation AS o
    JOIN principal AS p ON p.report_id = o.report_id
    LEFT JOIN unit AS u ON u.unit = o.unit
    LEFT JOIN indicator AS i ON i.indicator_id = o.indicator_id
)
