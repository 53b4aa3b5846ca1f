-- The columns of the table target_change, in its order.
change_row AS (
    SELECT
        region_code,
        region,
        previous_year,
        year,
        coalesce(current.indicator_id, previous.indicator_id) AS indicator_id,
        coalesce(current.subject, previous.subject) AS subject,
        coalesce(current.subject_key, previous.subject_key) AS subject_key,
        coalesce(current.written_measure, previous.written_measure) AS measure,
        previous.observation_id AS previous_observation_id,
        previous_report_id,
        previous.written_value AS previous_value,
        previous.written_value_high AS previous_value_high,
        previous.unit AS previous_unit,
        previous.comparator AS previous_comparator,
        previous.force AS previous_force,
        previous.relation AS previous_relation,
        previous.quote AS previous_quote,
        current.observation_id AS current_observation_id,
        current_report_id,
        current.written_value AS current_value,
        current.written_value_high AS current_value_high,
        current.unit AS current_unit,
        current.comparator AS current_comparator,
        current.force AS current_force,
        current.relation AS current_relation,
        current.quote AS current_quote,
        change,
        delta,
        CASE WHEN delta IS NULL THEN '' ELSE difference_unit(current.unit) END AS delta_unit,
        CASE
            WHEN change = 'new' THEN 'The earlier report has no such target.'
            WHEN change = 'dropped' THEN 'The later report has no such target.'
            WHEN change = 'not_comparable' THEN 'The two numbers measure different things.'
            WHEN change IN ('raised', 'lowered')
                THEN 'From ' || before_text || ' to ' || now_text || manner || '.'
            WHEN previous.is_number AND NOT current.is_number THEN 'Words replaced the number.'
            WHEN current.is_number AND NOT previous.is_number THEN 'A number replaced the words.'
            WHEN change = 'unchanged' AND both_numbers THEN 'The same number in the same terms.'
            WHEN change = 'unchanged' THEN 'Words of the same firmness.'
            WHEN both_numbers THEN 'The same number; ' || what || '.'
            ELSE 'Still in words; ' || what || '.'
        END AS reason,
        CASE
            WHEN change = 'new' THEN '上一年报告没有这一目标。'
            WHEN change = 'dropped' THEN '本年报告不再提这一目标。'
            WHEN change = 'not_comparable' THEN '两个数字衡量的不是同一件事。'
            WHEN change IN ('raised', 'lowered')
                THEN '由' || before_text || '调整为' || now_text || manner_zh || '。'
            WHEN previous.is_number AND NOT current.is_number THEN '数字改为文字表述。'
            WHEN current.is_number AND NOT previous.is_number THEN '文字表述改为数字。'
            WHEN change = 'unchanged' AND both_numbers THEN '数字和表述均未变。'
            WHEN change = 'unchanged' THEN '文字表述力度未变。'
            WHEN both_numbers THEN '数字未变，' || what_zh || '。'
            ELSE '仍为文字表述，' || what_zh || '。'
        END AS reason_zh,
        least_confidence::FLOAT AS confidence,
        least_confidence < rule.low_confidence AS doubtful
    FROM explained, rule
)
