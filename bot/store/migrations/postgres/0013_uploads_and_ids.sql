-- Files that were sent and belong to no complaint yet: whose they are, how much, since when. Numbers of deleted rows are never given again here.
CREATE TABLE uploads (
    sha256 TEXT COLLATE "C" NOT NULL,
    lane TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    kept_at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (sha256, lane)
);
CREATE INDEX uploads_lane ON uploads (lane);
CREATE INDEX uploads_kept ON uploads (kept_at);
