-- By what an alike photo is found (handlers/case/likeness.py), so that not all photos there ever were are read for one.
CREATE TABLE photo_marks (
    mark TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    number TEXT NOT NULL,
    person INTEGER NOT NULL,
    PRIMARY KEY (mark, sha256, number, person),
    FOREIGN KEY (sha256, number, person) REFERENCES files (sha256, number, person) ON DELETE CASCADE
);
CREATE INDEX photo_marks_file ON photo_marks (sha256, number, person);

INSERT INTO photo_marks
SELECT 'file:' || sha256, sha256, number, person FROM files WHERE kind = 'photo'
UNION ALL
SELECT 'original:' || json_extract(facts, '$.original'), sha256, number, person FROM files
WHERE kind = 'photo' AND json_extract(facts, '$.original') IS NOT NULL
UNION ALL
SELECT starts || ':' || substr(json_extract(facts, '$.looks'), starts + 1, digits), sha256, number, person FROM files,
    (SELECT 0 AS starts, 3 AS digits UNION ALL SELECT 3, 3 UNION ALL SELECT 6, 3 UNION ALL SELECT 9, 3
     UNION ALL SELECT 12, 2 UNION ALL SELECT 14, 2) AS bands
WHERE kind = 'photo' AND json_extract(facts, '$.looks') IS NOT NULL;
