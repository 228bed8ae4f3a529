-- What became of a case, as far as that does not change with the hour, and indexes that hold whole what the picture counts by it.
ALTER TABLE case_facts ADD COLUMN outcome TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE case_facts SET outcome = CASE WHEN missed > 0 THEN 'late' WHEN state IN ('resolved', 'closed') THEN 'kept'
    WHEN state IN ('received', 'in_progress', 'waiting') THEN 'open' ELSE 'other' END;
DROP INDEX case_facts_received;
DROP INDEX case_facts_category;
DROP INDEX case_facts_unit;
DROP INDEX case_facts_service;
DROP INDEX case_facts_channel;
DROP INDEX case_facts_hour;
DROP INDEX case_facts_ended;
DROP INDEX case_facts_judged;
CREATE INDEX case_facts_received ON case_facts (office, received_at, examined, unit, service, channel);
CREATE INDEX case_facts_category ON case_facts (office, category, outcome, examined, received_at, due_at, unit, service, channel);
CREATE INDEX case_facts_unit ON case_facts (office, unit, outcome, examined, received_at, due_at, category, service, channel);
CREATE INDEX case_facts_service ON case_facts (office, service, outcome, examined, received_at, due_at, category, unit, channel);
CREATE INDEX case_facts_channel ON case_facts (office, channel, outcome, examined, received_at, due_at, category, unit, service);
CREATE INDEX case_facts_hour ON case_facts (office, (substr(received_at, 1, 13)), examined, unit, service, channel);
CREATE INDEX case_facts_ended ON case_facts (office, ended_at, examined, unit, service, channel) WHERE ended_at IS NOT NULL;
CREATE INDEX case_facts_rated ON case_facts (office, rating, examined, received_at, unit, service, channel) WHERE rating IS NOT NULL;
CREATE INDEX case_facts_reopened ON case_facts (office, received_at, examined, unit, service, channel) WHERE reopened > 0;
