-- The one-time links into the staff's desk, and who is signed in there. Only hashes of codes and of cookies are kept.
CREATE TABLE entrances (
    code_hash TEXT COLLATE "C" PRIMARY KEY,
    person BIGINT NOT NULL,
    browser TEXT COLLATE "C" NOT NULL DEFAULT '',
    expires_at TEXT COLLATE "C" NOT NULL
);
CREATE TABLE sessions (
    token_hash TEXT COLLATE "C" PRIMARY KEY,
    person BIGINT NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    expires_at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX sessions_person ON sessions (person);
