-- The one-time links into the staff's desk, and who is signed in there. Only hashes of codes and of cookies are kept.
CREATE TABLE entrances (
    code_hash TEXT PRIMARY KEY,
    person INTEGER NOT NULL,
    browser TEXT NOT NULL DEFAULT '',
    expires_at TEXT NOT NULL
);
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    person INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
);
CREATE INDEX sessions_person ON sessions (person);
