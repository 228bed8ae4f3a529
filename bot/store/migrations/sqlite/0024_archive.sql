-- What was said and done in cases that ended long ago leaves the tables that are written all day long, for an archive by month. A line of the
-- history may only leave for there, where it stands alike and stays; `whole_history` is both.
CREATE TABLE archived_history (
    month TEXT NOT NULL,
    number TEXT NOT NULL REFERENCES complaints (number),
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor INTEGER,
    role TEXT NOT NULL,
    action TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (number, seq)
) WITHOUT ROWID;
CREATE TABLE archived_letters (
    month TEXT NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    complaint TEXT NOT NULL,
    person INTEGER NOT NULL,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    body TEXT NOT NULL,
    kind TEXT NOT NULL,
    audience TEXT NOT NULL,
    event TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at TEXT NOT NULL,
    done_at TEXT,
    delivery INTEGER NOT NULL,
    error TEXT
);
CREATE INDEX archived_letters_complaint ON archived_letters (complaint);
CREATE INDEX archived_letters_person ON archived_letters (person);
CREATE INDEX complaints_ended ON complaints (ended_at, number) WHERE ended_at IS NOT NULL;
CREATE VIEW whole_history AS
    SELECT number, seq, at, actor, role, action, data FROM history
    UNION ALL SELECT number, seq, at, actor, role, action, data FROM archived_history;

DROP TRIGGER history_only_grows;
CREATE TRIGGER history_only_grows BEFORE DELETE ON history
    WHEN NOT EXISTS (SELECT 1 FROM archived_history AS archived WHERE archived.number = OLD.number AND archived.seq = OLD.seq
        AND archived.at = OLD.at AND archived.actor IS OLD.actor AND archived.action = OLD.action AND archived.data = OLD.data) BEGIN
    SELECT RAISE(ABORT, 'history is append-only');
END;
CREATE TRIGGER archived_history_is_append_only BEFORE UPDATE OF number, seq, at, actor, role, action ON archived_history BEGIN
    SELECT RAISE(ABORT, 'history is append-only');
END;
CREATE TRIGGER archived_history_only_grows BEFORE DELETE ON archived_history BEGIN
    SELECT RAISE(ABORT, 'history is append-only');
END;
