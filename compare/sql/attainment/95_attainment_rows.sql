-- The columns of the table attainment, in its order.
attainment_row AS (
    SELECT
        region_code,
        region,
        target_year,
        target_year + 1 AS report_year,
        indicator_id,
        subject,
        subject_key,
        written_measure AS measure,
        observation_id AS target_observation_id,
        report_id AS target_report_id,
        comparator AS target_comparator,
        written_value AS target_value,
        written_value_high AS target_value_high,
        unit AS target_unit,
        force AS target_force,
        relation AS target_relation,
        quote AS target_quote,
        stretch_value,
        a_id AS actual_observation_id,
        actual_report_id,
        side.comparator AS actual_comparator,
        CASE WHEN side IS NOT NULL THEN
            round(coalesce(m_written, CASE WHEN by_number THEN m_value END, a_written), 6)
        END AS actual_value,
        CASE WHEN side IS NOT NULL THEN coalesce(m_written_high, a_written_high) END
            AS actual_value_high,
        side.unit AS actual_unit,
        side.estimate AS actual_estimate,
        CASE
            WHEN by_number AND how = 'part' OR step IN ('4.parts', '5.parts') THEN quotes
            WHEN by_number THEN side.quote
            WHEN step[1] = '3' THEN words
            ELSE coalesce(side.quote, words)
        END AS actual_quote,
        CASE WHEN by_number AND how = 'derived' THEN base_value
            WHEN relation IS NOT NULL THEN r_value END AS reference_value,
        CASE WHEN by_number AND how = 'derived' THEN base_quote
            WHEN relation IS NOT NULL THEN r_quote END AS reference_quote,
        round(CASE
            WHEN NOT by_number THEN NULL
            WHEN r_value IS NOT NULL AND relation IS NOT NULL THEN finding.outcome - r_value
            WHEN finding.comparator = 'range' THEN CASE WHEN finding.fall THEN -1 ELSE 1 END
                * (greatest(finding.outcome - finding.high, 0) + least(finding.outcome - finding.low, 0))
            ELSE CASE WHEN finding.fall THEN -1 ELSE 1 END * (finding.outcome - finding.low)
        END, 4) AS gap,
        verdict,
        sentence || addition AS reason,
        sentence_zh || addition_zh AS reason_zh,
        CASE
            WHEN step <> '6' THEN step
            WHEN verdict = 'met_stretch' THEN '6.stretch'
            WHEN relation IS NOT NULL THEN '6.' || relation
            WHEN finding.sense IN ('floor', 'ceiling') AND NOT finding.fall THEN '6.' || finding.comparator
            WHEN finding.fall THEN '6.fall.' || finding.comparator
            ELSE '6.' || finding.sense || '.' || finding.comparator
        END AS rule,
        least(
            confidence,
            side.confidence,
            CASE WHEN by_number AND relation IS NOT NULL THEN r_confidence END
        )::FLOAT AS confidence,
        confidence < low_confidence OR coalesce(side.confidence < low_confidence, false) OR
            coalesce(by_number AND relation IS NOT NULL AND r_confidence < low_confidence, false)
            AS doubtful,
        list_filter([
            CASE WHEN side.estimate THEN 'estimate' END,
            CASE WHEN by_number AND side.comparator <> 'eq' THEN 'bound' END,
            CASE WHEN by_number AND how = 'derived' THEN 'derived' END,
            CASE WHEN words IS NOT NULL AND (step[1] = '3' OR side IS NULL) THEN 'stated' END,
            CASE WHEN force = 'strive' THEN 'strive' END,
            CASE WHEN by_number AND finding.indicator_id = 'cpi' AND finding.outcome < 0
                THEN 'below_zero' END,
            CASE WHEN doubtful THEN 'low_confidence' END,
            CASE WHEN list_contains(flags, 'corrected')
                OR coalesce(list_contains(side.flags, 'corrected'), false) THEN 'corrected' END
        ], lambda flag: flag IS NOT NULL) AS flags
    FROM reasoned
)
