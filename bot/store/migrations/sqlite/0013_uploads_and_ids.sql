-- Files that were sent and belong to no complaint yet: whose they are, how much, since when.
CREATE TABLE uploads (
    sha256 TEXT NOT NULL,
    lane TEXT NOT NULL,
    size INTEGER NOT NULL,
    kept_at TEXT NOT NULL,
    PRIMARY KEY (sha256, lane)
);
CREATE INDEX uploads_lane ON uploads (lane);
CREATE INDEX uploads_kept ON uploads (kept_at);

-- The number of a row that was deleted is never given again: an open page would take a new message for one that it has shown.
CREATE TABLE inbox_again (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    update_id TEXT NOT NULL,
    lane TEXT NOT NULL,
    payload TEXT NOT NULL,
    received_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    try_at TEXT NOT NULL,
    error TEXT,
    claimed_by TEXT,
    claimed_until REAL,
    UNIQUE (channel, update_id)
);
INSERT INTO inbox_again SELECT id, channel, update_id, lane, payload, received_at, state, attempts, try_at, error, claimed_by, claimed_until FROM inbox;
DROP TABLE inbox;
ALTER TABLE inbox_again RENAME TO inbox;
CREATE INDEX inbox_lane ON inbox (lane, id);
CREATE INDEX inbox_failed ON inbox (id) WHERE state = 'failed';
CREATE INDEX inbox_open ON inbox (lane, id) WHERE state IN ('waiting', 'doing');
CREATE INDEX inbox_queue ON inbox (id) WHERE state = 'waiting';
CREATE INDEX inbox_tries ON inbox (try_at) WHERE state = 'waiting';
CREATE UNIQUE INDEX inbox_doing ON inbox (lane) WHERE state = 'doing';

CREATE TABLE outbox_again (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    person INTEGER NOT NULL,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    lane TEXT NOT NULL,
    body TEXT NOT NULL,
    urgent INTEGER NOT NULL DEFAULT 0,
    complaint TEXT,
    created_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    try_at TEXT NOT NULL,
    done_at TEXT,
    platform_id TEXT,
    error TEXT,
    delivery INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL DEFAULT 'answer',
    audience TEXT NOT NULL DEFAULT 'writer',
    event TEXT NOT NULL DEFAULT '',
    origin TEXT NOT NULL DEFAULT ''
);
INSERT INTO outbox_again SELECT id, key, person, channel, address, lane, body, urgent, complaint, created_at, state, attempts, try_at, done_at,
    platform_id, error, delivery, kind, audience, event, origin FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_again RENAME TO outbox;
CREATE INDEX outbox_waiting ON outbox (lane, id) WHERE state = 'waiting';
CREATE INDEX outbox_lane ON outbox (lane, id);
CREATE INDEX outbox_complaint ON outbox (complaint) WHERE complaint IS NOT NULL;
CREATE INDEX outbox_held ON outbox (lane, id) WHERE state = 'held';
CREATE INDEX outbox_failed ON outbox (id) WHERE state = 'failed';
CREATE INDEX outbox_origin ON outbox (origin);
