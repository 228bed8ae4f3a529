-- The number of a person known by another id; when the person asked for silence at this address.
ALTER TABLE chats ADD COLUMN phone TEXT COLLATE "C";
ALTER TABLE chats ADD COLUMN stopped_at TEXT COLLATE "C";
CREATE INDEX chats_phone ON chats (channel, phone) WHERE phone IS NOT NULL;

-- How far the platform got with a message: 1 sent, 2 delivered, 3 read. State 'held': waits until the person writes again.
ALTER TABLE outbox ADD COLUMN delivery INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outbox_held ON outbox (lane, id) WHERE state = 'held';

-- One-time codes with which a person brings another address along.
CREATE TABLE links (
    code_hash TEXT COLLATE "C" PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES people (id),
    expires_at TEXT COLLATE "C" NOT NULL,
    used_at TEXT COLLATE "C"
);
