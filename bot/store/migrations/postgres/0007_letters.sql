-- Why a letter leaves, as what somebody gets it, what it tells; and the key under which it was tried first.
ALTER TABLE outbox ADD COLUMN kind TEXT COLLATE "C" NOT NULL DEFAULT 'answer';
ALTER TABLE outbox ADD COLUMN audience TEXT COLLATE "C" NOT NULL DEFAULT 'writer';
ALTER TABLE outbox ADD COLUMN event TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN origin TEXT COLLATE "C" NOT NULL DEFAULT '';

CREATE INDEX outbox_origin ON outbox (origin);

-- How often wrong tries have locked a number: each lock is longer than the one before.
ALTER TABLE pin_tries ADD COLUMN locks INTEGER NOT NULL DEFAULT 0;
