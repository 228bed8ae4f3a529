-- What a monitor counts is found without reading all rows.
CREATE INDEX inbox_failed ON inbox (id) WHERE state = 'failed';
CREATE INDEX outbox_failed ON outbox (id) WHERE state = 'failed';
CREATE INDEX complaints_open ON complaints (office) WHERE ended_at IS NULL;
