-- The tolerances of the table verdict_rule as one row, so that a step can name them.
rule AS MATERIALIZED (
    SELECT
        max(value) FILTER (name = 'TOL_PP') AS tol_pp,
        max(value) FILTER (name = 'TOL_REL') / 100 AS tol_rel,
        max(value) FILTER (name = 'EXCEED') / 100 AS exceed,
        max(value) FILTER (name = 'SYNC') AS sync,
        max(value) FILTER (name = 'CPI') AS cpi,
        max(value) FILTER (name = 'DERIVED') AS derived,
        max(value) FILTER (name = 'CONVERTED') / 100 AS converted,
        max(value) FILTER (name = 'EPS') AS eps,
        max(value) FILTER (name = 'LOW_CONFIDENCE') AS low_confidence
    FROM verdict_rule
)
