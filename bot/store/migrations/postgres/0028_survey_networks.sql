-- How many answers to the survey a network gave today; of its address only a hash that no other day shares. Rows of other days are deleted.
CREATE TABLE survey_networks (
    office TEXT COLLATE "C" NOT NULL,
    day TEXT COLLATE "C" NOT NULL,
    network_hash TEXT COLLATE "C" NOT NULL,
    answers INTEGER NOT NULL,
    PRIMARY KEY (office, day, network_hash)
);
