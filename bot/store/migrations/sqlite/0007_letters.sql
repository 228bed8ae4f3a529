-- Why a letter leaves, as what somebody gets it, what it tells; and the key under which it was tried first.
ALTER TABLE outbox ADD COLUMN kind TEXT NOT NULL DEFAULT 'answer';
ALTER TABLE outbox ADD COLUMN audience TEXT NOT NULL DEFAULT 'writer';
ALTER TABLE outbox ADD COLUMN event TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN origin TEXT NOT NULL DEFAULT '';

-- Letters from before: until now their keys said it.
UPDATE outbox SET origin = CASE WHEN instr(key, '@') > 0 THEN substr(key, 1, instr(key, '@') - 1) ELSE key END;
UPDATE outbox SET
    kind = CASE
        WHEN key LIKE 'case:%' THEN 'case'
        WHEN key LIKE 'ladder:%' THEN 'ladder'
        WHEN key LIKE 'late:%' OR key LIKE 'late-merged:%' THEN 'late'
        WHEN key LIKE 'alarm:%' THEN 'alarm'
        WHEN key LIKE 'lost:%' THEN 'lost'
        WHEN key LIKE 'absence:%' THEN 'staff'
        ELSE 'list'
    END,
    audience = CASE
        WHEN key LIKE 'late:%' OR key LIKE 'case:%:reporter.%' OR key LIKE 'ladder:%:remind:%' THEN 'reporter'
        WHEN key LIKE 'late-merged:%' OR key LIKE 'case:%:merged.%' THEN 'merged'
        WHEN key LIKE 'case:%:follower.%' THEN 'follower'
        ELSE 'staff'
    END,
    event = CASE
        WHEN key LIKE 'case:%:officer.add_joined:%' THEN 'add_joined'
        WHEN key LIKE 'case:%:reporter.ask:%' THEN 'ask'
        WHEN key LIKE 'case:%:reporter.answer:%' THEN 'answer'
        ELSE ''
    END
WHERE key NOT LIKE 'in:%' AND key NOT LIKE 'slow:%';
CREATE INDEX outbox_origin ON outbox (origin);

-- How often wrong tries have locked a number: each lock is longer than the one before.
ALTER TABLE pin_tries ADD COLUMN locks INTEGER NOT NULL DEFAULT 0;
