-- What somebody asked for at the desk and says yes to in their own chat first. `act` is a hash of the session and of the form.
CREATE TABLE confirmations (
    code_hash TEXT COLLATE "C" PRIMARY KEY,
    person BIGINT NOT NULL,
    act TEXT COLLATE "C" NOT NULL,
    confirmed INTEGER NOT NULL DEFAULT 0,
    expires_at TEXT COLLATE "C" NOT NULL
);
