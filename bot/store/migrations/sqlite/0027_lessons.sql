-- What an office learns from a case: the promise that was broken, whether its words are about requirements, and whether they may be an example.
ALTER TABLE case_facts ADD COLUMN promise TEXT NOT NULL DEFAULT '';
ALTER TABLE case_facts ADD COLUMN requirements INTEGER NOT NULL DEFAULT 0;
ALTER TABLE case_facts ADD COLUMN shielded INTEGER NOT NULL DEFAULT 0;
UPDATE case_facts SET promise = COALESCE((SELECT json_extract(h.data, '$.promise') FROM whole_history AS h WHERE h.number = case_facts.number AND h.seq = 1), '')
    WHERE service <> '';
UPDATE case_facts SET shielded = 1 WHERE number IN (SELECT number FROM complaints WHERE confidential = 1
    OR json_extract(body, '$.identity') <> 'terbuka');
UPDATE case_facts SET requirements = 1 WHERE number IN (WITH texts AS MATERIALIZED (SELECT number, lower(json_extract(body, '$.text')) AS text FROM complaints)
    SELECT number FROM texts WHERE text LIKE '%syarat%'
    OR text LIKE '%berkas%'
    OR text LIKE '%dokumen%'
    OR text LIKE '%fotokopi%'
    OR text LIKE '%fotocopy%'
    OR text LIKE '%foto copy%'
    OR text LIKE '%surat pengantar%'
    OR text LIKE '%kurang lengkap%'
    OR text LIKE '%tidak lengkap%'
    OR text LIKE '%bolak-balik%'
    OR text LIKE '%bolak balik%');
CREATE INDEX case_facts_promise ON case_facts (office, received_at, service, circle, unit, shielded, number, promise) WHERE promise <> '';
CREATE INDEX case_facts_requirements ON case_facts (office, received_at, service, circle, unit, shielded, number, promise) WHERE requirements = 1;
DROP INDEX facts_solved;
CREATE INDEX facts_solved ON case_facts (office, received_at, number) WHERE rating >= 3 AND service <> '' AND circle = '' AND shielded = 0;
ANALYZE case_facts;
