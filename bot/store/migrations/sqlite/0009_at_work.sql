-- What somebody at the desk has begun to write about a case; and who of the staff watches which case.
CREATE TABLE drafts (
    person INTEGER NOT NULL,
    number TEXT NOT NULL REFERENCES complaints (number),
    action TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (person, number, action)
);
CREATE INDEX drafts_number ON drafts (number);
CREATE TABLE watchers (
    person INTEGER NOT NULL,
    number TEXT NOT NULL REFERENCES complaints (number),
    PRIMARY KEY (person, number)
);
CREATE INDEX watchers_number ON watchers (number);
