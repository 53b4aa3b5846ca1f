-- Regions whose reports changed since their verdicts were made. A report and its mark here are one
-- transaction; the verdicts follow for many regions at once, at the latest before publishing.
CREATE TABLE stale_region (region_code VARCHAR PRIMARY KEY);
