-- Everything side by side, with the number texts that the reasons are made of.
joined AS MATERIALIZED (
    SELECT
        t.*, v.step, v.verdict, v.words, v.other_period, v.finding, v.step = '6' AS by_number,
        m.how, m.written_value AS m_written, m.written_value_high AS m_written_high, m.value AS m_value,
        m.base_value, m.base_quote, r.value AS r_value, r.quote AS r_quote,
        r.confidence AS r_confidence,
        CASE WHEN v.step = '6' THEN m.observation_id ELSE coalesce(v.shown_id, CASE
            WHEN v.step IN ('4.parts', '5.units', '5.time', '5.parts') THEN m.observation_id END) END AS a_id,
        CASE WHEN v.step = '6' OR v.step IN ('4.parts', '5.units', '5.time', '5.parts')
            THEN struct_pack(quote := m.quote, unit := m.unit, comparator := m.comparator,
                estimate := m.estimate, confidence := m.confidence, flags := m.flags)
            WHEN v.shown_id IS NOT NULL THEN struct_pack(quote := a.quote, unit := a.unit,
                comparator := a.comparator, estimate := a.estimate, confidence := a.confidence,
                flags := a.flags)
        END AS side,
        a.written_value AS a_written, a.written_value_high AS a_written_high,
        p.quotes
    FROM wanted AS t
    JOIN verdict_row AS v ON v.target_id = t.observation_id
    LEFT JOIN spoken AS m ON m.target_id = t.observation_id
    LEFT JOIN (SELECT target_id, string_agg(quote, ' · ' ORDER BY "start") AS quotes
        FROM parts GROUP BY target_id) AS p ON p.target_id = t.observation_id
    LEFT JOIN reference AS r ON r.target_id = t.observation_id AND r.place_in_line = 1
    LEFT JOIN evidence AS a ON a.observation_id = v.shown_id
),
worded AS MATERIALIZED (
    SELECT
        *,
        -- What was worked out is no more exact than two decimals.
        round(finding.outcome, CASE how WHEN 'derived' THEN 2 ELSE 4 END) AS shown_outcome,
        with_unit(abs(shown_outcome), unit) AS size_text,
        CASE
            WHEN finding.fall AND finding.outcome < 0 THEN 'A rise of ' || size_text
            WHEN finding.fall THEN 'A fall of ' || size_text
            ELSE with_unit(shown_outcome, CASE class WHEN 'words' THEN '%' ELSE unit END)
        END AS a_text,
        CASE
            WHEN finding.fall AND finding.outcome < 0 THEN '上升' || size_text
            WHEN finding.fall THEN '降幅' || size_text
            ELSE a_text
        END AS a_text_zh,
        with_unit(finding.low, unit) AS low_text,
        with_unit(finding.high, unit) AS high_text,
        difference_text(round(abs(finding.outcome - finding.low), 4), unit) AS d_text,
        with_unit(round(abs(finding.outcome - finding.low), 4), difference_unit(unit)) AS d_text_zh,
        difference_text(finding.tolerance, unit) AS tol_text,
        with_unit(finding.tolerance, difference_unit(unit)) AS tol_text_zh,
        plain_number(round(abs(finding.outcome / nullif(finding.high, 0) - 1) * 100, 1)) || '%' AS p_text,
        plain_number(round(abs(finding.outcome / nullif(finding.low, 0) - 1) * 100, 1)) || '%' AS p_low_text,
        coalesce(finding.outcome < finding.low, false) AS below,
        CASE finding.comparator WHEN 'about' THEN 'about ' ELSE '' END AS about_text,
        CASE finding.comparator WHEN 'about' THEN '左右' ELSE '' END AS about_text_zh
    FROM joined
)
