-- Sentences and quotes are two thirds of a large warehouse. Left to itself DuckDB packs them with a
-- dictionary; zstd halves that, and reading a page's sentences costs about a millisecond more.
CREATE TABLE packed_sentence (
    report_id BIGINT NOT NULL,
    sentence_number INTEGER NOT NULL,
    section_number INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    headline BOOLEAN NOT NULL,
    text VARCHAR NOT NULL USING COMPRESSION zstd
);
INSERT INTO packed_sentence FROM sentence ORDER BY report_id, sentence_number;
DROP TABLE sentence;
ALTER TABLE packed_sentence RENAME TO sentence;

CREATE TABLE packed_observation (
    observation_id BIGINT NOT NULL DEFAULT nextval('observation_id_seq'),
    report_id BIGINT NOT NULL,
    region_code VARCHAR NOT NULL,
    report_year INTEGER NOT NULL,
    sentence_number INTEGER NOT NULL,
    subject VARCHAR NOT NULL,
    subject_key VARCHAR NOT NULL,
    indicator_id VARCHAR,
    measure measure,
    role role NOT NULL,
    period VARCHAR,
    period_year INTEGER,
    comparator comparator,
    value DOUBLE,
    value_high DOUBLE,
    unit VARCHAR NOT NULL,
    force force,
    estimate BOOLEAN NOT NULL,
    relation VARCHAR,
    headline BOOLEAN NOT NULL,
    place VARCHAR,
    quote VARCHAR NOT NULL USING COMPRESSION zstd,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    confidence FLOAT NOT NULL,
    rule VARCHAR NOT NULL,
    flags VARCHAR[]
);
INSERT INTO packed_observation FROM observation ORDER BY report_id, observation_id;
DROP TABLE observation;
ALTER TABLE packed_observation RENAME TO observation;
