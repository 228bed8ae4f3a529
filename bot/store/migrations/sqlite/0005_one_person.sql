-- Who follows which case beside its reporter: the same that stands in the case itself, where "my cases" can be found by it.
CREATE TABLE followers (
    person INTEGER NOT NULL,
    number TEXT NOT NULL REFERENCES complaints (number),
    PRIMARY KEY (person, number)
);
INSERT INTO followers (person, number)
SELECT DISTINCT one.value, complaints.number FROM complaints, json_each(complaints.body, '$.followers') AS one;

-- An invitation may be for one telephone number only.
ALTER TABLE invitations ADD COLUMN number_hash TEXT;
