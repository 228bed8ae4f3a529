-- Portable SQL. Moments are UTC text, `2026-11-24T08:00:00.000000Z`; lists and values are JSON text.

CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    created_at TEXT NOT NULL
);

-- One address of one person on one channel, with where the talk there stands.
CREATE TABLE chats (
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES people (id),
    state TEXT NOT NULL DEFAULT '{}',
    reachable INTEGER NOT NULL DEFAULT 1,
    heard_at TEXT,
    opted_in TEXT,
    alerts INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (channel, address)
);
CREATE INDEX chats_person ON chats (person);

-- What channels received, as it came. A row behind another of its lane waits for it.
CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    update_id TEXT NOT NULL,
    lane TEXT NOT NULL,
    payload TEXT NOT NULL,
    received_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    try_at TEXT NOT NULL,
    error TEXT,
    UNIQUE (channel, update_id)
);
CREATE INDEX inbox_waiting ON inbox (lane, id) WHERE state = 'waiting';
CREATE INDEX inbox_lane ON inbox (lane, id);

-- What is to be said. `key` is unique: what is decided twice leaves once.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
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
    error TEXT
);
CREATE INDEX outbox_waiting ON outbox (lane, id) WHERE state = 'waiting';
CREATE INDEX outbox_lane ON outbox (lane, id);
CREATE INDEX outbox_complaint ON outbox (complaint) WHERE complaint IS NOT NULL;

-- A complaint as its history left it; the columns beside `body` are what lists and reminders ask for.
CREATE TABLE complaints (
    number TEXT PRIMARY KEY,
    office TEXT NOT NULL,
    unit TEXT NOT NULL,
    category TEXT NOT NULL,
    state TEXT NOT NULL,
    officer INTEGER,
    reporter INTEGER NOT NULL,
    confidential INTEGER NOT NULL,
    urgent INTEGER NOT NULL,
    received_at TEXT NOT NULL,
    due_at TEXT,
    ended_at TEXT,
    next_at TEXT,
    reminded_at TEXT NOT NULL,
    pin TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX complaints_next ON complaints (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX complaints_office ON complaints (office, state, due_at);
CREATE INDEX complaints_reporter ON complaints (reporter, received_at);
CREATE INDEX complaints_officer ON complaints (officer, state);

-- Append-only.
CREATE TABLE history (
    number TEXT NOT NULL REFERENCES complaints (number),
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor INTEGER,
    role TEXT NOT NULL,
    action TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (number, seq)
);
CREATE TRIGGER history_is_append_only BEFORE UPDATE OF number, seq, at, actor, role, action ON history
BEGIN
    SELECT RAISE(ABORT, 'history is append-only');
END;

-- Name and contact of a reporter, encrypted; unlinked when the reporter asks for it.
CREATE TABLE identities (
    number TEXT PRIMARY KEY REFERENCES complaints (number),
    sealed TEXT NOT NULL
);

CREATE TABLE pin_tries (
    number TEXT PRIMARY KEY,
    wrong INTEGER NOT NULL,
    locked_until TEXT
);

-- Files sent, under the hash of their content; the bytes lie in the data folder.
CREATE TABLE files (
    sha256 TEXT NOT NULL,
    number TEXT NOT NULL DEFAULT '',
    person INTEGER NOT NULL,
    kind TEXT NOT NULL,
    mime TEXT NOT NULL,
    size INTEGER NOT NULL,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    facts TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (sha256, number, person)
);

CREATE TABLE staff (
    person INTEGER NOT NULL REFERENCES people (id),
    office TEXT NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    units TEXT NOT NULL,
    sensitive INTEGER NOT NULL DEFAULT 0,
    active INTEGER NOT NULL DEFAULT 1,
    away_until TEXT,
    stand_in INTEGER,
    PRIMARY KEY (person, office)
);
CREATE INDEX staff_office ON staff (office);

CREATE TABLE invitations (
    code_hash TEXT PRIMARY KEY,
    office TEXT NOT NULL,
    roles TEXT NOT NULL,
    units TEXT NOT NULL,
    sensitive INTEGER NOT NULL DEFAULT 0,
    expires_at TEXT NOT NULL,
    used_by INTEGER
);

-- Who looked at or did something that is not a complaint's history: identities opened, staff invited, data given out.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor INTEGER,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT ''
);

-- Questions that were not answered or not well, without who asked.
CREATE TABLE unanswered (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    office TEXT NOT NULL,
    text TEXT NOT NULL,
    why TEXT NOT NULL,
    service TEXT NOT NULL DEFAULT '',
    handled INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
