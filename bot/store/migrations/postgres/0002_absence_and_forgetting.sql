-- An absence has a beginning; files that a person had deleted wait here until their bytes are gone.
ALTER TABLE staff ADD COLUMN away_from TEXT COLLATE "C";

CREATE TABLE forgotten_files (
    sha256 TEXT COLLATE "C" PRIMARY KEY
);
