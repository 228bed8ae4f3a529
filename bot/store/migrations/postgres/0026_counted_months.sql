-- What the picture counts of whole months that are over, counted once. A month is in `counted_months` as long as none of its cases changes.
CREATE TABLE counted_months (
    office TEXT COLLATE "C" NOT NULL,
    since_at TEXT COLLATE "C" NOT NULL,
    until_at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (office, since_at)
);
CREATE TABLE month_counts (
    office TEXT COLLATE "C" NOT NULL,
    dimension TEXT COLLATE "C" NOT NULL,
    since_at TEXT COLLATE "C" NOT NULL,
    circle TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (office, dimension, since_at, circle, unit, key, outcome)
);
