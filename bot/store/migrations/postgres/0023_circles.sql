-- Who may count a case is told by its circle: who examines it, as before, and whether it is confidential.
ALTER TABLE case_facts RENAME COLUMN examined TO circle;
UPDATE case_facts SET circle = trim(circle || ' rahasia') WHERE number IN (SELECT number FROM complaints WHERE confidential = 1);

-- Whom a case complains about, the same that stands in the case itself, where it can be found by the person.
CREATE TABLE accused (
    person BIGINT NOT NULL,
    number TEXT COLLATE "C" NOT NULL REFERENCES complaints (number),
    PRIMARY KEY (person, number)
);
INSERT INTO accused (person, number)
SELECT DISTINCT CAST(one.person AS BIGINT), complaints.number
FROM complaints, jsonb_array_elements_text(COALESCE(CAST(complaints.body AS JSONB) -> 'accused', '[]')) AS one (person);
