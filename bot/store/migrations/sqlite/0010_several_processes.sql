-- Several processes on the same data: who is working off which row, and until when that holds without being renewed (seconds since 1970,
-- by the database's own clock); who alone may do what; which channels cannot work now.
ALTER TABLE inbox ADD COLUMN claimed_by TEXT;
ALTER TABLE inbox ADD COLUMN claimed_until REAL;
DROP INDEX inbox_waiting;
CREATE INDEX inbox_open ON inbox (lane, id) WHERE state IN ('waiting', 'doing');
CREATE INDEX inbox_queue ON inbox (id) WHERE state = 'waiting';
CREATE INDEX inbox_tries ON inbox (try_at) WHERE state = 'waiting';
CREATE UNIQUE INDEX inbox_doing ON inbox (lane) WHERE state = 'doing';

CREATE TABLE leaders (
    name TEXT PRIMARY KEY,
    node TEXT NOT NULL,
    expires_at REAL NOT NULL
);

CREATE TABLE stopped_channels (
    channel TEXT PRIMARY KEY,
    advice TEXT NOT NULL
);

CREATE TRIGGER history_only_grows BEFORE DELETE ON history
BEGIN
    SELECT RAISE(ABORT, 'history is append-only');
END;
