-- The picture counts on indexes alone, each in its own order, so that nothing is sorted: by what is shown, and by the hour (UTC).
DROP INDEX case_facts_received;
DROP INDEX case_facts_ended;
CREATE INDEX case_facts_received ON case_facts (office, received_at, examined);
CREATE INDEX case_facts_category ON case_facts (office, category, received_at, state, missed, due_at, examined);
CREATE INDEX case_facts_unit ON case_facts (office, unit, received_at, state, missed, due_at, examined);
CREATE INDEX case_facts_service ON case_facts (office, service, received_at, state, missed, due_at, examined);
CREATE INDEX case_facts_channel ON case_facts (office, channel, received_at, state, missed, due_at, examined);
CREATE INDEX case_facts_hour ON case_facts (office, substr(received_at, 1, 13), examined);
CREATE INDEX case_facts_ended ON case_facts (office, ended_at, examined) WHERE ended_at IS NOT NULL;
CREATE INDEX case_facts_reason ON case_facts (office, ended_at, reason, examined) WHERE reason <> '';
CREATE INDEX case_facts_answered ON case_facts (office, examined, unit, service, channel) WHERE state = 'resolved';
CREATE INDEX case_facts_judged ON case_facts (office, received_at, reopened, rating, examined) WHERE reopened > 0 OR rating IS NOT NULL;
