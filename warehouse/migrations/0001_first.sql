-- The first schema. Names are those of the field; comments.toml explains every table and column.
-- Enumerations are ENUM types, so that a wrong word fails at the door.
-- Tables that grow have no primary key: an index would cost memory and time, and ids come from
-- sequences. The checks before publishing count what a key would have refused.
-- "fetch", "start" and "end" are quoted: they are reserved words (fetch since DuckDB 2.0).

CREATE TYPE region_level AS ENUM ('country', 'province', 'city', 'district', 'other');
CREATE TYPE report_kind AS ENUM ('work_report', 'plan_report', 'bulletin', 'news');
CREATE TYPE report_status AS ENUM ('current', 'superseded', 'withdrawn');
CREATE TYPE measure AS ENUM ('level', 'growth', 'change', 'multiple', 'rank');
CREATE TYPE role AS ENUM ('actual', 'target', 'other');
CREATE TYPE comparator AS ENUM ('eq', 'about', 'ge', 'gt', 'le', 'lt', 'range');
CREATE TYPE force AS ENUM ('ensure', 'strive', 'expect');
CREATE TYPE better AS ENUM ('up', 'down', 'neutral');
CREATE TYPE verdict AS ENUM (
    'met', 'met_stretch', 'exceeded', 'missed', 'not_reported', 'not_comparable', 'qualitative'
);
CREATE TYPE target_change_kind AS ENUM (
    'new', 'dropped', 'raised', 'lowered', 'unchanged',
    'tightened_wording', 'loosened_wording', 'not_comparable'
);

CREATE SEQUENCE report_id_seq;
CREATE SEQUENCE observation_id_seq;
CREATE SEQUENCE run_id_seq;
CREATE SEQUENCE fetch_id_seq;
CREATE SEQUENCE correction_id_seq;

CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);

CREATE TABLE region (
    region_code VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    level region_level NOT NULL,
    parent_code VARCHAR,
    pinyin VARCHAR,
    former_names VARCHAR[],
    fictional BOOLEAN NOT NULL DEFAULT false
);

CREATE TABLE unit (unit VARCHAR PRIMARY KEY, family VARCHAR NOT NULL, factor DOUBLE NOT NULL);

CREATE TABLE indicator (
    indicator_id VARCHAR PRIMARY KEY,
    zh VARCHAR NOT NULL,
    en VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    family VARCHAR,
    better better NOT NULL,
    part_of VARCHAR,
    rate_of VARCHAR,
    topic VARCHAR
);

CREATE TABLE indicator_alias (alias VARCHAR PRIMARY KEY, indicator_id VARCHAR NOT NULL);

CREATE TABLE source (
    source_id VARCHAR PRIMARY KEY,
    region_code VARCHAR,
    kind report_kind NOT NULL,
    url VARCHAR NOT NULL,
    enabled BOOLEAN NOT NULL DEFAULT true,
    schedule VARCHAR,
    checked_at TIMESTAMP,
    checked_by VARCHAR,
    note VARCHAR
);

CREATE TABLE ingest_run (
    run_id BIGINT PRIMARY KEY DEFAULT nextval('run_id_seq'),
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    trigger VARCHAR NOT NULL,
    reports_new INTEGER NOT NULL DEFAULT 0,
    reports_changed INTEGER NOT NULL DEFAULT 0,
    reports_unchanged INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    interrupted BOOLEAN NOT NULL DEFAULT false,
    published_version INTEGER,
    note VARCHAR
);

CREATE TABLE "fetch" (
    fetch_id BIGINT PRIMARY KEY DEFAULT nextval('fetch_id_seq'),
    run_id BIGINT,
    source_id VARCHAR,
    url VARCHAR NOT NULL,
    final_url VARCHAR,
    fetched_at TIMESTAMP NOT NULL,
    outcome VARCHAR NOT NULL,
    http_status INTEGER,
    bytes BIGINT,
    sha256 VARCHAR,
    duration_ms DOUBLE,
    etag VARCHAR,
    last_modified VARCHAR,
    error VARCHAR
);

CREATE TABLE raw_document (
    sha256 VARCHAR PRIMARY KEY,
    url VARCHAR,
    file_name VARCHAR,
    media_type VARCHAR,
    headers VARCHAR,
    bytes BIGINT NOT NULL,
    first_seen_at TIMESTAMP NOT NULL
);

CREATE TABLE report (
    report_id BIGINT PRIMARY KEY DEFAULT nextval('report_id_seq'),
    region_code VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    kind report_kind NOT NULL,
    status report_status NOT NULL DEFAULT 'current',
    superseded_by BIGINT,
    title VARCHAR,
    issuer VARCHAR,
    published_on DATE,
    written_on DATE,
    delivered_on DATE,
    index_number VARCHAR,
    document_number VARCHAR,
    url VARCHAR,
    raw_sha256 VARCHAR,
    text_sha256 VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    characters INTEGER NOT NULL,
    change_of_term BOOLEAN NOT NULL DEFAULT false,
    doubts VARCHAR[],
    extractor_version VARCHAR NOT NULL,
    stored_at TIMESTAMP NOT NULL,
    run_id BIGINT
);

CREATE TABLE section (
    report_id BIGINT NOT NULL,
    section_number INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    heading VARCHAR NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);

CREATE TABLE sentence (
    report_id BIGINT NOT NULL,
    sentence_number INTEGER NOT NULL,
    section_number INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    headline BOOLEAN NOT NULL,
    text VARCHAR NOT NULL
);

CREATE TABLE observation (
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
    quote VARCHAR NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    confidence FLOAT NOT NULL,
    rule VARCHAR NOT NULL,
    flags VARCHAR[]
);

CREATE TABLE claim (
    report_id BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    period VARCHAR,
    met INTEGER,
    total INTEGER,
    subject VARCHAR,
    indicator_id VARCHAR,
    quote VARCHAR NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    sentence_number INTEGER NOT NULL
);

CREATE TABLE statement (
    report_id BIGINT NOT NULL,
    subject VARCHAR NOT NULL,
    subject_key VARCHAR NOT NULL,
    indicator_id VARCHAR,
    kind VARCHAR NOT NULL,
    period VARCHAR,
    quote VARCHAR NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    sentence_number INTEGER NOT NULL
);

CREATE TABLE correction (
    correction_id BIGINT PRIMARY KEY DEFAULT nextval('correction_id_seq'),
    made_at TIMESTAMP NOT NULL,
    author VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    region_code VARCHAR NOT NULL,
    report_year INTEGER NOT NULL,
    report_kind report_kind NOT NULL,
    quote VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    field VARCHAR NOT NULL,
    old_value VARCHAR,
    new_value VARCHAR,
    applied BOOLEAN NOT NULL DEFAULT true,
    undone_at TIMESTAMP,
    undone_by VARCHAR
);

CREATE TABLE check_result (
    version INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    passed BOOLEAN NOT NULL,
    found BIGINT NOT NULL,
    message VARCHAR NOT NULL
);

CREATE TABLE published_region (
    region_code VARCHAR NOT NULL,
    reports INTEGER NOT NULL,
    observations BIGINT NOT NULL
);
