-- Reports that changed here and that the shared warehouse doesn't have like this yet. A report and
-- its mark are one transaction. Empty in a home that shares nothing (docs/scale.md).
CREATE TABLE unshared_report (report_id BIGINT PRIMARY KEY);
