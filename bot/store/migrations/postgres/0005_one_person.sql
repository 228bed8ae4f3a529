-- Who follows which case beside its reporter: the same that stands in the case itself, where "my cases" can be found by it.
CREATE TABLE followers (
    person BIGINT NOT NULL,
    number TEXT COLLATE "C" NOT NULL REFERENCES complaints (number),
    PRIMARY KEY (person, number)
);

-- An invitation may be for one telephone number only.
ALTER TABLE invitations ADD COLUMN number_hash TEXT COLLATE "C";
