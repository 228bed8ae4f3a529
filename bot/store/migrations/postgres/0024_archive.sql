-- What was said and done in cases that ended long ago leaves the tables that are written all day long, for an archive by month. A line of the
-- history may only leave for there, where it stands alike and stays; `whole_history` is both.
CREATE TABLE archived_history (
    month TEXT COLLATE "C" NOT NULL,
    number TEXT COLLATE "C" NOT NULL REFERENCES complaints (number),
    seq INTEGER NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    actor BIGINT,
    role TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    data TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (number, seq)
);
CREATE TABLE archived_letters (
    month TEXT COLLATE "C" NOT NULL,
    id BIGINT PRIMARY KEY,
    key TEXT COLLATE "C" NOT NULL,
    complaint TEXT COLLATE "C" NOT NULL,
    person BIGINT NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    audience TEXT COLLATE "C" NOT NULL,
    event TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    done_at TEXT COLLATE "C",
    delivery INTEGER NOT NULL,
    error TEXT COLLATE "C"
);
CREATE INDEX archived_letters_complaint ON archived_letters (complaint);
CREATE INDEX archived_letters_person ON archived_letters (person);
CREATE INDEX complaints_ended ON complaints (ended_at, number) WHERE ended_at IS NOT NULL;
CREATE VIEW whole_history AS
    SELECT number, seq, at, actor, role, action, data FROM history
    UNION ALL SELECT number, seq, at, actor, role, action, data FROM archived_history;

CREATE FUNCTION history_leaves_for_the_archive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM archived_history AS archived WHERE archived.number = OLD.number AND archived.seq = OLD.seq
        AND archived.at = OLD.at AND archived.actor IS NOT DISTINCT FROM OLD.actor AND archived.action = OLD.action AND archived.data = OLD.data) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'history is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
DROP TRIGGER history_only_grows ON history;
CREATE TRIGGER history_only_grows BEFORE DELETE ON history FOR EACH ROW EXECUTE FUNCTION history_leaves_for_the_archive();
CREATE TRIGGER archived_history_is_append_only BEFORE UPDATE OF number, seq, at, actor, role, action ON archived_history
    FOR EACH ROW EXECUTE FUNCTION history_is_append_only();
CREATE TRIGGER archived_history_only_grows BEFORE DELETE ON archived_history FOR EACH ROW EXECUTE FUNCTION history_is_append_only();
CREATE TRIGGER archived_history_is_never_emptied BEFORE TRUNCATE ON archived_history FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only();

-- Rows of the queues change several times within seconds and go after some months: without these the server would look at them too late.
ALTER TABLE inbox SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE outbox SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE chats SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE leaders SET (autovacuum_vacuum_threshold = 200, autovacuum_vacuum_scale_factor = 0);
