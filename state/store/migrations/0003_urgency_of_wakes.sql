-- How urgent the next wake is, sealed: whoever holds the disk learns when, never what about.
ALTER TABLE cases ADD COLUMN wake_as BLOB;

DROP INDEX cases_wake_at;
CREATE INDEX cases_wake ON cases (wake_at, case_id, wake_as) WHERE wake_at IS NOT NULL;
