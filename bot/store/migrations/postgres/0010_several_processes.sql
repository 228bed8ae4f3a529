-- Several processes on the same data: who is working off which row, and until when that holds without being renewed (seconds since 1970,
-- by the database's own clock); who alone may do what; which channels cannot work now.
ALTER TABLE inbox ADD COLUMN claimed_by TEXT COLLATE "C";
ALTER TABLE inbox ADD COLUMN claimed_until DOUBLE PRECISION;
DROP INDEX inbox_waiting;
CREATE INDEX inbox_open ON inbox (lane, id) WHERE state IN ('waiting', 'doing');
CREATE INDEX inbox_queue ON inbox (id) WHERE state = 'waiting';
CREATE INDEX inbox_tries ON inbox (try_at) WHERE state = 'waiting';
CREATE UNIQUE INDEX inbox_doing ON inbox (lane) WHERE state = 'doing';

CREATE TABLE leaders (
    name TEXT COLLATE "C" PRIMARY KEY,
    node TEXT COLLATE "C" NOT NULL,
    expires_at DOUBLE PRECISION NOT NULL
);

CREATE TABLE stopped_channels (
    channel TEXT COLLATE "C" PRIMARY KEY,
    advice TEXT COLLATE "C" NOT NULL
);

CREATE TRIGGER history_only_grows BEFORE DELETE ON history FOR EACH ROW EXECUTE FUNCTION history_is_append_only();
CREATE TRIGGER history_is_never_emptied BEFORE TRUNCATE ON history FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only();
