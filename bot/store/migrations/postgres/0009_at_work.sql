-- What somebody at the desk has begun to write about a case; and who of the staff watches which case.
CREATE TABLE drafts (
    person BIGINT NOT NULL,
    number TEXT COLLATE "C" NOT NULL REFERENCES complaints (number),
    action TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (person, number, action)
);
CREATE INDEX drafts_number ON drafts (number);
CREATE TABLE watchers (
    person BIGINT NOT NULL,
    number TEXT COLLATE "C" NOT NULL REFERENCES complaints (number),
    PRIMARY KEY (person, number)
);
CREATE INDEX watchers_number ON watchers (number);
