-- A text lay in the file twice, whole and by sentence, and was a fifth of it. Sentences cover a text
-- but for the spaces between them, so it is put together from both where somebody wants it whole.
-- Texts that are here already stay whole until they are read again (`duixian reextract`).
CREATE TABLE kept_text (
    report_id BIGINT NOT NULL,
    text VARCHAR NOT NULL USING COMPRESSION zstd
);
INSERT INTO kept_text SELECT report_id, text FROM report ORDER BY report_id;
ALTER TABLE report DROP COLUMN text;
ALTER TABLE sentence ADD COLUMN space_after VARCHAR;
-- As a question for each report: so a filter on region and year keeps DuckDB from all others' texts.
CREATE VIEW report_text AS
SELECT p.report_id, p.region_code, p.year, p.kind, p.status,
       coalesce(
           (SELECT any_value(k.text) FROM kept_text k WHERE k.report_id = p.report_id),
           (SELECT string_agg(s.text || s.space_after, '' ORDER BY s.sentence_number)
            FROM sentence s WHERE s.report_id = p.report_id)
       ) AS text
FROM report p;
