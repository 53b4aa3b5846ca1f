-- Small functions that the steps share. They are kept in the warehouse, so that a reader's own
-- query can use them too.

CREATE OR REPLACE MACRO plain_number(number) AS
    regexp_replace(regexp_replace(printf('%.4f', number::DOUBLE), '\.?0+$', ''), '^-0$', '0');

-- 7.5% but 7.5 万人: percent signs and points stand close, measure words too in Chinese.
CREATE OR REPLACE MACRO with_unit(number, unit) AS plain_number(number) || coalesce(unit, '');

-- The unit of a difference: the difference of two percentages is in percentage points.
CREATE OR REPLACE MACRO difference_unit(unit) AS
    CASE WHEN unit IN ('%', '个百分点', '百分点') THEN '个百分点' ELSE coalesce(unit, '') END;

CREATE OR REPLACE MACRO difference_text(number, unit) AS
    CASE WHEN unit IN ('%', '个百分点', '百分点') THEN plain_number(number) || ' points'
         ELSE with_unit(number, unit) END;

-- 排放量 and 排放 are the same subject; the quantity word at the end tells nothing.
CREATE OR REPLACE MACRO bare_subject(subject) AS
    regexp_replace(subject, '(总量|数量|总数|数额|总额|人数|户数|家数|规模|水平|量|额|数)$', '');

-- 万亿, 亿, 万 in front of a unit that the table doesn't know, and what is left without it.
CREATE OR REPLACE MACRO unit_multiplier(unit) AS
    CASE WHEN starts_with(unit, '万亿') THEN 1e12 WHEN starts_with(unit, '亿') THEN 1e8
         WHEN starts_with(unit, '万') THEN 1e4 ELSE 1 END;

CREATE OR REPLACE MACRO unit_noun(unit) AS regexp_replace(unit, '^(万亿|亿|万)', '');
