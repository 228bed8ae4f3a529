-- Keys of staff's own devices by which they sign in at the desk: only the public half is kept. `challenged_at`: when the last question that
-- one answered was asked; an answer to an older one is a repetition.
CREATE TABLE passkeys (
    id TEXT COLLATE "C" PRIMARY KEY,
    person BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    public_key TEXT COLLATE "C" NOT NULL,
    sign_count BIGINT NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    challenged_at TEXT COLLATE "C" NOT NULL,
    used_at TEXT COLLATE "C"
);
CREATE INDEX passkeys_person ON passkeys (person);
