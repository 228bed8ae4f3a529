-- Answers that solved a case and were looked at as notes for a standard: taken, or set aside.
CREATE TABLE settled_answers (
    number TEXT COLLATE "C" PRIMARY KEY,
    at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX facts_solved ON case_facts (office, received_at) WHERE rating >= 3;

-- The queue reads the living cases in the order of their limits.
CREATE INDEX facts_living ON case_facts (office, (due_at IS NULL), due_at, number) WHERE state IN ('received', 'in_progress', 'waiting', 'resolved');
