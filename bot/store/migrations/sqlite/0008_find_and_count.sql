-- What finding and counting ask of a case, in one narrow row each; kept with the case, in the same transaction.
CREATE TABLE case_facts (
    number TEXT PRIMARY KEY REFERENCES complaints (number),
    office TEXT NOT NULL,
    unit TEXT NOT NULL,
    service TEXT NOT NULL,
    channel TEXT NOT NULL,
    category TEXT NOT NULL,
    state TEXT NOT NULL,
    officer INTEGER,
    urgent INTEGER NOT NULL,
    examined TEXT NOT NULL,
    tail TEXT NOT NULL,
    received_at TEXT NOT NULL,
    due_at TEXT,
    answered_at TEXT,
    ended_at TEXT,
    missed INTEGER NOT NULL,
    reopened INTEGER NOT NULL,
    rating INTEGER,
    reason TEXT NOT NULL
);
CREATE INDEX case_facts_received ON case_facts (office, received_at, unit, service, channel, category, state, missed, reopened, rating, due_at, examined);
CREATE INDEX case_facts_open ON case_facts (office, due_at, unit, state, officer, urgent, examined, service, channel) WHERE state IN ('received', 'in_progress', 'waiting');
CREATE INDEX case_facts_ended ON case_facts (office, ended_at, unit, service, channel, state, reason, examined) WHERE ended_at IS NOT NULL;
CREATE INDEX case_facts_tail ON case_facts (tail);
CREATE INDEX case_facts_officer ON case_facts (officer) WHERE officer IS NOT NULL;

INSERT INTO case_facts
SELECT number, office, unit, COALESCE(json_extract(body, '$.service'), ''),
    COALESCE((SELECT channel FROM chats WHERE chats.person = reporter ORDER BY heard_at DESC LIMIT 1), ''),
    category, state, officer, urgent, '', substr(number, -5), received_at, due_at,
    CASE WHEN json_extract(body, '$.answer') <> '' THEN json_extract(body, '$.since') END, ended_at,
    json_array_length(body, '$.missed'), json_extract(body, '$.reopened'), json_extract(body, '$.rating'), ''
FROM complaints;

-- What was said about a case, line by line, and the words of it.
CREATE TABLE case_texts (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL REFERENCES complaints (number),
    text TEXT NOT NULL
);
CREATE INDEX case_texts_number ON case_texts (number);
CREATE VIRTUAL TABLE case_words USING fts5 (text, content='case_texts', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='3');
CREATE TRIGGER case_texts_in AFTER INSERT ON case_texts BEGIN
    INSERT INTO case_words (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER case_texts_out AFTER DELETE ON case_texts BEGIN
    INSERT INTO case_words (case_words, rowid, text) VALUES ('delete', old.id, old.text);
END;
INSERT INTO case_texts (number, text)
SELECT number, json_extract(body, '$.text') || ' ' || json_extract(body, '$.place') || ' ' || json_extract(body, '$.answer') FROM complaints;

-- Keyed hashes of the words of a name and of a number, of open reports alone: who may see the name finds it, the table tells nobody.
CREATE TABLE identity_keys (
    key_hash TEXT NOT NULL,
    number TEXT NOT NULL REFERENCES complaints (number),
    PRIMARY KEY (key_hash, number)
);
CREATE INDEX identity_keys_number ON identity_keys (number);

-- A search that somebody kept under a name.
CREATE TABLE kept_searches (
    person INTEGER NOT NULL,
    office TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    PRIMARY KEY (person, office, name)
);
