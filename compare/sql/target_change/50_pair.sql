-- The targets of two following years lined up: by indicator or subject and measure first, then the
-- same subject in another form (a number that became words), then a wider or narrower subject.
-- Nothing is said where one of the two texts lacks its target passage.
years AS MATERIALIZED (
    SELECT a.region_code, a.region, a.year AS previous_year, b.year AS year,
        a.report_id AS previous_report_id, b.report_id AS current_report_id
    FROM principal AS a
    JOIN principal AS b ON b.region_code = a.region_code AND b.year = a.year + 1
    WHERE a.report_id IN (SELECT report_id FROM target_row)
        AND b.report_id IN (SELECT report_id FROM target_row)
),
same_form AS MATERIALIZED (
    SELECT c.observation_id AS current_id, p.observation_id AS previous_id
    FROM target_row AS c
    JOIN target_row AS p
        ON p.region_code = c.region_code AND p.report_year = c.report_year - 1
        AND p.match_key = c.match_key AND p.place = c.place AND p.class = c.class
        AND p.position = c.position
),
left_before AS MATERIALIZED (
    SELECT *, row_number() OVER (
        PARTITION BY region_code, report_year, match_key, place
        ORDER BY measure = 'growth' DESC NULLS LAST, "start"
    ) AS turn
    FROM target_row
    WHERE observation_id NOT IN (SELECT previous_id FROM same_form)
),
left_now AS MATERIALIZED (
    SELECT *, row_number() OVER (
        PARTITION BY region_code, report_year, match_key, place
        ORDER BY measure = 'growth' DESC NULLS LAST, "start"
    ) AS turn
    FROM target_row
    WHERE observation_id NOT IN (SELECT current_id FROM same_form)
),
other_form AS MATERIALIZED (
    SELECT c.observation_id AS current_id, p.observation_id AS previous_id
    FROM left_now AS c
    JOIN left_before AS p
        ON p.region_code = c.region_code AND p.report_year = c.report_year - 1
        AND p.match_key = c.match_key AND p.place = c.place AND p.turn = c.turn
),
-- 各类风险 has the head 风险, which 金融财政风险 ends with.
kin_candidate AS MATERIALIZED (
    SELECT
        c.observation_id AS current_id, p.observation_id AS previous_id,
        regexp_replace(p.subject, '^(各类|各项|各种|全部|所有)', '') AS head_before,
        regexp_replace(c.subject, '^(各类|各项|各种|全部|所有)', '') AS head_now,
        CASE WHEN length(p.subject_key) < length(c.subject_key) THEN p.subject_key
            ELSE c.subject_key END AS shorter,
        CASE WHEN length(p.subject_key) < length(c.subject_key) THEN c.subject_key
            ELSE p.subject_key END AS longer,
        CASE
            WHEN head_before <> p.subject AND head_now = c.subject
                AND c.subject LIKE '%_' || head_before THEN -1
            WHEN head_now <> c.subject AND head_before = p.subject
                AND p.subject LIKE '%_' || head_now THEN 1
            ELSE 0
        END AS scope
    FROM left_now AS c
    JOIN left_before AS p
        ON p.region_code = c.region_code AND p.report_year = c.report_year - 1
        AND p.place = c.place
    WHERE (c.class = 'words' OR p.class = 'words')
        AND c.observation_id NOT IN (SELECT current_id FROM other_form)
        AND p.observation_id NOT IN (SELECT previous_id FROM other_form)
        AND CASE
            -- 国考断面水质优良比例100% and 国考断面水质稳定达标 are one target, once in words.
            WHEN c.class <> 'words' OR p.class <> 'words' THEN length(shorter) >= 4
                AND starts_with(longer, shorter) AND regexp_matches(
                    longer, '(率|比|比例|比重|强度|指数|天数|浓度|规模|总量|增速)$')
            WHEN c.indicator_id IS NOT NULL OR p.indicator_id IS NOT NULL THEN false
            WHEN scope <> 0 THEN true
            WHEN p.relation = 'assigned' AND c.relation = 'assigned' AND list_has_any(
                regexp_extract_all(p.subject, '约束性指标|节能|减排|降碳|能耗|污染物'),
                regexp_extract_all(c.subject, '约束性指标|节能|减排|降碳|能耗|污染物')) THEN true
            -- 能源、水资源等指标 and 能源、碳排放等指标: tasks that share one of theirs
            WHEN p.relation = 'assigned' AND c.relation = 'assigned'
                AND contains(p.subject, '、') AND contains(c.subject, '、')
                THEN list_has_any(
                    string_split(regexp_replace(p.subject, '等[^、]*$', ''), '、'),
                    string_split(regexp_replace(c.subject, '等[^、]*$', ''), '、'))
            ELSE length(p.subject_key) >= 4 AND length(longer) - length(shorter) <= 2
                AND contains(longer, shorter)
        END
),
kin AS MATERIALIZED (
    SELECT current_id, previous_id, scope
    FROM kin_candidate
    QUALIFY row_number() OVER (PARTITION BY current_id ORDER BY scope = 0 DESC, previous_id) = 1
        AND row_number() OVER (PARTITION BY previous_id ORDER BY scope = 0 DESC, current_id) = 1
),
pair AS MATERIALIZED (
    SELECT current_id, previous_id, 0 AS scope FROM same_form
    UNION ALL SELECT current_id, previous_id, 0 FROM other_form
    UNION ALL SELECT current_id, previous_id, scope FROM kin
),
better_result AS MATERIALIZED (
    SELECT DISTINCT t.observation_id
    FROM target_row AS t
    JOIN statement AS s ON s.report_id = t.report_id AND s.kind = 'better_result'
        AND coalesce(s.indicator_id, '~' || bare_subject(s.subject_key)) = t.match_key
),
-- What makes a target firm or soft, as small numbers; higher is firmer.
firmness AS MATERIALIZED (
    SELECT
        t.*,
        t.value IS NOT NULL AND t.relation IS DISTINCT FROM 'positive' AS is_number,
        CASE WHEN t.comparator IN ('about', 'range') THEN 1 WHEN t.comparator IN ('ge', 'le') THEN 3
            WHEN t.comparator IN ('gt', 'lt') THEN 4 ELSE 2 END AS bound,
        CASE t.force WHEN 'strive' THEN 1 WHEN 'ensure' THEN 3 ELSE 2 END AS will,
        (b.observation_id IS NOT NULL)::INTEGER AS more,
        CASE
            WHEN t.relation = 'gt:gdp' THEN 4
            WHEN t.relation = 'sync:gdp' AND t.quote LIKE '%基本%' THEN 2
            WHEN t.relation = 'sync:gdp' THEN 3
            WHEN t.relation IN ('positive', 'stable') AND t.quote LIKE '%增长%' THEN 1
        END AS tie,
        CASE WHEN t.quote LIKE '%基本%' THEN 0 ELSE 1 END AS plain,
        CASE WHEN regexp_matches(t.quote, '[稳确]?保[持障证住]?') THEN 2
            WHEN t.quote LIKE '%促%' THEN 1 END AS verb
    FROM target_row AS t
    LEFT JOIN better_result AS b ON b.observation_id = t.observation_id
)
