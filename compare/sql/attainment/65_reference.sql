-- (regexp_replace and not split_part: DuckDB 2.0.0 can't plan that over a column without values.)
-- The other series of a relation, in report Y and for the same year: the economy's growth, another
-- indicator's, or the same indicator of the whole country, province or city.
reference AS MATERIALIZED (
    SELECT
        t.observation_id AS target_id, a.value, a.quote, a.confidence,
        row_number() OVER (
            PARTITION BY t.observation_id
            ORDER BY coalesce(a.comparator <> 'eq', false), a."start"
        ) AS place_in_line
    FROM wanted AS t
    JOIN evidence AS a ON a.region_code = t.region_code AND a.report_id = t.actual_report_id
    WHERE a.role = 'actual' AND a.measure = 'growth' AND a.value IS NOT NULL
        AND a.period = t.target_year::VARCHAR
        AND CASE
            WHEN regexp_matches(t.relation, '^(gt|same):(national|province|city)$')
                THEN a.match_key = t.match_key AND a.place <> t.place
                AND a.place = CASE regexp_replace(t.relation, '^[a-z]+:', '')
                    WHEN 'national' THEN '全国' WHEN 'province' THEN '全省' ELSE '全市' END
            WHEN regexp_matches(t.relation, '^(sync|gt):')
                THEN a.match_key = regexp_replace(t.relation, '^[a-z]+:', '') AND a.place = t.place
            ELSE false
        END
),
-- A whole that is reported only in its parts lies between them.
split_of(whole, part) AS (
    VALUES ('income_all', 'income_urban'), ('income_all', 'income_rural'),
        ('deposits_loans', 'deposits'), ('deposits_loans', 'loans'),
        ('trade_total', 'exports'), ('trade_total', 'imports')
),
-- Joined on their own first, so that the few targets that have parts decide what is read.
split_target AS MATERIALIZED (
    SELECT t.observation_id AS target_id, split_of.part AS key, false AS is_whole, t.region_code,
        t.actual_report_id, t.target_year::VARCHAR AS period, t.place, t.wanted_measure
    FROM wanted AS t
    JOIN split_of ON split_of.whole = t.indicator_id
    UNION ALL
    SELECT t.observation_id, split_of.whole, true, t.region_code, t.actual_report_id,
        t.target_year::VARCHAR, t.place, t.wanted_measure
    FROM wanted AS t
    JOIN split_of ON split_of.part = t.indicator_id
),
split_actual AS MATERIALIZED (
    SELECT t.target_id, t.key, t.is_whole, a.*
    FROM split_target AS t
    JOIN evidence AS a
        ON a.report_id = t.actual_report_id AND a.match_key = t.key AND a.period = t.period
        AND a.measure = t.wanted_measure AND a.place = t.place
    WHERE a.role = 'actual' AND a.value IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY t.target_id, t.key ORDER BY coalesce(a.comparator <> 'eq', false), a."start"
    ) = 1
),
parts AS MATERIALIZED (
    SELECT * FROM split_actual WHERE NOT is_whole AND measure = 'growth'
    QUALIFY count(*) OVER (PARTITION BY target_id) = 2
),
-- The other way round: a part was set, only the whole is reported.
whole AS MATERIALIZED (
    SELECT * FROM split_actual WHERE is_whole
    QUALIFY row_number() OVER (PARTITION BY target_id ORDER BY "start") = 1
)
