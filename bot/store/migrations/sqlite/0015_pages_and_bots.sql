-- When a letter of the web chat was given to the open pages (seconds since 1970, by the database's own clock), so that pages of other
-- processes hear of it; the bots and numbers that offices have of their own, with what opens them (sealed).
ALTER TABLE outbox ADD COLUMN shown_at REAL;
CREATE INDEX outbox_shown ON outbox (shown_at) WHERE shown_at IS NOT NULL;

CREATE TABLE bots (
    channel TEXT NOT NULL,
    office TEXT NOT NULL,
    access TEXT NOT NULL,
    added_at TEXT NOT NULL,
    PRIMARY KEY (channel, office)
);
