-- Whether what was ended waits for a second pair of eyes.
ALTER TABLE case_facts ADD COLUMN unchecked INTEGER NOT NULL DEFAULT 0;
CREATE INDEX facts_unchecked ON case_facts (office) WHERE unchecked = 1;
