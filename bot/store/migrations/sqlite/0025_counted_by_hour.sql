-- The hour (UTC) in which a case came, by itself, so that an index holds whole what is counted by it.
ALTER TABLE case_facts ADD COLUMN hour TEXT NOT NULL DEFAULT '';
UPDATE case_facts SET hour = substr(received_at, 1, 13);
DROP INDEX case_facts_hour;
CREATE INDEX case_facts_hour ON case_facts (office, hour, circle, unit, service, channel);
ANALYZE case_facts;
