-- One plain sentence in English and one in Chinese for each verdict.
reasoned AS MATERIALIZED (
    SELECT
        *,
        CASE
            WHEN step = '2.qualitative' THEN 'The target has no number that could be judged.'
            WHEN step = '2.down'
                THEN 'A fall was set without a number, and the next report gives no change of it.'
            WHEN step = '3.missed' THEN 'The next report says in words that the target was missed.'
            WHEN step = '3.met' THEN 'The next report says in words that the target was met.'
            WHEN step = '3.relation' THEN 'The next report says in words that the relation held.'
            WHEN step = '3.behind'
                THEN 'The next report says in words that the wider area did better.'
            WHEN step = '3.flat' THEN 'The next report says in words that it stayed level.'
            WHEN step = '4.assigned' THEN
                'The task was set from above without a number, and the next report does not say that it was met.'
            WHEN step = '4.relation' THEN
                'The next report gives neither both sides of the relation nor words about it.'
            WHEN step = '4.parts' THEN
                'Only the two parts are reported; the relation is set for the whole.'
            WHEN step = '4.other_period'
                THEN 'The next report gives it for ' || other_period || ' only.'
            WHEN step = '4.not_reported' THEN 'The next report gives no figure for it.'
            WHEN step = '5.units' THEN 'The target is in ' || unit || ', the outcome in '
                || side.unit || '; the two do not convert.'
            WHEN step = '5.time' THEN
                'The target is for the whole year, the outcome for its end or one month.'
            WHEN step = '5.measure' THEN 'The target is a ' || measure
                || '; the next report gives only another measure, and the one cannot be worked out from the other.'
            WHEN step = '5.part' THEN 'The target is for a part, the outcome for the whole.'
            WHEN step = '5.parts' THEN
                'Only the two parts are reported, and they fall on both sides of the target.'
            WHEN relation LIKE 'sync:%' AND verdict = 'met' THEN a_text || ' against '
                || plain_number(r_value) || '% is in step (at most '
                || plain_number(rule.sync) || ' points behind).'
            WHEN relation LIKE 'sync:%' THEN a_text || ' against ' || plain_number(r_value)
                || '% is more than ' || plain_number(rule.sync) || ' points behind.'
            WHEN relation LIKE 'gt:%' THEN a_text
                || CASE verdict WHEN 'met' THEN ' is above ' ELSE ' is not above ' END
                || plain_number(r_value) || '%.'
            WHEN relation = 'same:past' THEN a_text
                || CASE verdict WHEN 'met' THEN ' is no worse than' ELSE ' is worse than' END
                || ' the year before.'
            WHEN relation LIKE 'same:%' THEN a_text
                || CASE verdict WHEN 'met' THEN ' is within ' ELSE ' is not within ' END
                || tol_text || ' of ' || plain_number(r_value) || '%.'
            WHEN relation = 'down' THEN a_text
                || CASE verdict WHEN 'met' THEN ' is a fall.' ELSE ' is not a fall.' END
            WHEN relation = 'positive' THEN a_text
                || CASE verdict WHEN 'missed' THEN ' is not above zero.' ELSE ' is above zero.' END
            WHEN finding.fall AND finding.outcome < 0 AND verdict = 'missed'
                THEN a_text || ' where a fall of ' || low_text || ' was set.'
            WHEN verdict = 'met_stretch' THEN a_text || ' also reaches the stretch target of '
                || with_unit(finding.stretch, unit) || '.'
            WHEN finding.sense = 'price' AND verdict = 'met' AND below
                THEN a_text || ' is under the ceiling of ' || low_text || '.'
            WHEN finding.sense = 'price' AND verdict = 'met'
                THEN a_text || ' is not over the ceiling of ' || about_text || low_text || '.'
            WHEN finding.sense = 'price'
                THEN a_text || ' is ' || d_text || ' over the ceiling of ' || low_text || '.'
            WHEN finding.comparator = 'range' AND verdict = 'exceeded' THEN a_text || ' is well '
                || CASE finding.sense WHEN 'mirror' THEN 'below ' ELSE 'above ' END
                || 'the range of ' || low_text || ' to ' || high_text || '.'
            WHEN finding.comparator = 'range' AND verdict = 'met'
                AND finding.outcome BETWEEN finding.low AND finding.high
                THEN a_text || ' lies inside ' || low_text || ' to ' || high_text || '.'
            WHEN finding.comparator = 'range' AND verdict = 'met' THEN a_text || ' is '
                || CASE WHEN below THEN 'below ' ELSE 'above ' END || low_text || ' to '
                || high_text || ', on the good side.'
            WHEN finding.comparator = 'range' THEN a_text || ' lies outside ' || low_text || ' to '
                || high_text || '.'
            WHEN finding.comparator = 'about' AND verdict = 'met' AND finding.outcome = finding.low
                THEN a_text || ' is exactly the target.'
            WHEN finding.comparator = 'about' THEN a_text || ' is ' || d_text
                || CASE WHEN below THEN ' below ' ELSE ' above ' END || low_text
                || CASE verdict WHEN 'met' THEN ', within' ELSE ', more than' END
                || ' the tolerance of ' || tol_text || '.'
            WHEN finding.sense = 'both' THEN a_text
                || CASE verdict WHEN 'met' THEN ' is within ' ELSE ' is not within ' END
                || tol_text || ' of ' || low_text || '.'
            WHEN finding.sense IN ('ceiling', 'mirror') AND verdict = 'exceeded' THEN a_text || ' is '
                || p_low_text || ' below the ceiling of ' || low_text || '.'
            WHEN finding.sense IN ('ceiling', 'mirror') AND verdict = 'met' THEN a_text
                || ' is not over the ceiling of ' || low_text || '.'
            WHEN finding.sense IN ('ceiling', 'mirror') AND finding.outcome = finding.low
                THEN a_text || ' is not under ' || low_text || '.'
            WHEN finding.sense IN ('ceiling', 'mirror') THEN a_text || ' is ' || d_text
                || ' over the ceiling of ' || low_text || '.'
            WHEN verdict = 'exceeded' THEN a_text || ' is ' || p_text
                || CASE WHEN finding.fall THEN ' more than ' ELSE ' above ' END || low_text || '.'
            WHEN verdict = 'met' AND below THEN a_text || ' is below ' || low_text
                || ', but within the slack for an outcome that was worked out or converted.'
            WHEN verdict = 'met' THEN a_text || ' reaches ' || low_text || '.'
            WHEN finding.outcome = finding.low THEN a_text || ' does not pass ' || low_text || '.'
            ELSE a_text || ' is ' || d_text || ' below ' || low_text || '.'
        END AS sentence,
        CASE
            WHEN step = '2.qualitative' THEN '目标没有可供判断的数字。'
            WHEN step = '2.down' THEN '目标只要求下降，下一年报告没有给出其变动。'
            WHEN step = '3.missed' THEN '下一年报告以文字说明该目标未完成。'
            WHEN step = '3.met' THEN '下一年报告以文字说明该目标已完成。'
            WHEN step = '3.relation' THEN '下一年报告以文字说明该关系已实现。'
            WHEN step = '3.behind' THEN '下一年报告以文字说明低于全国或上级地区水平。'
            WHEN step = '3.flat' THEN '下一年报告以文字说明与上年持平。'
            WHEN step = '4.assigned' THEN '上级下达任务未列数字，下一年报告也未说明是否完成。'
            WHEN step = '4.relation' THEN '下一年报告没有同时给出比较双方的数字，也没有文字说明。'
            WHEN step = '4.parts' THEN '只给出两个组成部分的数字，没有总体的数字。'
            WHEN step = '4.other_period' THEN '下一年报告只给出' || other_period || '年的数字。'
            WHEN step = '4.not_reported' THEN '下一年报告没有给出相应数字。'
            WHEN step = '5.units' THEN '目标单位为' || unit || '，结果单位为' || side.unit
                || '，无法换算。'
            WHEN step = '5.time' THEN '目标为全年或平均数，结果为年末或某月数。'
            WHEN step = '5.measure' THEN '目标与下一年报告给出的量不同类，且无法推算。'
            WHEN step = '5.part' THEN '目标针对部分，结果为总体。'
            WHEN step = '5.parts' THEN '只给出两个组成部分的数字，且分居目标两侧。'
            WHEN relation LIKE 'sync:%' AND verdict = 'met' THEN a_text_zh || '，对照'
                || plain_number(r_value) || '%，相差不超过' || plain_number(rule.sync)
                || '个百分点，视为同步。'
            WHEN relation LIKE 'sync:%' THEN a_text_zh || '，比' || plain_number(r_value)
                || '%低' || plain_number(rule.sync) || '个百分点以上。'
            WHEN relation LIKE 'gt:%' THEN a_text_zh
                || CASE verdict WHEN 'met' THEN '，高于' ELSE '，不高于' END
                || plain_number(r_value) || '%。'
            WHEN relation = 'same:past' THEN a_text_zh
                || CASE verdict WHEN 'met' THEN '，不差于上年水平。' ELSE '，差于上年水平。' END
            WHEN relation LIKE 'same:%' THEN a_text_zh || '，与' || plain_number(r_value) || '%相差'
                || CASE verdict WHEN 'met' THEN '不超过' ELSE '超过' END || tol_text_zh || '。'
            WHEN relation = 'down' THEN a_text_zh
                || CASE verdict WHEN 'met' THEN '，为下降。' ELSE '，没有下降。' END
            WHEN relation = 'positive' THEN a_text_zh
                || CASE verdict WHEN 'missed' THEN '，不是正增长。' ELSE '，为正增长。' END
            WHEN finding.fall AND finding.outcome < 0 AND verdict = 'missed'
                THEN '目标为下降' || low_text || '，实际' || a_text_zh || '。'
            WHEN verdict = 'met_stretch' THEN a_text_zh || '，同时达到力争目标'
                || with_unit(finding.stretch, unit) || '。'
            WHEN finding.sense = 'price' AND verdict = 'met' THEN a_text_zh || '，未超过' || low_text
                || about_text_zh || '的上限。'
            WHEN finding.sense = 'price' THEN a_text_zh || '，超过' || low_text || '的上限' || d_text_zh
                || '。'
            WHEN finding.comparator = 'range' AND verdict = 'exceeded' THEN a_text_zh || '，明显好于'
                || low_text || '至' || high_text || '的区间。'
            WHEN finding.comparator = 'range' AND verdict = 'met'
                AND finding.outcome BETWEEN finding.low AND finding.high
                THEN a_text_zh || '，在' || low_text || '至' || high_text || '的区间内。'
            WHEN finding.comparator = 'range' AND verdict = 'met' THEN a_text_zh || '，好于' || low_text
                || '至' || high_text || '的区间。'
            WHEN finding.comparator = 'range' THEN a_text_zh || '，在' || low_text || '至' || high_text
                || '的区间之外。'
            WHEN finding.comparator = 'about' AND finding.outcome = finding.low AND verdict = 'met'
                THEN a_text_zh || '，与目标一致。'
            WHEN finding.comparator = 'about' THEN a_text_zh || '，比' || low_text
                || CASE WHEN below THEN '低' ELSE '高' END || d_text_zh
                || CASE verdict WHEN 'met' THEN '，在允许的' ELSE '，超出允许的' END
                || tol_text_zh || CASE verdict WHEN 'met' THEN '以内。' ELSE '。' END
            WHEN finding.sense = 'both' THEN a_text_zh || '，与' || low_text || '相差'
                || CASE verdict WHEN 'met' THEN '不超过' ELSE '超过' END || tol_text_zh || '。'
            WHEN finding.sense IN ('ceiling', 'mirror') AND verdict = 'exceeded' THEN a_text_zh
                || '，比' || low_text || '的上限低' || p_low_text || '。'
            WHEN finding.sense IN ('ceiling', 'mirror') AND verdict = 'met' THEN a_text_zh
                || '，未超过' || low_text || '。'
            WHEN finding.sense IN ('ceiling', 'mirror') AND finding.outcome = finding.low
                THEN a_text_zh || '，没有低于' || low_text || '。'
            WHEN finding.sense IN ('ceiling', 'mirror') THEN a_text_zh || '，超过' || low_text
                || d_text_zh || '。'
            WHEN verdict = 'exceeded' THEN a_text_zh || '，超过' || low_text || '达' || p_text || '。'
            WHEN verdict = 'met' AND below THEN a_text_zh || '，略低于' || low_text
                || '，在推算或换算允许的偏差以内。'
            WHEN verdict = 'met' THEN a_text_zh || '，达到' || low_text || '。'
            WHEN finding.outcome = finding.low THEN a_text_zh || '，没有超过' || low_text || '。'
            ELSE a_text_zh || '，比' || low_text || '低' || d_text_zh || '。'
        END AS sentence_zh,
        CASE
            WHEN by_number AND how = 'derived'
                THEN ' The outcome was worked out from the figures of two years.'
            WHEN by_number AND how = 'part' THEN ' Both parts of the whole agree.'
            ELSE ''
        END AS addition,
        CASE
            WHEN by_number AND how = 'derived' THEN '结果由两年数值推算。'
            WHEN by_number AND how = 'part' THEN '两个组成部分结论一致。'
            ELSE ''
        END AS addition_zh
    FROM worded, rule
)
