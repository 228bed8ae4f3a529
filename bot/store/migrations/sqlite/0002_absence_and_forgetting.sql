-- An absence has a beginning; files that a person had deleted wait here until their bytes are gone.
ALTER TABLE staff ADD COLUMN away_from TEXT;

CREATE TABLE forgotten_files (
    sha256 TEXT PRIMARY KEY
);
