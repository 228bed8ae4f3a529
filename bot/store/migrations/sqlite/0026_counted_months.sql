-- What the picture counts of whole months that are over, counted once. A month is in `counted_months` as long as none of its cases changes.
CREATE TABLE counted_months (
    office TEXT NOT NULL,
    since_at TEXT NOT NULL,
    until_at TEXT NOT NULL,
    PRIMARY KEY (office, since_at)
);
CREATE TABLE month_counts (
    office TEXT NOT NULL,
    dimension TEXT NOT NULL,
    since_at TEXT NOT NULL,
    circle TEXT NOT NULL,
    unit TEXT NOT NULL,
    key TEXT NOT NULL,
    outcome TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (office, dimension, since_at, circle, unit, key, outcome)
) WITHOUT ROWID;
