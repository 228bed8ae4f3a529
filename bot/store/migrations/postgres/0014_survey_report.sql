-- Of which unit the answer is; how many people the office served, and what it plans, by stretch of the survey's report.
ALTER TABLE survey_answers ADD COLUMN unit TEXT COLLATE "C" NOT NULL DEFAULT '';
CREATE TABLE survey_populations (
    office TEXT COLLATE "C" NOT NULL,
    stretch TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (office, stretch, unit)
);
CREATE TABLE survey_plans (
    office TEXT COLLATE "C" NOT NULL,
    stretch TEXT COLLATE "C" NOT NULL,
    element TEXT COLLATE "C" NOT NULL,
    plan TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (office, stretch, element)
);
