-- Keys of staff's own devices by which they sign in at the desk: only the public half is kept. `challenged_at`: when the last question that
-- one answered was asked; an answer to an older one is a repetition.
CREATE TABLE passkeys (
    id TEXT PRIMARY KEY,
    person INTEGER NOT NULL,
    name TEXT NOT NULL,
    public_key TEXT NOT NULL,
    sign_count INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    challenged_at TEXT NOT NULL,
    used_at TEXT
);
CREATE INDEX passkeys_person ON passkeys (person);
