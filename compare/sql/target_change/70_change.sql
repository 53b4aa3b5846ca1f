-- A changed number wins over changed wording; falls count by size, ranges by their middle. With
-- the same number (or words on both sides) the first difference in firmness decides, in the order
-- of docs/verdicts.md.
lined_up AS MATERIALIZED (
    SELECT
        y.*, pair.scope, p AS previous, c AS current,
        p.observation_id IS NULL AS is_new, c.observation_id IS NULL AS is_dropped,
        p.is_number AND c.is_number AS both_numbers,
        p.measure = c.measure AND (p.family = c.family OR p.noun = '' OR c.noun = '') AS same_kind,
        p.value <= 0 AND c.value <= 0 AND least(p.value, c.value) < 0 AS falls,
        CASE WHEN falls THEN -1 ELSE 1 END * p.factor / c.factor
            * (p.value + coalesce(p.value_high, p.value)) / 2 AS number_before,
        CASE WHEN falls THEN -1 ELSE 1 END
            * (c.value + coalesce(c.value_high, c.value)) / 2 AS number_now,
        CASE WHEN p.family = 'mass' AND (p.noun LIKE '%斤') <> (c.noun LIKE '%斤')
            THEN rule.converted * abs(number_now)
            ELSE rule.eps * greatest(1, abs(number_now)) END AS rounding
    FROM years AS y
    CROSS JOIN rule
    JOIN firmness AS c ON c.report_id = y.current_report_id
    LEFT JOIN pair ON pair.current_id = c.observation_id
    LEFT JOIN firmness AS p ON p.observation_id = pair.previous_id
    UNION ALL
    SELECT
        y.*, 0, p, NULL, false, true, false, NULL, NULL, NULL, NULL, NULL
    FROM years AS y
    JOIN firmness AS p ON p.report_id = y.previous_report_id
    WHERE p.observation_id NOT IN (SELECT previous_id FROM pair)
),
stepped AS MATERIALIZED (
    SELECT
        *,
        -- The first that differs decides: [what, direction].
        list_filter([
            {'what': 'bound', 'step': CASE WHEN both_numbers
                THEN sign(current.bound - previous.bound) END},
            {'what': 'tie', 'step': CASE WHEN NOT both_numbers
                THEN sign(current.tie - previous.tie) END},
            {'what': 'stretch', 'step': CASE
                WHEN NOT both_numbers THEN NULL
                WHEN previous.stretch_value IS NULL AND current.stretch_value IS NOT NULL THEN 1
                WHEN previous.stretch_value IS NOT NULL AND current.stretch_value IS NULL THEN -1
                ELSE sign(abs(current.stretch_value)
                    - abs(previous.stretch_value) * previous.factor / current.factor)
            END},
            {'what': 'will', 'step': sign(current.will - previous.will)},
            {'what': 'more', 'step': sign(current.more - previous.more)},
            -- 进一步改善 and 基本平衡 are two wordings, of which neither is the other with 基本.
            {'what': 'plain', 'step': CASE WHEN NOT both_numbers
                AND current.relation IS NOT DISTINCT FROM previous.relation
                THEN sign(current.plain - previous.plain) END},
            {'what': 'verb', 'step': sign(current.verb - previous.verb)},
            {'what': 'scope', 'step': scope}
        ], lambda one: coalesce(one.step, 0) <> 0)[1] AS wording
    FROM lined_up
),
changed AS MATERIALIZED (
    SELECT
        *,
        (CASE
            WHEN is_new THEN 'new'
            WHEN is_dropped THEN 'dropped'
            WHEN both_numbers AND NOT same_kind THEN 'not_comparable'
            WHEN both_numbers AND number_now > number_before + rounding THEN 'raised'
            WHEN both_numbers AND number_now < number_before - rounding THEN 'lowered'
            WHEN previous.is_number AND NOT current.is_number THEN 'loosened_wording'
            WHEN current.is_number AND NOT previous.is_number THEN 'tightened_wording'
            WHEN wording.step > 0 THEN 'tightened_wording'
            WHEN wording.step < 0 THEN 'loosened_wording'
            ELSE 'unchanged'
        END)::target_change_kind AS change,
        CASE WHEN both_numbers AND same_kind
            THEN CASE WHEN abs(number_now - number_before) <= rounding THEN 0.0
                ELSE round(number_now - number_before, 4) END
        END AS delta,
        least(previous.confidence, current.confidence) AS least_confidence
    FROM stepped
),
explained AS MATERIALIZED (
    SELECT
        *,
        with_unit(round(number_before, 4), current.unit) AS before_text,
        with_unit(number_now, current.unit) AS now_text,
        CASE WHEN falls THEN ', by the size of the fall'
            WHEN previous.value_high IS NOT NULL OR current.value_high IS NOT NULL
                THEN ', ranges by their middle' ELSE '' END AS manner,
        CASE WHEN falls THEN '（按降幅比较）'
            WHEN previous.value_high IS NOT NULL OR current.value_high IS NOT NULL
                THEN '（区间按中值比较）' ELSE '' END AS manner_zh,
        CASE wording.what || CASE wording.step WHEN 1 THEN '+' ELSE '-' END
            WHEN 'bound+' THEN 'the word on the number is firmer'
            WHEN 'bound-' THEN 'the word on the number is softer'
            WHEN 'tie+' THEN 'the relation is firmer'
            WHEN 'tie-' THEN 'the relation is softer'
            WHEN 'stretch+' THEN 'the stretch target beside it is new or bolder'
            WHEN 'stretch-' THEN 'the stretch target beside it is gone or lower'
            WHEN 'more+' THEN 'a better result is promised beside it'
            WHEN 'more-' THEN 'a better result is no longer promised beside it'
            WHEN 'plain+' THEN '基本 (roughly) is gone'
            WHEN 'plain-' THEN '基本 (roughly) was added'
            WHEN 'scope+' THEN 'its scope is wider'
            WHEN 'scope-' THEN 'its scope is narrower'
            WHEN 'will+' THEN 'the verb is firmer'
            WHEN 'verb+' THEN 'the verb is firmer'
            ELSE 'the verb is softer'
        END AS what,
        CASE wording.what || CASE wording.step WHEN 1 THEN '+' ELSE '-' END
            WHEN 'bound+' THEN '数字的限定词更硬'
            WHEN 'bound-' THEN '数字的限定词更软'
            WHEN 'tie+' THEN '参照关系要求更高'
            WHEN 'tie-' THEN '参照关系要求更低'
            WHEN 'stretch+' THEN '新增或提高了力争目标'
            WHEN 'stretch-' THEN '取消或降低了力争目标'
            WHEN 'more+' THEN '增加了“争取更好结果”一类表述'
            WHEN 'more-' THEN '不再有“争取更好结果”一类表述'
            WHEN 'plain+' THEN '去掉了“基本”'
            WHEN 'plain-' THEN '增加了“基本”'
            WHEN 'scope+' THEN '范围扩大'
            WHEN 'scope-' THEN '范围缩小'
            WHEN 'will+' THEN '语气更硬'
            WHEN 'verb+' THEN '语气更硬'
            ELSE '语气更软'
        END AS what_zh
    FROM changed
)
